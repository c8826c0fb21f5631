/** Which questions a quiz asks, and in what order. Chance comes from a seed: the same seed gives the same paper. Pure. */
import type { Question } from '../../knowledge/schema.ts';
import { shuffled } from '../../knowledge/shuffle.ts';
import { dueOf, recallChance } from '../../knowledge/spacing.ts';
import type { Learning, QuizMode } from './quiz.ts';

/** What somebody wants to be asked. */
export type Wanted = {
  readonly mode: QuizMode;
  /** 1 to 30. */
  readonly count: number;
  readonly difficulty?: 1 | 2 | 3;
  /** Only what is due, or what went wrong the last time. */
  readonly only?: 'due' | 'wrong';
};

export const MOST_QUESTIONS = 30;
export const QUESTIONS_BY_DEFAULT = 5;
/** A short paper is for a quiet moment: every question of it takes one tap. */
const SHORT_PAPER = 5;
const ONE_TAP = ['one', 'true-false'];

/**
 * Ids of the questions, from this pool. In practice the order of need decides: what the learner was sure of and wrong about, what is due, what
 * was never asked, then what is likeliest to be forgotten. A mock exam is drawn from all alike. Subjects take turns.
 */
export function paperOf(pool: readonly Question[], learning: Learning, wanted: Wanted, seed: number, now: Date): string[] {
  const fit = pool.filter((question) => isWanted(question, learning, wanted, now));
  const mixed = inTurn(shuffled(fit, String(seed)));
  const needed = wanted.mode === 'exam' ? mixed : mixed.sort((one, other) => needOf(other, learning, now) - needOf(one, learning, now));
  const inOneTap = needed.filter(({ kind }) => ONE_TAP.includes(kind));
  const isShort = wanted.mode === 'practice' && !wanted.only && wanted.count <= SHORT_PAPER && inOneTap.length >= wanted.count;
  return (isShort ? inOneTap : needed).slice(0, wanted.count).map(({ id }) => id);
}

function isWanted({ id, difficulty }: Question, learning: Learning, wanted: Wanted, now: Date): boolean {
  if (wanted.difficulty !== undefined && difficulty !== wanted.difficulty) return false;
  if (wanted.only === 'due') return isDue(learning, id, now);
  return wanted.only === undefined || wentWrong(learning, id);
}

export function isDue({ cards, exam }: Learning, id: string, now: Date): boolean {
  const card = cards[id];
  // By the day: who learned in the evening is asked again in the morning.
  return card !== undefined && dueOf(card, exam).slice(0, 10) <= now.toISOString().slice(0, 10);
}

/** Whether the last answer to it was not right. */
export function wentWrong({ attempts }: Learning, id: string): boolean {
  const last = attempts.findLast(({ question }) => question === id);
  return last !== undefined && last.score < 1;
}

/** Whether the learner was sure of the last answer, and wrong. */
export function sureAndWrong({ attempts }: Learning, id: string): boolean {
  const last = attempts.findLast(({ question }) => question === id);
  return last?.sure === 'sure' && last.score < 1;
}

/** Higher goes first: 4 sure and wrong, 3 due, 2 never asked, below 1 the likelier the less it needs. */
function needOf({ id }: Question, learning: Learning, now: Date): number {
  const card = learning.cards[id];
  if (sureAndWrong(learning, id)) return 4;
  if (isDue(learning, id, now)) return 3;
  return card === undefined ? 2 : 1 - recallChance(card, now);
}

/** One of each subject after the other, so that a mix is one. */
function inTurn(questions: readonly Question[]): Question[] {
  const groups = new Map<string, Question[]>();
  for (const question of questions) groups.set(question.subject, [...(groups.get(question.subject) ?? []), question]);
  const most = Math.max(0, ...[...groups.values()].map(({ length }) => length));
  return Array.from({ length: most }, (_, at) => [...groups.values()].flatMap((group) => group[at] ?? [])).flat();
}
