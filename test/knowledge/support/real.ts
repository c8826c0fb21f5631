/** The project's own content, loaded once for all tests of a run. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knowledge } from '../../../knowledge/knowledge.ts';
import { loadKnowledge } from '../../../knowledge/load.ts';

let loading: Promise<Knowledge> | undefined;

/** @throws Error that lists every error in the content, if there is one */
export function realKnowledge(): Promise<Knowledge> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Knowledge> {
  const cacheDir = mkdtempSync(join(tmpdir(), 'knowledge-'));
  try {
    const loaded = await loadKnowledge(undefined, cacheDir);
    if (loaded.ok) return loaded.knowledge;
    throw new Error(loaded.errors.map(({ file, line, problem }) => `${file}:${line} ${problem}`).join('\n'));
  } finally {
    rmSync(cacheDir, { recursive: true });
  }
}
