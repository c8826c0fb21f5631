/** A record → the days of it that belong in a calendar. Pure. */
import { type Day, toDay } from '../../knowledge/calendar.ts';
import type { CalendarDay } from '../../knowledge/clocks/ics.ts';
import type { Content } from '../../knowledge/content.ts';
import type { EndingLabel } from '../../knowledge/lists.ts';
import { fill } from './fill.ts';
import type { ComplaintRecord } from './record.ts';

/** By when it is to be done (unless it has been), when to check on it, and the last days of the law; from this day on, the first first. */
export function calendarDays({ id, title, said, dates }: ComplaintRecord, from: string, { letters }: Content): CalendarDay[] {
  const say = (label: EndingLabel, places: { readonly [place: string]: string } = {}) =>
    fill(letters.ending[label], { id, kind: title, ...places }) ?? letters.ending[label];
  const told = (step: 'by-when' | 'follow-up-on', label: EndingLabel) =>
    (said[step]?.values ?? []).flatMap((value) => {
      const on = toDay(value);
      return on ? [{ name: `${step}-${id}`, on, title: say(label), text: say('calendar-text') }] : [];
    });
  const isDone = said.done?.values.includes('done') ?? false;
  const ofLaw = dates
    .filter(({ by }) => by === 'law')
    .map(({ id: clock, label, day }) => ({
      name: `${clock}-${id}`,
      on: day as Day,
      title: say('calendar-law', { label }),
      text: say('calendar-text'),
    }));
  return [...(isDone ? [] : told('by-when', 'calendar-by-when')), ...told('follow-up-on', 'calendar-follow-up'), ...ofLaw]
    .filter(({ on }) => on >= from)
    .sort((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on)));
}
