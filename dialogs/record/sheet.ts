/** A record → the sheet that people read, and the file that machines read. Pure. */
import type { Content } from '../../knowledge/content.ts';
import type { RecordLabel } from '../../knowledge/lists.ts';
import { longDate } from '../answer.ts';
import type { Document, DocumentPart } from '../turn.ts';
import { fill } from './fill.ts';
import { lawInWords, lawsOf } from './laws.ts';
import type { ComplaintRecord, OwnPlace } from './record.ts';

/** More questions than these are counted, not named. */
const MOST_NAMED = 2;

type SheetLine = DocumentPart['lines'][number];

/** The record as JSON text. */
export function recordJson(record: ComplaintRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

/** The record as people read it. */
export function recordDocument(record: ComplaintRecord, content: Content): Document {
  return { title: recordTitle(record, content), parts: recordParts(record, content) };
}

/** "Record of complaint 7". */
export function recordTitle({ id }: ComplaintRecord, { letters }: Content): string {
  return fill(letters.record.title, { id }) ?? letters.record.title;
}

/** The record part by part, in the order in which it is read; parts with nothing in them are left out. */
export function recordParts(record: ComplaintRecord, content: Content): DocumentPart[] {
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
    ['rights', [...record.rights.map(({ text }) => ({ text })), ...sourcesOf(record, content).map((text) => say('sources', text))]],
    ['agreed', said('outcome', 'who-does', 'by-when', 'cost', 'done')],
    ['dates', record.dates.map(({ label, day, by }) => ({ label: fill(labels[`date-by-${by}`], { label }) ?? label, text: longDate(day) }))],
    ['afterwards', said('follow-up-on', 'satisfied', 'cause', 'learned')],
    ['whys', whyLines(record, content)],
    ['skipped', [...reasons(record, content), ...passedOver(record, content)]],
  ];
  return parts.filter(([, lines]) => lines.length > 0).map(([title, lines]) => ({ title: labels[title], lines }));
}

/** The whys as told, one after the other. */
export function whyLines({ whys }: ComplaintRecord, { letters: { record: labels } }: Content): SheetLine[] {
  return whys.map((text, at) => ({ label: fill(labels.why, { at: String(at + 1) }) ?? labels.why, text }));
}

type Skipped = ComplaintRecord['skipped'][number];

/** What was needed and is not there, and what was left out with a word on why. */
function reasons({ skipped }: ComplaintRecord, { letters: { record: labels } }: Content): SheetLine[] {
  return skipped.filter(hasReason).map(({ question, required, reason }) => ({
    label: required ? (fill(labels.overridden, { question }) ?? question) : question,
    text: reason.trim() || labels['no-reason'],
  }));
}

/** What else was left out, in one line: by name where it is short. */
function passedOver({ skipped }: ComplaintRecord, { letters: { record: labels } }: Content): SheetLine[] {
  const others = skipped.filter((one) => !hasReason(one)).map(({ question }) => question);
  if (others.length === 0) return [];
  const count = fill(labels['passed-over-many'], { count: String(others.length) }) ?? labels['passed-over-many'];
  return [{ label: labels['passed-over'], text: others.length <= MOST_NAMED ? others.join(' ') : count }];
}

function hasReason({ required, reason }: Skipped): boolean {
  return required || reason.trim() !== '';
}

/** The law behind the rights, Act by Act, with its dates; then the other sources. */
function sourcesOf({ rights, opened }: ComplaintRecord, content: Content): string[] {
  const cites = rights.flatMap((right) => right.cites);
  const laws = lawsOf(cites, opened, content).map(({ act, places, standing, from, checked }) => {
    const law = lawInWords(act, places, content);
    const dates = { opened: longDate(opened), from: from && longDate(from), checked: longDate(checked) };
    return fill(content.letters.record[standing], { law, ...dates }) ?? law;
  });
  const others = cites.filter(({ kind }) => kind !== 'law').map(({ title }) => title);
  return [...laws, ...new Set(others)];
}
