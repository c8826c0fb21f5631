/** Checks on the complaint checklists: every step can be reached and answered, and what relies on a step finds it. */
import type { Entries, Report } from './checks.ts';
import type { Content } from './content.ts';
import type { Checklist, Step } from './schema.ts';
import { leadingTo, stepsIn } from './steps.ts';
import { split } from './words.ts';

type Lists = Pick<Content, 'checklists' | 'spine'>;
type Asked = Pick<Content, 'clocks' | 'remedies'>;
/** @param path below the step */
type Say = (path: (string | number)[], problem: string, cure: string) => void;
type Sources = {
  /** Every entry that there is. */
  readonly known: ReadonlySet<string>;
  /** Entries of law that has gone or only changed: named, never cited. */
  readonly gone: ReadonlySet<string>;
  /** Entries that are answers themselves. */
  readonly answers: ReadonlySet<string>;
};

/** The checklists and the steps that they share: their order, conditions, sources, and what they tell to the clocks. */
export function checkChecklists(content: Lists & Asked & Entries, known: ReadonlySet<string>, report: Report): void {
  const { checklists, spine, clocks } = content;
  const ids = (entries: readonly { readonly id: string }[][]) => new Set(entries.flat().map(({ id }) => id));
  const { situations, myths, overviews, former, changes } = content;
  const sources = { known, gone: ids([[...former], [...changes]]), answers: ids([[...situations], [...myths], [...overviews]]) };
  checkSteps(spine.steps, stepsIn(spine), content, sources, (at, path, problem, cure) => report(spine, ['steps', at, ...path], problem, cure));
  spine.steps.forEach(({ after }, at) => {
    if (after !== undefined)
      report(spine, ['steps', at, 'after'], '"after" does nothing in a shared step', 'Take it out, and write the steps in their order.');
  });
  const rights = ['remedies', ...clocks.clocks.map(({ id }) => id)];
  for (const checklist of checklists) {
    checkSteps(checklist.steps, stepsIn(spine, checklist), content, sources, (at, path, problem, cure) => {
      const left = path[0] === 'only' && checklist.without.includes(String(path[1]));
      report(checklist, ['steps', at, ...path], problem, left ? 'This checklist leaves that shared step out: take it out of "without".' : cure);
    });
    checkOwn(checklist, content, report);
    checklist.rights.forEach((id, index) => {
      if (!rights.includes(id))
        report(checklist, ['rights', index], `"${id}" is no clock of clocks.yaml, and not "remedies"`, 'Correct it, or take it out.');
    });
    checklist.cites.forEach((id, index) => {
      if (!known.has(id) || sources.gone.has(id))
        report(checklist, ['cites', index], `"${id}" in cites is no entry`, 'Correct the id, or add the entry it names.');
    });
  }
  checkNames(checklists, report);
}

/** What a checklist adds and leaves out, beside the shared steps. */
function checkOwn(checklist: Checklist, { checklists, spine }: Lists, report: Report): void {
  if (checklists.find(({ id }) => id === checklist.id) !== checklist)
    report(checklist, ['id'], `the checklist "${checklist.id}" stands here twice`, 'Give each checklist its own id.');
  const shared = spine.steps.filter(({ id }) => !checklist.without.includes(id));
  checklist.without.forEach((id, index) => {
    const say = (problem: string, cure: string) => report(checklist, ['without', index], problem, cure);
    if (!spine.steps.some((step) => step.id === id)) say(`"${id}" in without is no shared step`, 'Correct it, or take it out.');
    const leaning = shared.find(({ only }) => id in only);
    if (leaning) say(`the shared step "${leaning.id}" hangs on "${id}", which is left out`, `Leave "${leaning.id}" out too, or keep both.`);
  });
  checklist.steps.forEach(({ stage, after }, at) => {
    if (after === undefined) return;
    const own = checklist.steps.findIndex(({ id }) => id === after);
    const isThere = [...shared, ...checklist.steps].some((step) => step.id === after && step.stage === stage);
    if (!isThere) {
      report(
        checklist,
        ['steps', at, 'after'],
        `"${after}" in after is no step of the stage "${stage}"`,
        'Name a step of the same stage that this checklist has.',
      );
    } else if (own >= at)
      report(checklist, ['steps', at, 'after'], `"${after}" in after stands further down`, 'Write the steps in the order in which they are asked.');
  });
}

function checkSteps(
  own: readonly Step[],
  steps: readonly Step[],
  asked: Asked,
  { known, gone, answers }: Sources,
  report: (at: number, ...said: Parameters<Say>) => void,
): void {
  own.forEach((step, at) => {
    const say: Say = (...said) => report(at, ...said);
    const alike = steps.filter(({ id }) => id === step.id);
    if (alike.length > 1 && alike[0] !== step) say(['id'], `the step "${step.id}" is here twice`, 'Give each step of a checklist its own id.');
    if (step.kind === 'choice' && step.values.length < 2)
      say(['values'], `the choice "${step.id}" has fewer than two answers`, 'Add values, or take another kind.');
    if (checkConditions(step, steps, say)) {
      const [none] = [...leadingTo(step, steps)].find(([, values]) => values.length === 0) ?? [];
      if (none)
        say(['only'], `"${step.id}" is never asked: its conditions leave no answer to "${none}"`, 'Loosen "only" here, or in a step it names.');
    }
    checkTells(step, asked, say);
    step.cites.forEach((id, index) => {
      if (!known.has(id) || gone.has(id)) say(['cites', index], `"${id}" in cites is no entry`, 'Correct the id, or add the entry it names.');
      else if (answers.has(id)) {
        say(['cites', index], `"${id}" is an answer itself, and no source`, 'Cite what it rests on: a provision, a topic or a guide point.');
      }
    });
  });
}

/** @returns whether all that the step hangs on is asked before it and can be answered so */
function checkConditions(step: Step, steps: readonly Step[], say: Say): boolean {
  const faulty = Object.entries(step.only).filter(([on, wanted]) => {
    const other = steps.find(({ id }) => id === on);
    const odd = wanted.find((value) => !other?.values.some(({ id }) => id === value));
    if (!other) say(['only', on], `"${on}" in only is no step of this checklist`, 'Correct the id, or add the step.');
    else if (steps.indexOf(other) >= steps.indexOf(step))
      say(['only', on], `"${step.id}" hangs on "${on}", which is not asked before it`, 'Move one of them, or hang it on an earlier step.');
    else if (odd !== undefined) say(['only', on], `"${odd}" is no value of the step "${on}"`, 'Correct it, or add the value there.');
    else return false;
    return true;
  });
  return faulty.length === 0;
}

/** A choice tells values that its question has; a day tells a day, whatever buttons stand beside it. */
function checkTells({ kind, tells, values }: Step, { clocks, remedies }: Asked, say: Say): void {
  if (tells === undefined) return;
  const questions = [...remedies.questions, ...clocks.questions].filter(({ id }) => id === tells);
  const [question] = questions;
  if (!question) say(['tells'], `"${tells}" in tells is no question of remedies.yaml or clocks.yaml`, 'Correct it, or take it out.');
  else if ((question.kind === 'choice' ? 'choice' : 'day') !== kind)
    say(['tells'], `a step of the kind "${kind}" cannot tell "${tells}", which takes a ${question.kind}`, 'Change the kind, or take it out.');
  else if (kind === 'choice') {
    values.forEach(({ id }, index) => {
      if (!questions.some((one) => one.values.some((value) => value.id === id)))
        say(['values', index, 'id'], `"${id}" is no value of the question "${tells}"`, 'Use an id that the question has, or add it there.');
    });
  }
}

/** A word that names two checklists would choose either. */
function checkNames(checklists: readonly Checklist[], report: Report): void {
  const owners = new Map<string, Checklist>();
  for (const checklist of checklists) {
    checklist.names.forEach((name, index) => {
      const words = name.startsWith('~') ? name : split(name).join(' ');
      const owner = owners.get(words);
      if (owner && owner !== checklist)
        report(checklist, ['names', index], `"${name}" names the checklist "${owner.id}" too`, 'Leave it to one of them.');
      owners.set(words, owner ?? checklist);
    });
  }
}
