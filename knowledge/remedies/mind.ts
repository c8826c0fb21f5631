/** A change of mind: 14 days for distance and off-premises sales, nothing in a shop. */
import type { Day } from '../calendar.ts';
import type { Line, Told } from '../clocks/shapes.ts';
import { cancelUntil } from './counting.ts';
import { type At, type Closed, line, type Outcome } from './shapes.ts';
import { choiceOf, dayOf, isUsedUp, kindOf, notYetDelivered } from './story.ts';

export function forChangeOfMind(told: Told, at: At): Outcome {
  if (choiceOf(told, 'where') === 'shop') return none('head-shop', closed(line('why-shop'), ['cra-mind']), ['cra-mind'], line('policy-shop'));
  if (choiceOf(told, 'exempt') === 'yes') return none('head-exempt', closed(line('why-exempt'), EXEMPT), EXEMPT);
  if (isUsedUp(told)) {
    return kindOf(told) === 'service'
      ? none('head-finished', closed(line('why-finished'), ['ccr-36']), ['ccr-36', 'ccr-29'])
      : none('head-downloaded', closed(line('why-downloaded'), ['ccr-37']), ['ccr-37', 'ccr-29']);
  }
  const informed = choiceOf(told, 'informed');
  const last = cancelUntil(told, at, informed ?? 'yes');
  if (last && at.today > last) {
    const cites = ['ccr-29', 'ccr-31', 'ccr-32'];
    return none(
      'head-cancel-over',
      closed(line('why-cancel-over', { last }), cites, last),
      cites,
      undefined,
      { last },
      workingOf(told, last, informed),
    );
  }
  return {
    headline: last ? line('head-cancel', { last }) : line('head-cancel-not-delivered'),
    open: [
      {
        remedy: 'cancel-14-days',
        chooses: line('who-customer-no-reason'),
        gives: line(givesOf(told)),
        ...(last ? { until: line('until-day', { last }), closes: last } : { until: line('until-14-after-delivery') }),
        cites: CITES_OPEN,
      },
    ],
    proof: line('proof-cancel'),
    working: workingOf(told, last, informed),
    cites: ['ccr-29', 'ccr-27'],
  };
}

const PROOF: { readonly [headline: string]: string } = { 'head-shop': 'proof-shop', 'head-cancel-over': 'proof-cancel' };
const EXEMPT = ['ccr-28', 'ccr-28a', 'ccr-27', 'ccr-06'];
const CITES_OPEN = ['ccr-29', 'ccr-31', 'ccr-34'];

function givesOf(told: Told): string {
  const kind = kindOf(told);
  if (kind === 'digital') return 'gives-cancel-digital';
  if (kind !== 'service') return 'gives-cancel-goods';
  return choiceOf(told, 'informed') === 'no' ? 'gives-cancel-service-all' : 'gives-cancel-service';
}

function none(
  headline: string,
  over: Closed,
  cites: readonly string[],
  policy?: Line,
  values: Line['values'] = {},
  working: readonly Line[] = [],
): Outcome {
  return {
    headline: line(headline, values),
    closed: [over],
    proof: line(PROOF[headline] ?? 'proof-no-cancelling'),
    working,
    cites,
    ...(policy ? { policy } : {}),
  };
}

function closed(why: Line, cites: readonly string[], day?: Day): Closed {
  return { remedy: 'cancel-14-days', why, ...(day ? { closed: day } : {}), cites };
}

function workingOf(told: Told, last: Day | undefined, informed: string | undefined): Line[] {
  if (!last || notYetDelivered(told)) return [line('work-not-delivered')];
  const delivered = dayOf(told, 'delivered');
  const contract = dayOf(told, 'contract');
  const from = delivered ? line('work-delivered', { delivered }) : contract ? line('work-contract', { contract }) : undefined;
  const how = informed === 'no' ? 'work-never-informed' : informed === 'later' ? 'work-informed-later' : 'work-14-days';
  return [...(from ? [from] : []), line(how, { last }), ...(informed === undefined ? [line('work-informed-assumed')] : [])];
}
