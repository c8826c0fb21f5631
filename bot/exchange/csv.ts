/** Rows of cells as CSV (RFC 4180) that a sheet opens without running anything in it, and back. */
import { oneLineEnd } from './parts.ts';

/** What a sheet takes for a formula, also in the wide letters of Asian keyboards; and the same after our own guard. */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** With the mark by which Excel knows UTF-8, and an apostrophe before what it would take for a formula. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

function cell(text: string): string {
  const guarded = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n;\t]|^\s|\s$/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

function unguard(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
}

export type Row = { readonly line: number; readonly cells: readonly string[] };
export type CsvError = { readonly line: number; readonly problem: string; readonly cure: string };

/** The rows that have something in them. The first row says what lies between cells: comma, semicolon or tab. */
export function readCsv(file: string): { rows: Row[]; errors: CsvError[] } {
  const text = oneLineEnd(file.replace(/^\uFEFF/, ''));
  const between = separator(text);
  const inQuotes = /"([^"]*(?:""[^"]*)*)"/y;
  const plain = new RegExp(`[^\\n${between}]*`, 'y');
  const rest = /[^\n]*/y;
  const rows: Row[] = [];
  const errors: CsvError[] = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const cells: string[] = [];
    const start = line;
    for (let more = true; more; ) {
      const quoted = text[at] === '"';
      const shape = quoted ? inQuotes : plain;
      shape.lastIndex = at;
      const [whole = '', inside = ''] = shape.exec(text) ?? [];
      if (quoted && !whole)
        return {
          rows,
          errors: [...errors, { line, problem: 'a quote is opened and never closed', cure: 'Close it with ", and write a quote in the text as "".' }],
        };
      at += whole.length;
      if (quoted && at < text.length && text[at] !== between && text[at] !== '\n') {
        errors.push({
          line,
          problem: 'there is text behind a closing quote',
          cure: 'Write a quote in the text as "", and the whole cell in quotes.',
        });
        rest.lastIndex = at;
        at += rest.exec(text)?.[0].length ?? 0;
      } else if (!quoted && whole.includes('"'))
        errors.push({ line, problem: 'a quote stands in a cell that is not in quotes', cure: 'Write it as "", and the whole cell in quotes.' });
      line += whole.split('\n').length - 1;
      cells.push(unguard(quoted ? inside.replaceAll('""', '"') : whole).trim());
      more = text[at] === between;
      at++;
    }
    line++;
    if (cells.some((one) => one !== '')) rows.push({ line: start, cells });
  }
  return { rows, errors };
}

function separator(text: string): string {
  const [head = ''] = text.split('\n');
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: head.split(sign).length }));
  return counts.toSorted((a, b) => b.count - a.count)[0]?.sign ?? ',';
}
