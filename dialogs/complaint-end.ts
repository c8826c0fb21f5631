/** The end of a complaint: its record, the drafts of its letters, its days for a calendar, and the pattern it belongs to. Pure. */
import { calendarOf } from '../knowledge/clocks/ics.ts';
import { severityOf } from '../knowledge/severity.ts';
import { longDate } from './answer.ts';
import { type Complaint, WHYS } from './complaint.ts';
import { workedRights } from './complaint-say.ts';
import type { House } from './house.ts';
import { escapeMarkdown } from './markdown.ts';
import { calendarDays } from './record/calendar.ts';
import { documentMarkdown } from './record/document.ts';
import { fill } from './record/fill.ts';
import { acknowledgement, type Letter, letterDocument, outcomeLetter } from './record/letters.ts';
import { type ComplaintRecord, isAnswered, recordOf } from './record/record.ts';
import { rootCauseSheet } from './record/root-cause.ts';
import { recordDocument, recordJson, recordParts, recordTitle } from './record/sheet.ts';
import { phrase } from './say.ts';
import type { Choice, Document, Reply } from './turn.ts';
import { stepsFor, valuesOf } from './walk.ts';

/** What can be had of a closed complaint, beside what is done with it. */
const RECORD_PARTS = ['record', 'acknowledgement', 'outcome', 'calendar', 'json', 'root-cause'] as const;
/** From so many of a kind on it is a pattern. */
const PATTERN = 3;
const CAUSE = 'cause';
const FOLLOW_UP = 'follow-up-on';
const NOT_KNOWN = 'not-known';

/** What is said when a complaint is closed: its record, and from the third of a cause on that it is a pattern. */
export function recordReplies(house: House, complaint: Complaint, before: readonly Complaint[], now: Date): Reply[] {
  return [recordReply(house, complaint, now), ...pattern(house, complaint, before)];
}

/** A part of a closed complaint by its name; empty where there is no such part. */
export function recordPart(house: House, complaint: Complaint, all: readonly Complaint[], name: string, now: Date): Reply[] {
  const { content } = house.knowledge;
  const record = recordIn(house, complaint, now);
  const choices = choicesOf(house, complaint, record, now).filter(({ press }) => press !== pressFor(complaint, name));
  switch (RECORD_PARTS.find((part) => part === name)) {
    case 'record':
      return recordReplies(house, complaint, all, now);
    case 'acknowledgement':
      return [{ ...letter(acknowledgement(record, content), `complaint-${complaint.id}-acknowledgement.md`), choices }];
    case 'outcome':
      return [{ ...letter(outcomeLetter(record, content), `complaint-${complaint.id}-outcome.md`), choices }];
    case 'calendar':
      return [{ ...inCalendar(house, complaint, record, now), choices }];
    case 'json':
      return [
        {
          ...phrase(house, 'record-as-file'),
          choices,
          file: { name: `complaint-${complaint.id}.json`, type: 'application/json', text: recordJson(record) },
        },
      ];
    case 'root-cause':
      return [rootCause(house, complaint, all, now)];
    case undefined:
      return [];
  }
}

/** The record, with what can be done with it. */
export function recordReply(house: House, complaint: Complaint, now: Date): Reply {
  const { content } = house.knowledge;
  const record = recordIn(house, complaint, now);
  const followUp = calendarDays(record, dayOf(now), content).find(({ name }) => name.startsWith(FOLLOW_UP));
  const offer = followUp && fill(content.phrases.labels['follow-up-offer'], { day: longDate(followUp.on) });
  return {
    heading: recordTitle(record, content),
    point: phrase(house, 'record-kept').point,
    lines: recordParts(record, content).flatMap(({ lines }) => lines),
    more: offer ? [{ text: offer }] : [],
    cites: [],
    choices: choicesOf(house, complaint, record, now),
    file: documentFile(recordDocument(record, content), `complaint-${complaint.id}.md`),
  };
}

/** A document as a file to take away. */
export function documentFile(document: Document, name: string): NonNullable<Reply['file']> {
  return { name, type: 'text/markdown', text: documentMarkdown(document, escapeMarkdown), document };
}

/** The record of a complaint. It says what held when the complaint was closed, whenever it is read. */
export function recordIn(house: House, complaint: Complaint, now: Date): ComplaintRecord {
  const { knowledge } = house;
  const { level, reasons } = severityOf(valuesOf(complaint), knowledge.content.policy);
  const { rights, clocks } = workedRights(house, complaint, complaint.closed === undefined ? now : new Date(`${complaint.closed}T12:00:00Z`));
  return recordOf(complaint, stepsFor(knowledge.content, complaint), { rights, severity: { level, reason: reasons.join(', ') }, clocks }, knowledge);
}

function choicesOf({ knowledge: { content } }: House, complaint: Complaint, record: ComplaintRecord, now: Date): Choice[] {
  const { labels } = content.phrases;
  const hasDays = calendarDays(record, dayOf(now), content).length > 0;
  const followUp = isAnswered(complaint, FOLLOW_UP)
    ? calendarDays(record, dayOf(now), content).find(({ name }) => name.startsWith(FOLLOW_UP))
    : undefined;
  const hasWhys = WHYS.every((why) => isAnswered(complaint, why));
  const remind = followUp && {
    label: fill(content.reminders.labels['remind-on'], { day: longDate(followUp.on) }) ?? '',
    press: `remind:follow-up:${complaint.id}`,
  };
  return [
    ...(remind ? [remind] : []),
    { label: labels['acknowledgement-letter'], press: pressFor(complaint, 'acknowledgement') },
    { label: labels['outcome-letter'], press: pressFor(complaint, 'outcome') },
    ...(hasDays ? [{ label: labels['put-in-calendar'], press: pressFor(complaint, 'calendar') }] : []),
    ...(hasWhys ? [] : [{ label: labels['five-whys'], press: pressFor(complaint, 'whys') }]),
    { label: labels['keep-as-evidence'], press: pressFor(complaint, 'keep') },
    { label: labels['record-json'], press: pressFor(complaint, 'json') },
  ];
}

function pressFor({ id }: Complaint, part: string): string {
  return `record:${id}:${part}`;
}

/** The closed complaints of the same cause, this one among them; empty where the cause is not known. */
function alike(complaint: Complaint, all: readonly Complaint[]): Complaint[] {
  const causeOf = ({ answers }: Complaint) => answers[CAUSE]?.values[0];
  const cause = causeOf(complaint);
  if (cause === undefined || cause === NOT_KNOWN) return [];
  const others = all.filter((one) => one.id !== complaint.id && one.closed !== undefined && causeOf(one) === cause);
  return [...others, complaint].sort((a, b) => (a.opened < b.opened ? -1 : Number(a.opened > b.opened)));
}

function pattern(house: House, complaint: Complaint, all: readonly Complaint[]): Reply[] {
  if (alike(complaint, all).length < PATTERN) return [];
  const said = phrase(house, 'pattern');
  const sheet = { label: house.knowledge.content.phrases.labels['root-cause-sheet'], press: pressFor(complaint, 'root-cause') };
  return [{ ...said, choices: [sheet, ...said.choices] }];
}

function rootCause(house: House, complaint: Complaint, all: readonly Complaint[], now: Date): Reply {
  const cause = complaint.answers[CAUSE]?.values[0] ?? '';
  const records = alike(complaint, all).map((one) => ({ record: recordIn(house, one, now), closed: one.closed ?? one.opened }));
  const sheet = rootCauseSheet(cause, records, house.knowledge.content);
  const { choices } = phrase(house, 'pattern');
  const rows = sheet.parts.flatMap(({ lines, table }) => [...lines, ...(table?.rows ?? []).flatMap((row) => inOneLine(row, table?.head ?? []))]);
  return { ...phrase(house, 'root-cause'), heading: sheet.title, lines: rows, choices, file: documentFile(sheet, `root-cause-${cause}.md`) };
}

/** A row of a table where no table can be shown; nothing where it is there to be filled in. */
function inOneLine([label = '', ...cells]: readonly string[], [, ...head]: readonly string[]): { label: string; text: string }[] {
  return label === '' ? [] : [{ label, text: cells.map((cell, at) => `${head[at]} ${cell}`).join(' · ') }];
}

function inCalendar(house: House, { id }: Complaint, record: ComplaintRecord, now: Date): Reply {
  const { content } = house.knowledge;
  const days = calendarDays(record, dayOf(now), content);
  const name = fill(content.letters.ending['calendar-file'], { id }) ?? `${id}.ics`;
  return {
    ...phrase(house, 'calendar-dates'),
    lines: days.map(({ on, title }) => ({ label: longDate(on), text: title })),
    file: { name, type: 'text/calendar', text: calendarOf(days, now) },
  };
}

function letter(written: Letter, name: string): Reply {
  const { title, note, paragraphs } = written;
  return {
    heading: title,
    point: note,
    more: paragraphs.map((text) => ({ text })),
    cites: [],
    choices: [],
    file: documentFile(letterDocument(written), name),
  };
}

function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}
