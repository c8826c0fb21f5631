/** References to law in a message: "s22 cra", "section 15(3) gdpr", "reg 29 CCRs", "article 33". Pure. */
import type { Act, Provision } from './schema.ts';
import { split } from './words.ts';

export type LawReference = {
  /** Canonical form, such as `CRA 2015 s.22`; without a number, the Act's short name. */
  readonly ref: string;
  readonly act: Act | undefined;
  /** Provisions that carry the reference, main ones first. */
  readonly provisions: readonly Provision[];
  /** The words of the message that are not part of the reference. */
  readonly rest: string;
};

const SIGN = { section: 's.', regulation: 'reg.', article: 'Art.', schedule: 'Sch.' } as const;
type Unit = keyof typeof SIGN;

const NUMBERED = /\b(section|sections|sec|sect|ss|s|article|articles|art|arts|regulation|regulations|regs|reg|schedule|sched|sch)\.?\s*(\d{1,3})\s?([a-d]{0,2})\b(?:\s*\(\w{1,3}\))*/i;
/** "164A" after or before the name of an Act: "dpa 164a". */
const BARE = /\b(\d{1,3})([a-d]?)\b/i;

/**
 * Finds a reference in a message.
 *
 * @returns undefined where there is none; `provisions` is empty where the reference names something that is not held
 */
export function findReference(text: string, acts: readonly Act[], provisions: readonly Provision[]): LawReference | undefined {
  const said = spelledOut(text);
  const named = findAct(said, acts);
  const withoutAct = named ? said.replace(named.match, ' ') : said;
  const numbered = NUMBERED.exec(withoutAct);
  const bare = !numbered && named ? bareNumber(withoutAct) : undefined;
  if (numbered) {
    const unit = unitOf(numbered[1] ?? '');
    const number = `${numbered[2]}${(numbered[3] ?? '').toUpperCase()}`;
    const candidates = named ? [named.act] : acts;
    const rest = withoutAct.replace(numbered[0], ' ');
    const held = candidates.flatMap((act) => carrying(`${act.short} ${SIGN[unit]}${number}`, provisions));
    const fallback = held.length > 0 || !named ? held : carrying(`${named.act.short} ${SIGN[named.act.unit as Unit] ?? ''}${number}`, provisions);
    if (named) return { ref: `${named.act.short} ${SIGN[unit]}${number}`, act: named.act, provisions: fallback, rest };
    return { ref: `${unit} ${number}`, act: undefined, provisions: preferred(held, number, unit), rest };
  }
  if (bare && named) {
    const sign = SIGN[named.act.unit as Unit] ?? '';
    const ref = `${named.act.short} ${sign}${bare}`;
    return { ref, act: named.act, provisions: carrying(ref, provisions), rest: withoutAct.replace(BARE, ' ') };
  }
  if (!named) return undefined;
  return { ref: named.act.short, act: named.act, provisions: provisions.filter((provision) => provision.act === named.act.id), rest: withoutAct };
}

function bareNumber(text: string): string | undefined {
  const words = split(text);
  if (words.length > 3) return undefined;
  const found = BARE.exec(text);
  return found ? `${found[1]}${(found[2] ?? '').toUpperCase()}` : undefined;
}

function findAct(text: string, acts: readonly Act[]): { act: Act; match: string } | undefined {
  let found: { act: Act; match: string } | undefined;
  for (const act of acts) {
    for (const name of [act.title, act.short, ...act.names]) {
      const pattern = new RegExp(`(?<![a-z0-9])(?:the )?${escape(name.toLowerCase())}(?: ?(?:19|20)\\d{2})?(?![a-z0-9])`);
      const match = pattern.exec(text)?.[0];
      if (match && (!found || match.length > found.match.length)) found = { act, match };
    }
  }
  return found;
}

function carrying(ref: string, provisions: readonly Provision[]): Provision[] {
  const rank = (provision: Provision) => provision.refs.findIndex((own) => own.toLowerCase() === ref.toLowerCase());
  return provisions.filter((provision) => rank(provision) >= 0).sort((a, b) => rank(a) - rank(b));
}

/** Without an Act, "section 75" is the one people mean: the Acts of the service desk in this order. */
function preferred(held: readonly Provision[], number: string, unit: Unit): Provision[] {
  if (unit === 'section' && number === '75') return held.filter((provision) => provision.act === 'cca');
  const order = ['cra', 'ccr', 'uk-gdpr', 'eqa', 'dpa', 'pecr', 'dmcc'];
  const rank = (provision: Provision) => (order.indexOf(provision.act) + order.length + 1) % (order.length + 1);
  return [...held].sort((a, b) => rank(a) - rank(b));
}

function unitOf(word: string): Unit {
  if (/^sch/i.test(word)) return 'schedule';
  if (/^r/i.test(word)) return 'regulation';
  if (/^a/i.test(word)) return 'article';
  return 'section';
}

const UNITS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'];
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

/** Lower case, with numbers in words written as figures: "section twenty nine … act twenty fifteen" → "section 29 … act 2015". */
function spelledOut(text: string): string {
  return text
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/\btwenty (ten|thirteen|fifteen|eighteen|twenty four|twenty five)\b/g, (_, year: string) => String(2000 + numberOf(year)))
    .replace(new RegExp(`\\b(${TENS.join('|')})(?:[ -](${UNITS.slice(0, 9).join('|')}))?\\b`, 'g'), (words: string) => String(numberOf(words.replace('-', ' '))))
    .replace(new RegExp(`\\b(?<=(?:section|article|regulation|schedule|reg|art) )(${UNITS.join('|')})\\b`, 'g'), (word: string) => String(numberOf(word)));
}

function numberOf(words: string): number {
  return words.split(' ').reduce((sum, word) => sum + (TENS.includes(word) ? (TENS.indexOf(word) + 2) * 10 : UNITS.indexOf(word) + 1), 0);
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
