/** Ranking of passages by BM25 over an inverted index in typed arrays. Pure. */

/** A passage to be found: its terms, each field weighted before they are joined. */
export type Passage = { readonly fields: readonly { readonly terms: readonly string[]; readonly weight: number }[] };

/** An index over passages 0 … n−1. Plain data: it can be saved and loaded. */
export type Index = {
  /** Term → its number. */
  readonly terms: ReadonlyMap<string, number>;
  /** Postings of term t stand at start[t] … start[t + 1] − 1. */
  readonly start: Uint32Array;
  readonly passage: Uint32Array;
  /** BM25 weight of the term in the passage, idf included. */
  readonly weight: Float32Array;
  readonly idf: Float32Array;
  readonly size: number;
};

/** Term saturation; 0 counts a term once, 2 nearly adds it up. The usual value, like the next: no collection measured asks for another. */
const K1 = 1.2;
/** Length normalisation, 0 none to 1 full. */
const B = 0.6;

export function buildIndex(passages: readonly Passage[]): Index {
  const { terms, term, count, first, lengths } = counted(passages);
  const start = new Uint32Array(terms.size + 1);
  for (const number of term) start[number + 1] = (start[number + 1] as number) + 1;
  const idf = new Float32Array(terms.size);
  for (let number = 0; number < terms.size; number++) {
    const holding = start[number + 1] as number;
    idf[number] = Math.log(1 + (passages.length - holding + 0.5) / (holding + 0.5));
    start[number + 1] = holding + (start[number] as number);
  }

  const passage = new Uint32Array(term.length);
  const weight = new Float32Array(term.length);
  const next = start.slice();
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, passages.length) || 1;
  for (let at = 0; at < passages.length; at++) {
    const norm = K1 * (1 - B + (B * (lengths[at] as number)) / mean);
    for (let place = first[at] as number; place < (first[at + 1] as number); place++) {
      const number = term[place] as number;
      const often = count[place] as number;
      const to = next[number] as number;
      next[number] = to + 1;
      passage[to] = at;
      weight[to] = ((idf[number] as number) * often * (K1 + 1)) / (often + norm);
    }
  }
  return { terms, start, passage, weight, idf, size: passages.length };
}

type Counted = {
  readonly terms: Map<string, number>;
  /** The terms of passage p, each once, stand at first[p] … first[p + 1] − 1, and beside them how often each occurs, by weight. */
  readonly first: Uint32Array;
  readonly term: Uint32Array;
  readonly count: Float32Array;
  readonly lengths: Float32Array;
};

function counted(passages: readonly Passage[]): Counted {
  const most = passages.reduce((sum, { fields }) => fields.reduce((all, field) => all + field.terms.length, sum), 0);
  const terms = new Map<string, number>();
  const first = new Uint32Array(passages.length + 1);
  const term = new Uint32Array(most);
  const count = new Float32Array(most);
  const lengths = new Float32Array(passages.length);
  // Where each term of the passage at hand stands; a place before the passage's own is an older passage's.
  const places: number[] = [];
  let end = 0;
  passages.forEach(({ fields }, at) => {
    const from = end;
    for (const field of fields) {
      for (const each of field.terms) {
        let number = terms.get(each);
        if (number === undefined) {
          number = terms.size;
          terms.set(each, number);
          places.push(-1);
        }
        let place = places[number] as number;
        if (place < from) {
          place = end++;
          places[number] = place;
          term[place] = number;
        }
        count[place] = (count[place] as number) + field.weight;
        lengths[at] = (lengths[at] as number) + field.weight;
      }
    }
    first[at + 1] = end;
  });
  return { terms, first, term: term.subarray(0, end), count: count.subarray(0, end), lengths };
}

export type Weighted = { readonly term: string; readonly weight: number };
export type Ranked = { readonly passage: number; readonly score: number };

/** Scores of all passages for the weighted terms of a question; 0 where nothing is shared. */
export function scores(index: Index, question: readonly Weighted[]): Float32Array {
  const result = new Float32Array(index.size);
  for (const { number, weight } of known(index, question)) add(result, index, number, weight);
  return result;
}

/** The `most` best of these scores that are above 0, best first; equal scores in passage order. */
export function best(found: Float32Array, most: number): Ranked[] {
  const top: Ranked[] = [];
  for (let passage = 0; passage < found.length; passage++) {
    const score = found[passage] as number;
    if (score >= leastOf(top, most)) place(top, passage, score, most);
  }
  return top;
}

/** All 0 between two searches. Kept, because to make and to read through so many sums would take longer than to add up a question's. */
let sums = new Float32Array(0);

/** The `most` best passages for the weighted terms of a question: as `best` of `scores`, but only passages that share a term are looked at. */
export function search(index: Index, question: readonly Weighted[], most: number): Ranked[] {
  if (sums.length < index.size) sums = new Float32Array(index.size);
  const terms = known(index, question);
  for (const { number, weight } of terms) add(sums, index, number, weight);
  // Rare terms first: their passages are the best ones, and leave little to put in place later.
  terms.sort((a, b) => (index.idf[b.number] as number) - (index.idf[a.number] as number));
  const top: Ranked[] = [];
  for (const { number } of terms) gather(top, sums, index, number, most);
  return top;
}

function known(index: Index, question: readonly Weighted[]): { number: number; weight: number }[] {
  const found: { number: number; weight: number }[] = [];
  for (const { term, weight } of question) {
    const number = index.terms.get(term);
    if (number !== undefined) found.push({ number, weight });
  }
  return found;
}

/** Apart from the loop over terms, so that the engine compiles it once and well. */
function add(result: Float32Array, { start, passage, weight }: Index, number: number, times: number): void {
  const end = start[number + 1] as number;
  for (let at = start[number] as number; at < end; at++) {
    const to = passage[at] as number;
    result[to] = (result[to] as number) + times * (weight[at] as number);
  }
}

/** Moves the sums of a term's passages to the best, where they are good enough, and sets them back to 0. */
function gather(top: Ranked[], sums: Float32Array, { start, passage }: Index, number: number, most: number): void {
  const end = start[number + 1] as number;
  let least = leastOf(top, most);
  for (let at = start[number] as number; at < end; at++) {
    const from = passage[at] as number;
    const score = sums[from] as number;
    sums[from] = 0;
    // One test a posting, also for those that an earlier term moved: this loop takes half the time of a search.
    if (score < least) continue;
    place(top, from, score, most);
    least = leastOf(top, most);
  }
}

/** The least score that may stand among the best: above 0. */
function leastOf(top: readonly Ranked[], most: number): number {
  return top.length < most ? Number.MIN_VALUE : (top.at(-1)?.score ?? Number.POSITIVE_INFINITY);
}

/** Puts a passage in its place among the best, and drops what is then too many. */
function place(top: Ranked[], passage: number, score: number, most: number): void {
  const found = { passage, score };
  let at = top.push(found) - 1;
  for (; at > 0 && isBefore(passage, score, top[at - 1]); at--) top[at] = top[at - 1] as Ranked;
  top[at] = found;
  if (top.length > most) top.pop();
}

function isBefore(passage: number, score: number, other: Ranked | undefined): boolean {
  return other !== undefined && (score > other.score || (score === other.score && passage < other.passage));
}
