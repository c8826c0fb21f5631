/** The page that shows the pictures of the checklists, and what is said of each picture. Pure. */
import type { Content } from '../../knowledge/content.ts';
import type { Checklist, PolicyFile, Step } from '../../knowledge/schema.ts';
import { stepsIn } from '../../knowledge/steps.ts';
import { kindOf, leadsTo, workedOut } from './steps.ts';
import type { Said } from './svg.ts';

type Shown = Pick<Content, 'checklists' | 'spine' | 'policy' | 'clocks' | 'remedies'>;
type Rule = PolicyFile['severity'][number];

/** What the picture of a checklist says, step by step, for whoever cannot see it. */
export function saidOf(checklist: Checklist, { spine }: Pick<Content, 'spine'>): Said {
  const steps = stepsIn(spine, checklist);
  const stages = spine.stages.flatMap(({ id, title }) => {
    const here = steps.filter(({ stage }) => stage === id);
    return here.length > 0 ? [`${title}: ${here.map((step) => stepSaid(step, steps, checklist)).join(' ')}`] : [];
  });
  return { title: `Checklist: ${checklist.title}`, desc: stages.join('\n') };
}

function stepSaid(step: Step, steps: readonly Step[], { steps: own }: Checklist): string {
  const leads = leadsTo(step, steps).map(({ from, label }) => `only after ${steps.indexOf(from) + 1}: ${label}`);
  const about = [kindOf(step), ...(step.required ? ['required'] : []), ...(own.includes(step) ? ['its own'] : []), ...leads];
  return `${steps.indexOf(step) + 1}. ${step.ask} (${about.join('; ')})`;
}

/** What the picture of the shared steps says. */
export function spineSaid({ stages, views }: Content['spine']): Said {
  const titleOf = (id: string) => stages.find((stage) => stage.id === id)?.title ?? id;
  const said = views.map(
    ({ title, parts }) => `${title}: ${parts.map((part) => `${part.title} (${part.stages.map(titleOf).join(', ')})`).join('; ')}.`,
  );
  return { title: `The ${stages.length} stages of every complaint, and ${views.length} views of them`, desc: said.join('\n') };
}

/** docs/checklists.md as text. */
export function pageOf(content: Shown): string {
  const { checklists, spine, policy } = content;
  const shared = policy.severity.filter((rule) => appliesTo(rule, spine.steps));
  const rows = checklists.map((checklist) => {
    const steps = stepsIn(spine, checklist);
    const own = policy.severity.filter((rule) => appliesTo(rule, steps) && !shared.includes(rule));
    const kept = shared.filter((rule) => appliesTo(rule, steps));
    const cells = [
      `[${checklist.title}](#${checklist.id})`,
      checklist.steps.length,
      steps.length,
      steps.filter(({ required }) => required).length,
      workedOut(checklist, content).join('; ') || 'shows the law',
      [...own.map(ruleSaid), `${kept.length} of the ${shared.length} shared`].join('; '),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const pictures = checklists.map((checklist) => {
    const { length } = stepsIn(spine, checklist);
    const alt = `Checklist "${checklist.title}": ${length} steps, ${checklist.steps.length} of its own, by stage from "${spine.stages[0]?.title}" on.`;
    return `### ${checklist.title}\n\n<a id="${checklist.id}"></a>\n![${alt}](checklists/${checklist.id}.svg)\n`;
  });
  return `# The complaint checklists

Written by \`npm run checklists:draw\` from \`knowledge/checklists/\` and \`knowledge/policy.yaml\`. Do not edit it by hand: change the content and draw again.

## What all complaints share

![${spineSaid(spine).title}: ${spine.views.map(({ title }) => title).join('; ')}.](checklists/spine.svg)

## The checklists

| checklist | own steps | steps in all | required | its rights step works out | raises severity |
|---|---|---|---|---|---|
${rows.join('\n')}

The severity rules that shared steps give:

${shared.map((rule) => `- ${ruleSaid(rule)}`).join('\n')}

## Pictures

White boxes are asked in every complaint, blue ones with a thick edge in this one; the yellow one shows the rights. A dashed arrow leads to a question that is asked only after the answer beside it. A question with
several dashed arrows needs all of them.

${pictures.join('\n')}`;
}

/** Whether these steps can give the answers of a rule. */
function appliesTo({ when }: Rule, steps: readonly Step[]): boolean {
  return Object.entries(when).every(([on, wanted]) => steps.some(({ id, values }) => id === on && values.some((value) => wanted.includes(value.id))));
}

function ruleSaid({ level, reason }: Rule): string {
  return `**${level}**: ${reason}`;
}
