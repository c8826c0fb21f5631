/** `npm run quiz:confirm`: which version of their sources the questions were read against. Pure, but for the writing. */
import { writeFileSync } from 'node:fs';
import type { Content } from '../knowledge/content.ts';
import type { QuestionVersionsFile } from '../knowledge/schema.ts';
import { confirmed, parkedIn, unconfirmedIn } from '../knowledge/versions.ts';

const HEADER = `# Which version of its sources each question was read against, and what that version taught. Written by \`npm run quiz:confirm\`, not by hand:
# a question whose source has changed since is not asked until it was read again.
`;

/** What is confirmed: these questions, or without any those that never were. Those that are parked must be named, as each must be read. */
export function toConfirm(content: Content, ids: readonly string[]): { ok: true; ids: readonly string[] } | { ok: false; problem: string } {
  const unknown = ids.filter((id) => !content.questions.some((question) => question.id === id));
  if (unknown.length > 0) return { ok: false, problem: `There is no question "${unknown.join('", "')}".` };
  return { ok: true, ids: ids.length > 0 ? ids : unconfirmedIn(content) };
}

/** Writes the file anew with these questions confirmed on this day (ISO). */
export function writeVersions(file: string, content: Content, ids: readonly string[], day: string): void {
  writeFileSync(file, versionsText(confirmed(content, ids, day)));
}

/** The content file as text. A line each, so that a change shows as one. */
export function versionsText({ questions, sources }: QuestionVersionsFile): string {
  const flow = (fields: object) =>
    `{ ${Object.entries(fields)
      .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
      .join(', ')} }`;
  const listed = Object.entries(questions).map(([id, version]) => `  ${id}: "${version}"`);
  const held = sources.flatMap(({ before, ...source }) => {
    const former = before.map((words) => `      - ${flow(words)}`);
    const fields = Object.entries(source).map(([name, value], at) => `${at === 0 ? '  -' : '   '} ${name}: ${JSON.stringify(value)}`);
    return [...fields, ...(former.length > 0 ? ['    before:', ...former] : [])];
  });
  return [
    HEADER,
    ...(listed.length > 0 ? ['questions:', ...listed] : ['questions: {}']),
    ...(held.length > 0 ? ['sources:', ...held] : ['sources: []']),
    '',
  ].join('\n');
}

/** The questions that are not asked, with the cure; empty where there is none. */
export function parkedLines(content: Content): string[] {
  return parkedIn(content).map(
    ({ question, changed }) =>
      `${question.id}: ${changed.join(', ')} has changed. Read the question again, then: npm run quiz:confirm ${question.id}`,
  );
}
