/** The dates of a story, each by its clock. */
import type { Day } from '../calendar.ts';
import type { Told } from '../clocks/shapes.ts';
import { type At, line, type RemedyClock } from './shapes.ts';
import { choiceOf, dayOf, daysOf, kindOf, notYetDelivered, only } from './story.ts';

/** How the 30 days of the short-term right to reject stand. */
export type ShortTerm = {
  readonly open: boolean;
  /** The last day; while the clock stands still, the last day without that stop. */
  readonly last: Day;
  /** The customer waits for a repair or replacement that was asked for in time, so the clock stands still. */
  readonly stopped: boolean;
};

/** Repairs and replacements that came back count with both their days; one that is still awaited stops the clock. */
export function shortTermOf(told: Told, at: At): ShortTerm {
  const asked = daysOf(told, 'repair-asked');
  const back = daysOf(told, 'repair-back');
  const unstopped = unstoppedLast(told, at);
  const inTime = asked[0] !== undefined && asked[0] <= unstopped;
  const over = { ...reject(told), 'repair-asked': asked.slice(0, back.length), 'repair-back': back };
  const last = inTime && back.length > 0 ? lastOf(at, 'short-term-reject', over) : unstopped;
  const awaited = asked[back.length];
  // A repair that turned out impossible never came back either: s.22(6)–(8).
  const stopped = awaited ? awaited <= last && (isAwaited(told) || choiceOf(told, 'repair') === 'impossible') : isAwaited(told) && at.today <= last;
  return { open: stopped || at.today <= last, last, stopped };
}

/** The last of the 30 days as if nothing had stopped them. */
export function unstoppedLast(told: Told, at: At): Day {
  return lastOf(at, 'short-term-reject', reject(told));
}

/** Whether the customer has asked for a repair or replacement that has not come back. */
export function isAwaited(told: Told): boolean {
  return ['asked', 'refused', 'too-long'].includes(choiceOf(told, 'repair') ?? '');
}

/** The last day of the 6 months in which a fault is taken to have been there from the start. */
export function presumedUntil(told: Told, at: At): Day {
  return lastOf(at, 'presumption', { kind: [kindOf(told) === 'digital' ? 'digital' : 'goods'], ...only(told, 'delivered') });
}

/** The last day without a deduction for use; undefined for a vehicle, which has none. */
export function noDeductionUntil(told: Told, at: At): Day | undefined {
  const kind = kindOf(told) === 'vehicle' ? 'vehicle' : 'goods';
  return at.lastDay('use-deduction', { kind: [kind], ...only(told, 'delivered', 'owned', 'installed') });
}

/** The last days for a claim in court; both the same where the nation is told. */
export type CourtLimit = { readonly long: Day; readonly scotland: Day };

/** From the day of delivery, or for a service the day the work was done. */
export function courtLimitOf(told: Told, at: At): CourtLimit | undefined {
  const breached = dayOf(told, 'delivered') ?? dayOf(told, 'done');
  if (!breached) return undefined;
  const last = (nation: string) => lastOf(at, 'limitation', { nation: [nation], breached: [breached] });
  const nation = choiceOf(told, 'nation');
  return { long: last(nation ?? 'england-wales'), scotland: last(nation ?? 'scotland') };
}

/** How long a remedy stays open that only the time for going to court ends. */
export function untilCourt(told: Told, at: At) {
  const limit = courtLimitOf(told, at);
  if (!limit) return { until: line('until-years') };
  if (!choiceOf(told, 'nation')) return { until: line('until-court-either', limit) };
  const here = choiceOf(told, 'nation') === 'scotland' ? 'until-court-scotland' : 'until-court';
  return { until: line(here, { last: limit.long }), closes: limit.long };
}

/** The last day to cancel a distance or off-premises contract, as if `informed` had been answered so; undefined before goods are delivered. */
export function cancelUntil(told: Told, at: At, informed: string): Day | undefined {
  if (notYetDelivered(told)) return undefined;
  const kind = kindOf(told);
  const ofGoods = kind !== 'service' && kind !== 'digital';
  return lastOf(at, 'cancel', {
    kind: [ofGoods ? 'goods' : kind],
    where: [choiceOf(told, 'where') ?? 'distance'],
    informed: [informed],
    ...only(told, ofGoods ? 'delivered' : 'contract', 'informed-on'),
  });
}

function reject(told: Told): Told {
  const perishable = kindOf(told) === 'perishable';
  return {
    kind: [perishable ? 'perishable' : 'goods'],
    ...only(told, 'delivered', 'owned', 'installed', ...(perishable ? (['perishes'] as const) : [])),
  };
}

function lastOf(at: At, clock: RemedyClock, told: Told): Day {
  const last = at.lastDay(clock, told);
  if (!last) throw new Error(`the clock "${clock}" gives no day for ${JSON.stringify(told)}`);
  return last;
}
