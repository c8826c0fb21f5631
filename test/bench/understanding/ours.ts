/** Our engine as the product uses it, with one recipe for every collection. */
import type { Content } from '../../../knowledge/content.ts';
import { classify, train } from '../../../knowledge/linear.ts';
import { englishWords, readEnglish } from '../../../knowledge/load.ts';
import { buildIndex, type Index, type Passage, type Weighted } from '../../../knowledge/search.ts';
import { STOP, type Token, type Words, wordsOf } from '../../../knowledge/words.ts';
import type { Row } from './collections.ts';

/** What the terms of a passage count. Stems count 1. */
const STOP_WORDS = 0.3;
const PAIRS = 0.3;
const LETTERS = 0.1;
/** Larger collections, by their words, are ranked by stems alone: the rest makes an index ten times as large. */
const MOST_WORDS = 500_000;

export type Retriever = {
  readonly index: Index;
  /** The weighted terms of a question, after spelling correction. */
  readonly terms: (question: string) => Weighted[];
};

/** The reader of English text; our own meanings and short forms stay out, they belong to our content. */
export type English = { readonly words: Words; readonly isEnglish: (word: string) => boolean };

export function englishOf(lexicon: Content['words']): English {
  return { words: wordsOf({ ...lexicon, concepts: {}, short: {} }), isEnglish: englishWords(readEnglish(lexicon.irregular)) };
}

export function retrieverOf(english: English, texts: readonly string[]): Retriever {
  const { passages, terms } = passagesOf(english, texts);
  return { index: buildIndex(passages), terms };
}

/** The texts as passages to build an index from, and the reader of questions that goes with them. */
export function passagesOf({ words, isEnglish }: English, texts: readonly string[]): Pick<Retriever, 'terms'> & { passages: Passage[] } {
  const vocabulary = new Map<string, number>();
  let size = 0;
  const read = texts.map((text) => {
    const { tokens, terms } = words.readContent(text);
    size += tokens.length;
    count(vocabulary, tokens);
    return terms;
  });
  const reader = words.withVocabulary(vocabulary, isEnglish);
  return {
    passages: read.map((terms) => ({ fields: [{ terms: rankedTerms(terms, size).map(({ term }) => term), weight: 1 }] })),
    terms: (question) => rankedTerms(reader.read(question).terms, size),
  };
}

/** The terms that ranking counts in a text, of a collection with so many words. A term that is said twice counts twice. */
function rankedTerms(terms: readonly string[], size: number): Weighted[] {
  const stems = terms.filter((term) => !term.startsWith(STOP));
  const ranked = stems.map((term) => ({ term, weight: 1 }));
  if (size > MOST_WORDS) return ranked;
  return [
    ...ranked,
    ...terms.filter((term) => term.startsWith(STOP)).map((term) => ({ term, weight: STOP_WORDS })),
    ...stems.slice(1).map((stem, at) => ({ term: `${stems[at]} ${stem}`, weight: PAIRS })),
    ...stems.flatMap((stem) => lettersOf(stem).map((term) => ({ term, weight: LETTERS }))),
  ];
}

/** Each four letters of a stem in a row, its ends marked. */
function lettersOf(stem: string): string[] {
  const padded = `_${stem}_`;
  return Array.from({ length: Math.max(0, padded.length - 3) }, (_, at) => `#${padded.slice(at, at + 4)}`);
}

export type Chooser = (text: string) => { readonly name: string; readonly sure: number };

/** A chooser of intents trained on these rows: the name, and how sure it is (the chance of the best class). */
export function chooserOf({ words, isEnglish }: English, rows: readonly Row[]): Chooser {
  const vocabulary = new Map<string, number>();
  const examples = rows.map(([text, name]) => {
    const reading = words.readContent(text);
    count(vocabulary, reading.tokens);
    return { stems: words.intentTerms(reading, text), name };
  });
  const model = train(examples);
  const reader = words.withVocabulary(vocabulary, isEnglish);
  return (text) => {
    const [first] = classify(model, reader.intentTerms(reader.read(text), text));
    return { name: first?.name ?? '', sure: first?.chance ?? 0 };
  };
}

/** Counts the words, for the speller. */
function count(vocabulary: Map<string, number>, tokens: readonly Token[]): void {
  for (const { word } of tokens) if (/^[a-z]+$/.test(word)) vocabulary.set(word, (vocabulary.get(word) ?? 0) + 1);
}
