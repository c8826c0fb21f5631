/** `npm run quiz:export` and `npm run quiz:import`: the questions of the quiz to and from other systems. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { stderr, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { contentFiles, loadKnowledge } from '../../knowledge/load.ts';
import { questionsToCsv } from './csv-questions.ts';
import type { Defaults, Format } from './finish.ts';
import { writeGift } from './gift.ts';
import { importQuestions } from './import.ts';
import { asId, type Problem } from './parts.ts';
import { writeQti } from './qti.ts';

const USAGE = `  npm run -s quiz:export -- --gift|--csv|--qti [SUBJECT] [-o FILE]
  npm run -s quiz:import -- FILE [-o knowledge/questions/NAME.yaml] [--replace]
      and where the file does not say: [--subject S] [--difficulty 1] [--tags refunds] [--cites cra-22] [--hint "..."]
`;

/** @returns the exit code: 0 done, 1 not done because of what a file holds, 2 not understood */
export async function exchange(words: readonly string[]): Promise<number> {
  try {
    const [direction, ...rest] = words;
    if (direction === 'export') return await exported(rest);
    if (direction === 'import') return await imported(rest);
    return refuse('Say export or import.');
  } catch (error) {
    return refuse((error as Error).message);
  }
}

async function exported(words: readonly string[]): Promise<number> {
  const flag = { type: 'boolean' } as const;
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { gift: flag, csv: flag, qti: flag, out: { type: 'string', short: 'o' } },
  });
  const [format, second] = (['gift', 'csv', 'qti'] as const).filter((name) => values[name]);
  if (!format || second) return refuse('Say one of --gift, --csv and --qti.');
  const loaded = await loadKnowledge();
  if (!loaded.ok) return refuse('The content has mistakes of its own: run "npm run check:content".');
  const { questions, slots } = loaded.knowledge.content;
  const [subject] = positionals;
  if (subject && !slots.subjects.some(({ id }) => id === subject))
    return refuse(`There is no subject "${subject}". There are: ${slots.subjects.map(({ id }) => id).join(', ')}.`);
  const chosen = questions.filter((question) => !subject || question.subject === subject);
  if (chosen.length === 0) return refuse(`There are no questions on "${subject}" yet.`);
  if (format === 'qti') {
    if (!values.out) return refuse('Say the folder with -o: QTI is a file for each question.');
    for (const [name, text] of writeQti(chosen)) writeWhole(join(values.out, name), text);
  } else {
    const text = format === 'csv' ? questionsToCsv(chosen) : writeGift(chosen, new Map(slots.subjects.map(({ id, title }) => [id, title])));
    if (!values.out) {
      stdout.write(text);
      return 0;
    }
    writeWhole(values.out, text);
  }
  stdout.write(`Wrote ${counted(chosen.length)} to ${values.out}\n`);
  return 0;
}

async function imported(words: readonly string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { subject: text, difficulty: text, tags: text, cites: text, hint: text, replace: { type: 'boolean' }, out: { ...text, short: 'o' } },
  });
  const [file, second] = positionals;
  if (!file || second) return refuse('Say one file.');
  if (!existsSync(file)) return refuse(`There is no file "${file}".`);
  const { subject, hint } = values;
  const listed = (said?: string) => said?.split(',').map((one) => one.trim());
  const [tags, cites] = [listed(values.tags), listed(values.cites)];
  const defaults: Defaults = {
    ...(subject ? { subject } : {}),
    ...(hint ? { hint } : {}),
    ...(values.difficulty ? { difficulty: Number(values.difficulty) } : {}),
    ...(tags ? { tags } : {}),
    ...(cites ? { cites } : {}),
  };
  const loaded = await loadKnowledge();
  if (!loaded.ok) return refuse('The content has mistakes of its own: run "npm run check:content".');
  const out = values.out ?? join('knowledge', 'questions', `${asId(basename(file, extname(file))) || 'imported'}.yaml`);
  if (existsSync(out) && !values.replace) return refuse(`${out} is there already. Choose another name with -o, or say --replace.`);
  const bytes = readFileSync(file);
  const format: Format = extname(file).toLowerCase() === '.csv' ? 'csv' : 'gift';
  const path = contentPath(out);
  const result = importQuestions(bytes, { format, subjects: loaded.knowledge.content.slots.subjects, defaults, content: contentFiles(), path });
  if (!result.ok) return report(file, result.problems);
  writeWhole(out, result.yaml);
  stdout.write(`Wrote ${counted(result.questions.length)} to ${out}\n`);
  return 0;
}

/** Where it stands in the content folder; a file elsewhere is checked as if it stood there. */
function contentPath(out: string): string {
  const inside = relative(resolve('knowledge'), resolve(out)).replaceAll('\\', '/');
  return inside.startsWith('questions/') ? inside : `questions/${basename(out)}`;
}

function counted(many: number): string {
  return many === 1 ? '1 question' : `${many} questions`;
}

/** Written beside its place and then moved there: whoever reads it sees all of it or what was there before. */
function writeWhole(path: string, text: string): void {
  const draft = `${path}.${process.pid}.tmp`;
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(draft, text);
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

function report(file: string, problems: readonly Problem[]): number {
  for (const { line, question, problem, cure } of problems) {
    const place = line > 0 ? `${file}:${line}  ` : '';
    stderr.write(`${place}${question ? `${question}: ` : ''}${problem}\n    ${cure}\n`);
  }
  stderr.write(`${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}: nothing was imported.\n`);
  return 1;
}

function refuse(problem: string): number {
  stderr.write(`${problem}\n\n${USAGE}`);
  return 2;
}
