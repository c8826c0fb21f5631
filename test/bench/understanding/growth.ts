/** Many passages out of few: real ones, each changed a little, so that an index of any size can be timed. */
import { shuffled } from './chance.ts';

/** Share of the sentences that are dropped, and of the words that are drawn again. */
const DROPPED = 0.25;
const REDRAWN = 0.15;

/** So many passages out of these collections, taken by turns: sentences shuffled, some dropped, some words drawn anew from the collection. */
export function grown(collections: readonly (readonly string[])[], size: number, chance: () => number): string[] {
  const words = collections.map((texts) => texts.join(' ').split(/\s+/));
  return Array.from({ length: size }, (_, at) => {
    const texts = collections[at % collections.length] ?? [];
    const sentences = (drawn(texts, chance) ?? '').split(/(?<=[.?!])\s+/);
    const kept = shuffled(sentences, chance).filter((_, place) => place === 0 || chance() >= DROPPED);
    return kept
      .join(' ')
      .split(/\s+/)
      .map((word) => (chance() < REDRAWN ? (drawn(words[at % collections.length] ?? [], chance) ?? word) : word))
      .join(' ');
  });
}

function drawn<T>(items: readonly T[], chance: () => number): T | undefined {
  return items[Math.floor(chance() * items.length)];
}
