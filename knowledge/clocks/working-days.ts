/** Working days of the UK's three bank-holiday calendars; undefined outside the years whose holidays are known. Pure. */
import { type Day, plusDays, weekdayOf } from '../calendar.ts';

export const HOLIDAY_SETS = ['england-wales', 'scotland', 'northern-ireland'] as const;
export type HolidaySet = (typeof HOLIDAY_SETS)[number];

/** The bank holidays, in sets, and the years for which they are known. */
export type Calendar = {
  readonly firstYear: number;
  readonly lastYear: number;
  readonly holidays: { readonly [set in HolidaySet]: readonly string[] };
};

export function isWorkingDay(day: Day, set: HolidaySet, calendar: Calendar): boolean | undefined {
  const year = Number(day.slice(0, 4));
  if (year < calendar.firstYear || year > calendar.lastYear) return undefined;
  return weekdayOf(day) !== 0 && weekdayOf(day) !== 6 && !calendar.holidays[set].includes(day);
}

/** This day if it is a working day, otherwise the next one. */
export function nextWorkingDay(day: Day, set: HolidaySet, calendar: Calendar): Day | undefined {
  const works = isWorkingDay(day, set, calendar);
  if (works === undefined) return undefined;
  return works ? day : nextWorkingDay(plusDays(day, 1), set, calendar);
}

/** The last of so many working days after this day. */
export function plusWorkingDays(day: Day, days: number, set: HolidaySet, calendar: Calendar): Day | undefined {
  let at: Day | undefined = day;
  for (let left = days; at && left > 0; left--) at = nextWorkingDay(plusDays(at, 1), set, calendar);
  return at;
}

/** A day counted in working days: the day, or why there is none. `turns` where no nation is told and the three calendars differ. */
export type Counted = { readonly day: Day } | { readonly none: 'unknown' | 'turns' };

/** @param nation the nation told, if one is */
export function countedIn(nation: string | undefined, count: (set: HolidaySet) => Day | undefined): Counted {
  const days = HOLIDAY_SETS.filter((set) => !isSet(nation) || set === nation).map(count);
  const [day] = days;
  if (days.some((other) => other !== day)) return { none: 'turns' };
  return day ? { day } : { none: 'unknown' };
}

function isSet(nation: string | undefined): nation is HolidaySet {
  return HOLIDAY_SETS.some((set) => set === nation);
}
