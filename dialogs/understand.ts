/** A message → what is meant, how sure that is, and why. Pure. */
import type { Told } from '../knowledge/clocks/shapes.ts';
import { agesIn, datesIn } from '../knowledge/dates.ts';
import type { Entry } from '../knowledge/entries.ts';
import { find } from '../knowledge/find.ts';
import { ANSWERED, stemsOf } from '../knowledge/knowledge.ts';
import { classify } from '../knowledge/linear.ts';
import type { FollowUp, IntentName, PhraseName } from '../knowledge/lists.ts';
import type { LawReference } from '../knowledge/reference.ts';
import type { Elsewhere } from '../knowledge/schema.ts';
import { QUESTION, type Reading, SPAN, STATEMENT, split } from '../knowledge/words.ts';
import { type CaseSaid, daysIn } from './case.ts';
import { comparedIn } from './compare.ts';
import { carriedOn, factTold } from './context.ts';
import type { Decided } from './decide.ts';
import { doubtOf, isForOthers } from './doubt.ts';
import { entitiesOf } from './entities.ts';
import { hitOf } from './hit.ts';
import type { House } from './house.ts';
import type { Happened } from './law.ts';
import { isNumbered, NAME_ALONE, type Ranking, rank, rankSentence } from './rank.ts';
import type { Slots, Template } from './template.ts';
import type { Band, Choice, Entities, Reason, Reply, Session } from './turn.ts';

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
  /** What is asked of the answer before. */
  readonly followUp?: FollowUp;
  /** A sentence that is the whole reply. */
  readonly says?: PhraseName;
  /** The whole reply, where another room has worked it out. */
  readonly replies?: readonly Reply[];
  /** The meanings that were ranked, for a follow-up to lean on. */
  readonly meanings?: readonly string[];
  /** Where the answer turned on facts. */
  readonly decided?: Decided;
  /** What stood in the slots of the template that decided. */
  readonly slots?: Slots;
  /** Two entries to be shown side by side. */
  readonly compared?: readonly [Entry, Entry];
  readonly entities?: Entities;
  /** What is said to a case that days and choices decide. */
  readonly caseSaid?: CaseSaid;
  /** The days it tells. */
  readonly told?: Told;
  /** The message is a name of the entry and nothing else. */
  readonly isName?: boolean;
  /** When the first thing of the story happened, where a date tells. */
  readonly happened?: Happened;
};

/** What can only be asked of an answer: without one it is said that there is none. */
const BACKWARD: readonly FollowUp[] = ['shorter', 'again', 'more'];
/** Chance from which the intent scorer decides against the knowledge base, where a question is asked and where nothing is. */
const ASKED_CHANCE = 0.65;
const STATED_CHANCE = 0.35;
/** The same for a complaint told as a statement: that is more often a customer in front of someone than a question. */
const COMPLAINT_CHANCE = 0.2;
/** In the middle of a talk about an answer a statement rather says more about that. */
const TALKING_CHANCE = 0.6;
/** In so few words ("the wrong size") a sure ranking goes before an intent that is less than clear. */
const FEW_WORDS = 3;
const SURE_IN_BRIEF = 2;
const CLEAR_CHANCE = 0.9;
/** So sure a ranking is enough where a look-up is asked for in so many words. */
const LOOK_UP = -4;
/** So sure a ranking is believed although a word of the message names a subject that is not ours. */
const SURE_ALL_THE_SAME = 3;

/**
 * What a typed message means; without `now`, dates in it do not say how long ago they are. In this order, the first that applies decides:
 *
 * 1. distress or danger, whatever else is said;
 * 2. no words at all: help for "?", else an empty message;
 * 3. the label of a button on screen;
 * 4. what is asked of the answer before: its source, its reason, shorter, again, another nation;
 * 5. the fact that was asked for, or another that the answer before turned on;
 * 6. a subject that is known not to be ours, unless it may be and the ranking is very sure;
 * 7. two things that are named to be compared, unless a third entry is the answer;
 * 8. a sentence template of an intent;
 * 9. a reference to law with little else around it;
 * 10. an example of an intent word for word, then the name or a question of an entry word for word;
 * 11. the intent scorer, where it is clear that something other than an answer is wanted;
 * 12. the ranking of all entries, in three bands by how sure it is; a short follow-up takes along what the question before it meant.
 */
export function understand(house: House, session: Session, text: string, now?: Date): Match {
  const reading = read(house, text, now, session.last?.ask !== undefined);
  const match = meant(house, session, text, reading);
  const happened = now && match.intent === 'ask_knowledge' ? firstDate(text, now) : undefined;
  const dated = now && happened && { happened, told: daysIn(house, text, now) };
  return { ...match, entities: entitiesOf(house, match, text, reading.tokens), ...dated };
}

/** The earliest date of the message. */
function firstDate(text: string, now: Date): Happened | undefined {
  return datesIn(text, now).sort((a, b) => a.from.localeCompare(b.from))[0];
}

function meant(house: House, session: Session, text: string, reading: Reading): Match {
  const { knowledge } = house;
  const message = house.asMessage(reading.tokens);
  const hit = (templates: readonly Template[]) => hitOf(templates, message);

  const alarm = alarmIn(house, reading);
  if (alarm) return alarm;
  if (reading.tokens.length === 0) {
    if (/^[\s?]*\?[\s?]*$/.test(text)) return match('help', 'sure', 'only a question mark', 1);
    return match('help', 'unknown', 'no words', 1, { says: text.trim() ? 'no-words' : 'empty' });
  }
  const label = offeredAs(session, text);
  if (label) return match('ask_knowledge', 'sure', `label of a button: ${label.label}`, 1, { press: label.press });

  const asks = house.followUps.find(({ templates }) => hit(templates))?.kind;
  if (asks && (session.last || BACKWARD.includes(asks)))
    return match('ask_knowledge', session.last ? 'sure' : 'unknown', `follow-up: ${asks}`, 1, { followUp: asks, meanings: reading.terms });
  if (session.last?.ask && hit(house.unsure)) return match('ask_knowledge', 'sure', 'the fact stays open', 1, { says: 'fact-open' });

  const told = factTold(house, reading, session, text);
  if (told) return byFact(told.decided, told.meanings);

  const ranking = rank(house, session, reading, text);
  for (const { subject, templates } of house.elsewhere) {
    const not = hit(templates);
    if (not && (subject.firm || ranking.sureness < SURE_ALL_THE_SAME))
      return match('small_talk_or_out_of_scope', 'sure', `not ours: ${not.template.source}`, 1, { elsewhere: subject });
  }

  const compared = hit(house.compares) && comparedIn(house, text);
  if (compared && (ranking.band !== 'sure' || compared.some(({ id }) => id === ranking.entries[0])))
    return match('ask_knowledge', 'sure', 'compared', 1, { compared, entries: compared.map(({ id }) => id) });

  const terms = knowledge.words.intentTerms(reading, text);
  const asked = terms.includes(QUESTION);
  const mended = reading.corrections.length > 0 ? reading.tokens.map(({ word }) => word).join(' ') : undefined;
  const reference = referenceIn(house, text, mended, asked);
  for (const { intent, templates, without } of house.intents) {
    const won = hit(templates);
    if (!won || (without && hit(without))) continue;
    if (intent === 'ask_knowledge') return answered(ranking);
    if (intent === 'lookup_legislation') {
      if (reference) return reference;
      // "s22 ultra": a provision by its shape, and none by its meaning.
      if (won.slots.provision && !house.findReference(text)) continue;
      const law = provisionFirst(house, ranking.entries);
      if (ranking.sureness >= LOOK_UP && law) return { ...answered({ ...ranking, entries: law, band: 'sure' }), intent };
      continue;
    }
    return { ...wanted(intent, `template: ${won.template.source}`, 1, ranking), slots: won.slots };
  }
  if (reference) return reference;
  const example = knowledge.examples.get(stemsOf(reading));
  if (example && !ANSWERED.includes(example)) return wanted(example, 'example word for word', 1, ranking);
  if (example === 'ask_knowledge')
    return answered(ranking.band === 'unknown' ? { ...ranking, band: 'choose', why: 'example word for word' } : ranking);
  if (example === 'small_talk_or_out_of_scope') return answered({ ...ranking, band: 'unknown', entries: [], why: 'example word for word' });
  if (ranking.named >= NAME_ALONE) return { ...answered({ ...ranking, band: 'sure' }), isName: true };
  if (ranking.isOwn && ranking.band === 'sure') return answered(ranking);

  const wish = classify(knowledge.intents, terms).find(({ name, chance }) => {
    if (ANSWERED.includes(name as IntentName)) return false;
    if (!terms.includes(STATEMENT)) return chance >= ASKED_CHANCE;
    if (name === 'start_complaint') return chance >= (session.last ? TALKING_CHANCE : COMPLAINT_CHANCE);
    return chance >= STATED_CHANCE;
  });
  const isBrief = reading.tokens.length <= FEW_WORDS && ranking.sureness >= SURE_IN_BRIEF;
  if (!wish || (ranking.band === 'sure' && (ranking.followsUp || (isBrief && wish.chance < CLEAR_CHANCE)))) return answered(ranking);
  if (isForOthers(knowledge, reading, doubtOf(knowledge, reading, text))) return answered(ranking);
  return wanted(wish.name as IntentName, `intent scorer: ${wish.name}`, wish.chance, ranking);
}

/** The button on screen whose label this is. */
export function offeredAs({ offered }: Session, text: string): Choice | undefined {
  return offered.find((choice) => split(choice.label).join(' ') === split(text).join(' '));
}

/** A message as read, with how long ago the dates in it are; in an `answer` to the coach days count too, such as "last Tuesday". */
export function read({ knowledge }: House, text: string, now?: Date, answer = false): Reading {
  const reading = knowledge.words.read(text);
  const ages = now ? agesIn(text, now, answer).map((age) => `${SPAN}${age}`) : [];
  return ages.length === 0 ? reading : { ...reading, terms: [...new Set([...reading.terms, ...ages])] };
}

/** Distress or danger, if the message shows it. */
export function alarmIn(house: House, { tokens }: Reading): Match | undefined {
  for (const { phrase, templates } of house.alarms) {
    const alarm = hitOf(templates, house.asMessage(tokens));
    if (alarm) return match('small_talk_or_out_of_scope', 'sure', `alarm: ${alarm.template.source}`, 1, { alarm: phrase });
  }
  return undefined;
}

/**
 * What one sentence of a pasted text asks, with what the whole text tells. It is ranked and nothing else: the words of a
 * customer are no commands to the coach.
 */
export function understandPasted(house: House, sentence: string, told: readonly string[]): Match {
  const own = house.knowledge.words.read(sentence);
  const terms = carriedOn(
    house.knowledge.content.facts.facts,
    told.filter((meaning) => tellsFact(house, meaning)),
    own.terms,
  );
  return answered(rankSentence(house, own, terms, sentence));
}

function tellsFact(house: House, meaning: string): boolean {
  return house.knowledge.content.facts.facts.some(({ values }) => values.some(({ meanings }) => meanings.includes(meaning)));
}

/** An intent other than an answer; a complaint takes along what the law gives the customer. */
function wanted(intent: IntentName, detail: string, score: number, ranking: Ranking): Match {
  return match(intent, 'sure', detail, score, { entries: intent === 'start_complaint' && ranking.band === 'sure' ? ranking.entries : [] });
}

function answered({ band, entries, meanings, why, sureness, decided }: Ranking): Match {
  return match(band === 'unknown' ? 'small_talk_or_out_of_scope' : 'ask_knowledge', band, why, sureness, {
    entries,
    ...(band === 'sure' && { meanings, ...(decided && { decided }) }),
  });
}

/** The answer to a kind of question asked before, now that a fact is told. */
export function byFact(decided: Decided, meanings: readonly string[]): Match {
  return match('ask_knowledge', 'sure', `fact told: ${decided.decision}: ${decided.entry}`, 1, { entries: [decided.entry], meanings, decided });
}

/** The reference in the text as typed, or, where that leads nowhere, as mended: "equlity act s20". */
function referenceIn(house: House, text: string, mended: string | undefined, question: boolean): Match | undefined {
  const typed = lawReference(house, text, question);
  if (mended === undefined || typed?.reference?.act || typed?.reference?.former) return typed;
  const meant = lawReference(house, mended, question);
  return meant?.reference?.act || meant?.reference?.former ? meant : (typed ?? meant);
}

/** A message that is a reference to law, or nearly only that. */
function lawReference(house: House, text: string, question: boolean): Match | undefined {
  const { knowledge } = house;
  const reference = house.findReference(text);
  if (!reference) return undefined;
  const { act, former, stranger, provisions } = reference;
  const rest = knowledge.words.read(reference.rest);
  const fits = (word: string) => LOOK_UP_WORDS.has(word) || (former !== undefined && GONE_WORDS.has(word));
  const telling = rest.tokens.filter((token) => !knowledge.words.isStop(token.word) && !fits(token.word));
  const numbered = isNumbered(reference);
  if (telling.length > (!numbered || question || stranger ? 0 : 3)) return undefined;
  if (!numbered && !act && !former && !stranger) return undefined;
  if (!numbered && !former && asksMore(rest.tokens.map(({ word }) => word))) return undefined;
  const held = provisions.map((provision) => provision.id);
  const because = `reference: ${reference.ref}`;
  if (former) {
    const entries = [...held, ...former.see.filter((id) => !held.includes(id))];
    return match('lookup_legislation', 'sure', because, 1, { entries: numbered ? entries : [...former.see], reference });
  }
  const entries = telling.length > 0 && held.length > 1 ? nearestFirst(house, held, rest.terms) : held;
  return match('lookup_legislation', entries.length > 0 ? 'sure' : 'unknown', because, 1, { entries, reference });
}

/** Entries with a provision at their head, or undefined: somebody who asks "which regulation" wants the law and not the myth about it. */
function provisionFirst({ knowledge }: House, entries: readonly string[]): readonly string[] | undefined {
  const kinds = entries.map((id) => knowledge.entry(id)?.kind);
  const at = kinds.findIndex((kind) => kind !== 'myth' && kind !== 'overview');
  return kinds[at] === 'provision' ? [...entries.slice(at), ...entries.slice(0, at)] : undefined;
}

/** Whether more is asked of an Act than what is in it: "when did the uk gdpr come in". */
function asksMore(words: readonly string[]): boolean {
  return words.some((word) => ASKING_WORDS.has(word)) && !words.some((word) => LOOK_UP_WORDS.has(word));
}

const ASKING_WORDS = new Set(['when', 'why', 'who', 'whose', 'how', 'where', 'did', 'was', 'were', 'has', 'have', 'should', 'must']);

const LOOK_UP_WORDS = new Set([
  'look',
  'show',
  'find',
  'pull',
  'bring',
  'open',
  'read',
  'section',
  'article',
  'regulation',
  'act',
  'law',
  'legislation',
  'summary',
  'summarise',
  'explain',
  'cover',
  'covers',
  'contents',
  'up',
]);

/** What people ask of a law that has gone. */
const GONE_WORDS = new Set(
  'apply applies applied force valid current live alive exist exists replaced replace replaces replacement repealed revoked gone date old new use used quote cite instead happened'.split(
    ' ',
  ),
);

function nearestFirst(house: House, ids: readonly string[], terms: readonly string[]): string[] {
  const order = find(house.knowledge.finder, terms, 60).map(({ entry }) => house.knowledge.entries[entry]?.id ?? '');
  const rank = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...ids].sort((a, b) => rank(a) - rank(b));
}

function match(intent: IntentName, band: Band, detail: string, score: number, more: Partial<Match> = {}): Match {
  return { intent, band, because: { by: detail.split(':')[0] ?? detail, detail, score }, entries: [], ...more };
}
