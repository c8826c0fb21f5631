/** A clock of the law as a case: its questions, and the last day with its working. Pure. */
import { type Day, dayOf, daysFrom, type Moment, toDay } from '../knowledge/calendar.ts';
import { toCalendarFile } from '../knowledge/clocks/ics.ts';
import { sayLines } from '../knowledge/clocks/say.ts';
import type { ClockId, Told, Worked } from '../knowledge/clocks/shapes.ts';
import { questionsOf, workOut } from '../knowledge/clocks.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { ClockEntry, ClockQuestion } from '../knowledge/schema.ts';
import { choiceFor, citationsOf } from './answer.ts';
import type { CaseKind } from './cases.ts';
import type { Choice, Reply } from './turn.ts';

/** Whether these have passed is never said: a court may allow longer. */
const NEVER_PAST: readonly ClockId[] = ['equality-claim', 'limitation'];
const MOST_CHOICES = 3;

export function clockKinds(knowledge: Knowledge): CaseKind[] {
  const { clocks, bankHolidays } = knowledge.content;
  return clocks.clocks.map((entry) => {
    const questions = questionsTaken(entry, clocks.questions);
    return {
      id: entry.id,
      title: entry.title,
      asks: [...entry.names, ...entry.asks],
      cites: entry.cites,
      questions: () => questions,
      needs: (told) => questionsOf(entry.id, told, bankHolidays),
      answer: (told, now) => answer(knowledge, entry, told, now),
    };
  });
}

/** The questions that bear on a clock, each with the values that it knows. */
function questionsTaken({ takes, choices }: ClockEntry, questions: readonly ClockQuestion[]): ClockQuestion[] {
  return takes
    .flatMap((name) => questions.find(({ id }) => id === name) ?? [])
    .map((question) => ({ ...question, values: question.values.filter(({ id }) => choices[question.id]?.includes(id) ?? true) }));
}

function answer(knowledge: Knowledge, entry: ClockEntry, told: Told, now: Date): Reply {
  const { clocks, bankHolidays } = knowledge.content;
  const worked = workOut(entry.id, told, bankHolidays);
  if (!('problem' in worked)) return result(knowledge, entry, worked, now);
  return { heading: entry.title, point: sayLines([worked.problem], clocks).join(' '), more: [], cites: [], choices: [] };
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
    choices: [
      ...worked.cites
        .flatMap((id) => knowledge.entry(id) ?? [])
        .slice(0, MOST_CHOICES)
        .map(choiceFor),
      ...dayBefore(knowledge, worked, now),
    ],
    ...(file && { file: { name: phrases.labels['calendar-file'].replace('{title}', entry.title), type: 'text/calendar', text: file } }),
  };
}

/** The button that sets a reminder for the morning before the last day, where that is still to come. */
function dayBefore({ content }: Knowledge, { clock, last }: Worked, now: Date): Choice[] {
  const day = last && (toDay(last) ?? dayOf(last as Moment));
  if (!day || daysFrom(now.toISOString().slice(0, 10) as Day, day) < 2) return [];
  return [{ label: content.reminders.labels['remind-day-before'], press: `remind:day-before:${clock}:${day}` }];
}

/** "That is in 31 days.", "That was 5 days ago." */
function daysAway({ content }: Knowledge, last: Day | Moment, now: Date): string {
  const { labels } = content.phrases;
  const days = daysFrom(now.toISOString().slice(0, 10) as Day, toDay(last) ?? dayOf(last as Moment));
  if (days === 0) return labels['is-today'];
  const [ahead, ago] = Math.abs(days) === 1 ? (['is-tomorrow', 'was-yesterday'] as const) : (['days-ahead', 'days-ago'] as const);
  return labels[days > 0 ? ahead : ago].replace('{days}', String(Math.abs(days)));
}
