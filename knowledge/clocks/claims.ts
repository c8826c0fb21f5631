/** How long a customer has to go to court: for a broken contract, and for discrimination. */
import { lastOfMonthsAfter, lastOfMonthsFrom } from '../calendar.ts';
import { line, problem } from './lines.ts';
import type { Clock } from './shapes.ts';
import { choiceOf, dayOf, missing } from './told.ts';

const YEARS = { 'england-wales': 6, scotland: 5, 'northern-ireland': 6 } as const;
const EQUALITY_MONTHS = 6;

/** Limitation Act 1980 s.5, Prescription and Limitation (Scotland) Act 1973 s.6, Limitation (NI) Order 1989. The day of the breach is not counted. */
export const limitation: Clock = {
  needs: (told) => missing(told, ['nation', 'breached']),
  work(told) {
    const nation = choiceOf(told, 'nation');
    const breached = dayOf(told, 'breached');
    if (!breached) return problem('not-a-day');
    const years = nation === 'scotland' ? YEARS.scotland : YEARS['england-wales'];
    const last = lastOfMonthsAfter(breached, years * 12);
    const scots = nation === 'scotland' ? [line('limitation-scotland')] : [];
    return {
      last,
      answer: line('limitation-last', { last }),
      working: [line('breached', { breached }), line('years-after', { years, last }), ...scots],
      cites: ['cra-lim'],
    };
  },
};

/** Equality Act 2010 s.118: six months starting with the act. A court may allow longer, so the day is never said to shut anyone out. */
export const equalityClaim: Clock = {
  needs: (told) => (choiceOf(told, 'nation') === 'northern-ireland' ? [] : missing(told, ['happened'])),
  work(told) {
    if (choiceOf(told, 'nation') === 'northern-ireland') {
      return { answer: line('equality-ni'), working: [line('equality-ni-why')], cites: ['eq-ni', 'eq-114'] };
    }
    const happened = dayOf(told, 'happened');
    if (!happened) return problem('not-a-day');
    const last = lastOfMonthsFrom(happened, EQUALITY_MONTHS);
    return {
      last,
      answer: line('equality-last', { last }),
      working: [line('happened-day-1', { happened }), line('months-from', { months: EQUALITY_MONTHS, last }), line('equality-longer')],
      cites: ['eq-114'],
    };
  },
};
