/** Whether words that were typed say the words of an answer: in any order, with typing errors. Pure. */
import { FIGURES } from '../../knowledge/numbers.ts';
import { distance } from '../../knowledge/spelling.ts';
import { split, stemOf } from '../../knowledge/words.ts';

type Word = { readonly word: string; readonly stem: string };

/** Lengths from which one slip, and two, are overlooked. */
const ONE_SLIP = 4;
const TWO_SLIPS = 8;
/** So many words more than the answer has are a talk, not an answer. */
const MOST_BESIDE = 8;
const NOT = new Set(['not', 'no', 'never', 'dont', 'doesnt', 'isnt', 'cant', 'cannot', 'wont', 'neither', 'nor', 'without']);

/** Whether the text says the wording. A negation in one of them alone makes it another answer. */
export function isSaying(text: string, wording: string): boolean {
  const said = wordsIn(text);
  const wanted = wordsIn(wording);
  if (wanted.length === 0 || said.length > wanted.length + MOST_BESIDE || isDenied(said) !== isDenied(wanted)) return false;
  const joined = said.map(({ word }) => word).join('');
  return wanted.every((word) => said.some((other) => isSame(word, other))) || joined === wanted.map(({ word }) => word).join('');
}

/** Of some wordings the places of those that the text says best; empty where it says none of them, several where it could be either. */
export function saidOf(text: string, wordings: readonly string[]): number[] {
  const said = wordsIn(text);
  const options = wordings.map(wordsIn);
  const exact = options.flatMap((words, at) => (isAlike(words, said) ? [at] : []));
  if (exact.length > 0) return exact;
  const weightOf = (word: Word) => 1 / Math.max(1, options.filter((words) => words.some((other) => isSame(word, other))).length);
  const scores = options.map((words) => {
    const shared = said.filter((word) => words.some((other) => isSame(word, other)));
    const known = said.filter((word) => options.some((option) => option.some((other) => isSame(word, other))));
    const isFit = known.length >= said.length * LEAST_KNOWN && isDenied(words) === isDenied(said);
    return isFit ? shared.reduce((sum, word) => sum + weightOf(word), 0) : 0;
  });
  const best = Math.max(...scores, 0);
  if (best < LEAST_SHARED) return [];
  return scores.flatMap((score, at) => (score * MARGIN >= best ? [at] : []));
}

/** So much of what was typed must stand in one of the options. */
const LEAST_KNOWN = 0.6;
const LEAST_SHARED = 0.5;
/** The best must be so much better than the next. */
const MARGIN = 1.25;

function isAlike(one: readonly Word[], other: readonly Word[]): boolean {
  return one.length === other.length && one.every((word, at) => isSame(word, other[at] as Word));
}

/** The same stem, or a slip away from the same word. Figures must be the same. */
function isSame(one: Word, other: Word): boolean {
  if (one.stem === other.stem) return true;
  const shorter = Math.min(one.word.length, other.word.length);
  if (shorter < ONE_SLIP || /\d/.test(one.word + other.word)) return false;
  const slips = shorter >= TWO_SLIPS ? 2 : 1;
  return Math.abs(one.word.length - other.word.length) <= slips && distance(one.word, other.word) <= slips;
}

function isDenied(words: readonly Word[]): boolean {
  return words.some(({ word }) => NOT.has(word));
}

/** The words of a text; articles say nothing. */
function wordsIn(text: string): Word[] {
  return split(text.replaceAll('%', ' percent '))
    .filter((word) => !ARTICLES.has(word))
    .map((word) => ({ word: FIGURES.get(word) ?? word, stem: stemOf(FIGURES.get(word) ?? word) }));
}

const ARTICLES = new Set(['a', 'an', 'the']);
