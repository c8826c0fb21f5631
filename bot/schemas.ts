/** `npm run schemas`: the JSON Schemas of the content files, so that an editor completes and checks them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import {
  ActsFile,
  BankHolidaysFile,
  ChangesFile,
  ChecklistsFile,
  ClocksFile,
  FactsFile,
  FormerFile,
  IntentFile,
  LettersFile,
  MythsFile,
  OverviewsFile,
  PhrasesFile,
  PolicyFile,
  PrivacyFile,
  ProvisionsFile,
  QuestionsFile,
  QuestionVersionsFile,
  QuizFile,
  RemediesFile,
  RemindersFile,
  SituationsFile,
  SlotsFile,
  SpineFile,
  TopicsFile,
  WordsFile,
} from '../knowledge/schema.ts';

const SHAPES = {
  acts: ActsFile,
  former: FormerFile,
  provisions: ProvisionsFile,
  myths: MythsFile,
  overviews: OverviewsFile,
  changes: ChangesFile,
  topics: TopicsFile,
  situations: SituationsFile,
  intents: IntentFile,
  words: WordsFile,
  phrases: PhrasesFile,
  facts: FactsFile,
  slots: SlotsFile,
  clocks: ClocksFile,
  'bank-holidays': BankHolidaysFile,
  remedies: RemediesFile,
  checklists: ChecklistsFile,
  spine: SpineFile,
  policy: PolicyFile,
  letters: LettersFile,
  questions: QuestionsFile,
  'question-versions': QuestionVersionsFile,
  quiz: QuizFile,
  privacy: PrivacyFile,
  reminders: RemindersFile,
} as const;

/** File name → JSON Schema (draft 2020-12) as text. */
export function schemaFiles(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(SHAPES).map(([name, shape]) => [`${name}.json`, `${JSON.stringify(z.toJSONSchema(shape, { io: 'input' }), null, 2)}\n`]),
  );
}

/** Writes them to `dir`. @returns how many */
export function writeSchemas(dir: string): number {
  mkdirSync(dir, { recursive: true });
  for (const [name, text] of schemaFiles()) writeFileSync(join(dir, name), text);
  return schemaFiles().size;
}
