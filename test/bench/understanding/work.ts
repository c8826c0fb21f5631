/** One measurement in a process of its own: reads a job from the command line, prints its figures as one line of JSON. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { loadKnowledge } from '../../../knowledge/load.ts';
import { buildIndex, type Index, search, type Weighted } from '../../../knowledge/search.ts';
import { SPAN, STOP } from '../../../knowledge/words.ts';
import { chanceOf, shuffled } from './chance.ts';
import { type Intents, type Retrieval, type Row, readCollection, type Text } from './collections.ts';
import { grown } from './growth.ts';
import { measureIntents } from './intents.ts';
import { mean, mrrAt10, ndcgAt10, quantile, recallAt5 } from './metrics.ts';
import { chooserOf, englishOf, passagesOf, type Retriever, retrieverOf } from './ours.ts';
import { CHOOSERS, type PeerChooser, type PeerSearch, RETRIEVERS } from './peers.ts';
import { mistyped } from './typos.ts';

export type Job =
  | { readonly task: 'retrieval'; readonly file: string; readonly engine: string; readonly stemmed: boolean; readonly most: number }
  | { readonly task: 'intents'; readonly file: string; readonly engine: string; readonly drawn: number | 'all rows' }
  | { readonly task: 'growth'; readonly files: readonly string[]; readonly engine: string; readonly size: number };

export type Figures = Readonly<Record<string, number>>;

const SEED = 1;
/** So many passages are asked for. */
const BEST = 10;
const GROWTH_QUESTIONS = 200;
/** Each question that times an index of a given size is asked so often, after one round that does not count. */
const ROUNDS = 5;
/** A peer that needs longer for all its rounds is timed on those it managed. */
const MOST_MS = 60_000;

const job = JSON.parse(process.argv[2] ?? '') as Job;
const loaded = await loadKnowledge();
if (!loaded.ok) throw new Error('The content has errors: run "npm run check:content".');
const english = englishOf(loaded.knowledge.content.words);
console.log(JSON.stringify(await figures(job)));
process.exit();

async function figures(job: Job): Promise<Figures> {
  switch (job.task) {
    case 'retrieval':
      return retrieval(readCollection(job.file) as Retrieval, job.engine, job.stemmed, job.most);
    case 'intents':
      return measureIntents(readCollection(job.file) as Intents, job.drawn, CHOOSERS[job.engine] ?? ours);
    case 'growth':
      return growth(job);
  }
}

async function ours(rows: readonly Row[]): ReturnType<PeerChooser> {
  const choose = chooserOf(english, rows);
  return async (text) => choose(text);
}

/** Quality of the ten best, and microseconds a question from its text to them, and memory of the index. */
function retrieval({ docs, queries, qrels }: Retrieval, engine: string, stemmed: boolean, most: number): Figures {
  const asked = shuffled(queries, chanceOf(SEED)).slice(0, most);
  const chance = chanceOf(SEED);
  const mistypedToo = asked.map(({ id, text }) => ({ id, text: mistyped(text, chance) }));
  const read = stemmed ? (text: string) => stemsOf(text) : (text: string) => text;
  const texts = docs.map(({ text }) => read(text));

  const before = usedMb();
  const started = performance.now();
  const find = searcher(engine, texts, stemmed);
  const buildMs = performance.now() - started;
  const heapMb = usedMb() - before;

  const times: number[] = [];
  const judge = (questions: readonly Text[]) =>
    questions.map(({ id, text }) => {
      const question = read(text);
      const from = performance.now();
      const ranked = find(question).map((at) => docs[at]?.id ?? '');
      times.push((performance.now() - from) * 1000);
      const relevant = qrels[id] ?? {};
      return { ndcg: ndcgAt10(ranked, relevant), recall: recallAt5(ranked, relevant), mrr: mrrAt10(ranked, relevant) };
    });
  const [clean, typos] = [judge(asked), judge(mistypedToo)];
  const averages = (judged: typeof clean) => (['ndcg', 'recall', 'mrr'] as const).map((name) => mean(judged.map((one) => one[name])));
  const [ndcg = 0, recall = 0, mrr = 0] = averages(clean);
  const [ndcgTypos = 0, recallTypos = 0, mrrTypos = 0] = averages(typos);
  const speed = { p50: quantile(times, 0.5), p99: quantile(times, 0.99), buildMs, heapMb };
  return { questions: asked.length, ndcg, recall, mrr, ndcgTypos, recallTypos, mrrTypos, ...speed };
}

function searcher(engine: string, texts: readonly string[], stemmed: boolean): PeerSearch {
  const peer = RETRIEVERS[engine];
  if (peer) return peer(texts, stemmed);
  const { index, terms } = retrieverOf(english, texts);
  return (question) => search(index, terms(question), BEST).map(({ passage }) => passage);
}

/** The text as the stems that our engine would rank by, without stop words: what the peers are given. */
function stemsOf(text: string): string {
  return english.words
    .readContent(text)
    .terms.filter((term) => !term.startsWith(STOP) && !term.startsWith(SPAN))
    .join(' ');
}

/** Time and memory of an index over so many passages. Everybody gets terms that are read already; reading is timed apart. */
function growth({ files, engine, size }: Extract<Job, { task: 'growth' }>): Figures {
  const chance = chanceOf(SEED);
  const collections = files.map((file) => readCollection(file) as Retrieval);
  const texts = grown(
    collections.map(({ docs }) => docs.map(({ text }) => text)),
    size,
    chance,
  );
  const each = Math.ceil(GROWTH_QUESTIONS / collections.length);
  const questions = collections.flatMap(({ queries }) => shuffled(queries, chance).slice(0, each)).map(({ text }) => text);
  const peer = RETRIEVERS[engine];
  return peer ? growthOfPeer(peer, texts.map(stemsOf), questions.map(stemsOf)) : growthOfOurs(texts, questions);
}

function growthOfPeer(peer: (typeof RETRIEVERS)[string], stemmed: readonly string[], questions: readonly string[]): Figures {
  const before = usedMb();
  const started = performance.now();
  const find = peer(stemmed, true);
  const buildMs = performance.now() - started;
  return { buildMs, heapMb: usedMb() - before, ...timed(questions, find) };
}

function growthOfOurs(texts: readonly string[], questions: readonly string[]): Figures {
  const dir = mkdtempSync(join(tmpdir(), 'bench-index-'));
  const file = join(dir, 'index.bin');
  const { terms, buildMs, savedMb } = saveIndex(texts, file);
  const before = usedMb();
  const started = performance.now();
  const loadedIndex = deserialize(readFileSync(file)) as Index;
  const loadMs = performance.now() - started;
  rmSync(dir, { recursive: true });
  const heapMb = usedMb() - before;
  const asked = questions.map(terms);
  const reading = timed(questions, terms);
  const addUp = floorOf(loadedIndex);
  timed(asked, addUp);
  const ranking = timed(asked, (question) => search(loadedIndex, question, BEST));
  const floor = timed(asked, addUp);
  return { buildMs, loadMs, savedMb, heapMb, ...ranking, reading: reading.p50, floor: floor.p50 };
}

/** Leaves an index over the texts on disk, and nothing of it in memory. */
function saveIndex(texts: readonly string[], file: string): { terms: Retriever['terms']; buildMs: number; savedMb: number } {
  const { passages, terms } = passagesOf(english, texts);
  const started = performance.now();
  const index = buildIndex(passages);
  const buildMs = performance.now() - started;
  const saved = serialize(index);
  writeFileSync(file, saved);
  return { terms, buildMs, savedMb: saved.length / 2 ** 20 };
}

/** The least that ranking can do: the weight of each posting of the question's terms added into scores that are there already. */
function floorOf({ terms, start, passage, weight, size }: Index): (question: readonly Weighted[]) => void {
  const sums = new Float32Array(size);
  const add = (from: number, to: number) => {
    for (let at = from; at < to; at++) {
      const place = passage[at] as number;
      sums[place] = (sums[place] as number) + (weight[at] as number);
    }
  };
  return (question) => {
    for (const { term } of question) {
      const number = terms.get(term);
      if (number !== undefined) add(start[number] as number, start[number + 1] as number);
    }
  };
}

/** Microseconds a question. */
function timed<T>(questions: readonly T[], ask: (question: T) => unknown): { p50: number; p99: number } {
  const times: number[] = [];
  const started = performance.now();
  for (let round = 0; round <= ROUNDS; round++) {
    for (const question of questions) {
      const from = performance.now();
      ask(question);
      const took = performance.now() - from;
      const isLate = performance.now() - started > MOST_MS;
      if (round > 0 || isLate) times.push(took * 1000);
      if (isLate) return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
    }
  }
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}

/** Memory in use, buffers included, after all that is free was collected. */
function usedMb(): number {
  // What the first round frees may hold more.
  for (let round = 0; round < 3; round++) globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
}
