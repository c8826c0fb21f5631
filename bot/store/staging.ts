/** Replaces several files as one: a process that dies half-way leaves all of them old or, after the next start, all of them new. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const FOLDER = '.staged';
/** Ending of the empty folder that says: these files are complete and count from now on. */
const VALID = '.valid';

export type Change = {
  /** Path of the file below the root, its folders parted by `/`. */
  readonly target: string;
  /** Writes the new content to a file of that name. */
  write(file: string): Promise<void>;
};

export type Staged = {
  /** Resolves when the new files are written. */
  ready(): Promise<void>;
  /** Puts the new files in place once they are ready. A failure leaves the old ones. */
  commit(): Promise<void>;
  /** Removes what was written and not put in place. */
  discard(): Promise<void>;
};

/** Finishes or removes what an earlier process left, and gives back what starts a change. */
export async function openStaging(root: string): Promise<(changes: readonly Change[]) => Staged> {
  const folder = join(root, FOLDER);
  const targetFolders = new Set<string>();
  const makeFolder = async (target: string) => {
    const path = dirname(join(root, target));
    if (!targetFolders.has(path)) await mkdir(path, { recursive: true, mode: 0o700 });
    targetFolders.add(path);
  };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await clear(root, folder, makeFolder);

  return (changes) => {
    const id = randomUUID();
    const valid = join(folder, id + VALID);
    const files = changes.map(({ target, write }) => ({ target, write, file: join(folder, nameOf(id, target)) }));
    // Started at once, so that what the caller changes later does not count; settled, so that no failure goes unheard.
    const written = Promise.allSettled(files.map(async ({ file, write }) => write(file)));
    let moved = 0;
    const ready = async () => {
      for (const outcome of await written) if (outcome.status === 'rejected') throw outcome.reason;
    };
    return {
      ready,
      async commit() {
        await ready();
        for (const { target } of files) await makeFolder(target);
        if (files.length > 1) await mkdir(valid);
        for (const { file, target } of files) {
          await rename(file, join(root, target));
          moved += 1;
        }
        if (files.length > 1) await rmdir(valid);
      },
      async discard() {
        await written;
        // With one file in place the others belong to it: the next start puts them there.
        if (moved > 0) return;
        await rm(valid, { recursive: true, force: true });
        // Half-written files of lowdb bear the id in the middle of their names.
        for (const name of await readdir(folder)) if (name.includes(id)) await rm(join(folder, name), { force: true });
      },
    };
  };
}

async function clear(root: string, folder: string, makeFolder: (target: string) => Promise<void>): Promise<void> {
  const names = await readdir(folder);
  for (const valid of names.filter((name) => name.endsWith(VALID))) {
    for (const name of names) {
      const target = targetOf(name, valid.slice(0, -VALID.length));
      if (target === undefined) continue;
      await makeFolder(target);
      await rename(join(folder, name), join(root, target));
    }
    await rmdir(join(folder, valid));
  }
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
}

function nameOf(id: string, target: string): string {
  return `${id}~${target.replaceAll('/', '~')}`;
}

function targetOf(name: string, id: string): string | undefined {
  return name.startsWith(`${id}~`) ? name.slice(id.length + 1).replaceAll('~', '/') : undefined;
}
