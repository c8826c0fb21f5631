/** The five clocks that remedies ask, counted here once more in the plainest way, so that their tests stand by themselves. */
import { type Day, daysFrom, lastOfDaysAfter, lastOfDaysFrom, lastOfMonthsFrom, plusDays, plusMonths, toDay } from '../../../knowledge/calendar.ts';
import type { Told } from '../../../knowledge/clocks/shapes.ts';
import type { LastDay } from '../../../knowledge/remedies.ts';

const counted = new Map<string, Day | undefined>();

/** Counted once for each story, because the tests ask some hundred thousand times. */
export const lastDay: LastDay = (clock, told) => {
  const key = clock + JSON.stringify(told);
  if (!counted.has(key)) counted.set(key, count(clock, told));
  return counted.get(key);
};

const count: LastDay = (clock, told) => {
  switch (clock) {
    case 'short-term-reject':
      return shortTermReject(told);
    case 'presumption':
      return lastOfMonthsFrom(day(told, 'delivered'), 6);
    case 'use-deduction':
      return first(told, 'kind') === 'vehicle' ? undefined : lastOfMonthsFrom(plusDays(startOf(told), 1), 6);
    case 'limitation':
      return plusMonths(day(told, 'breached'), first(told, 'nation') === 'scotland' ? 60 : 72);
    case 'cancel':
      return cancel(told);
  }
};

function shortTermReject(told: Told): Day {
  let last = lastOfDaysFrom(plusDays(startOf(told), 1), 30);
  const [perishes] = days(told, 'perishes');
  if (perishes && perishes < last) last = perishes;
  const back = days(told, 'repair-back');
  for (const [at, asked] of days(told, 'repair-asked').entries()) {
    if (asked > last) break;
    const left = Math.min(30, daysFrom(asked, last) + 1);
    const returned = back[at];
    if (!returned) throw new Error('only repairs that came back are counted');
    last = plusDays(returned, Math.max(left, 7));
  }
  return last;
}

function cancel(told: Told): Day {
  const normal = lastOfDaysAfter(day(told, first(told, 'kind') === 'goods' ? 'delivered' : 'contract'), 14);
  const never = plusMonths(normal, 12);
  if (first(told, 'informed') === 'no') return never;
  if (first(told, 'informed') !== 'later') return normal;
  const later = lastOfDaysAfter(day(told, 'informed-on'), 14);
  return [normal, [later, never].sort()[0] as Day].sort()[1] as Day;
}

function startOf(told: Told): Day {
  return [day(told, 'delivered'), ...days(told, 'owned'), ...days(told, 'installed')].sort().at(-1) as Day;
}

function days(told: Told, question: string): Day[] {
  return (told[question] ?? []).flatMap((value) => toDay(value) ?? []);
}

function day(told: Told, question: string): Day {
  const [earliest] = days(told, question);
  if (!earliest) throw new Error(`no day for "${question}" in ${JSON.stringify(told)}`);
  return earliest;
}

function first(told: Told, question: string): string | undefined {
  return told[question]?.[0];
}
