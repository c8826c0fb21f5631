/** References to law in a message: "s22 cra", "section 15(3) gdpr", "reg 29 CCRs", "article 33". Pure. */
import { LARGE_NUMBER, numberIn, SMALL_NUMBER } from './numbers.ts';
import type { Act, Provision } from './schema.ts';
import { quoted, split } from './words.ts';

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

const NUMBERED =
  /\b(section|sections|sec|sect|ss|s|article|articles|art|arts|regulation|regulations|regs|reg|schedule|sched|sch)\.?\s*(\d{1,6})\s?([a-d]{0,2})\b(?:\s*\(\w{1,3}\))*/i;
/** "164A" after or before the name of an Act ("dpa 164a"), but no length of time or amount ("30 day rule"). */
const BARE = /(?<![£$€\d.])\b(\d{1,6})([a-d]?)\b(?!\s*(?:hours?|hrs?|days?|weeks?|wks?|months?|mths?|years?|yrs?|%|p\b|pounds?|quid))/i;
/** The numbers of a rulebook have dots: "DISP 1.6.1R". */
const DOTTED = /\b\d+(?:\.\d+)+[a-z]?\b/i;
/** An Act by its kind and year, or just its kind: in a message with a number it may be one that we do not know. */
const SOME_ACT = /\b(?:[a-z]+\s+)(?:act|regulations|order)\b(?:\s*(?:19|20)\d\d)?/;

/**
 * A finder of references to these Acts.
 *
 * @returns a function from a message to the reference in it, or undefined where there is none; `provisions` of the reference is
 * empty where it names something that is not held
 */
export function referenceFinder(acts: readonly Act[], provisions: readonly Provision[]): (text: string) => LawReference | undefined {
  const names = actNames(acts);
  return (text) => {
    const said = spelledOut(text);
    const named = findAct(said, names);
    const withoutAct = named ? said.replace(named.match, ' ') : said;
    const numbered = NUMBERED.exec(withoutAct);
    // A rulebook such as "chargeback" has no sections: a number beside it belongs to an Act.
    const numberedAct = named && signOf(named.act) ? named.act : undefined;
    if (numbered) return byNumber(numbered, withoutAct, numberedAct, acts, provisions);
    if (!named) return undefined;
    const { act } = named;
    const pattern = signOf(act) ? BARE : DOTTED;
    const bare = split(withoutAct).length > MOST_BARE_WORDS ? undefined : pattern.exec(withoutAct)?.[0];
    if (!bare) return { ref: act.short, act, provisions: ofAct(act, provisions), rest: withoutAct };
    const ref = `${act.short} ${signOf(act)}${bare.toUpperCase()}`;
    return { ref, act, provisions: carrying(ref, provisions), rest: withoutAct.replace(bare, ' ') };
  };
}

/** Provisions of an Act, and those that rest on it beside their own Act. */
export function ofAct(act: Act, provisions: readonly Provision[]): Provision[] {
  const rests = (ref: string) => ref === act.short || ref.startsWith(`${act.short} `);
  return provisions.filter((provision) => provision.act === act.id || provision.refs.some(rests));
}

function byNumber(
  numbered: RegExpExecArray,
  text: string,
  act: Act | undefined,
  acts: readonly Act[],
  provisions: readonly Provision[],
): LawReference {
  const unit = unitOf(numbered[1] ?? '');
  const number = `${numbered[2]}${(numbered[3] ?? '').toUpperCase()}`;
  const rest = text.replace(numbered[0], ' ');
  if (!act) {
    // "section 21 housing act 1988" is no section of ours.
    const held = SOME_ACT.test(rest) ? [] : acts.flatMap(({ short }) => carrying(`${short} ${SIGN[unit]}${number}`, provisions));
    return { ref: `${unit} ${number}`, act, provisions: preferred(held, number, unit), rest };
  }
  // "section 17 gdpr" means article 17.
  const ref = `${act.short} ${unit === 'schedule' ? SIGN[unit] : signOf(act)}${number}`;
  return { ref, act, provisions: carrying(ref, provisions), rest };
}

function signOf(act: Act): string {
  return SIGN[act.unit as Unit] ?? '';
}

/** With more words than this around it, a number beside the name of an Act is something else. */
const MOST_BARE_WORDS = 4;

type ActName = { readonly act: Act; readonly pattern: RegExp };

function actNames(acts: readonly Act[]): ActName[] {
  return acts.flatMap((act) => {
    const year = /\b(?:19|20)\d\d\b/.exec(act.title)?.[0] ?? '';
    // Its own year may follow; another year makes it another Act.
    const ending = `(?: ?(?:of )?${year})?(?! ?(?:19|20)\\d\\d)(?![a-z0-9])`;
    return [act.title, act.short, ...act.names].map((name) => ({
      act,
      pattern: new RegExp(`(?<![a-z0-9])(?:the )?${quoted(name.toLowerCase())}${ending}`),
    }));
  });
}

/** The longest name of an Act in the text. */
function findAct(text: string, names: readonly ActName[]): { act: Act; match: string } | undefined {
  let found: { act: Act; match: string } | undefined;
  for (const { act, pattern } of names) {
    const match = pattern.exec(text)?.[0];
    if (match && (!found || match.length > found.match.length)) found = { act, match };
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

const YEAR_IN_WORDS = /\btwenty (ten|thirteen|fifteen|eighteen|twenty four|twenty five)\b/g;
const LARGE = new RegExp(`\\b${LARGE_NUMBER}\\b`, 'g');
const SMALL = new RegExp(`(?<=\\b(?:section|article|regulation|schedule|reg|art) )${SMALL_NUMBER}\\b`, 'g');

/** Lower case, with numbers in words written as figures: "section twenty nine … act twenty fifteen" → "section 29 … act 2015". */
function spelledOut(text: string): string {
  return text
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(YEAR_IN_WORDS, (_, year: string) => String(2000 + numberIn(year)))
    .replace(LARGE, (words: string) => String(numberIn(words)))
    .replace(SMALL, (word: string) => String(numberIn(word)));
}
