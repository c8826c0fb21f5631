/** What a message says to a case that days and choices decide: it answers the open question, changes a day, or opens a case. Pure. */
import type { Told } from '../knowledge/clocks/shapes.ts';
import { type Dated, datesIn, noSuchDateIn } from '../knowledge/dates.ts';
import { citesOf } from '../knowledge/entries.ts';
import { likeness } from '../knowledge/find.ts';
import type { PhraseName } from '../knowledge/lists.ts';
import { type CaseKind, neededBy } from './cases.ts';
import { hitOf } from './hit.ts';
import type { House } from './house.ts';
import { rank } from './rank.ts';
import { tellingIn, valueFor, valueHaving, valueNamed } from './telling.ts';
import { type Case, NEW_SESSION, type Session } from './turn.ts';

/** What a message says to a case; `says` is said before the case goes on. */
export type CaseSaid = { readonly case: Case; readonly says?: PhraseName };

/** Days that a message may tell before a clock is asked for. */
const CARRIED = ['where', 'delivered', 'contract', 'installed', 'repair-asked', 'repair-back', 'received', 'told', 'agreed', 'aware'];
/** The day of the contract is part of any story, also where a clock does not turn on it. */
const CONTRACT = 'contract';
/** Longer messages are no answers to a question of the coach. */
const MOST_ANSWERING_WORDS = 12;
const MOST_CORRECTING_WORDS = 25;
/** So short, what fits the case just worked out is a word more on it: "nothing said about cancelling". */
const MOST_AFTERTHOUGHT_WORDS = 8;
/** So alike to its everyday questions, a clock is asked for beside a date; without one it must be nearer. */
const LIKE = 0.45;
/** So alike, a clock may ask for what the message leaves open. */
const LIKE_ASKING = 0.55;
const LIKE_UNDATED = 0.6;
const CLEARLY_NEARER = 0.1;

/** What a typed message says to the case that is open, or to a new one; undefined where it is about something else. */
export function caseIn(house: House, session: Session, text: string, now: Date): CaseSaid | 'which' | undefined {
  const reading = house.knowledge.words.read(text);
  const isShort = reading.tokens.length <= MOST_ANSWERING_WORDS;
  const open = session.case;
  const hit = (templates: House['unsure']) => hitOf(templates, house.asMessage(reading.tokens)) !== undefined;
  const hasNoSuchDate = noSuchDateIn(text, now);
  if (open?.asks && isShort) {
    if (hasNoSuchDate) return { case: open, says: 'no-such-date' };
    const answer = answerIn(house, open, open.asks, text, now);
    if (answer) return { case: answer };
    if (hit(house.unsure)) return unsure(house, open, open.asks);
  }
  const isAfterthought = reading.tokens.length <= MOST_AFTERTHOUGHT_WORDS && !text.includes('?');
  if (open && !open.asks && (isAfterthought || (reading.tokens.length <= MOST_CORRECTING_WORDS && hit(house.corrections)))) {
    const { told } = tellingIn(text, kindOf(house, open.id).questions(open.told), now, open.told);
    if (Object.keys(told).length > 0) return { case: { id: open.id, told: { ...open.told, ...told } } };
  }
  return newCase(house, text, now, hit);
}

/**
 * The clock that a message asks for. A message without "work out" is taken only if every date in it has its place, it asks for a last day, and
 * no entry of the knowledge base has that very question.
 */
function newCase(house: House, text: string, now: Date, hit: (templates: House['unsure']) => boolean): CaseSaid | 'which' | undefined {
  if (hit(house.whichDates)) return 'which';
  const dates = datesIn(text, now).filter(isDay);
  const says = noSuchDateIn(text, now) ? { says: 'no-such-date' as const } : {};
  const isWorkOut = hit(house.workOuts);
  if (!isWorkOut && !(hit(house.deadlines) && (dates.length > 0 || says.says))) return undefined;
  const asked = clockAsked(house, text, dates);
  if (!asked) return undefined;
  const begun = opened(house, asked.id, text, now);
  if (isWorkOut || says.says) return { case: begun, ...says };
  const contract = daysIn(house, text, now)[CONTRACT]?.[0];
  const isOpen = neededBy(kindOf(house, begun.id), begun.told, now) !== undefined;
  return asked.isOwn || begun.loose?.some((day) => day !== contract) || (isOpen && asked.like < LIKE_ASKING) ? undefined : { case: begun };
}

/** A case begun by its button, with the days told before. */
export function begun(house: House, { last }: Session, id: Case['id']): CaseSaid {
  const takes = kindOf(house, id)
    .questions({})
    .map((question) => question.id);
  const told = Object.fromEntries(Object.entries(last?.told ?? {}).filter(([question]) => takes.includes(question)));
  return { case: { id, told } };
}

/** The days that a message tells of any clock, for a clock that is asked for next. */
export function daysIn({ knowledge }: House, text: string, now: Date): Told {
  const days = CARRIED.flatMap((name) => knowledge.content.clocks.questions.find(({ id }) => id === name) ?? []);
  return tellingIn(text, days, now).told;
}

/** The case with what an answer to its open question tells; undefined where it tells nothing of it. */
function answerIn(house: House, open: Case, asks: string, text: string, now: Date): Case | undefined {
  const questions = kindOf(house, open.id).questions(open.told);
  const question = questions.find(({ id }) => id === asks);
  if (!question) return undefined;
  const value = valueNamed(text, question) ?? valueHaving(text, question);
  if (value) return { ...open, told: { ...open.told, [asks]: [value] } };
  const { told, loose } = tellingIn(text, questions, now, open.told);
  const [first] = told[asks] ? [] : loose;
  const own = first && question.kind !== 'choice' ? valueFor(first, question) : undefined;
  const all = { ...told, ...(own && { [asks]: [own] }) };
  const kept = loose.filter((date) => !own || date !== first).map(({ from }) => from);
  return Object.keys(all).length + kept.length > 0 ? { ...open, told: { ...open.told, ...all }, loose: [...(open.loose ?? []), ...kept] } : undefined;
}

function unsure(house: House, open: Case, asks: string): CaseSaid {
  const question = kindOf(house, open.id)
    .questions(open.told)
    .find(({ id }) => id === asks);
  const isValue = question?.values.some(({ id }) => id === 'not-sure');
  return isValue ? { case: { ...open, told: { ...open.told, [asks]: ['not-sure'] } } } : { case: open, says: 'date-needed' };
}

/** A new case with what its first message tells. A date beside no word at all answers the first question; others are kept to be offered. */
function opened(house: House, id: Case['id'], text: string, now: Date): Case {
  const kind = kindOf(house, id);
  const { told, loose } = tellingIn(text, kind.questions({}), now);
  const bare = tellingIn(text, house.knowledge.content.clocks.questions, now).loose.map(({ at }) => at);
  const asks = neededBy(kind, told, now);
  const first = asks && asks.kind !== 'choice' ? loose.find(({ at, moment }) => bare.includes(at) || (asks.kind === 'moment' && moment)) : undefined;
  const own = first && asks ? { [asks.id]: [valueFor(first, asks) ?? ''].filter(Boolean) } : {};
  return { id, told: { ...told, ...own }, loose: loose.filter((date) => date !== first).map(({ from }) => from) };
}

/** The clock that is asked for: the one whose everyday questions are nearest, or the one behind the answer to the message. */
function clockAsked(house: House, text: string, dates: readonly Dated[]): { id: Case['id']; like: number; isOwn: boolean } | undefined {
  const bare = dates.reduceRight((left, { at, typed }) => `${left.slice(0, at)} ${left.slice(at + typed.length)}`, text);
  const { words, entry } = house.knowledge;
  const reading = words.read(bare);
  const { entries, isOwn } = rank(house, NEW_SESSION, words.read(text), text);
  const [best, next] = house.cases.map(({ id, likes }) => ({ id, like: likeness(likes(), reading.terms) })).sort((a, b) => b.like - a.like);
  if (!best || !next) return undefined;
  if (dates.length > 0 ? best.like >= LIKE : best.like >= LIKE_UNDATED && best.like - next.like >= CLEARLY_NEARER) return { ...best, isOwn };
  if (dates.length === 0) return undefined;
  const answer = entry(entries[0] ?? '');
  const cites = answer ? [answer.id, ...citesOf(answer)] : [];
  const behind = house.cases.filter((kind) => kind.cites.some((cite) => cites.includes(cite)));
  const [id] = behind.sort((a, b) => firstOf(a.cites, cites) - firstOf(b.cites, cites)).map((kind) => kind.id);
  return id && { id, like: 0, isOwn };
}

/** @throws Error where there is no such kind of case, which is a fault of the code: stored cases are checked on reading */
export function kindOf(house: House, id: Case['id']): CaseKind {
  const kind = house.cases.find((candidate) => candidate.id === id);
  if (!kind) throw new Error(`there is no kind of case "${id}"`);
  return kind;
}

/** Whether it is one day, and was meant as one: "last week" and "5 weeks ago" are about so long ago. */
function isDay({ from, to, typed }: Dated): boolean {
  return from === to && !/\b(?:week|month|year|ago)$/i.test(typed);
}

/** Where the first of these ids stands in the list. */
function firstOf(list: readonly string[], ids: readonly string[]): number {
  return list.findIndex((id) => ids.includes(id));
}
