/** What a learner keeps of a closed complaint. It stands for itself: the complaint may be gone when it is read. Plain data. */

export type Evidence = {
  /** Of the complaint. */
  readonly id: string;
  /** ISO days. */
  readonly closed: string;
  readonly kept: string;
  /** What it was about. */
  readonly kind: string;
  /** What was done, stage by stage. */
  readonly stages: readonly { readonly stage: string; readonly lines: readonly EvidenceLine[] }[];
  readonly outcome?: string;
  readonly cause?: string;
  readonly learned?: string;
  /** Ids of the guides' points that it shows. */
  readonly points: readonly string[];
};

type EvidenceLine = { readonly label: string; readonly text: string };
