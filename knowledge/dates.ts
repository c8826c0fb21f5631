/** Dates in a message: how long ago they were, and which days they are. UK order always: 3/4 is 3 April. The only user of chrono-node. */
// biome-ignore lint/style/noRestrictedImports: it loads a library when the first date comes, and reads no content.
import { createRequire } from 'node:module';
import type { GB } from 'chrono-node/en';
import { type Day, daysFrom, type Moment, plusDays, plusMonths, toDay } from './calendar.ts';
import { type Bucket, bucketOf } from './spans.ts';

/** A date as it was typed, and the days it can be: one day, a month ("in March") or a year ("in 2014"). */
export type Dated = {
  readonly typed: string;
  /** Where it begins in the text. */
  readonly at: number;
  readonly from: Day;
  readonly to: Day;
  /** Where a time stands beside it. */
  readonly moment?: Moment;
};

const MONTH = 'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const DAY = '\\d{1,2}(?:st|nd|rd|th)?';
const YEAR = '(?:,? (?:19|20)\\d\\d)?';
/** A month counts beside a day, a year or a word of time only: "may" and "march" are words of their own. */
const DATED = [
  `\\b${DAY} (?:of )?(?:${MONTH})\\b(?! (?:be|not|have|apply|i|we|he|she|they|it)\\b)${YEAR}`,
  `\\b(?:${MONTH}) ${DAY}\\b${YEAR}`,
  `(?<=\\b(?:in|since|last|of|early|late|mid|around|about|from|by|bought|back in) )(?:${MONTH})\\b(?: (?:19|20)\\d\\d)?`,
  `\\b(?:${MONTH}) (?:19|20)\\d\\d\\b`,
  '\\b\\d{1,2}[/.-]\\d{1,2}[/.-](?:\\d{4}|\\d{2})\\b',
  '\\b(?:19|20)\\d\\d-\\d\\d-\\d\\d\\b',
].join('|');
const YEAR_ALONE = '(?<=\\b(?:bought|got|purchased|delivered|ordered)(?: \\w+){0,4} (?:in|since|during|back in) )(?:19|20)\\d\\d\\b';
const WEEKDAY = 'mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?';
const RELATIVE = `\\b(?:(?:the day before )?yesterday|today|this (?:morning|week|month)|last (?:night|week|month|year|${WEEKDAY})|(?:on )?(?:${WEEKDAY}))\\b`;
const AGO = '\\b(?:\\d{1,3} ?|(?:an?|one|two|three|four|five|six) )(?:days?|we?e?ks?|mo?n?ths?|ye?a?rs?) ago\\b';
/** "10/11", "the 10th", "on the 3rd": a day where dates are told, and many other things elsewhere. */
const SHORT = `\\b\\d{1,2}/\\d{1,2}\\b(?![/.-]?\\d)|\\b(?:the )?\\d{1,2}(?:st|nd|rd|th)\\b`;
/** A weekday is the one before today, unless it is any such day: "on a Sunday", "every Friday", "Friday week". */
const NAMED_DAY = `(?<!\\b(?:an?|any|every|each|next|by) )${RELATIVE}(?! (?:week|next))`;
const TIME = '(?:\\d{1,2}(?:[:.]\\d\\d)? ?[ap]\\.?m\\b\\.?|\\d{1,2}[:.]\\d\\d\\b|noon\\b|midday\\b|midnight\\b)';

const EXPRESSION = new RegExp(`${DATED}|${YEAR_ALONE}`, 'gi');
const EXPRESSION_OR_DAY = new RegExp(`${DATED}|${YEAR_ALONE}|${RELATIVE}`, 'gi');
const WITH_TIME = new RegExp(
  `(?:${TIME},? (?:on )?)?(?:(?:(?:on )?(?:${WEEKDAY}),? )?(?:the )?(?:${DATED})|${YEAR_ALONE}|${NAMED_DAY}|${AGO}|${SHORT})(?:,? (?:at |around |about )?${TIME})?`,
  'gi',
);

const WRITTEN_OUT = new RegExp(DATED, 'gi');

const DAY_MS = 24 * 60 * 60 * 1000;
/** A date without a year that lies so few days ahead is meant to come. */
const SOON_DAYS = 14;

let parser: typeof GB | undefined;

/**
 * What each past date in the text is to the law, in the order of the text. A month without a year is the last one.
 *
 * @param daysToo whether days count that a message names for other reasons too: "yesterday", "on Tuesday"
 */
export function agesIn(text: string, now: Date, daysToo = false): Bucket[] {
  return [...text.matchAll(daysToo ? EXPRESSION_OR_DAY : EXPRESSION)].flatMap(([expression]) => {
    const days = (now.getTime() - (pastDateOf(expression, now)?.getTime() ?? Number.NaN)) / DAY_MS;
    return days >= 0 ? [bucketOf(days)] : [];
  });
}

/**
 * The dates of a story, in the order of the text. A date without a year is the last one, unless it comes within two weeks; beside another
 * date of the story it is the one nearest to that.
 *
 * @param before a day of the same story that was told before
 */
export function datesIn(text: string, now: Date, before?: Day): Dated[] {
  const found: Dated[] = [];
  for (const match of text.matchAll(WITH_TIME)) {
    const dated = datedBy(match[0], match.index, now, found.at(-1)?.from ?? before);
    if (dated) found.push(dated);
  }
  return found;
}

/**
 * The day that a promise names: "by Friday", "tomorrow", "in 3 days", "friday week". A weekday is the one to come, and so is a date without
 * a year, unless it was less than two months ago. Undefined where the text names none, or a month alone.
 */
export function dayAheadIn(text: string, now: Date): Day | undefined {
  if (PAST.test(text)) return datesIn(text, now)[0]?.from;
  const today = now.toISOString().slice(0, 10) as Day;
  const said = text.replace(/\b(?:the )?day after tomorrow\b/gi, 'in 2 days').replace(/\ba? ?fortnight\b/gi, '2 weeks');
  const found = chrono().parse(said, now, { forwardDate: true })[0];
  const isDay = found && (['day', 'weekday', 'hour'] as const).some((part) => found.start.isCertain(part));
  if (!isDay && !/month/i.test(found?.text ?? '')) return undefined;
  const day = found && toDay(found.start.date().toISOString().slice(0, 10));
  if (!day) return undefined;
  if (A_WEEK_LATER.test(said)) return plusDays(day, 7);
  return !found.start.isCertain('year') && daysFrom(today, day) > MOST_DAYS_AHEAD ? plusMonths(day, -12) : day;
}

const PAST = /\b(?:last|ago|yesterday)\b/i;
const A_WEEK_LATER = new RegExp(`\\b(?:${WEEKDAY}|today|tomorrow) week\\b|\\bweek on (?:${WEEKDAY})\\b`, 'i');
const MOST_DAYS_AHEAD = 305;

/** Whether the text writes its day out, so that nothing had to be counted. */
export function isWrittenOut(text: string): boolean {
  return new RegExp(DATED, 'i').test(text);
}

/** Whether the text writes a date that no calendar has, such as 31 November. */
export function noSuchDateIn(text: string, now: Date): boolean {
  return [...text.matchAll(WRITTEN_OUT)].some(([typed]) => !datedBy(typed, 0, now, undefined));
}

/** "3 months ago" is so many days before or after that day. */
const ABOUT_DAYS = 15;

function monthsBefore(date: Date, now: Date): number {
  return (now.getUTCFullYear() - date.getUTCFullYear()) * 12 + now.getUTCMonth() - date.getUTCMonth();
}

/** The day in the middle: the day itself where just one is meant. */
export function middleOf({ from, to }: Pick<Dated, 'from' | 'to'>): Day {
  return plusDays(from, Math.floor(daysFrom(from, to) / 2));
}

/** "5wks ago" as "5 weeks ago". */
function writtenOut(typed: string): string {
  return typed
    .replace(/(\d) ?we?e?ks?\b/i, '$1 weeks')
    .replace(/(\d) ?mo?n?ths?\b/i, '$1 months')
    .replace(/(\d) ?ye?a?rs?\b/i, '$1 years')
    .replace(/(\d) ?days?\b/i, '$1 days');
}

function datedBy(typed: string, at: number, now: Date, before: Day | undefined): Dated | undefined {
  const today = now.toISOString().slice(0, 10) as Day;
  if (/^\d{4}$/.test(typed)) return { typed, at, from: `${typed}-01-01` as Day, to: `${typed}-12-31` as Day };
  const alone = /^(?:the )?(\d{1,2})(?:st|nd|rd|th)$/i.exec(typed);
  const parsed = alone ? dayOfMonth(Number(alone[1]), today, before) : parse(writtenOut(typed), now, before ?? today, before !== undefined);
  return parsed && { typed, at, ...parsed };
}

/** "The 10th": of this month or the last; after another date, the next 10th. */
function dayOfMonth(date: number, today: Day, before: Day | undefined): Pick<Dated, 'from' | 'to'> | undefined {
  const months = before === undefined ? [0, -1, -2] : [0, 1, 2];
  const days = months.flatMap(
    (count) => toDay(`${plusMonths(`${(before ?? today).slice(0, 7)}-01` as Day, count).slice(0, 8)}${String(date).padStart(2, '0')}`) ?? [],
  );
  const day = days.find((candidate) => (before === undefined ? candidate <= today : candidate >= before));
  return day && { from: day, to: day };
}

/** The day, month and year that these words write, as far as they do: "3rd of dec" has no year. Undefined where no calendar has such a day. */
export function writtenDay(typed: string, today: Day): { readonly day: Day; readonly hasYear: boolean } | undefined {
  const start = chrono().parse(typed, { instant: new Date(`${today}T12:00:00Z`), timezone: 0 }, { forwardDate: true })[0]?.start;
  const [year, month, date] = [start?.get('year'), start?.get('month'), start?.get('day')];
  if (!start || !year || !month || !date) return undefined;
  const day = toDay(`${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`);
  return day && { day, hasYear: start.isCertain('year') };
}

function parse(typed: string, now: Date, near: Day, follows: boolean): Omit<Dated, 'typed' | 'at'> | undefined {
  const start = chrono().parse(typed, now)[0]?.start;
  const monthsAgo = /^(\d+|an?|\w+) months? ago$/i.test(typed) && start ? monthsBefore(start.date(), now) : undefined;
  if (monthsAgo) {
    const day = plusMonths(now.toISOString().slice(0, 10) as Day, -monthsAgo);
    return { from: plusDays(day, -ABOUT_DAYS), to: plusDays(day, ABOUT_DAYS) };
  }
  const iso = (year: number, month: number, date: number) => toDay(`${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`);
  const [year, month, date] = [start?.get('year'), start?.get('month'), start?.get('day')];
  if (!start || !year || !month || !date) return undefined;
  const isMonth = start.isCertain('month') && !start.isCertain('day');
  const isSlot = start.isCertain('month') && !start.isCertain('year');
  const on = (of: number) => iso(of, month, isMonth ? 1 : date);
  const from = isSlot ? yearOf(on, near, follows) : on(year);
  if (!from) return undefined;
  const hour = start.isCertain('hour')
    ? `${from}T${String(start.get('hour')).padStart(2, '0')}:${String(start.get('minute') ?? 0).padStart(2, '0')}`
    : undefined;
  const to = isMonth ? plusDays(plusMonths(from, 1), -1) : from;
  return { from, to, ...(hour !== undefined && { moment: hour as Moment }) };
}

/** The year that a date without one is meant in. */
function yearOf(on: (year: number) => Day | undefined, near: Day, follows: boolean): Day | undefined {
  const year = Number(near.slice(0, 4));
  const days = [year - 1, year, year + 1].flatMap((of) => on(of) ?? []);
  if (follows) return days.sort((a, b) => Math.abs(daysFrom(near, a)) - Math.abs(daysFrom(near, b)))[0];
  return days.filter((day) => daysFrom(near, day) <= SOON_DAYS).at(-1) ?? days[0];
}

function pastDateOf(expression: string, now: Date): Date | undefined {
  if (/^\d{4}$/.test(expression)) return new Date(Date.UTC(Number(expression), 6, 1));
  const found = chrono().parse(expression, now)[0]?.start;
  const date = found?.date();
  if (!found || !date || found.isCertain('year') || date <= now) return date;
  if (found.isCertain('weekday')) return new Date(date.getTime() - 7 * DAY_MS);
  return new Date(Date.UTC(date.getUTCFullYear() - 1, date.getUTCMonth(), date.getUTCDate()));
}

/** Loaded with the first date: few messages have one, and it takes a tenth of a second. */
function chrono(): typeof GB {
  parser ??= (createRequire(import.meta.url)('chrono-node/en') as { GB: typeof GB }).GB;
  return parser;
}
