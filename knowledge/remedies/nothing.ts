/** Cases in which consumer law gives no remedy. */
import type { Told } from '../clocks/shapes.ts';
import { courtLimitOf } from './counting.ts';
import { type At, line, type Outcome } from './shapes.ts';
import { choiceOf } from './story.ts';

/** A sale that is none of a business to a consumer. */
export function forOtherSale(told: Told): Outcome {
  return choiceOf(told, 'seller') === 'private'
    ? {
        headline: line('head-private-seller'),
        proof: line('proof-private-seller'),
        working: [],
        cites: ['nb-sga', 'cra-02a'],
        policy: line('policy-other'),
      }
    : {
        headline: line('head-business-buyer'),
        proof: line('proof-business-buyer'),
        working: [],
        cites: ['cra-02', 'nb-sga', 'nb-sgsa'],
        policy: line('policy-contract'),
      };
}

export function forPointedOut(): Outcome {
  return { headline: line('head-pointed-out'), proof: line('proof-pointed-out'), working: [], cites: ['cra-09a', 'cra-09'] };
}

export function forMisuse(): Outcome {
  return { headline: line('head-misuse'), proof: line('proof-misuse'), working: [], cites: ['cra-09', 'cra-19b'] };
}

/** A service done with care whose result is not liked. */
export function forNotLiked(): Outcome {
  return { headline: line('head-not-liked'), proof: line('proof-service'), working: [], cites: ['cra-49', 'cra-50'] };
}

/** A claim for which the time to go to court is over; undefined while it is not. */
export function forTooLate(told: Told, at: At): Outcome | undefined {
  const limit = courtLimitOf(told, at);
  if (!limit || at.today <= limit.long) return undefined;
  const scotland = choiceOf(told, 'nation') === 'scotland';
  return {
    headline: line(scotland ? 'head-too-late-scotland' : 'head-too-late', { last: limit.long }),
    proof: line('proof-too-late'),
    working: [line(scotland ? 'work-court-scotland' : 'work-court', { last: limit.long })],
    cites: ['cra-lim'],
  };
}
