/** Promises that cannot be kept, in what somebody typed as agreed. Pure. */
import type { PolicyFile } from './schema.ts';
import { distance } from './spelling.ts';

export type OverPromise = { readonly problem: string; readonly instead: string };

/**
 * The first over-promise of policy.yaml in the text. Its words stand there whole, whatever capitals, apostrophes and endings, long ones with
 * a typing error too. Not what is refused ("we cannot guarantee it"), nor what the customer says or was told.
 */
export function overPromiseIn(text: string, { overPromises }: PolicyFile): OverPromise | undefined {
  const clauses = text.split(/[.,;:!?\n]+|\s[-–—]\s|\bbut\b/i).map(wordsIn);
  return overPromises.find(({ words }) => words.some((phrase) => clauses.some((clause) => isPromisedIn(clause, wordsIn(phrase)))));
}

function wordsIn(text: string): string[] {
  const plain = text
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/%|\bper cent\b/g, ' percent ');
  return plain.match(/[a-z0-9]+/g) ?? [];
}

function isPromisedIn(clause: readonly string[], phrase: readonly string[]): boolean {
  return clause.some(
    (_, at) =>
      phrase.every((word, place) => isSame(clause[at + place] ?? '', word, phrase.length)) &&
      !isRefused(clause.slice(0, at)) &&
      !isOfCustomer(clause.slice(0, at), clause[at + phrase.length] ?? ''),
  );
}

/** Shorter words stand as they are. */
const LEAST_FOR_ENDING = 4;
const LEAST_FOR_SLIP = 8;
/** In a phrase of three words and more, the others vouch for a shorter one. */
const LEAST_FOR_SLIP_IN_PHRASE = 5;
const LEAST_FOR_TWO_SLIPS = 9;

/** Whether a typed word is this one, with another ending or a typing error; "definite" is not "definitely", nor "guarantees" "guaranteed". */
function isSame(typed: string, word: string, wordsInPhrase: number): boolean {
  if (typed === word) return true;
  const hasEnding =
    word.length >= LEAST_FOR_ENDING && [`${word}s`, `${word}ing`, `${word.replace(/e$/, '')}ed`, `${word.replace(/e$/, '')}ing`].includes(typed);
  if (hasEnding) return true;
  const least = wordsInPhrase > 2 ? LEAST_FOR_SLIP_IN_PHRASE : LEAST_FOR_SLIP;
  if (Math.min(word.length, typed.length) < least || typed[0] !== word[0] || typed.at(-1) !== word.at(-1)) return false;
  return distance(typed, word) <= (word.length >= LEAST_FOR_TWO_SLIPS ? 2 : 1);
}

const NOT = 'not|cannot|cant|couldnt|wont|wouldnt|dont|didnt|doesnt|isnt|arent|never|nobody|without|unable|avoid|nothing|nor';
/** "we cannot guarantee that", "not able to promise you", "did not say that it will definitely". */
const REFUSED = new RegExp(`\\b(?:${NOT})(?: [a-z0-9]+){0,2}$|\\bno$|\\b(?:${NOT}) (?:say|saying|tell|told|promise|promised|mean)\\b`);

function isRefused(before: readonly string[]): boolean {
  return REFUSED.test(before.join(' '));
}

const CUSTOMER = '(?:customer|cust|she|he|they|lady|man|woman)';
const SAYS = new RegExp(
  `\\b${CUSTOMER} (?:just |only |still |also )?(?:wants?|wanted|asks?|asked|demands?|demanded|expects?|expected|says?|said|thinks?|thought|hopes?|hoped|believes?|claims?|would like|(?:was|were|had been|has been) (?:told|promised|assured|given))\\b`,
);
const DID = /^(?:wants?|wanted|asked|paid|bought|said|says|ordered|told|returned|sent|kept|rang|called|came|saw|has|had|needs|needed|did)$/;

/** "she wants it guaranteed", "she was told it will definitely come", "she definitely paid". */
function isOfCustomer(before: readonly string[], next: string): boolean {
  const said = before.join(' ');
  return SAYS.test(said) || (new RegExp(`\\b${CUSTOMER}$`).test(said) && DID.test(next));
}
