/** Words of the DOT language: what all pictures of checklists share. */

/** Dark enough to read on their grounds, in every theme, because each picture brings its own white ground. */
export const COLOURS = {
  text: '#1f2328',
  quiet: '#57606a',
  line: '#8c959f',
  ground: '#f6f8fa',
  edge: '#d0d7de',
  shared: '#ffffff',
  own: '#ddf4ff',
  ownLine: '#0550ae',
  rights: '#fff8c5',
  rightsLine: '#7d4e00',
  required: '#a40e26',
  only: '#6639ba',
} as const;

/** Graphviz lays out by the widths of Verdana, the widest of the everyday fonts: whatever font a reader has, the words stay in their boxes. */
export const FONT = 'Verdana';

/** The text in lines of at most so many characters, each made safe for a label; a longer word stands alone. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map(escaped);
}

/** Text for a label of DOT, and for SVG. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Lines of a label one below the other, each from the left. */
export function lines(of: readonly string[]): string {
  return of.map((line) => `${line}<BR ALIGN="LEFT"/>`).join('');
}

export function font(text: string, { size = 12, colour = COLOURS.text as string } = {}): string {
  return `<FONT POINT-SIZE="${size}" COLOR="${colour}">${text}</FONT>`;
}

/** Attributes of a node, an edge or a graph; a value that begins with "<" is a label. */
export function attributes(given: Readonly<Record<string, string | number>>): string {
  const written = Object.entries(given).map(([name, value]) => `${name}=${String(value).startsWith('<') ? value : JSON.stringify(String(value))}`);
  return `[${written.join(' ')}]`;
}
