/** The walk through a complaint checklist: which steps apply, which is open, and what an answer changes. Pure. */
import { toDay } from '../knowledge/calendar.ts';
import type { Content } from '../knowledge/content.ts';
import { STAGES } from '../knowledge/lists.ts';
import type { Checklist, Step } from '../knowledge/schema.ts';
import { stepsIn } from '../knowledge/steps.ts';
import type { Answer, Complaint } from './complaint.ts';

type Steps = Pick<Content, 'checklists' | 'spine'>;

/** All steps of a checklist, in their order: by stage the shared ones, each branch step behind the one it follows. */
export function stepsOf({ checklists, spine }: Steps, id: string): readonly Step[] {
  return stepsIn(
    spine,
    checklists.find((candidate) => candidate.id === id),
  );
}

/** The step that asks what a complaint is about; its answer is the checklist, and no answer of its own. */
export const ABOUT = 'about';

/** The steps that apply to what was answered so far; first among those who listen, what it is about, where that is not known or is being changed. */
export function stepsFor(content: Steps, complaint: Complaint): readonly Step[] {
  const all = stepsOf(content, complaint.checklist);
  const applies = ({ only }: Step): boolean =>
    Object.entries(only).every(([id, wanted]) => {
      const on = all.find((step) => step.id === id);
      return on !== undefined && applies(on) && answerTo(complaint, on)?.values.some((value) => wanted.includes(value));
    });
  const steps = all.filter(applies);
  if (complaint.checklist !== '' && complaint.at !== ABOUT) return steps;
  const { about } = content.spine;
  const at = steps.findIndex(({ stage }) => STAGES.indexOf(stage) >= STAGES.indexOf(about.stage));
  const values = about.values.filter(({ id }) => checklistOf(content, id));
  return values.length > 0 ? steps.toSpliced(at < 0 ? steps.length : at, 0, { ...about, values }) : steps;
}

/** The answer to a step; undefined where there is none, or none that it still takes: a checklist may have been edited. */
export function answerTo({ answers }: Pick<Complaint, 'answers'>, { id, kind, values }: Step): Answer | undefined {
  const answer = answers[id];
  const fits = (value: string) =>
    values.some((one) => one.id === value) ||
    (kind === 'day' && toDay(value) !== undefined) ||
    (kind === 'money' && /^\d+(?:\.\d+)?$/.test(value)) ||
    (kind === 'rights' && value === 'seen');
  if (!answer?.values.every(fits)) return undefined;
  return answer.values.length > 0 || kind === 'text' ? answer : undefined;
}

/** Whether nothing is left to ask of this step. */
function isSettled(complaint: Complaint, step: Step): boolean {
  if (complaint.skipped[step.id] !== undefined) return true;
  return step.id === ABOUT ? complaint.checklist !== '' : answerTo(complaint, step) !== undefined;
}

/** The step that is asked now: the one being changed, else the first that has no answer; undefined at the end. */
export function openStep(content: Steps, complaint: Complaint): Step | undefined {
  const steps = stepsFor(content, complaint);
  return steps.find(({ id }) => id === complaint.at) ?? steps.find((step) => !isSettled(complaint, step));
}

/** The steps that are still to be asked, the open one first. */
export function stepsLeft(content: Steps, complaint: Complaint): readonly Step[] {
  const open = openStep(content, complaint);
  return open ? [open, ...stepsFor(content, complaint).filter((step) => step.id !== open.id && !isSettled(complaint, step))] : [];
}

/** The complaint with this answer. What the law gives is shown anew when something it turns on has changed. */
export function answered(content: Steps, complaint: Complaint, step: Step, answer: Answer): Complaint {
  if (step.id === ABOUT) return withKind(content, complaint, answer.values[0] ?? '');
  const isNew = complaint.answers[step.id]?.values.join() !== answer.values.join();
  const stale = isNew && step.tells !== undefined ? rightsOf(content, complaint.checklist) : [];
  const { at: _at, draft: _draft, ...rest } = complaint;
  return { ...rest, answers: { ...without(complaint.answers, stale), [step.id]: answer }, skipped: without(complaint.skipped, [step.id]) };
}

/** The complaint as one of this kind: every answer stays, and what the law gives is shown anew. */
export function withKind(content: Steps, complaint: Complaint, checklist: string): Complaint {
  const { at: _, ...rest } = complaint;
  const stale = checklist === complaint.checklist ? [] : [...rightsOf(content, complaint.checklist), ...rightsOf(content, checklist)];
  return { ...rest, checklist, answers: without(complaint.answers, stale), skipped: without(complaint.skipped, [ABOUT]) };
}

/** The complaint with the step before the open one asked again; the same complaint where there is none. */
export function back(content: Steps, complaint: Complaint): Complaint {
  const steps = stepsFor(content, complaint);
  const open = openStep(content, complaint);
  const until = open ? steps.indexOf(open) : steps.length;
  const before = steps.slice(0, until).findLast((step) => isSettled(complaint, step));
  return before ? { ...complaint, at: before.id } : complaint;
}

/** The complaint with a step passed over; one that was being changed keeps its answer. */
export function passed(complaint: Complaint, step: Step, reason: string): Complaint {
  const { at: _, ...rest } = complaint;
  if (answerTo(complaint, step) || (step.id === ABOUT && complaint.checklist !== '')) return rest;
  return { ...rest, answers: without(complaint.answers, [step.id]), skipped: { ...complaint.skipped, [step.id]: reason } };
}

/** The complaint with all steps passed over that it can be closed without. */
export function passedOptional(content: Steps, complaint: Complaint): Complaint {
  return stepsLeft(content, complaint)
    .filter(({ required, kind }) => !required && kind !== 'rights')
    .reduce((left, step) => passed(left, step, ''), complaint);
}

/** The complaint with the steps asked again that were passed over without a reason. */
export function asksAll(complaint: Complaint): Complaint {
  return { ...complaint, skipped: Object.fromEntries(Object.entries(complaint.skipped).filter(([, reason]) => reason !== '')) };
}

function rightsOf(content: Steps, checklist: string): string[] {
  return stepsOf(content, checklist).flatMap(({ kind, id }) => (kind === 'rights' ? [id] : []));
}

function without<T>(by: { readonly [step: string]: T }, steps: readonly string[]): { readonly [step: string]: T } {
  return Object.fromEntries(Object.entries(by).filter(([id]) => !steps.includes(id)));
}

/** What is told to the remedies and clocks by the answers: days, and values that the question told knows; a return only beside its request. */
export function toldBy(content: Steps & Pick<Content, 'clocks' | 'remedies'>, complaint: Complaint): Record<string, readonly string[]> {
  const questions = [...content.remedies.questions, ...content.clocks.questions];
  const told = stepsFor(content, complaint).flatMap((step): [string, string[]][] => {
    const { tells } = step;
    const known = questions.filter((question) => question.id === tells).flatMap(({ values }) => values.map((value) => value.id));
    const values = (answerTo(complaint, step)?.values ?? []).filter((value) => toDay(value) || known.includes(value));
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
