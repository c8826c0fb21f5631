/** The end of a complaint: its record, the drafts of its letters, and the pattern it belongs to. Pure. */
import { severityOf } from '../knowledge/severity.ts';
import type { Complaint } from './complaint.ts';
import { workedRights } from './complaint-say.ts';
import type { House } from './house.ts';
import { escapeMarkdown } from './markdown.ts';
import { acknowledgement, type Letter, outcomeLetter } from './record/letters.ts';
import { type ComplaintRecord, recordOf } from './record/record.ts';
import { recordJson, recordMarkdown, recordParts, recordTitle } from './record/sheet.ts';
import { phrase } from './say.ts';
import type { Reply } from './turn.ts';
import { stepsFor, valuesOf } from './walk.ts';

/** What can be had of a closed complaint. */
const RECORD_PARTS = ['record', 'acknowledgement', 'outcome', 'json'] as const;
/** From so many of a kind on it is a pattern. */
const PATTERN = 3;
const CAUSE = 'cause';

/** What is said when a complaint is closed: its record, and from the third of a kind on that it is a pattern. */
export function recordReplies(house: House, complaint: Complaint, before: readonly Complaint[], now: Date): Reply[] {
  const cause = complaint.answers[CAUSE]?.values[0];
  const alike = before.filter((one) => one.id !== complaint.id && one.closed !== undefined && one.answers[CAUSE]?.values[0] === cause);
  const isPattern = cause !== undefined && alike.length + 1 >= PATTERN;
  return [recordReply(house, complaint, now), ...(isPattern ? [phrase(house, 'pattern')] : [])];
}

/** A part of a closed complaint by its name; undefined where there is no such part. */
export function recordPart(house: House, complaint: Complaint, name: string, now: Date): Reply | undefined {
  const { content } = house.knowledge;
  const record = recordIn(house, complaint, now);
  switch (RECORD_PARTS.find((part) => part === name)) {
    case 'record':
      return recordReply(house, complaint, now);
    case 'acknowledgement':
      return letter(acknowledgement(record, content), `${complaint.id}-acknowledgement.md`);
    case 'outcome':
      return letter(outcomeLetter(record, content), `${complaint.id}-outcome.md`);
    case 'json':
      return {
        ...phrase(house, 'record-as-file'),
        file: { name: `${complaint.id}.json`, type: 'application/json', text: recordJson(record) },
      };
    case undefined:
      return undefined;
  }
}

function recordReply(house: House, complaint: Complaint, now: Date): Reply {
  const { knowledge } = house;
  const { labels } = knowledge.content.phrases;
  const record = recordIn(house, complaint, now);
  return {
    heading: recordTitle(record, knowledge.content),
    point: phrase(house, 'record-kept').point,
    lines: recordParts(record, knowledge.content).flatMap(({ lines }) => lines),
    more: [],
    cites: [],
    choices: [
      { label: labels['acknowledgement-letter'], press: `record:${complaint.id}:acknowledgement` },
      { label: labels['outcome-letter'], press: `record:${complaint.id}:outcome` },
      { label: labels['record-json'], press: `record:${complaint.id}:json` },
    ],
    file: { name: `${complaint.id}.md`, type: 'text/markdown', text: recordMarkdown(record, knowledge.content, escapeMarkdown) },
  };
}

function letter({ title, note, paragraphs }: Letter, name: string): Reply {
  return {
    heading: title,
    point: note,
    more: paragraphs.map((text) => ({ text })),
    cites: [],
    choices: [],
    file: { name, type: 'text/markdown', text: `${paragraphs.map(escapeMarkdown).join('\n\n')}\n` },
  };
}

function recordIn(house: House, complaint: Complaint, now: Date): ComplaintRecord {
  const { knowledge } = house;
  const { level, reasons } = severityOf(valuesOf(complaint), knowledge.content.policy);
  // A record says what held when the complaint was closed, whenever it is read.
  const { rights, clocks } = workedRights(house, complaint, complaint.closed === undefined ? now : new Date(`${complaint.closed}T12:00:00Z`));
  return recordOf(complaint, stepsFor(knowledge.content, complaint), { rights, severity: { level, reason: reasons.join(', ') }, clocks }, knowledge);
}
