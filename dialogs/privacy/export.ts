/** A copy of what is held on a person: all of it as JSON, and the same to read. Pure. */
import { longDate } from '../answer.ts';
import { documentFile, recordIn } from '../complaint-end.ts';
import type { House } from '../house.ts';
import { escapeMarkdown } from '../markdown.ts';
import { documentMarkdown } from '../record/document.ts';
import { evidenceDocument } from '../record/evidence.ts';
import { recordDocument } from '../record/sheet.ts';
import type { Document, DocumentPart, Reply, Session } from '../turn.ts';
import { heldLines, saying } from './held.ts';

/** One message as it is kept. */
export type SaidLine = { readonly at: string; readonly by: 'you' | 'coach'; readonly text: string };

/** Two replies with a file each: one to read, one with every leaf of the session as JSON. */
export function copies(house: House, session: Session, now: Date): Reply[] {
  const readable = readableCopy(house, session, now);
  const data = { version: 1, made: now.toISOString(), session };
  return [
    { ...saying(house, 'copy'), file: documentFile(readable, 'my-data.md') },
    { ...saying(house, 'copy-json'), file: { name: 'my-data.json', type: 'application/json', text: asJson(data) } },
  ];
}

/** The replies of a copy with what was said put into their files: under this heading, and as `said`. */
export function withSaid(
  replies: readonly Reply[],
  said: readonly SaidLine[],
  { heading, names }: { readonly heading: string; readonly names: { readonly you: string; readonly coach: string } },
): Reply[] {
  const lines = said.map(({ at, by, text }) => ({ label: `${names[by]}, ${at.slice(0, 16).replace('T', ' ')}`, text }));
  return replies.map((reply) => {
    const { file } = reply;
    if (!file || said.length === 0) return reply;
    if (file.type === 'application/json') return { ...reply, file: { ...file, text: asJson({ ...JSON.parse(file.text), said }) } };
    if (!file.document) return reply;
    const document = { ...file.document, parts: [...file.document.parts, { title: heading, lines }] };
    return { ...reply, file: { ...file, document, text: documentMarkdown(document, escapeMarkdown) } };
  });
}

function asJson(data: object): string {
  return `${JSON.stringify(data, null, 2)}\n`;
}

function readableCopy(house: House, session: Session, now: Date): Document {
  const { content } = house.knowledge;
  const { labels } = content.privacy;
  const { complaints = [], evidence = [], learning, quiz, version: _, offered: __, noted: ___, data: ____, walking: _____, ...rest } = session;
  const titled = ({ title, parts }: Document): DocumentPart[] => [{ title, lines: [] }, ...parts];
  return {
    title: labels['data-title'],
    parts: [
      { lines: [{ label: labels['made-on'], text: longDate(now.toISOString().slice(0, 10)) }, ...heldLines(house, session)] },
      ...complaints.flatMap((complaint) => titled(recordDocument(recordIn(house, complaint, now), content))),
      ...evidence.flatMap((one) => titled(evidenceDocument(one, house.knowledge))),
      ...(learning ? [learningPart(house, learning)] : []),
      ...(quiz ? [{ title: `${labels.quiz}: ${quiz.title}`, lines: leaves(quiz) }] : []),
      ...Object.entries(rest).map(([name, part]) => ({ title: name === 'last' ? labels.last : name, lines: leaves(part) })),
    ],
  };
}

function learningPart(house: House, { attempts, cards, ...plans }: NonNullable<Session['learning']>): DocumentPart {
  const { questions, privacy } = house.knowledge.content;
  const { labels } = privacy;
  const asked = (id: string) => questions.find((question) => question.id === id)?.ask ?? id;
  const result = ({ score, sure, hint }: (typeof attempts)[number]) =>
    [`${Math.round(score * 100)} %`, sure, hint && 'hint'].filter(Boolean).join(', ');
  return {
    title: labels.quiz,
    lines: [...leaves(plans), ...leaves(cards)],
    table: {
      head: [labels.question, labels.answered, labels.result],
      rows: attempts.map((attempt) => [asked(attempt.question), longDate(attempt.at.slice(0, 10)), result(attempt)]),
    },
  };
}

/** Each value with the way to it, for what has no form of its own. */
function leaves(value: unknown, path = ''): { label: string; text: string }[] {
  if (typeof value !== 'object' || value === null) return [{ label: path, text: String(value) }];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path} ${key}`));
}
