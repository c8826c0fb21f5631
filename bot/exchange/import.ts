/** A GIFT or CSV file → the text of a file of `knowledge/questions/` that passes every check, or all that is wrong with it. */
import { type ContentFile, parseContent, questionsFile } from '../../knowledge/content.ts';
import type { Question, Subject } from '../../knowledge/schema.ts';
import { readQuestionsCsv } from './csv-questions.ts';
import { type Defaults, type Finished, type Format, finish } from './finish.ts';
import { readGift } from './gift-read.ts';
import type { Problem } from './parts.ts';

export type Imported =
  | { readonly ok: true; readonly yaml: string; readonly questions: readonly Question[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export type Plan = {
  readonly format: Format;
  readonly subjects: readonly Subject[];
  readonly defaults: Defaults;
  /** The content that it will stand beside, and the path there that it will have. */
  readonly content: readonly ContentFile[];
  readonly path: string;
};

/** @returns all of the questions or none */
export function importQuestions(bytes: Uint8Array, plan: Plan): Imported {
  const file = decoded(bytes);
  if (file === undefined)
    return {
      ok: false,
      problems: [
        {
          line: 1,
          question: '',
          problem: 'the file is not UTF-8',
          cure: 'Save it again: in Excel as "CSV UTF-8", elsewhere with the encoding UTF-8.',
        },
      ],
    };
  const read = plan.format === 'csv' ? readQuestionsCsv(file) : readGift(file, plan.subjects);
  const { questions, problems } = finish(read, plan.format, plan.defaults);
  if (problems.length > 0) return { ok: false, problems };
  const yaml = questionsFile(questions.map(({ question }) => question));
  const wrong = beside(yaml, questions, plan);
  return wrong.length > 0 ? { ok: false, problems: wrong } : { ok: true, yaml, questions: questions.map(({ question }) => question) };
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** What `npm run check:content` would say. The new file comes last, so that it is the one that repeats what another says. */
function beside(yaml: string, questions: readonly Finished[], { content, path }: Plan): Problem[] {
  const parsed = parseContent([...content.filter((file) => file.path !== path), { path, text: yaml }]);
  if (parsed.ok) return [];
  const starts = yaml.split('\n').flatMap((line, at) => (line.startsWith('  - id:') ? [at + 1] : []));
  return parsed.errors.map(({ file, line, problem, cure }) => {
    const own = file === path ? questions[starts.findLastIndex((start) => start <= line)] : undefined;
    return own
      ? { line: own.line, question: own.name, problem, cure }
      : { line: 0, question: '', problem: `knowledge/${file}:${line}  ${problem}`, cure };
  });
}
