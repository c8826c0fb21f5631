/** A sentence template made ready: whether it takes a message, in time in step with its length, and what stood in its slots. Pure. */
import type { SlotName } from '../knowledge/lists.ts';
import type { Pattern } from '../knowledge/template.ts';

/** How a template is read: a word becomes the stems that a typed word becomes. */
export type TemplateWords = { readonly stems: (word: string) => readonly string[] };

/** A message as templates see it; `isSkipped` marks each word that may be passed over ("please", "can you tell me"). */
export type Message = { readonly tokens: readonly { readonly word: string; readonly stem: string }[]; readonly isSkipped: readonly boolean[] };

/** Where in the message the words of each slot stand: from the first to behind the last. */
export type Slots = { readonly [slot in SlotName]?: readonly [from: number, to: number] };

const NUMBER = Symbol('any figure');
const ANY = Symbol('any word');
const FIGURE = /^\d+(\.\d+)?$/;

/** Before a word that is read as it stands, not by its stem. */
const EXACT = '=';
/** One edge of the automaton: what it reads, a stem, an exact word or one of the above, or `undefined` for an edge that reads nothing. */
type Edge = { readonly reads: string | typeof NUMBER | typeof ANY | undefined; readonly to: number; readonly slot: SlotName | undefined };

/** The edges that can be followed from a state, by what they read. */
type Step = {
  readonly named: ReadonlyMap<string, readonly Edge[]>;
  readonly number: readonly Edge[];
  readonly any: readonly Edge[];
  readonly isEnd: boolean;
};

export type Template = {
  readonly source: string;
  readonly pattern: Pattern;
  readonly edges: readonly (readonly Edge[])[];
  readonly end: number;
  /** What can be read from each state, as far as that has been asked. */
  readonly steps: (Step | undefined)[];
};

/** What reading one word costs: nothing where the template names it, more where it is passed over, is any word of a slot, or of a gap. */
const SKIP_COST = 1;
const SLOT_COST = 2;
const GAP_COST = 3;

export function templateOf(source: string, pattern: Pattern, words: TemplateWords): Template {
  const edges: Edge[][] = [[]];
  const state = () => edges.push([]) - 1;
  const link = (from: number, reads: Edge['reads'], to: number, slot: SlotName | undefined) => edges[from]?.push({ reads, to, slot });
  const step = (from: number, reads: Edge['reads'], slot: SlotName | undefined) => {
    const to = state();
    link(from, reads, to, slot);
    return to;
  };
  const lay = (part: Pattern, from: number, slot: SlotName | undefined): number => {
    switch (part.kind) {
      case 'word':
        return words.stems(part.word).reduce((at, stem) => step(at, stem, slot), from);
      case 'exact':
        return step(from, `${EXACT}${part.word}`, slot);
      case 'number':
        return step(from, NUMBER, slot);
      case 'some':
      case 'gap': {
        const to = step(from, part.kind === 'some' ? ANY : undefined, slot);
        link(to, ANY, to, slot);
        return to;
      }
      case 'slot':
        return lay(part.part, from, slot ?? part.slot);
      case 'all':
        return part.parts.reduce((at, inner) => lay(inner, at, slot), from);
      case 'any': {
        const to = state();
        for (const inner of part.parts) link(lay(inner, from, slot), undefined, to, slot);
        return to;
      }
      case 'each':
        return layEach(part.parts, from, slot);
    }
  };
  /** One place for each set of parts that may have been read, so that the orders share their ways. */
  const layEach = (parts: readonly Pattern[], from: number, slot: SlotName | undefined): number => {
    const places = [from, ...Array.from({ length: 2 ** parts.length - 1 }, state)];
    places.forEach((place, read) => {
      parts.forEach((inner, nth) => {
        const after = read | (1 << nth);
        if (after !== read) link(lay(inner, place, slot), undefined, places[after] ?? 0, slot);
      });
    });
    return places.at(-1) ?? from;
  };
  const end = lay(pattern, 0, undefined);
  return { source, pattern, edges, end, steps: [] };
}

type Way = { readonly state: number; readonly cost: number; readonly slots: Slots };

/**
 * Where the words of the slots stand, or undefined where the template does not take the whole message.
 *
 * Where it can be read in several ways, the one counts that leaves the fewest words to `...` and <topic>, and of those the first written.
 * Of the ways that meet in a state only the cheapest goes on, so each word is looked at no more than once for each state.
 */
export function read(template: Template, message: Message): Slots | undefined {
  let ways: Way[] = [{ state: 0, cost: 0, slots: {} }];
  for (const [at, token] of message.tokens.entries()) {
    const [stem, exact] = wordsAsRead(token);
    const next: Way[] = [];
    for (const way of ways) {
      const { named, number, any } = stepFrom(template, way.state);
      if (message.isSkipped[at]) next.push({ ...way, cost: way.cost + SKIP_COST });
      for (const edge of named.get(stem) ?? []) next.push(ahead(way, edge, at, 0));
      for (const edge of named.get(exact) ?? []) next.push(ahead(way, edge, at, 0));
      if (number.length > 0 && FIGURE.test(token.word)) for (const edge of number) next.push(ahead(way, edge, at, 0));
      for (const edge of any) next.push(ahead(way, edge, at, edge.slot ? SLOT_COST : GAP_COST));
    }
    if (next.length === 0) return undefined;
    ways = next.length === 1 ? next : cheapest(next);
  }
  return ways.find(({ state }) => stepFrom(template, state).isEnd)?.slots;
}

function ahead({ cost, slots }: Way, { to, slot }: Edge, at: number, more: number): Way {
  if (!slot) return { state: to, cost: cost + more, slots };
  return { state: to, cost: cost + more, slots: { ...slots, [slot]: [slots[slot]?.[0] ?? at, at + 1] } };
}

/** The cheapest way to each state, cheapest first. */
function cheapest(ways: Way[]): Way[] {
  const seen = new Set<number>();
  return ways.sort((a, b) => a.cost - b.cost).filter(({ state }) => !seen.has(state) && seen.add(state));
}

/** What can be read from a state and from all that it leads to without reading; worked out when it is first needed. */
function stepFrom({ edges, end, steps }: Pick<Template, 'edges' | 'end' | 'steps'>, from: number): Step {
  const known = steps[from];
  if (known) return known;
  const named = new Map<string, Edge[]>();
  const step = { named, number: [] as Edge[], any: [] as Edge[], isEnd: false };
  const seen = new Set<number>();
  const gather = (state: number) => {
    if (seen.has(state)) return;
    seen.add(state);
    if (state === end) step.isEnd = true;
    for (const edge of edges[state] ?? []) {
      if (edge.reads === undefined) gather(edge.to);
      else if (edge.reads === NUMBER) step.number.push(edge);
      else if (edge.reads === ANY) step.any.push(edge);
      else named.set(edge.reads, [...(named.get(edge.reads) ?? []), edge]);
    }
  };
  gather(from);
  steps[from] = step;
  return step;
}

/** The words of which one must begin a message that is taken, skipped words aside; undefined where any may, or none. */
export function startsOf(template: Template): readonly string[] | undefined {
  const { named, number, any, isEnd } = stepFrom(template, 0);
  return isEnd || number.length > 0 || any.length > 0 ? undefined : [...named.keys()];
}

/** A word of a message as edges name it: its stem, and the word as it stands. */
export function wordsAsRead({ stem, word }: Message['tokens'][number]): readonly [string, string] {
  return [stem, `${EXACT}${word}`];
}
