/**
 * `npm run eval -- FILE…`: how many rows of a file the coach gets right, with the misses and what decided them.
 *
 * The kind of a file is told by its rows: questions have `needs`, intents have `intent`, dialogues have `turns`.
 *
 * - `--quiet` leaves the misses out; `--held-out` reports every third message (by its place) apart; `--content=DIR` takes other content.
 * - `--typos[=SEED]` judges each row again with typing errors, over three seeds from SEED (1) on, and prints the points lost.
 * - `--off-topic FILE…` takes plain lists of messages that are not ours, one a line: how many are refused, offered a choice, or answered.
 * - `--leave-one-out [--every=N]` asks every N-th of our own everyday questions, taken out of the content: is its entry still found?
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { coach } from '../../dialogs/coach.ts';
import { houseOf } from '../../dialogs/house.ts';
import type { Coach } from '../../dialogs/turn.ts';
import { loadKnowledge } from '../../knowledge/load.ts';
import { areas } from './eval/areas.ts';
import { judge, type Row, type Verdict } from './eval/judge.ts';
import { leaveOneOut } from './eval/leave-one-out.ts';
import { leaveOneOutReport } from './eval/leave-one-out-report.ts';
import { offTopicReport } from './eval/off-topic.ts';
import { figures, lostToTypos, misses, typoFigures } from './eval/report.ts';
import { withTypos } from './typos.ts';

const SEEDS = 3;
const OUR_CONTENT = join(import.meta.dirname, '..', '..', 'knowledge');

// A reader that has seen enough (`| head`) closes the pipe.
process.stdout.on('error', () => process.exit());

async function main(): Promise<void> {
  const { values: options, positionals: files } = parseArgs({
    // "--typos" alone means the first seed.
    args: process.argv.slice(2).map((word) => (word === '--typos' ? '--typos=1' : word)),
    allowPositionals: true,
    options: {
      content: { type: 'string', default: OUR_CONTENT },
      quiet: { type: 'boolean', default: false },
      'held-out': { type: 'boolean', default: false },
      typos: { type: 'string' },
      'off-topic': { type: 'boolean', default: false },
      'leave-one-out': { type: 'boolean', default: false },
      every: { type: 'string', default: '1' },
    },
  });
  if (files.length === 0 && !options['leave-one-out']) throw new Error('Name a file of questions, intents or dialogues, or give --leave-one-out.');
  const loaded = await loadKnowledge(options.content);
  if (!loaded.ok) throw new Error('The content has errors: run "npm run check:content".');
  const talk = coach(houseOf(loaded.knowledge));
  if (options['leave-one-out']) print(leaveOneOutReport(leaveOneOut(loaded.knowledge, wholeNumber(options.every)), areas(options.content)));
  for (const file of files) {
    const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
    if (options['off-topic']) print([file, ...offTopicReport(talk, lines, options.quiet)]);
    else {
      const rows = lines.map((line): Row => JSON.parse(line));
      evaluate(talk, file, rows, options);
    }
  }
}

type Options = { readonly quiet: boolean; readonly 'held-out': boolean; readonly typos?: string | undefined };

function evaluate(talk: Coach, file: string, rows: readonly Row[], { quiet, 'held-out': heldOut, typos }: Options): void {
  const clean = rows.flatMap((row) => judge(talk, row));
  if (!quiet) print(misses(clean));
  print(figures(file, clean, heldOut));
  if (typos === undefined) return;
  const mistyped = Array.from({ length: SEEDS }, (_, at) => wholeNumber(typos) + at).map((seed) => ({
    seed,
    verdicts: mistypedVerdicts(talk, rows, seed),
  }));
  print(typoFigures(clean, mistyped));
  if (!quiet) for (const { seed, verdicts } of mistyped) print([`\n  Lost with the errors of seed ${seed}:`, ...lostToTypos(clean, verdicts)]);
}

function mistypedVerdicts(talk: Coach, rows: readonly Row[], seed: number): Verdict[] {
  return rows.flatMap((row) => judge(talk, row, (text) => withTypos(text, seed)));
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`"${text}" is no whole number from 1 on.`);
  return Number(text);
}

function print(lines: readonly string[]): void {
  for (const line of lines) console.log(line);
}

await main();
