/** What a message says of a time to come: the day, the time, how long from now, how often. As told, not yet worked out. Pure. */
import { type Day, dayOf, daysFrom, type Moment, plusDays, plusMonths, toDay, weekdayOf } from './calendar.ts';
import { writtenDay } from './dates.ts';
import { LARGE_NUMBER, numberIn, SMALL_NUMBER } from './numbers.ts';

export type Part = 'morning' | 'lunch' | 'afternoon' | 'teatime' | 'evening' | 'night' | 'first-thing' | 'end-of-day';
export type Every = 'day' | 'workday' | 'week';
/** A time by the clock; `isOpen` where nothing says whether it is before or after noon. */
export type ClockTime = { readonly hour: number; readonly minute: number; readonly isOpen: boolean };

export type When = {
  /** The text less what tells a time. */
  readonly rest: string;
  readonly day?: Day;
  /** The day is one that only a slip can mean: "yesterday", a written date that has passed. */
  readonly isPast?: true;
  /** Named by its weekday alone, so that its time may be of the week after. */
  readonly isWeekday?: true;
  readonly clock?: ClockTime;
  readonly part?: Part;
  /** So long from now, as it passes. */
  readonly minutes?: number;
  /** So much later or, below 0, earlier than was set, in minutes. */
  readonly shift?: number;
  readonly every?: Every;
  /** A time that only the person knows: "the end of my shift". */
  readonly isVague?: true;
};

const NUMBER = `(?:\\d{1,4}(?:\\.\\d)?|${LARGE_NUMBER}|${SMALL_NUMBER}|an?(?: couple of| few)?|(?:a )?couple of|a few|another)`;
const UNIT = '(?:minutes?|mins?|m|hours?|hrs?|hr|h|days?|weeks?|wks?|fortnights?|months?)';
const HALVES =
  '(?:(?:an? )?(?:half|1/2)(?: an?)? hour|three quarters of an hour|(?:a )?quarter of an hour|an? hour and a half|(?:one|1) and a half hours)';
const QUANTITY = `(?:${HALVES}|${NUMBER} and a half hours|${NUMBER} ?${UNIT}\\b(?: and a half|(?:,| and)? ${NUMBER} ?(?:minutes?|mins?|m)\\b)?)`;

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const WEEKDAY = 'mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?';
const MONTH = 'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const DATE = '\\d{1,2}(?:st|nd|rd|th)?';
const HOUR_WORD = '(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)';
const HOUR = `(?:\\d{1,2}|${HOUR_WORD})`;
/** Stands for what has been read. */
const READ = '\u0001';
/** What may follow a bare hour: not "at 3 parcels", "at 5%". */
const BARE_END = `(?=\\s*(?:$|[,;!?]|\\.(?!\\d)|${READ}|ish\\b|-?ish\\b|(?:today|tomorrow|on|to|about|in|this|please|pls|thanks|ta|for|instead|and|not|then|so|that|re|if|sharp|prompt|o|i|every|mate|call|ring|the|tonight|each|daily)\\b))`;

const VAGUE = [
  '(?:at |by |before |towards |near |for )?(?:the )?(?:end|start|beginning|close) of (?:my|the|this|next|our)? ?(?:next )?(?:shift|class|lesson|lunch|break|rota|meeting|call)',
  '(?:before|after|when|once|as soon as) (?:i|we) (?:finish|go|leave|close|open|clock off|clock on|start|get in|get back|get home|am back|am in|come in|come back|knock off|have finished)(?: home| work| up| my shift| for the day)?',
  '(?:after|before|during|on) (?:my |the |our )?(?:next )?(?:break|shift|tea|dinner|work|class|college|meeting|day off)',
  '(?:at )?(?:closing|opening)(?: time)?',
  '(?:later on|later|soon|sometime|some time|at some point|nearer the time)(?: today| this week)?',
  'in a (?:bit|while|moment|sec|tick)',
  `(?:the day|${QUANTITY}) before(?: (?:the |my |our )?\\w+(?: is due)?)?`,
  'when \\d+ days are up',
];

const PARTS: readonly (readonly [string, Part])[] = [
  ['(?:at |by )?(?:the )?(?:end of (?:the |this )?(?:working )?day|end of (?:play|business)|close of (?:play|business)|eod|cop|cob)', 'end-of-day'],
  ['first thing(?: in the morning| (?:that |this )?morning)?', 'first-thing'],
  [`(?:(?:in the|this|that|for the|by) |(?<=${READ} ?))(?:early |late )?morning`, 'morning'],
  [`(?:(?:at|over|around|by|during) (?:lunch|dinner)(?: ?time)?|(?<=${READ} ?)(?:lunch|dinner)(?: ?time)?|lunch ?time|dinner ?time)`, 'lunch'],
  [`(?:(?:in the|this|that|for the|after) |(?<=${READ} ?))(?:early |late )?afternoon|after lunch`, 'afternoon'],
  ['(?:at )?tea ?time', 'teatime'],
  [`(?:(?:in the|this|that|for the) |(?<=${READ} ?))(?:early |late )?evening`, 'evening'],
  [`(?:(?:in the|at) |(?<=${READ} ?))night`, 'night'],
];

/** A time that a message tells; undefined where it tells none. `loose` takes bare times too, as an answer to "when?" or a change. */
export function whenIn(text: string, now: Moment, loose = false): When | undefined {
  const reading = new Text(text);
  const found = { ...every(reading, now), ...vague(reading) };
  const weeks = weekLaterIn(reading, dayOf(now));
  const span = spanIn(reading, loose);
  const day = found.day || weeks ? weeks : dayIn(reading, now, span.days ?? span.months);
  const part = found.part ? {} : partIn(reading, day?.part);
  const clock = clockIn(reading, loose, span.minutes === undefined && span.shift === undefined);
  const { days, months, ...rest } = span;
  const today = dayOf(now);
  const later = days !== undefined ? { day: plusDays(today, days) } : months !== undefined ? { day: plusMonths(today, months) } : {};
  // So many days from now means at this time of the day.
  const same =
    later.day && !clock.clock && !part.part ? { clock: { hour: Number(now.slice(11, 13)), minute: Number(now.slice(14)), isOpen: false } } : {};
  const all = { ...found, ...rest, ...day, ...part, ...clock, ...later, ...same };
  if (Object.keys(all).length === 0) return undefined;
  return { ...all, rest: reading.rest() };
}

/** A text in which what has been read is crossed out. */
class Text {
  left: string;
  readonly #typed: string;

  constructor(typed: string) {
    this.#typed = typed.replace(/[’‘]/g, "'");
    this.left = this.#typed;
  }

  /** Crosses out the first place that the pattern takes; gives back its groups. */
  take(pattern: string, ending = '\\b'): RegExpExecArray | undefined {
    const match = new RegExp(`(?<![\\p{L}\\p{N}£$€.,:/-])(?:${pattern})${ending}`, 'iu').exec(this.left);
    if (!match || match[0] === '') return undefined;
    this.left = this.left.slice(0, match.index) + READ.repeat(match[0].length) + this.left.slice(match.index + match[0].length);
    return match;
  }

  rest(): string {
    return this.left.replaceAll(READ, '').replace(/\s+/g, ' ').trim();
  }
}

function every(text: Text, now: Moment): Partial<When> {
  const named = text.take(`(?:on )?(?:every|each) (${WEEKDAY})|(?:on )?((?:mon|tues|wednes|thurs|fri|satur|sun)days)`);
  if (named) return { every: 'week', day: nextWeekday(named[1] ?? named[2] ?? '', dayOf(now)), isWeekday: true };
  if (text.take('(?:every|each) (?:week ?day|working day|work day|workday|shift day)|(?:on )?week ?days|monday to friday|mon-fri'))
    return { every: 'workday' };
  const part = text.take('(?:every|each) (morning|afternoon|evening|lunchtime|lunch)');
  if (part) return { every: 'day', part: (part[1] ?? '').startsWith('lunch') ? 'lunch' : (part[1]?.toLowerCase() as Part) };
  if (text.take('(?:every|each)(?: single)? day|daily|once a day')) return { every: 'day' };
  if (text.take('(?:every|each) week|weekly|once a week')) return { every: 'week' };
  return {};
}

function vague(text: Text): Partial<When> {
  // "An hour before 5" and "20 minutes later" tell a time.
  return text.take(`(?:${VAGUE.join('|')})(?! ${HOUR}\\b)`) ? { isVague: true } : {};
}

type Span = { readonly minutes?: number; readonly days?: number; readonly months?: number; readonly shift?: number };

function spanIn(text: Text, loose: boolean): Span {
  const shift = text.take(
    `(?:(?:push|put|move|bring|shift|set) (?:it |that |this |the reminder |my reminder )?(?:back |on )?)?(?:back |by |on )?(${QUANTITY}) (later|earlier|sooner|forwards?)`,
  );
  if (shift) return shiftOf(amountOf(shift[1] ?? ''), /later/i.test(shift[2] ?? '') ? 1 : -1);
  const back = text.take(`(back|forwards?|on)(?: by)? (${QUANTITY})`);
  if (back) return shiftOf(amountOf(back[2] ?? ''), /^forward/i.test(back[1] ?? '') ? -1 : 1);
  const ago = text.take(`(${QUANTITY}) ago`);
  if (ago) return negative(amountOf(ago[1] ?? ''));
  const bare = loose ? `|(?:for (?:another )?|about )?(${QUANTITY})` : '';
  const ahead = text.take(
    `(?:in|after|in about|in another|in around)(?: about| another| around)? (${QUANTITY})(?:'s?)?(?: time)?(?: from now)?|(${QUANTITY})(?:'s?)? (?:from now|from today|time)${bare}`,
  );
  if (ahead) return amountOf(ahead[1] ?? ahead[2] ?? ahead[3] ?? '');
  const minutes = text.take(`in (\\d{1,3})${BARE_END}`, '');
  return minutes ? { minutes: Number(minutes[1]) } : {};
}

function shiftOf({ minutes, days = 0 }: Span, sign: 1 | -1): Span {
  return { shift: sign * (minutes ?? days * 24 * 60) };
}

function negative({ minutes, days, months }: Span): Span {
  return {
    ...(minutes !== undefined && { minutes: -minutes }),
    ...(days !== undefined && { days: -days }),
    ...(months !== undefined && { months: -months }),
  };
}

/** "An hour and a half" → 90 minutes; "a fortnight" → 14 days. */
function amountOf(typed: string): Span {
  const text = typed.toLowerCase();
  if (/^(?:an? )?(?:half|1\/2)(?: an?)? hour$/.test(text)) return { minutes: 30 };
  if (/^three quarters/.test(text)) return { minutes: 45 };
  if (/quarter of an hour$/.test(text)) return { minutes: 15 };
  const [, count = '', unit = '', more = ''] = new RegExp(`^(${NUMBER})(?: and a half)? ?(${UNIT}\\b)?(.*)$`).exec(text) ?? [];
  const half = / and a half/.test(text) ? 0.5 : 0;
  const much = countOf(count) + half;
  const extra = new RegExp(`(${NUMBER}) ?m`).exec(more);
  if (/^h/.test(unit)) return { minutes: Math.round(much * 60) + (extra ? countOf(extra[1] ?? '') : 0) };
  if (/^mo/.test(unit)) return { months: Math.round(much) };
  if (/^m/.test(unit)) return { minutes: Math.round(much) };
  if (/^d/.test(unit)) return { days: Math.round(much) };
  return { days: Math.round(much * (/^f/.test(unit) ? 14 : 7)) };
}

function countOf(typed: string): number {
  if (/couple/.test(typed)) return 2;
  if (/few/.test(typed)) return 3;
  if (/^an?$|^another$/.test(typed)) return 1;
  return /^\d/.test(typed) ? Number(typed) : numberIn(typed);
}

/** "A week on Thursday", "tomorrow week". */
function weekLaterIn(text: Text, today: Day): Named | undefined {
  if (text.take('(?:a )?week (?:from )?tomorrow|tomorrow week')) return { day: plusDays(today, 8) };
  if (text.take('(?:a )?week (?:from )?today|today week')) return { day: plusDays(today, 7) };
  const named = text.take(`(?:a )?week (?:on )?(${WEEKDAY})|(?:on )?(${WEEKDAY}) week`);
  return named && { day: plusDays(nextWeekday(named[1] ?? named[2] ?? '', today), 7) };
}

type Named = Pick<When, 'day' | 'isPast' | 'isWeekday' | 'part'>;

function dayIn(text: Text, now: Moment, later: number | undefined): Named {
  if (later !== undefined) return {};
  const today = dayOf(now);
  const on = (days: number): Named => ({ day: plusDays(today, days) });
  if (text.take('(?:the )?day after tomorrow')) return on(2);
  if (text.take('(?:the )?day before yesterday')) return { ...on(-2), isPast: true };
  if (text.take('tomor+ow|tommor+ow|tmrw|tmw|tmoro|2moro|tomoz|tomorow')) return on(1);
  if (text.take('tonight|tonite|2nite')) return { ...on(0), part: 'night' };
  if (text.take('(?:later |on )?today')) return on(0);
  if (text.take('yesterday|last night')) return { ...on(-1), isPast: true };
  const last = text.take(`last (${WEEKDAY})|(?:on )?(${WEEKDAY}) (?:just )?gone`);
  if (last) return { day: plusDays(nextWeekday(last[1] ?? last[2] ?? '', today), -7), isPast: true };
  if (text.take('last (?:week|month|year)')) return { ...on(-7), isPast: true };
  const dated = dateIn(text, today);
  if (dated) return dated;
  const next = text.take(`(?:on )?next (${WEEKDAY})(?: (\\d{1,2})(?:st|nd|rd|th))?`);
  if (next) return { day: ofNextWeek(next[1] ?? '', today) };
  if (text.take('(?:this |the |at the |over the |on the )weekend')) return { day: nextWeekday('sat', today) };
  if (text.take('next weekend')) return { day: ofNextWeek('sat', today) };
  if (text.take('(?:at |by )?(?:the )?end of (?:the |this )?week')) return { day: nextWeekday('fri', today) };
  if (text.take('(?:at |by )?(?:the )?end of (?:the |this )?month')) return { day: plusDays(plusMonths(`${today.slice(0, 7)}-01` as Day, 1), -1) };
  const weekday = text.take(`(?:on |by |this |this coming |coming |for )?(${WEEKDAY})`);
  if (weekday) {
    text.take('(?:of )?next week');
    return { day: nextWeekday(weekday[1] ?? '', today), isWeekday: true };
  }
  if (text.take('(?:early |sometime )?next week')) return { day: ofNextWeek('mon', today) };
  if (text.take('next month')) return { day: plusMonths(today, 1) };
  return {};
}

/** A written date. Without a year it is the next one, unless it has only just passed. */
function dateIn(text: Text, today: Day): Named | undefined {
  const named = `(?:(?:on )?(?:${WEEKDAY}),? )?(?:on |by )?(?:the )?`;
  const written = text.take(
    `${named}(${DATE} (?:of )?(?:${MONTH})(?:,? (?:19|20)\\d\\d)?|(?:${MONTH}) (?:the )?${DATE}(?:,? (?:19|20)\\d\\d)?|\\d{1,2}[/-]\\d{1,2}(?:[/-](?:\\d{4}|\\d{2}))?|(?:19|20)\\d\\d-\\d\\d-\\d\\d)`,
    '(?![\\p{L}\\p{N}/])',
  );
  const typed = written?.[1]?.replace(/(?<=[a-z] )the /i, '');
  const day = typed === undefined ? undefined : writtenDay(typed, today);
  if (day) {
    const before = day.hasYear ? day.day : plusMonths(day.day, -12);
    return before < today && (day.hasYear || daysFrom(before, today) <= JUST_PASSED_DAYS) ? { day: before, isPast: true } : { day: day.day };
  }
  const alone = text.take(`${named}(\\d{1,2})(?:st|nd|rd|th)(?: of (?:this|the) month)?`);
  if (!alone) return undefined;
  const months = [0, 1, 2].map((count) => plusMonths(`${today.slice(0, 7)}-01` as Day, count).slice(0, 8));
  const next = months.flatMap((month) => toDay(`${month}${(alone[1] ?? '').padStart(2, '0')}`) ?? []).find((one) => one >= today);
  return next && { day: next };
}

const JUST_PASSED_DAYS = 31;

/** The next such day, today included. */
function nextWeekday(typed: string, today: Day): Day {
  return plusDays(today, (WEEKDAYS.indexOf(typed.slice(0, 3).toLowerCase()) - weekdayOf(today) + 7) % 7);
}

/** The day of that name in the week that begins with the next Monday. */
function ofNextWeek(typed: string, today: Day): Day {
  const monday = plusDays(today, (1 - weekdayOf(today) + 7) % 7 || 7);
  return nextWeekday(typed, monday);
}

function partIn(text: Text, told: Part | undefined): { part?: Part } {
  if (told) return { part: told };
  for (const [pattern, part] of PARTS) if (text.take(pattern)) return { part };
  return {};
}

function clockIn(text: Text, loose: boolean, mayBeBare: boolean): { clock?: ClockTime } {
  const lead = '(?:(?:at|by|around|about|for|till|until|before|from|to|@|say|it) ?(?:about |around )?)?';
  const ends = '(?: ?(a\\.?m\\b\\.?|p\\.?m\\b\\.?))?';
  const named = text.take(`${lead}(?:12 )?(noon|midday|mid-day|midnight)`);
  if (named) return { clock: { hour: /night/i.test(named[1] ?? '') ? 0 : 12, minute: 0, isOpen: false } };
  const past = text.take(
    `${lead}(?:(half)(?: past)? (${HOUR})|(quarter|${NUMBER})(?: minutes?| mins?)? (past|to|before) (${HOUR}))${ends}`,
    '(?![\\p{L}\\p{N}])',
  );
  if (past) {
    const [, half, first = '', quarter = '', side = '', second = '', end] = past;
    const minutes = half ? 30 : quarter.toLowerCase() === 'quarter' ? 15 : countOf(quarter.toLowerCase());
    return ofParts(hourOf(half ? first : second), side === '' || side === 'past' ? minutes : -minutes, end);
  }
  const exact = text.take(`${lead}(\\d{1,2})[:.](\\d\\d)(?: ?(?:hrs|hours|h\\b))?${ends}`, '(?![\\d%£])');
  if (exact) return ofParts(Number(exact[1]), Number(exact[2]), exact[3], /^0/.test(exact[1] ?? ''));
  const whole = text.take(`${lead}(${HOUR}) ?(a\\.?m\\b\\.?|p\\.?m\\b\\.?|o'?clock|o clock)(?: ?(am|pm))?`, '(?![\\p{L}\\p{N}])');
  if (whole) return ofParts(hourOf(whole[1] ?? ''), 0, /^[ap]/i.test(whole[2] ?? '') ? whole[2] : whole[3]);
  const joined = text.take(
    `(?:(?:at|by|around|@) ?|(?<=${READ} ?))([01]?\\d|2[0-3])([0-5]\\d) ?(?:hrs|hours|h)?|([01]\\d|2[0-3])([0-5]\\d) ?(?:hrs|hours)`,
  );
  if (joined) return ofParts(Number(joined[1] ?? joined[3]), Number(joined[2] ?? joined[4]), undefined, /^0/.test(joined[1] ?? joined[3] ?? ''));
  if (!mayBeBare) return {};
  const cue = loose ? '(?:at|by|around|about|for|till|until|before|to|it|@|make it|say|from|instead)' : '(?:at|by|around|@)';
  const bare =
    text.take(`${cue} ?(?:about |around )?(${HOUR})(?: ?-?ish)?${BARE_END}`, '') ??
    text.take(`(?<=${READ} ?,? ?)(${HOUR})(?: ?-?ish)?${BARE_END}`, '') ??
    text.take(`(${HOUR}) ?-?ish`) ??
    text.take(`(${HOUR}) ?(?=${READ})`, '') ??
    (loose ? text.take(`(${HOUR})(?=\\W*$)`, '') : undefined);
  return bare ? ofParts(hourOf(bare[1] ?? ''), 0, undefined) : {};
}

function hourOf(typed: string): number {
  return /^\d/.test(typed) ? Number(typed) : numberIn(typed.toLowerCase());
}

/** The time of these figures; nothing where no clock shows it. */
function ofParts(hour: number, minutes: number, end: string | undefined, isWritten = false): { clock?: ClockTime } {
  if (!(hour >= 0 && hour <= 23) || minutes > 59 || Math.abs(minutes) > 59) return {};
  const isOpen = !end && !isWritten && hour >= 1 && hour <= 12;
  const of24 = !end || hour > 12 ? hour : (hour % 12) + (/^p/i.test(end) ? 12 : 0);
  const total = (of24 * 60 + minutes + 24 * 60) % (24 * 60);
  return { clock: { hour: Math.floor(total / 60), minute: total % 60, isOpen } };
}
