/** Reminders in words: times in full, lists, and the messages that arrive. Pure. */
import { dayOf, type Moment, weekdayOf } from '../../knowledge/calendar.ts';
import type { ReminderLabel, ReminderSays } from '../../knowledge/lists.ts';
import { longDate } from '../answer.ts';
import type { House } from '../house.ts';
import { filled } from '../say.ts';
import type { Choice, Reply } from '../turn.ts';
import type { Reminder } from './reminder.ts';

type Values = Readonly<Record<string, string | number>>;

export function says({ knowledge }: House, name: ReminderSays, values: Values = {}): string {
  return filled(knowledge.content.reminders.says[name], values);
}

export function label({ knowledge }: House, name: ReminderLabel, values: Values = {}): string {
  return filled(knowledge.content.reminders.labels[name], values);
}

export function reply(point: string, choices: readonly Choice[] = [], more: readonly string[] = []): Reply {
  return { point, more: more.map((text) => ({ text })), cites: [], choices };
}

/** "Thursday 26 November 2026 at 3.30 pm". */
export function inFull(house: House, moment: Moment): string {
  return `${fullDay(moment)} ${says(house, 'at')} ${timeOf(house, moment.slice(11))}`;
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** "Thursday 26 November 2026". */
export function fullDay(moment: string): string {
  const day = dayOf(moment as Moment);
  return `${WEEKDAYS[weekdayOf(day)]} ${longDate(day)}`;
}

/** "15:30" → "3.30 pm". */
export function timeOf(house: House, clock: string): string {
  if (clock === '12:00') return says(house, 'noon');
  if (clock === '00:00') return says(house, 'midnight');
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return `${hour % 12 || 12}${minute > 0 ? `.${String(minute).padStart(2, '0')}` : ''} ${hour < 12 ? 'am' : 'pm'}`;
}

/** A sentence that reads one reminder back in full. */
export function readBack(house: House, name: 'set' | 'changed' | 'cancelled' | 'snoozed', { moment, text }: Reminder): string {
  const when = inFull(house, moment);
  return text ? says(house, name, { when, text }) : says(house, `${name}-bare`, { when });
}

/** The reminders in their order; each can be cancelled. */
export function listed(house: House, pending: readonly Reminder[]): Reply {
  if (pending.length === 0) return reply(says(house, 'none'));
  const lines = pending.map((one) => ({ text: lineOf(house, one) }));
  const stop = pending.length > 1 ? [{ label: label(house, 'stop-all'), press: 'remind:stop' }] : [cancelButton(house, pending[0] as Reminder)];
  return { ...reply(says(house, 'list', { count: pending.length }), stop), lines };
}

export function lineOf(house: House, { moment, text, every, practice }: Reminder): string {
  const words = practice ? label(house, 'start') : text;
  const again = every ? ` (${says(house, `every-${every}`)})` : '';
  return `${inFull(house, moment)}${again}${words ? `: ${words}` : ''}`;
}

export function cancelButton(house: House, { id }: Reminder): Choice {
  return { label: label(house, 'cancel-it'), press: `remind:cancel:${id}` };
}

/** What arrives when the time has come; `note` says that it is late, or was kept back. */
export function arriving(house: House, reminder: Reminder, note: 'late' | 'kept' | 'unsure' | undefined, questionsDue: number): Reply {
  const { id, text, practice, moment } = reminder;
  const point = practice ? says(house, 'shown-practice', { count: questionsDue }) : text ? says(house, 'shown', { text }) : says(house, 'shown-bare');
  const snooze = (['ten', 'hour', 'tomorrow'] as const).map((name) => ({
    label: label(house, `snooze-${name}`),
    press: `remind:snooze:${id}:${SNOOZE[name]}`,
  }));
  const first = practice ? { label: label(house, 'start'), press: 'quizon:due' } : { label: label(house, 'done'), press: `remind:done:${id}` };
  const stop = { label: label(house, 'stop-all'), press: 'remind:stop' };
  return reply(point, [first, ...snooze, stop], note ? [says(house, note, { when: inFull(house, moment) })] : []);
}

/** Read as times, like what people type. */
const SNOOZE = { ten: 'in 10 minutes', hour: 'in 1 hour', tomorrow: 'tomorrow morning' } as const;
