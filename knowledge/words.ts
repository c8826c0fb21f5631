/** Text → words: fold, short forms, spelling, stems, numbers, durations and concepts. The only user of `natural`. */
import stemmer from 'natural/lib/natural/stemmers/porter_stemmer.js';
import { isQuestion } from './asking.ts';
import { FIGURES } from './numbers.ts';
import { amountsIn, spansIn } from './spans.ts';
import { type Speller, spellerOf } from './spelling.ts';

/** The content of words.yaml. */
export type Lexicon = {
  readonly short: Readonly<Record<string, string>>;
  readonly concepts: Readonly<Record<string, readonly string[]>>;
  readonly stop: readonly string[];
  readonly skip: readonly string[];
  /** Swearing and insults: they say how someone feels and nothing about what is asked. */
  readonly rude?: readonly string[];
};

/** One word as typed and as understood. */
export type Token = { readonly typed: string; readonly word: string; readonly stem: string };

/** A message after reading. */
export type Reading = {
  readonly tokens: readonly Token[];
  /** What ranking counts: stems, concepts (`~refund`), durations (`@1-6-months`), and stop words, marked as such (`_can`). */
  readonly terms: readonly string[];
  readonly corrections: readonly { readonly from: string; readonly to: string }[];
};

/** Marks a term that is a stop word, a concept, a span of time or amount, or a fact told by a button. */
export const STOP = '_';
export const CONCEPT = '~';
export const SPAN = '@';
export const TOLD = '=';

/** Marks a message as a question or a statement for the intent scorer. */
export const QUESTION = '?';
export const STATEMENT = '.';

export type Words = {
  /** Reads a person's message: with spelling correction. */
  readonly read: (text: string) => Reading;
  /** Reads our own content: as it stands. */
  readonly readContent: (text: string) => Reading;
  readonly isStop: (word: string) => boolean;
  /** The stems that a typed word becomes: one, or several for a short form. */
  readonly stems: (typed: string) => readonly string[];
  /** What the intent scorer counts: all stems, stop words too, and whether it is a question. */
  readonly intentTerms: (reading: Reading, text: string) => readonly string[];
  /** The same words with a speller for `vocabulary`, a count of each known word. */
  readonly withVocabulary: (vocabulary: ReadonlyMap<string, number>, isEnglish: (word: string) => boolean) => Words;
};

/** Longest message that is read; the rest is left out (about three pages of text). */
export const MAX_WORDS = 1200;

export function wordsOf(lexicon: Lexicon, speller?: Speller): Words {
  const short = new Map(Object.entries(lexicon.short).map(([from, to]) => [from, to.split(' ')]));
  const writeOut = writerOut(lexicon.short);
  const plainOf = (typed: string) => short.get(typed) ?? [typed];
  const stop = new Set(lexicon.stop);
  const rude = new Set(lexicon.rude);
  const concepts = conceptTrie(lexicon.concepts, (phrase) => split(writeOut(phrase)).flatMap(plainOf));

  const read = (text: string, spell: Speller | undefined): Reading => {
    const corrections: { from: string; to: string }[] = [];
    const tokens: Token[] = [];
    for (const typed of split(writeOut(text))) {
      for (const plain of plainOf(typed)) {
        const mended = FIGURES.has(plain) ? undefined : spell?.(plain);
        if (mended !== undefined) corrections.push({ from: plain, to: mended });
        for (const part of mended === undefined ? [plain] : plainOf(mended)) {
          const word = FIGURES.get(part) ?? part;
          tokens.push({ typed, word, stem: stemOf(word) });
        }
      }
    }
    joinCompoundNumbers(tokens);
    const telling = tokens.filter((token) => !rude.has(token.word));
    const terms = telling.map((token) => (stop.has(token.word) ? `${STOP}${token.stem}` : token.stem));
    const plainWords = tokens.map((token) => token.word);
    const spans = spansIn(plainWords).flatMap(({ count, unit, bucket, isAge }) => [
      `${count}${stemOf(unit)}`,
      ...(isAge ? [`${SPAN}${bucket}`] : []),
    ]);
    const amounts = amountsIn(plainWords).map((amount) => `${SPAN}${amount}`);
    return { tokens, terms: [...terms, ...findConcepts(tokens, concepts), ...spans, ...amounts], corrections };
  };

  return {
    read: (text) => read(text, speller),
    readContent: (text) => read(text, undefined),
    isStop: (word) => stop.has(word),
    stems: (typed) => plainOf(typed).map((word) => stemOf(FIGURES.get(word) ?? word)),
    intentTerms: ({ tokens }, text) => [
      ...tokens.filter((token) => !rude.has(token.word)).map((token) => token.stem),
      isQuestion(
        tokens.map((token) => token.word),
        text,
      )
        ? QUESTION
        : STATEMENT,
    ],
    withVocabulary: (vocabulary, isEnglish) =>
      wordsOf(
        lexicon,
        spellerOf(vocabulary, (word) => short.has(word) || isEnglish(word)),
      ),
  };
}

/** Writes out the short forms that are no plain words ("b4", "w/o", "t&cs", a picture), which splitting would tear apart. */
function writerOut(short: Lexicon['short']): (text: string) => string {
  const forms = Object.entries(short).filter(([from]) => !/^[a-z]+$/.test(from));
  if (forms.length === 0) return (text) => text;
  const meant = new Map(forms);
  const pattern = new RegExp(
    forms.map(([from]) => (/^[a-z0-9]/.test(from) ? `(?<![a-z0-9])${quoted(from)}(?![a-z0-9])` : quoted(from))).join('|'),
    'gi',
  );
  return (text) => text.replace(pattern, (form) => ` ${meant.get(form.toLowerCase()) ?? form} `);
}

/** The text as a part of a regular expression that matches just it. */
export function quoted(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** Splits text into folded words: lower case, no accents, no apostrophes ("what's" → whats), figures apart. */
export function split(text: string): string[] {
  const folded = text
    .slice(0, MAX_WORDS * 12)
    .replace(/[’‘ʼ`´]/g, "'")
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/(\p{L})'(?=\p{L})/gu, '$1')
    .replace(/(\w)&(?=\w)/g, '$1and')
    .replace(/&/g, ' and ')
    .replace(/(\d)[,](?=\d{3}\b)/g, '$1')
    .replace(
      /£\s?(\d+(?:\.\d+)?)(?:([km])\b)?/g,
      (_, amount: string, times?: 'k' | 'm') => `${times ? Number(amount) * TIMES[times] : amount} pounds `,
    );
  return (folded.match(/\d+(?:\.\d+)?|[a-z]+/g) ?? []).slice(0, MAX_WORDS);
}

/** "£5k", "£1m". */
const TIMES = { k: 1000, m: 1_000_000 };

const stems = new Map<string, string>();

/** Stem of a folded word, so that "refunding" and "refunds" meet. Figures stay as they are. */
export function stemOf(word: string): string {
  let stem = stems.get(word);
  if (stem === undefined) {
    stem = /^\d/.test(word) || word.length < 3 ? word : stemmer.stem(word);
    // "used" and "using" are not "us".
    if (stem === 'us') stem = word.length < 3 ? word : 'use';
    if (stems.size < 50_000) stems.set(word, stem);
  }
  return stem;
}

/** "twenty" "nine" → 29, in place. */
function joinCompoundNumbers(tokens: Token[]): void {
  for (let at = 0; at + 1 < tokens.length; at++) {
    const tens = tokens[at];
    const unit = tokens[at + 1];
    if (!tens || !unit || !/^[2-9]0$/.test(tens.word) || !/^([1-9]|one)$/.test(unit.word) || !FIGURES.has(tens.typed) || /^\d/.test(unit.typed))
      continue;
    const word = String(Number(tens.word) + (unit.word === 'one' ? 1 : Number(unit.word)));
    tokens.splice(at, 2, { typed: `${tens.typed} ${unit.typed}`, word, stem: word });
  }
}

type Trie = { concepts: string[]; next: Map<string, Trie> };

function conceptTrie(concepts: Lexicon['concepts'], wordsIn: (phrase: string) => readonly string[]): Trie {
  const root: Trie = { concepts: [], next: new Map() };
  for (const [concept, phrases] of Object.entries(concepts)) {
    for (const phrase of phrases) {
      let node = root;
      for (const word of wordsIn(phrase)) {
        const stem = stemOf(FIGURES.get(word) ?? word);
        const next = node.next.get(stem) ?? { concepts: [], next: new Map() };
        node.next.set(stem, next);
        node = next;
      }
      if (!node.concepts.includes(concept)) node.concepts.push(concept);
    }
  }
  return root;
}

function findConcepts(tokens: readonly Token[], root: Trie): string[] {
  const found = new Set<string>();
  for (let start = 0; start < tokens.length; start++) {
    let node: Trie | undefined = root;
    for (let at = start; node && at < tokens.length; at++) {
      node = node.next.get(tokens[at]?.stem ?? '');
      for (const concept of node?.concepts ?? []) found.add(`${CONCEPT}${concept}`);
    }
  }
  return [...found];
}
