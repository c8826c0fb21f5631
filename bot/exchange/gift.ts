/**
 * Questions as GIFT, the text format that Moodle imports (docs.moodle.org, "GIFT format"). What GIFT cannot say stands in comments above
 * each question, which Moodle passes over and our own import reads (gift-read.ts). Every text is `[plain]`: nothing in it is HTML.
 */
import type { Question } from '../../knowledge/schema.ts';
import { toComment, toGift, toGiftPart } from './gift-text.ts';
import { daysAround, figures, type Of, ordinal, waysToWrite } from './parts.ts';

/** What an answer may count for, in per cent: Moodle refuses any other figure. */
export const WEIGHTS = [100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10, 5];

/** A GIFT file. `titles` are those of the subjects, by id: each is a category. */
export function writeGift(questions: readonly Question[], titles: ReadonlyMap<string, string>): string {
  const subjects = [...new Set(questions.map(({ subject }) => subject))];
  const blocks = subjects.flatMap((subject) => [
    `$CATEGORY: Shift Coach/${(titles.get(subject) ?? subject).replaceAll('/', '//')}`,
    ...questions.filter((question) => question.subject === subject).map(block),
  ]);
  return `${blocks.join('\n\n')}\n`;
}

function block(question: Question): string {
  const stem = [question.scene, question.ask].filter((text) => text !== undefined).join('\n\n');
  const [open, ...lines] = answers(question);
  return [
    `// [id:${question.id}] ${question.tags.map((tag) => `[tag:${tag}]`).join(' ')}`,
    ...comments(question).map(([key, value]) => `// ${key}: ${toComment(value)}`),
    `::${toGift(question.id)}::[plain]${toGift(stem)}{${open}`,
    ...lines.map((line) => `\t${line}`),
    `\t####${toGiftPart(general(question))}`,
    '}',
  ].join('\n');
}

/** What only our own import reads. */
function comments(question: Question): [key: string, value: string][] {
  const { kind, subject, difficulty, cites, hint, scene } = question;
  const paragraphs = scene?.split('\n\n').length;
  return [
    ['kind', kind],
    ['subject', subject],
    ['difficulty', String(difficulty)],
    ['cites', cites.join(', ')],
    ['hint', hint],
    ...(paragraphs ? [pair('scene', paragraphs === 1 ? 'first paragraph' : `first ${paragraphs} paragraphs`)] : []),
    ...('unit' in question ? [pair('unit', question.unit)] : []),
    ...whys(question).map((why, at) => pair(`why ${at + 1}`, why)),
    ...shown(question),
  ];
}

const pair = (key: string, value: string): [string, string] => [key, value];

function shown(question: Question): [string, string][] {
  const answers = 'options' in question ? question.options : 'near' in question ? question.near : [];
  return answers.some(({ shows }) => shows) ? [pair('shows', answers.map(({ shows }) => shows ?? '-').join(', '))] : [];
}

/** The feedback to each pair or step, for which Moodle's matching has no place. */
export function whys(question: Question): string[] {
  const parts = question.kind === 'match' ? question.pairs : question.kind === 'order' ? question.items : [];
  return parts.map(({ why }) => why);
}

/** Why the right answer is right; below it the feedback that has no other place. */
function general(question: Question): string {
  return question.why + belowWhy(whys(question));
}

export function belowWhy(texts: readonly string[]): string {
  return texts.map((text) => `\n- ${text}`).join('');
}

/** What stands behind the opening brace, and a line for each answer. */
function answers(question: Question): string[] {
  switch (question.kind) {
    case 'one':
      return ['', ...question.options.map((option) => `${option.right ? '=' : '~'}${withWhy(option.text, option.why)}`)];
    case 'several':
      return several(question);
    case 'true-false': {
      const [yes, no] = question.options;
      const [right, wrong] = yes.right ? [yes, no] : [no, yes];
      return [`${yes.right ? 'TRUE' : 'FALSE'}#${toGiftPart(wrong.why)}#${toGiftPart(right.why)}`];
    }
    case 'order':
      return ['', ...question.items.map(({ text }, at) => `=${toGiftPart(text)} -> ${ordinal(at + 1)}`)];
    case 'match':
      return ['', ...question.pairs.map(({ left, right }) => `=${toGiftPart(left)} -> ${toGift(right)}`)];
    case 'number':
      return [
        '#',
        `=%100%${figures(question.answer)}:${figures(question.tolerance)}`,
        ...question.near.map(({ value, why }) => `=%0%${figures(value)}:0#${toGiftPart(why)}`),
      ];
    case 'date':
      return [
        '',
        ...daysAround(question.answer, question.toleranceDays).flatMap((day) => waysToWrite(day).map((way) => `=%100%${way}`)),
        ...question.near.flatMap(({ value, why }) => waysToWrite(value).map((way) => `=%0%${withWhy(way, why)}`)),
      ];
    case 'short':
      return [
        '',
        ...question.accepted.map((text) => `=%100%${toGiftPart(text)}`),
        ...question.near.map(({ value, why }) => `=%0%${withWhy(value, why)}`),
      ];
  }
}

/** The right options share 100 per cent; the wrong ones take as much away, so that ticking everything earns nothing. */
function several({ options }: Of<'several'>): string[] {
  const right = options.filter((option) => option.right).length;
  const lines = options.map((option) => {
    const weight = option.right ? listed(100 / right) : -listed(100 / (options.length - right));
    return `~%${weight}%${withWhy(option.text, option.why)}`;
  });
  return ['', ...lines];
}

/** The weight of Moodle's list that is nearest. */
function listed(weight: number): number {
  return WEIGHTS.reduce((best, next) => (Math.abs(next - weight) < Math.abs(best - weight) ? next : best));
}

function withWhy(text: string, why: string): string {
  return `${toGiftPart(text)}#${toGiftPart(why)}`;
}
