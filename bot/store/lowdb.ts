/** The default store: one small JSON file an item, in one folder, for one process. The only user of lowdb. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { JSONFile } from 'lowdb/node';
import { z } from 'zod';
import { atMost } from '../limits.ts';
import { type Log, openLog } from '../log.ts';
import { openQueue } from '../queue.ts';
import { lockFolder } from './lock.ts';
import { openStaging } from './staging.ts';
import { Conflict, type Item, type Store } from './storage.ts';

/** ETags that stay in memory, so that few writes need to read their file first. */
const KNOWN_ETAGS = 10_000;

/**
 * A store in the folder `dir`, which is made if need be. A file that cannot be understood is set aside as
 * `….damaged-<time>`, named in the log, and counts as missing. A killed process loses nothing acknowledged; a power cut
 * may lose the newest writes, as lowdb does not sync.
 * @throws if another process uses the folder, naming it, or the folder cannot be written
 */
export async function openStore(dir: string, log: Log = openLog('warn')): Promise<Store> {
  const root = resolve(dir);
  await mkdir(root, { recursive: true, mode: 0o700 });
  const unlock = await lockFolder(root);
  const stage = await openStaging(root).catch(async (error: unknown) => {
    await unlock();
    throw error;
  });
  const queue = openQueue();
  const eTags = new Map<string, string>();
  const dues = openDues(root, log);
  let closing: Promise<void> | undefined;

  function mustBeOpen(): void {
    if (closing) throw new Error('The store is closed.');
  }

  async function load(key: string): Promise<Kept | undefined> {
    const kept = await readKept(join(root, pathOf(key)), key, log);
    eTags.delete(key);
    if (kept) atMost(KNOWN_ETAGS, eTags.set(key, kept.eTag));
    return kept;
  }

  async function refuseStale(key: string, { eTag }: Item): Promise<void> {
    if (!eTag || eTag === '*') return;
    if (eTag !== (eTags.get(key) ?? (await load(key))?.eTag)) throw new Conflict();
  }

  return {
    async read(keys) {
      mustBeOpen();
      return queue.run(keys, async () => {
        const found = await Promise.all(keys.map(load));
        return Object.fromEntries(found.flatMap((kept) => (kept ? [[kept.key, { ...kept.item, eTag: kept.eTag }]] : [])));
      });
    },

    async write(changes) {
      mustBeOpen();
      const entries = Object.entries(changes);
      const records = entries.map(([key, { eTag: _, ...item }]): Kept => ({ version: 1, key, eTag: randomUUID(), item }));
      const staged = stage(records.map((kept) => ({ target: pathOf(kept.key), write: (file) => new JSONFile<Kept>(file).write(kept) })));
      await queue.run(Object.keys(changes), async () => {
        try {
          for (const [key, item] of entries) await refuseStale(key, item);
          for (const { key } of records) eTags.delete(key);
          await staged.commit();
          for (const [key, { due }] of entries) await dues.note(key, due);
          for (const { key, eTag } of records) atMost(KNOWN_ETAGS, eTags.set(key, eTag));
        } catch (error) {
          // What cannot be removed now goes at the next start; the reason of the failure matters more.
          await staged.discard().catch(() => undefined);
          throw error;
        }
      });
    },

    async delete(keys) {
      mustBeOpen();
      await queue.run(keys, async () => {
        for (const key of keys) {
          eTags.delete(key);
          await rm(join(root, pathOf(key)), { force: true });
          await dues.note(key, undefined);
        }
      });
    },

    async dueBy(time) {
      mustBeOpen();
      return dues.by(time);
    },

    close() {
      closing ??= queue.idle().then(unlock);
      return closing;
    },
  };
}

/**
 * What the folder of a store keeps of people, without their keys; read file by file, so that a running server is not disturbed. A file that
 * cannot be understood is passed over, as is a folder that is not there.
 */
export async function peopleIn(dir: string): Promise<Item[]> {
  const folder = join(dir, 'person');
  const names = await readdir(folder).catch(() => []);
  const items = names
    .filter((name) => name.endsWith('.json'))
    .map(async (name) => {
      const read = await new JSONFile<unknown>(join(folder, name)).read().catch(() => undefined);
      const kept = Kept.safeParse(read);
      return kept.success ? [kept.data.item] : [];
    });
  return (await Promise.all(items)).flat();
}

/** So many due items are given at a time. */
const MOST_DUE = 200;
const DUE_KIND = 'reminder';

/** Which items are due when, in memory: read from the folder of their kind when first asked for, then kept up with each write. */
function openDues(root: string, log: Log) {
  let known: Promise<Map<string, string>> | undefined;
  const all = () => {
    known ??= readDues(join(root, DUE_KIND), log).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
  return {
    async note(key: string, due: string | undefined): Promise<void> {
      if (!key.startsWith(`${DUE_KIND}/`)) return;
      // Not read yet: it will be found in its file.
      const map = await known?.catch(() => undefined);
      if (!map) return;
      if (due === undefined) map.delete(key);
      else map.set(key, due);
    },
    async by(time: string): Promise<string[]> {
      const due = [...(await all())].filter(([, at]) => at <= time).sort(([, a], [, b]) => (a < b ? -1 : Number(a > b)));
      return due.slice(0, MOST_DUE).map(([key]) => key);
    },
  };
}

async function readDues(folder: string, log: Log): Promise<Map<string, string>> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const found = new Map<string, string>();
  for (const name of names.filter((one) => one.endsWith('.json'))) {
    const kept = Kept.safeParse(await new JSONFile<unknown>(join(folder, name)).read().catch(() => undefined));
    if (!kept.success) log.error({ file: name }, 'a stored file could not be understood, so its reminders do not fire');
    else if (typeof kept.data.item.due === 'string') found.set(kept.data.key, kept.data.item.due);
  }
  return found;
}

/** What stands in a file. */
type Kept = z.infer<typeof Kept>;
const Kept = z.object({ version: z.literal(1), key: z.string(), eTag: z.string().min(1), item: z.record(z.string(), z.unknown()) });

async function readKept(file: string, key: string, log: Log): Promise<Kept | undefined> {
  try {
    const content = await new JSONFile<unknown>(file).read();
    if (content === null) return undefined;
    const kept = Kept.safeParse(content);
    if (kept.success && kept.data.key === key) return kept.data;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const aside = `${file}.damaged-${new Date().toISOString().replaceAll(':', '-')}`;
  await rename(file, aside);
  log.error({ file: aside }, 'a stored file could not be understood and was set aside');
  return undefined;
}

/** `person/…` gets a file in the folder `person`; its name is a hash, so that any key is safe and no name betrays a person. */
function pathOf(key: string): string {
  const kind = /^[a-z]{4,20}(?=\/)/.exec(key)?.[0] ?? 'other';
  // As UTF-16: in UTF-8 every lone surrogate would turn into the same character.
  return `${kind}/${createHash('sha256').update(Buffer.from(key, 'utf16le')).digest('hex')}.json`;
}
