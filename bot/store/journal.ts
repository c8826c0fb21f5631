/**
 * Lets files outlast a power cut: each change is first added to a journal that is synced, so that many changes share one sync;
 * the files are put in place unsynced and, after a power cut, once more from the journal.
 */
import { mkdir, open, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { type Lines, openLines, readLines } from './lines.ts';

const FOLDER = '.journal';
/** Then the files are synced and a new journal is begun. */
const FULL_BYTES = 32 * 1024 * 1024;

/** The new content of the file at `target` (a path below the root), or null if it was removed. */
export type Entry = { readonly target: string; readonly text: string | null };

export type Journal = {
  /** Puts the files in place by `place` once that is sure to outlast a power cut. */
  keep(entries: readonly Entry[], place: () => Promise<void>): Promise<void>;
  /** Syncs every file and forgets what the journal has: nothing removed can be read in it any more. */
  settle(): Promise<void>;
  close(): Promise<void>;
};

/** One file of the journal, what it has put in place, and what it is about to. */
type Part = { readonly file: string; readonly lines: Lines; readonly targets: Set<string>; readonly placing: Set<Promise<void>> };

/** Puts in place what earlier processes added, and removes it; done also where no journal is kept now. */
export async function recover(root: string): Promise<void> {
  const folder = join(root, FOLDER);
  const files = await partsIn(folder);
  if (files.length === 0) return;
  const newest = new Map<string, string | null>();
  for (const file of files) {
    for await (const line of readLines(file)) {
      const entries = z.array(KeptEntry).safeParse(line);
      if (entries.success) for (const { target, text } of entries.data) newest.set(target, text);
    }
  }
  for (const [target, text] of newest) {
    const file = join(root, target);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    if (text === null) await rm(file, { force: true });
    // A power cut in the middle of this finds the journal again.
    else await writeFile(file, text, { mode: 0o600 });
  }
  await syncAll(root, newest.keys());
  for (const file of files) await rm(file);
}

/** @param fullBytes size at which a part is settled */
export async function openJournal(root: string, fullBytes = FULL_BYTES): Promise<Journal> {
  const folder = join(root, FOLDER);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await syncFolder(root);
  let number = 0;
  let part = await begin();
  /** Full ones, oldest first. One goes only after those before it, or they would put older files in place. */
  const full: Part[] = [];
  let settling: Promise<void> = Promise.resolve();

  async function begin(): Promise<Part> {
    number += 1;
    const file = join(folder, `${String(number).padStart(8, '0')}.jsonl`);
    const lines = await openLines(file, true);
    await syncFolder(folder);
    return { file, lines, targets: new Set(), placing: new Set() };
  }

  async function settleOnce(): Promise<void> {
    if (part.lines.bytes() > 0 || part.placing.size > 0) {
      const next = await begin();
      full.push(part);
      part = next;
    }
    for (let old = full[0]; old; old = full[0]) {
      while (old.placing.size > 0) await Promise.all(old.placing);
      await syncAll(root, old.targets);
      await old.lines.close();
      await rm(old.file, { force: true });
      full.shift();
    }
    await syncFolder(folder);
  }

  function settle(): Promise<void> {
    settling = settling.catch(() => undefined).then(settleOnce);
    return settling;
  }

  return {
    async keep(entries, place) {
      const into = part;
      const placed = into.lines.add(JSON.stringify(entries)).then(place);
      const done = placed.then(
        () => undefined,
        () => undefined,
      );
      into.placing.add(done);
      for (const { target } of entries) into.targets.add(target);
      try {
        await placed;
      } finally {
        into.placing.delete(done);
      }
      // Whoever comes next need not wait; what fails now is tried again then.
      if (into === part && into.lines.bytes() > fullBytes) settle().catch(() => undefined);
    },
    settle,
    async close() {
      await settle();
      await part.lines.close();
      await rm(part.file);
    },
  };
}

async function partsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.sort().map((name) => join(folder, name));
}

async function syncAll(root: string, targets: Iterable<string>): Promise<void> {
  const folders = new Set([root]);
  for (const target of targets) {
    folders.add(dirname(join(root, target)));
    await sync(join(root, target));
  }
  for (const folder of folders) await syncFolder(folder);
}

async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders, and keeps their entries by itself.
  if (process.platform !== 'win32') await sync(folder);
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  try {
    await handle?.sync();
  } finally {
    await handle?.close();
  }
}

const KeptEntry = z.object({ target: z.string(), text: z.string().nullable() });
