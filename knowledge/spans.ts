/** Ages, spans of time and amounts of money in a message: "5 weeks", "a year and a half", "80 pounds". */

export type Span = {
  readonly count: number;
  readonly unit: string;
  readonly bucket: Bucket;
  /** Whether it may be how long ago something was; not so in "30 day rule". */
  readonly isAge: boolean;
};

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

/** What decides whether section 75 helps: £100 and £30,000. */
const AMOUNTS = [
  { name: 'up-to-100-pounds', pounds: 100 },
  { name: '100-30000-pounds', pounds: 30_000 },
  { name: 'over-30000-pounds', pounds: Number.POSITIVE_INFINITY },
] as const;

/** Words behind a span that make it the name of a rule or a promise, and no age: "2 year guarantee", "30 day rule". */
const RULES = new Set(
  'warranty warranties guarantee guarantees guaranteed policy rule rules return returns window right rights limit notice contract cooling period presumption'.split(
    ' ',
  ),
);

/** The spans that these words name, in their order. */
export function spansIn(words: readonly string[]): Span[] {
  return words.flatMap((unit, at) => {
    const days = DAYS_IN.get(unit.replace(/s$/, ''));
    if (days === undefined) return [];
    const before = words.slice(Math.max(0, at - MOST_COUNT_WORDS), at);
    const said = countBefore(before);
    const count = said ?? numbered(words[at + 1]);
    if (count === undefined) return [];
    const isPast = (said === undefined ? PAST_HERE : PAST).test(before.join(' '));
    return [{ count, unit, bucket: bucketOf(count * days * (isPast ? JUST_PAST : 1)), isAge: !RULES.has(words[at + 1] ?? '') }];
  });
}

/** "more than 6 months", "past the 30 days", "over £100", "after day 30": later or more than that. */
const PAST_WORDS = '(?:over|past|beyond|above|more than|longer than|older than|after)(?: the)?(?: (?:about|around))?';
const PAST = new RegExp(`\\b${PAST_WORDS} \\S+$`);
const PAST_HERE = new RegExp(`\\b${PAST_WORDS}$`);
/** What lies just past a limit is on its other side. */
const JUST_PAST = 1.02;

/** "day 18", "month 5". */
function numbered(word: string | undefined): number | undefined {
  return word !== undefined && /^\d{1,3}$/.test(word) ? Number(word) : undefined;
}

/** The amounts that these words name, as what they are to section 75. */
export function amountsIn(words: readonly string[]): string[] {
  return words.flatMap((word, at) => {
    const said = Number(words[at - 1]);
    if (!/^pounds?$/.test(word) || Number.isNaN(said)) return [];
    const pounds = said * (PAST.test(words.slice(Math.max(0, at - MOST_COUNT_WORDS), at).join(' ')) ? JUST_PAST : 1);
    return [AMOUNTS.find((amount) => pounds <= amount.pounds)?.name ?? AMOUNTS[2].name];
  });
}

/** The number at the end of these words: "about 5" → 5, "6 and a half" → 6.5, "half a" → 0.5, "a couple of" → 2. */
function countBefore(words: readonly string[]): number | undefined {
  const half = /(?:(\d+(?:\.\d+)?) and a |\b)half(?: an?)?$/.exec(words.join(' '));
  if (half) return Number(half[1] ?? 0) + 0.5;
  const last = words.at(-1) === 'of' ? words.at(-2) : words.at(-1);
  return last && /^\d/.test(last) ? Number(last) : VAGUE.get(last ?? '');
}

/** What an age of so many days is to the law. */
export function bucketOf(days: number): Bucket {
  return (BUCKETS.find((bucket) => days <= bucket.days) ?? BUCKETS[3]).name;
}
