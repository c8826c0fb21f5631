/** A record → what a learner keeps of it as evidence, and that as a document. Pure. */
import type { Content } from '../../knowledge/content.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Step } from '../../knowledge/schema.ts';
import { citationsOf, longDate } from '../answer.ts';
import type { Evidence } from '../evidence.ts';
import type { Document } from '../turn.ts';
import { fill } from './fill.ts';
import { lawOf } from './letters.ts';
import { type ComplaintRecord, factsOf } from './record.ts';

/** What leads back to the customer, or tells of a private need. */
const LEFT_OUT = ['reference', 'vulnerable', 'what-helps'];
/** The stage in which the law is looked at. */
const RIGHTS = 'look-at-rights';
/** Said at the end of it, in a part of its own. */
const CAME_OF_IT = ['outcome', 'cause', 'learned'] as const;

/**
 * What the record shows that was done, stage by stage, and the points of the guides that it shows.
 *
 * @param steps those of the complaint, in their order
 */
export function evidenceOf(record: ComplaintRecord, steps: readonly Step[], closed: string, today: string, { content }: Knowledge): Evidence {
  const facts = factsOf(record).filter(({ step }) => !LEFT_OUT.includes(step));
  const answered = steps.filter(({ id }) => facts.some(({ step }) => step === id));
  const law = lawOf(record, content);
  const linesOf = (stage: string) => [
    ...(stage === RIGHTS && law ? [{ label: content.letters.record.rights, text: law }] : []),
    ...answered
      .filter((step) => step.stage === stage && !CAME_OF_IT.some((own) => own === step.id))
      .flatMap(({ id }) => facts.filter(({ step }) => step === id).map(({ question, answer }) => ({ label: question, text: answer }))),
  ];
  const stages = content.spine.stages.map(({ id, title }) => ({ stage: title, lines: linesOf(id) }));
  return {
    id: record.id,
    closed,
    kept: today,
    kind: record.title,
    stages: stages.filter(({ lines }) => lines.length > 0),
    ...Object.fromEntries(CAME_OF_IT.flatMap((own) => (record.said[own] ? [[own, record.said[own].answer]] : []))),
    points: [
      ...new Set(answered.flatMap(({ cites }) => cites).filter((id) => content.guides.some(({ points }) => points.some((point) => point.id === id)))),
    ],
  };
}

/** The evidence as the learner hands it in. */
export function evidenceDocument(evidence: Evidence, knowledge: Knowledge): Document {
  const { ending, record: labels } = knowledge.content.letters;
  const shown = citationsOf(knowledge, evidence.points).flatMap((cite) => (cite.kind === 'guide' ? [cite] : []));
  const guides = [...new Set(shown.map(({ guide }) => guide))];
  const titlesIn = (guide: string) => shown.filter((cite) => cite.guide === guide).map(({ title }) => title);
  const came = CAME_OF_IT.flatMap((own) => (evidence[own] ? [{ label: labels[own], text: evidence[own] }] : []));
  const parts = [
    {
      lines: [
        { label: ending['evidence-from'], text: evidence.id },
        { label: ending['evidence-kind'], text: evidence.kind },
      ],
    },
    ...evidence.stages.map(({ stage, lines }) => ({ title: `${ending['evidence-did']}: ${stage}`, lines })),
    { title: ending['evidence-came'], lines: came },
    { title: ending['evidence-shows'], lines: guides.map((guide) => ({ label: guide, text: titlesIn(guide).join('; ') })) },
  ];
  return { title: evidenceTitle(evidence, knowledge.content), parts: parts.filter(({ lines }) => lines.length > 0) };
}

/** "Evidence: Faulty goods, 22 November 2026". */
export function evidenceTitle({ kind, closed }: Evidence, { letters }: Content): string {
  return fill(letters.ending['evidence-title'], { kind, closed: longDate(closed) }) ?? kind;
}
