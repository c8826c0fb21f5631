/** What a message says to the complaint in hand: an answer to its open step, a command, or something else. Pure. */
import { datesIn } from '../knowledge/dates.ts';
import { likeness } from '../knowledge/find.ts';
import { poundsIn } from '../knowledge/money.ts';
import type { Checklist, Step } from '../knowledge/schema.ts';
import { split } from '../knowledge/words.ts';
import type { Answer } from './complaint.ts';
import { hitOf } from './hit.ts';
import type { House } from './house.ts';
import { valueHaving, valueNamed } from './telling.ts';
import type { Match } from './understand.ts';

/** Longer messages name no choice by the way. */
const MOST_CHOOSING_WORDS = 14;

/** What the message answers to this step; undefined where it is about something else. */
export function answerIn(step: Pick<Step, 'kind' | 'values'>, text: string, match: Match, now: Date): Answer | undefined {
  const named = valueNamed(text, step);
  if (named) return { values: [named] };
  if (isElsewhere(match, text)) return undefined;
  const having = valueHaving(text, step);
  if (having) return { values: [having] };
  const short = split(text).length <= MOST_CHOOSING_WORDS;
  switch (step.kind) {
    case 'choice': {
      const value = short ? valueIn(text, step) : undefined;
      return value === undefined ? undefined : { values: [value], text };
    }
    case 'day': {
      const [date] = datesIn(text, now);
      return date && { values: [date.from] };
    }
    case 'money': {
      const [pounds] = poundsIn(text);
      const bare = /^\s*(\d+(?:\.\d\d)?)\s*$/.exec(text)?.[1];
      const amount = pounds ?? (bare === undefined ? undefined : Number(bare));
      return amount === undefined ? undefined : { values: [String(amount)] };
    }
    case 'text':
      return { values: [], text };
    case 'rights':
      return undefined;
  }
}

/** A question by its mark, its first word, or the verb before its subject: "at 5 weeks can she have"; not "we told her what happens next". */
const ASKING =
  /\?$|^(?:(?:ok|right|so|and|but|hang on|wait|sorry)[, ]+)*(?:what|who|whom|whose|which|when|where|why|how|wot)\b|\b(?:(?:can|could|does|do|did|is|are|was|were|should|must|will|would|may|am|has|have) (?:i|we|you|she|he|they)|(?:can|could|does|did|is|was|should|must|will|would) (?:it|there))\b/i;

/** Whether a message wants something other than to answer: a question, a look-up, a quiz, a greeting. */
export function isElsewhere(match: Match, text: string): boolean {
  if (match.alarm || match.reference || match.followUp || match.isName || match.compared || match.caseSaid || match.says) return true;
  if (match.intent === 'start_complaint' || match.intent === 'feedback') return false;
  if (match.intent !== 'ask_knowledge' && match.intent !== 'small_talk_or_out_of_scope') return match.because.by !== 'intent scorer';
  return ASKING.test(text.trim());
}

/** The value whose words stand in the text, where just one value has any. */
export function valueIn(text: string, { values }: Pick<Step, 'values'>): string | undefined {
  const said = ` ${split(text).join(' ')} `;
  const found = values.filter(({ words }) => words.some((word) => said.includes(` ${split(word).join(' ')} `)));
  return found.length === 1 ? found[0]?.id : undefined;
}

/** What the first message of a complaint tells: its own words, and choices and days whose words stand in it. */
export function firstAnswers(steps: readonly Step[], text: string, now: Date): { readonly [step: string]: Answer } {
  const told = steps.flatMap((step): [string, Answer][] => {
    // Whether anybody is hurt is always asked.
    if (step.stage === 'make-safe') return [];
    if (step.id === WHAT_HAPPENED) return split(text).length >= FEWEST_TELLING_WORDS ? [[step.id, { values: [], text }]] : [];
    if (step.kind === 'choice') {
      const value = valueIn(text, step);
      return value === undefined ? [] : [[step.id, { values: [value] }]];
    }
    return [];
  });
  return { ...Object.fromEntries(told), ...dayIn(steps, text, now) };
}

/** The day of delivery, where the text tells one date and no other. */
export function dayIn(steps: readonly Step[], text: string, now: Date): { readonly [step: string]: Answer } {
  const [date, ...others] = datesIn(text, now);
  const step = steps.find(({ kind, tells }) => kind === 'day' && tells === 'delivered');
  return step && date && others.length === 0 ? { [step.id]: { values: [date.from] } } : {};
}

/** The step that the words of the first message answer. */
const WHAT_HAPPENED = 'what-happened';
const FEWEST_TELLING_WORDS = 6;

/** The checklist that a message is about: the one whose longest name stands in it, else the one told of most alike, else the one that has a meaning of it ("~broken") among its names. */
export function checklistIn(house: House, text: string): Checklist | undefined {
  const said = ` ${split(text).join(' ')} `;
  const named = house.knowledge.content.checklists.flatMap((checklist) =>
    checklist.names.flatMap((name) => (said.includes(` ${split(name).join(' ')} `) ? [{ checklist, length: name.length }] : [])),
  );
  const [longest] = named.sort((a, b) => b.length - a.length);
  if (longest) return longest.checklist;
  const reading = house.knowledge.words.read(text);
  const [best] = house.checklists
    .map(({ checklist, likes }) => ({ checklist, like: likeness(likes(), reading.terms) }))
    .sort((a, b) => b.like - a.like);
  if (best && best.like >= LIKE && reading.tokens.length >= FEWEST_TELLING_WORDS) return best.checklist;
  return house.knowledge.content.checklists.find(({ names }) => names.some((name) => reading.terms.includes(name)));
}

/** So alike to how such complaints are told, a message is one. */
const LIKE = 0.34;

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
