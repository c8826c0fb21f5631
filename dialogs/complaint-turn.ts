/** One turn of a complaint in hand: what the message or press does to it, and what is said. Pure. */
import type { Content } from '../knowledge/content.ts';
import { ANSWERED } from '../knowledge/knowledge.ts';
import { overLimitIn, roleFor } from '../knowledge/limits.ts';
import { type OverPromise, overPromiseIn } from '../knowledge/promises.ts';
import type { Step } from '../knowledge/schema.ts';
import { severityOf } from '../knowledge/severity.ts';
import { split } from '../knowledge/words.ts';
import type { Answer, Complaint } from './complaint.ts';
import { pressedAfter, typedAfter } from './complaint-after.ts';
import { recordReplies } from './complaint-end.ts';
import { answerIn, checklistIn, commandIn, dayIn, firstAnswers, type WalkCommand } from './complaint-hear.ts';
import { listed, stepReply, summary } from './complaint-say.ts';
import type { House } from './house.ts';
import { phrase } from './say.ts';
import type { Reply, Session } from './turn.ts';
import type { Match } from './understand.ts';
import { answered, back, openStep, passed, stepsFor, stepsOf, valuesOf } from './walk.ts';

/** The complaints after a turn and what is said; `rest` where the message is about something else and gets its ordinary answer first. */
export type ComplaintTurn = Kept & { readonly replies: readonly Reply[]; readonly isRest: boolean; readonly evidence?: Session['evidence'] };
type Kept = { readonly complaints: readonly Complaint[]; readonly walking: string | undefined };

/** So many complaints are kept; the oldest closed ones go first. */
const MOST_KEPT = 20;
const OUTCOME = 'outcome';
const COST = 'cost';
/** Commands that need no complaint in hand. */
const BESIDE: readonly WalkCommand[] = ['list', 'open'];
const MOST_STRAY_WORDS = 2;

/** What a typed message does to the complaints; undefined where it has nothing to do with any. */
export function typed(house: House, session: Session, text: string, match: Match, now: Date): ComplaintTurn | undefined {
  const walking = inHand(session);
  const command = session.complaints && !match.alarm ? commandIn(house, text) : undefined;
  if (command && (walking || BESIDE.includes(command.command))) {
    const turn = commanded(house, session, command.command, command.topic, text, now);
    if (turn) return turn;
  }
  if (!walking) {
    const after = typedAfter(house, session, text, match, command?.command, now);
    return after ?? (match.intent === 'start_complaint' ? started(house, session, text, now) : undefined);
  }
  const step = openStep(house.knowledge.content, walking);
  if (!step) return match.intent === 'start_complaint' ? started(house, session, text, now) : undefined;
  // Who is in distress or danger is not asked about a complaint.
  if (match.alarm) return { ...kept(session), replies: [], isRest: true };
  const answer = answerIn(step, text, match, now);
  if (answer) return answering(house, session, walking, answer, now);
  if (match.intent === 'cancel' && match.because.by === 'template') return commanded(house, session, 'park', undefined, text, now);
  if (isStray(text, match)) return stay(session, [phrase(house, 'pick-one'), ...again(house, walking, now)]);
  if (match.intent === 'start_complaint') return stay(session, [second(house), ...again(house, walking, now)]);
  return { ...kept(session), replies: again(house, walking, now), isRest: true };
}

/** Whether a complaint told in the middle of one is another. */
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

/** What a press does to the complaints; undefined where it is none of theirs. */
export function pressed(house: House, session: Session, press: string, now: Date): ComplaintTurn | undefined {
  const [kind, name = '', value = ''] = press.split(':');
  const after = pressedAfter(house, session, press, now);
  if (after) return after;
  const walking = inHand(session);
  if (kind === 'answer' && walking) {
    const step = openStep(house.knowledge.content, walking);
    if (step?.id !== name) return stay(session, [phrase(house, 'old-button'), ...again(house, walking, now)]);
    return answering(house, session, walking, { values: [value] }, now);
  }
  if (kind !== 'walk') return walking && kind !== 'welcome' ? { ...kept(session), replies: again(house, walking, now), isRest: true } : undefined;
  if (name === 'open') return opened(house, session, value, now);
  if (name === 'new') return begun(house, session, undefined, undefined, now);
  if (name === 'keep' && walking?.draft !== undefined)
    return next(
      house,
      session,
      answered(house.knowledge.content, walking, stepNamed(house, walking, OUTCOME), { values: [], text: walking.draft }),
      walking,
      now,
    );
  return commanded(house, session, name as WalkCommand, undefined, '', now);
}

function inHand({ complaints = [], walking }: Session): Complaint | undefined {
  return complaints.find(({ id, closed }) => id === walking && closed === undefined);
}

function started(house: House, session: Session, text: string, now: Date): ComplaintTurn {
  return begun(house, session, checklistIn(house, text)?.id, text, now);
}

/** A new complaint with what its first message tells; where that does not say what it is about, the shared steps come first. */
function begun(house: House, session: Session, checklist: string | undefined, text: string | undefined, now: Date): ComplaintTurn {
  const { content } = house.knowledge;
  const opened = now.toISOString().slice(0, 10);
  const complaint: Complaint = {
    id: nextId(session, opened),
    checklist: checklist ?? '',
    view: content.spine.views[0]?.id ?? '',
    opened,
    answers: text === undefined ? {} : firstAnswers(stepsOf(content, checklist ?? ''), text, now),
    skipped: {},
  };
  const { lines = [] } = summary(house, complaint);
  const noted = lines.length > 0 ? [{ ...phrase(house, 'noted'), lines }] : [];
  return { ...keptWith(session, complaint), replies: [phrase(house, 'complaint-begins'), ...noted, ...again(house, complaint, now)], isRest: false };
}

/** "2026-11-22-1": unique among the person's complaints, and in their order. */
function nextId({ complaints = [] }: Session, day: string): string {
  const taken = new Set(complaints.map(({ id }) => id));
  return Array.from({ length: taken.size + 1 }, (_, at) => `${day}-${at + 1}`).find((id) => !taken.has(id)) ?? day;
}

function answering(house: House, session: Session, complaint: Complaint, answer: Answer, now: Date): ComplaintTurn {
  const { content } = house.knowledge;
  const step = openStep(content, complaint);
  if (!step) return stay(session, []);
  const promise = step.id === OUTCOME && answer.text !== undefined ? tooMuch(house, answer.text) : undefined;
  if (promise) {
    const draft: Complaint = { ...complaint, draft: answer.text ?? '' };
    const { labels } = content.phrases;
    const reply: Reply = {
      point: promise.problem,
      more: [{ label: labels['you-could-say'], text: `“${promise.instead}”` }],
      cites: [],
      choices: [{ label: labels['keep-it'], press: 'walk:keep' }],
    };
    return { ...keptWith(session, draft), replies: [reply], isRest: false };
  }
  const about = complaint.checklist === '' && answer.text !== undefined ? checklistIn(house, answer.text)?.id : undefined;
  const known: Complaint = about === undefined ? complaint : { ...complaint, checklist: about };
  return next(house, session, withDate(house, answered(content, known, step, answer), step, answer.text, now), complaint, now);
}

/** What is wrong with a promised outcome: it cannot be kept, or it is above what the desk may give. */
function tooMuch({ knowledge: { content } }: House, text: string): OverPromise | undefined {
  const { policy } = content;
  const promise = overPromiseIn(text, policy);
  const pounds = overLimitIn(text, policy);
  if (promise || pounds === undefined) return promise;
  return { problem: aboveLimit(content, 'above-limit', pounds), instead: aboveLimit(content, 'above-limit-instead', pounds) };
}

/** A sentence about an amount, with who may agree it. */
function aboveLimit({ policy, phrases }: Content, label: 'above-limit' | 'above-limit-instead', pounds: number): string {
  const role = roleFor(pounds, policy) ?? policy.limits.at(-1)?.role ?? '';
  return phrases.labels[label].replace('{pounds}', String(pounds)).replace('{role}', role);
}

/** The complaint with the day that an answer to another step tells by the way: "she's ok, bought it 5 weeks ago". */
function withDate(house: House, complaint: Complaint, step: Step, text: string | undefined, now: Date): Complaint {
  if (text === undefined || step.kind === 'day') return complaint;
  const open = stepsFor(house.knowledge.content, complaint).filter(({ id }) => complaint.answers[id] === undefined);
  return { ...complaint, answers: { ...complaint.answers, ...dayIn(open, text, now) } };
}

/** The next step of a complaint, with whom to call where it has become serious; at its end the record. */
function next(house: House, session: Session, complaint: Complaint, before: Complaint, now: Date): ComplaintTurn {
  const { content } = house.knowledge;
  const call = [...escalation(house, complaint, before), ...whoAgrees(house, complaint, before)];
  if (openStep(content, complaint)) return { ...keptWith(session, complaint), replies: [...call, ...again(house, complaint, now)], isRest: false };
  const closed: Complaint = { ...complaint, closed: now.toISOString().slice(0, 10) };
  return { ...keptWith(session, closed, true), replies: [...call, ...recordReplies(house, closed, session.complaints ?? [], now)], isRest: false };
}

/** Who has to agree a cost that has just been told, where the desk may not. */
function whoAgrees({ knowledge: { content } }: House, { answers }: Complaint, before: Complaint): Reply[] {
  const pounds = Number(answers[COST]?.values[0]);
  const [desk] = content.policy.limits;
  if (Number.isNaN(pounds) || before.answers[COST] !== undefined || !desk || pounds <= desk.pounds) return [];
  return [{ point: aboveLimit(content, 'above-limit', pounds), more: [], cites: [], choices: [] }];
}

function escalation({ knowledge: { content } }: House, complaint: Complaint, before: Complaint): Reply[] {
  const severity = severityOf(valuesOf(complaint), content.policy);
  if (severity.level === 'normal' || severity.level === severityOf(valuesOf(before), content.policy).level) return [];
  const point = content.phrases.labels.escalate
    .replace('{to}', severity.to)
    .replace('{within}', severity.within)
    .replace('{reasons}', severity.reasons.join(', '));
  return [{ point, more: [], cites: [], choices: [] }];
}

function commanded(
  house: House,
  session: Session,
  command: WalkCommand,
  topic: string | undefined,
  text: string,
  now: Date,
): ComplaintTurn | undefined {
  const { content } = house.knowledge;
  const walking = inHand(session);
  if (command === 'list') return { ...kept(session), replies: [listed(house, session.complaints ?? [])], isRest: false };
  if (command === 'open') return opened(house, session, idNamed(house, session, topic ?? ''), now);
  if (!walking) return undefined;
  const step = openStep(content, walking);
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
    case 'finish':
      return finished(house, session, walking, now);
    case 'skip':
      return step && skipped(house, session, walking, text, now);
    case 'change': {
      const found = stepsFor(content, walking).find((one) => walking.answers[one.id] !== undefined && isNamed(one.id, one.words, topic ?? ''));
      return found && said(house, session, { ...walking, at: found.id }, [], now);
    }
  }
}

/** All that may be left out is left out: the record, or the next step that is needed to close. */
function finished(house: House, session: Session, complaint: Complaint, now: Date): ComplaintTurn {
  const { content } = house.knowledge;
  const optional = stepsFor(content, complaint).filter(
    (step) => !step.required && step.kind !== 'rights' && complaint.answers[step.id] === undefined,
  );
  const rest = optional.reduce((left, step) => passed(left, step, ''), complaint);
  if (!openStep(content, rest)) return next(house, session, rest, complaint, now);
  return said(house, session, rest, [summary(house, rest), phrase(house, 'nearly-done')], now);
}

/** A step passed over: a required one only with a reason. */
function skipped(house: House, session: Session, complaint: Complaint, text: string, now: Date): ComplaintTurn | undefined {
  const step = openStep(house.knowledge.content, complaint);
  if (!step) return undefined;
  const reason = /\b(?:because|as|since|cos)\b\s*(.+)$/i.exec(text)?.[1] ?? '';
  if (step.required && !reason) return stay(session, [phrase(house, 'step-required'), ...again(house, complaint, now)]);
  return next(house, session, passed(complaint, step, reason), complaint, now);
}

/** Whether these words name the step: one of its id's words or of its own. */
function isNamed(id: string, words: readonly string[], topic: string): boolean {
  const said = topic.toLowerCase().split(' ');
  return [...id.split('-'), ...words.flatMap((word) => word.split(' '))].some(
    (word) => word.length > 2 && said.some((one) => one.startsWith(word.slice(0, 5))),
  );
}

function idNamed(house: House, { complaints = [] }: Session, topic: string): string {
  const open = complaints.filter(({ closed }) => closed === undefined);
  const checklist = checklistIn(house, topic)?.id;
  const told = open.find(({ answers }) => Object.values(answers).some(({ text }) => text?.toLowerCase().includes(topic.toLowerCase())));
  return (told ?? open.find((one) => one.checklist === checklist) ?? open[0])?.id ?? '';
}

function opened(house: House, session: Session, id: string, now: Date): ComplaintTurn {
  const found = session.complaints?.find((one) => one.id === id && one.closed === undefined);
  if (!found) return { ...kept(session), replies: [listed(house, session.complaints ?? [])], isRest: false };
  return { ...kept(session), walking: found.id, replies: [phrase(house, 'going-on'), ...again(house, found, now)], isRest: false };
}

function again(house: House, complaint: Complaint, now: Date): Reply[] {
  const reply = stepReply(house, complaint, now);
  return reply ? [reply] : [];
}

function said(house: House, session: Session, complaint: Complaint, before: readonly Reply[], now: Date): ComplaintTurn {
  return { ...keptWith(session, complaint), replies: [...before, ...again(house, complaint, now)], isRest: false };
}

function stay(session: Session, replies: readonly Reply[]): ComplaintTurn {
  return { ...kept(session), replies, isRest: false };
}

function kept({ complaints = [], walking }: Session): Kept {
  return { complaints, walking };
}

/** The complaints with this one new or changed, and in hand unless it is closed. */
function keptWith({ complaints = [] }: Session, complaint: Complaint, isClosed = false): Kept {
  const isKnown = complaints.some(({ id }) => id === complaint.id);
  const all = isKnown ? complaints.map((one) => (one.id === complaint.id ? complaint : one)) : [...complaints, complaint];
  const oldest = all.length > MOST_KEPT ? (all.find(({ closed }) => closed !== undefined) ?? all[0]) : undefined;
  return { complaints: all.filter((one) => one !== oldest), walking: isClosed ? undefined : complaint.id };
}

function stepNamed(house: House, complaint: Complaint, id: string) {
  const step = stepsOf(house.knowledge.content, complaint.checklist).find((one) => one.id === id);
  if (!step) throw new Error(`the checklist "${complaint.checklist}" has no step "${id}"`);
  return step;
}
