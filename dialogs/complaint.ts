/** A complaint in hand: what was answered, by step. Where it stands is derived. Plain data. */

export type Answer = {
  /** Ids of choices, days (ISO) or amounts in pounds. */
  readonly values: readonly string[];
  /** What was typed, with private details taken out. */
  readonly text?: string;
};

export type Complaint = {
  readonly id: string;
  readonly checklist: string;
  readonly view: string;
  /** ISO day. */
  readonly opened: string;
  readonly answers: { readonly [step: string]: Answer };
  /** Steps that were passed over, with the reason where a required one was. */
  readonly skipped: { readonly [step: string]: string };
  /** The step that is asked again, to change its answer. */
  readonly at?: string;
  /** A promised outcome that was questioned, until it is kept or typed anew. */
  readonly draft?: string;
  /** ISO time of the last answer or command to it. */
  readonly touched?: string;
  /** ISO day (UK) on which it was last asked whether to continue, park or drop it. */
  readonly asked?: string;
  /** ISO day on which it was closed. */
  readonly closed?: string;
};

/** The five whys, asked of a closed complaint on request; stored like the answers to steps. */
export const WHYS = ['why-1', 'why-2', 'why-3', 'why-4', 'why-5'] as const;
