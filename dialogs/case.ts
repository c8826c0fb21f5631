/** What a message says to a case that days and choices decide: it answers the open question, changes a day, or opens a case. Pure. */
import type { Told } from '../knowledge/clocks/shapes.ts';
import { type Dated, datesIn, noSuchDateIn } from '../knowledge/dates.ts';
import { citesOf } from '../knowledge/entries.ts';
import { likeness } from '../knowledge/find.ts';
import type { PhraseName } from '../knowledge/lists.ts';
import { neededBy, questionsFor } from './clock.ts';
import { hitOf } from './hit.ts';
import type { House } from './house.ts';
import { rank } from './rank.ts';
import { tellingIn, valueFor, valueNamed } from './telling.ts';
import { type Case, NEW_SESSION, type Session } from './turn.ts';

/** What a message says to a case; `says` is said before the case goes on. */
export type CaseSaid = { readonly case: Case; readonly says?: PhraseName };

/** Longer messages are no answers to a question of the coach. */
const MOST_ANSWERING_WORDS = 12;
/** So short, what fits the case just worked out is a word more on it: "nothing said about cancelling". */
const MOST_AFTERTHOUGHT_WORDS = 5;
/** So alike to its everyday questions, a clock is asked for beside a date; without one it must be nearer. */
const LIKE = 0.45;
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
  if (open && !open.asks && isShort && (isAfterthought || hit(house.corrections))) {
    const { told } = tellingIn(text, questionsFor(house.knowledge, open.id), now);
    if (Object.keys(told).length > 0) return { case: { id: open.id, told: { ...open.told, ...told } } };
  }
  const dates = datesIn(text, now).filter(({ from, to, typed }) => from === to && !/ago$/i.test(typed));
  if (hit(house.whichDates)) return 'which';
  const [isWorkOut, isDeadline] = [hit(house.workOuts), hit(house.deadlines)];
  if (dates.length === 0 && !isWorkOut && !(isDeadline && hasNoSuchDate)) return undefined;
  const id = clockAsked(house, text, dates, isDeadline);
  if (id) return { case: opened(house, id, text, now), ...(hasNoSuchDate && { says: 'no-such-date' }) };
  return undefined;
}

/** A case begun by its button, with the days told before. */
export function begun(house: House, { last }: Session, id: Case['id']): CaseSaid {
  const takes = questionsFor(house.knowledge, id).map((question) => question.id);
  const told = Object.fromEntries(Object.entries(last?.told ?? {}).filter(([question]) => takes.includes(question)));
  return { case: { id, told } };
}

/** The days that a message tells of any clock, for a clock that is asked for next. */
export function daysIn({ knowledge }: House, text: string, now: Date): Told {
  const days = knowledge.content.clocks.questions.filter(({ kind }) => kind !== 'choice');
  return tellingIn(text, days, now).told;
}

/** The case with what an answer to its open question tells; undefined where it tells nothing of it. */
function answerIn(house: House, open: Case, asks: string, text: string, now: Date): Case | undefined {
  const questions = questionsFor(house.knowledge, open.id);
  const question = questions.find(({ id }) => id === asks);
  if (!question) return undefined;
  const value = valueNamed(text, question);
  if (value) return { ...open, told: { ...open.told, [asks]: [value] } };
  const { told, loose } = tellingIn(text, questions, now);
  const [first] = told[asks] ? [] : loose;
  const own = first && question.kind !== 'choice' ? valueFor(first, question) : undefined;
  const all = { ...told, ...(own && { [asks]: [own] }) };
  return Object.keys(all).length > 0 ? { ...open, told: { ...open.told, ...all } } : undefined;
}

function unsure(house: House, open: Case, asks: string): CaseSaid {
  const question = questionsFor(house.knowledge, open.id).find(({ id }) => id === asks);
  const isValue = question?.values.some(({ id }) => id === 'not-sure');
  return isValue ? { case: { ...open, told: { ...open.told, [asks]: ['not-sure'] } } } : { case: open, says: 'date-needed' };
}

/** A new case with what its first message tells. A date beside no word at all answers the first question; others are kept to be offered. */
function opened({ knowledge }: House, id: Case['id'], text: string, now: Date): Case {
  const { told, loose } = tellingIn(text, questionsFor(knowledge, id), now);
  const bare = tellingIn(text, knowledge.content.clocks.questions, now).loose.map(({ at }) => at);
  const asks = neededBy(knowledge, { id, told });
  const first = asks && asks.kind !== 'choice' ? loose.find(({ at, moment }) => bare.includes(at) || (asks.kind === 'moment' && moment)) : undefined;
  const own = first && asks ? { [asks.id]: [valueFor(first, asks) ?? ''].filter(Boolean) } : {};
  return { id, told: { ...told, ...own }, loose: loose.filter((date) => date !== first).map(({ from }) => from) };
}

/** The clock that is asked for: the one whose everyday questions are nearest, or the one behind the answer where a last day is asked for. */
function clockAsked(house: House, text: string, dates: readonly Dated[], isDeadline: boolean): Case['id'] | undefined {
  const bare = dates.reduceRight((left, { at, typed }) => `${left.slice(0, at)} ${left.slice(at + typed.length)}`, text);
  const { words } = house.knowledge;
  const reading = words.read(bare);
  const [best, next] = house.clocks.map(({ id, likes }) => ({ id, like: likeness(likes, reading.terms) })).sort((a, b) => b.like - a.like);
  if (!best || !next) return undefined;
  if (dates.length > 0 ? best.like >= LIKE : best.like >= LIKE_UNDATED && best.like - next.like >= CLEARLY_NEARER) return best.id;
  if (!isDeadline) return undefined;
  const entry = house.knowledge.entry(rank(house, NEW_SESSION, reading, bare).entries[0] ?? '');
  const cites = entry ? [entry.id, ...citesOf(entry)] : [];
  const behind = house.knowledge.content.clocks.clocks.filter((clock) => clock.cites.some((cite) => cites.includes(cite)));
  return behind.sort((a, b) => firstOf(a.cites, cites) - firstOf(b.cites, cites))[0]?.id;
}

/** Where the first of these ids stands in the list. */
function firstOf(list: readonly string[], ids: readonly string[]): number {
  return list.findIndex((id) => ids.includes(id));
}
