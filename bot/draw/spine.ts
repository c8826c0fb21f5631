/** The picture of what all complaints share, as DOT: the stages, their steps, and the views side by side. Pure. */
import type { SpineFile } from '../../knowledge/schema.ts';
import { stepsIn } from '../../knowledge/steps.ts';
import { attributes, COLOURS, escaped, FONT, font, lines, wrapped } from './dot.ts';
import { leadsTo } from './steps.ts';

const STEP_WIDTH = 36;
const VIEW_WIDTH = 14;

/** One row for each stage; in each column of a view, a part spans the stages that it holds. */
export function spineDot(spine: SpineFile): string {
  const head = ['Stage', 'Steps that all complaints share', ...spine.views.map(({ title }) => title)];
  const heads = head.map((text, at) => cell(bold(text, at < 2 ? STEP_WIDTH : VIEW_WIDTH), { ground: COLOURS.edge }));
  const all = stepsIn(spine);
  const rows = spine.stages.map(({ id, title }, at) => {
    const steps = all.filter(({ stage }) => stage === id);
    const asked = steps.flatMap((step) => {
      const { ask, required } = step;
      const [first = '', ...others] = wrapped(`– ${ask}`, STEP_WIDTH);
      const needs = required ? ` ${font('<B>required</B>', { size: 10, colour: COLOURS.required })}` : '';
      const hangs = leadsTo(step, all).map(({ label }) => font(`only after: ${escaped(label)}`, { size: 10, colour: COLOURS.only }));
      const said = [first, ...others].map((line) => font(line, { size: 11 }));
      return [...said.slice(0, -1), `${said.at(-1)}${needs}`, ...hangs];
    });
    const stage = cell(bold(`${at + 1} ${title}`, VIEW_WIDTH), { ground: COLOURS.ground });
    return `<TR>${stage}${cell(lines(asked), { ground: COLOURS.shared })}${partsAt(spine, at)}</TR>`;
  });
  const table = `<TABLE BORDER="0" CELLBORDER="1" CELLSPACING="0" CELLPADDING="6" COLOR="${COLOURS.line}"><TR>${heads.join('')}</TR>${rows.join('')}</TABLE>`;
  return `digraph {
  graph ${attributes({ fontname: FONT, bgcolor: 'white', pad: 0.2 })};
  node ${attributes({ shape: 'plain', fontname: FONT })};
  spine ${attributes({ label: `<${table}>` })};
}
`;
}

/** The cells of the views that begin in a row: each spans the rows below it that belong to the same part. */
function partsAt({ views, stages }: SpineFile, row: number): string {
  return views
    .map(({ parts }) => {
      const partOf = (at: number) => parts.findIndex((part) => stages[at] !== undefined && part.stages.includes(stages[at].id));
      const part = partOf(row);
      if (row > 0 && partOf(row - 1) === part) return '';
      const below = stages.slice(row).findIndex((_, at) => partOf(row + at) !== part);
      return cell(bold(parts[part]?.title ?? '', VIEW_WIDTH), {
        ground: part % 2 === 0 ? COLOURS.own : COLOURS.rights,
        rows: below < 0 ? stages.length - row : below,
      });
    })
    .join('');
}

function bold(text: string, width: number): string {
  return lines(wrapped(text, width).map((line) => font(`<B>${line}</B>`, { size: 11 })));
}

function cell(text: string, { ground, rows = 1 }: { ground: string; rows?: number }): string {
  return `<TD ALIGN="LEFT" BALIGN="LEFT" ROWSPAN="${rows}" BGCOLOR="${ground}">${text}</TD>`;
}
