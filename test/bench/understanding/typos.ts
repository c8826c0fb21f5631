/** Typing errors, made the same way each time. */

/** Share of the words that get one. */
const SHARE = 0.3;
/** Shorter words are left alone: one edit makes another real word of most of them. */
const SHORTEST = 4;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** The text with one edit (a letter missing, doubled up by another, wrong, or swapped with the next) in about a third of its longer words. */
export function mistyped(text: string, chance: () => number): string {
  return text.replace(/[a-z]+/gi, (word) => (word.length >= SHORTEST && chance() < SHARE ? slip(word, chance) : word));
}

function slip(word: string, chance: () => number): string {
  const at = Math.floor(chance() * word.length);
  const letter = LETTERS[Math.floor(chance() * LETTERS.length)] ?? 'e';
  const [head, tail] = [word.slice(0, at), word.slice(at)];
  switch (Math.floor(chance() * 4)) {
    case 0:
      return head + tail.slice(1);
    case 1:
      return head + letter + tail;
    case 2:
      return head + letter + tail.slice(1);
    default:
      return at + 1 < word.length ? head + tail[1] + tail[0] + tail.slice(2) : word.slice(0, -2) + word.slice(-1) + word.slice(-2, -1);
  }
}
