/** What is said of a complaint in hand: its open step, the rights so far, a summary, the list of complaints. Pure. */
import { type Day, toDay } from '../knowledge/calendar.ts';
import { workOut } from '../knowledge/clocks.ts';
import type { Checklist, Step } from '../knowledge/schema.ts';
import { split } from '../knowledge/words.ts';
import { answer as answerOf, citationsOf, longDate } from './answer.ts';
import type { Complaint } from './complaint.ts';
import { kindsIn } from './complaint-kind.ts';
import type { House } from './house.ts';
import type { DueDate } from './record/record.ts';
import { phrase } from './say.ts';
import type { Choice, Reply } from './turn.ts';
import { ABOUT, answerTo, checklistOf, openStep, stepsFor, stepsLeft, toldBy } from './walk.ts';

/** The open step of a complaint, or undefined at its end. The same answers give the same words. */
export function stepReply(house: House, complaint: Complaint, now: Date): Reply | undefined {
  const { content } = house.knowledge;
  const { labels } = content.phrases;
  const step = openStep(content, complaint);
  if (!step) return undefined;
  const skip = step.required ? [] : [{ label: labels.skip, press: 'walk:skip' }, ...justNeeded(house, complaint)];
  const heading = headingOf(house, complaint, step);
  if (step.kind === 'rights')
    return { ...rightsReply(house, complaint, now), heading, choices: [{ label: labels['go-on'], press: `answer:${step.id}:seen` }] };
  return {
    heading,
    point: step.ask,
    more: [
      { label: labels['why-i-ask'], text: step.why },
      ...(step.say ? [{ label: labels['you-could-say'], text: `“${step.say}”` }] : []),
      ...(step.avoid ? [{ label: labels.avoid, text: step.avoid }] : []),
    ],
    cites: citationsOf(house.knowledge, step.cites.slice(0, 1)),
    choices: [...(step.id === ABOUT ? kindChoices(house, complaint, step) : choicesOf(step, step.values)), ...skip],
  };
}

function choicesOf({ id: step }: Step, values: Step['values']): Choice[] {
  return values.map(({ id, label }) => ({ label, press: `answer:${step}:${id}` }));
}

/** The way past what may be left out, where more than this one question may be. */
function justNeeded({ knowledge: { content } }: House, complaint: Complaint): Choice[] {
  const optional = stepsLeft(content, complaint).filter(({ required, kind }) => !required && kind !== 'rights');
  return optional.length > 1 ? [{ label: content.phrases.labels['just-needed'], press: 'walk:needed' }] : [];
}

/** So many kinds of complaint are shown at first. */
const MOST_KINDS = 6;

/** The likeliest kinds by the story so far, then the commonest. */
function kindChoices(house: House, complaint: Complaint, step: Step): Choice[] {
  const more = { label: house.knowledge.content.phrases.labels['more-kinds'], press: 'walk:more-kinds' };
  const kinds = choicesOf(step, likeliest(house, complaint, step));
  return kinds.length > MOST_KINDS + 1 ? [...kinds.slice(0, MOST_KINDS), more] : kinds;
}

/** The other kinds, behind "Something else". */
export function otherKinds(house: House, complaint: Complaint, step: Step): Reply {
  const kinds = likeliest(house, complaint, step).slice(MOST_KINDS);
  return { point: step.ask, more: [], cites: [], choices: choicesOf(step, kinds) };
}

function likeliest(house: House, { answers }: Complaint, { values }: Step): Step['values'] {
  const story = answers['what-happened']?.text;
  if (story === undefined) return values;
  const order = kindsIn(house, story).map(({ checklist }) => checklist.id);
  return [...values].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
}

/** What was just taken down, said back. */
export function noted(house: House, complaint: Complaint, steps: readonly string[]): Reply[] {
  const lines = linesOf(house, complaint, steps);
  return lines.length > 0 ? [{ ...phrase(house, 'noted'), lines }] : [];
}

/** "Faulty goods (kettle)": what it is about, and the first thing that the story names. */
export function nameOf(house: House, { checklist, answers }: Complaint): string {
  const { content } = house.knowledge;
  const title = titleOf(checklistOf(content, checklist)) || content.phrases.labels['some-complaint'];
  const things = content.words.concepts[THINGS] ?? [];
  const thing = Object.values(answers)
    .flatMap(({ text = '' }) => split(text))
    .find((word) => !ANY_THING.includes(word) && things.includes(word));
  return thing === undefined ? title : `${title} (${thing})`;
}

/** The concept of words.yaml that holds things which are sold; of its words these name none. */
const THINGS = 'goods';
const ANY_THING = ['goods', 'product', 'item', 'thing', 'order', 'box'];

/** "Find out · step 3 of 12 · Faulty goods": the part of the chosen view, the place, and what it is about. */
function headingOf({ knowledge: { content } }: House, complaint: Complaint, step: Step): string {
  const steps = stepsFor(content, complaint).filter(({ id }) => id === step.id || complaint.skipped[id] !== '');
  const view = content.spine.views.find(({ id }) => id === complaint.view);
  const part = view?.parts.find(({ stages }) => stages.includes(step.stage))?.title ?? '';
  const place = content.phrases.labels['step-of']
    .replace('{step}', String(steps.findIndex(({ id }) => id === step.id) + 1))
    .replace('{steps}', String(steps.length));
  return [part, place, titleOf(checklistOf(content, complaint.checklist))].filter(Boolean).join(' · ');
}

function titleOf(checklist: Checklist | undefined): string {
  return checklist?.title ?? '';
}

/** What the law gives with the answers so far, the remedies or dates worked out where enough is told; goodwill and policy apart. */
function rightsReply(house: House, complaint: Complaint, now: Date): Reply {
  const { knowledge } = house;
  const { labels } = knowledge.content.phrases;
  const checklist = checklistOf(knowledge.content, complaint.checklist);
  const told = toldBy(knowledge.content, complaint);
  const worked = (checklist?.rights ?? []).flatMap((id) => {
    const kind = house.cases.find((candidate) => candidate.id === id);
    return kind && kind.needs(told, now).length === 0 ? [kind.answer(told, now)] : [];
  });
  const [first, ...others] = worked;
  const limits = knowledge.content.policy.limits.map(({ role, pounds, may }) => `${role}: ${may} (£${pounds}).`).join(' ');
  const policy = { label: labels.policy, text: limits };
  if (first) {
    return {
      ...first,
      more: [...first.more.filter(({ label }) => label !== labels.policy), ...others.map(({ point }) => ({ text: point })), policy],
      cites: worked.flatMap(({ cites }) => cites),
    };
  }
  const all = (checklist?.cites ?? []).flatMap((id) => knowledge.entry(id) ?? []);
  // What examiners look for is no help where the law has something to say.
  const isLegal = all.some(({ kind }) => kind === 'provision');
  const law = isLegal ? all.filter(({ kind }) => kind !== 'point') : all;
  return {
    point: labels[law.length > 0 ? 'rights-in-general' : 'rights-unknown'],
    lines: law.map((entry) => ({ label: entry.title, text: answerOf(knowledge, entry, now).point })),
    more: [policy],
    cites: citationsOf(
      knowledge,
      law.map(({ id }) => id),
    ),
    choices: [],
  };
}

/** What the law gave with these answers, in words, and the last days by its clocks. */
export function workedRights(house: House, complaint: Complaint, now: Date): { rights: { text: string; cites: string[] }[]; clocks: DueDate[] } {
  const { point, lines = [], cites } = rightsReply(house, complaint, now);
  const { content } = house.knowledge;
  const told = toldBy(content, complaint);
  const clocks = (checklistOf(content, complaint.checklist)?.rights ?? []).flatMap((id) => {
    const clock = content.clocks.clocks.find((one) => one.id === id);
    const worked = clock && workOut(clock.id, told, content.bankHolidays);
    return clock && worked && 'last' in worked && worked.last ? [{ id: clock.id, label: clock.title, day: worked.last.slice(0, 10) }] : [];
  });
  const others = lines.map((line) => ({ text: [line.label, line.text].filter(Boolean).join(': '), cites: [] }));
  return { rights: [{ text: point, cites: cites.map(({ id }) => id) }, ...others], clocks };
}

/** What was answered so far, line by line. */
export function summary(house: House, complaint: Complaint): Reply {
  const { content } = house.knowledge;
  const { labels } = content.phrases;
  const lines = linesOf(house, complaint);
  return {
    heading: [titleOf(checklistOf(content, complaint.checklist)), longDate(complaint.opened)].filter(Boolean).join(' · '),
    point: labels[lines.length > 0 ? 'so-far' : 'nothing-so-far'],
    lines,
    more: [],
    cites: [],
    choices: [],
  };
}

/** The answers in words, of these steps or of all. */
function linesOf({ knowledge: { content } }: House, complaint: Complaint, only?: readonly string[]): { label: string; text: string }[] {
  return stepsFor(content, complaint).flatMap((step) => {
    if (step.kind === 'rights' || (only && !only.includes(step.id))) return [];
    const answer = answerTo(complaint, step);
    const skipped = complaint.skipped[step.id];
    if (!answer && skipped === undefined) return [];
    const text = answer ? said(step, answer.values, answer.text) : skipped || content.phrases.labels.skipped;
    return [{ label: step.ask.replace(/[?.].*$/s, ''), text }];
  });
}

/** An answer in words: the label of a choice, a day written out, an amount. */
function said(step: Step, values: readonly string[], text?: string): string {
  const shown = values.map((value) => {
    const label = step.values.find(({ id }) => id === value)?.label;
    return label ?? (toDay(value) ? longDate(value as Day) : step.kind === 'money' ? `£${value}` : value);
  });
  return [...shown, ...(text ? [text] : [])].join('. ');
}

/** The complaints that are kept, the open ones first, each with a button. */
export function listed(house: House, complaints: readonly Complaint[]): Reply {
  const { content } = house.knowledge;
  const { labels } = content.phrases;
  const open = complaints.filter((one) => one.closed === undefined);
  const closed = complaints.filter((one) => one.closed !== undefined);
  const name = (complaint: Complaint) => `${nameOf(house, complaint)}, ${longDate(complaint.opened)}`;
  return {
    point: labels[open.length > 0 ? 'open-complaints' : 'no-open-complaints'],
    more: [],
    cites: [],
    choices: [
      ...open.map((one) => ({ label: name(one), press: `walk:open:${one.id}` })),
      ...closed.map((one) => ({ label: `${labels['closed-complaint']}: ${name(one)}`, press: `record:${one.id}:record` })),
    ],
  };
}
