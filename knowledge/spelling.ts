/** Spelling correction against our own vocabulary, guarded by an English word list. */

/** Gives the word meant, or `undefined` to leave the word alone. */
export type Speller = (word: string) => string | undefined;

/** Shorter words are left alone; in the shortest only a letter missing or two swapped is mended: too many of them are one edit apart. */
const SHORTEST = 3;
/** From this length on, any slip is looked for. */
const ANY_SLIP = 4;
/** From this length on, a word may be two edits away, if its first letter is right. */
const LONG = 8;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/**
 * A speller for `vocabulary` (each known word with how often it occurs). A word it knows and a word of English is left
 * alone; else the likeliest known word one edit away is taken, by how often it occurs and how people slip, and for long words two edits away.
 */
export function spellerOf(vocabulary: ReadonlyMap<string, number>, isEnglish: (word: string) => boolean): Speller {
  const memo = new Map<string, string | undefined>();
  return (word) => {
    if (word.length < SHORTEST || vocabulary.has(word) || !/^[a-z]+$/.test(word)) return undefined;
    if (!memo.has(word)) {
      if (memo.size > 10_000) memo.clear();
      memo.set(word, isEnglish(word) ? undefined : correct(word, vocabulary));
    }
    return memo.get(word);
  };
}

function correct(word: string, vocabulary: ReadonlyMap<string, number>): string | undefined {
  const near = best(word.length < ANY_SLIP ? shortEdits(word) : edits(word), vocabulary, word);
  if (near || word.length < LONG) return near;
  return best(twoEditsAway(word, vocabulary), vocabulary, word);
}

function* twoEditsAway(word: string, vocabulary: ReadonlyMap<string, number>): Generator<Candidate> {
  for (const known of vocabulary.keys()) {
    if (known[0] === word[0] && known.length >= LONG - 1 && Math.abs(known.length - word.length) <= 2 && distance(word, known) <= 2) yield [known, 1];
  }
}

/** Damerau-Levenshtein distance (adjacent letters swapped count as one edit). */
export function distance(a: string, b: string): number {
  let older: number[] = [];
  let old = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((old[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (old[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (older[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    older = old;
    old = row;
  }
  return old[b.length] ?? 0;
}

/** A word that may be meant, and how much more likely its slip is than a wrong letter. */
type Candidate = readonly [word: string, weight: number];

/** One certain letter is missed, doubled or swapped far more often than it is taken for one other certain letter. */
const LIKELY_SLIP = 4;
const FIRST_LETTER = 4;

function best(candidates: Iterable<Candidate>, vocabulary: ReadonlyMap<string, number>, word: string): string | undefined {
  let found: string | undefined;
  let score = 0;
  for (const [candidate, weight] of candidates) {
    const count = vocabulary.get(candidate);
    if (count === undefined || candidate.length < SHORTEST) continue;
    const likely = count * weight * (candidate[0] === word[0] ? FIRST_LETTER : 1);
    if (likely > score || (likely === score && found !== undefined && candidate < found)) {
      found = candidate;
      score = likely;
    }
  }
  return found;
}

/** All strings one edit away: a letter missing, swapped with its neighbour, wrong, or too many. */
function* edits(word: string): Generator<Candidate> {
  for (let at = 0; at <= word.length; at++) {
    const head = word.slice(0, at);
    const tail = word.slice(at);
    if (tail) yield [head + tail.slice(1), tail[0] === word[at - 1] ? LIKELY_SLIP : 1];
    if (tail.length > 1) yield [head + tail[1] + tail[0] + tail.slice(2), LIKELY_SLIP];
    for (const letter of LETTERS) {
      if (tail) yield [head + letter + tail.slice(1), 1];
      yield [head + letter + tail, LIKELY_SLIP];
    }
  }
}

/** The slips that are mended in the shortest words: a letter missing behind the first, or two swapped. */
function* shortEdits(word: string): Generator<Candidate> {
  for (let at = 1; at <= word.length; at++) {
    const head = word.slice(0, at);
    const tail = word.slice(at);
    if (tail.length > 1) yield [head + tail[1] + tail[0] + tail.slice(2), 1];
    for (const letter of LETTERS) yield [head + letter + tail, 1];
  }
}
