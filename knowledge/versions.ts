/** Which version of the law or guide a question was written for. */
import type { Content } from './content.ts';

type Sources = Pick<Content, 'provisions' | 'topics' | 'guides'>;

/** A short sign of what these entries say: their text, their dates and their standing. It changes when one of them does. */
export function versionOf(content: Sources, cites: readonly string[]): string {
  return hashOf(cites.map((id) => teachingOf(content, id)).join('\n'));
}

/** What an entry teaches, as far as a question can rest on it. */
export function teachingOf({ provisions, topics, guides }: Sources, id: string): string {
  const provision = provisions.find((candidate) => candidate.id === id);
  if (provision) {
    const { section, rule, detail, exceptions, nations, from, until, standing } = provision;
    return [section, rule, detail, ...exceptions, ...nations, from, until, standing].join('|');
  }
  const topic = topics.find((candidate) => candidate.id === id);
  if (topic) return [topic.point, topic.detail, topic.formula].join('|');
  return guides.flatMap(({ points }) => points).find((point) => point.id === id)?.text ?? '';
}

/** FNV-1a, 32 bits, as 8 hexadecimal figures. */
function hashOf(text: string): string {
  const hash = [...text].reduce((sum, letter) => Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 16_777_619), 2_166_136_261);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
