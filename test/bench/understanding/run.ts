/**
 * `npm run bench:understanding -- --data DIR`: our engine beside its peers on every collection in a directory, as tables.
 *
 * Options: `--only=retrieval|intents|speed` leaves the rest out; `--quick` asks fewer questions, one seed, no full training sets and at
 * most 10,000 passages; `--alone` measures no peers. Each figure comes from a process of its own, one after the other.
 */
import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { filesIn, readCollection } from './collections.ts';
import { mean } from './metrics.ts';
import { CHOOSERS, installPeers, RETRIEVERS } from './peers.ts';
import type { Figures, Job } from './work.ts';

const options = process.argv.slice(2);
const isQuick = options.includes('--quick');
const only = options.find((option) => option.startsWith('--only='))?.slice('--only='.length);
const dir = options[options.indexOf('--data') + 1] ?? '';
if (!options.includes('--data') || !dir) throw new Error('Say where the collections are: npm run bench:understanding -- --data DIR');

/** Longest time for one figure; a peer that takes longer is said to. */
const MOST_MS = isQuick ? 120_000 : 300_000;
/** A full training set so large is left to engines that trained on a small one in less than this. */
const QUICK_TRAINING_MS = 2000;
const OURS = 'shift-coach';
const SEEDS = isQuick ? [1] : [1, 2, 3];
const SIZES = isQuick ? [1_000, 10_000] : [1_000, 10_000, 100_000];

const SPEED = { 'p50 µs': tenths('p50'), '  p99 µs': tenths('p99') };

type Row = { readonly name: string; readonly found: Figures | undefined };

const withPeers = !options.includes('--alone') && installPeers();
const collections = filesIn(dir).map((file) => ({ file, kind: readCollection(file).kind, name: readCollection(file).name }));
const retrieval = collections.filter(({ kind }) => kind === 'retrieval');
const intents = collections.filter(({ kind }) => kind === 'intents');
console.log(
  `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}; each figure from a fresh process`,
);

if (!only || only === 'retrieval') for (const { file, name } of retrieval) showRetrieval(name, file);
if (!only || only === 'intents') for (const { file, name } of intents) showIntents(name, file);
if ((!only || only === 'speed') && retrieval.length > 0) for (const size of SIZES) showGrowth(size);

function showRetrieval(name: string, file: string): void {
  const most = isQuick ? 300 : Number.MAX_SAFE_INTEGER;
  const run = (engine: string, stemmed: boolean) => measured({ task: 'retrieval', file, engine, stemmed, most });
  const rows: Row[] = [{ name: OURS, found: run(OURS, false) }];
  for (const engine of peersOf(RETRIEVERS)) {
    rows.push({ name: `${engine}, as documented`, found: run(engine, false) });
    rows.push({ name: `${engine}, on our stems`, found: run(engine, true) });
  }
  table(`${name}: ranking of ${rows[0]?.found?.questions} questions; then the same mistyped (one edit in 30 % of the words)`, rows, {
    'nDCG@10': share('ndcg'),
    'recall@5': share('recall'),
    'MRR@10': share('mrr'),
    'nDCG typo': share('ndcgTypos'),
    'recall typo': share('recallTypos'),
    'MRR typo': share('mrrTypos'),
    ...SPEED,
    'build ms': whole('buildMs'),
    'heap MB': tenths('heapMb'),
  });
}

function showIntents(name: string, file: string): void {
  const columns = {
    right: share('acc'),
    'right typo': share('accTypos'),
    AUROC: share('auroc'),
    'right at t': share('rightAt'),
    'false accepts': share('falseAccepts'),
    ...SPEED,
    'train ms': whole('trainMs'),
  };
  const engines = [OURS, ...peersOf(CHOOSERS)];
  const few = engines.map((engine) => ({
    name: engine,
    found: meanOf(SEEDS.map((seed) => measured({ task: 'intents', file, engine, drawn: seed }))),
  }));
  table(`${name}: up to 20 intents of 10 examples each, mean of seeds ${SEEDS.join(', ')}; threshold t chosen on validation rows`, few, columns);
  if (isQuick) return;
  const slow = new Set(few.filter(({ found }) => (found?.trainMs ?? Number.POSITIVE_INFINITY) > QUICK_TRAINING_MS).map((row) => row.name));
  const full = engines.map((engine) => ({
    name: slow.has(engine) ? `${engine} (too slow, not run)` : engine,
    found: slow.has(engine) ? undefined : measured({ task: 'intents', file, engine, drawn: 'all rows' }),
  }));
  table(`${name}: all intents, full training set`, full, columns);
}

/** Ranking alone: terms are read already, for everybody. */
function showGrowth(size: number): void {
  const files = retrieval.map(({ file }) => file);
  const ours = measured({ task: 'growth', files, engine: OURS, size });
  const peers = peersOf(RETRIEVERS).map((engine) => ({ name: `${engine}, on our stems`, found: measured({ task: 'growth', files, engine, size }) }));
  table(`${size} passages (synthetic, seeded, out of ${retrieval.map(({ name }) => name).join(' and ')})`, [{ name: OURS, found: ours }, ...peers], {
    ...SPEED,
    'build ms': whole('buildMs'),
    'heap MB': tenths('heapMb'),
    'saved MB': tenths('savedMb'),
    'load ms': whole('loadMs'),
  });
  if (!ours) return;
  const { p50 = 0, floor = 0, reading = 0 } = ours;
  const fastest = Math.min(...peers.flatMap(({ found }) => found?.p50 ?? []));
  console.log(
    `  floor (adding up the postings touched) ${floor.toFixed(1)} µs: ${(p50 / floor).toFixed(2)} × that; reading and spelling a question ${reading.toFixed(1)} µs`,
  );
  if (Number.isFinite(fastest)) console.log(`  fastest peer ${fastest.toFixed(0)} µs: ${(fastest / p50).toFixed(0)} × ours`);
}

function peersOf(peers: Readonly<Record<string, unknown>>): string[] {
  return withPeers ? Object.keys(peers) : [];
}

/** The figures of a job, or nothing where it fails or takes too long: standard error says which. */
function measured(job: Job): Figures | undefined {
  const args = ['--expose-gc', '--max-old-space-size=6000', '--import', 'tsx', join(import.meta.dirname, 'work.ts'), JSON.stringify(job)];
  const run = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: MOST_MS });
  const line = run.stdout?.trim().split('\n').at(-1) ?? '';
  if (run.status === 0 && line.startsWith('{')) return JSON.parse(line);
  const why = run.error ? `not done in ${MOST_MS / 1000} s` : run.stderr.slice(-600);
  console.error(`  ${job.engine}: ${why}`);
  return undefined;
}

/** The mean of each figure; nothing where one run failed. */
function meanOf(runs: readonly (Figures | undefined)[]): Figures | undefined {
  const done = runs.filter((run) => run !== undefined);
  if (done.length < runs.length) return undefined;
  const names = Object.keys(done[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, mean(done.map((run) => run[name] ?? Number.NaN))]));
}

type Column = (found: Figures) => string;

function figure(name: string, digits: number): Column {
  return (found) => {
    const value = found[name];
    return value === undefined || value === null || Number.isNaN(value) ? '–' : value.toFixed(digits);
  };
}
function share(name: string): Column {
  return figure(name, 3);
}
function tenths(name: string): Column {
  return figure(name, 1);
}
function whole(name: string): Column {
  return figure(name, 0);
}

function table(title: string, rows: readonly Row[], columns: Readonly<Record<string, Column>>): void {
  console.log(`\n${title}`);
  const heads = Object.keys(columns);
  const width = Math.max(...rows.map(({ name }) => name.length));
  console.log(`  ${' '.repeat(width)}  ${heads.join('  ')}`);
  for (const { name, found } of rows) {
    const cells = heads.map((head) => (found ? (columns[head]?.(found) ?? '') : 'not done').padStart(head.length));
    console.log(`  ${name.padEnd(width)}  ${cells.join('  ')}`);
  }
}
