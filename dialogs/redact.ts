/** Takes card numbers, phone numbers and email addresses out of a text before anything is kept. Pure. */

export const PRIVATE_DETAILS = ['card number', 'phone number', 'email address'] as const;
export type PrivateDetail = (typeof PRIVATE_DETAILS)[number];
export type Redacted = { readonly text: string; readonly found: readonly PrivateDetail[] };

/** What stands in a redacted text for a detail. */
export const REMOVED = /\[(?:card number|phone number|email address) removed\]/g;

const EMAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,4}/gu;
/** 13 to 19 figures, in groups or not, with an expiry date if one follows. */
const CARD = /(?<![\d£$€.,])\d(?:[ -]?\d){12,18}(?!\d)(?:[ ,]*(?:exp(?:iry|ires)?\.?:?[ ]*)?\d{2}[/-]\d{2,4})?/gi;
const EXPIRY = /\bexp(?:iry|ires)?\.?:?[ ]*\d{2}[/-]\d{2,4}/gi;
/** UK numbers: +44, 0044 or 0, then 9 or 10 figures in any grouping. */
const PHONE = /(?<![\d£$€.,/])(?:(?:\+|00)44[ -]?(?:\(0\)[ -]?)?|\(?0)[1-9](?:[ ()-]{0,2}\d){8,9}(?!\d)/g;

/** The text with each private detail replaced by its kind in square brackets, and the kinds found. */
export function redact(text: string): Redacted {
  const found = new Set<PrivateDetail>();
  const take = (kind: PrivateDetail) => () => {
    found.add(kind);
    return `[${kind} removed]`;
  };
  const clean = text
    .replace(EMAIL, take('email address'))
    .replace(CARD, (match) => (isCardNumber(match) ? take('card number')() : match))
    .replace(EXPIRY, (match) => (found.has('card number') ? '' : match))
    .replace(PHONE, take('phone number'));
  return { text: clean, found: [...found] };
}

/** Luhn's check over the figures, the expiry date left out. */
function isCardNumber(match: string): boolean {
  const figures = (/^\d(?:[ -]?\d){12,18}/.exec(match)?.[0] ?? '').replace(/\D/g, '');
  const sum = [...figures].reverse().reduce((total, figure, at) => {
    const value = Number(figure) * (at % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return figures.length >= 13 && sum % 10 === 0;
}
