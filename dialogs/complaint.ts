/** A complaint in hand, as it is kept: what was said, by step. Plain JSON; where the walk stands is worked out from it. */
export type Complaint = {
  readonly id: string;
  readonly checklist: string;
  readonly view: string;
  /** ISO day. */
  readonly opened: string;
  /** By step: days (`2026-11-10`), pounds (`49.99`) or ids of choices, and words where there are any. */
  readonly answers: { readonly [step: string]: { readonly values: readonly string[]; readonly text?: string } };
  /** Steps left without an answer, each with the reason. */
  readonly skipped: { readonly [step: string]: string };
};
