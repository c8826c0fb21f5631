/** One turn of a complaint in hand: what the message or press does to it, and what is said. Pure. */
import { londonDay } from '../knowledge/calendar.ts';
import { ANSWERED } from '../knowledge/knowledge.ts';
import type { Step } from '../knowledge/schema.ts';
import { split } from '../knowledge/words.ts';
import type { Complaint } from './complaint.ts';
import { pressedAfter, typedAfter } from './complaint-after.ts';
import { commanded, dropped, opened } from './complaint-command.ts';
import { aheadIn, answerIn, commandIn, isBeside, isLetter, isOther, type WalkCommand } from './complaint-hear.ts';
import { backTo, idleReply, isIdle, isToAsk } from './complaint-idle.ts';
import { again, type ComplaintTurn, inHand, kept, stay } from './complaint-keep.ts';
import { checklistIn } from './complaint-kind.ts';
import { answering, begun, next, OUTCOME, told, WHAT_HAPPENED } from './complaint-next.ts';
import { otherKinds, stepReply } from './complaint-say.ts';
import type { House } from './house.ts';
import { phrase } from './say.ts';
import { valueNamed } from './telling.ts';
import type { Reply, Session } from './turn.ts';
import type { Match } from './understand.ts';
import { ABOUT, answered, openStep, stepsFor, withKind } from './walk.ts';

const MOST_STRAY_WORDS = 2;

/** What a typed message does to the complaints; undefined where it has nothing to do with any. */
export function typed(house: House, session: Session, text: string, match: Match, now: Date): ComplaintTurn | undefined {
  return settled(house, session, typedTurn(house, session, text, match, now), now);
}

/** Whether the threat that is being told of is over: then its words are an answer. */
function isOver({ answers }: Complaint, { kind }: Step): boolean {
  return kind === 'text' && answers[STAFF_SAFE]?.values[0] === 'safe';
}

const STAFF_SAFE = 'staff-safe';

/** Whether a message tells a blank complaint what it is about. */
function isStory({ id }: Step, text: string, { intent }: Match): boolean {
  return (intent === 'start_complaint' && !isOther(text)) || (id === ABOUT && isLetter(text));
}

/** Whether a complaint was begun with a button, and nothing of it is known. */
function isBlank({ checklist, answers }: Complaint): boolean {
  return checklist === '' && answers[WHAT_HAPPENED] === undefined;
}

/** What a press does to the complaints; undefined where it is none of theirs. */
export function pressed(house: House, session: Session, press: string, now: Date): ComplaintTurn | undefined {
  return settled(house, session, pressedTurn(house, session, press, now), now);
}

function typedTurn(house: House, session: Session, text: string, match: Match, now: Date): ComplaintTurn | undefined {
  const walking = inHand(session);
  const step = walking && openStep(house.knowledge.content, walking);
  const isAnswer = step !== undefined && valueNamed(text, step) !== undefined;
  const command = match.alarm || isAnswer ? undefined : commandIn(house, text);
  const after = walking ? undefined : typedAfter(house, session, text, match, command?.command, now);
  if (after) return after;
  const turn = command && (session.complaints || command.command === 'list') && commanded(house, session, command.command, command.topic, text, now);
  if (turn) return turn;
  if (!walking || !step) return match.intent === 'start_complaint' ? begun(house, session, text, now) : undefined;
  // Who is in distress or danger is not asked about a complaint.
  if (match.alarm && !isOver(walking, step)) return { ...kept(session), replies: [], isRest: true };
  if (isBlank(walking) && isStory(step, text, match))
    return told(house, session, withKind(house.knowledge.content, walking, checklistIn(house, text)?.id ?? ''), walking, [ABOUT], text, now);
  if (isOther(text)) return stay(session, [second(house), ...again(house, walking, now)]);
  const { alarm: _, ...calm } = match;
  const answer = answerIn(house, step, text, isOver(walking, step) ? calm : match, now);
  if (answer && answer.values.length === 0 && session.shaken) return stay(session, again(house, walking, now));
  // The morning after, a free sentence may be about anything.
  if (answer && answer.values.length === 0 && isToAsk(walking, now)) return asking(house, session, walking, now, match.band === 'sure');
  if (answer) return answering(house, session, walking, answer, text, now);
  if (match.intent === 'cancel' && match.because.by === 'template') return commanded(house, session, 'park', undefined, text, now);
  if (!isBeside(match, text)) {
    const ahead = aheadIn(house.knowledge.content, walking, text, now, step.id === ABOUT);
    if (Object.keys(ahead).length > 0) return told(house, session, walking, walking, [ABOUT], text, now);
  }
  if (isStray(text, match)) {
    if (isToAsk(walking, now)) return asking(house, session, walking, now, false);
    return stay(session, [phrase(house, 'pick-one'), ...again(house, walking, now)]);
  }
  if (match.intent === 'start_complaint') return stay(session, [second(house), ...again(house, walking, now)]);
  return { ...kept(session), replies: again(house, walking, now), isRest: true };
}

function pressedTurn(house: House, session: Session, press: string, now: Date): ComplaintTurn | undefined {
  const [kind, name = '', value = ''] = press.split(':');
  const after = pressedAfter(house, session, press, now);
  if (after) return after;
  const walking = inHand(session);
  const step = walking && openStep(house.knowledge.content, walking);
  if (kind === 'answer' && walking) {
    const isOffered = step?.id === name && step.values.some(({ id }) => id === value);
    if (!isOffered) return stay(session, [phrase(house, 'old-button'), ...again(house, walking, now)]);
    return answering(house, session, walking, { values: [value] }, '', now);
  }
  if (kind !== 'walk') return walking && kind !== 'welcome' ? { ...kept(session), replies: again(house, walking, now), isRest: true } : undefined;
  switch (name) {
    case 'open':
      return opened(house, session, value, now);
    case 'new':
      return begun(house, session, session.story, now);
    case 'drop-yes':
      return dropped(house, session, value);
    case 'keep-it':
      return stay(session, [phrase(house, 'kept-complaint'), ...(walking ? again(house, walking, now) : [])]);
    case 'more-kinds':
      return walking && step?.id === ABOUT ? stay(session, [otherKinds(house, walking, step)]) : undefined;
    case 'keep':
      return walking && keeping(house, session, walking, now);
    default:
      return commanded(house, session, name as WalkCommand, undefined, '', now);
  }
}

/** The questioned promise, taken as it was written. */
function keeping(house: House, session: Session, complaint: Complaint, now: Date): ComplaintTurn | undefined {
  const outcome = stepsFor(house.knowledge.content, complaint).find(({ id }) => id === OUTCOME);
  if (complaint.draft === undefined || !outcome) return undefined;
  const { content } = house.knowledge;
  return next(house, session, answered(content, complaint, outcome, { values: [], text: complaint.draft }), complaint, now);
}

/** Asks whether a complaint told in the middle of one is another. */
function second(house: House): Reply {
  const { labels } = house.knowledge.content.phrases;
  const choices = [
    { label: labels['another-complaint'], press: 'walk:new' },
    { label: labels['park-this'], press: 'walk:park' },
  ];
  return { ...phrase(house, 'second-complaint'), choices };
}

/** A word or two that answers nothing: rather a slip than a new subject. */
function isStray(text: string, { intent, reference, followUp, alarm, isName }: Match): boolean {
  if (followUp || alarm || reference || isName || text.includes('?')) return false;
  return ANSWERED.includes(intent) && split(text).length <= MOST_STRAY_WORDS;
}

/** The complaint left on an earlier day: whether to go on with it, asked once a day. */
function asking(house: House, session: Session, complaint: Complaint, now: Date, isRest: boolean): ComplaintTurn {
  return {
    ...kept(session),
    complaints: withOne(session.complaints, { ...complaint, asked: londonDay(now) }),
    replies: [idleReply(house, complaint, now)],
    isRest,
  };
}

/** The turn with the time on the complaint that it dealt with; one that was left on an earlier day is named, or asked about after something else. */
function settled(house: House, session: Session, turn: ComplaintTurn | undefined, now: Date): ComplaintTurn | undefined {
  if (!turn) return undefined;
  const before = inHand(session);
  if (turn.isRest) {
    const isAsked = before && turn.replies.length > 0 && isToAsk(before, now);
    return isAsked ? asking(house, session, before, now, true) : turn;
  }
  const after = inHand(turn);
  if (after && after.asked !== before?.asked) return turn;
  const shown = turn.replies.at(-1);
  const isGoingOn =
    before && isIdle(before, now) && (after?.id === before.id ? isSame(shown, stepReply(house, after, now)) : shown?.file !== undefined);
  const { asked: _, ...rest } = after ?? { asked: '' };
  return {
    ...turn,
    complaints: after ? withOne(turn.complaints, { ...(rest as Complaint), touched: now.toISOString() }) : turn.complaints,
    replies: isGoingOn ? [backTo(house, before, now), ...turn.replies] : turn.replies,
  };
}

function withOne(complaints: readonly Complaint[] = [], complaint: Complaint): readonly Complaint[] {
  return complaints.map((one) => (one.id === complaint.id ? complaint : one));
}

function isSame(one: Reply | undefined, other: Reply | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
