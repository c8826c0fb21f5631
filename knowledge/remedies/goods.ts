/** Remedies for goods that are faulty, not as described, badly fitted, short of a promise, or not the seller's to sell. */
import type { Day } from '../calendar.ts';
import type { Line, Told } from '../clocks/shapes.ts';
import { noDeductionUntil, presumedUntil, type ShortTerm, shortTermOf, untilCourt } from './counting.ts';
import { type At, type Closed, line, type Outcome, type Remedy, type RemedyId } from './shapes.ts';
import { choiceOf, dayOf, kindOf, type Problem } from './story.ts';

type Repair = NonNullable<ReturnType<typeof repairOf>>;

/** Goods whose remedies come in steps: the 30 days where they run, repair or replacement, then money off or final rejection. */
export function forGoods(told: Told, at: At): Outcome {
  const repair = repairOf(told) ?? 'none';
  const shortTerm = hasShortTerm(told) ? shortTermOf(told, at) : undefined;
  const rejectable = shortTerm?.open === true && repair !== 'asked' && repair !== 'working';
  return {
    headline: headlineOf(told, at, repair, rejectable, shortTerm),
    open: [
      ...(rejectable && shortTerm ? [rejectNow(shortTerm)] : []),
      ...(isLastStep(repair) ? [priceReduction(told, at), finalReject(told, at)] : []),
      ...mendingOpen(told, repair, at),
    ],
    closed: [
      ...(rejectable ? [] : [rejectClosed(told, repair, shortTerm)]),
      ...(isLastStep(repair) ? [] : lastStepClosed(repair)),
      ...mendingClosed(told, repair),
    ],
    proof: proofOf(told, at, rejectable),
    working: workingOf(told, at, shortTerm),
    cites: leadingCites(told, repair, rejectable),
  };
}

/** Goods that the seller had no right to sell: rejection with no 30-day limit. */
export function forNoRightToSell(told: Told, at: At): Outcome {
  return {
    headline: line('head-no-right-to-sell'),
    open: [
      {
        remedy: 'reject-no-right-to-sell',
        chooses: line('who-customer'),
        gives: line('gives-all-no-limit'),
        ...untilCourt(told, at),
        cites: ['cra-17', 'cra-20a', 'cra-lim'],
      },
    ],
    proof: line('proof-right-to-sell'),
    working: [],
    cites: ['cra-17'],
  };
}

/** The step at which money opens: one repair failed, none is to be had, or it was not done as it should be. */
export function isLastStep(repair: string): boolean {
  return ['failed', 'impossible', 'refused', 'too-long'].includes(repair);
}

function repairOf(told: Told) {
  return choiceOf(told, 'repair');
}

function hasShortTerm(told: Told): boolean {
  return ['faulty', 'not-as-described'].includes(choiceOf(told, 'problem') ?? '');
}

function isPerishable(told: Told): boolean {
  return kindOf(told) === 'perishable';
}

function headlineOf(told: Told, at: At, repair: Repair, rejectable: boolean, shortTerm: ShortTerm | undefined): Line {
  const last = shortTerm?.last;
  switch (repair) {
    case 'none':
      if (rejectable && last) return line(isPerishable(told) ? 'head-reject-perishable' : 'head-reject', { last });
      if (last && isPerishable(told)) return line('head-replace-first', { last });
      if (last) return line(at.today <= presumedUntil(told, at) ? 'head-repair-first' : 'head-repair-after-6-months', { last });
      return line(choiceOf(told, 'problem') === 'fitting' ? 'head-fitting-first' : 'head-promise-first');
    case 'asked':
      return line(isPerishable(told) || choiceOf(told, 'asked-for') === 'replacement' ? 'head-awaiting-replacement' : 'head-awaiting-repair');
    case 'working':
      return line('head-works');
    case 'failed':
      return rejectable && last ? line('head-failed-in-time', { last }) : line('head-failed');
    case 'impossible':
      return line(rejectable ? 'head-last-step-in-time' : 'head-impossible');
    case 'refused':
      return line(rejectable ? 'head-last-step-in-time' : 'head-refused');
    case 'too-long':
      return line(rejectable ? 'head-last-step-in-time' : 'head-too-long');
  }
}

function rejectNow({ last, stopped }: ShortTerm): Remedy {
  return {
    remedy: 'short-term-reject',
    chooses: line('who-customer'),
    gives: line('gives-all'),
    ...(stopped ? { until: line('until-stopped') } : { until: line('until-day', { last }), closes: last }),
    cites: stopped ? ['cra-22', 'cra-22b', 'cra-23a', 'cra-20b', 'cra-20a'] : ['cra-22', 'cra-20b', 'cra-20a'],
  };
}

function rejectClosed(told: Told, repair: Repair, shortTerm: ShortTerm | undefined): Closed {
  const closed = (why: Line, cites: readonly string[], day?: Day): Closed => ({
    remedy: 'short-term-reject',
    why,
    ...(day ? { closed: day } : {}),
    cites,
  });
  if (!shortTerm) {
    const fitting = choiceOf(told, 'problem') === 'fitting';
    return fitting ? closed(line('why-fitting'), ['cra-15']) : closed(line('why-promise'), ['cra-19a']);
  }
  if (repair === 'working') return closed(line('why-works'), ['cra-22b']);
  if (shortTerm.stopped) return closed(line('why-waiting'), ['cra-22b', 'cra-23a']);
  const { last } = shortTerm;
  return isPerishable(told)
    ? closed(line('why-perished', { last }), ['cra-22a', 'cra-20'], last)
    : closed(line('why-30-days-over', { last }), ['cra-22', 'cra-20'], last);
}

function priceReduction(told: Told, at: At): Remedy {
  return {
    remedy: 'price-reduction',
    chooses: line('who-customer-one-of-two'),
    gives: line('gives-price-reduction'),
    ...untilCourt(told, at),
    cites: ['cra-24', 'cra-20a', 'cra-lim'],
  };
}

function finalReject(told: Told, at: At): Remedy {
  return {
    remedy: 'final-reject',
    chooses: line('who-customer-one-of-two'),
    gives: refundAfterUse(told, at),
    ...untilCourt(told, at),
    cites: ['cra-24', 'cra-24b', 'cra-20a', 'cra-lim'],
  };
}

function refundAfterUse(told: Told, at: At): Line {
  const last = noDeductionUntil(told, at);
  if (!last) return line('gives-less-use-vehicle');
  return at.today <= last ? line('gives-all-no-use-yet', { last }) : line('gives-less-use', { last });
}

function lastStepClosed(repair: Repair): Closed[] {
  const why = line(repair === 'working' ? 'why-works' : repair === 'asked' ? 'why-repair-under-way' : 'why-repair-first');
  const cites = repair === 'asked' ? ['cra-24', 'cra-23a'] : ['cra-24'];
  return (['price-reduction', 'final-reject'] as const).map((remedy) => ({ remedy, why, cites }));
}

/** What mending these goods can mean: nobody repairs a lettuce. */
function mendings(told: Told): readonly RemedyId[] {
  return isPerishable(told) ? ['replacement'] : ['repair', 'replacement'];
}

function askedFor(told: Told): RemedyId {
  return isPerishable(told) ? 'replacement' : (choiceOf(told, 'asked-for') ?? 'repair');
}

function mendingOpen(told: Told, repair: Repair, at: At): Remedy[] {
  if (repair === 'working' || repair === 'impossible') return [];
  if (repair === 'asked') {
    return [
      {
        remedy: askedFor(told),
        chooses: line('who-has-chosen'),
        gives: line('gives-mending'),
        until: line('until-reasonable-time'),
        cites: ['cra-23', 'cra-23a'],
      },
    ];
  }
  const chooses = repair === 'none' ? (isPerishable(told) ? 'who-customer' : 'who-customer-between') : 'who-customer-if-wanted';
  return mendings(told).map((remedy) => ({
    remedy,
    chooses: line(chooses),
    gives: line('gives-mending'),
    ...untilCourt(told, at),
    cites: ['cra-23', 'cra-lim'],
  }));
}

function mendingClosed(told: Told, repair: Repair): Closed[] {
  const closed = (remedies: readonly RemedyId[], why: string, cites: readonly string[]) =>
    remedies.map((remedy) => ({ remedy, why: line(why), cites }));
  const unrepairable = isPerishable(told) ? closed(['repair'], 'why-no-repair-of-food', ['cra-23']) : [];
  if (repair === 'working') return [...closed(mendings(told), 'why-works', ['cra-23']), ...unrepairable];
  if (repair === 'impossible') return [...closed(mendings(told), 'why-impossible', ['cra-23']), ...unrepairable];
  if (repair !== 'asked') return unrepairable;
  return [
    ...closed(
      mendings(told).filter((remedy) => remedy !== askedFor(told)),
      'why-asked-for-other',
      ['cra-23a'],
    ),
    ...unrepairable,
  ];
}

function proofOf(told: Told, at: At, rejectable: boolean): Line {
  const last = presumedUntil(told, at);
  if (isPerishable(told)) return rejectable ? line('proof-perishable-reject') : line('proof-perishable');
  if (rejectable) return line('proof-reject', { last });
  return at.today <= last ? line('proof-presumed', { last }) : line('proof-after-6-months', { last });
}

function workingOf(told: Told, at: At, shortTerm: ShortTerm | undefined): Line[] {
  const delivered = dayOf(told, 'delivered');
  const deduction = isLastStep(repairOf(told) ?? 'none') ? noDeductionUntil(told, at) : undefined;
  return [
    ...(delivered ? [line('work-delivered', { delivered })] : []),
    ...(shortTerm ? [workingOfReject(told, shortTerm)] : []),
    ...(isPerishable(told) ? [] : [line('work-6-months', { last: presumedUntil(told, at) })]),
    ...(deduction ? [line('work-no-deduction', { last: deduction })] : []),
  ];
}

function workingOfReject(told: Told, { last, stopped }: ShortTerm): Line {
  if (stopped) return line('work-stopped');
  if (isPerishable(told)) return line('work-perishable', { last });
  return line(dayOf(told, 'repair-back') ? 'work-30-days-with-repair' : 'work-30-days', { last });
}

const SHOWN_BY: { readonly [problem in Problem]?: readonly string[] } = {
  faulty: ['cra-09'],
  'not-as-described': ['cra-11'],
  fitting: ['cra-15'],
  promise: ['cra-19a'],
};

/** The provision that decides the headline first, then those on which the case rests. */
function leadingCites(told: Told, repair: Repair, rejectable: boolean): readonly string[] {
  const breach = SHOWN_BY[choiceOf(told, 'problem') ?? 'faulty'] ?? [];
  const deciding = {
    none: 'cra-23',
    asked: 'cra-23a',
    working: 'cra-23',
    failed: 'cra-24',
    impossible: 'cra-24',
    refused: 'cra-24',
    'too-long': 'cra-24',
  };
  const first = rejectable && repair === 'none' ? (isPerishable(told) ? ['cra-22a', 'cra-22'] : ['cra-22']) : [deciding[repair]];
  return [...first, ...breach, ...(hasShortTerm(told) ? ['cra-19'] : ['cra-19a']), 'cra-19b'];
}
