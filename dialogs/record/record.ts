/** A complaint → its record: what was said, what was worked out from it, and how long it is kept. Plain JSON. Pure. */
import { type Day, plusDays, toDay } from '../../knowledge/calendar.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { PolicyFile, Step } from '../../knowledge/schema.ts';
import { citationsOf, longDate } from '../answer.ts';
import { type Complaint, WHYS } from '../complaint.ts';
import type { Citation } from '../turn.ts';
import { answerTo } from '../walk.ts';

/** The shared steps that have a place of their own in the record; the answers to all others are facts. */
const OWN_PLACE = [
  'what-happened',
  'wants',
  'reference',
  'outcome',
  'who-does',
  'by-when',
  'cost',
  'done',
  'follow-up-on',
  'satisfied',
  'cause',
  'learned',
] as const;
export type OwnPlace = (typeof OWN_PLACE)[number];

/** One answer: as it was stored, and as people read it. */
export type Fact = {
  readonly step: string;
  readonly question: string;
  readonly answer: string;
  readonly values: readonly string[];
  readonly text?: string;
};

/** A right that applied, in words that hold its dates; `cites` are ids of entries. */
export type Right = { readonly text: string; readonly cites: readonly string[] };
export type Severity = { readonly level: PolicyFile['escalation'][number]['level']; readonly reason: string };
export type DueDate = { readonly id: string; readonly label: string; readonly day: string };

/** What was worked out from the answers, as the colleague saw it. */
export type WorkedOut = { readonly rights: readonly Right[]; readonly severity?: Severity; readonly clocks?: readonly DueDate[] };

export type ComplaintRecord = {
  readonly version: 1;
  readonly id: string;
  readonly checklist: string;
  readonly view: string;
  /** What it is about, as the checklist is called. */
  readonly title: string;
  readonly opened: string;
  /** Stands for the name. */
  readonly customer: string;
  readonly said: { readonly [place in OwnPlace]?: Fact };
  readonly facts: readonly Fact[];
  readonly rights: readonly { readonly text: string; readonly cites: readonly Citation[] }[];
  readonly severity?: Severity & { readonly to: string; readonly within: string };
  /** Last days, each with whose rule it is. */
  readonly dates: readonly (DueDate & { readonly by: 'law' | 'policy' })[];
  /** What was said to one "why?" after the other. */
  readonly whys: readonly string[];
  readonly skipped: readonly { readonly step: string; readonly question: string; readonly required: boolean; readonly reason: string }[];
  /** ISO day on which the record is to be deleted. */
  readonly keepUntil: string;
};

const KEPT_DAYS = 365;
/** The time limit of policy.yaml that says otherwise. */
const KEEP_RECORD = 'keep-record';

/** Days after its opening on which the record of a complaint is to be deleted. */
export function keptDays({ times }: PolicyFile): number {
  return times.find(({ id }) => id === KEEP_RECORD)?.days ?? KEPT_DAYS;
}

/**
 * The record of a complaint. A step that is both answered and skipped counts as answered.
 *
 * @param steps those that apply to it, in their order: answers to others are left out
 */
export function recordOf(complaint: Complaint, steps: readonly Step[], worked: WorkedOut, knowledge: Knowledge): ComplaintRecord {
  const { checklists, letters, policy } = knowledge.content;
  const { id, checklist, view, opened } = complaint;
  const told = steps.filter(({ kind }) => kind !== 'rights').flatMap((step) => factOf(step, complaint));
  const own = (step: string) => OWN_PLACE.some((place) => place === step);
  const dueAfter = (days: number) => plusDays(opened as Day, days);
  const limits = policy.times.filter((time) => time.id !== KEEP_RECORD);
  const escalation = policy.escalation.find(({ level }) => level === worked.severity?.level);
  return {
    version: 1,
    id,
    checklist,
    view,
    title: checklists.find((one) => one.id === checklist)?.title ?? checklist,
    opened,
    customer: letters.customer,
    said: Object.fromEntries(told.filter(({ step }) => own(step)).map((fact) => [fact.step, fact])),
    facts: told.filter(({ step }) => !own(step)),
    rights: worked.rights.map(({ text, cites }) => ({ text, cites: citationsOf(knowledge, cites) })),
    ...(worked.severity && escalation && { severity: { ...worked.severity, to: escalation.to, within: escalation.within } }),
    dates: [
      ...(worked.clocks ?? []).map((clock) => ({ ...clock, by: 'law' as const })),
      ...limits.map(({ id, label, days }) => ({ id, label, day: dueAfter(days), by: 'policy' as const })),
    ],
    whys: WHYS.flatMap((why) => complaint.answers[why]?.text?.trim() || []),
    skipped: steps.flatMap((step) => {
      const reason = complaint.skipped[step.id];
      if (reason === undefined || isAnswered(complaint, step.id)) return [];
      return [{ step: step.id, question: questionOf(step), required: step.required, reason }];
    }),
    keepUntil: dueAfter(keptDays(policy)),
  };
}

/** Every answer of the record, in no order that matters. */
export function factsOf({ said, facts }: ComplaintRecord): Fact[] {
  return [...Object.values(said), ...facts];
}

/** Whether this step has an answer that says something. */
export function isAnswered({ answers }: Complaint, step: string): boolean {
  const answer = answers[step];
  return answer !== undefined && (answer.values.length > 0 || Boolean(answer.text?.trim()));
}

function factOf(step: Step, complaint: Complaint): Fact[] {
  const answer = answerTo(complaint, step);
  if (!answer || !isAnswered(complaint, step.id)) return [];
  const { values, text } = answer;
  const shown = [values.map((value) => shownAs(step, value)).join(', '), text?.trim()].filter(Boolean).join(': ');
  return [{ step: step.id, question: questionOf(step), answer: shown, values, ...(text !== undefined && { text }) }];
}

function shownAs({ kind, values }: Step, value: string): string {
  const label = values.find(({ id }) => id === value)?.label;
  if (label) return label;
  if (kind === 'money' && /^\d+(?:\.\d+)?$/.test(value)) return `£${Number(value).toFixed(2).replace('.00', '')}`;
  return toDay(value) ? longDate(value) : value;
}

/** The question itself, without what is said beside it: "When did it arrive? A rough date will do." */
function questionOf({ ask }: Step): string {
  return ask.split(/(?<=[.?!])\s+/).find((sentence) => sentence.endsWith('?')) ?? ask;
}
