/** Finds UK postal addresses and postcodes: "12 High Street, Leeds LS1 4AB". Pure. */
import { CALENDAR, EVERYDAY, NO_STREET } from './name-lists.ts';

/** The areas that postcodes begin with, the Channel Islands and the Isle of Man too. */
const AREAS =
  'AB|AL|B|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|E|EC|EH|EN|EX|FK|FY|G|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|' +
  'L|LA|LD|LE|LL|LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|S|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE';
/** The last two letters are never C, I, K, M, O or V. */
const POSTCODE = new RegExp(
  `(?<![\\p{L}\\p{N}#/-])(?:(?:${AREAS})\\d[A-Z\\d]?[ \\t]{0,2}\\d[ABD-HJLNP-UW-Z]{2}|GIR ?0AA|BFPO[ \\t]?\\d{1,4})(?![\\p{L}\\p{N}-])`,
  'giu',
);
/** "S9 8GB", "level b1 4th floor": a measure or a place in a row, and no postcode; those of letters that postcodes have only without capitals. */
const MEASURE = /\d(?:gb|tb|GB|TB|ft|lb|st|nd|rd|th|hr|hz|wd)$/;
/** Words before a number or a code that make it something else. */
const REFERENCE =
  /(?:\b(?<!\bpost[ -]?)(?:order|ref|reference|case|ticket|invoice|tracking|serial|model|part|sku|code|batch|policy|account|booking|complaint|parcel|product|item|receipt|galaxy|macbook)(?:[ \t]*(?:no|number|num|id|ref|reference|code|is))*\.?|#)[ \t]*[:#]?[ \t]*$/i;
const LAW =
  /\b(?:sections?|ss?|regs?|regulations?|articles?|arts?|schedules?|rules?|paras?|paragraphs?|clauses?|parts?|chapters?|top|over|under|about|than|act)\.?[ \t]*$/i;

const WORD = "\\p{L}[\\p{L}'’.-]{0,30}";
const NUMBER = '\\d{1,4}[a-z]?(?:[ \\t]?[-–][ \\t]?\\d{1,4}[a-z]?)?';
const FLAT = `(?:(?:flat|apartment|apt|unit)[ \\t]+(?:\\d{1,4}[a-z]?|[a-z])[ \\t]*,?[ \\t]+(?:${WORD}(?:[ \\t]+${WORD})?,[ \\t]+)?)`;
const START = '(?<![\\p{L}\\p{N}£$€/.:-])';
/** Kinds of street that are hardly anything else. */
const STREET = 'street|road|avenue|lane|crescent|terrace|mews|gardens|grove|boulevard|st|rd|ave|ln|gdns|cres';
/** Kinds of street that are everyday words too: they need capitals or a cue. */
const PLACE =
  'close|drive|way|court|place|square|hill|park|row|walk|rise|view|green|parade|yard|wharf|quay|path|vale|mount|croft|fold|villas|broadway|gate|end|bank|meadows?|heights|cottages|house|cl|dr|ct|pl|sq';
const LINE = new RegExp(
  `${START}(?:${FLAT}?${NUMBER},?|(?:flat|apartment|apt)[ \\t]+(?:\\d{1,4}[a-z]?|[a-z]),?)[ \\t]+(?<name>(?:${WORD}[ \\t]+){1,4}?)(?<kind>${STREET}|${PLACE})(?![\\p{L}\\p{N}])`,
  'giu',
);
const STRONG = new RegExp(`^(?:${STREET})$`, 'i');
/** "12 high street shops" are shops. */
const NO_HOME =
  /^[ \t]+(?:shops?|stores?|branch(?:es)?|outlets?|banks?|retailers?|sellers?|brands?|chains?|traders?|names?|tax|traffic|trips?|works)\b/i;
const LIVES_AT =
  /\b(?:address(?:[ \t]+(?:is|was))?[ \t]*[:=-]?|(?:lives?|living|lived|staying) at|home is|moved to)[ \t]+(?:no\.?[ \t]*|number[ \t]+)?$/i;
const SENT_TO = /\b(?:delivered|deliver|sent|send|posted|post|went|go|goes|parcel|it|round)[ \t]+to[ \t]+$/i;
const HOME = new RegExp(`${START}${NUMBER},?[ \\t]+(?:${WORD}[ \\t]+){0,2}${WORD}`, 'giu');
const PO_BOX = /(?<![\p{L}\p{N}])p\.?[ \t]?o\.?[ \t]?box[ \t]+\d{1,6}(?!\d)/giu;
/** What stands between a street and its postcode, and before a postcode. */
const TO_POSTCODE = new RegExp(`^(?:[,.]?\\s{1,3}${WORD}){0,6}[,.]?\\s{1,3}$`, 'iu');
const HEAD = new RegExp(`${START}${FLAT}?${NUMBER},?[ \\t]+(?:${WORD},?[ \\t]+){1,7}$`, 'iu');
const TOWN = /^,[ \t]*\p{Lu}\p{Ll}[\p{L}-]*(?:[ \t]+(?:upon|on|under|\p{Lu}\p{Ll}[\p{L}-]*)){0,2}(?=[ \t]*(?:[,.;!?\n]|$))/u;
const MOST_BEFORE = 120;

type Place = { readonly from: number; readonly to: number };

/** The text with each address and each postcode replaced by `sign()`. */
export function withoutAddresses(text: string, sign: () => string): string {
  const postcodes = placesOf(text, POSTCODE, isPostcode);
  const lines = [...placesOf(text, LINE, isLine), ...placesOf(text, HOME, isHome), ...placesOf(text, PO_BOX, () => true)];
  const whole = [...lines.map((line) => withTown(text, line, postcodes)), ...postcodes.map((postcode) => withHead(text, postcode))];
  whole.sort((a, b) => a.from - b.from || b.to - a.to);
  let clean = '';
  let done = 0;
  for (const { from, to } of whole) {
    if (from >= done) clean += text.slice(done, from) + sign();
    done = Math.max(done, to);
  }
  return clean + text.slice(done);
}

function placesOf(text: string, pattern: RegExp, isOne: (match: RegExpExecArray, before: string, behind: string) => boolean): Place[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const to = match.index + match[0].length;
    const is = isOne(match, text.slice(Math.max(0, match.index - MOST_BEFORE), match.index), text.slice(to, to + MOST_BEFORE));
    return is ? [{ from: match.index, to }] : [];
  });
}

function isPostcode([code]: RegExpExecArray, before: string): boolean {
  return !MEASURE.test(code) && !REFERENCE.test(before);
}

function isLine({ 0: line, groups }: RegExpExecArray, before: string, behind: string): boolean {
  const { name = '', kind = '' } = groups ?? {};
  if (REFERENCE.test(before) || LAW.test(before) || NO_HOME.test(behind)) return false;
  const words = name.trim().split(/[ \t]+/);
  if (!words.every(isStreetName)) return false;
  const hasCapitals = [...words, kind].every((word) => /^\p{Lu}/u.test(word));
  // "in 2024 high street sales fell", "the 2025 Supreme Court ruling"
  if (/^(?:19|20)\d\d\b/.test(line)) return hasCapitals && STRONG.test(kind);
  return STRONG.test(kind) || hasCapitals || LIVES_AT.test(before) || SENT_TO.test(before);
}

/** "Her address is 5 The Maltings": behind such words, any name with a capital. */
function isHome([line]: RegExpExecArray, before: string): boolean {
  const words = line.replace(/^\S+[ \t]+/, '').split(/[ \t]+/);
  return LIVES_AT.test(before) && /^\p{Lu}/u.test(words[0] ?? '') && words.every(isStreetName);
}

function isStreetName(word: string): boolean {
  const plain = word.toLowerCase().replace(/[.]$/, '');
  if (CALENDAR.has(plain) || NO_STREET.has(plain)) return false;
  return /^\p{Lu}/u.test(word) || !EVERYDAY.has(plain);
}

/** The line with the postcode that follows, or the town. */
function withTown(text: string, line: Place, postcodes: readonly Place[]): Place {
  const postcode = postcodes.find(({ from }) => from >= line.to && from - line.to < MOST_BEFORE);
  const between = postcode && text.slice(line.to, postcode.from);
  if (postcode && TO_POSTCODE.test(between ?? '') && isPlainOf(between ?? '')) return { from: line.from, to: postcode.to };
  let { to } = line;
  for (let town = TOWN.exec(text.slice(to, to + MOST_BEFORE)); town && isPlainOf(town[0]); town = TOWN.exec(text.slice(to, to + MOST_BEFORE)))
    to += town[0].length;
  return { from: line.from, to };
}

/** The postcode with what stands before it, from the number of the house on. */
function withHead(text: string, postcode: Place): Place {
  const before = text.slice(Math.max(0, postcode.from - MOST_BEFORE), postcode.from);
  const head = HEAD.exec(before)?.[0];
  const isHead = head !== undefined && isPlainOf(head) && !REFERENCE.test(before.slice(0, -head.length));
  return isHead ? { from: postcode.from - head.length, to: postcode.to } : postcode;
}

/** Whether these words may be of an address: none is an everyday one. */
function isPlainOf(text: string): boolean {
  return (text.match(/\p{L}[\p{L}'’-]+/gu) ?? []).every((word) => isStreetName(word) || /^(?:flat|house|road|street|avenue|lane)$/i.test(word));
}
