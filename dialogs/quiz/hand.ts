/** The quiz in hand: what an answer does to it, and the shape of its turn. Pure. */
import type { Question } from '../../knowledge/schema.ts';
import type { House } from '../house.ts';
import { phrase } from '../say.ts';
import type { Reply, Session } from '../turn.ts';
import type { Answering } from './answer-in.ts';
import { endReplies } from './end.ts';
import { learned } from './learn.ts';
import { mark } from './mark.ts';
import { type Given, isOpen, type Learning, NO_LEARNING, type Quiz } from './quiz.ts';
import { feedbackReply, openQuestion, questionReply } from './say.ts';
import { picksOf } from './shown.ts';

/** The quiz and the learning after a turn and what is said; `isRest` where the message is about something else and gets its ordinary answer first. */
export type QuizTurn = {
  readonly quiz: Quiz | undefined;
  readonly learning: Learning | undefined;
  readonly replies: readonly Reply[];
  readonly isRest: boolean;
  /** What a follow-up such as "what section is that" can lean on. */
  readonly last?: string;
  /** It is about what was learned, not about the quiz in hand. */
  readonly isProgress?: boolean;
  /** The complaint in hand is put aside. */
  readonly parksComplaint?: boolean;
};
type Kept = Pick<QuizTurn, 'quiz' | 'learning'>;

/** The quiz that waits for an answer. */
export function inHand({ quiz }: Session): Quiz | undefined {
  return isOpen(quiz) ? quiz : undefined;
}
/** An answer, whole or in part. */
export function answered(house: House, session: Session, quiz: Quiz, question: Question, heard: Answering, now: Date): QuizTurn {
  const said: Quiz = heard.sure ? { ...quiz, sure: heard.sure } : quiz;
  const wanted = picksOf(question);
  const given = heard.given.length < wanted && wanted > 1 ? [...new Set([...(quiz.picked ?? []), ...heard.given])] : heard.given;
  if (given.length >= wanted) return marked(house, session, said, question, given, now);
  const picking: Quiz = { ...said, picked: given };
  return { ...kept(session, picking), replies: [asked(house, session, picking, question)], isRest: false };
}

/** How sure the learner is, said before the answer. */
export function certain(house: House, session: Session, quiz: Quiz, question: Question, sure: NonNullable<Quiz['sure']>): QuizTurn {
  const noted: Quiz = { ...quiz, sure };
  return { ...kept(session, noted), replies: [phrase(house, 'certainty-noted'), asked(house, session, noted, question)], isRest: false };
}

export function marked(house: House, session: Session, quiz: Quiz, question: Question, given: Given, now: Date): QuizTurn {
  const { picked: _picked, sure, hint, ...rest } = quiz;
  const attempt = { question: question.id, at: now.toISOString(), score: mark(question, given).score, ...(sure && { sure }), ...(hint && { hint }) };
  const next: Quiz = { ...rest, attempts: [...quiz.attempts, { ...attempt, given }] };
  const learning = learned(house.knowledge.content, learningOf(session), question, attempt);
  const after: Session = { ...session, quiz: next, learning };
  const feedback = next.mode === 'exam' ? phrase(house, 'noted-in-exam') : feedbackReply(house, next, question);
  const [last] = question.cites;
  const leaning = next.mode === 'practice' && last !== undefined ? { last } : {};
  const open = openQuestion(house, next);
  if (!open) return { ...ended(house, after, next, next.mode === 'exam' ? [] : [feedback], now), ...leaning };
  return { quiz: next, learning, replies: [feedback, asked(house, after, next, open)], isRest: false, ...leaning };
}

export function ended(house: House, session: Session, quiz: Quiz, before: readonly Reply[], now: Date): QuizTurn {
  const replies = quiz.attempts.length > 0 ? endReplies(house, quiz, learningOf(session), now) : [];
  return { ...kept(session, quiz), replies: [...before, ...replies], isRest: false };
}

export function asked(house: House, session: Session, quiz: Quiz, question: Question): Reply {
  return questionReply(house, quiz, question, !learningOf(session).certaintyOff);
}

export function learningOf({ learning = NO_LEARNING }: Session): Learning {
  return learning;
}

export function kept(session: Session, quiz = session.quiz): Kept {
  return { quiz, learning: session.learning };
}
