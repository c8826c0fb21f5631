/** Two things side by side: "compare section 22 and section 24", "NPS vs CSAT". Pure. */
import type { Entry } from '../knowledge/entries.ts';
import { find } from '../knowledge/find.ts';
import { answer } from './answer.ts';
import type { House } from './house.ts';
import { isNumbered, NAME_ALONE } from './rank.ts';
import type { Reply } from './turn.ts';

const BETWEEN = /\s+(?:and|vs|v|versus|with|to|or|against)\s+/;
const BEFORE = /^.*?\b(?:compare|comparing|difference between|differences between|differ between)\s+/;

/**
 * The two entries that the text names to be compared, each by a name or a reference.
 *
 * @returns undefined unless exactly two parts are named and they are two different entries
 */
export function comparedIn(house: House, text: string): readonly [Entry, Entry] | undefined {
  const parts = text
    .toLowerCase()
    .replace(BEFORE, '')
    .replace(/[?.!]+$/, '')
    .split(BETWEEN);
  if (parts.length !== 2) return undefined;
  const [left, right] = parts.map((part) => entryNamed(house, part));
  return left && right && left !== right ? [left, right] : undefined;
}

/** The two answers, one under the other, with the sources of both. */
export function comparison(house: House, [left, right]: readonly [Entry, Entry], now: Date): Reply {
  const both = [left, right].map((entry) => ({ entry, reply: answer(house.knowledge, entry, now) }));
  const cites = both.flatMap(({ reply }) => reply.cites);
  return {
    point: house.knowledge.content.phrases.labels.compared.replace('{left}', left.title).replace('{right}', right.title),
    lines: both.map(({ entry, reply }) => ({ label: entry.title, text: reply.point })),
    more: [],
    cites: cites.filter(({ id }, at) => cites.findIndex((other) => other.id === id) === at),
    choices: both.map(({ entry }) => ({ label: entry.title, press: `ask:${entry.id}` })),
  };
}

function entryNamed({ knowledge, findReference }: House, part: string): Entry | undefined {
  const reference = findReference(part);
  if (reference && isNumbered(reference)) return knowledge.entry(reference.provisions[0]?.id ?? '');
  const [best] = find(knowledge.finder, knowledge.words.read(part).terms, 1);
  return best && best.named >= NAME_ALONE ? knowledge.entries[best.entry] : undefined;
}
