/** Amounts of money in a text, in pounds: "£1,250.50", "50 quid", "two hundred pounds", "a grand". A bare number is no amount. */
import { LARGE_NUMBER, numberIn, SMALL_NUMBER } from './numbers.ts';

const FIGURES = '\\d{1,3}(?:,\\d{3})+(?:\\.\\d{1,2})?|\\d{1,9}(?:\\.\\d{1,2})?';
const WORDS = `(?:${LARGE_NUMBER}|${SMALL_NUMBER}|an?|half an?|a couple of|couple of)`;
const TIMES = 'k|m|hundred|thousand|grand|million';
const NAMES = 'quids?|pounds?|gbp|sterling|nicker';
/** "half a grand", "two thousand", "5". */
const COUNT = `(?:${FIGURES}|${WORDS}(?![a-z]))`;

/** "a grand gesture" is no money, "a grand back" is. */
const NO_NOUN =
  '(?=$|[^a-z ]| (?:back|off|for|in|to|of|on|as|by|and|or|from|more|less|refund|goodwill|credit|voucher|compensation|today|now|at|when|if|we|she|he|they|is|was))';

const AMOUNT = new RegExp(
  [
    `(?:£|gbp) ?(?<figures>${FIGURES})(?: ?(?<times>${TIMES})(?![a-z]))?(?: ?(?:${NAMES})(?![a-z]))?`,
    `(?<![\\d.,£a-z])(?<count>${COUNT})(?: ?(?<hundreds>${TIMES})(?: and (?<rest>${COUNT}))?)? ?(?:${NAMES})(?![a-z])`,
    `(?<![\\d.,£a-z])(?<grands>${FIGURES}|${SMALL_NUMBER}|(?:half an?|an?|a couple of|couple of)(?= grand${NO_NOUN})) ?grand(?![a-z])`,
    `(?<![\\d.,£a-z])(?:(?<notes>\\d{1,3}|${WORDS}) )?(?<note>tenner|fiver)s?(?![a-z])`,
    '(?<![\\d.,£a-z])(?<pence>\\d{1,3}) ?(?:p|pence)(?![a-z])',
  ].join('|'),
  'gi',
);

const VALUES = new Map(Object.entries({ k: 1000, m: 1e6, hundred: 100, thousand: 1000, grand: 1000, million: 1e6, tenner: 10, fiver: 5 }));

/** The amounts that this text names, in pounds, in their order. */
export function poundsIn(text: string): number[] {
  return amountsIn(text.toLowerCase().replace(/[\s\u00a0]+/g, ' ')).map(({ pounds }) => pounds);
}

type Amount = { readonly pounds: number; readonly from: number; readonly to: number };

function amountsIn(plain: string): Amount[] {
  return [...plain.matchAll(AMOUNT)].map(({ 0: typed, index, groups = {} }) => ({ pounds: valueIn(groups), from: index, to: index + typed.length }));
}

function valueIn(groups: Readonly<Record<string, string | undefined>>): number {
  const { figures, times = '', count = '', hundreds = '', rest, grands, notes = 'a', note = '', pence } = groups;
  if (pence !== undefined) return Number(pence) / 100;
  if (note) return worth(notes) * timesOf(note);
  if (grands !== undefined) return worth(grands) * timesOf('grand');
  if (figures !== undefined) return worth(figures) * timesOf(times);
  return worth(count) * timesOf(hundreds) + (rest === undefined ? 0 : worth(rest));
}

function timesOf(word: string): number {
  return VALUES.get(word) ?? 1;
}

/** "1,250.50" → 1250.5, "twenty five" → 25, "half a" → 0.5. */
function worth(count: string): number {
  if (/^\d/.test(count)) return Number(count.replaceAll(',', ''));
  if (/^half/.test(count)) return 0.5;
  if (/couple/.test(count)) return 2;
  return /^an?$/.test(count) ? 1 : numberIn(count);
}

/** The amounts that a text gives away: not what something cost, what was asked for, or what was refused. */
export function promisedPoundsIn(text: string): number[] {
  const clauses = text.split(/(?<=[a-z0-9])[.;!?]+(?=\s|$)|,(?=\s)|\n|\s[-–—]\s|\bbut\b/i);
  return clauses.flatMap((clause) => {
    const plain = clause
      .toLowerCase()
      .replace(/['’]/g, '')
      .replace(/[\s\u00a0]+/g, ' ');
    return amountsIn(plain).flatMap(({ pounds, from, to }) => (isGiven(plain.slice(0, from), plain.slice(to)) ? [pounds] : []));
  });
}

/** "paid £600", "a deposit of £200", "it was worth £90", "cost her about £75". */
const PRICE =
  /\b(?:paid|pays?|costs?|costing|worth|valued?|priced?|charged?|overcharged|spent|spend|owed?|owes|bought|deposit|bill|invoice|order|total)(?: (?:it|her|him|them|us|me|of|at|is|was|for|about|around|over|by|the|full|only|just))* ?$/;
/** "we pay £20", "I will pay her £20": here to pay is to give. */
const WE_PAY = /\b(?:we|i|well|ill|to|will|agreed|shop|store) (?:will |can |shall )?pay(?: (?:her|him|them|you|back|out|the customer|up to|for))* ?$/;
const ASKED =
  /\b(?:asks?|asked|asking|wants?|wanted|wanting|demands?|demanded|expects?|expected|not|cannot|cant|wont|dont|no|never|refused?|declined|instead of|rather than|hoped)\b(?: [a-z]+){0,4} ?$/;
/** "the £600 sofa". */
const OWNER = /\b(?:the|her|his|their|this|that|a|an|our|its) $/;
const GIFT =
  /^ ?(?:$|[^a-z ]|(?:refund|back|goodwill|voucher|credit|compensation|payment|discount|gift|cheque|off|today|now|by|to|in|on|as|and|or|for|from|when|if|is|was|will|towards|within|plus|cash|each|more|she|he|they)\b)/;

function isGiven(before: string, behind: string): boolean {
  if (ASKED.test(before)) return false;
  if (PRICE.test(before) && !WE_PAY.test(before)) return false;
  return !OWNER.test(before) || GIFT.test(behind);
}
