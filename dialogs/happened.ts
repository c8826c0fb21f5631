/** What happened in a turn, as plain data without any words of the person: for learning records and for the score of a set task. Pure. */
import type { Attempt, Given, Quiz } from './quiz/quiz.ts';
import type { Session, Turn } from './turn.ts';

export type Happened =
  | { readonly kind: 'answered'; readonly attempt: Attempt & { readonly given: Given }; readonly quiz: Quiz }
  /** Every question of the quiz is answered. */
  | { readonly kind: 'completed'; readonly quiz: Quiz }
  /** An entry was looked up and read. */
  | { readonly kind: 'experienced'; readonly entry: string; readonly title: string };

/** Answers, the end of a quiz, then what was looked up; nothing for a turn without any of these. */
export function happenedIn(before: Session, { intent, band, replies, session }: Pick<Turn, 'intent' | 'band' | 'replies' | 'session'>): Happened[] {
  return [...inQuiz(before.quiz, session.quiz), ...(LOOK_UPS.includes(intent) && band === 'sure' ? lookedUp(replies) : [])];
}

const LOOK_UPS: readonly Turn['intent'][] = ['ask_knowledge', 'lookup_legislation'];

function inQuiz(before: Quiz | undefined, quiz: Quiz | undefined): Happened[] {
  if (!quiz) return [];
  const known = before && before.begun === quiz.begun && before.seed === quiz.seed ? before.attempts.length : 0;
  const fresh = quiz.attempts.slice(known);
  const isOver = fresh.length > 0 && quiz.attempts.length === quiz.paper.length;
  return [
    ...fresh.map((attempt): Happened => ({ kind: 'answered', attempt, quiz })),
    ...(isOver ? [{ kind: 'completed', quiz } satisfies Happened] : []),
  ];
}

/** What each reply rests on first. */
function lookedUp(replies: Turn['replies']): Happened[] {
  const cites = new Map(replies.flatMap(({ cites: [cite] }) => (cite ? [[cite.id, cite.title] as const] : [])));
  return [...cites].map(([entry, title]) => ({ kind: 'experienced', entry, title }));
}
