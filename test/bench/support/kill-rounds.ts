/** Kills a process that takes turns, again and again at random moments, and counts what was lost, doubled or made unreadable. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openStore, readFolder } from '../../../bot/store/lowdb.ts';
import { openPostgres } from '../../../bot/store/postgres.ts';
import type { Store } from '../../../bot/store/storage.ts';
import { silentLog } from '../../bot/support/counting-coach.ts';

const WORKER = fileURLToPath(new URL('turns-worker.ts', import.meta.url));

export type Outcome = {
  readonly rounds: number;
  /** Turns whose reply arrived. */
  readonly acknowledged: number;
  /** Sent again after a kill, since no reply had arrived. */
  readonly repeated: number;
  readonly lost: number;
  readonly doubled: number;
  readonly unreadable: number;
};

type Where = { readonly dataDir: string; readonly durable?: string } | { readonly url: string };

/**
 * Each of the people sends one message after the other, and after a kill the one that was not answered once more, as a channel does.
 * The coach counts the turns of each person, so the reply to message n is n: less is a turn lost, more is one doubled.
 * @param everyRound is run while the process is down, such as to kill the database as well
 */
export async function killRounds(where: Where, rounds: number, people = 50, everyRound?: (round: number) => Promise<void>): Promise<Outcome> {
  const next = new Map(Array.from({ length: people }, (_, at) => [`p${at}`, 1]));
  let [acknowledged, repeated, lost, doubled] = [0, 0, 0, 0];
  const judge = (count: number, n: number) => {
    lost += Math.max(0, n - count);
    doubled += Math.max(0, count - n);
  };

  for (let round = 1; round <= rounds; round += 1) {
    const child = spawn(process.execPath, ['--import', 'tsx', WORKER], {
      env: { ...process.env, ...environmentOf(where) },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const ended = once(child, 'close');
    child.stdin.on('error', () => undefined);
    const say = (person: string) => child.stdin.write(`${JSON.stringify({ person, id: `${person}-${next.get(person)}` })}\n`);
    const lines = createInterface({ input: child.stdout });
    await new Promise<void>((resolve) => {
      lines.on('line', (line) => {
        const answer = JSON.parse(line);
        if (answer === 'ready') {
          if (round > 1) repeated += people;
          for (const person of next.keys()) say(person);
          return;
        }
        const { person, count, failed } = answer as { person: string; count: number; failed?: string };
        // The process was told that nothing was saved, so it may be asked again.
        if (failed === undefined) {
          acknowledged += 1;
          judge(count, next.get(person) ?? 0);
          next.set(person, count + 1);
          resolve();
        }
        say(person);
      });
      ended.then(() => resolve());
    });
    await pause(Math.random() * 300);
    child.kill('SIGKILL');
    await ended;
    await everyRound?.(round);
  }

  const store = 'url' in where ? await openPostgres(where.url, silentLog) : await openStore(where.dataDir, silentLog);
  for (const [person, n] of next) {
    const count = await countOf(store, person);
    // Message n may have been saved and not answered when the process was killed.
    judge(count, count === n ? n : n - 1);
  }
  await store.close();
  return { rounds, acknowledged, repeated, lost, doubled, unreadable: 'url' in where ? 0 : await unreadableIn(where.dataDir) };
}

function environmentOf(where: Where): Record<string, string> {
  return 'url' in where ? { DATABASE_URL: where.url } : { DATA_DIR: where.dataDir, DATABASE_URL: '', DURABLE: where.durable ?? '' };
}

async function countOf(store: Store, person: string): Promise<number> {
  const { [`person/kill/${person}`]: item } = await store.read([`person/kill/${person}`]);
  return Number((item?.session as { last?: { entry: string } } | undefined)?.last?.entry ?? 0);
}

async function unreadableIn(dir: string): Promise<number> {
  const aside = (await readdir(dir, { recursive: true })).filter((name) => name.includes('.damaged-'));
  let bad = aside.length;
  for await (const { kept } of readFolder(dir)) if (!kept) bad += 1;
  return bad;
}
