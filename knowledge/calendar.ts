/** Days and moments of the calendar, and how UK law counts them. Pure: no clock, no time zone but the one the day is lived in. */

/** A calendar day as `2026-11-10`. Two days compare as text. */
export type Day = string & { readonly day: unique symbol };

/** A minute of a day as the clock on the wall shows it: `2026-11-10T15:00`. */
export type Moment = string & { readonly moment: unique symbol };

const DAY_MS = 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;

/** The day of this text, or undefined if it is no day of the calendar (31 April). */
export function toDay(text: string): Day | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(time) || isoOf(time) !== text ? undefined : (text as Day);
}

/** The moment of this text, or undefined if there is none such. */
export function toMoment(text: string): Moment | undefined {
  const [date = '', clock = ''] = text.split('T');
  return toDay(date) && /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(clock) ? (text as Moment) : undefined;
}

export function dayOf(moment: Moment): Day {
  return moment.slice(0, 10) as Day;
}

/** The day so many days later; earlier where `days` is negative. */
export function plusDays(day: Day, days: number): Day {
  return isoOf(timeOf(day) + days * DAY_MS) as Day;
}

/** How many days lie from one day to the other: 1 to the next day. */
export function daysFrom(from: Day, to: Day): number {
  return (timeOf(to) - timeOf(from)) / DAY_MS;
}

/**
 * The corresponding date so many months later: 31 January → 28 February, because a month without that date ends on its last day.
 * Dodds v Walker [1981] 1 WLR 1027.
 */
export function plusMonths(day: Day, months: number): Day {
  const { year, month, date } = partsOf(day);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return isoOf(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(date, last))) as Day;
}

/** The last of so many days *after* this day: the next day is day 1. */
export function lastOfDaysAfter(day: Day, days: number): Day {
  return plusDays(day, days);
}

/** The last of so many days *beginning with* this day: it is day 1 itself. */
export function lastOfDaysFrom(day: Day, days: number): Day {
  return plusDays(day, days - 1);
}

/** The last day of so many months *after* this day: the corresponding date. */
export function lastOfMonthsAfter(day: Day, months: number): Day {
  return plusMonths(day, months);
}

/** The last day of so many months *beginning with* this day: the day before the corresponding date, or the end of a month that has no such date. */
export function lastOfMonthsFrom(day: Day, months: number): Day {
  const corresponding = plusMonths(day, months);
  return partsOf(corresponding).date === partsOf(day).date ? plusDays(corresponding, -1) : corresponding;
}

/**
 * So many hours later, as they pass: no weekend or holiday stops them. Both moments are what UK clocks show, so the result is an hour later on
 * the clock across the start of summer time and an hour earlier across its end. Of an hour that the clocks show twice, the first is meant.
 */
export function plusHours(moment: Moment, hours: number): Moment {
  const shown = Date.parse(`${moment}Z`);
  const started = isSummerTime(shown - HOUR_MS) ? shown - HOUR_MS : shown;
  const ended = started + hours * HOUR_MS;
  return new Date(isSummerTime(ended) ? ended + HOUR_MS : ended).toISOString().slice(0, 16) as Moment;
}

/** The day that a moment falls on in the UK, summer time included. */
export function londonDay(now: Date): Day {
  const time = now.getTime();
  return isoOf(isSummerTime(time) ? time + HOUR_MS : time) as Day;
}

/** From 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of October: Summer Time Act 1972 s.1. */
function isSummerTime(time: number): boolean {
  const year = new Date(time).getUTCFullYear();
  return time >= lastSunday(year, 2) + HOUR_MS && time < lastSunday(year, 9) + HOUR_MS;
}

/** The start of the last Sunday of a month of 31 days. */
function lastSunday(year: number, month: number): number {
  const end = Date.UTC(year, month, 31);
  return end - new Date(end).getUTCDay() * DAY_MS;
}

/** 0 is Sunday, 6 is Saturday. */
export function weekdayOf(day: Day): number {
  return new Date(timeOf(day)).getUTCDay();
}

function partsOf(day: Day): { year: number; month: number; date: number } {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return { year, month, date };
}

function timeOf(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function isoOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
