/** References to law in a message: "s22 cra", "section 15(3) gdpr", "reg 29 CCRs", "sale of goods act". Pure. */
import { type LawNames, lawNames, strangerIn } from './law-names.ts';
import { ACT, inOrder, lettersJoined, type Numbered, numberedIn, SIGN, spelledOut, type Unit } from './numbered.ts';
import { FIT, fitOf } from './places.ts';
import type { Act, FormerLaw, Provision } from './schema.ts';
import { split } from './words.ts';

export type LawReference = {
  /** Canonical form, such as `CRA 2015 s.22`; without a number, the Act's short name. */
  readonly ref: string;
  readonly act: Act | undefined;
  /** Provisions that carry the reference, main ones first. */
  readonly provisions: readonly Provision[];
  /** The words of the message that are not part of the reference. */
  readonly rest: string;
  /** The subsection, as typed: "(3)", "(1)(f)". */
  readonly sub?: string;
  /** Whether some provision of the section stands for that subsection, or for the section as a whole. */
  readonly holdsSub?: boolean;
  /** Where several numbers are asked for: "CRA 2015 ss.22–24". */
  readonly several?: string;
  /** The law has gone, wholly or for some: where its rules live now. */
  readonly former?: FormerLaw;
  /** An Act that is none of ours, as typed: "Housing Act 1988". */
  readonly stranger?: string;
  /** Where nothing is held: why. */
  readonly missing?: Missing;
};

/**
 * Why nothing is held: the Act ends before (`last` is its last number), it is in the Act but not with us (`link` leads to it), or we cannot
 * tell (`link` leads to the Act).
 */
export type Missing =
  | { readonly why: 'beyond'; readonly unit: Unit; readonly number: string; readonly last: number }
  | { readonly why: 'not held'; readonly unit: Unit; readonly number: string; readonly link: string }
  | { readonly why: 'open'; readonly link: string };

/** With more words than this around it, a number beside the name of an Act is something else. */
const MOST_BARE_WORDS = 4;
/** The numbers of a rulebook have dots: "DISP 1.6.1R". */
const DOTTED = /(?<![\d.])\d+(?:\.\d+)+[a-z]?\b/i;
const PART = /\b(?:part|pt|chapter|ch)\.? (\d{1,2}[a-z]?)\b/;

/**
 * A finder of references to these Acts, and to laws that have gone.
 *
 * @returns a function from a message to the reference in it, or undefined where there is none; `provisions` of the reference is
 * empty where it names something that is not held
 */
export function referenceFinder(
  acts: readonly Act[],
  provisions: readonly Provision[],
  former: readonly FormerLaw[] = [],
): (text: string) => LawReference | undefined {
  const names = lawNames(acts, former);
  return (text) => {
    const said = spelledOut(text);
    const named = names(said);
    return named ? inNamed({ ...named, text: lettersJoined(named.text) }, provisions) : withoutAct(lettersJoined(said), acts, provisions);
  };
}

/** Provisions of an Act, and those that rest on it beside their own Act. */
export function ofAct(act: Act, provisions: readonly Provision[]): Provision[] {
  const rests = (ref: string) => ref === act.short || ref.startsWith(`${act.short} `);
  return provisions.filter((provision) => provision.act === act.id || provision.refs.some(rests));
}

function inNamed({ act, former, text }: ReturnType<LawNames> & object, provisions: readonly Provision[]): LawReference {
  const gone = former && { former };
  const plain = text.replaceAll(ACT, ' ');
  if (act && !(act.unit in SIGN)) return { ...inRulebook(act, plain, provisions), ...gone };
  const part = PART.exec(text);
  const numbered = part ? undefined : numberedIn(text);
  const isNear = numbered?.unit !== undefined || split(plain).length <= MOST_BARE_WORDS + 1;
  const number = isNear ? numbered : undefined;
  const rest = number ? text.replace(number.match, ' ').replaceAll(ACT, ' ') : plain;
  if (!act)
    return {
      ref: [former?.title, number && `${SIGN[number.unit ?? 'section']}${number.runs[0]?.[0]}`].filter(Boolean).join(' '),
      act,
      provisions: [],
      rest,
      ...gone,
    };
  if (number) return { ...byNumber(act, number, provisions), rest, ...gone };
  const carried = part ? carrying([`${act.short} Part ${part[1]?.toUpperCase()}`], provisions) : [];
  return { ref: act.short, act, provisions: carried.length > 0 ? carried : ofAct(act, provisions), rest: rest.replace(PART, ' '), ...gone };
}

function byNumber(act: Act, { unit, runs, sub }: Numbered, provisions: readonly Provision[]): Omit<LawReference, 'rest'> {
  const own = act.unit as Unit;
  // "section 17 gdpr" means article 17.
  const kind = unit === 'schedule' ? unit : own;
  const sign = SIGN[kind];
  const [[first = ''] = []] = runs;
  const ref = `${act.short} ${sign}${first}`;
  const held = inRuns(`${act.short} ${sign}`, runs, provisions);
  if (runs.length > 1 || runs.some(([from, to]) => from !== to)) {
    const several = `${act.short} ${sign.replace('s.', 'ss.').replace('reg.', 'regs.')}${runs.map(([from, to]) => (from === to ? from : `${from}–${to}`)).join(', ')}`;
    return { ref, act, provisions: held, several, ...(held.length === 0 && { missing: missing(act, kind, first) }) };
  }
  if (held.length === 0) return { ref, act, provisions: [], ...(sub && { sub }), missing: missing(act, kind, first) };
  if (!sub) return { ref, act, provisions: held };
  const nearest = nearestFirst(held, first, sub);
  return { ref, act, provisions: nearest, sub, holdsSub: nearest.some(({ section }) => fitOf(section, first, sub) !== 'other') };
}

/** Those first whose place fits the subsection best. */
function nearestFirst(held: readonly Provision[], number: string, sub: string): Provision[] {
  const rank = ({ section }: Provision) => (sub ? FIT.indexOf(fitOf(section, number, sub)) : 0);
  return [...held].sort((a, b) => rank(a) - rank(b));
}

function missing({ parts, link }: Act, unit: Unit, number: string): Missing {
  const last = unit === 'schedule' ? parts?.schedules : parts?.last;
  if (last === undefined || !link.includes('legislation.gov.uk/id/')) return { why: 'open', link };
  if (Number.parseInt(number, 10) > last) return { why: 'beyond', unit, number, last };
  // A number with a letter was put in later: we do not know which there are.
  return /^[1-9]\d*$/.test(number) ? { why: 'not held', unit, number, link: `${link}/${unit}/${number}` } : { why: 'open', link };
}

/** A rulebook such as "chargeback" has no sections; that of the FCA has numbers with dots. */
function inRulebook(act: Act, text: string, provisions: readonly Provision[]): LawReference {
  const number = DOTTED.exec(text)?.[0].toUpperCase();
  if (!number) return { ref: act.short, act, provisions: ofAct(act, provisions), rest: text };
  const ref = `${act.short} ${number}`;
  const exact = carrying([ref, `${ref}R`], provisions);
  const chapter = `${act.short} ${number.split('.').slice(0, 2).join('.')}`;
  const near = provisions.filter(({ refs }) => refs.some((own) => own === chapter || own.startsWith(`${chapter}.`)));
  const held = exact.length > 0 ? exact : mainFirst(near, chapter);
  const rest = text.replace(DOTTED, ' ');
  return {
    ref,
    act,
    provisions: held,
    rest,
    ...(exact.length === 0 && held.length > 0 && { sub: '', holdsSub: false }),
    ...(held.length === 0 && { missing: { why: 'open', link: act.link } }),
  };
}

function mainFirst(provisions: readonly Provision[], start: string): Provision[] {
  const rank = ({ refs }: Provision) => refs.findIndex((ref) => ref.startsWith(start));
  return [...provisions].sort((a, b) => rank(a) - rank(b));
}

function withoutAct(said: string, acts: readonly Act[], provisions: readonly Provision[]): LawReference | undefined {
  const numbered = numberedIn(said);
  const stranger = strangerIn(numbered ? said.replace(numbered.match, ' ') : said, numbered !== undefined);
  if (!numbered?.unit) return stranger && { ref: stranger.name, act: undefined, provisions: [], rest: stranger.rest, stranger: stranger.name };
  const { unit, runs, sub } = numbered;
  const [[number = ''] = []] = runs;
  const ref = `${unit} ${number}`;
  const rest = said.replace(numbered.match, ' ');
  // "section 21 housing act 1988" is no section of ours.
  if (stranger) return { ref, act: undefined, provisions: [], rest: stranger.rest, stranger: stranger.name };
  const held = preferred(
    acts.flatMap(({ short }) => inRuns(`${short} ${SIGN[unit]}`, runs, provisions)),
    number,
    unit,
  );
  const own = held[0]?.act;
  const isOne = runs.length === 1 && runs[0]?.[0] === runs[0]?.[1];
  if (!isOne) {
    const act = acts.find(({ id }) => id === own);
    return act ? { ...byNumber(act, numbered, provisions), rest } : { ref, act: undefined, provisions: [], rest };
  }
  const others = held.filter(({ act }) => act !== own);
  const first = nearestFirst(
    held.filter(({ act }) => act === own),
    number,
    sub,
  );
  return { ref, act: undefined, provisions: [...first, ...others], rest, ...(sub && { sub }) };
}

/** Provisions that carry one of these references, those first that have it nearest the front. */
function carrying(refs: readonly string[], provisions: readonly Provision[]): Provision[] {
  const wanted = refs.map((ref) => ref.toLowerCase());
  const rank = (provision: Provision) => provision.refs.findIndex((own) => wanted.includes(own.toLowerCase()));
  return provisions.filter((provision) => rank(provision) >= 0).sort((a, b) => rank(a) - rank(b));
}

/** Provisions with a number in one of these runs, in the order of the numbers, then as {@link carrying} gives them. */
function inRuns(start: string, runs: Numbered['runs'], provisions: readonly Provision[]): Provision[] {
  const numbers = new Set(
    provisions
      .flatMap(({ refs }) => refs.filter((ref) => ref.startsWith(start)).map((ref) => ref.slice(start.length)))
      .filter((number) => /^\d+[A-Z]*$/.test(number) && runs.some(([from, to]) => inOrder(number, from) >= 0 && inOrder(number, to) <= 0)),
  );
  return [...new Set([...numbers].sort(inOrder).flatMap((number) => carrying([`${start}${number}`], provisions)))];
}

/** Without an Act, "section 75" is the one people mean: the Acts of the service desk in this order. */
function preferred(held: readonly Provision[], number: string, unit: Unit): Provision[] {
  if (unit === 'section' && number === '75') return held.filter((provision) => provision.act === 'cca');
  const order = ['cra', 'ccr', 'uk-gdpr', 'eqa', 'dpa', 'pecr', 'dmcc'];
  const rank = (provision: Provision) => (order.indexOf(provision.act) + order.length + 1) % (order.length + 1);
  return [...held].sort((a, b) => rank(a) - rank(b));
}
