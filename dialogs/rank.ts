/** The ranking of all entries for a message: what comes nearest, how sure that is, and what a follow-up leans on. Pure. */
import type { Entry } from '../knowledge/entries.ts';
import { type Facts, factsIn, type Standing, standing, toldBy } from '../knowledge/facts.ts';
import { type Found, find, likeness, unknownShare } from '../knowledge/find.ts';
import { OTHERS } from '../knowledge/knowledge.ts';
import { classify } from '../knowledge/linear.ts';
import type { LawReference } from '../knowledge/reference.ts';
import type { Fact } from '../knowledge/schema.ts';
import { CONCEPT, type Reading, SPAN, TOLD } from '../knowledge/words.ts';
import { type Decided, decide, decideAgain, turnsOn } from './decide.ts';
import type { House } from './house.ts';
import type { Band, Session } from './turn.ts';

export type Ranking = {
  readonly band: Band;
  /** Ids of the nearest entries, best first: up to four to answer with, three to choose from, two where nothing is known. */
  readonly entries: readonly string[];
  readonly sureness: number;
  /** The meanings that were ranked, for a follow-up to lean on. */
  readonly meanings: readonly string[];
  readonly followsUp: boolean;
  /** Where the answer turned on facts. */
  readonly decided?: Decided;
  /** Share of the message that is a name of the best entry: 1 where it is nothing else. */
  readonly named: number;
  readonly why: string;
};

/**
 * How sure the ranking is: a weighted sum, found once by logistic regression on questions of ours and messages of others.
 * 0 is an even chance that the question is ours to answer. A message that is one of the entry's own questions is surer still.
 */
const SURENESS = {
  constant: -10.4,
  score: 7.2,
  explained: 0.55,
  named: 5.6,
  words: 2.05,
  unknown: -3.3,
  offTopic: -0.83,
  likeOthers: -10.5,
  wordForWord: 2,
};
/** From here on, the best entry is the answer. */
const SURE = 0.5;
/** From here on, two or three entries are offered. */
const CHOOSE = -0.3;
/** An entry that explains less of the message than one telling word is near only if it is asked nearly word for word. */
const LEAST_EXPLAINED = 2.5;
/** So alike, a message is an everyday question word for word. */
const WORD_FOR_WORD = 0.95;
/** How many of the nearest entries are looked at, and what one gains that rests on law the message is likely about. */
const CANDIDATES = 25;
const FAVOURED = 0.2;
/** What the score of an entry is multiplied by that rests on facts: told, open, or told otherwise. */
const HEED: Record<Standing, number> = { met: 1, open: 0.85, contrary: 0.5 };
/** How off-topic a follow-up looks counts for so much only: it has few words of its own. */
const FOLLOW_UP_DOUBT = 0.25;

export function rank(house: House, session: Session, own: Reading, text: string): Ranking {
  const { knowledge } = house;
  const followed = followUp(house, own, session);
  const reading = followed ?? own;
  const favoured = likelyLaw(house, house.findReference(text), session, followed !== undefined);
  const rests = ({ entry }: Found) => citedIds(knowledge.entries[entry]).some((id) => favoured.has(id));
  const { facts } = knowledge.content;
  const told = factsIn(reading.terms, facts.facts);
  const found = find(knowledge.finder, reading.terms, CANDIDATES)
    .map((one) => ({ ...one, score: (one.score + (rests(one) ? FAVOURED : 0)) * heed(knowledge.entries[one.entry], told) }))
    .sort((a, b) => b.score - a.score);
  const nearest = found.map(({ entry }) => knowledge.entries[entry]?.id ?? '');
  const meanings = meaningsOf(reading.terms);
  const decided = nearest[0] === undefined ? undefined : decide(facts, nearest[0], reading.terms);
  const entries = decided ? [decided.entry, ...nearest.filter((id) => id !== decided.entry)] : nearest;
  const [best] = found;
  const rest = { meanings, followsUp: followed !== undefined, named: best?.named ?? 0, ...(decided && { decided }) };
  if (!best) return { band: 'unknown', entries: [], sureness: Number.NEGATIVE_INFINITY, why: 'ranking: no word of it is known', ...rest };

  const doubt = followed ? FOLLOW_UP_DOUBT : 1;
  const offTopic = doubt * (classify(knowledge.topicality, knowledge.words.intentTerms(own, text)).find(({ name }) => name === OTHERS)?.chance ?? 0);
  const likeOthers = doubt * likeness(knowledge.others, own.terms);
  const unknown = unknownShare(knowledge.finder, own.terms);
  const isThin = best.explained < LEAST_EXPLAINED && best.alike < WORD_FOR_WORD;
  const sureness = Math.min(surenessOf(best, { offTopic, likeOthers, unknown, words: reading.tokens.length }), isThin ? CHOOSE - 0.01 : Number.POSITIVE_INFINITY);
  const { score, explained, named } = best;
  const why = `ranking: ${nearest[0]}${decided ? ` → ${decided.decision}: ${decided.entry}` : ''}, score ${score.toFixed(2)}, explained ${explained.toFixed(1)}, named ${named.toFixed(2)}, off topic ${offTopic.toFixed(3)}, like others ${likeOthers.toFixed(2)}`;
  const band = sureness < CHOOSE ? 'unknown' : sureness < SURE ? 'choose' : 'sure';
  return { band, entries: entries.slice(0, { sure: 4, choose: 3, unknown: 2 }[band]), sureness, why, ...rest };
}

/** How a message begins that leans on the one before. */
const LEANING =
  /^(?:ok |right |so |yeah |but |hmm )*(?:and|but|what about|what if|how about|does that|does this|does it|is that|would that|who has to|who must|who pays|why|even if|what happens if|ok but|same if|same for)\b/;
/** Longer messages stand for themselves. */
const MOST_LEANING_WORDS = 12;
/** An answer to a question of the coach is short. */
const MOST_ANSWERING_WORDS = 8;

/** What is meant by a short message that tells the fact asked for, or another that the answer before turned on; else undefined. */
export function factTold(house: House, reading: Reading, session: Session): { decided: Decided; meanings: readonly string[] } | undefined {
  const { last } = session;
  const { facts } = house.knowledge.content;
  if (!last?.decision || reading.tokens.length > MOST_LEANING_WORDS) return undefined;
  const isLeaning = followUp(house, reading, session) !== undefined;
  const told = factsIn(reading.terms, facts.facts);
  const isAnswer = last.ask !== undefined && told.has(last.ask) && reading.tokens.length <= MOST_ANSWERING_WORDS;
  if (!isAnswer && !(isLeaning && turnsOn(facts, last.decision, reading.terms))) return undefined;
  const terms = carriedOn(facts.facts, last.meanings, reading.terms);
  const decided = decideAgain(facts, last.decision, terms);
  return decided && { decided, meanings: meaningsOf(terms) };
}

/** The terms that are meanings and no words of the person's own. */
function meaningsOf(terms: readonly string[]): string[] {
  return terms.filter((term) => [CONCEPT, SPAN, TOLD].includes(term[0] ?? ''));
}

/** A short follow-up with the meanings of the question before it, or undefined where the message stands for itself. */
function followUp(house: House, reading: Reading, session: Session): Reading | undefined {
  const said = reading.tokens.map((token) => token.word).join(' ');
  if (!session.last || reading.tokens.length > MOST_LEANING_WORDS || !LEANING.test(said)) return undefined;
  return { ...reading, terms: carriedOn(house.knowledge.content.facts.facts, session.last.meanings, reading.terms) };
}

/** These terms and the meanings of before; a fact told anew takes the place of the old. */
export function carriedOn(facts: readonly Fact[], before: readonly string[], terms: readonly string[]): string[] {
  const anew = factsIn(terms, facts);
  const replaced = facts
    .filter(({ id }) => anew.has(id))
    .flatMap(({ id, values }) => values.flatMap((value) => [...value.meanings, toldBy(id, value.id)]));
  return [...new Set([...terms, ...before.filter((meaning) => !replaced.includes(meaning))])];
}

/** How much an entry counts that rests on facts: less where they are not told, much less where the message tells otherwise. */
function heed(entry: Entry | undefined, told: Facts): number {
  if (entry?.kind !== 'situation' || !entry.situation.only) return 1;
  return HEED[standing(told, entry.situation.only)];
}

/** Provisions that an answer is likely to rest on: those the message names, and for a follow-up those of the same Act as before. */
function likelyLaw(house: House, reference: LawReference | undefined, session: Session, isFollowUp: boolean): Set<string> {
  const { content, entry } = house.knowledge;
  if (reference && isNumbered(reference)) return new Set(reference.provisions.map(({ id }) => id));
  if (!isFollowUp || !session.last) return new Set();
  const acts = new Set(content.provisions.filter(({ id }) => citedIds(entry(session.last?.entry ?? '')).includes(id)).map(({ act }) => act));
  return new Set(content.provisions.filter(({ act }) => acts.has(act)).map(({ id }) => id));
}

/** Whether a reference has a number beside the year of the Act. */
export function isNumbered(reference: LawReference): boolean {
  return /\d/.test(reference.ref.replace(/(19|20)\d\d/, ''));
}

function citedIds(entry: Entry | undefined): readonly string[] {
  if (entry?.kind === 'provision') return [entry.id];
  return entry?.kind === 'situation' ? entry.situation.cites : [];
}

type Doubts = {
  /** Chance that the message is not ours, by its words. */
  readonly offTopic: number;
  /** How alike it is to a message that is not ours. */
  readonly likeOthers: number;
  /** Share of its stems that we do not know. */
  readonly unknown: number;
  readonly words: number;
};

function surenessOf({ score, explained, named, alike }: Found, { offTopic, likeOthers, unknown, words }: Doubts): number {
  const parts = {
    score: SURENESS.score * score,
    explained: SURENESS.explained * Math.log(1 + explained),
    named: SURENESS.named * named,
    words: SURENESS.words * Math.log(words),
    unknown: SURENESS.unknown * unknown,
    offTopic: SURENESS.offTopic * Math.log((offTopic + 1e-3) / (1 - offTopic + 1e-3)),
    likeOthers: SURENESS.likeOthers * likeOthers,
    wordForWord: alike >= WORD_FOR_WORD ? SURENESS.wordForWord : 0,
  };
  return Object.values(parts).reduce((sum, part) => sum + part, SURENESS.constant);
}
