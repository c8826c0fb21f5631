/**
 * The sentence-template language, and a matcher that takes time in step with the length of the message.
 *
 *   word         that word, whatever its ending
 *   (a|b c)      one of these
 *   [x]          x or nothing
 *   <list>       one of a shared list of words
 *   <number>     any figure
 *   ...          any words, or none
 *
 * A template matches a whole message, except for skip words ("please", "mate"), which may stand anywhere.
 */

/** How a template is read: a word becomes the stems that a typed word becomes; skip words are passed over. */
export type TemplateWords = { readonly stems: (word: string) => readonly string[]; readonly isSkip: (word: string) => boolean };
export type WordLists = Readonly<Record<string, readonly string[]>>;

type Node =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'gap' }
  | { readonly kind: 'all'; readonly parts: readonly Node[] }
  | { readonly kind: 'any'; readonly parts: readonly Node[] };

/** One edge of the automaton: a stem to read, or `undefined` for an edge that reads nothing. */
type Edge = { readonly stem: string | undefined; readonly to: number };

/** Stands for any figure in an edge. */
const NUMBER = '<number>';
export type Template = {
  readonly source: string;
  readonly edges: readonly (readonly Edge[])[];
  readonly loops: ReadonlySet<number>;
  readonly end: number;
};

/** @throws Error that names the place, if the template is not well formed or names an unknown list */
export function parseTemplate(source: string, lists: WordLists, words: TemplateWords): Template {
  const tree = parse(source, lists);
  const edges: Edge[][] = [[]];
  const loops = new Set<number>();
  const state = () => edges.push([]) - 1;
  const link = (from: number, stem: string | undefined, to: number) => edges[from]?.push({ stem, to });
  const lay = (node: Node, from: number): number => {
    switch (node.kind) {
      case 'word':
        return (node.word === NUMBER ? [NUMBER] : words.stems(node.word)).reduce((at, stem) => {
          const to = state();
          link(at, stem, to);
          return to;
        }, from);
      case 'gap': {
        const to = state();
        link(from, undefined, to);
        loops.add(to);
        return to;
      }
      case 'all':
        return node.parts.reduce((at, part) => lay(part, at), from);
      case 'any': {
        const to = state();
        for (const part of node.parts) link(lay(part, from), undefined, to);
        return to;
      }
    }
  };
  return { source, edges, loops, end: lay(tree, 0) };
}

/** Whether the template matches all of these words. */
export function matches(template: Template, message: readonly { readonly word: string; readonly stem: string }[], words: TemplateWords): boolean {
  let states = reach(template, [0]);
  for (const token of message) {
    const next: number[] = words.isSkip(token.word) ? [...states] : [];
    for (const state of states) {
      if (template.loops.has(state)) next.push(state);
      for (const edge of template.edges[state] ?? []) {
        if (edge.stem === token.stem || (edge.stem === NUMBER && /^\d+$/.test(token.word))) next.push(edge.to);
      }
    }
    if (next.length === 0) return false;
    states = reach(template, next);
  }
  return states.has(template.end);
}

/** These states and all that can be reached from them without reading a word. */
function reach(template: Template, from: readonly number[]): Set<number> {
  const states = new Set(from);
  for (const state of states) for (const edge of template.edges[state] ?? []) if (edge.stem === undefined) states.add(edge.to);
  return states;
}

function parse(source: string, lists: WordLists): Node {
  const signs = source.toLowerCase().match(/\.\.\.|<[a-z-]+>|[a-z0-9]+|[()[\]|]|\S/g) ?? [];
  let at = 0;
  const fail = (problem: string) => new Error(`${problem} in the template "${source}"`);
  const alternatives = (close: string | undefined): Node => {
    const parts: Node[] = [];
    for (;;) {
      parts.push(sequence());
      if (signs[at] !== '|') break;
      at++;
    }
    if (signs[at] !== close) throw fail(close ? `"${close}" is missing` : `"${signs[at]}" closes nothing`);
    if (close) at++;
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'any', parts };
  };
  const sequence = (): Node => {
    const parts: Node[] = [];
    for (let sign = signs[at]; sign !== undefined && !'|)]'.includes(sign); sign = signs[at]) {
      at++;
      if (sign === '(') parts.push(alternatives(')'));
      else if (sign === '[') parts.push({ kind: 'any', parts: [alternatives(']'), { kind: 'all', parts: [] }] });
      else if (sign === '...') parts.push({ kind: 'gap' });
      else if (sign.startsWith('<') && sign.length > 1) parts.push(list(sign.slice(1, -1)));
      else if (/^[a-z0-9]+$/.test(sign)) parts.push({ kind: 'word', word: sign });
      else throw fail(`"${sign}" has no meaning`);
    }
    return { kind: 'all', parts };
  };
  const list = (name: string): Node => {
    if (name === 'number') return { kind: 'word', word: NUMBER };
    const entries = lists[name];
    if (!entries) throw fail(`there is no word list <${name}>`);
    return { kind: 'any', parts: entries.map((entry) => parse(entry, {})) };
  };
  const tree = alternatives(undefined);
  if (at < signs.length) throw fail(`"${signs[at]}" is too much`);
  return tree;
}
