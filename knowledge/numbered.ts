/** The number of a piece of law in a message: "s22", "section 15(3)", "ss 9-11", "sch 2", "164A" beside the name of an Act. Pure. */
import { LARGE_NUMBER, numberIn, SMALL_NUMBER } from './numbers.ts';

export const SIGN = { section: 's.', regulation: 'reg.', article: 'Art.', schedule: 'Sch.' } as const;
export type Unit = keyof typeof SIGN;

/** What a message numbers. */
export type Numbered = {
  /** Undefined for a number beside the name of an Act and nothing else. */
  readonly unit: Unit | undefined;
  /** "22", "164A": one, or the first and the last of each run of several. */
  readonly runs: readonly (readonly [from: string, to: string])[];
  /** The subsection and what stands behind it, as typed: "(3)", "(1)(f)"; '' where none is said. */
  readonly sub: string;
  /** The words of the message that say it. */
  readonly match: string;
};

/** Stands in a message where the name of an Act was. */
export const ACT = '\uE000';

const UNITS = 'sections|section|sect|sec|ss|s|articles|article|arts|art|regulations|regulation|regs|reg|schedules|schedule|sched|schs|sch';
const NUMBER = String.raw`\d{1,6}(?:z?[a-j]{1,2})?(?![a-z0-9])`;
const SUB = String.raw`(?:\s*\(\s*\w{1,4}\s*\))*`;
/** No length of time, amount or count of things ("30 day rule", "7 principles") is a number of law. */
const NO_COUNT = String.raw`(?!\s*(?:%|(?:hours?|hrs?|days?|weeks?|wks?|months?|mths?|years?|yrs?|p|pounds?|quid)\b|(?!says|covers|does|is|as|thanks)[a-z]{3,}s\b))`;
const NEXT = String.raw`(?:\s*(?:-|–|—|to|through|and|&|,|or)\s*(?:(?:${UNITS})\.?\s*)?${NUMBER}${SUB}${NO_COUNT})*`;
const WITH_UNIT = new RegExp(String.raw`(?<![a-z0-9])(${UNITS})(?:\.|(?![a-z]))\s*(?:(?:number|no)\b\.?\s*)?(${NUMBER})(${SUB})(${NEXT})`);
const BEHIND = new RegExp(String.raw`${ACT}[\s,:]*(${NUMBER})(${SUB})(${NEXT})${NO_COUNT}(?! of\b)`);
const BEFORE = new RegExp(String.raw`(?<![£$€\d.a-z])(${NUMBER})(${SUB})(${NEXT})\s*,?\s*(?:(?:of|in|from) )?${ACT}`);
/** Phones, cars and clothes have numbers like sections. */
const MODEL =
  /\b(?:samsung|galaxy|audi|tesla|model|tab|mercedes|jaguar|volvo|size)\s+s\s?\d+\w*|\bs\s?\d+(?=\s*(?:ultra|plus|fe|edge|phones?|mobiles?|handsets?|tablets?)\b)/g;

/** @param text a message as {@link spelledOut} gives it, with {@link ACT} where the name of an Act was */
export function numberedIn(text: string): Numbered | undefined {
  const found = WITH_UNIT.exec(text);
  if (found) return { unit: unitOf(found[1] ?? ''), runs: runsIn(`${found[2]}${found[4]}`), sub: bare(found[3]), match: found[0] };
  const beside = BEHIND.exec(text) ?? BEFORE.exec(text);
  return beside ? { unit: undefined, runs: runsIn(`${beside[1]}${beside[3]}`), sub: bare(beside[2]), match: beside[0] } : undefined;
}

/** "22-24, 26" → 22 to 24 and 26. */
function runsIn(numbers: string): [string, string][] {
  const plain = numbers.replace(/\([^)]*\)/g, ' ');
  const runs = plain.matchAll(new RegExp(String.raw`(${NUMBER})(?:\s*(?:-|–|—|to|through)\s*(?:(?:${UNITS})\.?\s*)?(${NUMBER}))?`, 'g'));
  return [...runs].map(([, from = '', to = from]) => [from.toUpperCase(), to.toUpperCase()]);
}

function bare(text = ''): string {
  return text.replace(/\s/g, '');
}

/** Negative where `a` comes before `b`: 9 before 19, 19 before 19A. */
export function inOrder(a: string, b: string): number {
  return Number.parseInt(a, 10) - Number.parseInt(b, 10) || Number(a > b) - Number(a < b);
}

function unitOf(word: string): Unit {
  if (word.startsWith('sch')) return 'schedule';
  if (word.startsWith('r')) return 'regulation';
  return word.startsWith('a') ? 'article' : 'section';
}

const YEAR_IN_WORDS = /\btwenty (ten|thirteen|fifteen|eighteen|twenty four|twenty five)\b/g;
const LARGE = new RegExp(`\\b${LARGE_NUMBER}\\b`, 'g');
const SMALL = new RegExp(`(?<=\\b(?:section|article|regulation|schedule|reg|art) )${SMALL_NUMBER}\\b`, 'g');

/** Lower case, with numbers in words written as figures: "section twenty nine … act twenty fifteen" → "section 29 … act 2015". */
export function spelledOut(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(ACT, ' ')
    .replace(/[’']/g, '')
    .replace(/\s*&\s*|\s+/g, (gap) => (gap.includes('&') ? ' and ' : ' '))
    .replace(/§+/g, ' section ')
    .replace(YEAR_IN_WORDS, (_, year: string) => String(2000 + numberIn(year)))
    .replace(LARGE, (words: string) => String(numberIn(words)))
    .replace(SMALL, (word: string) => String(numberIn(word)))
    .replace(MODEL, ' phone ');
}

/** "164 a" → "164a" where nothing or the name of an Act follows: "section 5 a customer" has no letter. */
export function lettersJoined(text: string): string {
  return text.replace(LETTER_APART, '$1$2');
}

const LETTER_APART = new RegExp(String.raw`(\d) ([a-d])(?=\s*[?.!]*$| of\b|\s*${ACT})`);
