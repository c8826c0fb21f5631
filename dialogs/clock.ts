/** A case worked out by days and choices: what is still asked, and the last day with its working. Pure. */
import { type Day, dayOf, daysFrom, type Moment, toDay } from '../knowledge/calendar.ts';
import { toCalendarFile } from '../knowledge/clocks/ics.ts';
import { sayLines } from '../knowledge/clocks/say.ts';
import type { ClockId, Line, Worked } from '../knowledge/clocks/shapes.ts';
import { questionsOf, workOut } from '../knowledge/clocks.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { ClockEntry, ClockQuestion } from '../knowledge/schema.ts';
import { choiceFor, citationsOf } from './answer.ts';
import type { Case, Choice, Reply } from './turn.ts';

/** Whether these have passed is never said: a court may allow longer. */
const NEVER_PAST: readonly ClockId[] = ['equality-claim', 'limitation'];
const MOST_CHOICES = 3;

/** A case as far as it has got, and what is said of it. */
export type Step = { readonly now: Case; readonly reply: Reply };

/** The next question of a case, or its answer where nothing is needed any more. */
export function clockStep(knowledge: Knowledge, { id, told, loose = [] }: Case, now: Date): Step {
  const entry = clockOf(knowledge, id);
  const { bankHolidays } = knowledge.content;
  const [needed] = questionsOf(entry.id, told, bankHolidays);
  if (needed !== undefined) return { now: { id, told, loose, asks: needed }, reply: asked(knowledge, entry, needed, loose) };
  const worked = workOut(entry.id, told, bankHolidays);
  return { now: { id, told }, reply: 'problem' in worked ? impossible(knowledge, entry, worked.problem) : result(knowledge, entry, worked, now) };
}

/** The questions that bear on a clock, each with the values that it knows. */
export function questionsFor(knowledge: Knowledge, id: Case['id']): ClockQuestion[] {
  const { takes, choices } = clockOf(knowledge, id);
  return takes.flatMap((name) => {
    const question = knowledge.content.clocks.questions.find((candidate) => candidate.id === name);
    const known = choices[name];
    return question ? [{ ...question, values: question.values.filter((value) => known?.includes(value.id) ?? true) }] : [];
  });
}

/** The question that is asked next. */
export function neededBy(knowledge: Knowledge, { id, told }: Case): ClockQuestion | undefined {
  const [needed] = questionsOf(id, told, knowledge.content.bankHolidays);
  return questionsFor(knowledge, id).find((question) => question.id === needed);
}

function clockOf({ content }: Knowledge, id: Case['id']): ClockEntry {
  const entry = content.clocks.clocks.find((clock) => clock.id === id);
  if (!entry) throw new Error(`clocks.yaml has no clock "${id}"`);
  return entry;
}

function asked(knowledge: Knowledge, entry: ClockEntry, name: string, loose: readonly string[]): Reply {
  const question = questionsFor(knowledge, entry.id).find(({ id }) => id === name);
  if (!question) throw new Error(`the clock "${entry.id}" of clocks.yaml does not take "${name}"`);
  const days = question.kind === 'day' ? loose.map((day) => ({ label: sayDay(knowledge, day as Day), press: `tell:${name}:${day}` })) : [];
  const values = question.values.map(({ id, label }): Choice => ({ label, press: `tell:${name}:${id}` }));
  return { heading: entry.title, point: question.ask, more: [], cites: [], choices: [...days, ...values] };
}

function impossible(knowledge: Knowledge, entry: ClockEntry, problem: Line): Reply {
  return { heading: entry.title, point: sayLines([problem], knowledge.content.clocks).join(' '), more: [], cites: [], choices: [] };
}

function result(knowledge: Knowledge, entry: ClockEntry, worked: Worked, now: Date): Reply {
  const { clocks, phrases } = knowledge.content;
  const [answer = ''] = sayLines([worked.answer], clocks);
  const lines = sayLines(worked.working, clocks);
  const away = worked.last && !NEVER_PAST.includes(worked.clock) ? [daysAway(knowledge, worked.last, now)] : [];
  const file = toCalendarFile(worked, entry.title, [answer, ...lines].join('\n'), now);
  return {
    heading: entry.title,
    point: [answer, entry.note].filter(Boolean).join(' '),
    lines: lines.map((text) => ({ text })),
    more: [...away, ...(entry.besides ? [entry.besides] : [])].map((text) => ({ text })),
    cites: citationsOf(knowledge, worked.cites),
    choices: worked.cites
      .flatMap((id) => knowledge.entry(id) ?? [])
      .slice(0, MOST_CHOICES)
      .map(choiceFor),
    ...(file && { file: { name: `${entry.id}.ics`, type: 'text/calendar', label: phrases.labels['add-to-calendar'], text: file } }),
  };
}

/** "That is in 31 days.", "That was 5 days ago." */
function daysAway({ content }: Knowledge, last: Day | Moment, now: Date): string {
  const { labels } = content.phrases;
  const days = daysFrom(now.toISOString().slice(0, 10) as Day, toDay(last) ?? dayOf(last as Moment));
  if (days === 0) return labels['is-today'];
  const [ahead, ago] = Math.abs(days) === 1 ? (['is-tomorrow', 'was-yesterday'] as const) : (['days-ahead', 'days-ago'] as const);
  return labels[days > 0 ? ahead : ago].replace('{days}', String(Math.abs(days)));
}

function sayDay({ content }: Knowledge, day: Day): string {
  return sayLines([{ line: 'day', values: { day } }], { ...content.clocks, lines: { day: '{day}' } })[0] ?? day;
}
