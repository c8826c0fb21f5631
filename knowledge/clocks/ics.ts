/** A last day → a calendar file. RFC 5545. Pure. */
import { type Day, plusDays } from '../calendar.ts';
import type { Worked } from './shapes.ts';

const OCTETS = 75;

/**
 * The text of an .ics file: an all-day event on the last day, or one at the moment as UK clocks show it, with an alarm a day before. The same
 * clock with the same last day and title has the same UID, so a calendar replaces it instead of showing it twice.
 *
 * @param stamp when the file is made
 * @returns undefined where the clock has no last day
 */
export function toCalendarFile(worked: Pick<Worked, 'clock' | 'last'>, title: string, text: string, stamp: Date): string | undefined {
  if (!worked.last) return undefined;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Shift Coach//Clocks//EN',
    'BEGIN:VEVENT',
    `UID:${worked.clock}-${compact(worked.last)}-${checksum(title)}@shift-coach`,
    `DTSTAMP:${compact(stamp.toISOString().slice(0, 19))}Z`,
    ...times(worked.last),
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(text)}`,
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(title)}`,
    'TRIGGER:-P1D',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** An all-day event ends, exclusively, on the next day; one at a moment takes no time. A time without a zone is that of the clock on the wall. */
function times(last: string): string[] {
  if (last.includes('T')) return [`DTSTART:${compact(last)}00`];
  return [`DTSTART;VALUE=DATE:${compact(last)}`, `DTEND;VALUE=DATE:${compact(plusDays(last as Day, 1))}`];
}

function compact(date: string): string {
  return date.replaceAll(/[-:]/g, '');
}

function escaped(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/\p{Cc}/gu, (sign) => (sign === '\n' || sign === '\t' ? sign : ''))
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n');
}

/** Lines of at most 75 octets of UTF-8, the next one begun with a space; no character is split. */
function folded(line: string): string {
  let out = '';
  let octets = 0;
  for (const sign of line) {
    const size = new TextEncoder().encode(sign).length;
    if (octets + size > OCTETS) {
      out += '\r\n ';
      octets = 1;
    }
    out += sign;
    octets += size;
  }
  return out;
}

/** FNV-1a over the characters: short, and the same everywhere. */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (const sign of text) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
