/** A story as it is told, read by question. */
import { type Day, toDay } from '../calendar.ts';
import type { Told } from '../clocks/shapes.ts';

const YES_NO = ['yes', 'no'] as const;

/** The questions that are answered by a choice, and their choices. */
export const CHOICES = {
  seller: ['business', 'private'],
  buyer: ['consumer', 'business'],
  kind: ['goods', 'perishable', 'vehicle', 'digital', 'service'],
  problem: [
    'faulty',
    'not-as-described',
    'fitting',
    'promise',
    'right-to-sell',
    'pointed-out',
    'misuse',
    'damage',
    'poor-work',
    'not-as-said',
    'late',
    'business-promise',
    'not-liked',
    'change-of-mind',
  ],
  where: ['distance', 'off-premises', 'shop'],
  exempt: YES_NO,
  finished: YES_NO,
  downloaded: YES_NO,
  paid: YES_NO,
  repair: ['none', 'asked', 'working', 'failed', 'impossible', 'refused', 'too-long'],
  'asked-for': ['repair', 'replacement'],
  informed: ['yes', 'no', 'later'],
  nation: ['england-wales', 'scotland', 'northern-ireland'],
} as const;
export type ChoiceId = keyof typeof CHOICES;
type Choice<Q extends ChoiceId> = (typeof CHOICES)[Q][number];
export type Kind = Choice<'kind'>;
export type Problem = Choice<'problem'>;

/** The questions that are answered by a day. */
export const DAYS = ['delivered', 'done', 'contract', 'perishes', 'owned', 'installed', 'repair-asked', 'repair-back', 'informed-on'] as const;
export type DayId = (typeof DAYS)[number];
export type QuestionId = ChoiceId | DayId;

/** In place of the day of delivery. */
export const NOT_YET = 'not-yet';

const OF_GOODS = ['faulty', 'not-as-described', 'fitting', 'promise', 'right-to-sell', 'pointed-out', 'misuse', 'change-of-mind'] as const;

/** What can be wrong with what was bought. */
export const PROBLEMS_OF: { readonly [kind in Kind]: readonly Problem[] } = {
  goods: OF_GOODS,
  vehicle: OF_GOODS,
  perishable: ['faulty', 'not-as-described', 'right-to-sell', 'pointed-out', 'misuse', 'change-of-mind'],
  digital: ['faulty', 'not-as-described', 'damage', 'right-to-sell', 'change-of-mind'],
  service: ['poor-work', 'not-as-said', 'late', 'business-promise', 'not-liked', 'change-of-mind'],
};

/** The choices of a question that fit what is told: of `problem` only those of the kind. */
export function choicesFor(question: ChoiceId, told: Told): readonly string[] {
  const kind = choiceOf(told, 'kind');
  return question === 'problem' && kind ? PROBLEMS_OF[kind] : CHOICES[question];
}

/** The choice told last; undefined where none is told, or none that exists. */
export function choiceOf<Q extends ChoiceId>(told: Told, question: Q): Choice<Q> | undefined {
  const value = lastTold(told, question);
  return (CHOICES[question] as readonly Choice<Q>[]).find((choice) => choice === value);
}

/** The day told; of several the latest, because a thing is done when its last part is. */
export function dayOf(told: Told, question: DayId): Day | undefined {
  return [...daysOf(told, question)].sort().at(-1);
}

export function daysOf(told: Told, question: DayId): readonly Day[] {
  return (told[question] ?? []).flatMap((value) => toDay(value) ?? []);
}

/** What was bought: as told, or as the only kind that has this problem. */
export function kindOf(told: Told): Kind | undefined {
  const problem = choiceOf(told, 'problem');
  const kinds = CHOICES.kind.filter((kind) => problem && PROBLEMS_OF[kind].includes(problem));
  return choiceOf(told, 'kind') ?? (kinds.length === 1 ? kinds[0] : undefined);
}

/** Content that was simply free. */
export function isFreeContent(told: Told): boolean {
  return kindOf(told) === 'digital' && choiceOf(told, 'paid') === 'no';
}

/** The right to cancel has ended: the service is all done, or the download has begun, as the customer agreed. */
export function isUsedUp(told: Told): boolean {
  const kind = kindOf(told);
  return (kind === 'service' && choiceOf(told, 'finished') === 'yes') || (kind === 'digital' && choiceOf(told, 'downloaded') === 'yes');
}

export function notYetDelivered(told: Told): boolean {
  return lastTold(told, 'delivered') === NOT_YET;
}

/** What is told to these questions alone. */
export function only(told: Told, ...questions: readonly QuestionId[]): Told {
  return Object.fromEntries(questions.flatMap((question) => (told[question] ? [[question, told[question]]] : [])));
}

function lastTold(told: Told, question: QuestionId): string | undefined {
  return told[question]?.at(-1);
}
