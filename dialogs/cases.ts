/** The kinds of case that days and choices decide, and the next step of one: the question that is open, or the answer. Pure. */
import type { Day } from '../knowledge/calendar.ts';
import { sayLines } from '../knowledge/clocks/say.ts';
import type { Told } from '../knowledge/clocks/shapes.ts';
import { type Likes, likesOf } from '../knowledge/find.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { ClockQuestion } from '../knowledge/schema.ts';
import { clockKinds } from './clock.ts';
import { remediesKind } from './remedies.ts';
import type { Case, CasePart, Choice, Reply } from './turn.ts';

export type CaseKind = {
  readonly id: Case['id'];
  readonly title: string;
  /** How people ask for it. */
  readonly asks: readonly string[];
  /** The provisions that it may rest on, the deciding one first. */
  readonly cites: readonly string[];
  /** The questions that bear on it, each with the values that fit what is told. */
  readonly questions: (told: Told) => readonly ClockQuestion[];
  /** Ids of the questions that are still needed, in the order to ask them. */
  readonly needs: (told: Told, now: Date) => readonly string[];
  /** What comes out, where nothing is needed any more. */
  readonly answer: (told: Told, now: Date, part?: CasePart) => Reply;
};

/** `likes` are made of the title and asks when they are first needed: few messages ask for a date, and a start should not wait for them. */
export type CaseKinds = readonly (CaseKind & { readonly likes: () => Likes })[];

export function caseKinds(knowledge: Knowledge): CaseKinds {
  const { words } = knowledge;
  return [...clockKinds(knowledge), remediesKind(knowledge)].map((kind) => ({
    ...kind,
    likes: whenNeeded(() => likesOf([kind.title, ...kind.asks], words)),
  }));
}

/** The same value each time, made when it is first asked for. */
export function whenNeeded<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The question that is asked next; undefined where nothing is needed any more. */
export function neededBy(kind: CaseKind, told: Told, now: Date): ClockQuestion | undefined {
  const [needed] = kind.needs(told, now);
  return kind.questions(told).find(({ id }) => id === needed);
}

/** The case as it stands now, with the question that it asks, and what is said. */
export function step(knowledge: Knowledge, kind: CaseKind, { id, told, loose = [], part }: Case, now: Date): { now: Case; reply: Reply } {
  const question = neededBy(kind, told, now);
  if (!question) return { now: { id, told }, reply: kind.answer(told, now, part) };
  return { now: { id, told, loose, asks: question.id }, reply: asked(knowledge, kind, question, loose) };
}

function asked({ content }: Knowledge, { title }: CaseKind, { id, kind, ask, values }: ClockQuestion, loose: readonly string[]): Reply {
  const say = (day: string) => sayLines([{ line: 'day', values: { day: day as Day } }], { ...content.clocks, lines: { day: '{day}' } })[0] ?? day;
  const days = kind === 'day' ? loose.map((day): Choice => ({ label: say(day), press: `tell:${id}:${day}` })) : [];
  const choices = values.map((value): Choice => ({ label: value.label, press: `tell:${id}:${value.id}` }));
  return { heading: title, point: ask, more: [], cites: [], choices: [...days, ...choices] };
}
