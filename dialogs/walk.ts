/** The walk through a complaint checklist: which steps apply, which is open, and what an answer changes. Pure. */
import { toDay } from '../knowledge/calendar.ts';
import type { Content } from '../knowledge/content.ts';
import { STAGES } from '../knowledge/lists.ts';
import type { Checklist, Step } from '../knowledge/schema.ts';
import type { Answer, Complaint } from './complaint.ts';

type Steps = Pick<Content, 'checklists' | 'spine'>;

/** All steps of a checklist, in their order: by stage the shared ones, each branch step behind the one it follows. */
export function stepsOf({ checklists, spine }: Steps, id: string): readonly Step[] {
  const checklist = checklists.find((candidate) => candidate.id === id);
  return STAGES.flatMap((stage) => {
    const shared = spine.steps.filter((step) => step.stage === stage && !checklist?.without.includes(step.id));
    return (checklist?.steps ?? []).filter((step) => step.stage === stage).reduce<readonly Step[]>(inserted, shared);
  });
}

function inserted(steps: readonly Step[], step: Step): readonly Step[] {
  const at = steps.findIndex(({ id }) => id === step.after);
  return at < 0 ? [...steps, step] : steps.toSpliced(at + 1, 0, step);
}

/** The steps that apply to what was answered so far. */
export function stepsFor(content: Steps, complaint: Complaint): readonly Step[] {
  return stepsOf(content, complaint.checklist).filter(({ only }) =>
    Object.entries(only).every(([step, wanted]) => complaint.answers[step]?.values.some((value) => wanted.includes(value))),
  );
}

/** The step that is asked now: the one being changed, else the first that has no answer; undefined at the end. */
export function openStep(content: Steps, complaint: Complaint): Step | undefined {
  const steps = stepsFor(content, complaint);
  const changed = steps.find(({ id }) => id === complaint.at);
  return changed ?? steps.find(({ id }) => complaint.answers[id] === undefined && complaint.skipped[id] === undefined);
}

/** The complaint with this answer. What the law gives is shown anew when something it turns on has changed. */
export function answered(content: Steps, complaint: Complaint, step: Step, answer: Answer): Complaint {
  const isNew = complaint.answers[step.id]?.values.join() !== answer.values.join();
  const stale = isNew && step.tells !== undefined ? stepsOf(content, complaint.checklist).filter(({ kind }) => kind === 'rights') : [];
  const kept = Object.entries(complaint.answers).filter(([id]) => !stale.some((rights) => rights.id === id));
  const { at: _at, draft: _draft, ...rest } = complaint;
  const skipped = Object.entries(complaint.skipped).filter(([id]) => id !== step.id);
  return { ...rest, answers: { ...Object.fromEntries(kept), [step.id]: answer }, skipped: Object.fromEntries(skipped) };
}

/** The complaint with the step before the open one asked again; the same complaint where there is none. */
export function back(content: Steps, complaint: Complaint): Complaint {
  const steps = stepsFor(content, complaint);
  const open = openStep(content, complaint);
  const until = open ? steps.indexOf(open) : steps.length;
  const before = steps.slice(0, until).findLast(({ id }) => complaint.answers[id] !== undefined || complaint.skipped[id] !== undefined);
  return before ? { ...complaint, at: before.id } : complaint;
}

/** The complaint with a step passed over. */
export function passed(complaint: Complaint, step: Step, reason: string): Complaint {
  const { at: _, ...rest } = complaint;
  return { ...rest, skipped: { ...complaint.skipped, [step.id]: reason } };
}

/** What is told to the remedies and clocks by the answers: days, and values that the question told knows; a return only beside its request. */
export function toldBy(content: Steps & Pick<Content, 'clocks' | 'remedies'>, complaint: Complaint): Record<string, readonly string[]> {
  const questions = [...content.remedies.questions, ...content.clocks.questions];
  const told = stepsFor(content, complaint).flatMap(({ id, tells }): [string, string[]][] => {
    const known = questions.filter((question) => question.id === tells).flatMap(({ values }) => values.map((value) => value.id));
    const values = (complaint.answers[id]?.values ?? []).filter((value) => toDay(value) || known.includes(value));
    return tells !== undefined && values.length > 0 ? [[tells, values]] : [];
  });
  const all = Object.fromEntries(told);
  return all['repair-asked'] ? all : Object.fromEntries(told.filter(([question]) => question !== 'repair-back'));
}

/** The ids, days and amounts of all answers, by step. */
export function valuesOf({ answers }: Complaint): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(answers).map(([step, { values }]) => [step, values]));
}

/** A checklist by id; complaints of one that has gone go on with the shared steps. */
export function checklistOf({ checklists }: Steps, id: string): Checklist | undefined {
  return checklists.find((candidate) => candidate.id === id);
}
