/** Reads what is told about a case: values that are no day, such as the button "Not yet", are told and yet give no day. */
import { type Day, type Moment, toDay, toMoment } from '../calendar.ts';
import type { Told } from './shapes.ts';

/** Those of the questions that nothing answers, in their order. */
export function missing(told: Told, questions: readonly string[]): string[] {
  return questions.filter((question) => !told[question]?.length);
}

export function choiceOf(told: Told, question: string): string | undefined {
  return told[question]?.[0];
}

/** All days told for a question, in the order told. */
export function daysOf(told: Told, question: string): Day[] {
  return (told[question] ?? []).flatMap((value) => toDay(value) ?? []);
}

/** The day told for a question; of several, the latest, because a thing is done when its last part is. */
export function dayOf(told: Told, question: string): Day | undefined {
  return latest(...daysOf(told, question));
}

export function momentOf(told: Told, question: string): Moment | undefined {
  return toMoment(told[question]?.[0] ?? '');
}

export function latest(...days: readonly (Day | undefined)[]): Day | undefined {
  return days
    .flatMap((day) => day ?? [])
    .sort()
    .at(-1);
}

export function earliest(...days: readonly (Day | undefined)[]): Day | undefined {
  return days
    .flatMap((day) => day ?? [])
    .sort()
    .at(0);
}
