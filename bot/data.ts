/** All that is kept, out to one file and back in: from files to PostgreSQL and back, as a backup, and to see whether it is whole. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { stdout } from 'node:process';
import { createInterface } from 'node:readline';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { environment, readConfig } from './config.ts';
import { openLog } from './log.ts';
import { KeptEvent } from './store/event.ts';
import type { Event, Item } from './store/storage.ts';

/** What is written of a store: a line that says what it is, a line each item and event, and a line to tell a whole file by. */
type Line = z.infer<typeof Line>;
const Line = z.union([
  z.object({ format: z.literal('shift-coach-data'), version: z.literal(1), at: z.string() }),
  z.object({ key: z.string(), item: z.record(z.string(), z.unknown()) }),
  z.object({ event: KeptEvent }),
  z.object({ end: z.literal(true), items: z.number(), events: z.number(), sha256: z.string() }),
]);

const AT_ONCE = 100;

const USAGE = `Everything the coach keeps, as one file

  npm run -s data -- export FILE     writes all items and events of the store to FILE, also while the server runs
  npm run -s data -- import FILE     puts what is in FILE into an empty store; the server of a folder has to be stopped (--over: into one that is not empty)
  npm run -s data -- backup [FOLDER] as export, to a file with the time in its name (in ./backup), and reads it again to check it
  npm run -s data -- verify [FILE]   reads everything and says what cannot be understood; with FILE also what differs from it

The store is that of the settings (.env): DATABASE_URL if it is set, else DATA_DIR.
`;

/** @returns the exit code */
export async function data(words: readonly string[]): Promise<number> {
  const settings = readConfig(environment());
  if (!settings.ok) return refuse(settings.problems.join('\n'));
  const [command, ...rest] = words.filter((word) => !word.startsWith('--'));
  const file = rest[0];
  try {
    if (command === 'export' && file) return await exported(settings.config, file);
    if (command === 'import' && file) return await imported(settings.config, file, words.includes('--over'));
    if (command === 'backup') return await backedUp(settings.config, file ?? 'backup');
    if (command === 'verify') return await verified(settings.config, file);
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
  stdout.write(USAGE);
  return command === undefined ? 0 : 2;
}

type Where = { readonly databaseUrl: string | undefined; readonly dataDir: string; readonly durable: 'kill' | 'power-loss' };

/** Everything in a store as it is now: a database at one moment; a folder item by item, each as it stood a moment ago. */
async function openSource({ databaseUrl, dataDir }: Where) {
  if (databaseUrl !== undefined) return (await import('./store/postgres-read.ts')).readPostgres(databaseUrl);
  const { readFolder } = await import('./store/lowdb.ts');
  const { readEvents } = await import('./store/event-files.ts');
  await stat(dataDir);
  return {
    async *items() {
      for await (const { file, kept } of readFolder(dataDir)) yield kept ? { key: kept.key, item: kept.item } : { damaged: file };
    },
    events: () => readEvents(dataDir),
    close: async () => undefined,
  };
}

async function exported(where: Where, file: string): Promise<number> {
  const source = await openSource(where);
  const unfinished = `${file}.unfinished`;
  const handle = await open(unfinished, 'wx', 0o600);
  const hash = createHash('sha256');
  let [items, events, damaged] = [0, 0, 0];
  let text = '';
  const flush = async () => {
    await handle.appendFile(text);
    text = '';
  };
  const write = async (line: Line) => {
    const one = `${JSON.stringify(line)}\n`;
    hash.update(one);
    text += one;
    if (text.length > 1_000_000) await flush();
  };
  try {
    await write({ format: 'shift-coach-data', version: 1, at: new Date().toISOString() });
    for await (const found of source.items()) {
      if ('damaged' in found) {
        damaged += 1;
        stdout.write(`Left out, as it cannot be understood: ${found.damaged}\n`);
      } else {
        items += 1;
        await write(found);
      }
    }
    for await (const event of source.events()) {
      events += 1;
      await write({ event });
    }
    text += `${JSON.stringify({ end: true, items, events, sha256: hash.digest('hex') } satisfies Line)}
`;
    await flush();
    await handle.sync();
    await handle.close();
    await rename(unfinished, file);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(unfinished, { force: true });
    throw error;
  } finally {
    await source.close();
  }
  stdout.write(`Wrote ${items} items and ${events} events to ${file}\n`);
  return damaged === 0 ? 0 : 1;
}

async function imported(where: Where, file: string, over: boolean): Promise<number> {
  // Read to its end first: half a file is not taken.
  await lookThrough(file, async () => undefined);
  const { storeOf } = await import('./store/open.ts');
  const store = await storeOf(where, openLog('warn'));
  try {
    const isUsed = (await store.list('')).some((key) => !OF_THE_SERVER.test(key)) || (await anyOf(store.events()));
    if (isUsed && !over) return refuse('There is something in this store already → take an empty one, or say --over to write over it item by item');
    let batch: Record<string, Item> = {};
    const flush = async () => {
      await store.write(batch);
      batch = {};
    };
    const { items, events } = await lookThrough(file, async (line) => {
      if ('key' in line) batch = { ...batch, ...Object.fromEntries([[line.key, line.item]]) };
      if (Object.keys(batch).length >= AT_ONCE) await flush();
      if ('event' in line) await store.append(line.event);
    });
    await flush();
    stdout.write(`Took in ${items} items and ${events} events\n`);
    return 0;
  } finally {
    await store.close();
  }
}

async function backedUp(where: Where, folder: string): Promise<number> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `shift-coach-${new Date().toISOString().replaceAll(':', '-')}.jsonl`);
  const code = await exported(where, file);
  await lookThrough(file, async () => undefined);
  stdout.write('The backup was read again and is whole.\n');
  return code;
}

/** Reads all of the store, and compares it with a file where one is named. */
async function verified(where: Where, file: string | undefined): Promise<number> {
  const source = await openSource(where);
  const expected = new Map<string, Item>();
  const expectedEvents: Event[] = [];
  if (file) {
    await lookThrough(file, async (line) => {
      if ('key' in line) expected.set(line.key, line.item);
      if ('event' in line) expectedEvents.push(line.event);
    });
  }
  const problems: string[] = [];
  let [items, events] = [0, 0];
  try {
    for await (const found of source.items()) {
      if ('damaged' in found) {
        problems.push(`cannot be understood: ${found.damaged}`);
        continue;
      }
      items += 1;
      if (!file) continue;
      const should = expected.get(found.key);
      expected.delete(found.key);
      // Keys name people, so they are counted and not shown.
      if (!should) problems.push(`an item of the kind ${kindOf(found.key)} is not in the file`);
      else if (!isDeepStrictEqual(should, found.item)) problems.push(`an item of the kind ${kindOf(found.key)} differs from the file`);
    }
    for await (const event of source.events()) {
      if (file && !isDeepStrictEqual(event, expectedEvents[events])) problems.push(`event ${events + 1} differs from the file`);
      events += 1;
    }
  } finally {
    await source.close();
  }
  for (const key of expected.keys()) problems.push(`an item of the kind ${kindOf(key)} of the file is missing`);
  if (expectedEvents.length > events) problems.push(`${expectedEvents.length - events} events of the file are missing`);
  for (const problem of problems) stdout.write(`${problem}\n`);
  stdout.write(`${items} items and ${events} events read, ${problems.length} problems\n`);
  return problems.length === 0 ? 0 : 1;
}

/** Hands every line over, in order, and gives the counts back. @throws if the file is not whole, or none of ours */
async function lookThrough(file: string, take: (line: Line) => Promise<void>): Promise<{ items: number; events: number }> {
  const hash = createHash('sha256');
  let [items, events, number, isWhole] = [0, 0, 0, false];
  for await (const text of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    const line = parsed(text);
    if (!line || isWhole || (number === 1 && !('format' in line)))
      throw new Error(`${file}:${number} is not as this program wrote it → take another copy`);
    if ('end' in line) isWhole = line.items === items && line.events === events && line.sha256 === hash.digest('hex');
    else hash.update(`${text}\n`);
    if ('key' in line) items += 1;
    if ('event' in line) events += 1;
    await take(line);
  }
  if (!isWhole) throw new Error(`${file} is not whole → take another copy`);
  return { items, events };
}

function parsed(text: string): Line | undefined {
  try {
    return Line.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** What a server makes by itself at its start. */
const OF_THE_SERVER = /^(secret|health)(\/|$)/;

function kindOf(key: string): string {
  return /^[a-z]+(?=\/)/.exec(key)?.[0] ?? 'other';
}

async function anyOf(items: AsyncIterable<unknown>): Promise<boolean> {
  for await (const _ of items) return true;
  return false;
}

function refuse(problem: string): number {
  process.stderr.write(`${problem}\n`);
  return 1;
}
