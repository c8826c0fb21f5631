/** An answer → its marks and what there is to say about it. Pure. */
import { type Day, daysFrom } from '../../knowledge/calendar.ts';
import type { Question } from '../../knowledge/schema.ts';
import type { Given } from './quiz.ts';
import { isSaying } from './wording.ts';

/** What an answer is worth, and the feedback to what was answered. */
export type Marked = {
  /** 0 to 1; 1 is right. */
  readonly score: number;
  /** Feedback to each thing chosen or said; empty where there is none. */
  readonly remarks: readonly { readonly about: string; readonly why: string; readonly isRight: boolean }[];
};

/** The marks of an answer. Several: the right ones less the wrong ones; an order or a match: what stands in its place; all else 1 or 0. */
export function mark(question: Question, given: Given): Marked {
  switch (question.kind) {
    case 'one':
    case 'true-false':
    case 'several': {
      const picked = given.flatMap((place) => question.options[Number(place)] ?? []);
      const wanted = question.options.filter(({ right }) => right).length;
      const right = picked.filter((option) => option.right).length;
      return {
        score: Math.max(0, (2 * right - picked.length) / wanted),
        remarks: picked.map((option) => ({ about: option.text, why: option.why, isRight: option.right })),
      };
    }
    case 'order': {
      const inPlace = given.filter((place, at) => Number(place) === at).length;
      const odd = question.items.find((_, at) => given.length > 0 && given[at] !== String(at));
      return { score: inPlace / question.items.length, remarks: odd ? [{ about: odd.text, why: odd.why, isRight: false }] : [] };
    }
    case 'match': {
      const wrong = question.pairs.filter((_, at) => given[at] !== String(at));
      return {
        score: 1 - wrong.length / question.pairs.length,
        remarks: wrong.map(({ left, right, why }) => ({ about: `${left}: ${right}`, why, isRight: false })),
      };
    }
    case 'number': {
      const value = Number(given[0]);
      return toOne(
        given.length > 0 && Math.abs(value - question.answer) <= question.tolerance,
        nearest(question.near, (near) => near === value),
      );
    }
    case 'date': {
      const [day] = given as readonly Day[];
      const isRight = day !== undefined && Math.abs(daysFrom(question.answer as Day, day)) <= question.toleranceDays;
      return toOne(
        isRight,
        nearest(question.near, (near) => near === day),
      );
    }
    case 'short': {
      const [text = ''] = given;
      const near = nearest(question.near, (wording) => isSaying(text, wording));
      return toOne(
        question.accepted.some((wording) => isSaying(text, wording)),
        near,
      );
    }
  }
}

type Near<T> = { readonly value: T; readonly why: string };

function nearest<T>(near: readonly Near<T>[], isIt: (value: T) => boolean): Near<T> | undefined {
  return near.find(({ value }) => isIt(value));
}

function toOne(isRight: boolean, near: Near<unknown> | undefined): Marked {
  return { score: isRight ? 1 : 0, remarks: near && !isRight ? [{ about: String(near.value), why: near.why, isRight: false }] : [] };
}

/** The right answer in words. */
export function rightAnswer(question: Question, writeDay: (day: string) => string): string[] {
  switch (question.kind) {
    case 'one':
    case 'true-false':
    case 'several':
      return question.options.filter(({ right }) => right).map(({ text }) => text);
    case 'order':
      return question.items.map(({ text }) => text);
    case 'match':
      return question.pairs.map(({ left, right }) => `${left}: ${right}`);
    case 'number':
      return [withUnit(question.answer, question.unit)];
    case 'date':
      return [writeDay(question.answer)];
    case 'short':
      return question.accepted.slice(0, 1);
  }
}

/** "£50", "72 %", "30 days", "1 day". */
export function withUnit(value: number, unit: string): string {
  if (unit === '£') return `£${value}`;
  return `${value} ${value === 1 ? unit.replace(/s$/, '') : unit}`;
}
