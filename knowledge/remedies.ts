/** Which remedies a customer has today, given what is told. Pure: the day and the clocks are arguments. */
import type { Told } from './clocks/shapes.ts';
import { forDamage, forDigital } from './remedies/digital.ts';
import { forGoods, forNoRightToSell } from './remedies/goods.ts';
import { insistOn } from './remedies/insist.ts';
import { forChangeOfMind } from './remedies/mind.ts';
import { forMisuse, forNotLiked, forOtherSale, forPointedOut, forTooLate } from './remedies/nothing.ts';
import { isNoConsumerSale, problemIn, questionsFor } from './remedies/questions.ts';
import { forBusinessPromise, forLateWork, forWork } from './remedies/services.ts';
import { type At, type Decision, line, type Outcome, type Remedies } from './remedies/shapes.ts';
import { choiceOf, kindOf } from './remedies/story.ts';

export { questionsFor } from './remedies/questions.ts';
export type { At, Decision, LastDay, Remedies } from './remedies/shapes.ts';
export { REMEDIES } from './remedies/shapes.ts';
export { CHOICES, choicesFor, DAYS, NOT_YET, PROBLEMS_OF } from './remedies/story.ts';

/**
 * The remedies open on the day `at.today`; or the questions still needed, or why the story cannot be.
 * What is told is in the questions of remedies.yaml; every line stands there too. A seller who is not told is a business:
 * who asks is on the seller's staff.
 */
export function remediesFor(told: Told, at: At): Decision {
  if (isNoConsumerSale(told)) return complete(forOtherSale(told), told);
  const impossible = problemIn(told, at);
  if (impossible) return { kind: 'impossible', ...impossible };
  const questions = questionsFor(told, at);
  if (questions.length > 0) return { kind: 'ask', questions };
  return complete(outcomeOf(told, at), told);
}

function outcomeOf(told: Told, at: At): Outcome {
  const problem = choiceOf(told, 'problem') ?? 'faulty';
  switch (problem) {
    case 'change-of-mind':
      return forChangeOfMind(told, at);
    case 'pointed-out':
      return forPointedOut();
    case 'misuse':
      return forMisuse();
    case 'not-liked':
      return forNotLiked();
    case 'late':
      return forLateWork();
    case 'damage':
      return forDamage();
    case 'business-promise':
      return forTooLate(told, at) ?? forBusinessPromise(told, at);
    case 'poor-work':
    case 'not-as-said':
      return forTooLate(told, at) ?? forWork(told, at);
    case 'right-to-sell':
      return forTooLate(told, at) ?? (kindOf(told) === 'digital' ? forDigital(told, at) : forNoRightToSell(told, at));
    case 'faulty':
    case 'not-as-described':
      return forTooLate(told, at) ?? (kindOf(told) === 'digital' ? forDigital(told, at) : forGoods(told, at));
    case 'fitting':
    case 'promise':
      return forTooLate(told, at) ?? forGoods(told, at);
  }
}

function complete(outcome: Outcome, told: Told): Remedies {
  const { open = [], closed = [] } = outcome;
  const insist = insistOn(outcome, told);
  const assumed = choiceOf(told, 'seller') || isNoConsumerSale(told) ? [] : [line('work-seller-assumed')];
  return {
    kind: 'remedies',
    headline: outcome.headline,
    open,
    closed,
    mayInsist: insist.mayInsist,
    mayNotInsist: insist.mayNotInsist,
    proof: outcome.proof,
    goodwill: line('goodwill'),
    policy: outcome.policy ?? line('policy'),
    working: [...outcome.working, ...assumed],
    cites: [...new Set([...outcome.cites, ...[...open, ...closed].flatMap(({ cites }) => cites), ...insist.cites])],
  };
}
