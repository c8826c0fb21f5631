/** How long a firm of a regulated sector has to answer a complaint, or a customer must wait. FCA DISP 1.6; Ofcom General Conditions; Energy Ombudsman. */
import { type Day, lastOfDaysAfter } from '../calendar.ts';
import { line, problem } from './lines.ts';
import type { Clock, Outcome, Told } from './shapes.ts';
import { choiceOf, dayOf, missing } from './told.ts';
import { type Calendar, type Counted, countedIn, plusWorkingDays } from './working-days.ts';

const WEEK = 7;
const PAYMENT_DAYS = 15;
const PAYMENT_DAYS_IN_EXCEPTIONAL_CASES = 35;
/** Ofcom cut the wait from eight weeks to six for complaints from this day on. */
const SIX_WEEKS_SINCE = '2026-04-08';

export const sectorComplaint: Clock = {
  needs(told, calendar) {
    if (missing(told, ['sector']).length > 0) return ['sector'];
    const received = dayOf(told, 'received');
    if (isElsewhere(told)) return [];
    if (!received) return missing(told, ['received']);
    if (choiceOf(told, 'sector') !== 'payment') return [];
    const counted = businessDays(received, PAYMENT_DAYS, told, calendar);
    return 'none' in counted && counted.none === 'turns' ? missing(told, ['nation']) : [];
  },
  work(told, calendar) {
    const sector = choiceOf(told, 'sector');
    if (isElsewhere(told))
      return { answer: line('energy-ni'), working: [line('energy-ni-why')], cites: [sector === 'heat' ? 'energy-heat' : 'energy'] };
    const received = dayOf(told, 'received');
    if (!received) return problem('not-a-day');
    switch (sector) {
      case 'payment':
        return payment(received, told, calendar);
      case 'telecoms': {
        const weeks = received < SIX_WEEKS_SINCE ? 8 : 6;
        return inWeeks(received, weeks, weeks === 6 ? 'telecoms-six' : 'telecoms-eight', 'ofcom');
      }
      case 'energy':
        return inWeeks(received, 8, 'energy-last', 'energy');
      case 'heat': {
        const day = lastOfDaysAfter(received, 8 * WEEK);
        const working = [line('complaint-received', { received }), line('heat-trust', { day })];
        return { answer: line('heat-open'), working, also: [{ name: 'heat-trust', day }], cites: ['energy-heat'] };
      }
      default:
        return inWeeks(received, 8, 'finance-last', 'disp-16');
    }
  },
};

function inWeeks(received: Day, weeks: number, answer: string, cite: string): Outcome {
  const last = lastOfDaysAfter(received, weeks * WEEK);
  const working = [line('complaint-received', { received }), line('weeks-after', { weeks, days: weeks * WEEK, last })];
  return { last, answer: line(answer, { last }), working, cites: [cite] };
}

function payment(received: Day, told: Told, calendar: Calendar): Outcome {
  const cites = ['disp-psd', 'disp-16'];
  const start = line('complaint-received', { received });
  const counted = businessDays(received, PAYMENT_DAYS, told, calendar);
  if (!('day' in counted)) {
    const known = { from: String(calendar.firstYear), to: String(calendar.lastYear) };
    return { answer: line('beyond-holidays', known), working: [start], cites };
  }
  const longest = businessDays(received, PAYMENT_DAYS_IN_EXCEPTIONAL_CASES, told, calendar);
  const exceptional = 'day' in longest ? [{ name: 'exceptional', day: longest.day }] : [];
  return {
    last: counted.day,
    answer: line('payment-last', { last: counted.day }),
    working: [
      start,
      line('business-days-after', { days: PAYMENT_DAYS, last: counted.day }),
      ...exceptional.map(({ day }) => line('payment-longest', { day })),
    ],
    also: exceptional,
    cites,
  };
}

function businessDays(received: Day, days: number, told: Told, calendar: Calendar): Counted {
  return countedIn(choiceOf(told, 'nation'), (set) => plusWorkingDays(received, days, set, calendar));
}

/** The Energy Ombudsman covers Great Britain. */
function isElsewhere(told: Told): boolean {
  return choiceOf(told, 'nation') === 'northern-ireland' && ['energy', 'heat'].includes(choiceOf(told, 'sector') ?? '');
}
