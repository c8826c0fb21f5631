/** A message → what is meant, how sure that is, and why. Pure. */
import type { Entry } from '../knowledge/entries.ts';
import { type Found, find } from '../knowledge/find.ts';
import { OTHERS } from '../knowledge/knowledge.ts';
import { classify } from '../knowledge/linear.ts';
import type { LawReference } from '../knowledge/reference.ts';
import type { IntentName } from '../knowledge/lists.ts';
import type { Elsewhere } from '../knowledge/schema.ts';
import { CONCEPT, QUESTION, type Reading, SPAN, STATEMENT, split } from '../knowledge/words.ts';
import type { House } from './house.ts';
import { matches } from './template.ts';
import type { Band, Reason, Session } from './turn.ts';

export type Match = {
  readonly intent: IntentName;
  readonly band: Band;
  readonly because: Reason;
  /** Ids of entries: the answer first; or those to choose from; or, where nothing is known, the nearest. */
  readonly entries: readonly string[];
  readonly reference?: LawReference;
  readonly elsewhere?: Elsewhere;
  readonly alarm?: 'distress' | 'danger';
  readonly press?: string;
  /** What is said to a message without words. */
  readonly empty?: 'empty' | 'no-words';
  /** The meanings that were ranked, for a follow-up to lean on. */
  readonly meanings?: readonly string[];
};

/**
 * How sure the ranking is: a weighted sum, found once by logistic regression on questions of ours and of others.
 * 0 is an even chance that the question is ours to answer.
 */
const SURENESS = { constant: -12.3, score: 5.4, explained: 2.2, offTopic: -0.9, named: 4.4 };
/** From here on, the best entry is the answer. */
const SURE = 0.5;
/** From here on, two or three entries are offered. */
const CHOOSE = -0.8;
/** How many of the nearest entries are looked at, and what one gains that rests on law the message is likely about. */
const CANDIDATES = 25;
const FAVOURED = 0.2;
/** Chance from which the intent scorer decides against the knowledge base. */
const INTENT_CHANCE = 0.5;
/** The same for a complaint told as a statement: that is more often a customer in front of someone than a question. */
const COMPLAINT_CHANCE = 0.2;

/**
 * What a typed message means. In this order, the first that applies decides:
 *
 * 1. distress or danger, whatever else is said;
 * 2. no words at all: help for "?", else an empty message;
 * 3. the label of a button on screen;
 * 4. a subject that is known not to be ours;
 * 5. a sentence template of an intent;
 * 6. a reference to law with little else around it;
 * 7. the intent scorer, where it is clear that something other than an answer is wanted;
 * 8. the ranking of all entries, in three bands by how sure it is; a short follow-up takes along what the question before it meant.
 */
export function understand(house: House, session: Session, text: string): Match {
  const { knowledge } = house;
  const reading = knowledge.words.read(text);

  for (const { phrase, templates } of house.alarms) {
    const hit = templates.find((template) => matches(template, reading.tokens, house.templateWords));
    if (hit) return match('small_talk_or_out_of_scope', 'sure', `alarm: ${hit.source}`, 1, { alarm: phrase });
  }
  if (reading.tokens.length === 0) {
    if (/^[\s?]*\?[\s?]*$/.test(text)) return match('help', 'sure', 'only a question mark', 1);
    return match('help', 'unknown', 'no words', 1, { empty: text.trim() ? 'no-words' : 'empty' });
  }

  const label = session.offered.find((choice) => split(choice.label).join(' ') === split(text).join(' '));
  if (label) return match('ask_knowledge', 'sure', `label of a button: ${label.label}`, 1, { press: label.press });

  for (const { subject, templates } of house.elsewhere) {
    const hit = templates.find((template) => matches(template, reading.tokens, house.templateWords));
    if (hit) return match('small_talk_or_out_of_scope', 'sure', `not ours: ${hit.source}`, 1, { elsewhere: subject });
  }

  const question = knowledge.words.intentTerms(reading, text).includes(QUESTION);
  const reference = lawReference(house, text, question);
  for (const { intent, templates } of house.intents) {
    const hit = templates.find((template) => matches(template, reading.tokens, house.templateWords));
    if (hit && intent === 'lookup_legislation' && reference) return reference;
    if (hit && intent !== 'lookup_legislation') return match(intent, 'sure', `template: ${hit.source}`, 1);
  }
  if (reference) return reference;

  const terms = knowledge.words.intentTerms(reading, text);
  const chances = classify(knowledge.intents, terms);
  const followed = followUp(reading, session);
  const favoured = likelyLaw(house, house.findReference(text), session, followed !== undefined);
  const answer = ranked(house, followed ?? reading, favoured, followed ? 0 : classify(knowledge.topicality, terms).find(({ name }) => name === OTHERS)?.chance ?? 0);
  const asked = chances.find(({ name, chance }) => {
    if (ANSWERED.includes(name as IntentName)) return false;
    return chance >= (name === 'start_complaint' && terms.includes(STATEMENT) ? COMPLAINT_CHANCE : INTENT_CHANCE);
  });
  if (!asked || (followed && answer.band === 'sure')) return answer;
  return match(asked.name as IntentName, 'sure', `intent scorer: ${asked.name}`, asked.chance, { entries: answer.band === 'sure' ? answer.entries : [] });
}

/** Intents that the ranking decides. */
const ANSWERED: readonly IntentName[] = ['ask_knowledge', 'lookup_legislation', 'small_talk_or_out_of_scope'];

function ranked(house: House, reading: Reading, favoured: ReadonlySet<string>, offTopic: number): Match {
  const rests = ({ entry }: Found) => citedIds(house.knowledge.entries[entry]).some((id) => favoured.has(id));
  const found = find(house.knowledge.finder, reading.terms, CANDIDATES)
    .map((one) => (rests(one) ? { ...one, score: one.score + FAVOURED } : one))
    .sort((a, b) => b.score - a.score)
    .slice(0, 4);
  const entries = found.map(({ entry }) => house.knowledge.entries[entry]?.id ?? '');
  const best = found[0];
  if (!best) return match('small_talk_or_out_of_scope', 'unknown', 'no word of it is known', 0);
  const sureness = surenessOf(best, offTopic);
  const why = `ranking: ${entries[0]}, score ${best.score.toFixed(2)}, explained ${best.explained.toFixed(1)}, named ${best.named.toFixed(2)}, off topic ${offTopic.toFixed(3)}`;
  if (sureness >= SURE) return match('ask_knowledge', 'sure', why, sureness, { entries, meanings: reading.terms.filter((term) => term.startsWith(CONCEPT) || term.startsWith(SPAN)) });
  if (sureness >= CHOOSE) return match('ask_knowledge', 'choose', why, sureness, { entries: entries.slice(0, 3) });
  return match('small_talk_or_out_of_scope', 'unknown', why, sureness, { entries: entries.slice(0, 2) });
}

/** How a message begins that leans on the one before. */
const LEANING = /^(?:ok |right |so |yeah |but |hmm )*(?:and|but|what about|what if|how about|does that|does this|does it|is that|is it|would that|who has to|who must|who pays|why|even if|what happens if|ok but|same if|same for)\b/;
/** Longer messages stand for themselves. */
const MOST_LEANING_WORDS = 12;
/** Meanings that answer the same question; a new one takes the place of the old. */
const EXCLUSIVE: readonly (readonly string[])[] = [
  ['@within-30-days', '@1-6-months', '@6-months-6-years', '@over-6-years'],
  ['~goods', '~service-work', '~digital', '~food', '~motor-vehicle'],
  ['~second-hand', '~private-sale', '~business-buyer'],
];

/** A short follow-up with the meanings of the question before it, or undefined where the message stands for itself. */
function followUp(reading: Reading, session: Session): Reading | undefined {
  const said = reading.tokens.map((token) => token.word).join(' ');
  if (!session.last || reading.tokens.length > MOST_LEANING_WORDS || !LEANING.test(said)) return undefined;
  const replaced = EXCLUSIVE.filter((group) => group.some((meaning) => reading.terms.includes(meaning))).flat();
  const carried = session.last.meanings.filter((meaning) => !replaced.includes(meaning));
  return { ...reading, terms: [...new Set([...reading.terms, ...carried])] };
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
function isNumbered(reference: LawReference): boolean {
  return /\d/.test(reference.ref.replace(/(19|20)\d\d/, ''));
}

function citedIds(entry: Entry | undefined): readonly string[] {
  if (entry?.kind === 'provision') return [entry.id];
  return entry?.kind === 'situation' ? entry.situation.cites : [];
}

function surenessOf({ score, explained, named }: Found, offTopic: number): number {
  const odds = Math.log((offTopic + 1e-3) / (1 - offTopic + 1e-3));
  return SURENESS.constant + SURENESS.score * score + SURENESS.explained * Math.log(1 + explained) + SURENESS.offTopic * odds + SURENESS.named * named;
}

/** A message that is a reference to law, or nearly only that. */
function lawReference(house: House, text: string, question: boolean): Match | undefined {
  const { knowledge } = house;
  const reference = house.findReference(text);
  if (!reference) return undefined;
  const rest = knowledge.words.read(reference.rest);
  const telling = rest.tokens.filter((token) => !knowledge.words.isStop(token.word) && !LOOK_UP_WORDS.has(token.word));
  const numbered = isNumbered(reference);
  if (telling.length > (!numbered || question ? 0 : 3)) return undefined;
  if (!numbered && !reference.act) return undefined;
  const held = reference.provisions.map((provision) => provision.id);
  const entries = telling.length > 0 && held.length > 1 ? nearestFirst(house, held, rest.terms) : held;
  return match('lookup_legislation', entries.length > 0 ? 'sure' : 'unknown', `reference: ${reference.ref}`, 1, { entries, reference });
}

const LOOK_UP_WORDS = new Set(['look', 'show', 'find', 'pull', 'bring', 'open', 'read', 'section', 'article', 'regulation', 'act', 'law', 'legislation', 'summary', 'summarise', 'explain', 'cover', 'covers', 'up']);

function nearestFirst(house: House, ids: readonly string[], terms: readonly string[]): string[] {
  const order = find(house.knowledge.finder, terms, 60).map(({ entry }) => house.knowledge.entries[entry]?.id ?? '');
  const rank = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...ids].sort((a, b) => rank(a) - rank(b));
}

function match(intent: IntentName, band: Band, detail: string, score: number, more: Partial<Match> = {}): Match {
  return { intent, band, because: { by: detail.split(':')[0] ?? detail, detail, score }, entries: [], ...more };
}
