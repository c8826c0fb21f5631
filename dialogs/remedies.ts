/** "Which remedies now" as a case: its questions, and the remedies that are open today. Pure. */
import type { Day } from '../knowledge/calendar.ts';
import { sayLines, type Words } from '../knowledge/clocks/say.ts';
import type { Line, Told } from '../knowledge/clocks/shapes.ts';
import { workOut } from '../knowledge/clocks.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { type At, CHOICES, choicesFor, questionsFor, type Remedies, remediesFor } from '../knowledge/remedies.ts';
import type { ClockQuestion } from '../knowledge/schema.ts';
import { choiceFor, citationsOf } from './answer.ts';
import type { CaseKind } from './cases.ts';
import type { CasePart, Reply } from './turn.ts';

type Paragraph = Reply['more'][number];

export function remediesKind(knowledge: Knowledge): CaseKind {
  const { title, asks, cites, questions } = knowledge.content.remedies;
  return {
    id: 'remedies',
    title,
    asks,
    cites,
    questions: (told) => questions.map((question) => fitting(question, told)),
    needs: (told, now) => questionsFor(told, at(knowledge, now)),
    answer: (told, now, part) => answer(knowledge, told, now, part),
  };
}

/** The question with the values that fit what is told: a service is not "not as described". */
function fitting(question: ClockQuestion, told: Told): ClockQuestion {
  const name = (Object.keys(CHOICES) as (keyof typeof CHOICES)[]).find((choice) => choice === question.id);
  if (!name) return question;
  const fit = choicesFor(name, told);
  return { ...question, values: question.values.filter(({ id }) => fit.includes(id)) };
}

function at({ content }: Knowledge, now: Date): At {
  return {
    today: now.toISOString().slice(0, 10) as Day,
    lastDay: (clock, told) => {
      const worked = workOut(clock, told, content.bankHolidays);
      return 'problem' in worked ? undefined : (worked.last as Day | undefined);
    },
  };
}

function answer(knowledge: Knowledge, told: Told, now: Date, part?: CasePart): Reply {
  const { remedies, clocks } = knowledge.content;
  const words: Words = { ...clocks, lines: remedies.lines };
  const decision = remediesFor(told, at(knowledge, now));
  switch (decision.kind) {
    case 'remedies':
      return part ? beside(knowledge, decision, words, part) : result(knowledge, decision, words);
    case 'impossible':
      return {
        heading: remedies.title,
        point: sayLines([decision.problem], words).join(' '),
        more: [],
        cites: citationsOf(knowledge, decision.cites),
        choices: [],
      };
    case 'ask':
      throw new Error(`a case of remedies is answered while it needs "${decision.questions.join('", "')}"`);
  }
}

function result(knowledge: Knowledge, decision: Remedies, words: Words): Reply {
  const { remedies, phrases } = knowledge.content;
  const { labels } = phrases;
  const say = (lines: readonly Line[]) => sayLines(lines, words).join(' ');
  const nameOf = (id: string) => remedies.remedies.find((remedy) => remedy.id === id)?.label ?? id;
  const paragraph = (label: keyof typeof labels, lines: readonly Line[]): Paragraph[] =>
    lines.length > 0 ? [{ label: labels[label], text: say(lines) }] : [];
  const shared = alike(decision.open.map(({ until }) => say([until])));
  const open = together(
    decision.open.map(({ remedy, chooses, gives, until }) => ({ label: nameOf(remedy), text: say([chooses, gives, ...(shared ? [] : [until])]) })),
  );
  const closed = together(decision.closed.map(({ remedy, why }) => ({ label: nameOf(remedy), text: say([why]) })));
  return {
    heading: remedies.title,
    point: say([decision.headline]),
    lines: open,
    more: [
      ...(shared ? [{ text: shared }] : []),
      ...closed.map(({ label, text }) => ({ label: labels['not-open'].replace('{remedy}', label), text })),
      ...paragraph('proof', [decision.proof]),
      ...paragraph('goodwill', [decision.goodwill]),
      ...paragraph('policy', [decision.policy]),
    ],
    cites: citationsOf(knowledge, decision.cites),
    choices: [
      ...(insists(decision) ? [{ label: labels['what-to-insist-on'], press: 'case:insist' }] : []),
      { label: labels['how-counted'], press: 'case:working' },
      ...decision.cites
        .flatMap((id) => knowledge.entry(id) ?? [])
        .slice(0, 1)
        .map(choiceFor),
    ],
  };
}

function insists({ mayInsist, mayNotInsist }: Remedies): boolean {
  return mayInsist.length + mayNotInsist.length > 0;
}

/** What may be insisted on and what not, or how the days were counted. */
function beside(knowledge: Knowledge, decision: Remedies, words: Words, part: CasePart): Reply {
  const { remedies, phrases } = knowledge.content;
  const { labels } = phrases;
  const listed = (label: keyof typeof labels, lines: readonly Line[]) => sayLines(lines, words).map((text) => ({ label: labels[label], text }));
  const lines = {
    insist: [...listed('may-insist', decision.mayInsist), ...listed('may-not-insist', decision.mayNotInsist)],
    working: sayLines(decision.working, words).map((text) => ({ text })),
  };
  return {
    heading: remedies.title,
    point: labels[part === 'insist' ? 'insist-on' : 'counted-so'],
    lines: lines[part],
    more: [],
    cites: citationsOf(knowledge, decision.cites),
    choices: part === 'insist' ? [{ label: labels['how-counted'], press: 'case:working' }] : [],
  };
}

/** Those that say the same share a line. */
function together(lines: readonly { label: string; text: string }[]): { label: string; text: string }[] {
  const texts = [...new Set(lines.map(({ text }) => text))];
  return texts.map((text) => ({ label: [...new Set(lines.filter((line) => line.text === text).map(({ label }) => label))].join(' · '), text }));
}

/** The text that all of these are, where there are several. */
function alike(texts: readonly string[]): string | undefined {
  return texts.length > 1 && new Set(texts).size === 1 ? texts[0] : undefined;
}
