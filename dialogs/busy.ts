/** Whether somebody is in the middle of something. Pure. */
import { isOpen } from './quiz/quiz.ts';
import type { Session } from './turn.ts';

/** Whether a complaint or a quiz is in hand. */
export function isBusy({ walking, quiz }: Session): boolean {
  return walking !== undefined || isOpen(quiz);
}
