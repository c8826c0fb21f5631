/** What to do today, and the plan to an exam day worked back from it. Nothing of it is kept: after a day off it is worked out anew. Pure. */
import { type Day, daysFrom } from '../../knowledge/calendar.ts';
import type { Question } from '../../knowledge/schema.ts';
import { type Card, recallChance, reviewed } from '../../knowledge/spacing.ts';
import { isDue, sureAndWrong } from './paper.ts';
import type { Learning } from './quiz.ts';

export const MINUTES_BY_DEFAULT = 10;
/** What a question takes with its feedback, in minutes. An assumption, and said so. */
const MINUTES_A_QUESTION = 0.7;
/** So many new ones a day, or more where an exam day asks for it; each of them comes again four or five times in its first month. */
const FRESH_A_DAY = 5;
/** So many days before an exam, what is not due by itself gets a last look, the weakest first. */
const LAST_LOOKS_DAYS = 7;
/** In a plan one answer in five is taken as wrong. */
const WRONG_EVERY = 5;
/** Minutes a shift that are tried where the plan does not fit. */
const MORE_MINUTES = [15, 20, 30, 45, 60];
const DAY_MS = 24 * 60 * 60 * 1000;

/** Ids for today, of those to be had; at most as many as the minutes of a shift allow, less what was answered today. */
export type Today = { readonly due: readonly string[]; readonly fresh: readonly string[]; readonly lastLooks: readonly string[] };

export type Plan = {
  readonly exam: Day;
  /** Days to learn on, from today to the day before the exam. */
  readonly days: number;
  /** Questions a day: new ones on average while there are any, due ones over the whole time. */
  readonly fresh: number;
  readonly due: number;
  /** Never asked before the exam, at these minutes. */
  readonly leftOut: readonly string[];
  /** Every question is asked, and what is due is reached but for one shift's set at most. */
  readonly fits: boolean;
  /** Minutes a shift with which it fits; undefined where it fits as it is, or not in any shift. */
  readonly minutesNeeded?: number;
};

/** How many questions so many minutes allow, one at least. */
export function questionsIn(minutes: number): number {
  return Math.max(1, Math.floor(minutes / MINUTES_A_QUESTION));
}

/** How many minutes so many questions take, one at least. */
export function minutesFor(questions: number): number {
  return Math.max(1, Math.round(questions * MINUTES_A_QUESTION));
}

/** What to do today. What somebody was sure of and wrong about comes first, then what is longest due. */
export function todayOf(bank: readonly Question[], learning: Learning, now: Date): Today {
  const today = now.toISOString().slice(0, 10);
  const done = learning.attempts.filter(({ at }) => at.slice(0, 10) === today).length;
  const room = Math.max(0, questionsIn(learning.minutes ?? MINUTES_BY_DEFAULT) - done);
  return daySet(bank, learning, now, room, daysTo(learning, now));
}

/** Ids of today's set: what is due and, with an exam day, what the plan adds to it. */
export function setOf({ due, fresh, lastLooks }: Today, { exam }: Learning): string[] {
  return exam === undefined ? [...due] : [...due, ...lastLooks, ...fresh];
}

/** The plan to the exam day; undefined where none is noted or it has come. */
export function planOf(bank: readonly Question[], learning: Learning, now: Date): Plan | undefined {
  const days = daysTo(learning, now);
  if (learning.exam === undefined || days === undefined) return undefined;
  const minutes = learning.minutes ?? MINUTES_BY_DEFAULT;
  const plan = livedThrough(bank, learning, now, days, minutes);
  const isEnough = (more: number) => isFitting(livedThrough(bank, learning, now, days, more), more);
  const minutesNeeded = isFitting(plan, minutes)
    ? undefined
    : leastOf(
        MORE_MINUTES.filter((more) => more > minutes),
        isEnough,
      );
  return {
    exam: learning.exam,
    days,
    fresh: plan.fresh / Math.max(1, plan.freshDays),
    due: plan.due / days,
    leftOut: plan.leftOut,
    fits: isFitting(plan, minutes),
    ...(minutesNeeded && { minutesNeeded }),
  };
}

/** The least that is enough, where more is never less; by halves, as each try takes time. */
function leastOf(values: readonly number[], isEnough: (value: number) => boolean): number | undefined {
  if (values.length === 0) return undefined;
  const middle = Math.floor(values.length / 2);
  return isEnough(values[middle] as number)
    ? (leastOf(values.slice(0, middle), isEnough) ?? values[middle])
    : leastOf(values.slice(middle + 1), isEnough);
}

type Lived = {
  readonly fresh: number;
  readonly freshDays: number;
  readonly due: number;
  readonly leftOut: readonly string[];
  readonly unreached: number;
};

function isFitting({ leftOut, unreached }: Lived, minutes: number): boolean {
  return leftOut.length === 0 && unreached <= questionsIn(minutes);
}

/** The days to the exam as they would go with these minutes a shift: what is due, then new ones. Without last looks, which only use what room is left. */
function livedThrough(bank: readonly Question[], learning: Learning, now: Date, days: number, minutes: number): Lived {
  const fresh = ids(inOrder(bank.filter(({ id }) => !learning.cards[id])));
  const cards = ids(bank).flatMap((id): Card[] => (learning.cards[id] ? [learning.cards[id]] : []));
  let answers = 0;
  let met = 0;
  let freshDays = 0;
  const isDueBy = (day: string) => (card: Card) => card.due.slice(0, 10) <= day;
  const answered = (card: Card | undefined, at: Date) => {
    answers += 1;
    return reviewed(card, answers % WRONG_EVERY === 0 ? 'again' : 'good', at);
  };
  for (let day = 0; day < days; day += 1) {
    const at = new Date(now.getTime() + day * DAY_MS);
    const room = questionsIn(minutes);
    const due = cards
      .map((card, place) => ({ card, place }))
      .filter(({ card }) => isDueBy(at.toISOString().slice(0, 10))(card))
      .sort((one, other) => one.card.due.localeCompare(other.card.due))
      .slice(0, room);
    for (const { card, place } of due) cards[place] = answered(card, at);
    const bringsIn = Math.min(paceFor(fresh.length - met, days - day), room - due.length, fresh.length - met);
    cards.push(...Array.from({ length: bringsIn }, () => answered(undefined, at)));
    met += bringsIn;
    freshDays += bringsIn > 0 ? 1 : 0;
  }
  const last = new Date(now.getTime() + (days - 1) * DAY_MS).toISOString().slice(0, 10);
  return { fresh: met, freshDays, due: answers - met, leftOut: fresh.slice(met), unreached: cards.filter(isDueBy(last)).length };
}

/** One day: what is due by itself, then new ones, then, shortly before the exam, last looks at what is likeliest to be forgotten by then. */
function daySet(bank: readonly Question[], learning: Learning, now: Date, room: number, days: number | undefined): Today {
  const { exam: _, ...byItself } = learning;
  const due = ids(bank.filter(({ id }) => isDue(byItself, id, now)))
    .map((id) => ({ id, first: sureAndWrong(learning, id) ? 0 : 1, due: (learning.cards[id] as Card).due }))
    .sort((one, other) => one.first - other.first || one.due.localeCompare(other.due))
    .slice(0, room)
    .map(({ id }) => id);
  const unmet = bank.filter(({ id }) => !learning.cards[id]);
  const fresh = ids(inOrder(unmet)).slice(0, Math.min(paceFor(unmet.length, days), room - due.length));
  if (days === undefined || days > LAST_LOOKS_DAYS) return { due, fresh, lastLooks: [] };
  const since = new Date(now.getTime() - (LAST_LOOKS_DAYS - days) * DAY_MS).toISOString().slice(0, 10);
  const examAt = new Date(now.getTime() + days * DAY_MS);
  const lastLooks = ids(bank)
    .flatMap((id) => (learning.cards[id] ? [{ id, card: learning.cards[id] }] : []))
    .filter(({ id, card }) => !due.includes(id) && card.last.slice(0, 10) < since)
    .map(({ id, card }) => ({ id, chance: recallChance(card, examAt) }))
    .sort((one, other) => one.chance - other.chance)
    .slice(0, room - due.length - fresh.length)
    .map(({ id }) => id);
  return { due, fresh, lastLooks };
}

/** Days from today to the day before the exam; undefined without one that lies ahead. */
function daysTo({ exam }: Learning, now: Date): number | undefined {
  const days = exam && daysFrom(now.toISOString().slice(0, 10) as Day, exam);
  return days !== undefined && days > 0 ? days : undefined;
}

/** How many new ones a day bring all of them in by half of the time, so that they can come again in the other half. */
function paceFor(unmet: number, days: number | undefined): number {
  return days === undefined ? FRESH_A_DAY : Math.max(FRESH_A_DAY, Math.ceil(unmet / Math.max(1, Math.floor(days / 2))));
}

/** What everybody needs first; subjects take turns. */
function inOrder(questions: readonly Question[]): Question[] {
  const nth = new Map<string, number>();
  const placed = questions.map((question) => {
    const key = `${question.subject} ${question.difficulty}`;
    nth.set(key, (nth.get(key) ?? 0) + 1);
    return { question, nth: nth.get(key) ?? 0 };
  });
  return placed.sort((one, other) => one.question.difficulty - other.question.difficulty || one.nth - other.nth).map(({ question }) => question);
}

function ids(questions: readonly Question[]): string[] {
  return questions.map(({ id }) => id);
}
