/** What a message names beside its intent: a subject, a count, a time, a piece of law, a model, a guide. Pure. */
import { citesOf, type Entry } from '../knowledge/entries.ts';
import type { IntentName, SlotName } from '../knowledge/lists.ts';
import type { LawReference } from '../knowledge/reference.ts';
import { asTemplate, guideNames } from '../knowledge/slots.ts';
import type { Token } from '../knowledge/words.ts';
import { hitOf } from './hit.ts';
import type { House } from './house.ts';
import { isNumbered } from './rank.ts';
import { read, type Slots } from './template.ts';
import type { Band, Entities } from './turn.ts';

/** What is looked for, for each intent; the others name nothing that is of use. */
const NAMED: { readonly [intent in IntentName]?: readonly (keyof Entities)[] } = {
  ask_knowledge: ['topic', 'ref', 'model', 'guide'],
  lookup_legislation: ['topic', 'ref'],
  start_quiz: ['topic', 'count', 'ref', 'model', 'guide'],
  show_progress: ['topic'],
  build_evidence: ['topic', 'model', 'guide'],
  role_play: ['topic'],
  improvement_plan: ['model'],
  set_reminder: ['when'],
  small_talk_or_out_of_scope: ['topic'],
};
/** A subject that is in the very wish, so that to name it says nothing. */
const UNDERSTOOD: { readonly [intent in IntentName]?: string } = { build_evidence: 'evidence' };

/** What is known of a message when its entities are looked for. */
export type Understood = {
  readonly intent: IntentName;
  readonly band: Band;
  readonly entries: readonly string[];
  readonly reference?: LawReference;
  /** What the slots of the template hold that took the message, if one did. */
  readonly slots?: Slots;
};

/**
 * The entities of a message that means this.
 *
 * A slot of the template that took the message goes first; then the finders of slots.yaml look through the whole message. `topic` is the id
 * of a subject; for a quiz on something that is none, its words.
 */
export function entitiesOf(house: House, match: Understood, text: string, tokens: readonly Token[]): Entities {
  const wordsOf = (slot: SlotName) => {
    const span = match.slots?.[slot] ?? hitOf(house.finders.get(slot) ?? [], house.asMessage(tokens))?.slots[slot];
    return span && tokens.slice(...span);
  };
  const { topics, guides } = house.knowledge.content;
  const guide = () => idOf(house, guides, wordsOf('guide'), guideNames);
  const find: { readonly [name in keyof Entities]-?: () => Entities[name] } = {
    topic: () => topicOf(house, match, text, tokens, guide),
    count: () => numberOf(wordsOf('count')),
    when: () => timeOf(text, wordsOf('when')),
    ref: () => refOf(house, match, text, () => wordsOf('provision') !== undefined),
    model: () => idOf(house, topics, wordsOf('model'), ({ name, also }) => [name, ...also]),
    guide,
  };
  const found = (NAMED[match.intent] ?? []).map((name) => [name, find[name]()] as const);
  return Object.fromEntries(found.filter(([, value]) => value !== undefined));
}

/** An answer is about what its source is about; anything else is about what its words name. */
function topicOf(house: House, match: Understood, text: string, tokens: readonly Token[], guide: () => string | undefined): string | undefined {
  const { intent, band, reference, slots } = match;
  const answer = band === 'sure' ? house.knowledge.entry(match.entries[0] ?? '') : undefined;
  const source = (answer && subjectOf(house, answer)) ?? subjectOfAct(house, reference?.act?.id);
  if (source && (intent === 'ask_knowledge' || intent === 'lookup_legislation')) return source;
  const span = slots?.topic && tokens.slice(...slots.topic);
  const named =
    namedSubject(house, span ?? tokens, UNDERSTOOD[intent]) ??
    subjectOfAct(house, house.findReference(text)?.act?.id) ??
    subjectOfGuide(house, guide());
  if (named || intent !== 'start_quiz') return named;
  return asTyped(text, withoutStops(house, span ?? [])) || undefined;
}

/** The subject whose longest name stands among these words; of names as long, the first. */
function namedSubject(house: House, tokens: readonly Token[], except?: string): string | undefined {
  const message = house.asMessage(tokens);
  const named = house.subjects.flatMap(({ id, finder }) => {
    const span = id === except ? undefined : read(finder, message)?.subject;
    return span ? [{ id, at: span[0], words: span[1] - span[0] }] : [];
  });
  return named.sort((a, b) => b.words - a.words || a.at - b.at)[0]?.id;
}

/** Subjects of entries that were worked out before: the same entry has the same subject. */
const subjects = new WeakMap<Entry, string | undefined>();

function subjectOf(house: House, entry: Entry): string | undefined {
  if (!subjects.has(entry)) subjects.set(entry, subjectByContent(house, entry));
  return subjects.get(entry);
}

function subjectByContent(house: House, entry: Entry): string | undefined {
  const byCites = (cites: readonly string[]) =>
    cites.map((id) => house.knowledge.entry(id)).flatMap((cited) => (cited && subjectOf(house, cited)) ?? [])[0];
  const byName = (name: string) => namedSubject(house, house.knowledge.words.readContent(name).tokens);
  switch (entry.kind) {
    case 'provision':
      return subjectOfAct(house, entry.provision.act);
    case 'point':
      return subjectOfGuide(house, entry.guide);
    case 'topic':
      return byName([entry.topic.name, ...entry.topic.also].join(' ')) ?? byCites(entry.topic.cites);
    case 'situation':
    case 'myth':
    case 'overview':
      return byCites(citesOf(entry)) ?? byName(entry.title);
  }
}

function subjectOfAct(house: House, act: string | undefined): string | undefined {
  return act === undefined ? undefined : house.knowledge.content.slots.subjects.find(({ acts }) => acts.includes(act))?.id;
}

function subjectOfGuide(house: House, guide: string | undefined): string | undefined {
  return guide === undefined ? undefined : house.knowledge.content.slots.subjects.find(({ guides }) => guides.includes(guide))?.id;
}

/** The canonical reference, beside a wish to look it up only where a provision is named: of the provision that is answered with, where the message leaves the Act open. */
function refOf(house: House, match: Understood, text: string, isProvision: () => boolean): string | undefined {
  const reference = match.reference ?? house.findReference(text);
  const entry = house.knowledge.entry(match.entries[0] ?? '');
  const held = entry?.kind === 'provision' ? entry.provision : reference?.provisions[0];
  if (!reference) return match.intent === 'lookup_legislation' ? held?.refs[0] : undefined;
  if (match.intent !== 'lookup_legislation' && !isProvision()) return undefined;
  if (!isNumbered(reference)) return reference.ref;
  if (reference.act) return reference.ref;
  const number = reference.ref.split(' ').at(-1) ?? '';
  return held?.refs.find((ref) => ref.endsWith(`.${number}`)) ?? reference.ref;
}

const COUNTED = new Map(Object.entries({ one: 1, couple: 2, few: 3, dozen: 12 }));

/** "5" → 5, "a couple of" → 2, "half a dozen" → 6. */
function numberOf(words: readonly Token[] = []): number | undefined {
  const count = words.map(({ word }) => (/^\d+$/.test(word) ? Number(word) : COUNTED.get(word))).find((value) => value !== undefined);
  return count && words[0]?.word === 'half' ? count / 2 : count;
}

/** The time as typed, without the "at" or "on" before it. */
function timeOf(text: string, words: readonly Token[] = []): string | undefined {
  const bare = words.slice(words.findIndex(({ word }) => !['at', 'on', 'by', 'for', 'around', 'about', 'the'].includes(word)));
  return bare.length > 0 ? asTyped(text, bare) : undefined;
}

function withoutStops(house: House, words: readonly Token[]): readonly Token[] {
  const telling = words.map(({ word }) => !house.knowledge.words.isStop(word));
  return words.slice(Math.max(0, telling.indexOf(true)), telling.lastIndexOf(true) + 1);
}

/** These words as they stand in the text, marks between them included; where they cannot be found there, with a space between. */
function asTyped(text: string, words: readonly Token[]): string {
  const typed = words.map(({ typed }) => typed).filter((word, at, all) => word !== all[at - 1]);
  const letters = typed.map((word) => [...word].map((letter) => (letter === '.' ? '\\.' : letter)).join("['’]?"));
  return new RegExp(`(?<![a-z0-9])${letters.join('[^a-z0-9]*')}(?![a-z])`, 'i').exec(text)?.[0] ?? typed.join(' ');
}

/** The id of the first of these that has a name of these words. */
function idOf<T extends { readonly id: string }>(
  house: House,
  all: readonly T[],
  words: readonly Token[] | undefined,
  namesOf: (one: T, at: number) => readonly string[],
): string | undefined {
  const said = words?.map(({ stem }) => stem).join(' ');
  const stemsOf = (name: string) => asTemplate(name).split(' ').flatMap(house.knowledge.words.stems).join(' ');
  return said ? all.find((one, at) => namesOf(one, at).some((name) => stemsOf(name) === said))?.id : undefined;
}
