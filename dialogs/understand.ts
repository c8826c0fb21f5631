/** A message → what is meant, how sure that is, and why. Pure. */
import { type Found, find } from '../knowledge/find.ts';
import { classify } from '../knowledge/linear.ts';
import { findReference, type LawReference } from '../knowledge/reference.ts';
import type { Elsewhere, IntentName } from '../knowledge/schema.ts';
import { type Reading, split } from '../knowledge/words.ts';
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
};

/** From this score and coverage on, the best entry is the answer. Found on questions put aside for that. */
const SURE = { score: 0.34, covered: 0.5 };
/** From here on, two or three entries are offered. */
const CHOOSE = { score: 0.24, covered: 0.36 };
/** An entry this close to the best one makes a choice of a middling match. */
const CLOSE = 0.93;
/** Chance from which the intent scorer decides against the knowledge base. */
const INTENT_CHANCE = 0.5;
/** Chance of small talk from which a middling match is not trusted. */
const OFF_TOPIC_CHANCE = 0.35;

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
 * 8. the ranking of all entries, in three bands by score and by the share of the message that is explained.
 */
export function understand(house: House, session: Session, text: string): Match {
  const { knowledge } = house;
  const reading = knowledge.words.read(text);

  for (const { phrase, templates } of house.alarms) {
    const hit = templates.find((template) => matches(template, reading.tokens, house.templateWords));
    if (hit) return match('small_talk_or_out_of_scope', 'sure', `alarm: ${hit.source}`, 1, { alarm: phrase });
  }
  if (reading.tokens.length === 0) return match('help', text.includes('?') ? 'sure' : 'unknown', 'no words', 1);

  const label = session.offered.find((choice) => split(choice.label).join(' ') === split(text).join(' '));
  if (label) return match('ask_knowledge', 'sure', `label of a button: ${label.label}`, 1, { press: label.press });

  for (const { subject, templates } of house.elsewhere) {
    const hit = templates.find((template) => matches(template, reading.tokens, house.templateWords));
    if (hit) return match('small_talk_or_out_of_scope', 'sure', `not ours: ${hit.source}`, 1, { elsewhere: subject });
  }

  const reference = lawReference(house, text);
  for (const { intent, templates } of house.intents) {
    const hit = templates.find((template) => matches(template, reading.tokens, house.templateWords));
    if (hit && intent === 'lookup_legislation' && reference) return reference;
    if (hit && intent !== 'lookup_legislation') return match(intent, 'sure', `template: ${hit.source}`, 1);
  }
  if (reference) return reference;

  const found = find(knowledge.finder, reading.terms, 6);
  const chances = classify(knowledge.intents, reading.tokens.map((token) => token.stem));
  const chanceOf = (name: IntentName) => chances.find((chance) => chance.name === name)?.chance ?? 0;
  const top = chances[0];
  if (top && top.chance >= INTENT_CHANCE && !KNOWLEDGE.includes(top.name as IntentName)) {
    return match(top.name as IntentName, 'sure', `intent scorer: ${top.name}`, top.chance);
  }
  return ranked(house, reading, found, chanceOf('small_talk_or_out_of_scope'));
}

const KNOWLEDGE: readonly IntentName[] = ['ask_knowledge', 'lookup_legislation', 'small_talk_or_out_of_scope'];

function ranked(house: House, reading: Reading, found: readonly Found[], offTopic: number): Match {
  const best = found[0];
  const ids = found.map(({ entry }) => house.knowledge.entries[entry]?.id ?? '');
  if (!best) return match('small_talk_or_out_of_scope', 'unknown', 'no word of it is known', 0);
  const why = `ranking: ${ids[0]} (covered ${best.covered.toFixed(2)}, off topic ${offTopic.toFixed(2)})`;
  const doubt = offTopic >= OFF_TOPIC_CHANCE ? 1.35 : 1;
  if (best.score >= SURE.score * doubt && best.covered >= SURE.covered * doubt) return match('ask_knowledge', 'sure', why, best.score, { entries: ids.slice(0, 4) });
  if (best.score < CHOOSE.score * doubt || best.covered < CHOOSE.covered * doubt || reading.terms.length === 0) {
    return match('small_talk_or_out_of_scope', 'unknown', why, best.score, { entries: ids.slice(0, 2) });
  }
  const close = found.filter((other) => other.score >= best.score * CLOSE);
  if (close.length === 1 && offTopic < OFF_TOPIC_CHANCE) return match('ask_knowledge', 'sure', `${why}, clear of the next`, best.score, { entries: ids.slice(0, 4) });
  return match('ask_knowledge', 'choose', why, best.score, { entries: ids.slice(0, Math.min(3, Math.max(2, close.length))) });
}

/** A message that is a reference to law, or nearly only that. */
function lawReference(house: House, text: string): Match | undefined {
  const { knowledge } = house;
  const reference = findReference(text, knowledge.content.acts, knowledge.content.provisions);
  if (!reference) return undefined;
  const rest = knowledge.words.read(reference.rest);
  const telling = rest.tokens.filter((token) => !knowledge.words.isStop(token.word) && !LOOK_UP_WORDS.has(token.word));
  const numbered = /\d/.test(reference.ref.replace(/(19|20)\d\d/, ''));
  if (telling.length > (numbered ? 3 : 0)) return undefined;
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
