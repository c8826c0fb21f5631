/** What a message takes along from the answer before it: meanings, facts, and what lies near. Pure. */
import { citesOf, type Entry, relatedTo } from '../knowledge/entries.ts';
import { factsIn, toldBy } from '../knowledge/facts.ts';
import type { Fact } from '../knowledge/schema.ts';
import { CONCEPT, type Reading, SPAN, split, TOLD } from '../knowledge/words.ts';
import { type Decided, decideAgain } from './decide.ts';
import { doubtOf } from './doubt.ts';
import type { House } from './house.ts';
import type { Session } from './turn.ts';

/** How a message begins that leans on the one before. */
const LEANING =
  /^(?:ok |right |so |yeah |but |hmm )*(?:and|but|what about|what if|how about|does that|does this|does it|is that|would that|who has to|who must|who pays|why|even if|what happens if|ok but|same if|same for)\b/;
/** How a question begins that says nothing without the one before. */
const CONTINUING =
  /^(?:and |but |ok |so )*(?:what about|how about|what if|even if|does (?:that|this|it)|is (?:that|this|it)|would (?:that|it)|same)\b/;
/** Longer messages stand for themselves. */
const MOST_LEANING_WORDS = 12;
/** An answer to a question of the coach is short. */
const MOST_ANSWERING_WORDS = 8;

/** Whether a message says by its beginning that it leans on the one before. */
export function isLeaning(reading: Reading): boolean {
  return LEANING.test(reading.tokens.map((token) => token.word).join(' '));
}

/** Whether a question says nothing without the one before: "and what about after 7 months?" */
export function isContinuing(question: string): boolean {
  return CONTINUING.test(split(question).join(' '));
}

/** A short message with the meanings of the question before it; undefined where there is none or the message is long. */
export function carriedFrom(house: House, session: Session, reading: Reading): Reading | undefined {
  if (!session.last || reading.tokens.length > MOST_LEANING_WORDS) return undefined;
  return { ...reading, terms: carriedOn(house.knowledge.content.facts.facts, session.last.meanings, reading.terms) };
}

/** What is meant by a short message that tells the fact asked for, or another that the answer before turned on; else undefined. */
export function factTold(
  house: House,
  reading: Reading,
  session: Session,
  text: string,
): { decided: Decided; meanings: readonly string[] } | undefined {
  const { last } = session;
  const { facts } = house.knowledge.content;
  const carried = carriedFrom(house, session, reading);
  if (!carried || !last?.decision) return undefined;
  const anew = factsIn(reading.terms, facts.facts);
  const isAnswer = last.ask !== undefined && reading.tokens.length <= MOST_ANSWERING_WORDS && anew.has(last.ask);
  if (!isAnswer && (!isLeaning(reading) || doubtOf(house.knowledge, reading, text).offTopic >= 0.5)) return undefined;
  const decided = decideAgain(facts, last.decision, carried.terms, anew);
  return decided && { decided, meanings: meaningsOf(carried.terms) };
}

/** The terms that are meanings and no words of the person's own. */
export function meaningsOf(terms: readonly string[]): string[] {
  return terms.filter((term) => [CONCEPT, SPAN, TOLD].includes(term[0] ?? ''));
}

/** These terms and the meanings of before; a fact told anew takes the place of the old. */
export function carriedOn(facts: readonly Fact[], before: readonly string[], terms: readonly string[]): string[] {
  const anew = factsIn(terms, facts);
  const replaced = facts
    .filter(({ id }) => anew.has(id))
    .flatMap(({ id, values }) => values.flatMap((value) => [...value.meanings, toldBy(id, value.id)]));
  return [...new Set([...terms, ...before.filter((meaning) => !replaced.includes(meaning))])];
}

/** The Acts that the last answer rests on. */
export function actsBehind(house: House, { last }: Session): Set<string> {
  const cited = citedIds(house.knowledge.entry(last?.entry ?? ''));
  return new Set(house.knowledge.content.provisions.filter(({ id }) => cited.includes(id)).map(({ act }) => act));
}

/** The entries that rest on the same source as the last answer, that it points to, or that point to it. */
export function entriesNear(house: House, { last }: Session): Set<string> {
  const { entry, entries } = house.knowledge;
  const before = entry(last?.entry ?? '');
  if (!before) return new Set();
  const sources = new Set([before.id, ...citedIds(before), ...relatedTo(before)]);
  const isNear = (other: Entry) => sources.has(other.id) || citedIds(other).some((id) => sources.has(id)) || relatedTo(other).includes(before.id);
  return new Set(entries.filter((other) => other.id !== before.id && isNear(other)).map(({ id }) => id));
}

/** What an entry rests on; a provision rests on itself. */
export function citedIds(entry: Entry | undefined): readonly string[] {
  if (!entry) return [];
  return entry.kind === 'provision' ? [entry.id] : citesOf(entry);
}
