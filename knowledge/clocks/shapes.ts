/** The shapes of a clock: what is told, what comes out, and the lines of its working. Plain data. */
import type { Day, Moment } from '../calendar.ts';
import type { Calendar } from './working-days.ts';

/** The clocks that can be worked out. */
export const CLOCKS = [
  'short-term-reject',
  'presumption',
  'use-deduction',
  'limitation',
  'cancel',
  'cancel-return',
  'cancel-refund',
  'fault-refund',
  'delivery',
  'data-right',
  'breach',
  'data-complaint',
  'equality-claim',
  'sector-complaint',
] as const;
export type ClockId = (typeof CLOCKS)[number];

/**
 * What is told, by question: days `2026-11-10`, moments `2026-11-10T15:00` or ids of choices. Several values stand for the same thing
 * happening more than once (two repairs), in their order.
 */
export type Told = { readonly [question: string]: readonly string[] };

/** A sentence of clocks.yaml by its id, with what stands in its places `{…}`: days and moments are written out for people. */
export type Line = { readonly line: string; readonly values: { readonly [place: string]: Day | Moment | number | string } };

/** A further date that the clock gives, such as the other way of counting. */
export type AlsoDate = { readonly name: string; readonly day: Day };

/** A clock worked out. */
export type Worked = {
  readonly clock: ClockId;
  /** The last day on which it is still in time, or the moment; undefined where no such right runs, it stands still, or it cannot be told. */
  readonly last?: Day | Moment;
  /** The answer in one sentence. */
  readonly answer: Line;
  /** How it was counted, line by line, in order. */
  readonly working: readonly Line[];
  readonly also: readonly AlsoDate[];
  /** Ids of the provisions it rests on, the deciding one first. */
  readonly cites: readonly string[];
};

/** A story that cannot be, or that lacks what the clock needs: a sentence of `problems` in clocks.yaml. */
export type Problem = { readonly problem: Line };

/** How one clock is asked for and worked out. */
export type Clock = {
  /** The questions that must still be answered, in the order to ask them. */
  readonly needs: (told: Told, calendar: Calendar) => readonly string[];
  /** Called only when nothing is needed any more. */
  readonly work: (told: Told, calendar: Calendar) => Outcome | Problem;
};
export type Outcome = Omit<Worked, 'clock' | 'also'> & { readonly also?: readonly AlsoDate[] };
