/** Reminders and what is kept of them. Plain data: what is due is derived. */
import type { Moment } from '../../knowledge/calendar.ts';
import type { Every } from '../../knowledge/when.ts';

export type Reminder = {
  readonly id: string;
  /** The instant at which it is due (ISO), and what the clocks show then. */
  readonly due: string;
  readonly moment: Moment;
  /** What to do, in the person's words; of a name only title and initials stay: "ring Mrs A". '' where nothing was said. */
  readonly text: string;
  readonly every?: Every;
  /** The person chose this very time, so quiet hours do not hold it. */
  readonly exact?: true;
  /** Shown only while quiz questions are due. */
  readonly practice?: true;
  /** Kept back until this instant (ISO), for quiet hours or because a channel was away; how often it was tried. */
  readonly held?: string;
  readonly tries?: number;
  /** Being sent since this instant (ISO). One that stays so was cut off, and nobody knows whether it arrived. */
  readonly claimed?: string;
  /** Shown at this instant (ISO), and neither done nor put off yet. */
  readonly shown?: string;
};

export type Reminders = {
  readonly list: readonly Reminder[];
  /** The id that the next one gets. */
  readonly next: number;
  /** The one that was spoken of last: "it". */
  readonly last?: string;
  /** The turn before was about reminders, so "cancel the first" is too. */
  readonly talk?: true;
  /** A reminder whose time is asked for. */
  readonly asks?: Asked;
};

/** What is known of a reminder without a time; `changes` is the id of one that has a time already. */
export type Asked = Pick<Reminder, 'text' | 'every' | 'practice'> & { readonly day?: string; readonly changes?: string };

export const NO_REMINDERS: Reminders = { list: [], next: 1 };

/** The reminders still to come, the first due first. */
export function pendingOf({ list }: Reminders): readonly Reminder[] {
  return list.filter(({ shown }) => shown === undefined).sort((a, b) => (a.due < b.due ? -1 : Number(a.due > b.due)));
}

/** The instant (ISO) at which the next one has to be looked at; undefined where none is to come. */
export function nextDue({ list }: Reminders): string | undefined {
  return list
    .filter(({ shown, held }) => shown === undefined && held !== UNTIL_HERE)
    .map(({ due, held, claimed }) => (claimed === undefined ? (held ?? due) : new Date(Date.parse(claimed) + CLAIM_MS).toISOString()))
    .sort()[0];
}

/** No channel takes longer to send a message. */
export const CLAIM_MS = 5 * 60 * 1000;

/** Stands in `held` where nothing but the person's next message will do; later than any time a reminder may have. */
export const UNTIL_HERE = '9999-12-31T00:00:00.000Z';
