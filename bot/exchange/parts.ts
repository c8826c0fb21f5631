/** What the formats share: a question read from a file with its places, mistakes in the file, numbers, days in words. */
import { plusDays, toDay } from '../../knowledge/calendar.ts';
import type { QuestionKind } from '../../knowledge/lists.ts';
import type { Question } from '../../knowledge/schema.ts';

export type Of<K extends QuestionKind> = Extract<Question, { kind: K }>;

/** A mistake in a file, said so that a trainer can mend it. */
export type Problem = { readonly line: number; readonly question: string; readonly problem: string; readonly cure: string };

/** A question as it was read, not checked yet; `lines` says where its parts stand, by path: "options.2.why". */
export type Draft = {
  readonly name: string;
  readonly line: number;
  readonly value: Record<string, unknown>;
  readonly lines: ReadonlyMap<string, number>;
};

export type Read = { readonly drafts: readonly Draft[]; readonly problems: readonly Problem[] };

/** Text with every line end as a line feed. */
export function oneLineEnd(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** A number in figures alone: neither Moodle nor a sheet reads "1e-7" as one. */
export function figures(value: number): string {
  const [digits = '', power] = String(value).split('e');
  if (power === undefined) return digits;
  const [whole = '', part = ''] = digits.replace('-', '').split('.');
  const point = whole.length + Number(power);
  const all = (whole + part).padEnd(point, '0').padStart((whole + part).length + Math.max(0, 1 - point), '0');
  const at = Math.max(1, point);
  return `${value < 0 ? '-' : ''}${all.slice(0, at)}${all.length > at ? `.${all.slice(at)}` : ''}`;
}

/** The number of these figures, or undefined where there are other signs among them. */
export function number(text: string): number | undefined {
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** A day as people type it: 2026-11-05, 05/11/2026, 5/11/2026, 5 November 2026. */
export function waysToWrite(day: string): string[] {
  const [year = '', month = '', date = ''] = day.split('-');
  const short = `${Number(date)}/${Number(month)}/${year}`;
  return [...new Set([day, `${date}/${month}/${year}`, short, `${Number(date)} ${MONTHS[Number(month) - 1]} ${year}`])];
}

/** The day itself, then those within so many days of it. */
export function daysAround(day: string, tolerance: number): string[] {
  const middle = toDay(day);
  if (!middle) return [day];
  return [day, ...Array.from({ length: tolerance }, (_, at) => [plusDays(middle, -at - 1), plusDays(middle, at + 1)]).flat()];
}

/** 1 → 1st. */
export function ordinal(at: number): string {
  return `${at}${['th', 'st', 'nd', 'rd'][at] ?? 'th'}`;
}

/** A name as an id: lower-case words joined by hyphens; empty where nothing is left. */
export function asId(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .replaceAll(' ', '-');
}
