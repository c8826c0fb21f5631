/** Sentences of phrases.yaml as replies. Pure. */
import type { PhraseName } from '../knowledge/lists.ts';
import type { Phrase } from '../knowledge/schema.ts';
import type { House } from './house.ts';
import type { Choice, Reply } from './turn.ts';

/** A sentence from phrases.yaml as a reply; buttons that lead to an entry we do not hold are left out. */
export function phrase(house: House, name: PhraseName): Reply {
  const { point, more, choices } = house.knowledge.content.phrases.phrases[name] as Phrase;
  const works = ({ press }: Choice) => !press.startsWith('ask:') || house.knowledge.entry(press.slice(4)) !== undefined;
  return { ...plain(point, more), choices: choices.filter(works) };
}

export function plain(point: string, more: readonly string[]): Reply {
  return { point, more: more.map((text) => ({ text })), cites: [], choices: [] };
}

/** The sentence with its places filled; "{count|day|days}" is a number with its word. */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{([a-z-]+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_, place: string, one?: string, many?: string) => {
    const value = values[place] ?? '';
    return one === undefined ? String(value) : `${value} ${Number(value) === 1 ? one : many}`;
  });
}
