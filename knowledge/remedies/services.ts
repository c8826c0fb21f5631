/** Remedies for services: the work done again, or money off. Nothing is rejected, and no fault is presumed. */
import type { Line, Told } from '../clocks/shapes.ts';
import { untilCourt } from './counting.ts';
import { isLastStep } from './goods.ts';
import { type At, type Closed, line, type Outcome, type Remedy } from './shapes.ts';
import { choiceOf, dayOf } from './story.ts';

/** Work done without care and skill, or not as it was said to be done. */
export function forWork(told: Told, at: At): Outcome {
  const repair = choiceOf(told, 'repair') ?? 'none';
  const breach = choiceOf(told, 'problem') === 'not-as-said' ? 'cra-50' : 'cra-49';
  const done = dayOf(told, 'done');
  return {
    headline: headlineOf(repair),
    open: openOf(told, repair, at),
    closed: closedOf(repair),
    proof: line('proof-service'),
    working: done ? [line('work-done', { done })] : [],
    cites: [isOwedMoney(repair) ? 'cra-56' : 'cra-55', breach],
  };
}

/** Work that is late where no date was agreed. */
export function forLateWork(): Outcome {
  return {
    headline: line('head-late'),
    open: [moneyOff({ until: line('until-years') }, ['cra-52', 'cra-56', 'cra-lim'])],
    closed: [redoClosed('why-late-no-redo', ['cra-52'])],
    proof: line('proof-late'),
    working: [line('work-date-promised')],
    cites: ['cra-52', 'cra-56', 'cra-50'],
  };
}

/** A broken promise about the business itself, not about how the work is done. */
export function forBusinessPromise(told: Told, at: At): Outcome {
  return {
    headline: line('head-business-promise'),
    open: [moneyOff(untilCourt(told, at), ['cra-50', 'cra-56', 'cra-lim'])],
    closed: [redoClosed('why-promise-no-redo', ['cra-56'])],
    proof: line('proof-promise'),
    working: [],
    cites: ['cra-50', 'cra-56'],
  };
}

type Repair = NonNullable<ReturnType<typeof choiceOf<'repair'>>>;

/** As for goods, save that one failed attempt alone is not enough. */
function isOwedMoney(repair: Repair): boolean {
  return isLastStep(repair) && repair !== 'failed';
}

function headlineOf(repair: Repair): Line {
  switch (repair) {
    case 'none':
      return line('head-redo');
    case 'asked':
      return line('head-awaiting-redo');
    case 'working':
      return line('head-redo-works');
    case 'failed':
      return line('head-redo-failed');
    case 'impossible':
      return line('head-redo-impossible');
    case 'refused':
    case 'too-long':
      return line('head-redo-not-in-time');
  }
}

function openOf(told: Told, repair: Repair, at: At): Remedy[] {
  if (repair === 'working') return [];
  const redo = (chooses: string): Remedy => ({
    remedy: 'repeat-performance',
    chooses: line(chooses),
    gives: line('gives-redo'),
    ...(repair === 'asked' ? { until: line('until-reasonable-time') } : untilCourt(told, at)),
    cites: repair === 'asked' ? ['cra-55'] : ['cra-55', 'cra-lim'],
  });
  if (!isOwedMoney(repair)) return [redo(repair === 'asked' ? 'who-has-chosen' : 'who-customer')];
  const money = moneyOff(untilCourt(told, at), ['cra-56', 'cra-lim']);
  return repair === 'impossible' ? [money] : [money, redo('who-customer-if-wanted')];
}

function closedOf(repair: Repair): Closed[] {
  const money = (why: string): Closed => ({ remedy: 'price-reduction', why: line(why), cites: ['cra-56'] });
  switch (repair) {
    case 'none':
      return [money('why-redo-first')];
    case 'asked':
      return [money('why-under-way')];
    case 'failed':
      return [money('why-one-failure-is-not-enough')];
    case 'working':
      return [money('why-redo-works'), redoClosed('why-redo-works', ['cra-55'])];
    case 'impossible':
      return [redoClosed('why-redo-impossible', ['cra-55'])];
    case 'refused':
    case 'too-long':
      return [];
  }
}

function moneyOff(until: Pick<Remedy, 'until' | 'closes'>, cites: readonly string[]): Remedy {
  return { remedy: 'price-reduction', chooses: line('who-customer'), gives: line('gives-service-reduction'), ...until, cites };
}

function redoClosed(why: string, cites: readonly string[]): Closed {
  return { remedy: 'repeat-performance', why: line(why), cites };
}
