/** The shapes of a decision about remedies: what is open today, what is closed, and what may be insisted on. Plain data. */
import type { Day } from '../calendar.ts';
import type { ClockId, Line, Told } from '../clocks/shapes.ts';

/** What a customer may be owed, in the order in which it is shown. */
export const REMEDIES = [
  'short-term-reject',
  'reject-no-right-to-sell',
  'price-reduction',
  'final-reject',
  'repair',
  'replacement',
  'repeat-performance',
  'refund-no-right-to-supply',
  'put-damage-right',
  'cancel-14-days',
] as const;
export type RemedyId = (typeof REMEDIES)[number];

/** The clocks that a decision asks. */
export type RemedyClock = Extract<ClockId, 'short-term-reject' | 'presumption' | 'use-deduction' | 'limitation' | 'cancel'>;

/** The last day by one of the clocks; undefined where it gives none. */
export type LastDay = (clock: RemedyClock, told: Told) => Day | undefined;

/** When it is asked, and who counts the days. */
export type At = { readonly today: Day; readonly lastDay: LastDay };

/** A remedy that is open today. */
export type Remedy = {
  readonly remedy: RemedyId;
  readonly chooses: Line;
  /** What the customer gets by it. */
  readonly gives: Line;
  /** How long it stays open, in words. */
  readonly until: Line;
  /** The last day on which it is open, where there is one day: not while a clock stands still, nor while the nation is open. */
  readonly closes?: Day;
  readonly cites: readonly string[];
};

/** A remedy of this kind of case that is not open today. */
export type Closed = {
  readonly remedy: RemedyId;
  readonly why: Line;
  /** The last day on which it was open, where time closed it. */
  readonly closed?: Day;
  readonly cites: readonly string[];
};

export type Remedies = {
  readonly kind: 'remedies';
  readonly headline: Line;
  /** In the order of REMEDIES; none where the law gives nothing. */
  readonly open: readonly Remedy[];
  readonly closed: readonly Closed[];
  readonly mayInsist: readonly Line[];
  readonly mayNotInsist: readonly Line[];
  /** Who has to prove what. */
  readonly proof: Line;
  readonly goodwill: Line;
  readonly policy: Line;
  readonly working: readonly Line[];
  /** Ids of provisions, the deciding one first. */
  readonly cites: readonly string[];
};

/** What comes of a story: questions that are still needed, a story that cannot be, or the remedies. */
export type Decision =
  | { readonly kind: 'ask'; readonly questions: readonly string[] }
  | { readonly kind: 'impossible'; readonly problem: Line; readonly cites: readonly string[] }
  | Remedies;

/** What one kind of case decides; what it leaves out is the same for all cases. */
export type Outcome = Pick<Remedies, 'headline' | 'proof' | 'working' | 'cites'> & {
  readonly open?: readonly Remedy[];
  readonly closed?: readonly Closed[];
  readonly policy?: Line;
};

export function line(id: string, values: Line['values'] = {}): Line {
  return { line: id, values };
}
