/** When a question should be asked again: FSRS for each person and question, held to an exam day. The only user of ts-fsrs. */
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

/**
 * The card after an answer. Whole days only, no chance in it; 9 of 10 recalled is the aim. With an exam day that lies ahead, the card is due
 * the day before at the latest.
 */
export function reviewed(card: Card | undefined, grade: Grade, now: Date, exam?: Day): Card {
  const { fsrs, empty } = scheduling();
  const { card: next } = fsrs.next(card ? toFsrs(card) : empty(now), now, (GRADES.indexOf(grade) + 1) as 1 | 2 | 3 | 4);
  const due = next.due.toISOString();
  return {
    due: exam ? beforeExam(due, now, exam) : due,
    stability: next.stability,
    difficulty: next.difficulty,
    reps: next.reps,
    lapses: next.lapses,
    last: now.toISOString(),
  };
}

/** The chance that it is recalled now, 0 to 1. */
export function recallChance(card: Card, now: Date): number {
  return scheduling().fsrs.get_retrievability(toFsrs(card), now, false);
}

/** The due time, or the day before the exam where that comes first and is still to come. */
export function beforeExam(due: string, now: Date, exam: Day): string {
  const latest = `${plusDays(exam, -1)}T00:00:00.000Z`;
  return due > latest && latest > now.toISOString() ? latest : due;
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
