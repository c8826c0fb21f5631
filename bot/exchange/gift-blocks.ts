/** A GIFT file cut up: questions with their comments, and answers at the signs that are not escaped. */
import { oneLineEnd } from './parts.ts';

/** One question as it stands in the file. `comments` are by key, in lower case; those that Moodle knows are `id` and `tags`. */
export type Block = {
  readonly line: number;
  /** Where each line of `text` stands in the file. */
  readonly text: string;
  readonly category: string;
  readonly comments: ReadonlyMap<string, { readonly value: string; readonly line: number }>;
};

/** The questions of a file: blank lines lie between them. */
export function blocksOf(file: string): Block[] {
  const blocks: Block[] = [];
  let category = '';
  let start = 0;
  const lines = oneLineEnd(file.replace(/^\uFEFF/, '')).split('\n');
  const end = (at: number) => {
    const own = lines.slice(start, at);
    const named = own.findIndex((line) => line.trim().startsWith('$CATEGORY:'));
    if (named >= 0) {
      category = (own[named] ?? '').trim().slice('$CATEGORY:'.length).trim();
      own[named] = '';
    }
    const text = own.map((line) => (isComment(line) ? '' : line)).join('\n');
    if (text.trim()) {
      const first = own.findIndex((line) => line.trim() !== '');
      blocks.push({
        line: start + first + 1,
        text: own
          .slice(first)
          .map((line) => (isComment(line) ? '' : line))
          .join('\n'),
        category,
        comments: commentsOf(own, start),
      });
    }
    start = at + 1;
  };
  lines.forEach((line, at) => {
    if (line.trim() === '') end(at);
  });
  end(lines.length);
  return blocks;
}

function isComment(line: string): boolean {
  return line.trim().startsWith('//');
}

function commentsOf(lines: readonly string[], start: number): Block['comments'] {
  const found = new Map<string, { value: string; line: number }>();
  lines.forEach((whole, at) => {
    if (!isComment(whole)) return;
    const line = start + at + 1;
    const text = whole.trim().slice(2).trim();
    const id = /\[id:([^\]]+)\]/.exec(text)?.[1];
    const tags = [...text.matchAll(/\[tag:([^\]]+)\]/g)].map(([, tag = '']) => tag.trim());
    if (id) found.set('id', { value: id.trim(), line });
    if (tags.length > 0) found.set('tags', { value: tags.join(', '), line });
    const [, key = '', value = ''] = /^([a-z]+(?: \d+)?)\s*:(.*)$/is.exec(text) ?? [];
    if (key) found.set(key.toLowerCase(), { value: value.trim(), line });
  });
  return found;
}

/** A part of a text: the sign before it, the text as it stands in the file, and how far into the whole it begins. */
export type Piece = { readonly sign: string; readonly raw: string; readonly at: number };

/** Cuts at each of these signs that no backslash stands before; the first piece has no sign. */
export function cut(raw: string, signs: string, at = 0): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  let sign = '';
  for (let here = 0; here < raw.length; here++) {
    const char = raw[here] ?? '';
    if (char === '\\') here++;
    else if (signs.includes(char)) {
      pieces.push({ sign, raw: raw.slice(from, here), at: at + from });
      from = here + 1;
      sign = char;
    }
  }
  pieces.push({ sign, raw: raw.slice(from), at: at + from });
  return pieces;
}
