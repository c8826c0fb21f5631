/** Law and topics for a box in which somebody types: by reference, by the beginning of a name, by meaning. Pure. */
import type { Entry } from '../knowledge/entries.ts';
import { find } from '../knowledge/find.ts';
import { split } from '../knowledge/words.ts';
import { answer, lawCitation } from './answer.ts';
import type { House } from './house.ts';
import { provisionCard } from './law.ts';
import type { Reply } from './turn.ts';

/** A result: what it is called, where it stands, and what it says in full. */
export type Result = { readonly id: string; readonly title: string; readonly place: string; readonly reply: Reply };

const MOST_FOUND = 50;

/** @returns `count` results from the place `skip` on, the best first; for an empty text what the welcome and the help offer */
export function search(house: House, text: string, skip: number, count: number, now: Date): Result[] {
  const ids = text.trim() === '' ? popular(house) : found(house, text);
  return ids.slice(skip, skip + count).flatMap((id) => resultFor(house, id, now) ?? []);
}

/** The result for an entry; undefined where there is none by that id. */
export function resultFor(house: House, id: string, now: Date): Result | undefined {
  const { knowledge } = house;
  const entry = knowledge.entry(id);
  if (!entry) return undefined;
  const reply =
    entry.kind === 'provision' ? provisionCard(knowledge, entry.provision, now) : { heading: entry.title, ...answer(knowledge, entry, now) };
  return { id, title: entry.title, place: placeOf(house, entry), reply };
}

function placeOf(house: House, entry: Entry): string {
  if (entry.kind !== 'provision') return '';
  const { act, place } = lawCitation(house.knowledge, entry.provision);
  return [act, place].filter(Boolean).join(' ');
}

function found({ knowledge, findReference }: House, text: string): string[] {
  const typed = split(text).join(' ');
  const begins = titlesOf(knowledge).flatMap(({ id, title }) => (title.includes(` ${typed}`) ? [id] : []));
  const meant = find(knowledge.finder, knowledge.words.read(text).terms, MOST_FOUND).map(({ entry }) => knowledge.entries[entry]?.id ?? '');
  const named = findReference(text)?.provisions.map(({ id }) => id) ?? [];
  return [...new Set([...named, ...(typed === '' ? [] : begins), ...meant])];
}

/** The titles as they are compared, read once: somebody types, and each key is a search. */
const read = new WeakMap<House['knowledge'], readonly { readonly id: string; readonly title: string }[]>();

function titlesOf(knowledge: House['knowledge']) {
  const titles = read.get(knowledge) ?? knowledge.entries.map(({ id, title }) => ({ id, title: ` ${split(title).join(' ')}` }));
  read.set(knowledge, titles);
  return titles;
}

function popular({ knowledge: { content } }: House): string[] {
  const { welcome, help } = content.phrases.phrases;
  const offered = [...(welcome?.choices ?? []), ...(help?.choices ?? [])];
  return [...new Set(offered.flatMap(({ press }) => (press.startsWith('ask:') ? [press.slice('ask:'.length)] : [])))];
}
