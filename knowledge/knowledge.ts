/** Content made ready to answer with: every entry by id, the word reader, the finder and the intents. */
import type { Content } from './content.ts';
import { type Entry, entriesOf, searchText } from './entries.ts';
import { type FinderData, finderData, type Likes, likesOf } from './find.ts';
import { type Example, type Linear, train } from './linear.ts';
import type { IntentName } from './lists.ts';
import { FIGURES } from './numbers.ts';
import { type Reading, type Words, wordsOf } from './words.ts';

/** What takes time to work out from the content. Plain data: it is saved beside the content and loaded next time. */
export type Derived = {
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly finder: FinderData;
  readonly intents: Linear;
  /** Every example sentence of the intents, as stems, with its intent. */
  readonly examples: ReadonlyMap<string, IntentName>;
  /** Two classes: questions that are ours and messages that are not. */
  readonly topicality: Linear;
  /** The messages that are not ours, and those that want something other than an answer, to see how alike a message is to one of them. */
  readonly others: Likes;
  readonly wishes: Likes;
};

export type Knowledge = {
  readonly content: Content;
  readonly entries: readonly Entry[];
  readonly entry: (id: string) => Entry | undefined;
  readonly words: Words;
  readonly finder: FinderData;
  readonly intents: Linear;
  readonly examples: ReadonlyMap<string, IntentName>;
  readonly topicality: Linear;
  readonly others: Likes;
  readonly wishes: Likes;
};

/** How many questions of ours the topicality scorer sees to each message that is not: as content grows, the balance stays. */
const OURS_TO_OTHERS = 2;

/** Intents that the ranking decides. */
export const ANSWERED: readonly IntentName[] = ['ask_knowledge', 'lookup_legislation', 'small_talk_or_out_of_scope'];

/** The classes of the topicality scorer. */
export const OURS = 'ours';
export const OTHERS = 'others';

/** Of the everyday questions, every n-th shows the intent scorer what a question to be answered looks like. */
const ASKS_SHOWN = 4;

/** Works out vocabulary, finder and intent weights. Takes a second or so for the whole content. */
export function derive(content: Content): Derived {
  const words = remembering(wordsOf(content.words));
  const entries = entriesOf(content);
  const vocabulary = vocabularyOf(content, entries, words);
  return {
    vocabulary,
    finder: finderData(entries, words),
    intents: train(intentExamples(content, entries, words)),
    examples: new Map(content.intents.flatMap(({ intent, examples }) => examples.map((example) => [stemsOf(words.readContent(example)), intent]))),
    topicality: train(topicalityExamples(content, entries, words), 'alike'),
    others: likesOf(notOurs(content), words),
    wishes: likesOf(
      content.intents.filter(({ intent }) => !ANSWERED.includes(intent)).flatMap(({ examples }) => examples),
      words,
    ),
  };
}

/** The same words, each text read once only: asks are read for the vocabulary, for both indexes and for the scorers. */
function remembering(words: Words): Words {
  const readings = new Map<string, Reading>();
  return {
    ...words,
    readContent: (text) => {
      const reading = readings.get(text) ?? words.readContent(text);
      readings.set(text, reading);
      return reading;
    },
  };
}

/** @param isEnglish whether a word is English, so that the speller leaves it alone */
export function knowledgeOf(content: Content, derived: Derived, isEnglish: (word: string) => boolean): Knowledge {
  const entries = entriesOf(content);
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return {
    content,
    entries,
    entry: (id) => byId.get(id),
    words: readingOnce(wordsOf(content.words).withVocabulary(derived.vocabulary, isEnglish)),
    finder: derived.finder,
    intents: derived.intents,
    examples: derived.examples,
    topicality: derived.topicality,
    others: derived.others,
    wishes: derived.wishes,
  };
}

/** The same words; the last reading is kept, because a turn looks at its message many times. */
function readingOnce(words: Words): Words {
  let last: { readonly text: string; readonly reading: Reading } | undefined;
  return {
    ...words,
    read: (text) => {
      if (last?.text !== text) last = { text, reading: words.read(text) };
      return last.reading;
    },
  };
}

function vocabularyOf(content: Content, entries: readonly Entry[], words: Words): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (text: string, times = 1) => {
    for (const { word } of words.readContent(text).tokens) if (/^[a-z]+$/.test(word)) counts.set(word, (counts.get(word) ?? 0) + times);
  };
  for (const entry of entries) {
    const { asks, names, text } = searchText(entry);
    for (const part of [...asks, ...names]) count(part, 2);
    count(text);
  }
  for (const intent of content.intents) for (const example of [...intent.examples, ...intent.templates.map(withoutNames)]) count(example, 2);
  const lists = [content.slots, ...content.intents].flatMap((file) => Object.values(file.lists).flat());
  for (const line of [...lists, ...content.slots.subjects.flatMap((subject) => subject.names)]) count(withoutNames(line));
  for (const phrases of Object.values(content.words.concepts)) for (const phrase of phrases) count(phrase);
  for (const [from, to] of Object.entries(content.words.short)) {
    count(to);
    // A short form may be mistyped too: "rgs" for "regs".
    if (from.length > 3 && /^[a-z]+$/.test(from)) counts.set(from, (counts.get(from) ?? 0) + 1);
  }
  for (const number of FIGURES.keys()) counts.set(number, (counts.get(number) ?? 0) + 2);
  for (const act of content.acts) for (const name of [act.title, ...act.names]) count(name);
  return counts;
}

/** A template without the names of lists in it. */
function withoutNames(template: string): string {
  return template.replace(/<[a-z-]+>/g, ' ');
}

function topicalityExamples(content: Content, entries: readonly Entry[], words: Words): Example[] {
  const example = exampleOf(words);
  const others = notOurs(content);
  const asks = [...entries.flatMap((entry) => searchText(entry).asks), ...examplesOf(content, 'ask_knowledge')];
  const step = Math.max(1, Math.round(asks.length / (OURS_TO_OTHERS * others.length)));
  return [...asks.filter((_, at) => at % step === 0).map(example(OURS)), ...others.map(example(OTHERS))];
}

/** Messages that are not for us. */
function notOurs(content: Content): string[] {
  return [...examplesOf(content, 'small_talk_or_out_of_scope'), ...content.phrases.elsewhere.flatMap((subject) => subject.examples)];
}

/** A message as its stems, to compare it with an example word for word. */
export function stemsOf({ tokens }: Reading): string {
  return tokens.map((token) => token.stem).join(' ');
}

function examplesOf(content: Content, name: IntentName): readonly string[] {
  return content.intents.filter(({ intent }) => intent === name).flatMap(({ examples }) => examples);
}

function exampleOf(words: Words): (name: string) => (text: string) => Example {
  return (name) => (text) => ({ stems: words.intentTerms(words.readContent(text), text), name });
}

function intentExamples(content: Content, entries: readonly Entry[], words: Words): Example[] {
  const example = exampleOf(words);
  const asks = entries.flatMap((entry) => searchText(entry).asks).filter((_, at) => at % ASKS_SHOWN === 0);
  return [
    ...content.intents.flatMap((intent) => intent.examples.map(example(intent.intent))),
    ...content.phrases.elsewhere.flatMap((subject) => subject.examples.map(example('small_talk_or_out_of_scope'))),
    ...asks.map(example('ask_knowledge')),
  ];
}
