/** The ranking of all entries for a message: what comes nearest and how sure that is. Pure. */
import type { Entry } from '../knowledge/entries.ts';
import { type Facts, factsIn, type Standing, standing } from '../knowledge/facts.ts';
import { explainedBy, type Found, find } from '../knowledge/find.ts';
import type { LawReference } from '../knowledge/reference.ts';
import type { Reading } from '../knowledge/words.ts';
import { actsBehind, carriedFrom, citedIds, entriesNear, isLeaning, meaningsOf } from './context.ts';
import { type Decided, decide } from './decide.ts';
import { type Doubt, doubtOf } from './doubt.ts';
import type { House } from './house.ts';
import type { Band, Session } from './turn.ts';

export type Ranking = {
  readonly band: Band;
  /** Ids of the nearest entries, best first: up to four to answer with, three to choose from, two where nothing is known. */
  readonly entries: readonly string[];
  readonly sureness: number;
  /** What each thing added to the sureness, for `explain`. */
  readonly parts: Readonly<Record<string, number>>;
  /** The meanings that were ranked, for a follow-up to lean on. */
  readonly meanings: readonly string[];
  readonly followsUp: boolean;
  /** Where the answer turned on facts. */
  readonly decided?: Decided;
  /** Share of the message that is a name of the best entry: 1 where it is nothing else. */
  readonly named: number;
  /** Whether the message is one of the best entry's own questions, word for word. */
  readonly isOwn: boolean;
  readonly why: string;
};

/**
 * How sure the ranking is: a weighted sum, found once by logistic regression on questions of ours and messages of others.
 * 0 is an even chance that the question is ours to answer. A message that is one of the entry's own questions is surer still.
 */
const SURENESS = {
  constant: -11.4,
  score: 7.4,
  explained: 1.7,
  named: 3.1,
  words: 1.1,
  offTopic: -1,
  likeOthers: -11.7,
  wordForWord: 2,
};
/** From here on, the best entry is the answer. */
export const SURE = 0.8;
/** From here on, two or three entries are offered. */
export const CHOOSE = -0.5;
/** An entry that explains less of the message than one telling word is near only if it is asked nearly word for word. */
const LEAST_EXPLAINED = 2.5;
/** The same for a message that leans on others: some of its own words must count. */
const LEAST_EXPLAINED_OF_ITS_OWN = 1;
/** Share of a message from which it is a name and nothing else. */
export const NAME_ALONE = 0.95;
/** So alike, a message is an everyday question word for word. */
const WORD_FOR_WORD = 0.95;
/** How many of the nearest entries are looked at, and what one gains that rests on law the message is likely about. */
const CANDIDATES = 20;
const FAVOURED = 0.2;
/** What the score of an entry is multiplied by that rests on facts: told, open, or told otherwise. */
const HEED: Record<Standing, number> = { met: 1, open: 0.85, contrary: 0.5 };
/** Doubts whether a follow-up is ours count for so much only: it has few words of its own. */
const FOLLOW_UP_DOUBT = 0.5;
/** The same for a message that does not say that it follows, but comes near what was said before. */
const NEARBY_DOUBT = 0.75;
/** A follow-up is short because the rest has been said: it counts as so many words. */
const FOLLOW_UP_WORDS = 5;
/** The same for a sentence of a text. */
const SENTENCE_WORDS = 8;
/** More words make nothing surer. */
const MOST_WORDS = 20;
/** So sure a message must be by itself for what went before to make it surer. */
const NEARLY = -2;

/** The ranking of a message by itself, or, where it leans on what went before or says too little, together with that. */
export function rank(house: House, session: Session, own: Reading, text: string): Ranking {
  const scene = { house, own, text, named: house.findReference(text) };
  const carried = carriedFrom(house, session, own);
  if (!carried) return ranking(scene, own, NO_CONTEXT);
  if (isLeaning(own))
    return ranking(scene, carried, { acts: actsBehind(house, session), near: NONE, doubt: FOLLOW_UP_DOUBT, words: FOLLOW_UP_WORDS });
  const alone = ranking(scene, own, NO_CONTEXT);
  if (alone.band === 'sure') return alone;
  const near = entriesNear(house, session);
  const together = ranking(scene, carried, { acts: NONE, near, doubt: NEARBY_DOUBT, words: FOLLOW_UP_WORDS });
  const isNear = together.band === 'sure' && near.has(together.entries[0] ?? '');
  return isNear && alone.sureness > NEARLY ? together : alone;
}

/** The ranking of one sentence of a text, with what the whole text tells. */
export function rankSentence(house: House, own: Reading, terms: readonly string[], sentence: string): Ranking {
  const scene = { house, own, text: sentence, named: house.findReference(sentence) };
  return ranking(scene, { ...own, terms }, { acts: NONE, near: NONE, doubt: FOLLOW_UP_DOUBT, words: SENTENCE_WORDS });
}

type Scene = { readonly house: House; readonly own: Reading; readonly text: string; readonly named: LawReference | undefined };
/** What went before: the Acts behind the last answer, the entries near it, how much doubts count, and for how many words it stands at least. */
type Context = {
  readonly words: number;
  readonly acts: ReadonlySet<string>;
  readonly near: ReadonlySet<string>;
  readonly doubt: number;
};

const NONE: ReadonlySet<string> = new Set();
const NO_CONTEXT: Context = { acts: NONE, near: NONE, doubt: 1, words: 1 };

function ranking({ house, own, text, named: reference }: Scene, reading: Reading, context: Context): Ranking {
  const { knowledge } = house;
  const { facts } = knowledge.content;
  const favoured = likelyLaw(house, reference, context.acts);
  const isFavoured = (entry: Entry | undefined) => context.near.has(entry?.id ?? '') || citedIds(entry).some((id) => favoured.has(id));
  const told = factsIn(reading.terms, facts.facts);
  const found = find(knowledge.finder, reading.terms, CANDIDATES)
    .map((one) => {
      const entry = knowledge.entries[one.entry];
      return { ...one, score: (one.score + (isFavoured(entry) ? FAVOURED : 0)) * heed(entry, told) };
    })
    .sort((a, b) => b.score - a.score);
  const nearest = found.map(({ entry }) => knowledge.entries[entry]?.id ?? '');
  const decided = nearest[0] === undefined ? undefined : decide(facts, nearest[0], reading.terms);
  const entries = decided ? [decided.entry, ...nearest.filter((id) => id !== decided.entry)] : nearest;
  const [best] = found;
  const rest = {
    meanings: meaningsOf(reading.terms),
    followsUp: context !== NO_CONTEXT,
    named: best?.named ?? 0,
    isOwn: (best?.alike ?? 0) >= WORD_FOR_WORD,
    ...(decided && { decided }),
  };
  if (!best) return { band: 'unknown', entries: [], sureness: Number.NEGATIVE_INFINITY, parts: {}, why: 'ranking: no word of it is known', ...rest };

  const doubt = doubtOf(knowledge, own, text);
  const offTopic = context.doubt * doubt.offTopic;
  const likeOthers = context.doubt * doubt.likeOthers;
  const least = context === NO_CONTEXT ? LEAST_EXPLAINED : LEAST_EXPLAINED_OF_ITS_OWN;
  const isThin = explainedBy(knowledge.finder, own.terms, best.entry) < least && best.alike < WORD_FOR_WORD;
  const parts = partsOf(best, { offTopic, likeOthers, words: Math.min(MOST_WORDS, Math.max(own.tokens.length, context.words)) });
  const sum = Object.values(parts).reduce((all, part) => all + part, 0);
  const sureness = isThin ? Math.min(sum, CHOOSE - 0.01) : sum;
  const turned = decided ? ` → ${decided.decision}: ${decided.entry}` : '';
  const figures = { score: best.score, explained: best.explained, named: best.named, 'off topic': offTopic, 'like others': likeOthers };
  const why = `ranking: ${nearest[0]}${turned}, ${Object.entries(figures)
    .map(([name, figure]) => `${name} ${figure.toFixed(2)}`)
    .join(', ')}`;
  const band = sureness < CHOOSE ? 'unknown' : sureness < SURE ? 'choose' : 'sure';
  return { band, entries: entries.slice(0, { sure: 4, choose: 3, unknown: 2 }[band]), sureness, parts, why, ...rest };
}

/** How much an entry counts that rests on facts: less where they are not told, much less where the message tells otherwise. */
function heed(entry: Entry | undefined, told: Facts): number {
  if (entry?.kind !== 'situation' || !entry.situation.only) return 1;
  return HEED[standing(told, entry.situation.only)];
}

/** Provisions that an answer is likely to rest on: those the message names, else those of the Acts behind the last answer. */
function likelyLaw(house: House, reference: LawReference | undefined, acts: ReadonlySet<string>): Set<string> {
  if (reference && isNumbered(reference)) return new Set(reference.provisions.map(({ id }) => id));
  return new Set(house.knowledge.content.provisions.filter(({ act }) => acts.has(act)).map(({ id }) => id));
}

/** Whether a reference has a number beside the year of the Act. */
export function isNumbered(reference: LawReference): boolean {
  return /\d/.test(reference.ref.replace(/(19|20)\d\d/, ''));
}

/** What each thing adds to the sureness, by its name; they add up to it. */
function partsOf({ score, explained, named, alike }: Found, { offTopic, likeOthers, words }: Doubt & { readonly words: number }) {
  return {
    start: SURENESS.constant,
    score: SURENESS.score * score,
    explained: SURENESS.explained * Math.log(1 + explained),
    named: SURENESS.named * named,
    words: SURENESS.words * Math.log(words),
    offTopic: SURENESS.offTopic * Math.log((offTopic + 1e-3) / (1 - offTopic + 1e-3)),
    likeOthers: SURENESS.likeOthers * likeOthers,
    wordForWord: alike >= WORD_FOR_WORD ? SURENESS.wordForWord : 0,
  };
}
