/** What a typed message answers to the open question of a quiz, in every form that people use. Pure. */
import { type Day, plusDays } from '../../knowledge/calendar.ts';
import { datesIn } from '../../knowledge/dates.ts';
import type { Question, QuizFile } from '../../knowledge/schema.ts';
import { split } from '../../knowledge/words.ts';
import { amountIn, isAmountAlone } from './amount.ts';
import type { Certainty, Given } from './quiz.ts';
import { picksOf, type Shown } from './shown.ts';
import { saidOf } from './wording.ts';

export type Answering = {
  /** Places of options in the content, or what was typed. Too few where more are wanted. */
  readonly given: Given;
  /** How plainly it is an answer: a letter, number or the whole wording, or words of it only. */
  readonly isPlain: boolean;
  readonly sure?: Certainty;
};

/** @returns the answer, 'unclear' where it could be more than one, undefined where it is none */
export function answerIn(question: Question, shown: Shown, text: string, words: QuizFile): Answering | 'unclear' | undefined {
  const { rest, sure } = withoutCertainty(text, words.certainties);
  const found = shown.length > 0 ? pickedIn(question, shown, rest, words.fillers) : typedIn(question, rest, words.fillers);
  return found === undefined || found === 'unclear' ? found : { ...found, ...(sure && { sure }) };
}

/** How sure a message says to be, and the message without those words. */
export function withoutCertainty(text: string, certainties: QuizFile['certainties']): { readonly rest: string; readonly sure?: Certainty } {
  const said = ` ${split(text).join(' ')} `;
  const found = certainties
    .flatMap(({ certainty, words }) => words.map((word) => ({ certainty, phrase: split(word).join(' ') })))
    .filter(({ phrase }) => said.includes(` ${phrase} `))
    .sort((a, b) => b.phrase.length - a.phrase.length)[0];
  if (!found) return { rest: text };
  const pattern = new RegExp(`[,;.]?\\s*\\b${found.phrase.split(' ').map(letterwise).join('[^a-z0-9]+')}\\b\\s*[,;.]?`, 'i');
  return { rest: text.replace(pattern, ' ').trim(), sure: found.certainty };
}

/** "im" also as "i'm" and "I’m". */
function letterwise(word: string): string {
  return [...word].join("['’]?");
}

/** Letters, numbers, ordinals, or words of the options. */
function pickedIn(question: Question, shown: Shown, text: string, fillers: readonly string[]): Omit<Answering, 'sure'> | 'unclear' | undefined {
  const wanted = picksOf(question);
  const signs = signsIn(question, text, shown.length, fillers);
  if (signs === 'unclear') return 'unclear';
  if (signs) return placesOf(shown, signs, wanted);
  if (question.kind === 'true-false') return truthIn(text, fillers);
  if (wanted === 1) {
    const said = saidOf(text, wordings(shown));
    if (said.length === 0) return undefined;
    return said.length > 1 ? 'unclear' : { given: [shown[said[0] as number]?.place ?? ''], isPlain: split(text).length > 1 };
  }
  return severalSaid(question, shown, text, wanted);
}

function wordings(shown: Shown): string[] {
  return shown.map((option) => option.text);
}

function placesOf(shown: Shown, signs: readonly number[], wanted: number): Omit<Answering, 'sure'> | 'unclear' {
  const places = [...new Set(signs)].map((at) => shown[at]?.place ?? '');
  return places.length > wanted ? 'unclear' : { given: places, isPlain: true };
}

/** Places on screen that letters, figures and ordinals name, where there is nothing else in the message. */
function signsIn(question: Question, text: string, options: number, fillers: readonly string[]): number[] | 'unclear' | undefined {
  const pairs = question.kind === 'match' ? matchedSigns(text, options) : undefined;
  if (pairs) return pairs;
  const typed = split(text.replace(/[&+/]/g, ' and '));
  const words = withoutFillers(typed, fillers);
  if (words.length === 0) return typed.length === 1 && typed[0] === 'one' ? [0] : typed.join(' ') === 'the one' ? [0] : undefined;
  const except = words.findIndex((word) => EXCEPT.has(word));
  if (except >= 0 && words.slice(0, except).every((word) => ALL.has(word))) {
    const out = words.slice(except + 1).flatMap((word) => signOf(word, options) ?? []);
    if (out.length > 0) return Array.from({ length: options }, (_, at) => at).filter((at) => !out.includes(at));
  }
  if (question.kind === 'several' && words.every((word) => ALL.has(word))) return Array.from({ length: options }, (_, at) => at);
  const [only = ''] = words;
  if (words.length === 1 && picksOf(question) > 1 && isRun(only, options)) return [...only].map((sign) => signOf(sign, options) as number);
  const isEither = words.includes('or');
  const signs = words.filter((word) => !JOINING.has(word)).map((word) => signOf(word, options));
  if (signs.length === 0 || signs.some((sign) => sign === undefined)) return undefined;
  return isEither ? 'unclear' : (signs as number[]);
}

/** "bdac", "2413". */
function isRun(word: string, options: number): boolean {
  return (
    word.length > 1 && word.length <= options && new Set(word).size === word.length && [...word].every((sign) => signOf(sign, options) !== undefined)
  );
}

const JOINING = new Set(
  ['and', 'then', 'plus', 'or', 'also', 'with', 'first', 'next', 'finally', 'followed', 'by'].filter((word) => word !== 'first'),
);
const ALL = new Set(['all', 'everything', 'them', 'of', 'four', 'every']);
const EXCEPT = new Set(['but', 'except', 'bar', 'apart']);
const ORDINALS = [
  ['first', '1st', 'one', 'top'],
  ['second', '2nd', 'two'],
  ['third', '3rd', 'three'],
  ['fourth', '4th', 'four'],
  ['fifth', '5th', 'five'],
  ['sixth', '6th', 'six'],
];
const LAST = new Set(['last', 'bottom', 'final']);

/** The place, from 0, that a letter, figure or ordinal names; undefined for other words. */
function signOf(word: string, options: number): number | undefined {
  const at = /^[a-f]$/.test(word)
    ? word.charCodeAt(0) - 97
    : /^[1-6]$/.test(word)
      ? Number(word) - 1
      : LAST.has(word)
        ? options - 1
        : ORDINALS.findIndex((names) => names.includes(word));
  return at >= 0 && at < options ? at : undefined;
}

/** "1c 2a 3b", "1-c, 2-a", "1 is c": for each left side from the first, the place on screen of its right side; 'unclear' where one between is missing. */
function matchedSigns(text: string, options: number): number[] | 'unclear' | undefined {
  const pairs = [...text.toLowerCase().matchAll(/\b([1-6])\s*(?:[-–=:.)>]+|is|goes with|with|to|and)?\s*([a-f])\b/g)];
  if (pairs.length === 0) return undefined;
  const signs = pairs.map((_, left) => signOf(pairs.find(([, figure]) => Number(figure) === left + 1)?.[2] ?? '', options));
  return signs.every((sign) => sign !== undefined) ? (signs as number[]) : 'unclear';
}

/** Without "the answer is", "i think its", "option", "please": the words that only carry an answer. */
function withoutFillers(words: readonly string[], fillers: readonly string[]): string[] {
  let said = ` ${words.join(' ')} `;
  for (const filler of [...fillers].sort((a, b) => b.length - a.length)) said = said.replaceAll(` ${split(filler).join(' ')} `, ' ');
  const left = said.trim().split(' ').filter(Boolean);
  // "B but just a guess", without the guess.
  if (left.length > 1 && left.at(-1) === 'but') left.pop();
  // "The second one": its "one" is no figure.
  return left.length > 1 && (left.at(-1) === 'one' || left.at(-1) === 'ones') ? left.slice(0, -1) : left;
}

const YES = new Set(['true', 'yes', 'yep', 'yeah', 'yup', 'correct', 'right', 't', 'y', 'ye', 'aye', 'si', 'ture', 'treu', 'tru']);
const NO = new Set(['false', 'no', 'nope', 'nah', 'wrong', 'incorrect', 'f', 'n', 'untrue', 'flase', 'fales', 'fasle', 'nay']);

function truthIn(text: string, fillers: readonly string[]): Omit<Answering, 'sure'> | 'unclear' | undefined {
  const words = withoutFillers(split(text), [...fillers, 'thats', 'it', 'is', 'this', 'that', 'statement', 'definitely', 'not a']);
  const isDenied = words.some((word) => DENYING.has(word));
  const yes = words.some((word) => YES.has(word));
  const no = words.some((word) => NO.has(word));
  const others = words.filter((word) => !YES.has(word) && !NO.has(word) && !DENYING.has(word));
  if (words.length > MOST_TRUTH_WORDS || others.length >= FEWEST_OTHER_WORDS || (!yes && !no)) return undefined;
  if (yes && no) return 'unclear';
  return { given: [yes !== isDenied ? '0' : '1'], isPlain: true };
}

const DENYING = new Set(['not', 'isnt', 'cant']);
const MOST_TRUTH_WORDS = 4;
/** So many words beside it are a talk about something: "what i got wrong". */
const FEWEST_OTHER_WORDS = 3;

/** Several options by their words, parted by commas, "and" or "then". */
function severalSaid(question: Question, shown: Shown, text: string, wanted: number): Omit<Answering, 'sure'> | 'unclear' | undefined {
  const parts = text.split(/\s*(?:[,;\n>]|->|\band\b|\bthen\b)\s*/i).filter((part) => split(part).length > 0);
  const found = question.kind === 'match' ? matchedSaid(question, shown, text) : parts.map((part) => saidOf(part, wordings(shown)));
  if (found.length === 0 || found.every((places) => places.length === 0)) return undefined;
  if (found.some((places) => places.length !== 1)) return 'unclear';
  const places = [...new Set(found.flat())];
  if (question.kind !== 'several' && places.length !== wanted) return 'unclear';
  return { given: places.map((at) => shown[at]?.place ?? ''), isPlain: true };
}

/** "CSAT goes with one visit, NPS with loyalty": for each left side the right sides that stand beside it. */
function matchedSaid(question: Extract<Question, { kind: 'match' }>, shown: Shown, text: string): number[][] {
  const lefts = question.pairs.map(({ left }) => left);
  const clauses = text.split(/[,;\n]+/).map((clause) => clause.split(/\s(?:goes with|with|to|is|means|=)\s|[:=]|\s[-–>]+\s/i));
  return lefts.map((_, at) => {
    const clause = clauses.find(([left = '']) => saidOf(left, lefts).join() === String(at));
    return clause ? saidOf(clause.slice(1).join(' '), wordings(shown)) : [];
  });
}

/** A number, a day or words. */
function typedIn(question: Question, text: string, fillers: readonly string[]): Omit<Answering, 'sure'> | undefined {
  switch (question.kind) {
    case 'number': {
      const amount = amountIn(text, question.unit);
      return amount === undefined ? undefined : { given: [String(amount)], isPlain: isAmountAlone(withoutFillers(split(text), fillers)) };
    }
    case 'date': {
      // A day without a year lies near the right one.
      const near = new Date(`${plusDays(question.answer as Day, NEAR_DAYS)}T12:00:00Z`);
      const [date, ...others] = datesIn(text.replace(MONTH_FIRST, '$2 $1'), near);
      const isDay = date !== undefined && others.length === 0 && /\d/.test(date.typed);
      return isDay ? { given: [date.from], isPlain: split(text).length <= MOST_DATE_WORDS } : undefined;
    }
    case 'short':
      return split(text).length > 0 ? { given: [text.trim()], isPlain: false } : undefined;
    case 'one':
    case 'several':
    case 'true-false':
    case 'order':
    case 'match':
      return undefined;
  }
}

/** "November 19": a day, and no year. */
const MONTH_FIRST = /\b((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.? (\d{1,2})(?:st|nd|rd|th)?\b(?![/.:-]\d)/i;
const MOST_DATE_WORDS = 7;
const NEAR_DAYS = 60;
