/** The picture of one checklist, as DOT. Pure. */
import type { Content } from '../../knowledge/content.ts';
import type { Checklist, Step } from '../../knowledge/schema.ts';
import { stepsIn } from '../../knowledge/steps.ts';
import { attributes, COLOURS, escaped, FONT, font, lines, wrapped } from './dot.ts';
import { kindOf, leadsTo, workedOut } from './steps.ts';

type Drawn = Pick<Content, 'spine' | 'clocks' | 'remedies'>;

const QUESTION_WIDTH = 46;
/** In points, so that all boxes stand below each other. */
const BOX_WIDTH = 350;
const REQUIRED_WIDTH = 80;
const LABEL_WIDTH = 26;

/** The stages as groups in their order, the steps in them one below the other, and the answers that some hang on. */
export function checklistDot(checklist: Checklist, content: Drawn): string {
  const steps = stepsIn(content.spine, checklist);
  const worked = workedOut(checklist, content);
  const groups = content.spine.stages.map(({ id, title }, at) => {
    const nodes = steps.filter(({ stage }) => stage === id).map((step) => nodeOf(step, steps, checklist, worked));
    const label = `<<B>${escaped(`${at + 1} ${title}`)}</B>>`;
    const look = { label, labeljust: 'l', style: 'filled,rounded', fillcolor: COLOURS.ground, color: COLOURS.edge, fontcolor: COLOURS.text };
    return nodes.length > 0 ? `  subgraph ${JSON.stringify(`cluster_${id}`)} {\n    graph ${attributes(look)};\n${nodes.join('')}  }\n` : '';
  });
  const order = steps.slice(1).map((step, at) => {
    const before = steps[at] ?? step;
    const isLead = leadsTo(step, steps).some(({ from }) => from === before);
    return edge(before, step, { color: COLOURS.line, weight: 50, ...(isLead && { style: 'invis' }) });
  });
  const only = steps.flatMap((step) =>
    leadsTo(step, steps).map(({ from, label }) =>
      edge(from, step, {
        label: `<<TABLE BORDER="0" CELLPADDING="3"><TR><TD>${wrapped(label, LABEL_WIDTH).join('<BR/>')}</TD></TR></TABLE>>`,
        color: COLOURS.only,
        fontcolor: COLOURS.only,
        style: 'dashed',
        penwidth: 1.5,
        fontsize: 11,
      }),
    ),
  );
  const name = font(`<B>${escaped(checklist.title)}</B>`, { size: 18 });
  const key = font('White: asked in every complaint. Blue with a thick edge: its own. Yellow: the rights. Dashed: asked only after that answer.', {
    size: 11,
    colour: COLOURS.quiet,
  });
  return `digraph {
  graph ${attributes({ label: `<${lines([name, font('&#160;', { size: 5 }), key])}>`, labelloc: 't', labeljust: 'l', fontname: FONT, bgcolor: 'white', nodesep: 0.3, ranksep: 0.22, pad: 0.2 })};
  node ${attributes({ shape: 'box', style: 'filled,rounded', fontname: FONT, margin: '0.1,0.05' })};
  edge ${attributes({ fontname: FONT, arrowsize: 0.7 })};
${groups.join('')}${order.join('')}${only.join('')}}
`;
}

function nodeOf(step: Step, steps: readonly Step[], checklist: Checklist, worked: readonly string[]): string {
  const ask = wrapped(`${steps.indexOf(step) + 1}. ${step.ask}`, QUESTION_WIDTH).map((line) => font(line, { size: 13 }));
  const gives = step.kind === 'rights' && worked.length > 0 ? wrapped(`works out: ${worked.join('; ')}`, QUESTION_WIDTH) : [];
  const after = leadsTo(step, steps).map(({ from }) => steps.indexOf(from) + 1);
  const hangs = after.length > 0 ? ` · ${font(`only after ${after.join(' and ')}`, { size: 11, colour: COLOURS.only })}` : '';
  const small = [`${escaped(kindOf(step))}${hangs}`, ...gives].map((line) => font(line, { size: 11, colour: COLOURS.quiet }));
  const required = step.required ? font('<B>required</B>', { size: 11, colour: COLOURS.required }) : '';
  const rows = [
    `<TR><TD COLSPAN="2" ALIGN="LEFT">${lines(ask)}</TD></TR>`,
    `<TR><TD ALIGN="LEFT" WIDTH="${BOX_WIDTH - REQUIRED_WIDTH}">${lines(small)}</TD><TD ALIGN="RIGHT" VALIGN="TOP" WIDTH="${REQUIRED_WIDTH}">${required}</TD></TR>`,
  ];
  const label = `<<TABLE BORDER="0" CELLSPACING="0" CELLPADDING="1">${rows.join('')}</TABLE>>`;
  return `    ${JSON.stringify(step.id)} ${attributes({ label, ...lookOf(step, checklist) })};\n`;
}

function lookOf(step: Step, { steps: own }: Checklist): Record<string, string | number> {
  if (step.kind === 'rights') return { fillcolor: COLOURS.rights, color: COLOURS.rightsLine, penwidth: 2 };
  return own.includes(step)
    ? { fillcolor: COLOURS.own, color: COLOURS.ownLine, penwidth: 2 }
    : { fillcolor: COLOURS.shared, color: COLOURS.line, penwidth: 1 };
}

function edge(from: Step, to: Step, look: Readonly<Record<string, string | number>>): string {
  return `  ${JSON.stringify(from.id)} -> ${JSON.stringify(to.id)} ${attributes(look)};\n`;
}
