/** What a command does to the complaints: back, skip, park, drop, open, change, "just the needed ones". Pure. */
import { split } from '../knowledge/words.ts';
import type { Complaint } from './complaint.ts';
import type { WalkCommand } from './complaint-hear.ts';
import { again, type ComplaintTurn, inHand, kept, keptWithout, said, stay } from './complaint-keep.ts';
import { checklistIn } from './complaint-kind.ts';
import { next, told } from './complaint-next.ts';
import { listed, nameOf, summary } from './complaint-say.ts';
import type { House } from './house.ts';
import { phrase } from './say.ts';
import type { Choice, Reply, Session } from './turn.ts';
import { ABOUT, asksAll, back, openStep, passed, passedOptional, stepsFor, withKind } from './walk.ts';

/** Commands that need no complaint in hand. */
const BESIDE: readonly string[] = ['list', 'open', 'drop'] satisfies WalkCommand[];

const MOST_WORDS_OF_CHANGE = 4;

/** What a command does, by its words or its button; undefined where there is nothing that it could be about. */
export function commanded(
  house: House,
  session: Session,
  command: WalkCommand,
  topic: string | undefined,
  text: string,
  now: Date,
): ComplaintTurn | undefined {
  const walking = inHand(session);
  if (BESIDE.includes(command)) return beside(house, session, command, topic, now);
  if (!walking) return undefined;
  const { content } = house.knowledge;
  switch (command) {
    case 'back':
      return said(house, session, back(content, walking), [], now);
    case 'where':
      return stay(session, again(house, walking, now));
    case 'summary':
      return stay(session, [summary(house, walking), ...again(house, walking, now)]);
    case 'handover':
      return stay(session, [{ ...summary(house, walking), point: phrase(house, 'handover').point }, ...again(house, walking, now)]);
    case 'restart':
      return said(house, session, { ...walking, answers: {}, skipped: {} }, [phrase(house, 'complaint-begins')], now);
    case 'park':
      return { ...kept(session), walking: undefined, replies: [phrase(house, 'parked')], isRest: false };
    case 'view': {
      const view = content.spine.views.find(({ id, names }) => [id.replaceAll('-', ' '), ...names].some((name) => (topic ?? '').includes(name)));
      return view && said(house, session, { ...walking, view: view.id }, [], now);
    }
    case 'needed':
      return next(house, session, passedOptional(content, walking), walking, now, [phrase(house, 'only-needed')]);
    case 'all':
      return said(house, session, asksAll(walking), [phrase(house, 'all-again')], now);
    case 'finish': {
      const rest = passedOptional(content, walking);
      if (!openStep(content, rest)) return next(house, session, rest, walking, now);
      return said(house, session, rest, [summary(house, rest), phrase(house, 'nearly-done')], now);
    }
    case 'skip':
      return skipped(house, session, walking, text, now);
    case 'kind':
      return kindChanged(house, session, walking, topic, now);
    case 'change': {
      const named = stepsFor(content, walking).filter((one) => one.kind !== 'rights' && isNamed(one.id, one.words, topic ?? ''));
      const found = named.find((one) => walking.answers[one.id] !== undefined) ?? named[0];
      if (found) return said(house, session, { ...walking, at: found.id }, [], now);
      // "Change the kettle for a new one" may be what was agreed; fewer words name something that was not told.
      return split(text).length > MOST_WORDS_OF_CHANGE ? undefined : stay(session, [summary(house, walking), ...again(house, walking, now)]);
    }
    default:
      return undefined;
  }
}

function beside(house: House, session: Session, command: WalkCommand, topic: string | undefined, now: Date): ComplaintTurn | undefined {
  const { complaints = [] } = session;
  if (command === 'list') return stay(session, [listed(house, complaints)]);
  if (command === 'open') return opened(house, session, (named(house, session, topic ?? '') ?? complaints.find(isOpen))?.id ?? '', now);
  if (topic !== undefined) {
    const meant = named(house, session, topic);
    return stay(session, [meant ? dropSure(house, meant) : listed(house, complaints)]);
  }
  const walking = inHand(session);
  return walking && stay(session, [dropSure(house, walking)]);
}

/** A step passed over: a required one only with a reason. */
function skipped(house: House, session: Session, complaint: Complaint, text: string, now: Date): ComplaintTurn | undefined {
  const step = openStep(house.knowledge.content, complaint);
  if (!step) return undefined;
  const reason = /\b(?:because|as|since|cos)\b\s*(.+)$/i.exec(text)?.[1] ?? '';
  const rest = passed(complaint, step, reason);
  const isKept = rest.skipped[step.id] === undefined;
  if (step.required && !reason && !isKept) return stay(session, [phrase(house, 'step-required'), ...again(house, complaint, now)]);
  return next(house, session, rest, complaint, now);
}

/** The complaint as one of another kind; where the words name none, that is asked. */
function kindChanged(house: House, session: Session, complaint: Complaint, topic: string | undefined, now: Date): ComplaintTurn | undefined {
  const { content } = house.knowledge;
  const kind = topic === undefined ? undefined : checklistIn(house, topic);
  if (kind) return told(house, session, withKind(content, complaint, kind.id), complaint, [], '', now, [phrase(house, 'kind-changed')]);
  return topic === undefined ? said(house, session, { ...complaint, at: ABOUT }, [], now) : undefined;
}

/** Asks whether a complaint may go for good. */
function dropSure(house: House, complaint: Complaint): Reply {
  const { labels } = house.knowledge.content.phrases;
  const choices: Choice[] = [
    { label: labels['drop-yes'], press: dropPress(complaint.id) },
    { label: labels['drop-no'], press: 'walk:keep-it' },
  ];
  return { point: labels['drop-sure'].replace('{name}', nameOf(house, complaint)), more: [], cites: [], choices };
}

function dropPress(id: string): string {
  return `walk:drop-yes:${id}`;
}

/** The complaint removed, if that was asked just now: a button of long ago asks anew. */
export function dropped(house: House, session: Session, id: string): ComplaintTurn | undefined {
  const complaint = session.complaints?.find((one) => one.id === id && isOpen(one));
  if (!complaint) return undefined;
  if (!session.offered.some(({ press }) => press === dropPress(id))) return stay(session, [dropSure(house, complaint)]);
  return { ...keptWithout(session, id), replies: [phrase(house, 'dropped')], isRest: false };
}

/** Whether these words name the step: one of its id's words or of its own. */
function isNamed(id: string, words: readonly string[], topic: string): boolean {
  const said = topic.toLowerCase().split(' ');
  return [...id.split('-'), ...words.flatMap((word) => word.split(' '))].some(
    (word) => word.length > 2 && said.some((one) => one.startsWith(word.slice(0, 5))),
  );
}

/** The open complaint that these words tell of: they stand in an answer, or name its kind. */
function named(house: House, { complaints = [] }: Session, topic: string): Complaint | undefined {
  const open = complaints.filter(isOpen);
  const checklist = checklistIn(house, topic)?.id;
  const isTold = ({ answers }: Complaint) => Object.values(answers).some(({ text }) => text?.toLowerCase().includes(topic.toLowerCase()));
  return (topic === '' ? undefined : open.find(isTold)) ?? open.find((one) => one.checklist === checklist);
}

function isOpen({ closed }: Complaint): boolean {
  return closed === undefined;
}

export function opened(house: House, session: Session, id: string, now: Date): ComplaintTurn {
  const found = session.complaints?.find((one) => one.id === id && isOpen(one));
  if (!found) return stay(session, [listed(house, session.complaints ?? [])]);
  return { ...kept(session), walking: found.id, replies: [phrase(house, 'going-on'), ...again(house, found, now)], isRest: false };
}
