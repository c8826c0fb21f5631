/** When a question should be asked again: FSRS for each person and question, and before an exam day at the latest. The only user of ts-fsrs. */
// biome-ignore lint/style/noRestrictedImports: it loads a library when the first answer comes, and reads no content.
import { createRequire } from 'node:module';
import type { FSRS, Card as FsrsCard } from 'ts-fsrs';
import { type Day, plusDays } from './calendar.ts';

/** What is kept of a question that was answered. Times in ISO. */
export type Card = {
  readonly due: string;
  /** Days after which 9 of 10 such cards are still recalled. */
  readonly stability: number;
  /** 1 to 10. */
  readonly difficulty: number;
  readonly reps: number;
  readonly lapses: number;
  readonly last: string;
};

/** How well it was recalled. */
export const GRADES = ['again', 'hard', 'good', 'easy'] as const;
export type Grade = (typeof GRADES)[number];

const DAY_MS = 24 * 60 * 60 * 1000;
/** State of a card that has been learned, in ts-fsrs. */
const REVIEW = 2;

let scheduler: { readonly fsrs: FSRS; readonly empty: (now: Date) => FsrsCard } | undefined;

/** The card after an answer. Whole days only, no chance in it; 9 of 10 recalled is the aim. */
export function reviewed(card: Card | undefined, grade: Grade, now: Date): Card {
  const { fsrs, empty } = scheduling();
  const { card: next } = fsrs.next(card ? toFsrs(card) : empty(now), now, (GRADES.indexOf(grade) + 1) as 1 | 2 | 3 | 4);
  const { stability, difficulty, reps, lapses } = next;
  return { due: next.due.toISOString(), stability, difficulty, reps, lapses, last: now.toISOString() };
}

/**
 * When the card should be asked again (ISO). Before an exam that lies ahead of its last answer, that is the day before at the latest, or the day
 * itself for what was answered the day before. The card does not change: a moved or past exam leaves no trace on it.
 */
export function dueOf({ due, last }: Pick<Card, 'due' | 'last'>, exam?: Day): string {
  const latest = exam && [plusDays(exam, -1), exam].map((day) => `${day}T00:00:00.000Z`).find((time) => time > last);
  return latest !== undefined && latest < due ? latest : due;
}

/** The chance that it is recalled now, 0 to 1. */
export function recallChance(card: Card, now: Date): number {
  return scheduling().fsrs.get_retrievability(toFsrs(card), now, false);
}

function toFsrs({ due, stability, difficulty, reps, lapses, last }: Card): FsrsCard {
  const days = Math.max(0, Math.round((Date.parse(due) - Date.parse(last)) / DAY_MS));
  return {
    due: new Date(due),
    stability,
    difficulty,
    elapsed_days: 0,
    scheduled_days: days,
    learning_steps: 0,
    reps,
    lapses,
    state: REVIEW,
    last_review: new Date(last),
  };
}

function scheduling() {
  if (!scheduler) {
    const { createEmptyCard, fsrs } = createRequire(import.meta.url)('ts-fsrs') as typeof import('ts-fsrs');
    scheduler = { fsrs: fsrs({ request_retention: 0.9, enable_fuzz: false, enable_short_term: false }), empty: (now) => createEmptyCard(now) };
  }
  return scheduler;
}
