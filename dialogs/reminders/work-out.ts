/** A time as told → the instant, or why there is none. Working hours are meant where nothing else is said. Pure. */
import { type Day, dayOf, type Moment, plusDays, weekdayOf } from '../../knowledge/calendar.ts';
import type { ClockTime, Every, Part, When } from '../../knowledge/when.ts';
import { type InZone, instantOf, shownAt } from '../../knowledge/zone.ts';

export type Worked =
  | { readonly at: Date; readonly moment: Moment; readonly isExact: boolean; readonly shown: InZone['shown'] }
  | { readonly problem: 'past'; readonly moment: Moment; readonly instead: readonly Moment[] }
  | { readonly problem: 'when'; readonly day?: Day }
  | { readonly problem: 'far' };

/** What a part of the day means where no time is told: "09:00" and so on. */
export type Times = Readonly<Record<Part | 'day', string>>;

const MINUTE_MS = 60 * 1000;
const FARTHEST_MS = 5 * 366 * 24 * 60 * MINUTE_MS;
/** A bare hour lies in these: from 7 in the morning to before 7 in the evening. */
const FROM_MINUTE = 7 * 60;
const NOON = 12 * 60;
/** From this hour on, a bare time without a day is of the same evening if it can be. */
const EVENING_HOUR = 17;

/** @param set the moment that is changed, whose day or time stays where only the other is told */
export function workOut(when: When, now: Date, zone: string, times: Times, set?: Moment): Worked {
  if (when.shift !== undefined && set) return at(instantOf(set, zone).at.getTime() + when.shift * MINUTE_MS, now, zone);
  if (when.minutes !== undefined || when.shift !== undefined) {
    // To the full minute, never before the time that was asked for.
    const later = now.getTime() + (when.minutes ?? when.shift ?? 0) * MINUTE_MS;
    return at(Math.ceil(later / MINUTE_MS) * MINUTE_MS, now, zone);
  }
  const moment = momentOf(when, shownAt(now, zone), times, set);
  if (!moment) return { problem: 'when', ...(when.day && !when.isPast && { day: when.day }) };
  const { at: instant, shown } = instantOf(moment, zone);
  if (Number.isNaN(instant.getTime()) || instant.getTime() - now.getTime() > FARTHEST_MS) return { problem: 'far' };
  if (instant <= now) return { problem: 'past', moment, instead: insteadOf(moment, when, now, zone) };
  return { at: instant, moment: shownAt(instant, zone), isExact: when.clock !== undefined || (set !== undefined && !when.part), shown };
}

/** The next time of a reminder that comes again. */
export function nextOf(moment: Moment, every: Every, now: Date, zone: string): { at: Date; moment: Moment } {
  const today = dayOf(shownAt(now, zone));
  let day = dayOf(moment);
  for (;;) {
    day = plusDays(day, every === 'week' ? 7 : 1);
    // After a long time away, it goes on from today.
    if (every !== 'week' && day < today) day = today;
    const isWeekend = [0, 6].includes(weekdayOf(day));
    const { at: instant } = instantOf(`${day}T${moment.slice(11)}` as Moment, zone);
    if (instant > now && !(every === 'workday' && isWeekend)) return { at: instant, moment: `${day}T${moment.slice(11)}` as Moment };
  }
}

function at(time: number, now: Date, zone: string): Worked {
  if (Number.isNaN(time) || time - now.getTime() > FARTHEST_MS) return { problem: 'far' };
  const instant = new Date(time);
  const moment = shownAt(instant, zone);
  if (instant <= now) return { problem: 'past', moment, instead: insteadOf(moment, {}, now, zone) };
  return { at: instant, moment, isExact: true, shown: 'once' };
}

/** What the clocks will show; undefined where too little is told. */
function momentOf(when: When, now: Moment, times: Times, set: Moment | undefined): Moment | undefined {
  const today = dayOf(now);
  const { day, part } = when;
  const clock = when.clock ? clockText(when.clock, part, when, now, set) : part && times[part];
  if (day) {
    if (!clock && set) return toMoment(day, set.slice(11));
    // "Today" says too little; for another day the morning will do.
    if (!clock && day === today && !when.isWeekday) return undefined;
    const moment = toMoment(day, clock ?? times.day);
    return when.isWeekday && moment <= now ? toMoment(plusDays(day, 7), clock ?? times.day) : moment;
  }
  if (!clock) return when.every ? next(when.every, times.day, now) : undefined;
  if (set) return toMoment(dayOf(set), clock);
  return next(when.every ?? 'day', clock, now);
}

function toMoment(day: Day, clock: string): Moment {
  return `${day}T${clock}` as Moment;
}

/** Today if it is still to come, else tomorrow; a working day where that is wanted. */
function next(every: Every, clock: string, now: Moment): Moment {
  const days = [0, 1, 2, 3].map((count) => plusDays(dayOf(now), count));
  const fits = days.find((day) => toMoment(day, clock) > now && !(every === 'workday' && [0, 6].includes(weekdayOf(day))));
  return toMoment(fits ?? plusDays(dayOf(now), 1), clock);
}

function clockText({ hour, minute, isOpen }: ClockTime, part: Part | undefined, when: When, now: Moment, set: Moment | undefined): string {
  const told = hour * 60 + minute;
  if (!isOpen) return text(told);
  const early = told % NOON;
  const late = early + NOON;
  if (part) return text(part === 'morning' || part === 'first-thing' ? early : part === 'night' && early < 5 * 60 ? early : late);
  const isToday = !when.day && !set && !when.every;
  const worked = early < FROM_MINUTE ? late : early;
  // Said in the evening, "at 8" is of this evening.
  if (isToday && Number(now.slice(11, 13)) >= EVENING_HOUR && late > minutesOf(now) && early >= FROM_MINUTE) return text(late);
  return text(worked);
}

function minutesOf(moment: Moment): number {
  return Number(moment.slice(11, 13)) * 60 + Number(moment.slice(14));
}

function text(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Times to offer in place of one that has passed: the same time today or tomorrow, and the same date next year. */
function insteadOf(moment: Moment, { day, isPast }: Pick<When, 'day' | 'isPast'>, now: Date, zone: string): Moment[] {
  const shown = shownAt(now, zone);
  const soon = next('day', moment.slice(11), shown);
  const year = `${Number(shown.slice(0, 4)) + 1}${moment.slice(4)}` as Moment;
  const isDate = isPast && day !== undefined && day < plusDays(dayOf(shown), -7);
  return isDate && !moment.includes('-02-29') ? [soon, year] : [soon];
}
