/** Questions as a sheet that a trainer can edit, one a row, and back. docs/content.md says what each column holds. */
import { QUESTION_KINDS, type QuestionKind } from '../../knowledge/lists.ts';
import type { Question } from '../../knowledge/schema.ts';
import { type Row, readCsv, writeCsv } from './csv.ts';
import { asId, type Draft, figures, number, type Problem, type Read } from './parts.ts';

const COLUMNS = ['id', 'kind', 'subject', 'scene', 'ask', 'difficulty', 'tags', 'cites', 'why', 'hint', 'answer', 'unit', 'tolerance'] as const;
/** Of each answer, with its number behind: "option 1", "right 1". */
const PARTS = ['option', 'right', 'goes with', 'why', 'shows'] as const;
type Column = (typeof COLUMNS)[number];
type Cells = Partial<Record<Column, string>>;
type Part = Partial<Record<(typeof PARTS)[number], string>>;

/** So many answers have columns, also where no question has so many. */
const ANSWERS = 6;

export function questionsToCsv(questions: readonly Question[]): string {
  const rows = questions.map((question) => ({ cells: cellsOf(question), parts: partsOf(question) }));
  const most = Math.max(ANSWERS, ...rows.map(({ parts }) => parts.length));
  const numbers = Array.from({ length: most }, (_, at) => at);
  return writeCsv([
    [...COLUMNS, ...numbers.flatMap((at) => PARTS.map((part) => `${part} ${at + 1}`))],
    ...rows.map(({ cells, parts }) => [
      ...COLUMNS.map((column) => cells[column] ?? ''),
      ...numbers.flatMap((at) => PARTS.map((part) => parts[at]?.[part] ?? '')),
    ]),
  ]);
}

function cellsOf(question: Question): Cells {
  const { id, kind, subject, ask, why, hint, difficulty, tags, cites, scene } = question;
  const base = {
    id,
    kind,
    subject,
    ask,
    why,
    hint,
    difficulty: String(difficulty),
    tags: tags.join(', '),
    cites: cites.join(', '),
    ...(scene ? { scene } : {}),
  };
  if (question.kind === 'number') return { ...base, answer: figures(question.answer), unit: question.unit, tolerance: figures(question.tolerance) };
  if (question.kind === 'date') return { ...base, answer: question.answer, tolerance: String(question.toleranceDays) };
  return base;
}

function partsOf(question: Question): Part[] {
  switch (question.kind) {
    case 'one':
    case 'several':
    case 'true-false':
      return question.options.map(({ text, right, why, shows = '' }) => ({ option: text, right: right ? 'yes' : '', why, shows }));
    case 'order':
      return question.items.map(({ text, why }) => ({ option: text, why }));
    case 'match':
      return question.pairs.map(({ left, right, why }) => ({ option: left, 'goes with': right, why }));
    case 'number':
      return question.near.map(({ value, why, shows = '' }) => ({ option: figures(value), why, shows }));
    case 'date':
      return question.near.map(({ value, why, shows = '' }) => ({ option: value, why, shows }));
    case 'short':
      return [
        ...question.accepted.map((option) => ({ option, right: 'yes' })),
        ...question.near.map(({ value, why, shows = '' }) => ({ option: value, why, shows })),
      ];
  }
}

/** The columns that a kind of question has beside those of every kind. */
const OWN: Record<QuestionKind, readonly string[]> = {
  one: ['right', 'shows'],
  several: ['right', 'shows'],
  'true-false': ['right', 'shows'],
  order: [],
  match: ['goes with'],
  number: ['answer', 'unit', 'tolerance', 'shows'],
  date: ['answer', 'tolerance', 'shows'],
  short: ['right', 'shows'],
};

/** Every row that can be read, and every mistake in the others, with the line in which the row begins. */
export function readQuestionsCsv(file: string): Read {
  const { rows, errors } = readCsv(file);
  const problems: Problem[] = errors.map((error) => ({ ...error, question: '' }));
  const [head, ...body] = rows;
  const names = head?.cells.map((name) => name.toLowerCase()) ?? [];
  const report = (problem: string, cure: string) => problems.push({ line: head?.line ?? 1, question: '', problem, cure });
  for (const column of ['kind', 'ask', 'option 1', 'why 1'])
    if (!names.includes(column)) report(`there is no column "${column}"`, 'The first row names the columns: export some questions to see them.');
  for (const name of names) {
    if (!name) report('a column has no name', 'Name it in the first row, or take it out.');
    else if (!isColumn(name)) report(`there is no such column as "${name}"`, 'Correct its name, or take it out.');
    else if (names.indexOf(name) !== names.lastIndexOf(name) && !problems.some(({ problem }) => problem.includes(`"${name}" twice`)))
      report(`there is a column "${name}" twice`, 'Take one of them out.');
  }
  if (body.length === 0 && errors.length === 0)
    report('there is no question in the file', 'Write one question a row, below the names of the columns.');
  if (problems.length > 0) return { drafts: [], problems };
  const drafts = body.flatMap((row) => {
    const { draft, faults } = readRow(row, names);
    problems.push(...faults);
    return faults.length > 0 ? [] : [draft];
  });
  return { drafts, problems };
}

function isColumn(name: string): boolean {
  const [, part] = /^(.*) [1-9]\d?$/.exec(name) ?? [];
  return COLUMNS.some((column) => column === name) || PARTS.some((known) => known === part);
}

function readRow({ line, cells }: Row, names: readonly string[]): { draft: Draft; faults: Problem[] } {
  const faults: Problem[] = [];
  const cell = (name: string) => cells[names.indexOf(name)] ?? '';
  const name = cell('id') || `the question in line ${line}`;
  const report = (problem: string, cure: string) => {
    faults.push({ line, question: name, problem, cure });
  };
  if (cells.length > names.length) report(`the row has ${cells.length} cells for ${names.length} columns`, 'Put a text with a comma in quotes.');
  const kind = QUESTION_KINDS.find((known) => known === cell('kind').toLowerCase());
  const parts = kind ? partsIn(kind, names, cell, report) : [];
  if (!kind) report(`"${cell('kind')}" is no kind of question`, `Write one of ${QUESTION_KINDS.join(', ')} in "kind".`);
  if (!cell('ask')) report('it does not ask anything', 'Fill the column "ask".');
  const words = (column: string) =>
    cell(column)
      .split(/[,;\n]/)
      .map((word) => word.trim())
      .filter((word) => word !== '');
  const said: Record<string, unknown> = {
    id: asId(cell('id')),
    kind,
    subject: cell('subject'),
    scene: cell('scene'),
    ask: cell('ask'),
    difficulty: number(cell('difficulty')) ?? cell('difficulty'),
    tags: words('tags'),
    cites: words('cites'),
    why: cell('why'),
    hint: cell('hint'),
    ...(kind ? answersOf(kind, parts, cell, report) : {}),
  };
  const value = Object.fromEntries(
    Object.entries(said).filter(([key, one]) => one !== '' && !((key === 'tags' || key === 'cites') && words(key).length === 0)),
  );
  return { draft: { name, line, value, lines: new Map() }, faults };
}

type Cell = (name: string) => string;
type Report = (problem: string, cure: string) => void;

function partsIn(kind: QuestionKind, names: readonly string[], cell: Cell, report: Report): Part[] {
  for (const column of ['answer', 'unit', 'tolerance'])
    if (cell(column) && !OWN[kind].includes(column))
      report(`"${column}" is filled, and "${kind}" has no use for it`, 'Empty it, or correct the kind.');
  const most = Math.max(0, ...names.map((name) => Number(/ (\d+)$/.exec(name)?.[1] ?? 0)));
  const all = Array.from({ length: most }, (_, at) => Object.fromEntries(PARTS.map((part) => [part, cell(`${part} ${at + 1}`)])) as Required<Part>);
  const used = all.slice(0, all.findLastIndex((part) => PARTS.some((column) => part[column])) + 1);
  used.forEach((part, at) => {
    if (!part.option) report(`"option ${at + 1}" is empty`, 'Fill it, or move the answers behind it up.');
    for (const column of ['right', 'goes with', 'shows'] as const)
      if (part[column] && !OWN[kind].includes(column))
        report(`"${column} ${at + 1}" is filled, and "${kind}" has no use for it`, 'Empty it, or correct the kind.');
    if (isRight(part.right) === undefined) report(`"${part.right}" in "right ${at + 1}" is neither yes nor no`, 'Write yes, or leave it empty.');
  });
  return used;
}

function isRight(text = ''): boolean | undefined {
  if (/^(yes|y|true|x|1)$/i.test(text)) return true;
  return /^(no|n|false|0|)$/i.test(text) ? false : undefined;
}

function answersOf(kind: QuestionKind, parts: readonly Part[], cell: Cell, report: Report): Record<string, unknown> {
  const whyOf = ({ why, shows }: Part) => ({ ...(why ? { why } : {}), ...(shows ? { shows } : {}) });
  const figure = (text: string, column: string) => {
    const value = number(text);
    if (value === undefined) report(`"${text}" in "${column}" is not a number`, 'Write it in figures alone, such as 30 or 2.5.');
    return value;
  };
  switch (kind) {
    case 'one':
    case 'several':
    case 'true-false': {
      const options = parts.map((part) => ({
        text: kind === 'true-false' ? truth(part.option) : part.option,
        ...(isRight(part.right) ? { right: true } : {}),
        ...whyOf(part),
      }));
      return { options, ...(kind === 'several' ? { choose: options.filter(({ right }) => right).length } : {}) };
    }
    case 'order':
      return { items: parts.map((part) => ({ text: part.option, ...whyOf(part) })) };
    case 'match':
      return { pairs: parts.map((part) => ({ left: part.option, right: part['goes with'], ...whyOf(part) })) };
    case 'number':
      return {
        answer: figure(cell('answer'), 'answer'),
        unit: cell('unit'),
        tolerance: figure(cell('tolerance') || '0', 'tolerance'),
        near: parts.map((part, at) => ({ value: figure(part.option ?? '', `option ${at + 1}`), ...whyOf(part) })),
      };
    case 'date':
      return {
        answer: day(cell('answer')),
        toleranceDays: figure(cell('tolerance') || '0', 'tolerance'),
        near: parts.map((part) => ({ value: day(part.option ?? ''), ...whyOf(part) })),
      };
    case 'short': {
      const near = parts.filter(({ right }) => !isRight(right));
      parts.forEach(({ right, why }, at) => {
        if (isRight(right) && why) report(`"why ${at + 1}" is filled beside a right answer`, 'Say in the column "why" why it is right.');
      });
      return {
        accepted: parts.filter(({ right }) => isRight(right)).map(({ option }) => option),
        near: near.map((part) => ({ value: part.option, ...whyOf(part) })),
      };
    }
  }
}

/** Excel writes True as TRUE. */
function truth(text = ''): string {
  return /^(true|false)$/i.test(text) ? `${text.charAt(0).toUpperCase()}${text.slice(1).toLowerCase()}` : text;
}

/** A British Excel makes 05/11/2026 of 2026-11-05. */
function day(text: string): string {
  const [, date = '', month = '', year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  return year ? `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}` : text;
}
