/** A quiz and what is kept of the learning. Plain data: the place in a quiz is derived from what was answered. */
import type { Day } from '../../knowledge/calendar.ts';
import type { Card } from '../../knowledge/spacing.ts';

export const CERTAINTIES = ['sure', 'think', 'guess'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

export const QUIZ_MODES = ['practice', 'exam'] as const;
export type QuizMode = (typeof QUIZ_MODES)[number];

/**
 * What was answered: for options their places in the content, for an order the places in the order given, for a match the place of the right
 * side for each left side, else the number, the day (ISO) or the words. Empty for a pass.
 */
export type Given = readonly string[];

/** One answer to one question. */
export type Attempt = {
  readonly question: string;
  /** ISO time. */
  readonly at: string;
  /** 0 to 1; 1 is right. */
  readonly score: number;
  readonly sure?: Certainty;
  readonly hint?: boolean;
};

/** A quiz in hand, or the last one. */
export type Quiz = {
  readonly mode: QuizMode;
  /** What it is about, as shown. */
  readonly title: string;
  readonly seed: number;
  /** Ids of its questions, in order. */
  readonly paper: readonly string[];
  /** One for each question answered so far, in order. */
  readonly attempts: readonly (Attempt & { readonly given: Given })[];
  /** ISO time. */
  readonly begun: string;
  /** Of the open question: what was tapped so far, how sure the learner is, whether a hint was given. */
  readonly picked?: Given;
  readonly sure?: Certainty;
  readonly hint?: boolean;
  /** Put aside for something else, such as a customer; or given up before its end. */
  readonly parked?: boolean;
  readonly stopped?: boolean;
  /** The task of a course that it was begun for: its score goes there. */
  readonly assigned?: string;
};

/** A quiz that a course sets, as the learning site has told us and no learner can: `id` is the same whenever this learner opens this task. */
export type Assigned = {
  readonly id: string;
  /** Id of a subject; without one, a mix of all. */
  readonly subject?: string;
  readonly count: number;
  readonly mode: QuizMode;
};

/** What is kept of a learner. */
export type Learning = {
  /** By question: when it should be asked again, and which version of its source was learned. */
  readonly cards: { readonly [question: string]: Card & { readonly version: string } };
  /** The newest answers, oldest first. */
  readonly attempts: readonly Attempt[];
  /** The day of an exam or observation. */
  readonly exam?: Day;
  /** Minutes that a shift leaves for it. */
  readonly minutes?: number;
  /** The learner does not want to say how sure. */
  readonly certaintyOff?: boolean;
};

export const NO_LEARNING: Learning = { cards: {}, attempts: [] };

/** Whether a quiz waits for an answer. */
export function isOpen(quiz: Quiz | undefined): quiz is Quiz {
  return quiz !== undefined && !quiz.parked && !quiz.stopped && quiz.attempts.length < quiz.paper.length;
}
