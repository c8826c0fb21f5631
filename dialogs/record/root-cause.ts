/** The closed complaints of one cause → a sheet on which a team looks for its root. Pure. */
import type { Content } from '../../knowledge/content.ts';
import { split } from '../../knowledge/words.ts';
import { longDate } from '../answer.ts';
import type { Document } from '../turn.ts';
import { fill } from './fill.ts';
import type { ComplaintRecord } from './record.ts';

/** Empty rows for what the team will try. */
const ROWS = 4;

/** @param records those of the cause, oldest first, each with the ISO day on which it was closed */
export function rootCauseSheet(
  cause: string,
  records: readonly { readonly record: ComplaintRecord; readonly closed: string }[],
  content: Content,
): Document {
  const { ending, record: labels, bones } = content.letters;
  const title = records[0]?.record.said.cause?.answer ?? cause;
  const whys = records.flatMap(({ record }) => (record.whys.length > 0 ? [{ label: nameOf(record), text: record.whys.join(' → ') }] : []));
  const told = records.flatMap(({ record }) => [...record.whys, ...(record.said.learned?.text?.trim() ? [record.said.learned.text] : [])]);
  const under = (bone: string | undefined) => told.filter((text) => boneOf(text, cause, content) === bone);
  const unplaced = under(undefined);
  return {
    title: fill(ending['sheet-title'], { cause: title }) ?? title,
    parts: [
      {
        title: ending['sheet-complaints'],
        lines: [],
        table: {
          head: [labels.kind, ending['sheet-opened'], ending['sheet-closed']],
          rows: records.map(({ record, closed }) => [record.title, longDate(record.opened), longDate(closed)]),
        },
      },
      { title: ending['sheet-whys'], lines: whys.length > 0 ? whys : [{ text: ending['sheet-no-whys'] }] },
      {
        title: ending['sheet-bones'],
        lines: [
          ...bones.map((bone) => ({ label: bone.title, text: counted(under(bone.title)) || ending['sheet-nothing'] })),
          ...(unplaced.length > 0 ? [{ label: ending['sheet-unplaced'], text: counted(unplaced) }] : []),
        ],
      },
      {
        title: ending['sheet-actions'],
        lines: [],
        table: {
          head: [ending['sheet-action'], ending['sheet-owner'], ending['sheet-day'], ending['sheet-worked']],
          rows: Array.from({ length: ROWS }, () => ['', '', '', '']),
        },
      },
    ],
  };
}

/** Each once, with how often it was told where that is more than once. */
function counted(texts: readonly string[]): string {
  return [...new Set(texts)]
    .map((text) => {
      const times = texts.filter((other) => other === text).length;
      return times > 1 ? `${text} (${times} ×)` : text;
    })
    .join('; ');
}

function nameOf({ title, opened }: ComplaintRecord): string {
  return `${title}, ${longDate(opened)}`;
}

/** The heading that has most words of what was told, else the one that has its cause. */
function boneOf(text: string, cause: string, { letters: { bones } }: Content): string | undefined {
  const said = ` ${split(text).join(' ')} `;
  const [best] = bones
    .map(({ title, words }) => ({ title, count: words.filter((word) => said.includes(` ${split(word).join(' ')} `)).length }))
    .sort((a, b) => b.count - a.count);
  return best && best.count > 0 ? best.title : bones.find(({ causes }) => causes.includes(cause))?.title;
}
