/** A record → the drafts of its letters. They say what was said and promise what was agreed, and nothing else. Pure. */
import { toDay } from '../../knowledge/calendar.ts';
import type { Content } from '../../knowledge/content.ts';
import type { LetterPlace } from '../../knowledge/lists.ts';
import type { LetterDraft, LetterLine } from '../../knowledge/schema.ts';
import { longDate } from '../answer.ts';
import type { Document } from '../turn.ts';
import { fill } from './fill.ts';
import { lawInWords, lawsOf } from './laws.ts';
import { type ComplaintRecord, type Fact, factsOf } from './record.ts';

/** A draft in plain text. `note` is for the colleague and no part of the letter. */
export type Letter = { readonly title: string; readonly note: string; readonly paragraphs: readonly string[] };

/** The time limit of policy.yaml by which an outcome is given. */
const OUTCOME_LIMIT = 'outcome';
/** The button "Something else", which says nothing by itself. */
const SOMETHING_ELSE = 'other';

/** Says that the complaint has been heard. */
export function acknowledgement(record: ComplaintRecord, content: Content): Letter {
  return drafted(content.letters.acknowledgement, record, content);
}

/** Says what came of it. */
export function outcomeLetter(record: ComplaintRecord, content: Content): Letter {
  return drafted(content.letters.outcome, record, content);
}

/** The letter as a document; its note is no part of it. */
export function letterDocument({ title, paragraphs }: Letter): Document {
  return { title, parts: [{ paragraphs, lines: [] }] };
}

function drafted({ title, note, paragraphs }: LetterDraft, record: ComplaintRecord, content: Content): Letter {
  const values = placesOf(record, content);
  const said = paragraphs.map((lines) =>
    lines
      .filter((line) => stands(line, values, record))
      .flatMap(({ text }) => fill(text, values) ?? [])
      .join(' '),
  );
  return { title, note, paragraphs: said.filter(Boolean) };
}

type Places = { readonly [place in LetterPlace]: string | undefined };

function stands(line: LetterLine, values: Places, record: ComplaintRecord): boolean {
  const facts = factsOf(record);
  const isSo = ([step, wanted]: [string, string[]]) =>
    facts.some((fact) => fact.step === step && fact.values.some((value) => wanted.includes(value)));
  return (
    Object.entries(line.only).every(isSo) &&
    line.with.every((place) => values[place] !== undefined) &&
    line.without.every((place) => values[place] === undefined)
  );
}

function placesOf(record: ComplaintRecord, content: Content): Places {
  const { said, dates } = record;
  const answerBy = dates.find(({ id, by }) => id === OUTCOME_LIMIT && by === 'policy')?.day;
  const byWhen = said['by-when']?.values.find(toDay);
  return {
    customer: record.customer,
    organisation: content.policy.organisation,
    opened: longDate(record.opened),
    reference: typed(said.reference),
    'what-happened': closed(typed(said['what-happened'])),
    wants: closed(said.wants?.text?.trim() ? folded(said.wants.text) : pressed(said.wants)),
    outcome: closed(typed(said.outcome)),
    'by-when': byWhen && longDate(byWhen),
    law: lawOf(record, content),
    'answer-by': answerBy && longDate(answerBy),
  };
}

/** The law behind the rights, Act by Act; without what was not law on the day of the complaint or must be checked first. */
export function lawOf({ rights, opened }: ComplaintRecord, content: Content): string | undefined {
  const cites = rights.flatMap((right) => right.cites);
  const laws = lawsOf(cites, opened, content).filter(({ standing }) => standing === 'law' || standing === 'law-since');
  const acts = [...new Set(laws.map(({ act }) => act))];
  const placesOfAct = (act: string) => [...new Set(laws.filter((law) => law.act === act).flatMap(({ places }) => places))];
  return acts.length > 0 ? acts.map((act) => lawInWords(act, placesOfAct(act), content)).join('; ') : undefined;
}

/** The words of an answer. A button beside them says that there is none: "No reference", "We could not agree". */
function typed(fact: Fact | undefined): string | undefined {
  return fact?.values.length === 0 ? folded(fact.answer) : undefined;
}

function pressed(fact: Fact | undefined): string | undefined {
  return fact?.values.includes(SOMETHING_ELSE) ? undefined : fact?.answer;
}

/** In one line: a letter keeps its own paragraphs. */
function folded(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

function closed(text: string | undefined): string | undefined {
  return text === undefined || /[.!?…]["”’)]?$/.test(text) ? text : `${text}.`;
}
