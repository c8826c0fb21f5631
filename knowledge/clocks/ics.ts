/** Days → a calendar file. RFC 5545. Pure. */
import { type Day, type Moment, plusDays } from '../calendar.ts';
import type { Worked } from './shapes.ts';

const OCTETS = 75;

/** A day to be shown in a calendar; `name` and `title` tell it from others on the same day. */
export type CalendarDay = { readonly name: string; readonly on: Day | Moment; readonly title: string; readonly text: string };

/** The calendar file of a clock's last day; undefined where it has none. */
export function toCalendarFile(worked: Pick<Worked, 'clock' | 'last'>, title: string, text: string, stamp: Date): string | undefined {
  return worked.last ? calendarOf([{ name: worked.clock, on: worked.last, title, text }], stamp) : undefined;
}

/**
 * The text of an .ics file: for each day an all-day event, or one at the moment as UK clocks show it, with an alarm a day before. The same
 * day with the same name and title has the same UID, so a calendar replaces it instead of showing it twice.
 *
 * @param stamp when the file is made
 */
export function calendarOf(days: readonly CalendarDay[], stamp: Date): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Shift Coach//Clocks//EN',
    ...days.flatMap((day) => eventOf(day, stamp)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventOf({ name, on, title, text }: CalendarDay, stamp: Date): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${name}-${compact(on)}-${checksum(title)}@shift-coach`,
    `DTSTAMP:${compact(stamp.toISOString().slice(0, 19))}Z`,
    ...times(on),
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(text)}`,
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(title)}`,
    'TRIGGER:-P1D',
    'END:VALARM',
    'END:VEVENT',
  ];
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
