/** A turn after a complaint has been closed: the buttons of its record, its five whys, and what is kept as evidence. Pure. */
import { type Complaint, WHYS } from './complaint.ts';
import { documentFile, recordIn, recordPart, recordReply } from './complaint-end.ts';
import { isElsewhere, type WalkCommand } from './complaint-hear.ts';
import type { ComplaintTurn } from './complaint-keep.ts';
import { stepReply } from './complaint-say.ts';
import { openWhy, whyBack, whyPassed, whyReply, whysLeft, whyTold, withWhys } from './complaint-why.ts';
import type { Evidence } from './evidence.ts';
import { hitOf } from './hit.ts';
import type { House } from './house.ts';
import { evidenceDocument, evidenceOf, evidenceTitle } from './record/evidence.ts';
import { isAnswered } from './record/record.ts';
import { whyLines } from './record/sheet.ts';
import { phrase } from './say.ts';
import type { Choice, Reply, Session } from './turn.ts';
import type { Match } from './understand.ts';
import { stepsFor } from './walk.ts';

/** So many pieces of evidence are kept; the oldest goes first. */
const MOST_EVIDENCE = 50;
/** What leaves the whys as they are. */
const STOPS: readonly WalkCommand[] = ['park', 'finish'];

/** What a press does to a closed complaint, its whys or the evidence; undefined where it is none of theirs. */
export function pressedAfter(house: House, session: Session, press: string, now: Date): ComplaintTurn | undefined {
  const [kind, id = '', part = ''] = press.split(':');
  const asked = whysAsked(session);
  if (kind === 'why' && asked) return id === 'stop' ? whysEnd(house, session, asked, now) : nextWhy(house, session, whyPassed(asked), now);
  if (kind === 'evidence') {
    const kept = session.evidence?.find((one) => one.id === id);
    return kept && stay(house, session, [evidenceReply(house, kept)], now);
  }
  const closed = kind === 'record' ? session.complaints?.find((one) => one.id === id && one.closed !== undefined) : undefined;
  if (closed && part === 'whys') return whysBegin(house, session, closed);
  if (closed && part === 'keep') return keep(house, session, closed, now);
  const replies = closed ? recordPart(house, closed, session.complaints ?? [], part, now) : [];
  if (replies.length > 0) return stay(house, session, replies, now);
  return asked && kind !== 'walk' && kind !== 'welcome' ? inBetween(house, session, asked) : undefined;
}

/** What a typed message says to the open why; undefined where none is open, or it begins another complaint. */
export function typedAfter(
  house: House,
  session: Session,
  text: string,
  match: Match,
  command: WalkCommand | undefined,
  now: Date,
): ComplaintTurn | undefined {
  const asked = whysAsked(session);
  if (!asked) return undefined;
  if (match.alarm) return { ...stay(house, session, [], now), replies: [], isRest: true };
  const isStop = match.intent === 'cancel' && match.because.by === 'template';
  if (isStop || (command && STOPS.includes(command))) return whysEnd(house, session, asked, now);
  if (command === 'skip') return nextWhy(house, session, whyPassed(asked), now);
  if (command === 'back') return nextWhy(house, session, whyBack(asked), now);
  if (command) return stay(house, session, [], now);
  if (match.intent === 'start_complaint' && match.because.by === 'template') return undefined;
  if (hitOf(house.unsure, house.asMessage(house.knowledge.words.read(text).tokens))) return nextWhy(house, session, whyPassed(asked), now);
  return isElsewhere(match, text) ? inBetween(house, session, asked) : nextWhy(house, session, whyTold(asked, text), now);
}

/** What has been kept as evidence, with a button for each; the newest closed complaint can be added. */
export function evidenceList(house: House, { evidence = [], complaints = [] }: Session): Reply {
  const { content } = house.knowledge;
  const newest = complaints.findLast(({ closed }) => closed !== undefined);
  const isKept = evidence.some(({ id }) => id === newest?.id);
  const add = newest && !isKept ? [{ label: content.phrases.labels['keep-as-evidence'], press: `record:${newest.id}:keep` }] : [];
  if (evidence.length === 0) {
    const none = phrase(house, 'no-evidence');
    return { ...none, choices: [...add, ...none.choices] };
  }
  return { ...phrase(house, 'evidence-list'), choices: [...evidence.map((one) => choiceFor(house, one)), ...add] };
}

function choiceFor({ knowledge }: House, evidence: Evidence): Choice {
  return { label: evidenceTitle(evidence, knowledge.content), press: `evidence:${evidence.id}` };
}

function evidenceReply(house: House, evidence: Evidence): Reply {
  const document = evidenceDocument(evidence, house.knowledge);
  return {
    ...phrase(house, 'evidence-entry'),
    heading: document.title,
    lines: document.parts.flatMap(({ lines }) => lines),
    file: documentFile(document, `evidence-${evidence.id}.md`),
  };
}

/** The evidence with this complaint: as it is now, also where it was kept before. */
function keep(house: House, session: Session, complaint: Complaint, now: Date): ComplaintTurn {
  const { knowledge } = house;
  const today = now.toISOString().slice(0, 10);
  const entry = evidenceOf(recordIn(house, complaint, now), stepsFor(knowledge.content, complaint), complaint.closed ?? today, today, knowledge);
  const all = [...(session.evidence ?? []).filter(({ id }) => id !== entry.id), entry];
  const gone = all.length > MOST_EVIDENCE ? [phrase(house, 'evidence-oldest-gone')] : [];
  const kept = { ...phrase(house, 'evidence-kept'), choices: [choiceFor(house, entry)] };
  return { ...stay(house, session, [kept, ...gone], now), evidence: all.slice(-MOST_EVIDENCE) };
}

/** The closed complaint whose whys are being asked. */
function whysAsked({ complaints = [], walking }: Session): Complaint | undefined {
  return complaints.find((one) => one.id === walking && one.closed !== undefined && openWhy(one) !== undefined);
}

function whysBegin(house: House, session: Session, closed: Complaint): ComplaintTurn {
  const other = session.complaints?.find(({ id, closed: done }) => id === session.walking && done === undefined);
  const parked = other ? [phrase(house, 'parked')] : [];
  const complaint = withWhys(closed);
  return {
    complaints: withOne(session, complaint),
    walking: complaint.id,
    replies: [...parked, phrase(house, 'whys-begin'), ...asking(house, complaint)],
    isRest: false,
  };
}

function nextWhy(house: House, session: Session, complaint: Complaint, now: Date): ComplaintTurn {
  if (openWhy(complaint) === undefined) return whysEnd(house, session, complaint, now);
  return { complaints: withOne(session, complaint), walking: complaint.id, replies: asking(house, complaint), isRest: false };
}

function whysEnd(house: House, session: Session, asked: Complaint, now: Date): ComplaintTurn {
  const complaint = whysLeft(asked);
  const isTold = WHYS.some((why) => isAnswered(complaint, why));
  const reply: Reply = {
    ...recordReply(house, complaint, now),
    point: phrase(house, isTold ? 'whys-end' : 'whys-none').point,
    lines: whyLines(recordIn(house, complaint, now), house.knowledge.content),
    more: [],
  };
  return { complaints: withOne(session, complaint), walking: undefined, replies: [reply], isRest: false };
}

/** What is in hand stays so, and its question comes back behind these replies. */
function stay(house: House, session: Session, replies: readonly Reply[], now: Date): ComplaintTurn {
  const { complaints = [], walking } = session;
  const inHand = complaints.find(({ id }) => id === walking);
  const step = inHand && (inHand.closed === undefined ? stepReply(house, inHand, now) : whyReply(house, inHand));
  return { complaints, walking, replies: [...replies, ...(step ? [step] : [])], isRest: false };
}

/** The message gets its ordinary answer, then the why comes back in the same words. */
function inBetween(house: House, { complaints = [], walking }: Session, asked: Complaint): ComplaintTurn {
  return { complaints, walking, replies: asking(house, asked), isRest: true };
}

function asking(house: House, complaint: Complaint): Reply[] {
  const reply = whyReply(house, complaint);
  return reply ? [reply] : [];
}

function withOne({ complaints = [] }: Session, complaint: Complaint): Complaint[] {
  return complaints.map((one) => (one.id === complaint.id ? complaint : one));
}
