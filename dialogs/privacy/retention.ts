/** How long what is kept of a person is kept, and what of a session has become too old. Pure. */
import { type Day, plusDays } from '../../knowledge/calendar.ts';
import type { PolicyFile } from '../../knowledge/schema.ts';
import { keptDays } from '../record/record.ts';
import type { Reminders } from '../reminders/reminder.ts';
import { NEW_SESSION, type Session } from '../turn.ts';

/** In days, from the day that each counts from. */
export type Retention = {
  /** What was said, and where the talk was: from the message, or from when the person was last here. */
  readonly conversations: number;
  /** Quizzes, learning and evidence: from the answer, or from when it was kept. */
  readonly learning: number;
  /** Complaints, open or closed: from their opening, as their records say. */
  readonly complaints: number;
};

export const RETENTION_DAYS = { conversations: 90, learning: 730 } as const;

export function retentionOf(policy: PolicyFile, days: Partial<Retention> = {}): Retention {
  return { ...RETENTION_DAYS, complaints: keptDays(policy), ...days };
}

/** The day on which something of that day is deleted. */
export function goesOn(from: string, days: number): Day {
  return plusDays(from.slice(0, 10) as Day, days);
}

/** What is left of a session on that day, and how many things went; `empty` where nothing is left that is worth keeping. */
export type Aged = { readonly session: Session; readonly gone: { readonly [part: string]: number }; readonly empty: boolean };

/** @param seen ISO day on which the person last said something; undefined counts as today */
export function aged(session: Session, days: Retention, today: Day, seen: string = today): Aged {
  const isKept = (from: string, kept: number) => goesOn(from, kept) > today;
  const { complaints = [], walking, evidence = [], quiz, learning, reminders: _, ...rest } = session;
  const keptComplaints = complaints.filter(({ opened }) => isKept(opened, days.complaints));
  const keptEvidence = evidence.filter(({ kept }) => isKept(kept, days.learning));
  const attempts = learning?.attempts.filter(({ at }) => isKept(at, days.learning)) ?? [];
  const cards = Object.entries(learning?.cards ?? {}).filter(([, { last }]) => isKept(last, days.learning));
  const keptQuiz = quiz && isKept(quiz.begun, days.learning) ? quiz : undefined;
  const isPlanned = learning?.exam !== undefined && learning.exam >= today;
  const hasLearning = attempts.length + cards.length > 0 || isPlanned || isKept(seen, days.conversations);
  const keptLearning = learning && hasLearning ? { ...learning, attempts, cards: Object.fromEntries(cards) } : undefined;
  const keptReminders = remindersKept(session, (due) => isKept(due, days.conversations));
  const isHere = isKept(seen, days.conversations);
  const left: Session = {
    ...(isHere && rest),
    ...(keptReminders.left && { reminders: keptReminders.left }),
    version: 1,
    ...(keptComplaints.length > 0 && { complaints: keptComplaints }),
    ...(keptComplaints.some(({ id }) => id === walking) && walking !== undefined && { walking }),
    ...(keptEvidence.length > 0 && { evidence: keptEvidence }),
    ...(keptQuiz && { quiz: keptQuiz }),
    ...(keptLearning && { learning: keptLearning }),
    offered: isHere ? session.offered : [],
    noted: isHere && session.noted,
  };
  const gone = {
    complaints: complaints.length - keptComplaints.length,
    evidence: evidence.length - keptEvidence.length,
    quizzes: Number(quiz !== undefined && !keptQuiz),
    answers: (learning?.attempts.length ?? 0) - attempts.length,
    cards: Object.keys(learning?.cards ?? {}).length - cards.length,
    reminders: keptReminders.gone,
  };
  return {
    session: left,
    gone: Object.fromEntries(Object.entries(gone).filter(([, count]) => count > 0)),
    empty: !isHere && Object.keys(left).every((key) => key in NEW_SESSION),
  };
}

/** The reminders whose time is not too long ago. */
function remindersKept({ reminders }: Session, isKept: (due: string) => boolean): { left?: Reminders; gone: number } {
  if (!reminders) return { gone: 0 };
  const list = reminders.list.filter(({ due }) => isKept(due));
  return { ...(list.length > 0 && { left: { ...reminders, list } }), gone: reminders.list.length - list.length };
}
