/** What a message tells of a case that days and choices decide: "delivered 10 nov, repair asked 30 nov" → by question. Pure. */
import { toDay } from '../knowledge/calendar.ts';
import type { Told } from '../knowledge/clocks/shapes.ts';
import { type Dated, datesIn } from '../knowledge/dates.ts';
import type { ClockQuestion } from '../knowledge/schema.ts';
import { split } from '../knowledge/words.ts';

/** The dates and choices that a message tells. */
export type Telling = {
  readonly told: Told;
  /** Dates that no word gives to a question. */
  readonly loose: readonly Dated[];
};

/** Of these words none tells what was bought: "work out the last day". */
const WISH = /\b(?:work(?:ing)? (?:it |this |that )?out|in time|how long|order(?:ed)? online)\b/gi;

/**
 * What the text tells of these questions. A date belongs to the words nearest before it, else to those behind it.
 *
 * @param before what was told before: a date without a year lies near it
 */
export function tellingIn(text: string, questions: readonly ClockQuestion[], now: Date, before: Told = {}): Telling {
  const lastDay = Object.values(before)
    .flat()
    .flatMap((value) => toDay(value) ?? [])
    .sort()
    .at(-1);
  const dates = datesIn(text, now, lastDay).filter(({ from, to }) => from === to);
  const told: Record<string, string[]> = {};
  const loose: Dated[] = [];
  const tell = (question: string, value: string) => {
    told[question] = [...(told[question] ?? []), value];
  };
  dates.forEach((date, at) => {
    const before = text.slice(endOf(dates[at - 1]), date.at);
    const behind = text.slice(endOf(date), dates[at + 1]?.at).split(/[,;.]/)[0] ?? '';
    const question = lastNamed(before, questions) ?? firstNamed(behind, questions);
    const value = question && valueFor(date, question);
    if (question && value) tell(question.id, value);
    else loose.push(date);
  });
  const rest = dates.reduceRight((left, { at, typed }) => `${left.slice(0, at)} | ${left.slice(at + typed.length)}`, text).replace(WISH, ' ');
  for (const { id, values } of questions) {
    const value = told[id] ? undefined : values.find(({ words }) => words.some((word) => placeOf(rest, word) >= 0));
    if (value) tell(id, value.id);
  }
  return { told, loose };
}

/** The value of this question that the text is the name of. */
export function valueNamed(text: string, { values }: Pick<ClockQuestion, 'values'>): string | undefined {
  const said = split(text).join(' ');
  return values.find(({ id, label, words }) => [id, label, ...words].some((name) => split(name).join(' ') === said))?.id;
}

/** The value of this question that alone has all words of the text: "private" for "Yes, for private use". */
export function valueHaving(text: string, { values }: Pick<ClockQuestion, 'values'>): string | undefined {
  const said = split(text);
  const having = values.filter(({ id, label, words }) => [id, label, ...words].some((name) => said.every((word) => split(name).includes(word))));
  return said.length > 0 && having.length === 1 ? having[0]?.id : undefined;
}

/** What a date says to this question: its day or its moment; undefined where the question wants the time and none is told. */
export function valueFor(date: Dated, { kind }: Pick<ClockQuestion, 'kind'>): string | undefined {
  return kind === 'moment' ? date.moment : date.from;
}

function endOf(date: Dated | undefined): number {
  return date ? date.at + date.typed.length : 0;
}

/** The question whose words end last in the text; of those that end together, the longest. */
function lastNamed(text: string, questions: readonly ClockQuestion[]): ClockQuestion | undefined {
  return named(text, questions).sort((a, b) => b.end - a.end || b.length - a.length)[0]?.question;
}

function firstNamed(text: string, questions: readonly ClockQuestion[]): ClockQuestion | undefined {
  return named(text, questions).sort((a, b) => a.end - a.length - (b.end - b.length) || b.length - a.length)[0]?.question;
}

function named(text: string, questions: readonly ClockQuestion[]) {
  return questions.flatMap((question) =>
    question.words.flatMap((words) => {
      const at = placeOf(text, words);
      return at < 0 || question.kind === 'choice' ? [] : [{ question, end: at + words.length, length: words.length }];
    }),
  );
}

/** Where these words last stand in the text, whatever their capitals; -1 where they do not. */
function placeOf(text: string, words: string): number {
  const pattern = new RegExp(`(?<![a-z0-9])${words.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![a-z0-9])`, 'g');
  return [...text.toLowerCase().matchAll(pattern)].at(-1)?.index ?? -1;
}
