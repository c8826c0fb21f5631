/** The everyday questions dealt into folds, and content without those of a fold. Pure. */
import type { Content } from '../../../knowledge/content.ts';
import { type Entry, searchText } from '../../../knowledge/entries.ts';
import { stemsOf } from '../../../knowledge/knowledge.ts';
import type { Words } from '../../../knowledge/words.ts';

/** An everyday question, the entry that owns it, and how it reads word for word. */
export type Ask = { readonly text: string; readonly entry: Entry; readonly stems: string };

/** Every `every`-th everyday question, in the order of the content. */
export function asksOf(entries: readonly Entry[], words: Words, every: number): Ask[] {
  return entries
    .flatMap((entry) => searchText(entry).asks.map((text) => ({ text, entry, stems: readsAs(text, words) })))
    .filter((_, at) => at % every === 0);
}

/** The questions dealt out one by one, so that an entry loses few at a time; those that read the same stay together. */
export function dealt(asks: readonly Ask[], folds: number): Ask[][] {
  const foldOf = new Map<string, number>();
  const piles: Ask[][] = Array.from({ length: folds }, () => []);
  for (const ask of asks) {
    const fold = foldOf.get(ask.stems) ?? foldOf.size % folds;
    foldOf.set(ask.stems, fold);
    piles[fold]?.push(ask);
  }
  return piles.filter((pile) => pile.length > 0);
}

/** The content without these questions, and without any other question or example of an intent that reads the same. */
export function without(content: Content, left: readonly Ask[], words: Words): Content {
  const out = new Set(left.map(({ stems }) => stems));
  const kept = (texts: readonly string[]) => texts.filter((text) => !out.has(readsAs(text, words)));
  return {
    ...content,
    situations: content.situations.map((situation) => ({ ...situation, asks: kept(situation.asks) })),
    provisions: content.provisions.map((provision) => ({ ...provision, asks: kept(provision.asks) })),
    topics: content.topics.map((topic) => ({ ...topic, asks: kept(topic.asks) })),
    guides: content.guides.map((guide) => ({ ...guide, points: guide.points.map((point) => ({ ...point, asks: kept(point.asks) })) })),
    intents: content.intents.map((intent) => ({ ...intent, examples: kept(intent.examples) })),
    phrases: { ...content.phrases, elsewhere: content.phrases.elsewhere.map((subject) => ({ ...subject, examples: kept(subject.examples) })) },
  };
}

function readsAs(text: string, words: Words): string {
  return stemsOf(words.readContent(text));
}
