/** Text as it stands in a GIFT file, and back. */
import { oneLineEnd } from './parts.ts';

/** A sign that nobody sees. It takes apart what Moodle would read as more than text, and has no escape for. */
const JOINER = '\u2060';

/** Any text, so that Moodle and our own import read it as text. */
export function toGift(text: string): string {
  return apart(oneLineEnd(text), '-', '>')
    .replace(/[\\~=#{}:]/g, '\\$&')
    .replaceAll('\n', '\\n');
}

/** The same where the text begins an answer or feedback: "[" or "%" there would be a format or a weight. */
export function toGiftPart(text: string): string {
  return (/^[[%]/.test(text) ? '[plain]' : '') + toGift(text);
}

/** The same in a comment, where Moodle looks for tags in brackets. */
export function toComment(text: string): string {
  const oneLine = oneLineEnd(text).replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
  return ['tag:', 'id:'].reduce((all, tag) => apart(all, '[', tag), oneLine);
}

export function fromGift(raw: string): string {
  return together(
    raw.replace(/\\(n|[\\~=#{}:])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign)),
    '-',
    '>',
  ).trim();
}

export function fromComment(raw: string): string {
  const oneLine = ['tag:', 'id:'].reduce((all, tag) => together(all, '[', tag), raw);
  return oneLine.replace(/\\([n\\])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign)).trim();
}

export type Rich = { readonly text: string; readonly strange?: string };

/** Text that may begin with its format. HTML, which Moodle's own editor writes, becomes plain text; `strange` names what cannot. */
export function fromRich(raw: string, base: string): Rich & { readonly format: string } {
  const [mark, named] = /^\s*\[(moodle|html|plain|markdown)\]/.exec(raw) ?? ['', undefined];
  const format = named ?? base;
  const text = fromGift(raw.slice(mark.length));
  return { ...(format === 'html' || format === 'moodle' ? withoutTags(text) : { text }), format };
}

const BREAKS = /<br\s*\/?>|<\/(p|div|li|h[1-6])>/gi;
const TAGS = /<\/?(p|div|span|b|i|em|strong|u|ul|ol|li|h[1-6]|a|small|code|sub|sup)(\s[^<>]*)?>/gi;
const LOST = /<(img|table|video|audio|iframe|object|embed|svg|math)\b/i;
const NAMED: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  pound: '£',
  ndash: '–',
  mdash: '—',
  rsquo: '’',
  lsquo: '‘',
};

function withoutTags(text: string): Rich {
  const lost = LOST.exec(text)?.[1];
  if (lost) return { text, strange: lost };
  if (!/<\/?[a-z]|&#?\w+;/i.test(text)) return { text };
  return {
    text: text
      .replace(BREAKS, '\n')
      .replace(TAGS, '')
      .replace(/&(?:#(\d{1,6})|([a-z]+));/gi, (whole, code?: string, name?: string) =>
        code ? String.fromCodePoint(Number(code)) : (NAMED[name?.toLowerCase() ?? ''] ?? whole),
      )
      .replace(/[^\S\n]*\n[^\S\n]*/g, '\n')
      .trim(),
  };
}

function apart(text: string, before: string, after: string): string {
  return text.replace(joined(before, after), (whole) => before + JOINER + whole.slice(before.length));
}

function together(text: string, before: string, after: string): string {
  return text.replace(joined(before, after), (whole) => (whole[before.length] === JOINER ? before + whole.slice(before.length + 1) : whole));
}

function joined(before: string, after: string): RegExp {
  return new RegExp(`${before === '[' ? '\\[' : before}${JOINER}*${after}`, 'g');
}
