/** The default store: one small JSON file an item, in one folder, for one process. The only user of lowdb. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { JSONFile } from 'lowdb/node';
import { z } from 'zod';
import { atMost } from '../limits.ts';
import { type Log, openLog } from '../log.ts';
import { openQueue } from '../queue.ts';
import { DUE_KIND, openDues } from './dues.ts';
import { openEventFiles, readEvents } from './event-files.ts';
import { openJournal, recover } from './journal.ts';
import { lockFolder } from './lock.ts';
import { openStaging } from './staging.ts';
import { ABSENT, Conflict, type Item, type Store } from './storage.ts';

/** ETags that stay in memory, so that few writes need to read their file first. */
const KNOWN_ETAGS = 10_000;
/** Files that are read at the same time where all are looked through. */
const AT_ONCE = 32;

/**
 * A store in the folder `dir`, which is made if need be. A file that cannot be understood is set aside as
 * `….damaged-<time>`, named in the log, and counts as missing. A killed process loses nothing acknowledged. A power cut
 * may lose the newest writes, as lowdb does not sync; with `outlasts: 'power-loss'` it loses nothing acknowledged either.
 * @throws if another process uses the folder, naming it, or the folder cannot be written
 */
export async function openStore(dir: string, log: Log = openLog('warn'), outlasts: 'kill' | 'power-loss' = 'kill'): Promise<Store> {
  const root = resolve(dir);
  await mkdir(root, { recursive: true, mode: 0o700 });
  const unlock = await lockFolder(root);
  const { stage, journal } = await openFiles(root, outlasts).catch(async (error: unknown) => {
    await unlock();
    throw error;
  });
  const eventFiles = openEventFiles(root, outlasts === 'power-loss');
  const queue = openQueue();
  const eTags = new Map<string, string>();
  const dues = openDues(() => readFolder(root, DUE_KIND), log);
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
    if (eTag !== (eTags.get(key) ?? (await load(key))?.eTag ?? ABSENT)) throw new Conflict();
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
          if (journal) {
            await staged.ready();
            await journal.keep(
              records.map((kept) => ({ target: pathOf(kept.key), text: JSON.stringify(kept) })),
              staged.commit,
            );
          } else await staged.commit();
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
        const remove = async () => {
          for (const key of keys) {
            eTags.delete(key);
            await rm(join(root, pathOf(key)), { force: true });
            await dues.note(key, undefined);
          }
        };
        if (!journal || keys.length === 0) return remove();
        await journal.keep(
          keys.map((key) => ({ target: pathOf(key), text: null })),
          remove,
        );
        // What was removed must not stand in the journal any more.
        await journal.settle();
      });
    },

    async list(prefix) {
      mustBeOpen();
      const keys: string[] = [];
      for await (const { kept } of readFolder(root, kindOf(prefix))) if (kept?.key.startsWith(prefix)) keys.push(kept.key);
      return keys;
    },

    async append(event) {
      mustBeOpen();
      await eventFiles.append(event);
    },

    events(from, to) {
      mustBeOpen();
      return readEvents(root, from, to);
    },

    async dueBy(time) {
      mustBeOpen();
      return dues.by(time);
    },

    close() {
      closing ??= queue
        .idle()
        .then(() => Promise.all([journal?.close(), eventFiles.close()]))
        .then(unlock);
      return closing;
    },
  };
}

async function openFiles(root: string, outlasts: 'kill' | 'power-loss') {
  const stage = await openStaging(root);
  await recover(root);
  return { stage, journal: outlasts === 'power-loss' ? await openJournal(root) : undefined };
}

/**
 * Every file of an item in the folder, or of one kind of items, with what is in it; `kept` is undefined if that cannot be
 * understood. Takes no lock, so it can be used beside a running server: each item is one that stood there a moment ago.
 */
export async function* readFolder(dir: string, kind?: string): AsyncIterable<{ file: string; kept: Kept | undefined }> {
  const kinds = kind ? [kind] : (await readdir(dir)).filter((name) => /^[a-z]+$/.test(name));
  for (const folder of kinds) {
    const names = await readdir(join(dir, folder)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
      throw error;
    });
    const files = names.filter((name) => ITEM_FILE.test(name)).map((name) => join(dir, folder, name));
    for (let at = 0; at < files.length; at += AT_ONCE) {
      const read = files.slice(at, at + AT_ONCE).map(async (file) => ({ file, content: await contentOf(file) }));
      for (const { file, content } of await Promise.all(read)) {
        // Removed since its name was read.
        if (content === null) continue;
        const kept = Kept.safeParse(content);
        yield { file, kept: kept.success && file.endsWith(pathOf(kept.data.key)) ? kept.data : undefined };
      }
    }
  }
}

/**
 * What the folder of a store keeps of people, without their keys; read file by file, so that a running server is not disturbed. A file that
 * cannot be understood is passed over, as is a folder that is not there.
 */
export async function peopleIn(dir: string): Promise<Item[]> {
  const items: Item[] = [];
  for await (const { kept } of readFolder(dir, 'person')) if (kept) items.push(kept.item);
  return items;
}

const ITEM_FILE = /^[0-9a-f]{64}\.json$/;

/** Null if there is no such file, undefined if it is not JSON. */
async function contentOf(file: string): Promise<unknown> {
  try {
    return await new JSONFile<unknown>(file).read();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What stands in a file. */
type Kept = z.infer<typeof Kept>;
const Kept = z.object({ version: z.literal(1), key: z.string(), eTag: z.string().min(1), item: z.record(z.string(), z.unknown()) });

async function readKept(file: string, key: string, log: Log): Promise<Kept | undefined> {
  const content = await contentOf(file);
  if (content === null) return undefined;
  const kept = Kept.safeParse(content);
  if (kept.success && kept.data.key === key) return kept.data;
  const aside = `${file}.damaged-${new Date().toISOString().replaceAll(':', '-')}`;
  await rename(file, aside);
  log.error({ file: aside }, 'a stored file could not be understood and was set aside');
  return undefined;
}

/** `person/…` gets a file in the folder `person`; its name is a hash, so that any key is safe and no name betrays a person. */
function pathOf(key: string): string {
  // As UTF-16: in UTF-8 every lone surrogate would turn into the same character.
  return `${kindOf(key) ?? OTHER}/${createHash('sha256').update(Buffer.from(key, 'utf16le')).digest('hex')}.json`;
}

/** Undefined where a key has none, and where the keys that begin so may have any. */
function kindOf(key: string): string | undefined {
  const kind = /^[a-z]{4,20}(?=\/)/.exec(key)?.[0];
  // The folder of the events is no folder of items.
  return kind === 'events' ? OTHER : kind;
}

const OTHER = 'other';
