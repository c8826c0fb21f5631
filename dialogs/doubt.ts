/** Doubts whether a message is for us at all. Pure. */
import { likeness } from '../knowledge/find.ts';
import { type Knowledge, OTHERS } from '../knowledge/knowledge.ts';
import { classify } from '../knowledge/linear.ts';
import type { Reading } from '../knowledge/words.ts';

export type Doubt = {
  /** Chance that the message is not ours, by its words: 0 to 1. */
  readonly offTopic: number;
  /** How alike it is to a message that is not ours: 0 to about 1. */
  readonly likeOthers: number;
};

export function doubtOf({ topicality, others, words }: Knowledge, reading: Reading, text: string): Doubt {
  const chances = classify(topicality, words.intentTerms(reading, text));
  return { offTopic: chances.find(({ name }) => name === OTHERS)?.chance ?? 0, likeOthers: likeness(others, reading.terms) };
}

/** Whether a message is more likely for others than for us, and more like what others are told than any wish that we know. */
export function isForOthers(knowledge: Knowledge, reading: Reading, { offTopic, likeOthers }: Doubt): boolean {
  return offTopic >= 0.5 && likeOthers >= likeness(knowledge.wishes, reading.terms);
}
