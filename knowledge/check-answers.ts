/** Checks on what goes by the answers to complaints: the severity of policy.yaml, the lines of letters.yaml, and what a checklist leaves out. */
import type { Report } from './checks.ts';
import type { Content } from './content.ts';
import type { Step } from './schema.ts';
import { stepsIn } from './steps.ts';

type Lists = Pick<Content, 'checklists' | 'spine' | 'policy' | 'letters'>;

const LETTERS = ['acknowledgement', 'outcome'] as const;

/** Every answer that is gone by can be given, and what is required and gone by is left out nowhere without something in its place. */
export function checkAnswers(content: Lists, report: Report): void {
  const { checklists, spine, policy, letters } = content;
  const walks = [stepsIn(spine), ...checklists.map((checklist) => stepsIn(spine, checklist))];
  policy.severity.forEach(({ when }, index) => {
    checkNamed(when, walks, (path, problem, cure) => report(policy, ['severity', index, 'when', ...path], problem, cure));
  });
  for (const letter of LETTERS) {
    letters[letter].paragraphs.forEach((paragraph, at) => {
      paragraph.forEach(({ only }, index) => {
        const where = [letter, 'paragraphs', at, index, 'only'];
        checkNamed(only, walks, (path, problem, cure) => report(letters, [...where, ...path], problem, cure));
      });
    });
  }
  checkLeftOut(content, report);
}

function checkNamed(answers: Step['only'], walks: readonly (readonly Step[])[], say: (path: string[], problem: string, cure: string) => void): void {
  const named = Object.entries(answers);
  const odd = named.filter(([step, wanted]) => {
    const found = walks.flat().filter(({ id }) => id === step);
    const value = wanted.find((one) => !found.some(({ values }) => values.some(({ id }) => id === one)));
    if (found.length === 0) say([step], `"${step}" is no step of any checklist`, 'Correct the id, or add the step.');
    else if (value !== undefined) say([step], `"${value}" is no value of the step "${step}"`, 'Correct it, or add the value there.');
    return found.length === 0 || value !== undefined;
  });
  if (odd.length === 0 && !walks.some((steps) => named.every(([step]) => steps.some(({ id }) => id === step))))
    say([], `no checklist asks ${named.map(([step]) => `"${step}"`).join(' and ')} together`, 'Split it, or name steps of one checklist.');
}

/** A required step with a place in the letters stays; one that the severity or the letters go by may have a required step of the checklist in its place. */
function checkLeftOut({ checklists, spine, policy, letters }: Lists, report: Report): void {
  const required = new Set(spine.steps.filter((step) => step.required).map(({ id }) => id));
  const lines = LETTERS.flatMap((letter) => letters[letter].paragraphs.flat());
  const places = new Set(lines.flatMap(({ text }) => [...text.matchAll(/\{([a-z-]+)\}/g)].map(([, place]) => place)));
  const bySeverity = new Set(policy.severity.flatMap(({ when }) => Object.keys(when)));
  const byLetters = new Set(lines.flatMap(({ only }) => Object.keys(only)));
  for (const checklist of checklists) {
    const hasOwn = checklist.steps.some((step) => step.required && bySeverity.has(step.id));
    checklist.without.forEach((id, index) => {
      if (!required.has(id)) return;
      const say = (problem: string, cure: string) => report(checklist, ['without', index], problem, cure);
      if (places.has(id)) say(`"${id}" is required, and the letters have a place for it`, 'Keep it: take it out of "without".');
      else if (!hasOwn && (bySeverity.has(id) || byLetters.has(id))) {
        say(
          `"${id}" is required, and ${bySeverity.has(id) ? 'the severity goes' : 'the letters go'} by it`,
          'Keep it, or add a required step of its own that the severity in policy.yaml goes by.',
        );
      }
    });
  }
}
