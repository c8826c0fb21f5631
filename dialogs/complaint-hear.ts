/** What a message says to the complaint in hand: an answer to its open step, a command, or something else. Pure. */
import { londonDay } from '../knowledge/calendar.ts';
import type { Content } from '../knowledge/content.ts';
import { datesIn, dayAheadIn, middleOf } from '../knowledge/dates.ts';
import { STAGES } from '../knowledge/lists.ts';
import { poundsIn } from '../knowledge/money.ts';
import type { Step } from '../knowledge/schema.ts';
import { split } from '../knowledge/words.ts';
import type { Answer, Complaint } from './complaint.ts';
import { checklistIn } from './complaint-kind.ts';
import { hitOf } from './hit.ts';
import type { House } from './house.ts';
import { isPasted } from './questions.ts';
import { valueHaving, valueNamed } from './telling.ts';
import type { Match } from './understand.ts';
import { ABOUT, stepsFor } from './walk.ts';

/** Longer messages name no choice by the way. */
const MOST_CHOOSING_WORDS = 14;
const WHAT_HAPPENED = 'what-happened';
const REFERENCE = 'reference';
const FEWEST_TELLING_WORDS = 6;

/** Answers by step. */
export type Told = { readonly [step: string]: Answer };

/** What the message answers to this step; undefined where it is about something else. */
export function answerIn(house: House, step: Step, text: string, match: Match, now: Date): Answer | undefined {
  const named = valueNamed(text, step);
  if (named) return { values: [named] };
  const short = split(text).length <= MOST_CHOOSING_WORDS;
  const plain = step.kind === 'choice' && short && !match.alarm && !match.reference && !ASKING.test(text.trim()) ? yesOrNo(text, step) : undefined;
  if (plain !== undefined) return { values: [valueIn(text, step) ?? plain], ...(split(text).length > 2 && { text }) };
  const nod = step.kind === 'rights' && !match.alarm && !text.includes('?') && isNod(text) ? valueIn(text, step) : undefined;
  if (nod) return { values: [nod] };
  if (isElsewhere(match, text) || isPastedElsewhere(step, text)) return undefined;
  if (step.id === ABOUT) {
    const kind = checklistIn(house, text)?.id ?? valueHaving(text, step);
    return kind === undefined ? undefined : { values: [kind], text };
  }
  const having = valueHaving(text, step);
  if (having) return { values: [having] };
  switch (step.kind) {
    case 'choice': {
      const value = short ? valueIn(text, step) : undefined;
      return value === undefined ? undefined : { values: [value], text };
    }
    case 'day': {
      if (isAhead(step)) {
        const day = dayAheadIn(text, now);
        return day && { values: [day] };
      }
      const date = datesIn(text, now)[0] ?? datesIn(agoIn(text), now)[0];
      return date && { values: [middleOf(date)] };
    }
    case 'money': {
      const [pounds] = poundsIn(text);
      const bare = /^\s*(\d+(?:\.\d\d)?)\s*$/.exec(text)?.[1];
      const amount = pounds ?? (bare === undefined ? undefined : Number(bare));
      return amount === undefined ? undefined : { values: [String(amount)] };
    }
    case 'text':
      return /[a-z0-9]/i.test(text) && !(step.id === REFERENCE && isNoReference(text)) ? { values: [], text } : undefined;
    case 'rights':
      return undefined;
  }
}

/** "Had it 2 months" as "2 months ago"; '' where no span of time is told. */
function agoIn(text: string): string {
  const span = SPAN.exec(text)?.[0];
  return span === undefined ? '' : `${span} ago`;
}

const SPAN = /\b(?:\d{1,3}|an?|one|two|three|four|five|six) (?:days?|weeks?|months?|years?)\b(?! (?:to|left|later|more)\b)/i;

/** Whether a message is too wordy for a reference: it tells of something else. */
function isNoReference(text: string): boolean {
  return !/\d/.test(text) && split(text).length > MOST_REFERENCE_WORDS;
}

const MOST_REFERENCE_WORDS = 2;
const MOST_NODDING_WORDS = 4;

/** Whether a message is as short as "ok, got it". */
function isNod(text: string): boolean {
  return split(text).length <= MOST_NODDING_WORDS;
}

/** Whether the days of a step lie ahead, or near: what is agreed, done and checked from now on. */
export function isAhead({ stage }: Pick<Step, 'stage'>): boolean {
  return STAGES.indexOf(stage) >= STAGES.indexOf('agree');
}

/** The one value that a message beginning with yes or no can only mean: "no she's fine, …". */
function yesOrNo(text: string, { values }: Step): string | undefined {
  const said = /^(?:(yes|yeah|yep|yup|aye)|(no|nope|nah))\b(?! idea| clue)/i.exec(text.trim());
  if (!said) return undefined;
  const word = said[1] ? 'yes' : 'no';
  const meant = values.filter(({ id, label }) => id === word || split(label)[0] === word);
  return meant.length === 1 ? meant[0]?.id : undefined;
}

/** Whether a message is a pasted letter. */
export function isLetter(text: string): boolean {
  return isPasted(text) || LETTER.test(text);
}

const LETTER = /^\s*(?:dear|to whom|hi|hello)\b[^\n]*\n[\s\S]*\n/i;

/** A pasted letter is what the customer says happened, and no answer to another question. */
function isPastedElsewhere(step: Step, text: string): boolean {
  return step.id !== WHAT_HAPPENED && isLetter(text);
}

/** A question by its mark, its first word, or the verb before its subject: "at 5 weeks can she have"; not "we told her what happens next". */
const ASKING =
  /\?$|^(?:(?:ok|right|so|and|but|hang on|wait|sorry)[, ]+)*(?:what|who|whom|whose|which|when|where|why|how|wot)\b|\b(?:(?:can|could|does|do|did|is|are|was|were|should|must|will|would|may|am|has|have) (?:i|we|you|she|he|they)|(?:can|could|does|did|is|was|should|must|will|would) (?:it|there))\b/i;

/** Whether a message says that it tells of another complaint. */
export function isOther(text: string): boolean {
  return OTHER.test(text.trim());
}

const OTHER =
  /^(?:(?:ok|right|so|hang on|wait|oh|i|we|ive|i've|weve|we've|have|just|had|got|there|theres|there's|is|need|to|start|log|open|a)[ ,]+)*(?:another (?:\w+ )?(?:complaint|customer|lady|bloke|man|woman|caller|guy|chap|couple)|(?:new|different) (?:\w+ )?complaint)\b/i;

/** Whether a message is about something else than the complaint. */
export function isBeside(match: Match, text: string): boolean {
  return isElsewhere(match, text) || isLetter(text);
}

/** Whether a message wants something other than to answer: a question, a look-up, a quiz, a greeting. */
export function isElsewhere(match: Match, text: string): boolean {
  if (match.alarm || match.reference || match.followUp || match.isName || match.compared || match.caseSaid || match.says) return true;
  if (match.intent === 'start_complaint') return false;
  if (match.intent === 'feedback') return match.because.by === 'template' || OF_THE_COACH.test(text);
  if (match.intent !== 'ask_knowledge' && match.intent !== 'small_talk_or_out_of_scope') return match.because.by !== 'intent scorer';
  return ASKING.test(text.trim());
}

const OF_THE_COACH = /\b(?:bot|chatbot|coach)\b|^you(?:'re| are|re)?\b/i;

/** The value whose words stand in the text, where just one value has any; "nobody is hurt" is not "hurt". */
function valueIn(text: string, { values }: Pick<Step, 'values'>): string | undefined {
  const said = ` ${split(text).join(' ')} `;
  const found = values.flatMap(({ id, words }) =>
    words.flatMap((word) => {
      const name = ` ${split(word).join(' ')} `;
      const at = said.indexOf(name);
      return at < 0 ? [] : [{ id, at, end: at + name.length }];
    }),
  );
  const whole = found.filter(({ at, end }) => !found.some((other) => other.at <= at && other.end >= end && other.end - other.at > end - at));
  return new Set(whole.map(({ id }) => id)).size === 1 ? whole[0]?.id : undefined;
}

/** What a message tells of the steps that have no answer yet: choices whose words stand in it, days beside their words, an order number. */
export function aheadIn(content: Content, complaint: Complaint, text: string, now: Date, isStory = false): Told {
  // Whether anybody is hurt is always asked.
  const open = stepsFor(content, complaint).filter(
    ({ id, stage }) => stage !== 'make-safe' && id !== ABOUT && complaint.answers[id] === undefined && complaint.skipped[id] === undefined,
  );
  const told = open.flatMap((step): [string, Answer][] => {
    if (step.id === WHAT_HAPPENED) return isStory && split(text).length >= FEWEST_TELLING_WORDS ? [[step.id, { values: [], text }]] : [];
    if (step.id === REFERENCE && ORDER_NUMBER.test(text)) return [[step.id, { values: [], text: ORDER_NUMBER.exec(text)?.[1] ?? text }]];
    const value = step.kind === 'choice' || step.kind === 'text' ? valueIn(text, step) : undefined;
    return value === undefined ? [] : [[step.id, { values: [value] }]];
  });
  return { ...Object.fromEntries(told), ...daysIn(open, text, now) };
}

const ORDER_NUMBER = /\b(?:order|ref|reference|case|invoice)(?: (?:number|no\.?|ref|is))*[:# ]+((?:[a-z]{1,4}-?)?\d{3,}[\w-]*)/i;

/** The days that stand behind the words of a step; a single day beside no such words, not in the future, is the day the customer got it. */
function daysIn(steps: readonly Step[], text: string, now: Date): Told {
  const dates = datesIn(text, now);
  const days = steps.filter(({ kind }) => kind === 'day');
  const told = dates.flatMap((date, which): [string, Answer][] => {
    const before = dates[which - 1];
    const lead = ` ${split(text.slice(before ? before.at + before.typed.length : 0, date.at)).join(' ')} `;
    const step = days.find(({ words }) => words.some((word) => lead.includes(` ${split(word).join(' ')} `)));
    return step && !(isAhead(step) && date.from < londonDay(now)) ? [[step.id, { values: [middleOf(date)] }]] : [];
  });
  const [date, ...others] = dates;
  const delivered = days.find(({ tells }) => tells === 'delivered');
  const isBare = date && others.length === 0 && told.length === 0 && date.from <= londonDay(now);
  return isBare && delivered ? { [delivered.id]: { values: [middleOf(date)] } } : Object.fromEntries(told);
}

/** The command that a message gives to the walk. */
export function commandIn(house: House, text: string): { command: WalkCommand; topic?: string } | undefined {
  const message = house.asMessage(house.knowledge.words.read(text).tokens);
  for (const { command, templates } of house.walkCommands) {
    const hit = hitOf(templates, message);
    const span = hit?.slots.topic;
    if (hit)
      return {
        command,
        ...(span && {
          topic: message.tokens
            .slice(...span)
            .map(({ word }) => word)
            .join(' '),
        }),
      };
  }
  return undefined;
}

export type WalkCommand = House['walkCommands'][number]['command'];
