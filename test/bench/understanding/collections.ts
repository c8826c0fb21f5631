/** Reads the collections of a directory, each told by its shape. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Relevance } from './metrics.ts';

export type Text = { readonly id: string; readonly text: string };
export type Row = readonly [text: string, name: string];

/** Documents, questions, and which document is relevant to which question. */
export type Retrieval = {
  readonly kind: 'retrieval';
  readonly name: string;
  readonly docs: readonly Text[];
  readonly queries: readonly Text[];
  readonly qrels: Readonly<Record<string, Relevance>>;
};

/** Messages with their intents, and, where there are any, messages that have none. */
export type Intents = {
  readonly kind: 'intents';
  readonly name: string;
  readonly train: readonly Row[];
  readonly test: readonly Row[];
  readonly val?: readonly Row[];
  readonly oos_val?: readonly Row[];
  readonly oos_test?: readonly Row[];
};

/** Every JSON file of the directory, by name. @throws Error where a file is neither kind of collection */
export function filesIn(dir: string): string[] {
  const files = readdirSync(dir)
    .filter((name) => name.endsWith('.json'))
    .sort();
  if (files.length === 0) throw new Error(`${dir}: no collection (*.json) is in there.`);
  return files.map((file) => join(dir, file));
}

export function readCollection(file: string): Retrieval | Intents {
  const read = JSON.parse(readFileSync(file, 'utf8'));
  const name = basename(file).replace(/(\.intents)?\.json$/, '');
  if (read.docs && read.queries && read.qrels) return { kind: 'retrieval', ...read, name };
  if (read.train && read.test) return { kind: 'intents', ...read, name };
  throw new Error(`${file}: neither a retrieval collection (docs, queries, qrels) nor one of intents (train, test).`);
}
