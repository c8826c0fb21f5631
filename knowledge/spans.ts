/** Ages and spans of time in a message: "5 weeks", "a year and a half". */

export type Span = { readonly count: number; readonly unit: string; readonly bucket: Bucket };

/** What decides what the law gives: 30 days, six months, six years. */
const BUCKETS = [
  { name: 'within-30-days', days: 30 },
  { name: '1-6-months', days: 183 },
  { name: '6-months-6-years', days: 6 * 365.25 },
  { name: 'over-6-years', days: Number.POSITIVE_INFINITY },
] as const;
export type Bucket = (typeof BUCKETS)[number]['name'];

const DAYS_IN = new Map(Object.entries({ hour: 1 / 24, day: 1, weekend: 2, week: 7, fortnight: 14, month: 30.4, year: 365.25 }));
const VAGUE = new Map(Object.entries({ a: 1, an: 1, one: 1, last: 1, couple: 2, few: 3, several: 4 }));
/** "six and a half" is the longest way to say a count. */
const MOST_COUNT_WORDS = 4;

/** The spans that these words name, in their order. */
export function spansIn(words: readonly string[]): Span[] {
  return words.flatMap((unit, at) => {
    const days = DAYS_IN.get(unit.replace(/s$/, ''));
    const count = days === undefined ? undefined : countBefore(words.slice(Math.max(0, at - MOST_COUNT_WORDS), at));
    return days === undefined || count === undefined ? [] : [{ count, unit, bucket: bucketOf(count * days) }];
  });
}

/** The number at the end of these words: "about 5" → 5, "6 and a half" → 6.5, "half a" → 0.5, "a couple of" → 2. */
function countBefore(words: readonly string[]): number | undefined {
  const half = /(?:(\d+(?:\.\d+)?) and a |\b)half(?: an?)?$/.exec(words.join(' '));
  if (half) return Number(half[1] ?? 0) + 0.5;
  const last = words.at(-1) === 'of' ? words.at(-2) : words.at(-1);
  return last && /^\d/.test(last) ? Number(last) : VAGUE.get(last ?? '');
}

function bucketOf(days: number): Bucket {
  return (BUCKETS.find((bucket) => days <= bucket.days) ?? BUCKETS[3]).name;
}
