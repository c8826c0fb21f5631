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

export type Template = {
  readonly source: string;
  readonly pattern: Pattern;
  readonly edges: readonly (readonly Edge[])[];
  readonly end: number;
  /** Stems and exact words of which one begins every message that is taken, but for skipped words; undefined where any word may. */
  readonly starts: ReadonlySet<string> | undefined;
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
  return { source, pattern, edges, end, starts: startsOf(edges, end) };
}

type Way = { readonly state: number; readonly cost: number; readonly slots: Slots };

/**
 * Where the words of the slots stand, or undefined where the template does not take the whole message.
 *
 * Where it can be read in several ways, the one counts that leaves the fewest words to `...` and <topic>, and of those the first written.
 */
export function read(template: Template, { tokens, isSkipped }: Message): Slots | undefined {
  if (!mayStart(template, { tokens, isSkipped })) return undefined;
  let ways = spread(template, [{ state: 0, cost: 0, slots: {} }]);
  for (const [at, token] of tokens.entries()) {
    const next: Way[] = [];
    for (const way of ways) {
      if (isSkipped[at]) next.push({ ...way, cost: way.cost + SKIP_COST });
      for (const edge of template.edges[way.state] ?? []) {
        if (edge.reads === ANY) next.push(ahead(way, edge, at, edge.slot ? SLOT_COST : GAP_COST));
        else if (edge.reads === token.stem || edge.reads === `${EXACT}${token.word}` || (edge.reads === NUMBER && FIGURE.test(token.word)))
          next.push(ahead(way, edge, at, 0));
      }
    }
    if (next.length === 0) return undefined;
    ways = spread(template, next);
  }
  return ways.find(({ state }) => state === template.end)?.slots;
}

function ahead({ cost, slots }: Way, { to, slot }: Edge, at: number, more: number): Way {
  if (!slot) return { state: to, cost: cost + more, slots };
  return { state: to, cost: cost + more, slots: { ...slots, [slot]: [slots[slot]?.[0] ?? at, at + 1] } };
}

/** These ways and all they lead to without reading a word: of those that meet in a state the cheapest, so never more than there are states. */
function spread(template: Template, from: Way[]): Way[] {
  const reached: Way[] = [];
  const seen = new Set<number>();
  const add = (way: Way) => {
    if (seen.has(way.state)) return;
    seen.add(way.state);
    reached.push(way);
    for (const edge of template.edges[way.state] ?? []) if (edge.reads === undefined) add({ ...way, state: edge.to });
  };
  for (const way of from.sort((a, b) => a.cost - b.cost)) add(way);
  return reached;
}

function startsOf(edges: readonly (readonly Edge[])[], end: number): ReadonlySet<string> | undefined {
  const reached = new Set([0]);
  const starts = new Set<string>();
  for (const state of reached) {
    if (state === end) return undefined;
    for (const { reads, to } of edges[state] ?? []) {
      if (reads === undefined) reached.add(to);
      else if (typeof reads === 'string') starts.add(reads);
      else return undefined;
    }
  }
  return starts;
}

/** Most templates are ruled out by the first word. */
function mayStart({ starts }: Template, { tokens, isSkipped }: Message): boolean {
  if (!starts) return true;
  for (const [at, { stem, word }] of tokens.entries()) {
    if (starts.has(stem) || starts.has(`${EXACT}${word}`)) return true;
    if (!isSkipped[at]) return false;
  }
  return false;
}
