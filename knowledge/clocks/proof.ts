/** Six months of the Consumer Rights Act: who proves that a fault was there, and when nothing comes off for use. CRA 2015 ss.19, 24, 42. */
import { lastOfMonthsFrom, plusDays } from '../calendar.ts';
import { line, problem } from './lines.ts';
import type { Clock } from './shapes.ts';
import { startOf } from './start.ts';
import { choiceOf, dayOf, latest, missing } from './told.ts';

const MONTHS = 6;

export const presumption: Clock = {
  needs: (told) => (isWork(choiceOf(told, 'kind')) ? [] : missing(told, ['delivered'])),
  work(told) {
    const kind = choiceOf(told, 'kind');
    if (isWork(kind)) return { answer: line('presumption-none'), working: [line('presumption-none-why')], cites: ['cra-19b', 'cra-55'] };
    const delivered = dayOf(told, 'delivered');
    if (!delivered) return problem('not-a-day');
    const last = lastOfMonthsFrom(delivered, MONTHS);
    return {
      last,
      answer: line('presumption-last', { last }),
      working: [line('delivered-day-1', { delivered }), line('months-from', { months: MONTHS, last })],
      cites: kind === 'digital' ? ['cra-42', 'cra-19b'] : ['cra-19b'],
    };
  },
};

export const useDeduction: Clock = {
  needs: (told) => (hasNoSixMonths(choiceOf(told, 'kind')) ? [] : missing(told, ['delivered'])),
  work(told) {
    const kind = choiceOf(told, 'kind');
    if (kind === 'vehicle') return { answer: line('deduction-vehicle'), working: [line('deduction-vehicle-why')], cites: ['cra-24b'] };
    if (hasNoSixMonths(kind))
      return { answer: line('deduction-none'), working: [line('deduction-none-why')], cites: ['cra-24b', 'cra-42', 'cra-55'] };
    const delivered = dayOf(told, 'delivered');
    if (!delivered) return problem('not-a-day');
    const owned = dayOf(told, 'owned');
    const ready = latest(delivered, owned, dayOf(told, 'installed')) ?? delivered;
    const first = plusDays(ready, 1);
    const last = lastOfMonthsFrom(first, MONTHS);
    return {
      last,
      answer: line('deduction-last', { last }),
      working: [line(startOf(ready, delivered, owned), { delivered, ready, first }), line('months-from', { months: MONTHS, last })],
      cites: ['cra-24b'],
    };
  },
};

function hasNoSixMonths(kind: string | undefined): boolean {
  return kind === 'vehicle' || kind === 'digital' || isWork(kind);
}

function isWork(kind: string | undefined): boolean {
  return kind === 'service' || kind === 'utility';
}
