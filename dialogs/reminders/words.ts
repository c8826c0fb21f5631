/** The words of a reminder: what to do, cut out of the message that sets it, and which of the set ones a message names. Pure. */
import { type When, whenIn } from '../../knowledge/when.ts';
import { shownAt } from '../../knowledge/zone.ts';
import type { House } from '../house.ts';
import type { Reminder } from './reminder.ts';

/** So many characters of what to do are kept. */
const MOST_CHARACTERS = 200;

/** What is left of the text without the words around it that only ask for a reminder: "remind me to ring her" → "ring her". */
export function taskIn({ knowledge: { content } }: House, text: string): string {
  const { leads, tails } = content.reminders;
  let left = trimmed(text);
  for (let before = ''; before !== left; ) {
    before = left;
    const lead = longest(leads, (words) => new RegExp(`^${asPattern(words)}(?![\\p{L}\\p{N}'])`, 'iu').test(left));
    if (lead !== undefined) left = trimmed(left.slice(lead.length));
    const tail = longest(tails, (words) => new RegExp(`(?<![\\p{L}\\p{N}'])${asPattern(words)}$`, 'iu').test(left));
    if (tail !== undefined) left = trimmed(left.slice(0, -tail.length));
  }
  return left.slice(0, MOST_CHARACTERS).trim();
}

function trimmed(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/ ([,;.!?])/g, '$1')
    .replace(/^[\s,;.:!?-]+|[\s,;.:!?-]+$/g, '');
}

function asPattern(words: string): string {
  return words.replace(/'/g, "['’]");
}

function longest(words: readonly string[], fits: (words: string) => boolean): string | undefined {
  return words.filter(fits).sort((a, b) => b.length - a.length)[0];
}

/** One that is meant, or all that may be; `isKnown` unless the message has words that none of them has. */
export type Meant = { readonly one: Reminder } | { readonly of: readonly Reminder[]; readonly isKnown: boolean };

/** Which of these the message names: by its place in the list, its time, its words, or as the one spoken of last. */
export function meantBy(house: House, text: string, all: readonly Reminder[], last: string | undefined, now: Date, byTime = true): Meant {
  const { fillers, ordinals } = house.knowledge.content.reminders;
  const words = wordsOf(text);
  const place = words.includes('last') ? all.length - 1 : ordinals.findIndex((names) => names.some((name) => named(name, words)));
  const at = byTime ? whenIn(text, shownAt(now, house.zone), true) : undefined;
  const left = wordsOf(at?.rest ?? text).filter((word) => !fillers.includes(word) && !ordinals.flat().includes(word) && word !== 'last');
  const alike = left.length > 0 ? nearest(all, left) : [];
  if (alike.length > 0) return only(alike);
  const timed = at ? all.filter((one) => isAt(one, at)) : [];
  if (timed.length > 0) return only(timed);
  const placed = all[place];
  if (placed && place >= 0) return { one: placed };
  const spoken = all.find(({ id }) => id === last);
  if (left.length === 0 && !at && spoken) return { one: spoken };
  return left.length === 0 && !at ? only(all) : { of: all, isKnown: left.length === 0 };
}

/** "Number 2", "the 2nd one"; a bare figure is more often a time. */
function named(name: string, words: readonly string[]): boolean {
  return words.some((word, at) => word === name && (!/^\d+$/.test(name) || words[at - 1] === 'number' || words.at(at + 1) === 'one'));
}

function only(found: readonly Reminder[]): Meant {
  const [one] = found;
  return one && found.length === 1 ? { one } : { of: found, isKnown: true };
}

/** Those that share most words; failing that, those of somebody whose name may begin so: "the ahmed one" for "ring Mrs A". */
function nearest(all: readonly Reminder[], words: readonly string[]): Reminder[] {
  const scored = all.map((one) => {
    const own = wordsOf(one.text);
    const shared = words.filter((word) => own.some((other) => isAlike(word, other))).length;
    const initial = words.some((word) => own.some((other) => / [a-z]$/.test(other) && other.endsWith(` ${word.slice(0, 1)}`))) ? 0.5 : 0;
    return { one, score: shared || initial };
  });
  const most = Math.max(0, ...scored.map(({ score }) => score));
  return most === 0 ? [] : scored.flatMap(({ one, score }) => (score === most ? [one] : []));
}

function isAlike(word: string, other: string): boolean {
  return word === other || (Math.min(word.length, other.length) >= 4 && (word.startsWith(other.slice(0, -1)) || other.startsWith(word.slice(0, -1))));
}

function isAt({ moment }: Reminder, { day, clock }: When): boolean {
  const hour = Number(moment.slice(11, 13));
  const isClock = clock && (clock.hour === hour || (clock.isOpen && clock.hour % 12 === hour % 12)) && clock.minute === Number(moment.slice(14));
  return (day === undefined || moment.startsWith(day)) && (clock === undefined || isClock === true) && (day !== undefined || clock !== undefined);
}

/** Words in small letters; a title with its initial is one word: "mrs a". */
function wordsOf(text: string): string[] {
  return (text.replace(/[’‘']/g, '').match(/\b(?:Mrs?|Ms|Miss|Mx|Dr|Prof|Rev|Sir|Lady)(?: \p{Lu})\b|[\p{L}\p{N}]+/gu) ?? []).map((word) =>
    word.toLowerCase(),
  );
}
