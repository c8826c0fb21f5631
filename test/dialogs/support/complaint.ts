/** Complaints at every step of their checklists, for tests. */
import type { Answer, Complaint } from '../../../dialogs/complaint.ts';
import { NEW_SESSION, type Session, type Turn } from '../../../dialogs/turn.ts';
import { ABOUT, answered, openStep, passed } from '../../../dialogs/walk.ts';
import type { Content } from '../../../knowledge/content.ts';
import type { Step } from '../../../knowledge/schema.ts';

/** Some answer that fits the step. */
export function fitting(step: Step): Answer {
  const [value] = step.values;
  if (value) return { values: [value.id] };
  if (step.kind === 'day') return { values: ['2026-11-01'] };
  return step.kind === 'money' ? { values: ['20'] } : { values: [], text: 'as told' };
}

/** A complaint of this kind with no answers, opened on the day of the tests. */
export function fresh(checklist: string): Complaint {
  return { id: '2026-11-22-1', checklist, view: 'lass', opened: '2026-11-22', answers: {}, skipped: {} };
}

/** A session with this complaint in hand. */
export function holding(complaint: Complaint): Session {
  return { ...NEW_SESSION, complaints: [complaint], walking: complaint.id, noted: true };
}

/** The complaint in hand after a turn, or the one of this id, without the time on it. */
export function inHand({ session }: Pick<Turn, 'session'>, id = session.walking): Complaint | undefined {
  const found = session.complaints?.find((one) => one.id === id);
  if (!found) return undefined;
  const { touched: _, ...rest } = found;
  return rest;
}

/** The complaint as it stands when each step in turn is open, answered with what fits; one of no kind stays of no kind. */
export function everyStepOf(content: Content, checklist: string): { complaint: Complaint; step: Step }[] {
  const stands: { complaint: Complaint; step: Step }[] = [];
  let complaint = fresh(checklist);
  for (let step = openStep(content, complaint); step; step = openStep(content, complaint)) {
    stands.push({ complaint, step });
    complaint = step.id === ABOUT ? passed(complaint, step, '') : answered(content, complaint, step, fitting(step));
  }
  return stands;
}
