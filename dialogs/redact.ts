/** Takes card numbers, phone numbers, email and postal addresses and people's names out of a text before anything is kept. Pure. */
import { withoutAddresses } from './addresses.ts';
import { withoutNames } from './names.ts';
import { withoutNumbers } from './private-numbers.ts';

export const PRIVATE_DETAILS = [
  'card number',
  'bank details',
  'phone number',
  'email address',
  'address',
  'NI number',
  'date of birth',
  'document number',
  'name',
] as const;
export type PrivateDetail = (typeof PRIVATE_DETAILS)[number];
export type Redacted = { readonly text: string; readonly found: readonly PrivateDetail[] };

/** What stands in a redacted text for a detail. */
export const REMOVED = new RegExp(`\\[(?:${PRIVATE_DETAILS.join('|')}) removed\\]`, 'g');

const EMAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,4}/gu;
/** Figures in groups, as people part them: spaces of any kind, hyphens and dashes, dots. */
const FIGURES = /\d(?:[\s\u00a0.\u2010-\u2015-]{0,2}\d){8,60}/g;
/** An expiry date and a security code behind a card number. */
const BEHIND_CARD =
  /^[ ,]*(?:exp(?:iry|ires)?\.?:?[ ]*)?\d{2}[ /-]\d{2,4}(?:[ ,]*(?:cvc|cvv|code)?:?[ ]*\d{3,4})?(?!\d)|^[ ,]*(?:(?:cvc|cvv|code):?[ ]*)?\d{3,4}(?!\d)/i;
/** An expiry date further on. */
const EXPIRY = /\bexp(?:iry|ires)?\.?:?[ ]*\d{2}[ /-]\d{2,4}(?!\d)/gi;
/** UK numbers: +44, 0044 or 0, then 9 or 10 figures. */
const PHONE = /(?:(?<![\d£$€])|(?=\+))(?:\(?(?:\+|00)44\)?[\s\u00a0.-]?(?:\(0\)[\s\u00a0]?)?|\(?0)[1-9](?:[\s\u00a0().-]{0,2}\d){8,9}(?!\d)/g;
const DATE = /^\(?\d{1,2}[-./]\d{1,2}[-./](?:19|20)?\d\d(?!\d{2,})/;

/** Lengths of card numbers, longest first. */
const CARD_LENGTHS = [19, 18, 17, 16, 15, 14, 13];

/** The text with each private detail replaced by its kind in square brackets, and the kinds found. */
export function redact(text: string): Redacted {
  return redacted(text, (kind) => `[${kind} removed]`);
}

/** The same, but of a name its title and initials stay: "Mrs A". */
export function redactToInitials(text: string): Redacted {
  return redacted(text, (kind, typed) => (kind === 'name' ? initialsOf(typed) : `[${kind} removed]`));
}

const TITLES = /^(?:mrs?|ms|miss|mx|dr|prof|professor|rev|reverend|sir|lady|lord|dame|and|or)$/i;

/** "mrs ahmed" → "Mrs A", "Jane Doe" → "J D", "mr and mrs van der Berg" → "Mr and Mrs V". */
function initialsOf(name: string): string {
  const words = name.match(/[\p{L}&+/]+/gu) ?? [];
  const titles = words.filter((word) => TITLES.test(word) || !/\p{L}/u.test(word));
  const initials = words.filter((word) => !titles.includes(word)).map((word) => word.slice(0, 1).toUpperCase());
  // A particle is a part of the family name: one letter says enough of it.
  const own = titles.length > 0 ? initials.slice(0, 1) : initials.slice(0, 3);
  const capital = (word: string) => (/^(?:and|or)$/i.test(word) ? word.toLowerCase() : word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase());
  return [...titles.map(capital), ...own].join(' ');
}

function redacted(text: string, signOf: (kind: PrivateDetail, typed: string) => string): Redacted {
  const found = new Set<PrivateDetail>();
  const sign = (kind: PrivateDetail, typed = ''): string => {
    found.add(kind);
    return signOf(kind, typed);
  };
  let clean = withoutNumbers(
    text.replace(EMAIL, () => sign('email address')),
    sign,
  );
  clean = withoutCards(clean, () => sign('card number'));
  if (found.has('card number')) clean = clean.replace(EXPIRY, () => sign('card number'));
  clean = clean.replace(PHONE, (match) => (DATE.test(match) ? match : sign('phone number')));
  return { text: withoutPeople(clean, sign), found: [...found] };
}

/** Without addresses and names. One that goes may show another ("12 Leeds Mrs Dear"), so it is looked again until nothing goes. */
function withoutPeople(text: string, sign: (kind: PrivateDetail, typed?: string) => string): string {
  const clean = withoutNames(
    withoutAddresses(text, () => sign('address')),
    (name) => sign('name', name),
  );
  return clean === text ? clean : withoutPeople(clean, sign);
}

function withoutCards(text: string, sign: () => string): string {
  let clean = '';
  let rest = text;
  for (let card = nextCard(rest); card; card = nextCard(rest)) {
    clean += rest.slice(0, card.from) + sign();
    rest = rest.slice(card.to).replace(BEHIND_CARD, '');
  }
  return clean + rest;
}

/** Where the first card number stands, whatever figures stand before or behind it. */
function nextCard(text: string): { from: number; to: number } | undefined {
  for (const run of text.matchAll(FIGURES)) {
    const places = [...run[0].matchAll(/\d/g)].map(({ index }) => run.index + index);
    for (let first = 0; first < places.length; first++) {
      if (!beginsGroup(text, places[first] as number)) continue;
      for (const length of CARD_LENGTHS) {
        const last = places[first + length - 1];
        if (last === undefined || /\d/.test(text[last + 1] ?? '')) continue;
        const figures = places
          .slice(first, first + length)
          .map((place) => text[place])
          .join('');
        if (isCardNumber(figures)) return { from: places[first] as number, to: last + 1 };
      }
    }
  }
  return undefined;
}

function beginsGroup(text: string, place: number): boolean {
  return !/[\d£$€]/.test(text[place - 1] ?? '');
}

/** Luhn's check, which card numbers pass. */
function isCardNumber(figures: string): boolean {
  const sum = [...figures].reverse().reduce((total, figure, at) => {
    const value = Number(figure) * (at % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
