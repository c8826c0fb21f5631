/** Which entries answer a question: nearest everyday question first, backed by the words of the entry itself. Pure. */
import { type Entry, searchText } from './entries.ts';
import { best, buildIndex, type Index, scores } from './search.ts';
import { CONCEPT, SPAN, STOP, type Words } from './words.ts';

/** The saved part of a finder: plain data. */
export type FinderData = {
  /** One passage for each everyday question, name and title. */
  readonly asks: Index;
  /** Passage of `asks` → entry. */
  readonly entryOfAsk: Uint32Array;
  /** One passage for each entry. */
  readonly texts: Index;
  /** For each entry, its names. */
  readonly names: readonly (readonly Name[])[];
};

/** A name as stems; an abbreviation ("CSAT") is telling however often it is used. */
type Name = { readonly stems: readonly string[]; readonly isAbbreviation: boolean };

export type Found = {
  readonly entry: number;
  /** Share of the score that a perfect match would have; near 1 when the message is one of the entry's own questions. */
  readonly score: number;
  /** How much of the message the entry's words explain, each word by how telling it is: from 0, 20 is a lot. */
  readonly explained: number;
  /** Share of the message that is one of the entry's names in full, such as "section 75" or "net promoter score": 0 to 1. */
  readonly named: number;
  /** How alike the nearest everyday question is: about 1 where it holds every word of the message. */
  readonly alike: number;
  /** The everyday question that came nearest, as its number among `asks`. */
  readonly nearest: number;
};

/** How much the nearest questions count beside the entry's text. */
const ASK_SHARE = 0.5;
/** How much a stop word of the message counts: "can they" and "how do we" tell questions apart, a little. */
const STOP_WEIGHT = 0.7;
/** How much the second and third nearest question of an entry add. */
const NEXT_ASKS = [1, 0.35, 0.2];

/** Least weight of a name's words together. */
const TELLING_NAME = 4.5;
/** What a message that is a name and nothing else adds to the score of its entry; one that is a name by half adds a quarter of it. */
const NAMED = 0.5;
/** How many of the nearest entries are looked at for their names. */
const LOOKED_AT = 20;

export function finderData(entries: readonly Entry[], words: Words): FinderData {
  const owners: number[] = [];
  const asks = entries.flatMap((entry, at) => {
    const text = searchText(entry);
    return [...text.asks, ...text.names].map((ask) => {
      owners.push(at);
      return { fields: [{ terms: words.readContent(ask).terms, weight: 1 }] };
    });
  });
  const texts = entries.map((entry) => {
    const { asks, names, text } = searchText(entry);
    const terms = (part: string) => words.readContent(part).terms;
    return {
      fields: [
        { terms: names.flatMap(terms), weight: 3 },
        { terms: asks.flatMap(terms), weight: 1 },
        { terms: terms(text), weight: 1 },
      ],
    };
  });
  const names = entries.map((entry) => (entry.kind === 'situation' ? [] : searchText(entry).names.map((name) => nameOf(name, words))));
  return { asks: buildIndex(asks), entryOfAsk: Uint32Array.from(owners), texts: buildIndex(texts), names };
}

/** The `most` entries nearest to these terms, best first. */
export function find(data: FinderData, question: readonly string[], most: number): Found[] {
  const terms = [...new Set(question)];
  const telling = terms.filter((term) => !term.startsWith(STOP));
  const perAsk = scoresOf(data.asks, terms);
  const perText = scoresOf(data.texts, terms);
  const size = data.texts.size;
  const depth = NEXT_ASKS.length;
  // The best asks of entry e stand at e × depth, best first.
  const tops = new Float32Array(size * depth);
  const nearest = new Uint32Array(size);
  const place = (ask: number) => {
    let score = perAsk[ask] as number;
    if (score <= 0) return;
    perAsk[ask] = 0;
    const entry = data.entryOfAsk[ask] as number;
    const from = entry * depth;
    if (score > (tops[from] as number)) nearest[entry] = ask;
    for (let at = from; at < from + depth; at++) {
      const held = tops[at] as number;
      if (score > held) {
        tops[at] = score;
        score = held;
      }
    }
  };
  eachHolding(data.asks, telling, place);
  const fullAsk = highest(data.asks, terms);
  const askShare = ASK_SHARE / fullAsk / NEXT_ASKS.reduce((sum, part) => sum + part, 0);
  const textShare = (1 - ASK_SHARE) / highest(data.texts, terms);
  const stems = new Set(stemsIn(terms));
  const allStems = highest(data.texts, [...stems]);
  const total = new Float32Array(size);
  for (let entry = 0; entry < size; entry++) {
    let asked = 0;
    for (let place = 0; place < depth; place++) asked += (NEXT_ASKS[place] as number) * (tops[entry * depth + place] as number);
    total[entry] = askShare * asked + textShare * (perText[entry] as number);
  }
  return best(total, Math.max(most, LOOKED_AT))
    .map(({ passage: entry, score }) => {
      const named = namedShare(data, stems, allStems, entry);
      return {
        entry,
        score: score + NAMED * named * named,
        explained: explained(data.texts, telling, entry),
        named,
        alike: (tops[entry * depth] as number) / fullAsk,
        nearest: nearest[entry] as number,
      };
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, most);
}

/** Each passage that holds one of these terms, once or more often; all passages where none of the terms is known. */
function eachHolding(index: Index, terms: readonly string[], each: (passage: number) => void): void {
  const known = terms.flatMap((term) => index.terms.get(term) ?? []);
  if (known.length === 0) for (let passage = 0; passage < index.size; passage++) each(passage);
  for (const number of known) {
    const end = index.start[number + 1] as number;
    for (let at = index.start[number] as number; at < end; at++) each(index.passage[at] as number);
  }
}

/** Passages to compare a message with, and the score that each would have as a message. */
export type Likes = { readonly index: Index; readonly whole: Float32Array };

export function likesOf(texts: readonly string[], words: Words): Likes {
  const index = buildIndex(texts.map((text) => ({ fields: [{ terms: [...new Set(words.readContent(text).terms)], weight: 1 }] })));
  const whole = new Float32Array(index.size);
  for (const [term, number] of index.terms) {
    for (let at = index.start[number] as number; at < (index.start[number + 1] as number); at++) {
      const passage = index.passage[at] as number;
      whole[passage] = (whole[passage] as number) + weightOf(term) * (index.weight[at] as number);
    }
  }
  return { index, whole };
}

/** How alike a message is to the nearest of these: about 1 where they hold the same words and no others, 0 where they share none. */
export function likeness({ index, whole }: Likes, message: readonly string[]): number {
  const terms = [...new Set(message)];
  const full = highest(index, terms);
  const shares = best(scoresOf(index, terms), LOOKED_AT).map(({ passage, score }) => score / Math.max(full, whole[passage] as number));
  return Math.max(0, ...shares);
}

/** The score of a passage that holds every term once, at mean length. */
function highest(index: Index, terms: readonly string[]): number {
  return terms.reduce((sum, term) => sum + weightOf(term) * rarity(index, term), 0) || 1;
}

function scoresOf(index: Index, terms: readonly string[]): Float32Array {
  return scores(
    index,
    terms.map((term) => ({ term, weight: weightOf(term) })),
  );
}

function weightOf(term: string): number {
  return term.startsWith(STOP) ? STOP_WEIGHT : 1;
}

/** How much of a message an entry's words explain, as in {@link Found}. */
export function explainedBy({ texts }: FinderData, terms: readonly string[], entry: number): number {
  return explained(
    texts,
    [...new Set(terms)].filter((term) => !term.startsWith(STOP)),
    entry,
  );
}

function explained(index: Index, terms: readonly string[], entry: number): number {
  return terms.reduce((sum, term) => (holds(index, term, entry) ? sum + rarity(index, term) : sum), 0);
}

/** A name counts if it is telling enough that nobody types it by chance. */
function namedShare(data: FinderData, stems: ReadonlySet<string>, all: number, entry: number): number {
  const shares = (data.names[entry] ?? []).flatMap((name) => {
    if (name.stems.length === 0 || !name.stems.every((stem) => stems.has(stem))) return [];
    const weight = highest(data.texts, name.stems);
    return name.isAbbreviation || weight >= TELLING_NAME ? [weight / all] : [];
  });
  return Math.max(0, ...shares);
}

function nameOf(name: string, words: Words): Name {
  return { stems: stemsIn(words.readContent(name).terms), isAbbreviation: /^[A-Z]{2,6}$/.test(name) };
}

/** Terms without concepts, spans of time and stop words. */
function stemsIn(terms: readonly string[]): string[] {
  return terms.filter((term) => ![STOP, CONCEPT, SPAN].includes(term[0] ?? ''));
}

/** How telling a term is; a word we have never met tells the most. */
function rarity(index: Index, term: string): number {
  const number = index.terms.get(term);
  return number === undefined ? Math.log(1 + index.size / 0.5) : (index.idf[number] as number);
}

function holds(index: Index, term: string, passage: number): boolean {
  const number = index.terms.get(term);
  if (number === undefined) return false;
  let low = index.start[number] as number;
  let high = (index.start[number + 1] as number) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = index.passage[middle] as number;
    if (found === passage) return true;
    if (found < passage) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}
