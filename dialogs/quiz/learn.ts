/** An answer → what is kept of the learning: when the question comes again, and the newest answers. Pure. */
import type { Content } from '../../knowledge/content.ts';
import type { Question } from '../../knowledge/schema.ts';
import { type Grade, reviewed } from '../../knowledge/spacing.ts';
import { versionOf } from '../../knowledge/versions.ts';
import type { Attempt, Learning } from './quiz.ts';

/** So many answers are kept; the oldest go first. */
const MOST_KEPT = 500;
/** A part of a question that is right keeps it from being taken as forgotten. */
const PARTLY = 0.5;

export function learned(content: Content, learning: Learning, question: Question, attempt: Attempt): Learning {
  const now = new Date(attempt.at);
  const card = reviewed(learning.cards[question.id], gradeOf(attempt), now);
  return {
    ...learning,
    cards: { ...learning.cards, [question.id]: { ...card, version: versionOf(content, question.cites) } },
    attempts: [...learning.attempts, attempt].slice(-MOST_KEPT),
  };
}

/** Right and sure is easy, right is good, a lucky guess or a hint is hard; what is wrong is asked again soon. */
export function gradeOf({ score, sure, hint }: Attempt): Grade {
  if (score < PARTLY) return 'again';
  if (score < 1 || hint || sure === 'guess') return 'hard';
  return sure === 'sure' ? 'easy' : 'good';
}
