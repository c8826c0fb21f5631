/** A record → the sheet that people read, and the file that machines read. Pure. */
import type { Day } from '../../knowledge/calendar.ts';
import type { Content } from '../../knowledge/content.ts';
import { type Force, inForce } from '../../knowledge/force.ts';
import type { RecordLabel } from '../../knowledge/lists.ts';
import { longDate } from '../answer.ts';
import type { Citation } from '../turn.ts';
import { fill } from './fill.ts';
import type { ComplaintRecord, OwnPlace } from './record.ts';

/** A part of the sheet; a `label` stands before its text. */
export type Part = { readonly title: string; readonly lines: readonly { readonly label?: string; readonly text: string }[] };
type SheetLine = Part['lines'][number];

/** The record as JSON text. */
export function recordJson(record: ComplaintRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

/** The record as Markdown. `asShown` makes text safe for the channel that shows it. */
export function recordMarkdown(record: ComplaintRecord, content: Content, asShown: (text: string) => string): string {
  const shown = (text: string) => asShown(text.trim().replace(/\s+/g, ' '));
  const line = ({ label, text }: SheetLine) => `- ${label ? `**${shown(label)}${label.endsWith('?') ? '' : ':'}** ` : ''}${shown(text)}`;
  const parts = recordParts(record, content).map(({ title, lines }) => `## ${shown(title)}\n\n${lines.map(line).join('\n')}`);
  return `${[`# ${shown(recordTitle(record, content))}`, ...parts].join('\n\n')}\n`;
}

/** "Record of complaint 7". */
export function recordTitle({ id }: ComplaintRecord, { letters }: Content): string {
  return fill(letters.record.title, { id }) ?? letters.record.title;
}

/** The record part by part, in the order in which it is read; parts with nothing in them are left out. */
export function recordParts(record: ComplaintRecord, content: Content): Part[] {
  const labels = content.letters.record;
  const say = (label: RecordLabel, text: string): SheetLine => ({ label: labels[label], text });
  const said = (...places: OwnPlace[]) => places.flatMap((place) => (record.said[place] ? [say(place, record.said[place].answer)] : []));
  const { severity } = record;
  const parts: readonly (readonly [RecordLabel, readonly SheetLine[]])[] = [
    [
      'overview',
      [
        say('opened', longDate(record.opened)),
        say('kind', record.title),
        say('customer', record.customer),
        ...said('reference'),
        ...(severity
          ? [
              say('severity', [severity.level, severity.reason].filter(Boolean).join(': ')),
              say('escalated', fill(labels['escalated-to'], severity) ?? severity.to),
            ]
          : []),
        say('keep-until', longDate(record.keepUntil)),
      ],
    ],
    ['story', said('what-happened', 'wants')],
    ['facts', record.facts.map(({ question, answer }) => ({ label: question, text: answer }))],
    ['rights', record.rights.map(({ text, cites }) => ({ text: withSources(text, cites, record, content) }))],
    ['agreed', said('outcome', 'who-does', 'by-when', 'cost', 'done')],
    ['dates', record.dates.map(({ label, day, by }) => ({ label: fill(labels[`date-by-${by}`], { label }) ?? label, text: longDate(day) }))],
    ['afterwards', said('follow-up-on', 'satisfied', 'cause', 'learned')],
    [
      'skipped',
      record.skipped.map(({ question, required, reason }) => ({
        label: required ? (fill(labels.overridden, { question }) ?? question) : question,
        text: reason.trim() || labels['no-reason'],
      })),
    ],
  ];
  return parts.filter(([, lines]) => lines.length > 0).map(([title, lines]) => ({ title: labels[title], lines }));
}

function withSources(text: string, cites: readonly Citation[], { opened }: ComplaintRecord, content: Content): string {
  const sources = cites.map((cite) => sourceOf(cite, opened, content)).join('; ');
  return sources ? `${text} (${sources})` : text;
}

function sourceOf(cite: Citation, opened: string, { letters, provisions }: Content): string {
  if (cite.kind !== 'law') return cite.title;
  const law = [cite.act, cite.place].filter(Boolean).join(' ');
  const dates = { opened: longDate(opened), from: cite.from && longDate(cite.from), checked: longDate(cite.checked) };
  const provision = provisions.find(({ id }) => id === cite.id);
  return fill(letters.record[standingOf(cite, provision && inForce(provision, opened as Day))], { law, ...dates }) ?? law;
}

function standingOf({ sureness, from }: Citation & { kind: 'law' }, force: Force | undefined): RecordLabel {
  if (force?.kind === 'not law') return 'not-law';
  if (force?.kind === 'not yet' || force?.kind === 'no longer') return 'law-not-in-force';
  if (sureness === 'check first') return 'law-to-check';
  return from ? 'law-since' : 'law';
}
