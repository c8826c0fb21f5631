/** What an answer does to a complaint: the next step, what else it told, whom to call, and at the end the record. Pure. */
import type { Content } from '../knowledge/content.ts';
import { datesIn, isWrittenOut } from '../knowledge/dates.ts';
import { overLimitIn, roleFor } from '../knowledge/limits.ts';
import { type OverPromise, overPromiseIn } from '../knowledge/promises.ts';
import type { Step } from '../knowledge/schema.ts';
import { severityOf } from '../knowledge/severity.ts';
import type { Answer, Complaint } from './complaint.ts';
import { recordReplies } from './complaint-end.ts';
import { aheadIn, isAhead, type Told } from './complaint-hear.ts';
import { again, type ComplaintTurn, keptWith, stay } from './complaint-keep.ts';
import { checklistIn } from './complaint-kind.ts';
import { noted } from './complaint-say.ts';
import type { House } from './house.ts';
import { phrase } from './say.ts';
import type { Reply, Session } from './turn.ts';
import { ABOUT, answered, openStep, stepsLeft, valuesOf } from './walk.ts';

export const OUTCOME = 'outcome';
const COST = 'cost';
export const WHAT_HAPPENED = 'what-happened';

/** A new complaint with what its first message tells; where that does not say what it is about, that is asked. */
export function begun(house: House, session: Session, text: string | undefined, now: Date): ComplaintTurn {
  const { content } = house.knowledge;
  const opened = now.toISOString().slice(0, 10);
  const empty: Complaint = {
    id: nextId(session, opened),
    checklist: (text === undefined ? undefined : checklistIn(house, text)?.id) ?? '',
    view: content.spine.views[0]?.id ?? '',
    opened,
    answers: {},
    skipped: {},
  };
  const told = text === undefined ? {} : aheadIn(content, empty, text, now, true);
  const complaint: Complaint = { ...empty, answers: told };
  const left = stepsLeft(content, complaint);
  const needed = left.filter(({ required }) => required).length;
  const howMany = content.phrases.labels['how-many'].replace('{left}', String(left.length)).replace('{needed}', String(needed));
  const begins = phrase(house, 'complaint-begins');
  return {
    ...keptWith(session, complaint),
    replies: [
      { ...begins, more: [{ text: howMany }, ...begins.more] },
      ...escalation(house, complaint, empty),
      ...noted(house, complaint, Object.keys(told)),
      ...again(house, complaint, now),
    ],
    isRest: false,
  };
}

/** "2026-11-22-1": unique among the person's complaints, and in their order. */
function nextId({ complaints = [] }: Session, day: string): string {
  const taken = new Set(complaints.map(({ id }) => id));
  return Array.from({ length: taken.size + 1 }, (_, at) => `${day}-${at + 1}`).find((id) => !taken.has(id)) ?? day;
}

/** The complaint with an answer to its open step, and with what the same words tell of others; a promise that cannot be kept is questioned first. */
export function answering(house: House, session: Session, complaint: Complaint, answer: Answer, text: string, now: Date): ComplaintTurn {
  const { content } = house.knowledge;
  const step = openStep(content, complaint);
  if (!step) return stay(session, []);
  const promise = step.id === OUTCOME && answer.text !== undefined ? tooMuch(house, answer.text) : undefined;
  if (promise) return questioned(house, session, { ...complaint, draft: answer.text ?? '' }, promise);
  const known = ofKind(house, answered(content, complaint, step, answer), step, answer);
  // The name of a button tells nothing else.
  const isButton = answer.text === undefined && step.values.some(({ id }) => id === answer.values[0]);
  const isDay = step.kind === 'day' && !isButton;
  // A day in the answer is the answer's own, and tells nothing of when the customer got it.
  const words = isButton ? '' : isDay || isAhead(step) ? undated(text, now) : text;
  return told(house, session, known, complaint, [step.id], words, now, [], isDay && !isWrittenOut(text));
}

function undated(text: string, now: Date): string {
  return datesIn(text, now).reduceRight((left, { at, typed }) => `${left.slice(0, at)} ${left.slice(at + typed.length)}`, text);
}

/** The complaint with what a message tells of steps that are not open yet. It is said back, and so is a day that was counted from the words. */
export function told(
  house: House,
  session: Session,
  complaint: Complaint,
  before: Complaint,
  steps: readonly string[],
  text: string,
  now: Date,
  first: readonly Reply[] = [],
  isCounted = false,
): ComplaintTurn {
  const { content } = house.knowledge;
  // What a customer says happened is looked at again: an answer may have opened questions that it tells of.
  const story = complaint.answers[WHAT_HAPPENED]?.text ?? '';
  const isStory = steps.includes(ABOUT);
  const ahead: Told = { ...aheadIn(content, complaint, story, now), ...aheadIn(content, complaint, text, now, isStory) };
  const ids = Object.keys(ahead);
  const all = { ...complaint, answers: { ...complaint.answers, ...ahead } };
  return next(house, session, all, before, now, [...first, ...(ids.length > 0 || isCounted ? noted(house, all, [...steps, ...ids]) : [])]);
}

/** The complaint with its kind, where the first words about it tell one. */
function ofKind(house: House, complaint: Complaint, step: Step, { text }: Answer): Complaint {
  if (complaint.checklist !== '' || step.id === ABOUT || text === undefined) return complaint;
  return { ...complaint, checklist: checklistIn(house, text)?.id ?? '' };
}

function questioned(house: House, session: Session, draft: Complaint, { problem, instead }: OverPromise): ComplaintTurn {
  const { labels } = house.knowledge.content.phrases;
  const reply: Reply = {
    point: problem,
    more: [{ label: labels['you-could-say'], text: `“${instead}”` }],
    cites: [],
    choices: [{ label: labels['keep-it'], press: 'walk:keep' }],
  };
  return { ...keptWith(session, draft), replies: [reply], isRest: false };
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

/** The next step of a complaint, with whom to call where it has become serious; at its end the record. */
export function next(
  house: House,
  session: Session,
  complaint: Complaint,
  before: Complaint,
  now: Date,
  first: readonly Reply[] = [],
): ComplaintTurn {
  const { content } = house.knowledge;
  const call = [...escalation(house, complaint, before), ...whoAgrees(house, complaint, before), ...first];
  if (openStep(content, complaint)) return { ...keptWith(session, complaint), replies: [...call, ...again(house, complaint, now)], isRest: false };
  const closed: Complaint = { ...complaint, closed: now.toISOString().slice(0, 10) };
  return { ...keptWith(session, closed), replies: [...call, ...recordReplies(house, closed, session.complaints ?? [], now)], isRest: false };
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
