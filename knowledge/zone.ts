/** Moments as the clocks of a time zone show them ↔ instants, right through both changes of the clocks. By Intl alone. Pure. */
import type { Moment } from './calendar.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** An instant, and whether the clocks show its time twice that night (it is the first then) or never (it is as much later as they jump). */
export type InZone = { readonly at: Date; readonly shown: 'once' | 'twice' | 'never' };

/** Whether there is such a time zone, such as `Europe/London`. */
export function isZone(zone: string): boolean {
  try {
    clockOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** What the clocks show there at this instant, to the minute. */
export function shownAt(instant: Date, zone: string): Moment {
  const parts = new Map(
    clockOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const [year, month, day, hour, minute] = (['year', 'month', 'day', 'hour', 'minute'] as const).map((part) => parts.get(part) ?? '');
  return `${year}-${month}-${day}T${hour}:${minute}` as Moment;
}

/** The instant at which the clocks there show this moment. */
export function instantOf(moment: Moment, zone: string): InZone {
  const shown = Date.parse(`${moment}Z`);
  // No zone changes its clocks twice within two days: what held the day before and what holds the day after are all there is to try.
  const before = shown - aheadMs(new Date(shown - DAY_MS), zone);
  const after = shown - aheadMs(new Date(shown + DAY_MS), zone);
  const found = [before, after].filter((time) => shownAt(new Date(time), zone) === moment);
  const [first] = found;
  if (first === undefined) return { at: new Date(before), shown: 'never' };
  return { at: new Date(Math.min(...found)), shown: new Set(found).size > 1 ? 'twice' : 'once' };
}

/** How far the clocks there are ahead of UTC. */
function aheadMs(instant: Date, zone: string): number {
  const minute = Math.floor(instant.getTime() / 60_000) * 60_000;
  return Date.parse(`${shownAt(instant, zone)}Z`) - minute;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Kept, because one takes a tenth of a millisecond to make. */
function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  clocks.set(zone, made);
  return made;
}
