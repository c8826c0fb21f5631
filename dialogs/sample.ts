/** Sentences that a template takes, for people to read and for gates to try. Pure: the same seed gives the same sentences. */
import type { Pattern } from '../knowledge/template.ts';
import { split } from '../knowledge/words.ts';
import type { House } from './house.ts';
import { read, type Template } from './template.ts';

/** So many draws for each sentence that is wanted; a template that takes few sentences gives fewer. */
const DRAWS = 30;
/** What stands where any words may: no words at all in a gap. */
const GAP = '…';
const FIGURES = ['2', '3', '5', '10'];
const MAYBE = 0.4;

/** Up to `most` different sentences that this template takes, gaps written as `…`. */
export function sample(house: House, template: Template, most: number, seed = 1): string[] {
  const random = randomFrom(seed);
  const found = new Set<string>();
  const tried = new Set<string>();
  for (let draw = 0; draw < most * DRAWS && found.size < most; draw++) {
    const sentence = drawn(template.pattern, random, topicsOf(house)).replace(/( …)+/g, ' …');
    if (tried.has(sentence)) continue;
    tried.add(sentence);
    const message = house.asMessage(house.knowledge.words.readContent(sentence).tokens);
    if (read(template, message)) found.add(sentence);
  }
  return [...found];
}

/** Up to `most` different sentences that the templates of an intent take, one of each template in turn. */
export function sampleIntent(house: House, templates: readonly Template[], most: number): string[] {
  const each = templates.map((template) => sample(house, template, most));
  const inTurn = Array.from({ length: most }, (_, round) => each.flatMap((sentences) => sentences[round] ?? [])).flat();
  return [...new Set(inTurn)].slice(0, most);
}

function topicsOf(house: House): readonly string[] {
  return house.knowledge.content.slots.subjects.flatMap(({ names }) => names);
}

function drawn(pattern: Pattern, random: () => number, topics: readonly string[]): string {
  const pick = <T>(all: readonly T[]): T | undefined => all[Math.floor(random() * all.length)];
  const draw = (part: Pattern): string => {
    switch (part.kind) {
      case 'word':
      case 'exact':
        return part.word;
      case 'number':
        return pick(FIGURES) ?? '';
      case 'gap':
        return GAP;
      case 'some':
        return split(pick(topics) ?? 'refunds').join(' ');
      case 'slot':
        return draw(part.part);
      case 'all':
        return row(part.parts.map(draw));
      case 'any': {
        const [empty, full] = [part.parts.filter(isEmpty), part.parts.filter((inner) => !isEmpty(inner))];
        return empty.length > 0 && random() > MAYBE ? '' : draw(pick(full) ?? { kind: 'all', parts: [] });
      }
      case 'each':
        return row(shuffled(part.parts, random).map(draw));
    }
  };
  return draw(pattern);
}

function row(parts: readonly string[]): string {
  return parts.filter(Boolean).join(' ');
}

function isEmpty(pattern: Pattern): boolean {
  return pattern.kind === 'all' && pattern.parts.length === 0;
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** Mulberry32: numbers from 0 to 1 that look like chance. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
