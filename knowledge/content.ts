/** Content files → Knowledge: YAML read with line numbers, checked by zod, cross-checked against each other. */
import { isMap, isScalar, LineCounter, parseDocument, stringify } from 'yaml';
import type { z } from 'zod';
import { checkAnswers } from './check-answers.ts';
import { checkChecklists } from './check-checklists.ts';
import { checkQuestions } from './check-questions.ts';
import { checkClocks, checkFacts, checkSubjects, crossCheck } from './checks.ts';
import { type ContentError, parseGuide } from './guide.ts';
import {
  type Act,
  ActsFile,
  BankHolidaysFile,
  type Change,
  ChangesFile,
  type Checklist,
  ChecklistsFile,
  ClocksFile,
  FactsFile,
  FormerFile,
  type FormerLaw,
  type Guide,
  IntentFile,
  LettersFile,
  type Myth,
  MythsFile,
  type Overview,
  OverviewsFile,
  PhrasesFile,
  PolicyFile,
  PrivacyFile,
  type Provision,
  ProvisionsFile,
  type Question,
  QuestionsFile,
  QuestionVersionsFile,
  QuizFile,
  RemediesFile,
  RemindersFile,
  type Situation,
  SituationsFile,
  SlotsFile,
  SpineFile,
  type Topic,
  TopicsFile,
  WordsFile,
} from './schema.ts';
import { checkTemplates } from './slots.ts';

export type ContentFile = { readonly path: string; readonly text: string };

/** Everything the coach knows, as plain data. */
export type Content = {
  readonly acts: readonly Act[];
  readonly former: readonly FormerLaw[];
  readonly provisions: readonly Provision[];
  readonly myths: readonly Myth[];
  readonly overviews: readonly Overview[];
  readonly changes: readonly Change[];
  readonly topics: readonly Topic[];
  readonly situations: readonly Situation[];
  readonly guides: readonly Guide[];
  readonly intents: readonly IntentFile[];
  readonly words: WordsFile;
  readonly phrases: PhrasesFile;
  readonly facts: FactsFile;
  readonly slots: SlotsFile;
  readonly clocks: ClocksFile;
  readonly bankHolidays: BankHolidaysFile;
  readonly remedies: RemediesFile;
  readonly checklists: readonly Checklist[];
  readonly spine: SpineFile;
  readonly policy: PolicyFile;
  readonly letters: LettersFile;
  readonly questions: readonly Question[];
  readonly questionVersions: QuestionVersionsFile;
  readonly quiz: QuizFile;
  readonly reminders: RemindersFile;
  readonly privacy: PrivacyFile;
};

/** Files of law/ that hold something other than provisions. */
const APART = ['law/acts.yaml', 'law/former.yaml', 'law/myths.yaml', 'law/overviews.yaml', 'law/changes.yaml', 'checklists/spine.yaml'];

/** Written by a command that needs the content: without it, nothing is confirmed yet. */
const VERSIONS = 'question-versions.yaml';
const NO_VERSIONS: QuestionVersionsFile = { questions: {}, sources: [] };

type Placed = { readonly file: string; readonly lineOf: (path: readonly (string | number)[]) => number };

/**
 * Reads all content files together.
 *
 * @returns the content, or every error in it, ordered by file and line; never a part of the content
 */
export function parseContent(files: readonly ContentFile[]): { ok: true; content: Content } | { ok: false; errors: ContentError[] } {
  const errors: ContentError[] = [];
  const places = new Map<object, { place: Placed; path: (string | number)[] }>();

  const read = <T extends object, K extends string>(under: string, key: K, schema: z.ZodType<Record<K, T[]>>): T[] =>
    files
      .filter(({ path }) => path.startsWith(under) && /\.ya?ml$/.test(path) && (path === under || !APART.includes(path)))
      .flatMap((file) => {
        const parsed = parseYaml(file, schema, errors);
        if (!parsed) return [];
        const entries = parsed.value[key];
        entries.forEach((entry, index) => {
          places.set(entry, { place: parsed.place, path: [key, index] });
        });
        return entries;
      });

  const acts = read<Act, 'acts'>('law/acts.yaml', 'acts', ActsFile);
  const former = read<FormerLaw, 'former'>('law/former.yaml', 'former', FormerFile);
  const myths = read<Myth, 'myths'>('law/myths.yaml', 'myths', MythsFile);
  const overviews = read<Overview, 'overviews'>('law/overviews.yaml', 'overviews', OverviewsFile);
  const changes = read<Change, 'changes'>('law/changes.yaml', 'changes', ChangesFile);
  const checklists = read<Checklist, 'checklists'>('checklists/', 'checklists', ChecklistsFile);
  const provisions = read<Provision, 'provisions'>('law/', 'provisions', ProvisionsFile);
  const topics = read<Topic, 'topics'>('topics/', 'topics', TopicsFile);
  const situations = read<Situation, 'situations'>('situations/', 'situations', SituationsFile);
  const questions = read<Question, 'questions'>('questions/', 'questions', QuestionsFile);
  const guides = files
    .filter((file) => file.path.startsWith('guides/') && /\.(md|txt)$/.test(file.path))
    .flatMap((file) => {
      const { guide, errors: found } = parseGuide(file.path, file.text);
      errors.push(...found);
      return guide ? [guide] : [];
    });

  const whole = <T extends object>(file: ContentFile, schema: z.ZodType<T>): T | undefined => {
    const parsed = parseYaml(file, schema, errors);
    if (parsed) places.set(parsed.value, { place: parsed.place, path: [] });
    return parsed?.value;
  };
  const only = <T extends object>(path: string, schema: z.ZodType<T>): T | undefined => {
    const file = files.find((candidate) => candidate.path === path);
    if (file) return whole(file, schema);
    errors.push({ file: path, line: 1, problem: 'the file is missing', cure: 'Restore it from the repository.' });
    return undefined;
  };
  const intents = files.filter((file) => /^intents\/.*\.ya?ml$/.test(file.path)).flatMap((file) => whole(file, IntentFile) ?? []);
  const words = only('words.yaml', WordsFile);
  const phrases = only('phrases.yaml', PhrasesFile);
  const facts = only('facts.yaml', FactsFile);
  const slots = only('slots.yaml', SlotsFile);
  const clocks = only('clocks.yaml', ClocksFile);
  const bankHolidays = only('bank-holidays.yaml', BankHolidaysFile);
  const remedies = only('remedies.yaml', RemediesFile);
  const spine = only('checklists/spine.yaml', SpineFile);
  const policy = only('policy.yaml', PolicyFile);
  const letters = only('letters.yaml', LettersFile);
  const quiz = only('quiz.yaml', QuizFile);
  const questionVersions = files.some(({ path }) => path === VERSIONS) ? only(VERSIONS, QuestionVersionsFile) : NO_VERSIONS;
  const reminders = only('reminders.yaml', RemindersFile);
  const privacy = only('privacy.yaml', PrivacyFile);
  const entries = { acts, former, provisions, myths, overviews, changes, topics, situations, guides };
  const report = (entry: object, path: (string | number)[], problem: string, cure: string) => {
    const at = places.get(entry);
    errors.push({ file: at?.place.file ?? '', line: at?.place.lineOf([...at.path, ...path]) ?? 1, problem, cure });
  };
  // Steps in a file that could not be read are no faults of what names them.
  const areRead = !errors.some(({ file }) => file.startsWith('checklists/'));
  const known = crossCheck(entries, idsInUnread(files, errors), report);
  if (facts) checkFacts(facts, situations, known, report);
  if (slots) checkSubjects(slots, entries, report);
  if (clocks) checkClocks(clocks, known, report);
  if (slots) checkQuestions(questions, slots, entries, report);
  if (spine && clocks && remedies) checkChecklists({ ...entries, checklists, spine, clocks, remedies }, known, report);
  if (spine && policy && letters && areRead) checkAnswers({ checklists, spine, policy, letters }, report);
  if (phrases && slots && quiz && reminders && privacy) checkTemplates({ ...entries, intents, phrases, slots, quiz, reminders, privacy }, report);

  if (
    errors.length > 0 ||
    !words ||
    !phrases ||
    !facts ||
    !slots ||
    !clocks ||
    !bankHolidays ||
    !remedies ||
    !spine ||
    !policy ||
    !letters ||
    !quiz ||
    !questionVersions ||
    !reminders ||
    !privacy
  )
    return { ok: false, errors: inOrder(errors) };
  return {
    ok: true,
    content: {
      ...entries,
      intents,
      words,
      phrases,
      facts,
      slots,
      clocks,
      bankHolidays,
      remedies,
      checklists,
      spine,
      policy,
      letters,
      questions,
      questionVersions,
      quiz,
      reminders,
      privacy,
    },
  };
}

/** Ids in files that could not be read: references to them are no errors of the files that refer. */
function idsInUnread(files: readonly ContentFile[], errors: readonly ContentError[]): readonly string[] {
  const unread = new Set(errors.map(({ file }) => file));
  return files
    .filter(({ path }) => unread.has(path))
    .flatMap(({ text }) => [...text.matchAll(/^\s*-?\s*id:\s*"?([a-z0-9-]+)/gm)].map(([, id]) => id ?? ''));
}

function inOrder(errors: readonly ContentError[]): ContentError[] {
  return [...errors].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
}

function parseYaml<T>(file: ContentFile, schema: z.ZodType<T>, errors: ContentError[]): { value: T; place: Placed } | undefined {
  const counter = new LineCounter();
  const doc = parseDocument(file.text, { lineCounter: counter, prettyErrors: false });
  if (doc.errors.length > 0) {
    for (const error of doc.errors) {
      errors.push({
        file: file.path,
        line: counter.linePos(error.pos[0]).line,
        problem: `this is not valid YAML: ${error.message}`,
        cure: 'Check the indentation and colons here; put text with a colon or a # in quotes.',
      });
    }
    return undefined;
  }
  const lineOf = (path: readonly (string | number)[]): number => {
    for (let length = path.length; length > 0; length--) {
      const node = doc.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
      if (node?.range) return counter.linePos(node.range[0]).line;
    }
    return 1;
  };
  const lineOfKey = (path: readonly (string | number)[], key: string): number => {
    const map = doc.getIn(path, true);
    const pair = isMap(map) ? map.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined;
    const range = pair && isScalar(pair.key) ? pair.key.range : undefined;
    return range ? counter.linePos(range[0]).line : lineOf(path);
  };
  const parsed = schema.safeParse(doc.toJS());
  if (parsed.success) return { value: parsed.data, place: { file: file.path, lineOf } };
  for (const issue of parsed.error.issues) {
    const path = issue.path as (string | number)[];
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : undefined;
    errors.push({
      file: file.path,
      line: keys ? lineOfKey(path, keys[0] ?? '') : lineOf(path),
      problem: keys ? `"${keys.join('", "')}" is no field here` : `${path.join('.')}: ${issue.message}`,
      cure: keys ? 'Remove it or correct its spelling; docs/content.md lists the fields.' : 'See docs/content.md for what this field takes.',
    });
  }
  return undefined;
}

/** A file of `questions/` that is read back as these questions; what goes without saying is left out. */
export function questionsFile(questions: readonly Question[]): string {
  const said = questions.map(({ id, kind, subject, ...rest }) =>
    JSON.parse(JSON.stringify({ id, kind, subject, ...rest }), (key, value) => (key === 'right' && value === false ? undefined : value)),
  );
  return stringify({ questions: said }, { lineWidth: 0 });
}
