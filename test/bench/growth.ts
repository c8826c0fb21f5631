/**
 * `npm run bench:growth -- [SIZES] [SECONDS] [STORE]`: what a turn costs (read, save; a coach that only counts) with 100, 10,000 and
 * 100,000 known people in the store, on files with both settings of DURABLE and on PostgreSQL. The sizes of one store are
 * measured by turns, so that what else the machine does meets them all.
 */
import { openConversations } from '../../bot/conversation.ts';
import { openStore } from '../../bot/store/lowdb.ts';
import { openPostgres } from '../../bot/store/postgres.ts';
import type { Store } from '../../bot/store/storage.ts';
import { startDatabase } from '../bot/store/support/postgres.ts';
import { countingCoach, silentLog } from '../bot/support/counting-coach.ts';
import { temporaryFolder } from '../bot/support/temporary-folder.ts';

const sizes = (process.argv[2] ?? '100,10000,100000').split(',').map(Number);
const seconds = Number(process.argv[3] ?? 3);
/** The beginning of a name: `lowdb` or `PostgreSQL`; all where it is left out. */
const only = process.argv[4] ?? '';
const ROUNDS = 5;
const AT_ONCE = 20;

type Filled = { readonly size: number; readonly store: Store; readonly end: () => Promise<void> };

for (const outlasts of ['kill', 'power-loss'] as const) {
  await compare(`lowdb, DURABLE=${outlasts}`, async (size) => {
    const { dir, remove } = await temporaryFolder();
    const plain = await openStore(dir, silentLog);
    await fill(plain, size);
    await plain.close();
    const store = await openStore(dir, silentLog, outlasts);
    return { size, store, end: () => store.close().then(remove) };
  });
}
await compare('PostgreSQL', async (size) => {
  const database = await startDatabase();
  const store = await openPostgres(database.url, silentLog);
  await fill(store, size);
  return { size, store, end: () => store.close().then(database.end) };
});

async function compare(name: string, open: (size: number) => Promise<Filled>): Promise<void> {
  if (!name.startsWith(only)) return;
  const filled: Filled[] = [];
  for (const size of sizes) filled.push(await open(size));
  const costs = new Map(sizes.map((size) => [size, [] as number[]]));
  // One round to warm up, which does not count.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const { size, store } of filled) {
      const { cost } = await run(store, size);
      if (round > 0) costs.get(size)?.push(cost);
    }
  }
  const base = median(costs.get(sizes[0] ?? 0) ?? []);
  for (const [size, all] of costs) {
    const cost = median(all);
    console.log(
      `${name}: ${size} people, ${cost.toFixed(3)} ms a turn (${Math.round(1000 / cost)} turns/s, ${AT_ONCE} at once), ${(cost / base).toFixed(2)} of the smallest`,
    );
  }
  for (const { end } of filled) await end();
}

/** Turns of people drawn at random, so many at once; gives back the wall-clock milliseconds of one. */
async function run(store: Store, size: number): Promise<{ cost: number }> {
  const conversations = openConversations({ coach: countingCoach, storage: store, now: () => new Date(), log: silentLog });
  const begin = performance.now();
  const end = begin + (seconds * 1000) / sizes.length;
  let turns = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (performance.now() < end) {
        const n = Math.floor(Math.random() * size);
        turns += 1;
        await conversations.take({
          channel: 'growth',
          conversationId: `c${n}`,
          personId: `p${n}`,
          activityId: `a${turns}-${begin}`,
          said: { kind: 'text', text: 'go on' },
        });
      }
    }),
  );
  return { cost: (performance.now() - begin) / turns };
}

async function fill(store: Store, size: number): Promise<void> {
  const session = { version: 1, last: { entry: '1', meanings: [] }, offered: [], noted: false };
  for (let from = 0; from < size; from += 100) {
    const people = Array.from({ length: Math.min(100, size - from) }, (_, at) => from + at);
    await store.write(
      Object.fromEntries(
        people.flatMap((n) => [
          [`person/growth/p${n}`, { session }],
          [`conversation/growth/c${n}`, { version: 1, past: [] }],
        ]),
      ),
    );
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
