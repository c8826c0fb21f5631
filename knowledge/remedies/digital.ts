/** Remedies for downloads, apps and streams: no rejection, and one failed repair alone opens no money. */
import type { Line, Told } from '../clocks/shapes.ts';
import { presumedUntil, untilCourt } from './counting.ts';
import { type At, type Closed, line, type Outcome, type Remedy, type RemedyId } from './shapes.ts';
import { choiceOf, dayOf, isFreeContent } from './story.ts';

const MENDINGS = ['repair', 'replacement'] as const;

export function forDigital(told: Told, at: At): Outcome {
  if (isFreeContent(told)) {
    return { headline: line('head-free-content'), proof: line('proof-damage'), working: [], cites: ['cra-33', 'cra-46'] };
  }
  if (choiceOf(told, 'problem') === 'right-to-sell') return noRightToSupply(told, at);
  const repair = choiceOf(told, 'repair') ?? 'none';
  return {
    headline: headlineOf(told, repair),
    open: openOf(told, repair, at),
    closed: closedOf(told, repair),
    proof: proofOf(told, at),
    working: workingOf(told, at),
    cites: ['cra-42', 'cra-34', 'cra-33'],
  };
}

/** Damage that the content did to a device or to other content: due for free content too. */
export function forDamage(): Outcome {
  return {
    headline: line('head-damage'),
    open: [
      {
        remedy: 'put-damage-right',
        chooses: line('who-agree'),
        gives: line('gives-damage'),
        until: line('until-years'),
        cites: ['cra-46', 'cra-lim'],
      },
    ],
    proof: line('proof-damage'),
    working: [],
    cites: ['cra-46'],
  };
}

function noRightToSupply(told: Told, at: At): Outcome {
  return {
    headline: line('head-no-right-to-supply'),
    open: [
      {
        remedy: 'refund-no-right-to-supply',
        chooses: line('who-customer'),
        gives: line('gives-affected-part'),
        ...untilCourt(told, at),
        cites: ['cra-42', 'cra-lim'],
      },
    ],
    proof: line('proof-right-to-sell'),
    working: [],
    cites: ['cra-42'],
  };
}

type Repair = NonNullable<ReturnType<typeof choiceOf<'repair'>>>;

function headlineOf(told: Told, repair: Repair): Line {
  switch (repair) {
    case 'none':
      return line('head-digital-first');
    case 'asked':
      return line(choiceOf(told, 'asked-for') === 'replacement' ? 'head-awaiting-replacement' : 'head-awaiting-repair');
    case 'working':
      return line('head-digital-works');
    case 'failed':
      return line('head-digital-failed');
    case 'impossible':
      return line('head-digital-impossible');
    case 'refused':
    case 'too-long':
      return line('head-digital-not-in-time');
  }
}

function openOf(told: Told, repair: Repair, at: At): Remedy[] {
  const money: Remedy = {
    remedy: 'price-reduction',
    chooses: line('who-customer'),
    gives: line('gives-price-reduction'),
    ...untilCourt(told, at),
    cites: ['cra-42', 'cra-lim'],
  };
  const mending = (chooses: string, remedies: readonly RemedyId[] = MENDINGS): Remedy[] =>
    remedies.map((remedy) => ({
      remedy,
      chooses: line(chooses),
      gives: line('gives-mending'),
      ...(repair === 'asked' ? { until: line('until-reasonable-time') } : untilCourt(told, at)),
      cites: repair === 'asked' ? ['cra-42'] : ['cra-42', 'cra-lim'],
    }));
  switch (repair) {
    case 'none':
    case 'failed':
      return mending('who-customer-if-possible');
    case 'asked':
      return mending('who-has-chosen', [choiceOf(told, 'asked-for') ?? 'repair']);
    case 'working':
      return [];
    case 'impossible':
      return [money];
    case 'refused':
    case 'too-long':
      return [money, ...mending('who-customer-if-wanted')];
  }
}

function closedOf(told: Told, repair: Repair): Closed[] {
  const closed = (remedies: readonly RemedyId[], why: string): Closed[] => remedies.map((remedy) => ({ remedy, why: line(why), cites: ['cra-42'] }));
  const never = closed(['short-term-reject'], 'why-never-digital');
  switch (repair) {
    case 'none':
      return [...never, ...closed(['price-reduction'], 'why-mend-first')];
    case 'failed':
      return [...never, ...closed(['price-reduction'], 'why-one-failure-is-not-enough')];
    case 'asked': {
      const other = MENDINGS.filter((remedy) => remedy !== (choiceOf(told, 'asked-for') ?? 'repair'));
      return [...never, ...closed(['price-reduction', ...other], 'why-under-way')];
    }
    case 'working':
      return [...never, ...closed(['price-reduction', ...MENDINGS], 'why-works')];
    case 'impossible':
      return [...never, ...closed(MENDINGS, 'why-impossible')];
    case 'refused':
    case 'too-long':
      return never;
  }
}

function proofOf(told: Told, at: At): Line {
  const last = presumedUntil(told, at);
  return at.today <= last ? line('proof-presumed', { last }) : line('proof-after-6-months', { last });
}

function workingOf(told: Told, at: At): Line[] {
  const delivered = dayOf(told, 'delivered');
  return [...(delivered ? [line('work-delivered', { delivered })] : []), line('work-6-months', { last: presumedUntil(told, at) })];
}
