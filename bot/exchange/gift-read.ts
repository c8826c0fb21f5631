/** Reads GIFT: our own files back into equal questions, and those of Moodle as far as GIFT says what a question needs. */
import { toDay } from '../../knowledge/calendar.ts';
import { QUESTION_KINDS, type QuestionKind } from '../../knowledge/lists.ts';
import type { Subject } from '../../knowledge/schema.ts';
import { belowWhy, WEIGHTS } from './gift.ts';
import { type Block, blocksOf, cut, type Piece } from './gift-blocks.ts';
import { fromComment, fromGift, fromRich } from './gift-text.ts';
import { asId, type Draft, daysAround, number, ordinal, type Problem, type Read, waysToWrite } from './parts.ts';

/** Every question of the file that can be read, and every mistake in the others, with its line. */
export function readGift(file: string, subjects: readonly Subject[]): Read {
  const problems: Problem[] = [];
  const blocks = blocksOf(file);
  const drafts = blocks.flatMap((block) => {
    const reader = new Reader(block, subjects);
    const draft = reader.draft();
    problems.push(...reader.problems);
    return reader.problems.length > 0 ? [] : [draft];
  });
  if (blocks.length === 0)
    problems.push({ line: 1, question: '', problem: 'there is no question in the file', cure: 'Choose the file that Moodle exported as GIFT.' });
  return { drafts, problems };
}

type Answer = {
  readonly sign: string;
  readonly text: string;
  readonly raw: string;
  readonly why?: string;
  readonly weight: number;
  readonly line: number;
};

class Reader {
  readonly problems: Problem[] = [];
  private readonly block: Block;
  private readonly subjects: readonly Subject[];
  private readonly value: Record<string, unknown> = {};
  private readonly lines = new Map<string, number>();
  private name = '';
  private format = 'moodle';

  constructor(block: Block, subjects: readonly Subject[]) {
    this.block = block;
    this.subjects = subjects;
  }

  draft(): Draft {
    const { text } = this.block;
    const [title, named = ''] = /^\s*::((?:\\[\s\S]|(?!::)[^\\])*)::/.exec(text) ?? [''];
    this.name = this.comment('id') ?? fromGift(named);
    if (this.name) this.put('id', asId(this.name), this.block.comments.get('id')?.line ?? this.lineAt(0));
    this.readComments();
    const parts = cut(text.slice(title.length), '{}', title.length);
    const [stem, body, tail] = parts;
    const signs = parts.map(({ sign }) => sign).join('');
    if (stem && body && tail && signs === '{}') {
      this.readStem(stem, tail);
      this.readAnswers(body);
    } else this.badBraces(signs);
    const line = this.lineAt(0);
    return {
      name: this.name || `the question in line ${line}`,
      line,
      value: this.value,
      lines: this.lines,
    };
  }

  private badBraces(signs: string): void {
    if (signs === '') this.report(0, 'it has no answers', 'Write the answers behind the question, in { }.');
    else if (signs === '{') this.report(0, 'a { is never closed', 'Close it with }. No empty line may stand inside a question.');
    else if (signs === '}') this.report(0, 'a } has no { before it', 'Write { before the first answer. No empty line may stand inside a question.');
    else this.report(0, 'there is more than one { or }', 'Write a brace that is text as \\{ or \\}, and put an empty line between two questions.');
  }

  private readComments(): void {
    for (const key of ['subject', 'hint', 'unit']) {
      const comment = this.comment(key);
      if (comment) this.put(key, comment, this.lineOf(key));
    }
    for (const key of ['tags', 'cites']) {
      const comment = this.comment(key);
      if (comment) this.put(key, list(comment), this.lineOf(key));
    }
    const difficulty = this.comment('difficulty');
    if (difficulty) this.put('difficulty', number(difficulty) ?? difficulty, this.lineOf('difficulty'));
    const category = this.block.category.replaceAll('//', '\0').split('/').at(-1)?.replaceAll('\0', '/').trim().toLowerCase();
    const subject = this.subjects.find(({ id, title }) => id === category || title.toLowerCase() === category);
    if (subject && !this.value.subject) this.put('subject', subject.id, this.block.line);
  }

  private readStem(stem: Piece, tail: Piece): void {
    const { text, format } = this.rich(stem, 'moodle');
    this.format = format;
    const behind = this.rich(tail, format).text;
    const parts = (behind ? `${text} _____ ${behind}` : text).split('\n\n');
    const [told, many = '1'] = /^first (?:(\d+) )?paragraphs?$/.exec(this.comment('scene') ?? '') ?? [];
    const scene = told ? Number(many) : 0;
    if (this.comment('scene') && (!told || scene >= parts.length))
      this.reportIn(
        'scene',
        'the comment "scene" does not fit the text',
        'Write "first paragraph" or "first 2 paragraphs"; the question follows behind an empty line, \\n\\n.',
      );
    if (scene > 0) this.put('scene', parts.slice(0, scene).join('\n\n'), this.lineAt(stem.at));
    const ask = parts.slice(scene).join('\n\n').trim();
    if (ask) this.put('ask', ask, this.lineAt(stem.at));
    else this.report(stem.at, 'it does not ask anything', 'Write the question before the {.');
  }

  private readAnswers(body: Piece): void {
    const at = lastGeneral(body.raw);
    const general = at < 0 ? '' : this.rich({ sign: '', raw: body.raw.slice(at + 4), at: body.at + at + 4 }, this.format).text;
    const lead = /^\s*/.exec(body.raw)?.[0].length ?? 0;
    const answers = { sign: '', raw: body.raw.slice(lead, at < 0 ? undefined : at), at: body.at + lead };
    if (general) this.put('why', general, this.lineAt(body.at + at));
    const has = (sign: string) => cut(answers.raw, sign).length > 1;
    const truth = /^(TRUE|FALSE|T|F)\s*(?=#|$)/.exec(answers.raw)?.[1];
    if (answers.raw.trim() === '')
      this.report(body.at, 'it is an essay: no answer is given', 'Write the answers in the { }, or take the question out.');
    else if (answers.raw.startsWith('#')) this.readNumbers({ ...answers, raw: answers.raw.slice(1), at: answers.at + 1 });
    else if (has('~')) this.readOptions(answers);
    else if (has('=') && answers.raw.includes('->')) this.readPairs(answers, general);
    else if (truth) this.readTruth(answers, truth.startsWith('T'));
    else this.readShort(answers);
  }

  private readOptions(body: Piece): void {
    const answers = this.answersIn(body, '~=');
    const single = answers.filter(({ sign }) => sign === '=').length;
    if (answers.some(({ sign, weight }) => sign === '~' && weight > 0) && single > 0)
      this.report(body.at, 'an option beside the right one is half right', 'Make each option right (=) or wrong (~): half marks are not known here.');
    if (single > 1) this.report(body.at, 'two options have =', 'Where several are right, give each ~ and its share: ~%50%.');
    const sum = answers.reduce((all, { sign, weight }) => all + (sign === '~' ? Math.max(0, weight) : 100), 0);
    if (single === 0 && Math.abs(sum - 100) > 0.1)
      this.report(
        body.at,
        `the right options make ${Math.round(sum * 100) / 100} per cent together, not 100`,
        'Share 100 per cent among them: two have ~%50%, three ~%33.33333%.',
      );
    const right = answers.filter(({ sign, weight }) => sign === '=' || weight > 0).length;
    this.kind(right > 1 ? ['several'] : ['one']);
    if (right > 1) this.put('choose', right, this.lineAt(body.at));
    this.putAnswers('options', answers, ({ sign, text, weight }) => ({ text, ...(sign === '=' || weight > 0 ? { right: true } : {}) }));
    const only = answers.find(({ sign, weight }) => sign === '=' || weight > 0);
    if (right === 1 && only?.why && !this.value.why) this.put('why', only.why, only.line);
    this.readShown('options', answers);
  }

  private readTruth(body: Piece, isTrue: boolean): void {
    this.kind(['true-false']);
    const [, wrong, right, extra] = cut(body.raw, '#', body.at);
    if (extra) this.report(extra.at, 'there is a third feedback', 'Write one for the wrong answer and one for the right: {TRUE#wrong#right####why}.');
    const feedback = (piece?: Piece) => (piece ? this.rich(piece, this.format).text : '');
    const [yes, no] = isTrue ? [right, wrong] : [wrong, right];
    const options = [
      { text: 'True', ...(isTrue ? { right: true } : {}), ...(feedback(yes) ? { why: feedback(yes) } : {}) },
      { text: 'False', ...(isTrue ? {} : { right: true }), ...(feedback(no) ? { why: feedback(no) } : {}) },
    ];
    this.put('options', options, this.lineAt(body.at));
    if (feedback(right) && !this.value.why) this.put('why', feedback(right), this.lineAt(body.at));
    this.readShown('options', options);
  }

  private readPairs(body: Piece, general: string): void {
    const found = cut(body.raw, '=', body.at).filter(({ sign, raw }) => sign || raw.trim());
    const pairs = found.map((piece) => {
      const arrow = piece.raw.indexOf('->');
      if (arrow < 0) this.report(piece.at, 'a pair has no ->', 'Write each pair as "=left -> right".');
      const left = this.rich({ ...piece, raw: piece.raw.slice(0, arrow) }, this.format).text;
      const right = fromGift(piece.raw.slice(arrow + 2));
      if (!left || !right) this.report(piece.at, 'a pair has only one side', 'Write both sides, and leave out answers that fit nothing.');
      return { left, right, line: this.lineAt(piece.at) };
    });
    const places = pairs.map(({ right }) => right).toSorted();
    const ordered =
      pairs
        .map((_, at) => ordinal(at + 1))
        .toSorted()
        .join() === places.join();
    const kind = this.kind(ordered && this.comment('kind') !== 'match' ? ['order'] : ['match']);
    const parts = kind === 'order' ? pairs.toSorted((a, b) => Number.parseInt(a.right, 10) - Number.parseInt(b.right, 10)) : pairs;
    const why = (at: number) => {
      const comment = this.comment(`why ${at + 1}`);
      return comment ? { why: comment } : {};
    };
    const key = kind === 'order' ? 'items' : 'pairs';
    this.put(
      key,
      parts.map(({ left, right }, at) => ({ ...(kind === 'order' ? { text: left } : { left, right }), ...why(at) })),
      this.lineAt(body.at),
    );
    parts.forEach(({ line }, at) => {
      this.lines.set(`${key}.${at}`, line);
    });
    const below = belowWhy(parts.flatMap((_, at) => this.comment(`why ${at + 1}`) ?? []));
    if (below && general.endsWith(below)) this.put('why', general.slice(0, -below.length), this.lines.get('why') ?? this.block.line);
    else if (below && general)
      this.reportIn('why 1', 'the feedback to the pairs stands in the comments and below ####, and the two differ', 'Write the same in both.');
  }

  private readNumbers(body: Piece): void {
    this.kind(['number']);
    const wild = cut(body.raw, '~', body.at)[1];
    if (wild) this.report(wild.at, 'there is feedback to all other answers', 'Take ~ out, or name the wrong number: =%0%28:0#feedback.');
    const answers = this.answersIn({ ...body, raw: cut(body.raw, '~')[0]?.raw ?? '' }, '=');
    const read = answers.map((answer) => ({ answer, ...range(answer.raw) }));
    for (const { answer, value } of read)
      if (value === undefined)
        this.reportLine(answer.line, `"${answer.raw.trim()}" is not a number`, 'Write 30, 30:2 for 28 to 32, or 28..32, without a unit.');
    const [right, ...near] = this.rightFirst(read);
    if (!right) return;
    this.put('answer', right.value, right.answer.line);
    this.put('tolerance', right.tolerance, right.answer.line);
    for (const { answer, tolerance } of near)
      if (tolerance !== 0) this.reportLine(answer.line, 'a wrong answer has a range', 'Write one number: =%0%28:0#feedback.');
    this.put(
      'near',
      near.map(({ answer, value }) => ({ value, ...(answer.why ? { why: answer.why } : {}) })),
      this.lineAt(body.at),
    );
    this.linesOf(
      'near',
      near.map(({ answer }) => answer),
    );
    this.readShown('near', near);
  }

  private readShort(body: Piece): void {
    const answers = this.answersIn(body, '=');
    const kind = this.kind(['short', 'date']);
    for (const { weight, line } of answers)
      if (weight !== 0 && weight !== 100)
        this.reportLine(line, 'an answer is half right', 'Give it 100 or 0 per cent: half marks are not known here.');
    if (!answers.some(({ weight }) => weight === 100))
      this.report(body.at, 'no answer is right', 'Give the right one 100 per cent, or none: "=answer".');
    if (kind === 'date') this.readDays(body, answers);
    else {
      const accepted = answers.filter(({ weight }) => weight === 100);
      const near = answers.filter(({ weight }) => weight === 0);
      this.put(
        'accepted',
        accepted.map(({ text }) => text),
        this.lineAt(body.at),
      );
      this.putAnswers('near', near, ({ text }) => ({ value: text }));
      this.whyOfRight(accepted);
      this.readShown('near', near);
    }
  }

  /** The days themselves stand as YYYY-MM-DD; the other ways to write them only help Moodle's learners. */
  private readDays(body: Piece, answers: readonly Answer[]): void {
    const days = answers.filter(({ text }) => toDay(text));
    const known = new Set(days.flatMap(({ text }) => waysToWrite(text)));
    for (const { text, line } of answers)
      if (!known.has(text)) this.reportLine(line, `"${text}" is none of the days`, 'Give each day as YYYY-MM-DD too, or take this answer out.');
    const right = days.filter(({ weight }) => weight === 100);
    const near = days.filter(({ weight }) => weight === 0);
    const [first] = right;
    if (!first) {
      this.report(body.at, 'no right day is given as YYYY-MM-DD', 'Write it so: =%100%2026-11-05.');
      return;
    }
    const tolerance = (right.length - 1) / 2;
    if (
      daysAround(first.text, tolerance).toSorted().join() !==
      right
        .map(({ text }) => text)
        .toSorted()
        .join()
    )
      this.reportLine(
        first.line,
        'the right days do not lie around the first',
        'Write the right day first, then as many days before it as after it.',
      );
    this.put('answer', first.text, first.line);
    this.put('toleranceDays', tolerance, first.line);
    this.putAnswers('near', near, ({ text }) => ({ value: text }));
    this.whyOfRight(answers.filter(({ weight }) => weight === 100));
    this.readShown('near', near);
  }

  /** One right number, then the wrong ones. */
  private rightFirst<T extends { answer: Answer }>(read: readonly T[]): T[] {
    const right = read.filter(({ answer }) => answer.weight === 100);
    for (const { answer } of read)
      if (answer.weight !== 0 && answer.weight !== 100)
        this.reportLine(answer.line, 'an answer is half right', 'Give it 100 or 0 per cent: half marks are not known here.');
    if (right.length !== 1) {
      this.report(0, `${right.length} numbers are right, not 1`, 'Leave one with 100 per cent; a range is written 30:2.');
      return [];
    }
    this.whyOfRight(right.map(({ answer }) => answer));
    return [...right, ...read.filter(({ answer }) => answer.weight === 0)];
  }

  /** Feedback to a right answer explains it, and there is one place for that. */
  private whyOfRight(right: readonly Answer[]): void {
    for (const { why, line } of right) {
      if (!why || why === this.value.why) continue;
      if (this.value.why)
        this.reportLine(line, 'a right answer has feedback of its own', 'Move it behind ####, where it is said why the answer is right.');
      else this.put('why', why, line);
    }
  }

  private answersIn(body: Piece, signs: string): Answer[] {
    return cut(body.raw, signs, body.at)
      .filter(({ sign, raw }) => sign || raw.trim())
      .map((piece) => {
        const line = this.lineAt(piece.at + (/^\s*/.exec(piece.raw)?.[0].length ?? 0));
        const [said, share] = /^\s*%([^%\n]*)%/.exec(piece.raw) ?? [''];
        const weight = share === undefined ? (piece.sign === '~' ? 0 : 100) : number(share);
        if (weight === undefined || !(weight === 0 || WEIGHTS.some((known) => Math.abs(known - Math.abs(weight)) < 0.0001)))
          this.reportLine(
            line,
            `"${share}" is no share that Moodle knows`,
            `Take one of ${WEIGHTS.join(', ')}, with - before it for a wrong answer.`,
          );
        const [answer, feedback, more] = cut(piece.raw.slice(said.length), '#', piece.at + said.length);
        if (more) this.reportLine(line, 'an answer has two feedbacks', 'Write a # that is text as \\#; the general feedback begins with ####.');
        const { text } = this.rich(answer ?? piece, this.format);
        if (!text) this.reportLine(line, 'an answer is empty', 'Write it, or take its sign out.');
        const why = feedback ? this.rich(feedback, this.format).text : '';
        return { sign: piece.sign, text, raw: answer?.raw ?? '', ...(why ? { why } : {}), weight: weight ?? 0, line };
      });
  }

  private putAnswers(key: string, answers: readonly Answer[], saying: (answer: Answer) => object): void {
    this.put(
      key,
      answers.map((answer) => ({ ...saying(answer), ...(answer.why ? { why: answer.why } : {}) })),
      answers[0]?.line ?? this.block.line,
    );
    this.linesOf(key, answers);
  }

  private linesOf(key: string, answers: readonly Answer[]): void {
    answers.forEach(({ line }, at) => {
      this.lines.set(`${key}.${at}`, line);
    });
  }

  private readShown(key: string, answers: readonly unknown[]): void {
    const comment = this.comment('shows');
    if (!comment) return;
    const ids = list(comment);
    if (ids.length !== answers.length) {
      this.reportIn(
        'shows',
        `"shows" has ${ids.length} entries for ${answers.length} answers`,
        'Write one for each answer, in their order; - for none.',
      );
      return;
    }
    (this.value[key] as object[]).forEach((answer, at) => {
      if (ids[at] !== '-') Object.assign(answer, { shows: ids[at] });
    });
  }

  /** The kind that the comment says, if it is one that the answers allow; else the first of these. */
  private kind(allowed: readonly [QuestionKind, ...QuestionKind[]]): QuestionKind {
    const said = this.comment('kind');
    const kind = allowed.find((known) => known === said) ?? allowed[0];
    if (said && said !== kind) {
      const known = QUESTION_KINDS.some((one) => one === said);
      this.reportIn(
        'kind',
        known ? `the comment says "${said}", the answers are "${kind}"` : `"${said}" is no kind of question`,
        `Write "// kind: ${kind}", or take the line out.`,
      );
    }
    this.put('kind', kind, this.lineOf('kind'));
    return kind;
  }

  private rich(piece: Piece, base: string) {
    const rich = fromRich(piece.raw, base);
    if (rich.strange) this.report(piece.at, `there is a <${rich.strange}> in the text`, 'Say it in words: only text can be taken over.');
    return rich;
  }

  private comment(key: string): string | undefined {
    const comment = this.block.comments.get(key);
    return comment ? fromComment(comment.value) : undefined;
  }

  private lineOf(key: string): number {
    return this.block.comments.get(key)?.line ?? this.block.line;
  }

  private lineAt(at: number): number {
    const lead = /^\s*/.exec(this.block.text.slice(at))?.[0].length ?? 0;
    return this.block.line + this.block.text.slice(0, at + lead).split('\n').length - 1;
  }

  private put(key: string, value: unknown, line: number): void {
    this.value[key] = value;
    this.lines.set(key, line);
  }

  private report(at: number, problem: string, cure: string): void {
    this.reportLine(this.lineAt(at), problem, cure);
  }

  private reportIn(key: string, problem: string, cure: string): void {
    this.reportLine(this.lineOf(key), problem, cure);
  }

  private reportLine(line: number, problem: string, cure: string): void {
    this.problems.push({ line, question: this.name, problem, cure });
  }
}

/** Where the last #### begins that no backslash stands before; -1 if there is none. */
function lastGeneral(raw: string): number {
  const marks = cut(raw, '#');
  for (let here = marks.length - 1; here >= 4; here--) {
    const four = marks.slice(here - 3, here + 1);
    if (four.slice(0, 3).every(({ raw: between, sign }) => sign === '#' && between === '')) return (four[0]?.at ?? 0) - 1;
  }
  return -1;
}

/** 30, 30:2 and 28..32. */
function range(raw: string): { value: number | undefined; tolerance: number } {
  const text = fromGift(raw);
  const [low, high] = text.split('..').map((end) => number(end.trim()));
  if (text.includes('..'))
    return { value: low === undefined || high === undefined ? undefined : (low + high) / 2, tolerance: ((high ?? 0) - (low ?? 0)) / 2 };
  const [value, tolerance = 0] = text.split(':').map((part) => number(part.trim()));
  return { value, tolerance };
}

function list(text: string): string[] {
  return text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
