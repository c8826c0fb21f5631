/** The first of many templates that takes a message; of most, only the first word is looked at. Pure. */
import { type Message, read, type Slots, startsOf, type Template, wordsAsRead } from './template.ts';

export type Hit = { readonly template: Template; readonly slots: Slots };

export function hitOf(templates: readonly Template[], message: Message): Hit | undefined {
  for (const template of candidates(templates, message)) {
    const slots = read(template, message);
    if (slots) return { template, slots };
  }
  return undefined;
}

/** Places of templates in their list: by the word that a message must begin with, and those that begin with any. */
type Index = { readonly starting: ReadonlyMap<string, readonly number[]>; readonly open: readonly number[] };
const indexes = new WeakMap<readonly Template[], Index>();

/** Those that may take the message, in their order. */
function candidates(templates: readonly Template[], message: Message): Template[] {
  const { starting, open } = indexes.get(templates) ?? indexed(templates);
  const places = new Set(open);
  for (const [at, token] of message.tokens.entries()) {
    for (const word of wordsAsRead(token)) for (const place of starting.get(word) ?? []) places.add(place);
    if (!message.isSkipped[at]) break;
  }
  return [...places].sort((a, b) => a - b).flatMap((place) => templates[place] ?? []);
}

function indexed(templates: readonly Template[]): Index {
  const starting = new Map<string, number[]>();
  const open: number[] = [];
  templates.forEach((template, place) => {
    const starts = startsOf(template);
    if (!starts) open.push(place);
    for (const word of starts ?? []) starting.set(word, [...(starting.get(word) ?? []), place]);
  });
  const index = { starting, open };
  indexes.set(templates, index);
  return index;
}
