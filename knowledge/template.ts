/**
 * The sentence-template language: a line of content → its pattern, or what is wrong with it.
 *
 *   word         that word, whatever its ending
 *   =word        that word as it stands
 *   (a|b c)      one of these
 *   [x]          x or nothing
 *   {a; b; c}    all of these, in any order (two to four)
 *   <list>       one of a list of words; the lists may name lists
 *   <slot>       the same, and what stands there is given back: see SLOTS; <topic> takes any words
 *   <number>     any figure
 *   ...          any words, or none
 */
import { SLOTS, type SlotName } from './lists.ts';

export type Pattern =
  | { readonly kind: 'word' | 'exact'; readonly word: string }
  | { readonly kind: 'number' }
  /** Any words, or none. */
  | { readonly kind: 'gap' }
  /** Any words, at least one. */
  | { readonly kind: 'some' }
  | { readonly kind: 'slot'; readonly slot: SlotName; readonly part: Pattern }
  /** In a row; one of; each once, in any order. */
  | { readonly kind: 'all' | 'any' | 'each'; readonly parts: readonly Pattern[] };

export type WordLists = Readonly<Record<string, readonly string[]>>;
export type Parsed =
  | { readonly ok: true; readonly pattern: Pattern }
  | {
      readonly ok: false;
      readonly problem: string;
      readonly cure: string;
      /** The word list whose line is at fault, where it is not the template itself. */
      readonly list: string | undefined;
    };

/** With more parts than this, the orders that a matcher has to follow grow too many. */
const MOST_PARTS = 4;

/** @returns a parser of templates that may name these lists; a list is read when it is first named */
export function templateParser(lists: WordLists): (source: string) => Parsed {
  const read = new Map<string, Pattern>();
  /** @param within names of the lists that are being read, so that none contains itself */
  const listed = (name: string, within: readonly string[]): Pattern => {
    const known = read.get(name);
    if (known) return known;
    const entries = Object.hasOwn(lists, name) ? lists[name] : undefined;
    if (!entries)
      throw new Fault(
        `there is no word list <${name}>`,
        `Write it under "lists" here or in slots.yaml, or name one of: ${Object.keys(lists).join(', ')}.`,
      );
    if (within.includes(name)) throw new Fault(`the word list <${name}> contains itself`, 'Take it out of its own lines.');
    const pattern: Pattern = { kind: 'any', parts: entries.map((entry) => line(entry, [...within, name])) };
    read.set(name, pattern);
    return pattern;
  };
  const line = (entry: string, within: readonly string[]): Pattern => {
    try {
      return parse(entry, (inner) => named(inner, within));
    } catch (fault) {
      if (fault instanceof Fault) fault.list ??= within.at(-1);
      throw fault;
    }
  };
  const named = (name: string, within: readonly string[]): Pattern => {
    if (name === 'number') return { kind: 'number' };
    const slot = SLOTS.find((candidate) => candidate === name);
    const part: Pattern = name === 'topic' ? { kind: 'some' } : listed(name, within);
    return slot ? { kind: 'slot', slot, part } : part;
  };
  return (source) => {
    try {
      return { ok: true, pattern: parse(source, (name) => named(name, [])) };
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      return { ok: false, problem: `${fault.message} in the template "${source}"`, cure: fault.cure, list: fault.list };
    }
  };
}

/** Whether the pattern takes messages without a word of its own, so that it would take any message. */
export function isOpen(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case 'word':
    case 'exact':
    case 'number':
      return false;
    case 'gap':
    case 'some':
      return true;
    case 'slot':
      return isOpen(pattern.part);
    case 'all':
    case 'each':
      return pattern.parts.every(isOpen);
    case 'any':
      return pattern.parts.some(isOpen);
  }
}

/** What is wrong with a template; caught in this file. */
class Fault extends Error {
  readonly cure: string;
  list: string | undefined;
  constructor(problem: string, cure: string) {
    super(problem);
    this.cure = cure;
  }
}

const BRACKETS = 'Close each bracket that is opened, and open each that is closed.';
const SIGNS = 'Use words, figures and the signs listed in docs/content.md; write "dont" without its apostrophe.';

function parse(source: string, named: (name: string) => Pattern): Pattern {
  const signs = source.toLowerCase().match(/\.\.\.|<[a-z-]+>|=?[a-z0-9]+|\S/g) ?? [];
  let at = 0;
  const parted = (by: string, close: string | undefined): Pattern[] => {
    const parts = [sequence(by)];
    for (; signs[at] === by; parts.push(sequence(by))) at++;
    if (signs[at] !== close) throw new Fault(close && at === signs.length ? `"${close}" is missing` : `"${signs[at]}" is out of place`, BRACKETS);
    at++;
    return parts;
  };
  const sequence = (by: string): Pattern => {
    const parts: Pattern[] = [];
    for (let sign = signs[at]; sign !== undefined && sign !== by && !')]}'.includes(sign); sign = signs[at]) {
      at++;
      parts.push(part(sign));
    }
    return one('all', parts);
  };
  const part = (sign: string): Pattern => {
    if (sign === '(') return one('any', parted('|', ')'));
    if (sign === '[') return { kind: 'any', parts: [...parted('|', ']'), { kind: 'all', parts: [] }] };
    if (sign === '{') return each(parted(';', '}'));
    if (sign === '...') return { kind: 'gap' };
    if (/^<.+>$/.test(sign)) return named(sign.slice(1, -1));
    if (/^=[a-z0-9]+$/.test(sign)) return { kind: 'exact', word: sign.slice(1) };
    if (/^[a-z0-9]+$/.test(sign)) return { kind: 'word', word: sign };
    throw new Fault(`"${sign}" has no meaning`, SIGNS);
  };
  return one('any', parted('|', undefined));
}

function each(parts: readonly Pattern[]): Pattern {
  if (parts.length >= 2 && parts.length <= MOST_PARTS) return { kind: 'each', parts };
  throw new Fault(`{ } has ${parts.length} ${parts.length === 1 ? 'part' : 'parts'}`, `Give it two to ${MOST_PARTS}, with ";" between them.`);
}

/** One part stands for itself. */
function one(kind: 'all' | 'any', parts: readonly Pattern[]): Pattern {
  const [only] = parts;
  return parts.length === 1 && only ? only : { kind, parts };
}
