/** Data protection: one month for a request, 72 hours for a breach, 30 days for a complaint. UK GDPR arts 12, 12A, 33; DPA 2018 ss.164A, 205. */
import { type Day, daysFrom, lastOfDaysAfter, lastOfDaysFrom, lastOfMonthsAfter, plusDays, plusHours } from '../calendar.ts';
import { line, problem } from './lines.ts';
import type { Clock, Line, Problem, Told } from './shapes.ts';
import { choiceOf, dayOf, latest, missing, momentOf } from './told.ts';
import { type Calendar, type Counted, countedIn, nextWorkingDay } from './working-days.ts';

const HOURS = 72;
const COMPLAINT_DAYS = 30;

type Month = { readonly end: Day; readonly working: readonly Line[] };
type Waits = { readonly answer: Line; readonly working: readonly Line[] };

/** The month from the latest of request and identity, plus the days of a stop for clarification; then the next working day. */
export const dataRight: Clock = {
  needs(told, calendar) {
    const asked = missing(told, ['received']);
    const month = monthOf(told);
    return asked.length === 0 && 'end' in month ? missingNation(told, rolled(month.end, told, calendar)) : asked;
  },
  work(told, calendar) {
    const month = monthOf(told);
    if ('problem' in month) return month;
    const cites = ['dp-12b', 'dp-12', 'dp-15'];
    if ('answer' in month) return { ...month, cites };
    const counted = rolled(month.end, told, calendar);
    if (!('day' in counted))
      return { answer: line('beyond-holidays', years(calendar)), working: [...month.working, line('may-roll', { end: month.end })], cites };
    const last = counted.day;
    const rolls = last === month.end ? [] : [line('rolls', { end: month.end, last })];
    return { last, answer: line('data-right-last', { last }), working: [...month.working, ...rolls], cites };
  },
};

/** The end of the period before a weekend or holiday moves it. */
function monthOf(told: Told): Month | Waits | Problem {
  const received = dayOf(told, 'received');
  if (!received) return problem('not-a-day');
  const idAsked = dayOf(told, 'id-asked');
  const idGiven = dayOf(told, 'id-given');
  if (idAsked && idAsked < received) return problem('asked-before-request', { asked: idAsked, received });
  if (idAsked && idGiven && idGiven < idAsked) return problem('given-before-asked', { asked: idAsked, given: idGiven });
  if (idAsked && !idGiven) return { answer: line('data-right-waits-for-id'), working: [line('id-still-out', { received, asked: idAsked })] };
  const start = latest(received, idGiven) ?? received;
  const months = choiceOf(told, 'extended') === 'yes' ? 3 : 1;
  const end = lastOfMonthsAfter(start, months);
  const working = [
    line(start === received ? 'request-received' : 'request-and-id', { received, start }),
    line(months === 1 ? 'month-after' : 'months-extended', { start, end, first: lastOfMonthsAfter(start, 1) }),
  ];
  return clarified(told, received, start, { end, working });
}

/** The day of asking and the day of the answer both stop the clock: art 12A(5)–(6). */
function clarified(told: Told, received: Day, start: Day, month: Month): Month | Waits | Problem {
  const asked = dayOf(told, 'clarification-asked');
  const given = dayOf(told, 'clarification-given');
  if (!asked) return month;
  if (asked < received) return problem('asked-before-request', { asked, received });
  if (given && given < asked) return problem('given-before-asked', { asked, given });
  if (asked > month.end) return { ...month, working: [...month.working, line('clarification-too-late', { asked, end: month.end })] };
  if (!given) {
    return { answer: line('data-right-stands-still'), working: [...month.working, line('clarification-still-out', { asked, end: month.end })] };
  }
  const from = latest(asked, plusDays(start, 1)) ?? asked;
  const stopped = Math.max(0, daysFrom(from, given) + 1);
  const end = plusDays(month.end, stopped);
  return { end, working: [...month.working, line('clarification-stops', { asked, given, stopped, end })] };
}

/** 72 hours as they pass, nights, weekends and holidays included. */
export const breach: Clock = {
  needs: (told) => missing(told, ['aware']),
  work(told) {
    const aware = momentOf(told, 'aware');
    if (!aware) return problem('not-a-moment');
    const last = plusHours(aware, HOURS);
    const changes = last.slice(11) === aware.slice(11) ? [] : [line('clocks-change')];
    const working = [line('aware', { aware }), line('hours-after', { hours: HOURS, last }), ...changes];
    return { last, answer: line('breach-last', { last }), working, cites: ['dp-33'] };
  },
};

/** The target is the day by the shorter count, which is in time whichever is right; the other count is in `also`. */
export const dataComplaint: Clock = {
  needs(told, calendar) {
    const received = dayOf(told, 'received');
    if (!received) return missing(told, ['received']);
    return missingNation(told, rolled(lastOfDaysAfter(received, COMPLAINT_DAYS), told, calendar));
  },
  work(told, calendar) {
    const received = dayOf(told, 'received');
    const cites = ['dp-164a'];
    if (!received) return problem('not-a-day');
    const last = lastOfDaysFrom(received, COMPLAINT_DAYS);
    const end = lastOfDaysAfter(received, COMPLAINT_DAYS);
    const other = rolled(end, told, calendar);
    const day = 'day' in other ? other.day : undefined;
    const rolls =
      day === undefined
        ? [line('may-roll', { end }), line('beyond-holidays', years(calendar))]
        : day === end
          ? []
          : [line('rolls', { end, last: day })];
    return {
      last,
      answer: line('complaint-last', { last }),
      working: [
        line('complaint-received', { received }),
        line('count-from', { last }),
        line('count-after', { first: plusDays(received, 1), end }),
        ...rolls,
        line('complaint-target', { last }),
      ],
      also: day ? [{ name: 'other-count', day }] : [],
      cites,
    };
  },
};

function rolled(end: Day, told: Told, calendar: Calendar): Counted {
  return countedIn(choiceOf(told, 'nation'), (set) => nextWorkingDay(end, set, calendar));
}

function missingNation(told: Told, counted: Counted): string[] {
  return 'none' in counted && counted.none === 'turns' ? missing(told, ['nation']) : [];
}

function years(calendar: Calendar): Line['values'] {
  return { from: String(calendar.firstYear), to: String(calendar.lastYear) };
}
