/** The libraries that we measure beside, each used as its own documentation shows. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Row } from './collections.ts';

const HOME = join(import.meta.dirname, 'peers');
const theirs = createRequire(join(HOME, 'package.json'));
const ours = createRequire(import.meta.url);

/** Installs the peers beside this file, once. @returns false where that fails: then we measure ourselves alone */
export function installPeers(): boolean {
  if (existsSync(join(HOME, 'node_modules', 'minisearch'))) return true;
  console.log('Installing the peers (once) …');
  const run = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts', '--prefix', HOME], {
    encoding: 'utf8',
  });
  if (run.status !== 0) console.log(`The peers could not be installed, so only our own engine is measured. npm says:\n${run.stderr.slice(0, 500)}\n`);
  return run.status === 0;
}

/** The places of the ten best texts for a question, best first. */
export type PeerSearch = (question: string) => number[];

/** Builds an index over texts. `stemmed` texts and questions are stems with a space between, stop words left out: nothing is done to them. */
type PeerRetriever = (texts: readonly string[], stemmed: boolean) => PeerSearch;

const onSpaces = (text: string) => text.split(' ').filter(Boolean);

const minisearch: PeerRetriever = (texts, stemmed) => {
  const MiniSearch = theirs('minisearch');
  const index = new MiniSearch({ fields: ['text'], ...(stemmed && { tokenize: onSpaces, processTerm: (term: string) => term }) });
  index.addAll(texts.map((text, id) => ({ id, text })));
  return (question) =>
    index
      .search(question)
      .slice(0, 10)
      .map(({ id }: { id: number }) => id);
};

const lunr: PeerRetriever = (texts, stemmed) => {
  const make = theirs('lunr');
  const index = make(function (this: { ref(name: string): void; field(name: string): void; add(doc: object): void; [part: string]: unknown }) {
    this.ref('id');
    this.field('text');
    if (stemmed) for (const part of ['pipeline', 'searchPipeline']) (this[part] as { reset(): void }).reset();
    texts.forEach((text, id) => {
      this.add({ id, text: stemmed ? onSpaces(text) : text });
    });
  });
  const find = (question: string): { ref: string }[] => {
    // Marks are commands to its search.
    if (!stemmed) return index.search(question.replace(/[^\p{L}\p{N}\s]/gu, ' '));
    return index.query((query: { term(terms: readonly string[], options: object): void }) => query.term(onSpaces(question), {}));
  };
  return (question) =>
    find(question)
      .slice(0, 10)
      .map(({ ref }) => Number(ref));
};

const wink: PeerRetriever = (texts, stemmed) => {
  const index = theirs('wink-bm25-text-search')();
  index.defineConfig({ fldWeights: { body: 1 } });
  index.definePrepTasks([stemmed ? onSpaces : winkReader()]);
  texts.forEach((body, id) => {
    index.addDoc({ body }, id);
  });
  index.consolidate();
  return (question) => index.search(question, 10).map(([id]: [string]) => Number(id));
};

/** The preparation that wink-bm25-text-search documents: words without stop words, stemmed, what is negated apart. */
function winkReader(): (text: string) => string[] {
  const nlp = theirs('wink-nlp')(theirs('wink-eng-lite-web-model'));
  const { its } = nlp;
  return (text) => {
    const terms: string[] = [];
    nlp
      .readDoc(text)
      .tokens()
      .filter((token: { out(of: unknown): unknown }) => token.out(its.type) === 'word' && !token.out(its.stopWordFlag))
      .each((token: { out(of: unknown): string }) => terms.push(token.out(its.negationFlag) ? `!${token.out(its.stem)}` : token.out(its.stem)));
    return terms;
  };
}

export const RETRIEVERS: Readonly<Record<string, PeerRetriever>> = { minisearch, lunr, 'wink-bm25': wink };

/** The intent that a peer chooses and how sure it is, trained on rows. */
export type PeerChooser = (rows: readonly Row[]) => Promise<(text: string) => Promise<{ name: string; sure: number }>>;

const nlpjs: PeerChooser = async (rows) => {
  const settings = { nlp: { forceNER: false, autoSave: false, autoLoad: false, log: false, languages: ['en'], nlu: { log: false } } };
  const dock = await theirs('@nlpjs/basic').dockStart({ settings, use: ['Basic', 'LangEn'] });
  const nlp = dock.get('nlp');
  nlp.addLanguage('en');
  for (const [text, name] of rows) nlp.addDocument('en', text, name);
  await nlp.train();
  return async (text) => {
    const { intent, score } = await nlp.process('en', text);
    return { name: intent, sure: intent === 'None' ? 0 : score };
  };
};

/**
 * @param file its classifier, by subpath: the package's index loads database drivers
 * @param surenessOf its values, best first → how sure it is: what tells off-topic messages apart best
 */
function naturalBy(file: string, surenessOf: (values: readonly number[]) => number): PeerChooser {
  return async (rows) => {
    const classifier = new (ours(`natural/lib/natural/classifiers/${file}.js`))();
    for (const [text, name] of rows) classifier.addDocument(text, name);
    classifier.train();
    return async (text) => {
      const found: { label: string; value: number }[] = classifier.getClassifications(text);
      return { name: found[0]?.label ?? '', sure: surenessOf(found.map(({ value }) => value)) };
    };
  };
}

export const CHOOSERS: Readonly<Record<string, PeerChooser>> = {
  'nlp.js': nlpjs,
  'natural-bayes': naturalBy('bayes_classifier', ([best = 0, ...rest]) => best / rest.reduce((sum, value) => sum + value, best || 1)),
  'natural-logreg': naturalBy('logistic_regression_classifier', ([best = 0]) => best),
};
