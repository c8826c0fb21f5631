/** A document → the bytes of a .docx file. The only user of docx. */
import { Document as Docx, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from 'docx';
import { labelled } from '../dialogs/record/document.ts';
import type { Document, DocumentPart } from '../dialogs/turn.ts';

export const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Half points, and twentieths of a point. */
const SIZE = 22;
const SPACE_BELOW = 120;

/** A document in British English with its title in its properties: headings, paragraphs, labelled lines, tables whose first row is their header. */
export function toDocx({ title, parts }: Document): Promise<Buffer> {
  const heading = new Paragraph({ text: valid(title), heading: HeadingLevel.HEADING_1 });
  const document = new Docx({
    title: valid(title),
    creator: 'Shift Coach',
    styles: { default: { document: { run: { font: 'Arial', size: SIZE, language: { value: 'en-GB' } } } } },
    sections: [{ children: [heading, ...parts.flatMap(partOf)] }],
  });
  return Packer.toBuffer(document);
}

function partOf({ title, paragraphs = [], lines, table }: DocumentPart): (Paragraph | Table)[] {
  return [
    ...(title ? [new Paragraph({ text: valid(title), heading: HeadingLevel.HEADING_2 })] : []),
    ...paragraphs.map((text) => paragraph([new TextRun(valid(text))])),
    ...lines.map(({ label, text }) =>
      paragraph([...(label ? [new TextRun({ text: `${valid(labelled(label))} `, bold: true })] : []), new TextRun(valid(text))]),
    ),
    ...(table ? [tableOf(table)] : []),
  ];
}

function tableOf({ head, rows }: NonNullable<DocumentPart['table']>): Table {
  const row = (cells: readonly string[], isHead: boolean) =>
    new TableRow({
      tableHeader: isHead,
      children: cells.map((text) => new TableCell({ children: [paragraph([new TextRun({ text: valid(text), bold: isHead })])] })),
    });
  return new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, rows: [row(head, true), ...rows.map((cells) => row(cells, false))] });
}

function paragraph(children: readonly TextRun[]): Paragraph {
  return new Paragraph({ spacing: { after: SPACE_BELOW }, children });
}

/** In one line, without the signs that XML 1.0 does not allow: control characters, halves of a pair, U+FFFE and U+FFFF. */
function valid(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '')
    .trim();
}
