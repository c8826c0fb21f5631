/** A question as it is put on screen: its options in an order that the seed gives. Pure. */
import type { Question } from '../../knowledge/schema.ts';
import { shuffled } from '../../knowledge/shuffle.ts';

/** What can be picked, in the order shown: its words and its place in the content. Empty where the answer is typed. */
export type Shown = readonly { readonly text: string; readonly place: string }[];

/** The options of a question; for an order its items, for a match its right sides. The same seed gives the same order, never the right one. */
export function shownOf(question: Question, seed: number): Shown {
  switch (question.kind) {
    case 'true-false':
      return placed(question.options.map(({ text }) => text));
    case 'one':
    case 'several':
      return shuffled(placed(question.options.map(({ text }) => text)), `${seed} ${question.id}`);
    case 'order':
      return jumbled(placed(question.items.map(({ text }) => text)), `${seed} ${question.id}`);
    case 'match':
      return jumbled(placed(question.pairs.map(({ right }) => right)), `${seed} ${question.id}`);
    case 'number':
    case 'date':
    case 'short':
      return [];
  }
}

function placed(texts: readonly string[]): Shown {
  return texts.map((text, place) => ({ text, place: String(place) }));
}

/** Shuffled, and turned by one where it comes out as it went in. */
function jumbled(items: Shown, seed: string): Shown {
  const mixed = shuffled(items, seed);
  return mixed.every(({ place }, at) => place === String(at)) ? [...mixed.slice(1), ...mixed.slice(0, 1)] : mixed;
}

/** "A", "B", … for the place on screen. */
export function letterOf(at: number): string {
  return String.fromCharCode(65 + at);
}

/** How many picks answer the question; 1 for the typed ones. */
export function picksOf(question: Question): number {
  switch (question.kind) {
    case 'several':
      return question.choose;
    case 'order':
      return question.items.length;
    case 'match':
      return question.pairs.length;
    case 'one':
    case 'true-false':
    case 'number':
    case 'date':
    case 'short':
      return 1;
  }
}
