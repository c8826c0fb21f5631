/** One turn about reminders: what a message or press does to them, and what is said. Pure. */
import { type Day, type Moment, plusDays, toDay, toMoment } from '../../knowledge/calendar.ts';
import type { ReminderCommand } from '../../knowledge/lists.ts';
import { type When, whenIn } from '../../knowledge/when.ts';
import { instantOf, shownAt } from '../../knowledge/zone.ts';
import { isBusy } from '../busy.ts';
import { hitOf } from '../hit.ts';
import type { House } from '../house.ts';
import { isPasted } from '../questions.ts';
import { redactToInitials } from '../redact.ts';
import type { Choice, Reply, Session } from '../turn.ts';
import type { Match } from '../understand.ts';
import { type Asked, NO_REMINDERS, pendingOf, type Reminder, type Reminders } from './reminder.ts';
import { cancelButton, fullDay, inFull, label, lineOf, listed, readBack, reply, says, timeOf } from './say.ts';
import { meantBy, taskIn } from './words.ts';
import { type Worked, workOut } from './work-out.ts';

/** The reminders after a turn and what is said. */
export type ReminderTurn = { readonly reminders: Reminders; readonly replies: readonly Reply[] };

/** So many reminders may wait at once. */
const MOST_PENDING = 50;
/** So many words beside a time still answer "when?" or change the one just set. */
const MOST_BESIDE = 3;
/** Longer messages do not speak of reminders as "it" or "that one". */
const MOST_BARE = 12;

/** What a typed message does to the reminders; undefined where it is about something else. `typed` is the message with its names. */
export function remindersTyped(house: House, session: Session, typed: string, match: Match, now: Date): ReminderTurn | undefined {
  if (match.alarm || isPasted(typed)) return undefined;
  const own = session.reminders ?? NO_REMINDERS;
  const clean = redactToInitials(typed);
  const { text } = clean;
  const message = house.asMessage(house.knowledge.words.read(text).tokens);
  const answer = own.asks && answered(house, own, own.asks, text, message, match, now);
  if (answer) return answer;
  const command = commandIn(house, message, own.talk === true, match);
  if (command) {
    const turn = commanded(house, own, command, text, now);
    if (turn) return turn;
  }
  const correction = own.talk && !ASKS_ANEW.test(text) ? corrected(house, own, text, now) : undefined;
  if (correction || match.intent !== 'set_reminder') return correction;
  // "Wednesday" answers the complaint or quiz in hand.
  if (isBusy(session) && !ASKS_ANEW.test(text)) return undefined;
  const { set, more } = begun(house, text, clean.found, message, now);
  return setOrAsk(house, own, set, whenIn(text, shownAt(now, house.zone), SPAN_WORDS.test(text)), now, more);
}

/** Words of a new reminder, not of a change to the last. */
const ASKS_ANEW = /\b(?:remind|nudge|ping|alarm|alert|timer|prompt)/i;
/** Words that take a bare span of time: "timer ten minutes". */
const SPAN_WORDS = /\b(?:timer|alarm|snooze)\b/i;

/** What a press does to them; undefined where it is none of theirs. */
export function remindersPressed(house: House, session: Session, press: string, now: Date): ReminderTurn | undefined {
  const [kind, name = '', id = '', ...rest] = press.split(':');
  if (kind !== 'remind') return undefined;
  const own = session.reminders ?? NO_REMINDERS;
  const one = own.list.find((reminder) => reminder.id === id);
  const time = whenIn([id, ...rest].join(':'), shownAt(now, house.zone), true);
  switch (name) {
    case 'list':
      return stay(own, listed(house, pendingOf(own)));
    case 'stop':
      return cancelledAll(house, own);
    case 'cancel':
      return one ? cancelled(house, own, one) : stay(own, listed(house, pendingOf(own)));
    case 'done':
      return one ? done(house, own, one) : stay(own, listed(house, pendingOf(own)));
    case 'snooze':
      return one ? snoozed(house, own, one, whenIn(rest.join(':'), shownAt(now, house.zone), true), now) : stay(own, listed(house, pendingOf(own)));
    case 'change':
      return one ? asking(house, own, { text: one.text, changes: one.id }, says(house, 'ask-when')) : stay(own, listed(house, pendingOf(own)));
    case 'when':
      return own.asks && time ? setOrAsk(house, own, own.asks, time, now) : stay(own, listed(house, pendingOf(own)));
    case 'at': {
      const moment = toMoment([id, ...rest].join(':'));
      return own.asks && moment ? placed(house, own, own.asks, workedAt(house, moment, true)) : stay(own, listed(house, pendingOf(own)));
    }
    case 'follow-up':
      return followUp(house, session, own, id, now);
    case 'day-before':
      return dayBefore(house, own, id, rest[0] ?? '', now);
    default:
      return undefined;
  }
}

type Message = Parameters<typeof hitOf>[1];
/** `isNamed` where the message speaks of reminders, not only of "it". */
type Command = { readonly command: ReminderCommand; readonly isNamed: boolean };

function commandIn(house: House, message: Message, isTalk: boolean, { intent, band }: Match): Command | undefined {
  const named = house.reminderCommands.find(({ templates }) => hitOf(templates, message));
  // "Do we have to cancel renewal reminders" is a question.
  if (named && (intent === 'set_reminder' || isTalk || band !== 'sure')) return { command: named.command, isNamed: true };
  if (!isTalk || message.tokens.length > MOST_BARE) return undefined;
  const bare = house.reminderCommands.find((one) => hitOf(one.bare, message));
  return bare && { command: bare.command, isNamed: false };
}

function commanded(house: House, own: Reminders, { command, isNamed }: Command, text: string, now: Date): ReminderTurn | undefined {
  const pending = pendingOf(own);
  const when = whenIn(text, shownAt(now, house.zone), true);
  switch (command) {
    case 'list':
      return stay(own, listed(house, pending));
    case 'cancel-all':
      return cancelledAll(house, own);
    case 'cancel':
      return withOne(house, own, text, pending, { command, isNamed }, now, (one) => cancelled(house, own, one));
    case 'change': {
      const spoken = pending.find(({ id }) => id === own.last) ?? pending[0];
      if (pending.length > 0 && !when)
        return withOne(house, own, text, pending, { command, isNamed }, now, (one) =>
          asking(house, own, { text: one.text, changes: one.id }, says(house, 'ask-when')),
        );
      if (!when || !spoken) return pending.length === 0 ? stay(own, reply(says(house, 'none'))) : undefined;
      const meant = meantBy(house, when.rest, pending, spoken.id, now, false);
      if ('one' in meant) return changed(house, own, meant.one, when, now);
      return isNamed || meant.isKnown ? which(house, own, meant.of, 'change') : undefined;
    }
    case 'snooze': {
      const shown = own.list.find(({ id }) => id === own.last) ?? own.list.findLast((one) => one.shown !== undefined) ?? pending[0];
      return shown ? snoozed(house, own, shown, when, now) : stay(own, reply(says(house, 'none')));
    }
    case 'done': {
      const rung = own.list.filter((one) => one.shown !== undefined);
      const meant = meantBy(house, text, [...rung, ...pending], own.last, now);
      return 'one' in meant ? done(house, own, meant.one) : undefined;
    }
  }
}

/** What "when?" is answered; undefined where the message is about something else. */
function answered(house: House, own: Reminders, asks: Asked, text: string, message: Message, match: Match, now: Date): ReminderTurn | undefined {
  const { asks: _, ...rest } = own;
  const when = whenIn(text, shownAt(now, house.zone), true);
  if (when && wordsIn(taskIn(house, when.rest)) <= MOST_BESIDE && !/\b(?:remind|reminders?|cancel|delete|list)\b/i.test(text))
    return setOrAsk(house, own, asks, when, now);
  const command = commandIn(house, message, own.talk === true, match);
  const turn = command && own.list.length > 0 ? commanded(house, rest, command, text, now) : undefined;
  const isDrop = hitOf(house.drops, message) !== undefined;
  // "Doesn't matter, cancel the first" cancels; "cancel that" alone drops the question.
  if (turn && !(isDrop && wordsIn(text) <= MOST_BESIDE)) return turn;
  if (isDrop) return stay(rest, reply(says(house, 'dropped')));
  if (own.talk && wordsIn(text) <= MOST_BESIDE && !text.includes('?')) return asking(house, own, asks, says(house, 'not-a-time'));
  return undefined;
}

/** "No, friday": a time and hardly a word more, right after a reminder was set. */
function corrected(house: House, own: Reminders, text: string, now: Date): ReminderTurn | undefined {
  const one = pendingOf(own).find(({ id }) => id === own.last);
  const when = one && whenIn(text, shownAt(now, house.zone), true);
  const { fillers } = house.knowledge.content.reminders;
  const beside = when?.rest.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
  return one && when && !when.isVague && beside.every((word) => fillers.includes(word)) ? changed(house, own, one, when, now) : undefined;
}

function wordsIn(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}

/** What the message that sets one tells beside its time, and what has to be said of it. */
function begun(house: House, text: string, found: readonly string[], message: Message, now: Date): { set: Asked; more: string[] } {
  const when = whenIn(text, shownAt(now, house.zone), SPAN_WORDS.test(text));
  const task = taskIn(house, when?.rest ?? text);
  const isPractice = when?.every !== undefined && when.every !== 'week' && hitOf(house.practice, message) !== undefined;
  const name = found.includes('name') ? INITIALS.exec(task)?.[0] : undefined;
  return {
    set: { text: task, ...(when?.every && { every: when.every }), ...(isPractice && { practice: true as const }) },
    more: [...(name ? [says(house, 'initials', { name })] : []), ...(found.some((kind) => kind !== 'name') ? [says(house, 'details-gone')] : [])],
  };
}

const INITIALS =
  /(?:\b(?:Mrs?|Ms|Miss|Mx|Dr|Prof|Professor|Rev|Reverend|Sir|Lady|Lord|Dame)(?: and [A-Z][a-z]+)? )?(?<![\p{L}'])\p{Lu}(?: \p{Lu})*(?![\p{L}'])/u;

/** Sets it where the time can be worked out, else asks for what is missing. */
function setOrAsk(house: House, own: Reminders, set: Asked, when: When | undefined, now: Date, more: readonly string[] = []): ReminderTurn {
  const about = set.text ? says(house, 'ask-when-about', { text: set.text }) : says(house, 'ask-when');
  if (!when) return asking(house, own, set, about, more);
  if (when.isVague && !when.clock) return asking(house, own, set, says(house, 'ask-vague'), more);
  const { times } = house.knowledge.content.reminders;
  const day = set.day === undefined ? undefined : toDay(set.day);
  const one = own.list.find(({ id }) => id === set.changes);
  const told: When = day && when.day === undefined && when.minutes === undefined ? { ...when, day } : when;
  const every = when.every ?? set.every;
  const known: Asked = { ...set, ...(every && { every }) };
  return placed(house, own, known, workOut(told, now, house.zone, times, one?.moment), more, !told.clock && !told.part);
}

/** Puts the reminder where its time is known. */
function placed(house: House, own: Reminders, set: Asked, worked: Worked, more: readonly string[] = [], isDefault = false): ReminderTurn {
  if ('problem' in worked) return notPlaced(house, own, set, worked, more);
  const { asks: _, ...rest } = own;
  const before = own.list.find(({ id }) => id === set.changes);
  const { changes: _changes, day: _day, ...own2 } = set;
  const id = before?.id ?? String(own.next);
  const one: Reminder = {
    ...own2,
    id,
    due: worked.at.toISOString(),
    moment: worked.moment,
    ...(worked.isExact && { exact: true as const }),
    ...(before?.every && { every: before.every }),
    ...(before?.practice && { practice: true as const }),
  };
  const others = own.list.filter((other) => other.id !== id);
  const count = pendingOf({ ...own, list: others }).length;
  if (!before && count >= MOST_PENDING)
    return stay(rest, reply(says(house, 'too-many', { count }), [{ label: label(house, 'my-reminders'), press: 'remind:list' }]));
  const notes = [
    ...(isDefault && !before && !worked.isExact ? [says(house, 'default-time', { time: timeOf(house, worked.moment.slice(11)) })] : []),
    ...(worked.shown === 'once' ? [] : [says(house, `clocks-${worked.shown}`)]),
    ...more,
  ];
  return {
    reminders: { ...rest, list: [...others, one], next: before ? own.next : own.next + 1, last: id },
    replies: [reply(placedSays(house, one, before !== undefined), [cancelButton(house, one)], notes)],
  };
}

function placedSays(house: House, one: Reminder, isChanged: boolean): string {
  if (isChanged) return readBack(house, 'changed', one);
  if (!one.every) return readBack(house, 'set', one);
  const values = { every: says(house, `every-${one.every}`), when: inFull(house, one.moment), text: one.text || says(house, 'nothing-said') };
  return says(house, one.practice ? 'set-practice' : 'set-every', values);
}

function notPlaced(house: House, own: Reminders, set: Asked, worked: Extract<Worked, { problem: string }>, more: readonly string[]): ReminderTurn {
  switch (worked.problem) {
    case 'past': {
      const instead = worked.instead.map((moment): Choice => ({ label: inFull(house, moment), press: `remind:at:${moment}` }));
      return asking(house, own, set, says(house, 'past', { when: inFull(house, worked.moment) }), more, instead);
    }
    case 'when':
      return worked.day
        ? asking(house, own, { ...set, day: worked.day }, says(house, 'ask-time', { day: fullDay(worked.day) }), more)
        : asking(house, own, set, says(house, 'ask-when'), more);
    case 'far':
      return asking(house, own, set, says(house, 'too-far'), more);
  }
}

function asking(house: House, own: Reminders, asks: Asked, point: string, more: readonly string[] = [], choices?: readonly Choice[]): ReminderTurn {
  const usual = [
    { label: label(house, 'in-an-hour'), press: 'remind:when:in 1 hour' },
    { label: label(house, 'tomorrow-morning'), press: 'remind:when:tomorrow morning' },
  ];
  const asked = asks.changes === undefined ? {} : { last: asks.changes };
  return stay({ ...own, ...asked, asks }, reply(point, choices ?? usual, more));
}

function changed(house: House, own: Reminders, one: Reminder, when: When, now: Date): ReminderTurn {
  return setOrAsk(house, own, { text: one.text, changes: one.id }, when, now);
}

function cancelled(house: House, own: Reminders, one: Reminder): ReminderTurn {
  const after: Reminders = { ...own, list: own.list.filter((other) => other !== one) };
  const count = pendingOf(after).length;
  const left = count > 0 ? says(house, 'left', { count }) : says(house, 'none-left');
  return stay(
    after,
    reply(readBack(house, 'cancelled', one), count > 0 ? [{ label: label(house, 'my-reminders'), press: 'remind:list' }] : [], [left]),
  );
}

function cancelledAll(house: House, own: Reminders): ReminderTurn {
  const count = pendingOf(own).length;
  return stay({ list: [], next: own.next }, reply(count > 0 ? says(house, 'cancelled-all', { count }) : says(house, 'none')));
}

function done(house: House, own: Reminders, one: Reminder): ReminderTurn {
  // What comes again is done for this time only.
  return stay({ ...own, list: one.every ? own.list : own.list.filter((other) => other !== one) }, reply(says(house, 'done')));
}

/** Put off: what comes again keeps its times, and comes once more in between. */
function snoozed(house: House, own: Reminders, one: Reminder, when: When | undefined, now: Date): ReminderTurn {
  const { times } = house.knowledge.content.reminders;
  const later: When = when && !when.isVague ? when : { minutes: 10, rest: '' };
  const worked = workOut(later, now, house.zone, times);
  if ('problem' in worked) return notPlaced(house, own, { text: one.text, ...(one.every ? {} : { changes: one.id }) }, worked, []);
  const { every, shown: _shown, held: _held, tries: _tries, claimed: _claimed, ...rest } = one;
  const id = every ? String(own.next) : one.id;
  const put: Reminder = { ...rest, id, due: worked.at.toISOString(), moment: worked.moment, exact: true };
  const list = [...own.list.filter((other) => every || other !== one), put];
  return stay({ ...own, list, next: every ? own.next + 1 : own.next, last: id }, reply(readBack(house, 'snoozed', put), [cancelButton(house, put)]));
}

/** The time of a follow-up that a complaint agreed: in the morning of that day. */
function followUp(house: House, session: Session, own: Reminders, id: string, now: Date): ReminderTurn | undefined {
  const complaint = session.complaints?.find((one) => one.id === id);
  const day = toDay(complaint?.answers['follow-up-on']?.values[0] ?? '');
  if (!complaint || !day) return undefined;
  return offered(house, own, day, label(house, 'follow-up', { day: fullDay(complaint.opened) }), now);
}

/** The day before a last day of the law. */
function dayBefore(house: House, own: Reminders, clock: string, last: string, now: Date): ReminderTurn | undefined {
  const entry = house.knowledge.content.clocks.clocks.find((one) => one.id === clock);
  const day = toDay(last.slice(0, 10));
  if (!entry || !day) return undefined;
  return offered(house, own, plusDays(day, -1), label(house, 'last-day', { title: entry.title, day: fullDay(day) }), now);
}

function offered(house: House, own: Reminders, day: Day, text: string, now: Date): ReminderTurn {
  const moment = `${day}T${house.knowledge.content.reminders.times.day}` as Moment;
  const same = own.list.find((one) => one.text === text && one.shown === undefined);
  const { at } = instantOf(moment, house.zone);
  if (at <= now) return placed(house, own, { text }, { problem: 'past', moment, instead: [] });
  return placed(house, own, { text, ...(same && { changes: same.id }) }, workedAt(house, moment, false));
}

function workedAt(house: House, moment: Moment, isExact: boolean): Worked {
  const { at, shown } = instantOf(moment, house.zone);
  return { at, moment: shownAt(at, house.zone), isExact, shown };
}

function withOne(
  house: House,
  own: Reminders,
  text: string,
  all: readonly Reminder[],
  { command, isNamed }: Command,
  now: Date,
  act: (one: Reminder) => ReminderTurn,
): ReminderTurn | undefined {
  if (all.length === 0) return isNamed ? stay(own, reply(says(house, 'none'))) : undefined;
  const meant = meantBy(house, text, all, own.last, now);
  if ('one' in meant) return act(meant.one);
  // "Can she cancel the contract" is not about any of them.
  return isNamed || meant.isKnown ? which(house, own, meant.of, command === 'cancel' ? 'cancel' : 'change') : undefined;
}

function which(house: House, own: Reminders, all: readonly Reminder[], name: 'cancel' | 'change'): ReminderTurn {
  const choices = all.slice(0, MOST_CHOICES).map((one) => ({ label: lineOf(house, one), press: `remind:${name}:${one.id}` }));
  return stay(own, reply(says(house, 'which'), choices));
}

const MOST_CHOICES = 6;

function stay(reminders: Reminders, ...replies: readonly Reply[]): ReminderTurn {
  return { reminders, replies };
}
