/** Drafts from a file → questions that have everything a question needs, or a list of what each lacks. */
import type { QuestionKind } from '../../knowledge/lists.ts';
import { Question } from '../../knowledge/schema.ts';
import type { Draft, Problem, Read } from './parts.ts';

/** What is taken where a file leaves it open, from the command line. */
export type Defaults = {
  readonly subject?: string;
  readonly difficulty?: number;
  readonly tags?: readonly string[];
  readonly cites?: readonly string[];
  readonly hint?: string;
};
export type Format = 'gift' | 'csv';
export type Finished = { readonly question: Question; readonly name: string; readonly line: number };

export function finish({ drafts, problems }: Read, format: Format, defaults: Defaults): { questions: Finished[]; problems: Problem[] } {
  const found = [...problems];
  const questions = drafts.flatMap((draft): Finished[] => {
    const value: Record<string, unknown> = { ...defaults, ...draft.value };
    const report = (path: readonly PropertyKey[], problem: string, cure: string) => {
      found.push({ line: lineOf(draft, path), question: draft.name, problem, cure });
    };
    const before = found.length;
    for (const path of missing(value)) report(path, `${nameOf(path)} is missing`, cureFor(path, format));
    for (const [key, least, most] of SIZES[value.kind as QuestionKind] ?? []) {
      const { length } = value[key] as unknown[];
      if (length < least || length > most)
        report([key], `it has ${length} ${key}, not ${least === most ? least : `${least} to ${most}`}`, 'Add some, or take some out.');
    }
    if (found.length > before) return [];
    const parsed = Question.safeParse(value);
    for (const issue of parsed.error?.issues ?? [])
      report(issue.path, `${nameOf(issue.path)}: ${issue.message}`, 'docs/content.md says what this field takes.');
    return parsed.success ? [{ question: parsed.data, name: draft.name, line: draft.line }] : [];
  });
  return { questions, problems: found.toSorted((a, b) => a.line - b.line) };
}

const SIZES: Partial<Record<QuestionKind, [key: string, least: number, most: number][]>> = {
  one: [['options', 4, 4]],
  several: [['options', 4, 6]],
  order: [['items', 3, 6]],
  match: [['pairs', 3, 5]],
};
const ALWAYS = ['id', 'subject', 'difficulty', 'tags', 'cites', 'hint', 'why'];
const LISTS = ['options', 'items', 'pairs', 'near'];

function missing(value: Record<string, unknown>): (readonly PropertyKey[])[] {
  const needed = value.kind === 'number' ? [...ALWAYS, 'unit'] : ALWAYS;
  const parts = LISTS.flatMap((list) =>
    ((value[list] ?? []) as { why?: string }[]).flatMap(({ why }, at) => (why ? [] : [[list, at, 'why'] as const])),
  );
  return [...needed.filter((key) => value[key] === undefined || value[key] === '').map((key) => [key]), ...parts];
}

function lineOf({ lines, line }: Draft, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const found = lines.get(path.slice(0, length).join('.'));
    if (found !== undefined) return found;
  }
  return line;
}

/** options.2.why → the feedback to answer 3. */
function nameOf([field, at, part]: readonly PropertyKey[]): string {
  if (typeof at !== 'number') return `"${String(field)}"`;
  return LISTS.includes(String(field))
    ? `${part === 'why' || part === undefined ? 'the feedback' : `"${String(part)}"`} to ${field === 'near' ? 'wrong answer' : 'answer'} ${at + 1}`
    : `"${String(field)}" ${at + 1}`;
}

const EXAMPLES: Record<string, string> = {
  subject: 'cra',
  difficulty: '1',
  tags: 'refunds, time-limits',
  cites: 'cra-22, cra-20',
  hint: 'Count the days first.',
  unit: 'days',
};

function cureFor([field, at]: readonly PropertyKey[], format: Format): string {
  const key = String(field);
  const option = key === 'unit' || key === 'id' || key === 'why' ? '' : `, or say it for all with --${key}`;
  if (format === 'csv') return typeof at === 'number' ? `Fill the column "why ${at + 1}".` : `Fill the column "${key}"${option}.`;
  if (key === 'items' || key === 'pairs') return `Write "// why ${Number(at) + 1}: …" above the question.`;
  if (typeof at === 'number') return 'Write it behind the answer, after a #.';
  if (key === 'id') return 'Write a name before the question: ::refund-day-20::';
  if (key === 'why') return 'Write before the } why the right answer is right: ####Because …';
  return `Write "// ${key}: ${EXAMPLES[key]}" above the question${option}.`;
}
