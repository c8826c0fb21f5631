/**
 * Finds what UK forms ask for beside cards, phones and addresses: bank details, National Insurance numbers, dates of birth, passports,
 * driving licences, NHS numbers, and what proves a card. Most are seen only behind their words: bare figures are more often an order. Pure.
 */

export type NumberKind = 'bank details' | 'NI number' | 'date of birth' | 'document number' | 'card number' | 'phone number' | 'email address';
type Rule = {
  readonly kind: NumberKind;
  readonly pattern: RegExp;
  /** Whether a match counts, by what matched and what stands before it. */
  readonly counts?: (value: string, before: string) => boolean;
};

const START = '(?<![\\p{L}\\p{N}])';
const END = '(?![\\p{L}\\p{N}])';
/** What stands between a cue and its number: "is", "no.", ":", a few of them. Bounded, so that reading stays linear. */
const FILLER =
  '(?:[ \\t]{0,3}(?:\\b(?:is|was|as|are|no|nr|num|number|numbers|code|of|on|the|date|day|in|at|card|back)\\b|[.:=,#/-])){0,4}[ \\t]{0,3}';
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const YEAR = '(?:(?:19|20)?\\d{2})';
const DATE = `(?:\\d{1,2}[ ./-]\\d{1,2}[ ./-]${YEAR}|(?:19|20)\\d{2}[./-]\\d{1,2}[./-]\\d{1,2}|\\d{1,2}(?:st|nd|rd|th)?[ \\t]{1,2}(?:of[ \\t])?${MONTH},?(?:[ \\t]{1,2}${YEAR})?|${MONTH}[ \\t]{1,2}\\d{1,2}(?:st|nd|rd|th)?,?(?:[ \\t]{1,2}${YEAR})?|\\d{6}|\\d{8})`;
const SORT = '\\d{2}[ .-]?\\d{2}[ .-]?\\d{2}';
const ACCOUNT = '\\d{4}[ -]?\\d{3,4}';
const BORN = '(?:d\\.?[ ]?o\\.?[ ]?b\\b\\.?|dates? of birth|birth[ -]?dates?|born)';
/** "£20-00-00" is no sort code. */
const NO_MONEY = '(?<![\\p{L}\\p{N}£$€.,/-])';

const GONE = '\\[bank details removed\\][ \\t,;/]{0,4}(?:(?:and|with|plus|the)[ \\t]){0,2}';

/** Behind a cue, which stays; what is private comes in the group `own`. */
function behind(cue: string, own: string, first = '\\d'): RegExp {
  // Its first sign is looked at before all that may stand before it.
  return new RegExp(`(?=${first})(?<=${START}${cue}${FILLER})${own}${END}`, 'giu');
}

const RULES: readonly Rule[] = [
  {
    kind: 'email address',
    pattern:
      /[\p{L}\p{N}._%+-]{1,64}[ \t]{0,2}(?:\(at\)|\[at\])[ \t]{0,2}[\p{L}\p{N}-]{1,63}(?:(?:\.|[ \t]{0,2}(?:\(dot\)|\[dot\])[ \t]{0,2})[\p{L}\p{N}-]{1,63}){1,4}/giu,
  },
  {
    kind: 'email address',
    pattern: behind(
      '(?:e-?mails?|mail)(?:[ \\t](?:address|it|her|him|them|me))?',
      '[\\p{L}\\p{N}._%+-]{1,64} at [\\p{L}\\p{N}-]{1,63}(?: dot [\\p{L}\\p{N}-]{1,63}){1,4}',
      '[\\p{L}\\p{N}]',
    ),
  },
  {
    kind: 'email address',
    pattern:
      /[\p{L}\p{N}._%+'’-]{1,64}[ \t]{1,2}@[ \t]{0,2}[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,3}\.(?:com|uk|org|net|eu|ie|edu|gov)(?![\p{L}\p{N}])/giu,
  },
  // International bank account numbers prove themselves; those of other shapes need their word.
  {
    kind: 'bank details',
    pattern: new RegExp(`${START}[a-z]{2}\\d{2}(?:[ -]?[a-z\\d]{4}){2,7}(?:[ -]?[a-z\\d]{1,4})?${END}`, 'giu'),
    counts: isIban,
  },
  { kind: 'bank details', pattern: behind('iban', '[a-z]{2}\\d{2}(?:[ -]?[a-z\\d]{1,4}){3,8}', '[a-z]') },
  {
    kind: 'bank details',
    pattern: new RegExp(`${NO_MONEY}${SORT}(?:[ \\t]{0,2}[,/;:|-])?[ \\t]{1,3}${ACCOUNT}${END}`, 'gu'),
    counts: isSortWithAccount,
  },
  { kind: 'bank details', pattern: behind('(?:sort(?:ing)?(?:[ -]?code)?|s/c)', SORT) },
  {
    kind: 'bank details',
    pattern: behind(
      '(?:(?:bank|current|savings|sav|joint)[ \\t]{1,2}(?:acc(?:oun)?t?|a/c|details)|acc(?:oun)?t?[ \\t]{1,2}(?:numbers?|no|num|nr)|a/c(?:[ \\t]{1,2}(?:no|number))?|acct?)',
      ACCOUNT,
    ),
    counts: isNoCustomer,
  },
  // The other half of what was given beside it.
  { kind: 'bank details', pattern: new RegExp(`(?=\\d)(?<=${GONE}acc(?:oun)?t?${FILLER})${ACCOUNT}${END}`, 'giu') },
  { kind: 'bank details', pattern: new RegExp(`(?=\\d)(?<=${GONE}(?:sort[ -]?)?code${FILLER})${SORT}${END}`, 'giu') },
  {
    kind: 'NI number',
    pattern: new RegExp(`${START}[a-ceghj-pr-tw-z][a-ceghj-npr-tw-z][ -]?\\d{2}[ -]?\\d{2}[ -]?\\d{2}[ -]?[a-d]${END}`, 'giu'),
    counts: (_, before) => !REFERENCE.test(before),
  },
  {
    kind: 'NI number',
    pattern: behind('(?:national insurance|nino|n\\.?i\\.?)', '[a-z]{2}[ -]?\\d{2}[ -]?\\d{2}[ -]?\\d{2}(?:[ -]?[a-d])?', '[a-z]'),
  },
  { kind: 'date of birth', pattern: behind(BORN, DATE, '[\\da-z]') },
  {
    kind: 'date of birth',
    pattern: behind('(?:birthday|b-?day)', DATE, '[\\da-z]'),
    counts: (value) => /(?:19\d\d|20[01]\d)$|^(?:19|20[01])|[./-]\d\d$/.test(value),
  },
  {
    kind: 'date of birth',
    pattern: new RegExp(
      `${START}${DATE}(?=,?[ \\t]{1,2}(?:is|was|as)[ \\t]{1,2}(?:(?:her|his|my|their|the|your)[ \\t]{1,2})?(?:customer'?s?[ \\t]{1,2})?(?:d\\.?o\\.?b|date of birth|birth ?date|birthday))`,
      'giu',
    ),
  },
  { kind: 'document number', pattern: behind('passport', '(?=[a-z]{0,2}\\d{6})[a-z]{0,2}[ ]?\\d{6,9}', '[a-z\\d]') },
  {
    kind: 'document number',
    pattern: behind("(?:(?:driving|drivers?|driver['’]s)[ \\t]{1,2})?licen[cs]e", '[a-z]{2,5}9{0,3}[ -]?\\d{6}[ -]?[a-z\\d]{5,7}', '[a-z]'),
  },
  { kind: 'document number', pattern: behind('nhs', '\\d{3}[ -]?\\d{3}[ -]?\\d{4}') },
  {
    kind: 'card number',
    pattern: behind(
      '(?:cvv2?|cvc2?|cv2|security[ \\t]{1,2}code|pin(?:[ \\t]{1,2}(?:no|number|code))?)(?:[ \\t]{1,2}on[ \\t]{1,2}(?:the|her|his)[ \\t]{1,2}back)?',
      '\\d{3,4}',
    ),
    counts: (_, before) => !DOOR.test(before),
  },
  { kind: 'phone number', pattern: behind('(?:mobiles?|mob|phone|tel|telephone|cell|whatsapp)', '7\\d{3}[ -]?\\d{3}[ -]?\\d{3}') },
  { kind: 'phone number', pattern: /(?<![\p{L}\p{N}])[oO]7\d{3}[ -]?\d{3}[ -]?\d{3}(?!\d)/gu },
  { kind: 'phone number', pattern: /(?<![\p{L}\p{N}./-])0(?:[ .]\d){10}(?![ .]?\d)/gu },
  { kind: 'phone number', pattern: /(?<![\p{L}\p{N}./-])0[127]\d{2,4}\/\d{5,7}(?!\d)/gu },
  // From abroad; +44 has a reading of its own.
  { kind: 'phone number', pattern: /(?<![\p{L}\p{N}])(?<!\d[ .-]{1,2})(?:\+|00)(?!44)[1-9]\d{0,2}(?:[ .()-]{0,2}\d){7,12}(?!\d)/gu },
];

/** Words before a code that make it something else. */
const REFERENCE =
  /\b(?:order|ref|reference|case|ticket|invoice|tracking|serial|model|part|sku|batch|policy|booking|complaint|parcel|product|item|receipt|lot|voucher|catalogue)(?:[ \t]{1,2}(?:no|number|num|id|ref|code|is)){0,2}\.?[ \t]{0,2}[:#]?[ \t]{0,2}$/i;
/** A code that opens a door, and no card. */
const DOOR = /\b(?:door|gate|alarm|till|safe|building|app|phone|locker)[ \t]{1,2}(?:security[ \t]{1,2}code|pin)[^\n]{0,12}$/i;
const MOST_BEFORE = 60;

/** The text with each of these replaced by `sign(kind)`. */
export function withoutNumbers(text: string, sign: (kind: NumberKind) => string): string {
  const rules = /\d/.test(text) ? RULES : RULES.filter(({ kind }) => kind === 'email address');
  return rules.reduce(
    (left, { kind, pattern, counts }) =>
      left.replace(pattern, (value: string, ...rest: unknown[]) => {
        const at = rest.find((one) => typeof one === 'number') ?? 0;
        return !counts || counts(value, left.slice(Math.max(0, at - MOST_BEFORE), at)) ? sign(kind) : value;
      }),
    text,
  );
}

/** "20-00-00 55779911", parted as people part them; a date with eight figures behind it is not. */
function isSortWithAccount(value: string, before: string): boolean {
  return /^\d\d([ .-])\d\d\1\d\d/.test(value) && !REFERENCE.test(before);
}

/** An account of a shop's is not one of a bank's: "customer account 12345678". */
function isNoCustomer(_: string, before: string): boolean {
  return !/\b(?:customer|loyalty|online|store|shop|nectar|club)[ \t]{1,2}a\S{1,8}[^\n]{0,12}$/i.test(before);
}

/** ISO 13616: the letters as numbers, the first four signs at the end, divided by 97, leave 1. */
function isIban(value: string): boolean {
  const signs = value.replace(/[ -]/g, '').toUpperCase();
  if (signs.length < 15 || signs.length > 34) return false;
  const moved = signs.slice(4) + signs.slice(0, 4);
  let rest = 0;
  for (const sign of moved) {
    const worth = Number.parseInt(sign, 36);
    rest = (rest * (worth > 9 ? 100 : 10) + worth) % 97;
  }
  return rest === 1;
}
