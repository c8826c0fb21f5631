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

/** Term saturation; 0 counts a term once, 2 nearly adds it up. BM25 literature: 0.9 to 1.2. */
const K1 = 1.2;
/** Length normalisation, 0 none to 1 full. */
const B = 0.75;

export function buildIndex(passages: readonly Passage[]): Index {
  const terms = new Map<string, number>();
  const postings: Map<number, number>[] = [];
  const lengths = new Float32Array(passages.length);
  passages.forEach(({ fields }, at) => {
    for (const field of fields) {
      for (const term of field.terms) {
        let number = terms.get(term);
        if (number === undefined) {
          number = terms.size;
          terms.set(term, number);
          postings.push(new Map());
        }
        const posting = postings[number] as Map<number, number>;
        posting.set(at, (posting.get(at) ?? 0) + field.weight);
        lengths[at] = (lengths[at] ?? 0) + field.weight;
      }
    }
  });

  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, passages.length) || 1;
  const total = postings.reduce((sum, posting) => sum + posting.size, 0);
  const start = new Uint32Array(terms.size + 1);
  const passage = new Uint32Array(total);
  const weight = new Float32Array(total);
  const idf = new Float32Array(terms.size);
  let next = 0;
  postings.forEach((posting, number) => {
    start[number] = next;
    const rarity = Math.log(1 + (passages.length - posting.size + 0.5) / (posting.size + 0.5));
    idf[number] = rarity;
    for (const [at, count] of posting) {
      passage[next] = at;
      weight[next] = (rarity * count * (K1 + 1)) / (count + K1 * (1 - B + (B * (lengths[at] ?? 0)) / mean));
      next++;
    }
  });
  start[terms.size] = next;
  return { terms, start, passage, weight, idf, size: passages.length };
}

/** Scores of all passages for the weighted terms of a question; 0 where nothing is shared. */
export function scores(index: Index, question: readonly { readonly term: string; readonly weight: number }[]): Float32Array {
  const result = new Float32Array(index.size);
  for (const { term, weight } of question) {
    const number = index.terms.get(term);
    if (number === undefined) continue;
    const end = index.start[number + 1] as number;
    for (let at = index.start[number] as number; at < end; at++) {
      const passage = index.passage[at] as number;
      result[passage] = (result[passage] as number) + weight * (index.weight[at] as number);
    }
  }
  return result;
}

/** The `most` best passages with a score above 0, best first; equal scores in passage order. */
export function best(found: Float32Array, most: number): { passage: number; score: number }[] {
  const top: { passage: number; score: number }[] = [];
  found.forEach((score, passage) => {
    if (score <= 0 || (top.length === most && score <= (top[most - 1]?.score ?? 0))) return;
    let place = top.length;
    while (place > 0 && (top[place - 1]?.score ?? 0) < score) place--;
    top.splice(place, 0, { passage, score });
    if (top.length > most) top.pop();
  });
  return top;
}
