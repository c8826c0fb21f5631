/** Dates in a message → how long ago they were: "bought it in March", "delivered 19 October", "12/10/26". The only user of chrono-node. */
// biome-ignore lint/style/noRestrictedImports: it loads a library when the first date comes, and reads no content.
import { createRequire } from 'node:module';
import type { GB } from 'chrono-node/en';
import { type Bucket, bucketOf } from './spans.ts';

const MONTH = 'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const DAY = '\\d{1,2}(?:st|nd|rd|th)?';
/** A month counts beside a day, a year or a word of time only: "may" and "march" are words of their own. */
const DATED = [
  `\\b${DAY} (?:of )?(?:${MONTH})\\b(?! (?:be|not|have|apply|i|we|he|she|they|it)\\b)(?:,? (?:19|20)\\d\\d)?`,
  `\\b(?:${MONTH}) ${DAY}\\b(?:,? (?:19|20)\\d\\d)?`,
  `(?<=\\b(?:in|since|last|of|early|late|mid|around|about|from|by|bought|back in) )(?:${MONTH})\\b(?: (?:19|20)\\d\\d)?`,
  `\\b(?:${MONTH}) (?:19|20)\\d\\d\\b`,
  '\\b\\d{1,2}[/.-]\\d{1,2}[/.-](?:\\d{4}|\\d{2})\\b',
].join('|');
const YEAR_ALONE = '(?<=\\b(?:bought|got|purchased|delivered|ordered)(?: \\w+){0,4} (?:in|since|during|back in) )(?:19|20)\\d\\d\\b';
const EXPRESSION = new RegExp(`${DATED}|${YEAR_ALONE}`, 'gi');
const WEEKDAY = 'mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?';
const RELATIVE = `\\b(?:(?:the day before )?yesterday|today|this (?:morning|week|month)|last (?:night|week|month|year|${WEEKDAY})|(?:on )?(?:${WEEKDAY}))\\b`;
const EXPRESSION_OR_DAY = new RegExp(`${DATED}|${YEAR_ALONE}|${RELATIVE}`, 'gi');
const DAY_MS = 24 * 60 * 60 * 1000;

let parser: typeof GB | undefined;

/**
 * What each past date in the text is to the law, in the order of the text. A month without a year is the last one.
 *
 * @param daysToo whether days count that a message names for other reasons too: "yesterday", "on Tuesday"
 */
export function agesIn(text: string, now: Date, daysToo = false): Bucket[] {
  return [...text.matchAll(daysToo ? EXPRESSION_OR_DAY : EXPRESSION)].flatMap(([expression]) => {
    const days = (now.getTime() - (dateOf(expression, now)?.getTime() ?? Number.NaN)) / DAY_MS;
    return days >= 0 ? [bucketOf(days)] : [];
  });
}

function dateOf(expression: string, now: Date): Date | undefined {
  if (/^\d{4}$/.test(expression)) return new Date(Date.UTC(Number(expression), 6, 1));
  // Loaded with the first date: few messages have one, and it takes a tenth of a second.
  parser ??= (createRequire(import.meta.url)('chrono-node/en') as { GB: typeof GB }).GB;
  const found = parser.parse(expression, now)[0]?.start;
  const date = found?.date();
  if (!found || !date || found.isCertain('year') || date <= now) return date;
  if (found.isCertain('weekday')) return new Date(date.getTime() - 7 * DAY_MS);
  return new Date(Date.UTC(date.getUTCFullYear() - 1, date.getUTCMonth(), date.getUTCDate()));
}
