/** A number in a message, in the unit that is asked for: "3 weeks" is 21 days. Pure. */
import { FIGURES } from '../../knowledge/numbers.ts';
import { split } from '../../knowledge/words.ts';

/** Units that can be turned into each other, in the smallest of them. */
const SCALES: readonly Readonly<Record<string, number>>[] = [
  { second: 1, minute: 60, hour: 3600, day: 86_400, week: 604_800, fortnight: 1_209_600 },
  { month: 1, quarter: 3, year: 12 },
  { penny: 1, pence: 1, p: 1, pound: 100, '£': 100, quid: 100 },
];
const NOTHING = new Set(['none', 'nothing', 'zero', 'nil', 'free', 'nowt', 'nought']);
const ONE = new Set(['a', 'an', 'one', 'single']);
const SHORT: Readonly<Record<string, string>> = {
  d: 'day',
  hr: 'hour',
  wk: 'week',
  mth: 'month',
  yr: 'year',
  mo: 'month',
  percent: '%',
  pc: '%',
  per: '%',
};

/** The number that the text gives, in `unit`; undefined where it gives none, or two. Another unit that has no fixed length in this one stays as it is. */
export function amountIn(text: string, unit: string): number | undefined {
  const words = split(
    text
      .replace(/(^|[\s(])[-−–]\s?(?=[\d£])/g, '$1 minus ')
      .replace(/(\d)\s*%/g, '$1 percent')
      .replace(/(\d)([a-z])/gi, '$1 $2'),
  ).map((word) => FIGURES.get(word) ?? word);
  const amounts = words.flatMap((word, at): { value: number; unit: string | undefined }[] => {
    const next = unitOf(words[at + 1]);
    if (/^\d+(\.\d+)?$/.test(word))
      return [{ value: signOf(words[at - 1]) * (Number(word) + (isHalfBehind(words, at) ? 0.5 : 0)), unit: next ?? unitOf(words[at + 4]) }];
    if (ONE.has(word) && next) return [{ value: 1, unit: next }];
    if (word === 'one') return [{ value: 1, unit: undefined }];
    if (word === 'half') return at > 0 && words[at - 1] === 'and' ? [] : [{ value: 0.5, unit: unitOf(words[at + 2]) ?? unitOf(words[at + 1]) }];
    if (word === 'fortnight' && !ONE.has(words[at - 1] ?? '') && !/^\d/.test(words[at - 1] ?? '')) return [{ value: 1, unit: 'fortnight' }];
    if (word === 'couple') return [{ value: 2, unit: unitOf(words[at + 1]) ?? unitOf(words[at + 2]) }];
    return [];
  });
  if (amounts.length === 0) return words.some((word) => NOTHING.has(word)) ? 0 : undefined;
  const values = new Set(amounts.map((amount) => inUnit(amount.value, amount.unit, unit)));
  return values.size === 1 ? [...values][0] : undefined;
}

function signOf(before: string | undefined): 1 | -1 {
  return before === 'minus' || before === 'negative' ? -1 : 1;
}

/** Whether these words are an amount and nothing else. */
export function isAmountAlone(words: readonly string[]): boolean {
  return words.every(
    (word) => /^\d/.test(word) || FIGURES.has(word) || ONE.has(word) || NOTHING.has(word) || BESIDE.has(word) || unitOf(word) !== undefined,
  );
}

const BESIDE = new Set('half and couple of within about up to in after exactly full calendar working percent cent minus less'.split(' '));

function isHalfBehind(words: readonly string[], at: number): boolean {
  return words[at + 1] === 'and' && words[at + 3] === 'half';
}

function unitOf(word: string | undefined): string | undefined {
  if (word === undefined) return undefined;
  const single = word.length > 2 ? word.replace(/s$/, '') : word;
  const unit = SHORT[single] ?? SHORT[word] ?? single;
  return unit === '%' || SCALES.some((scale) => unit in scale) ? unit : undefined;
}

function inUnit(value: number, from: string | undefined, to: string): number {
  const wanted = unitOf(to.toLowerCase()) ?? to;
  if (from === undefined || from === wanted) return value;
  const scale = SCALES.find((units) => from in units && wanted in units);
  if (scale) return (value * (scale[from] as number)) / (scale[wanted] as number);
  if (wanted === '%' && value < 1) return value * 100;
  // A month is not 30 days: told in another kind of unit, it is another answer.
  return SCALES.some((units) => from in units) && SCALES.some((units) => wanted in units) ? Number.NaN : value;
}
