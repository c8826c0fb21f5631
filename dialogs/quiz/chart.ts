/** What was counted → a chart with its twin in words. Pure. */
import type { LabelName } from '../../knowledge/lists.ts';
import type { House } from '../house.ts';
import { filled } from '../say.ts';
import type { PartKind, Picture } from '../turn.ts';

/** What the parts of a chart are called: in its legend, and lower-case where a text counts them. */
export type Legend = readonly { readonly kind: PartKind; readonly label: LabelName }[];
export type Bar = { readonly label: string; readonly counts: Readonly<Record<PartKind, number>> };

const NONE: Bar['counts'] = { good: 0, fair: 0, bad: 0, none: 0 };

/** One bar for each group, in the order in which the groups come first. */
export function barsOf<T>(items: readonly T[], groupOf: (item: T) => string, kindOf: (item: T) => PartKind): Bar[] {
  const bars = new Map<string, Bar['counts']>();
  for (const item of items) {
    const counts = bars.get(groupOf(item)) ?? NONE;
    bars.set(groupOf(item), { ...counts, [kindOf(item)]: counts[kindOf(item)] + 1 });
  }
  return [...bars].map(([label, counts]) => ({ label, counts }));
}

/** The chart; parts that no bar has are not in the legend. */
export function pictureOf({ knowledge }: House, title: string, bars: readonly Bar[], legend: Legend): Picture {
  const { labels } = knowledge.content.phrases;
  const used = legend.filter(({ kind }) => bars.some(({ counts }) => counts[kind] > 0));
  const inWords = ({ label, counts }: Bar) =>
    filled(labels['progress-alt'], {
      label,
      parts: used
        .filter(({ kind }) => counts[kind] > 0)
        .map((part) => `${counts[part.kind]} ${labels[part.label].toLowerCase()}`)
        .join(', '),
    });
  return {
    title,
    alt: `${title}. ${bars.map(inWords).join('; ')}.`,
    bars: bars.map(({ label, counts }) => ({ label, parts: legend.map(({ kind }) => ({ kind, count: counts[kind] })) })),
    legend: used.map(({ kind, label }) => ({ kind, label: labels[label] })),
  };
}

/** What a question is about within its subject: its first tag, as words. */
export function tagTitle(tag = ''): string {
  const words = tag.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
