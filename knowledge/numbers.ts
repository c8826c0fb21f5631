/** Numbers in words. */

const UNITS = 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
  ' ',
);
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** "one" to "nineteen", "twenty" … "ninety" → their value; "twenty nine" → 29. @returns NaN for other words */
export function numberIn(words: string): number {
  return words.split(/[ -]/).reduce((sum, word) => sum + figureOf(word), 0);
}

/** Matches a number in words from 1 to 19, and from 20 to 99. */
export const SMALL_NUMBER = `(?:${UNITS.join('|')})`;
export const LARGE_NUMBER = `(?:${TENS.join('|')})(?:[ -](?:${UNITS.slice(0, 9).join('|')}))?`;

/** The figure for a number word, such as `5` for "five"; "one" is more often a pronoun and stays. */
export const FIGURES: ReadonlyMap<string, string> = new Map([...UNITS.slice(1), ...TENS].map((word) => [word, String(figureOf(word))]));

function figureOf(word: string): number {
  if (TENS.includes(word)) return (TENS.indexOf(word) + 2) * 10;
  return UNITS.includes(word) ? UNITS.indexOf(word) + 1 : Number.NaN;
}
