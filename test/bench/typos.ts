/** Typing errors made on purpose, the same for the same seed. Pure. */

/** Share of the words that get an error. */
const SHARE = 0.3;
/** Words of at least four letters; a word that touches a figure ("22nd") is none. */
const WORD = /(?<![\p{L}\p{N}])[a-z]{4,}(?![\p{L}\p{N}])/giu;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** A number from 0 up to 1, another one at each call. */
type Chance = () => number;

/**
 * The text with one error (a letter missing, doubled, wrong, or swapped with the next) in about 30 % of its words of four or more letters.
 * Figures, shorter words and everything between words stay as they are. Which words are hit depends on the text and the seed alone.
 */
export function withTypos(text: string, seed: number): string {
  const chance = chanceFrom(text, seed);
  return text.replace(WORD, (word) => (chance() < SHARE ? mistyped(word, chance) : word));
}

/** The word with one error, never the word itself. */
function mistyped(word: string, chance: Chance): string {
  const at = Math.floor(chance() * word.length);
  const [head, letter, tail] = [word.slice(0, at), word[at] ?? '', word.slice(at + 1)];
  const kind = Math.floor(chance() * 4);
  if (kind === 0) return head + tail;
  if (kind === 1) return head + letter + letter + tail;
  // The last letter, or one of a pair, has nothing to be swapped with: it comes out wrong instead.
  if (kind === 2 && tail && tail[0] !== letter) return head + tail[0] + letter + tail.slice(1);
  const others = [...LETTERS].filter((other) => other !== letter.toLowerCase());
  return head + others[Math.floor(chance() * others.length)] + tail;
}

/** Mulberry32, started from the text and the seed together, so that a row's errors do not depend on the rows before it. */
function chanceFrom(text: string, seed: number): Chance {
  let state = seed;
  for (const letter of text) state = (Math.imul(state, 31) + (letter.codePointAt(0) ?? 0)) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
