/** The steps of a complaint checklist in the order in which they are asked. Pure. */
import { STAGES } from './lists.ts';
import type { Checklist, SpineFile, Step } from './schema.ts';

/** All steps of a checklist, by stage: the shared ones, each of its own behind the one it follows. Of none: the shared ones alone. */
export function stepsIn(spine: Pick<SpineFile, 'steps'>, checklist?: Pick<Checklist, 'steps' | 'without'>): readonly Step[] {
  return STAGES.flatMap((stage) => {
    const shared = spine.steps.filter((step) => step.stage === stage && !checklist?.without.includes(step.id));
    return (checklist?.steps ?? []).filter((step) => step.stage === stage).reduce<readonly Step[]>(inserted, shared);
  });
}

function inserted(steps: readonly Step[], step: Step): readonly Step[] {
  const at = steps.findIndex(({ id }) => id === step.after);
  return at < 0 ? [...steps, step] : steps.toSpliced(at + 1, 0, step);
}

/** The answers that lead to a step, by the steps it hangs on and those that they hang on; an empty list where they contradict each other. */
export function leadingTo(step: Step, steps: readonly Step[]): ReadonlyMap<string, readonly string[]> {
  const leading = new Map<string, readonly string[]>();
  const before = steps.slice(0, steps.indexOf(step));
  for (const [on, wanted] of Object.entries(step.only)) {
    const asked = before.find(({ id }) => id === on);
    const conditions: [string, readonly string[]][] = [[on, wanted], ...(asked ? leadingTo(asked, steps) : [])];
    for (const [id, values] of conditions) leading.set(id, leading.get(id)?.filter((value) => values.includes(value)) ?? values);
  }
  return leading;
}
