/** A document as Markdown. Pure. */
import type { Document, DocumentPart } from '../turn.ts';

type Line = DocumentPart['lines'][number];

/** `asShown` makes text safe for the channel that shows it; each line stays one line. */
export function documentMarkdown({ title, parts }: Document, asShown: (text: string) => string): string {
  const shown = (text: string) => asShown(text.trim().replace(/\s+/g, ' '));
  const line = ({ label, text }: Line) => `- ${label ? `**${shown(labelled(label))}** ` : ''}${shown(text)}`.trimEnd();
  const row = (cells: readonly string[]) => `| ${cells.map(shown).join(' | ')} |`;
  const blocks = parts.flatMap(({ title: heading, paragraphs = [], lines, table }) => [
    ...(heading ? [`## ${shown(heading)}`] : []),
    ...paragraphs.map(shown),
    ...(lines.length > 0 ? [lines.map(line).join('\n')] : []),
    ...(table ? [[row(table.head), row(table.head.map(() => '---')).replaceAll('\\', ''), ...table.rows.map(row)].join('\n')] : []),
  ]);
  return `${[`# ${shown(title)}`, ...blocks].join('\n\n')}\n`;
}

/** A label before its text: a question keeps its own mark. */
export function labelled(label: string): string {
  return /[?:]$/.test(label) ? label : `${label}:`;
}
