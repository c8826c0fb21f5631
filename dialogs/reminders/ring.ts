/** What is due now → the messages that arrive, and the session after it. Pure. */
import { dayOf, type Moment, plusDays } from '../../knowledge/calendar.ts';
import { instantOf, shownAt } from '../../knowledge/zone.ts';
import type { House } from '../house.ts';
import type { Reply, Session } from '../turn.ts';
import { CLAIM_MS, NO_REMINDERS, type Reminder, type Reminders, UNTIL_HERE } from './reminder.ts';
import { arriving } from './say.ts';
import { nextOf } from './work-out.ts';

/** Hours in which nothing arrives but what was chosen for that very time, as the clocks show them: "20:00" to "08:00". */
export type Quiet = { readonly from: string; readonly to: string };

export type Rung = {
  /** The session with what is due shown, put on to its next time, or kept back. */
  readonly session: Session;
  readonly replies: readonly Reply[];
  /** Ids of the reminders that the replies are of. */
  readonly ids: readonly string[];
};

/** Rings what is due; a reminder that is being sent is left alone. */
type Ring = (session: Session, now: Date) => Rung;

/** What the reminders of a house do while nobody is here: ring, and settle what was claimed. */
export type Bells = { readonly ring: Ring; readonly settle: (session: Session, ids: readonly string[], now: Date) => Session };

export function bellsOf(house: House, quiet: Quiet): Bells {
  return { ring: (session, now) => ring(house, session, now, quiet), settle: (session, ids, now) => settled(house, session, ids, now) };
}

/** Later than this, a reminder says so; quiet hours then hold it, whoever chose its time. */
const LATE_MS = 10 * 60 * 1000;
/** So many that were shown are kept, to be put off or ticked off. */
const MOST_SHOWN = 10;

/** @param quiet undefined where the person is here now */
export function ring(house: House, session: Session, now: Date, quiet?: Quiet): Rung {
  const { reminders = NO_REMINDERS } = session;
  const replies: Reply[] = [];
  const ids: string[] = [];
  const list = reminders.list.flatMap((one): Reminder[] => {
    if (!isDue(one, now, quiet === undefined)) return [one];
    if (one.claimed !== undefined) {
      if (now.getTime() - Date.parse(one.claimed) < CLAIM_MS) return [one];
      // Nobody knows whether it arrived: it is told when the person is here, and not sent a second time.
      if (quiet) return [{ ...one, held: UNTIL_HERE }];
      replies.push(arriving(house, one, 'unsure', 0));
      ids.push(one.id);
      return after(house, one, now);
    }
    const until = quiet && isHeld(house, one, now, quiet);
    if (until) return [{ ...one, held: until.toISOString() }];
    const due = one.practice ? questionsDue(session, now) : 0;
    if (!one.practice || due > 0) {
      replies.push(arriving(house, one, noteOn(one, now), due));
      ids.push(one.id);
    }
    return after(house, one, now);
  });
  if (list.every((one, at) => one === reminders.list[at])) return { session, replies, ids };
  const last = ids.at(-1) ?? reminders.last;
  const kept: Reminders = { ...reminders, list: withoutOldest(list), ...(last !== undefined && { last }), ...(ids.length > 0 && { talk: true }) };
  return {
    session: { ...session, reminders: kept, ...(replies.length > 0 && { offered: replies.flatMap(({ choices }) => choices) }) },
    replies,
    ids,
  };
}

function isDue({ due, held, shown: done }: Reminder, now: Date, isHere: boolean): boolean {
  return done === undefined && (isHere || held === undefined ? due : held) <= now.toISOString();
}

/** The end of the quiet hours, where they keep it back. */
function isHeld(house: House, { due, exact }: Reminder, now: Date, quiet: Quiet): Date | undefined {
  if (exact && now.getTime() - Date.parse(due) < LATE_MS) return undefined;
  const shows = shownAt(now, house.zone);
  if (!isQuiet(shows.slice(11), quiet)) return undefined;
  const today = dayOf(shows);
  const day = shows.slice(11) < quiet.to ? today : plusDays(today, 1);
  return instantOf(`${day}T${quiet.to}` as Moment, house.zone).at;
}

/** Whether these hours, which may go over midnight, hold this time. */
export function isQuiet(clock: string, { from, to }: Quiet): boolean {
  return from <= to ? clock >= from && clock < to : clock >= from || clock < to;
}

function noteOn({ due, held, tries }: Reminder, now: Date): 'late' | 'kept' | undefined {
  if (now.getTime() - Date.parse(due) < LATE_MS) return undefined;
  return held !== undefined && tries === undefined && now.getTime() - Date.parse(held) < LATE_MS ? 'kept' : 'late';
}

/** What becomes of one that was shown: it waits to be ticked off, or comes again at its next time. */
function after(house: House, { held: _held, claimed: _claimed, tries: _tries, ...one }: Reminder, now: Date): Reminder[] {
  if (!one.every) return [{ ...one, shown: now.toISOString() }];
  const { at, moment } = nextOf(one.moment, one.every, now, house.zone);
  return [{ ...one, due: at.toISOString(), moment }];
}

/** The session in which these are being sent. */
export function claimed(session: Session, ids: readonly string[], now: Date): Session {
  return each(session, ids, (one) => [{ ...one, claimed: now.toISOString() }]);
}

/** The session after these have arrived. */
function settled(house: House, session: Session, ids: readonly string[], now: Date): Session {
  const { reminders } = each(session, ids, (one) => (one.claimed === undefined ? [one] : after(house, one, now)));
  const last = ids.at(-1);
  return reminders ? { ...session, reminders: { ...reminders, talk: true, ...(last !== undefined && { last }) } } : session;
}

/** The session after these could not be sent: they are tried again later, and after some tries wait until the person is here. */
export function released(session: Session, ids: readonly string[], now: Date): Session {
  return each(session, ids, ({ claimed: _, ...one }) => {
    const tries = (one.tries ?? 0) + 1;
    const wait = RETRY_MINUTES[tries - 1];
    return [{ ...one, tries, held: wait === undefined ? UNTIL_HERE : new Date(now.getTime() + wait * 60_000).toISOString() }];
  });
}

/** A channel that is away is tried again after so many minutes. */
const RETRY_MINUTES = [1, 5, 15, 60, 240];

function each(session: Session, ids: readonly string[], change: (one: Reminder) => Reminder[]): Session {
  const { reminders } = session;
  if (!reminders) return session;
  return { ...session, reminders: { ...reminders, list: reminders.list.flatMap((one) => (ids.includes(one.id) ? change(one) : [one])) } };
}

function withoutOldest(list: readonly Reminder[]): Reminder[] {
  const old = list.filter((one) => one.shown !== undefined).slice(0, -MOST_SHOWN);
  return list.filter((one) => !old.includes(one));
}

/** How many questions the learner should be asked again by now. */
function questionsDue({ learning }: Session, now: Date): number {
  return Object.values(learning?.cards ?? {}).filter(({ due }) => due <= now.toISOString()).length;
}
