/** The nightly sweep: deletes what has become too old, and finishes what was to be deleted. The log has counts, and nothing of anybody. */
import { type Aged, aged, goesOn, type Retention } from '../dialogs/privacy/retention.ts';
import type { Day } from '../knowledge/calendar.ts';
import { type Eraser, type Logs, openForgetting } from './forget.ts';
import { forgettingIn, seenIn, sessionIn, toPerson } from './kept.ts';
import type { Log } from './log.ts';
import { Conflict, type Storage, type Store } from './store/storage.ts';

/** The hour (UTC) at which it runs: nobody is at the desk then. */
const AT_HOUR = 3;
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** An item without the day of its last use is from before that was kept: it counts from its first sweep. */
const FIRST_SEEN = 'seen';

export type Sweep = {
  /** Sweeps now. */
  run(): Promise<void>;
  /** Resolves when no sweep is under way any more, and starts none. */
  stop(): Promise<void>;
};

export function openSweep(parts: {
  storage: Storage & Partial<Pick<Store, 'list' | 'append'>>;
  logs: Logs;
  erasers?: readonly Eraser[];
  days: Retention;
  now: () => Date;
  log: Log;
}): Sweep {
  const { storage, logs, days, now, log } = parts;
  const forgetting = openForgetting(storage, logs, parts.erasers);
  let stopping = false;

  async function each(prefix: string, work: (key: string) => Promise<void>): Promise<void> {
    for (const key of (await storage.list?.(prefix)) ?? []) {
      if (stopping) return;
      // Who writes at that very moment, or is swept by another process, is swept the night after.
      await work(key).catch((error) => {
        if (!(error instanceof Conflict)) throw error;
      });
    }
  }

  async function people(today: Day, count: (gone: Aged['gone']) => void): Promise<void> {
    await each('person/', async (key) => {
      const item = (await storage.read([key]))[key];
      if (!item) return;
      if (forgettingIn(item)) {
        await forgetting.finish(key, item);
        count({ forgotten: 1 });
        return;
      }
      const seen = seenIn(item);
      const session = sessionIn(item);
      const { session: left, gone, empty } = aged(session, days, today, seen);
      if (empty) {
        await forgetting.remove(key, item);
        count({ people: 1 });
      } else if (seen === undefined) await storage.write({ [key]: { ...toPerson(left, item), [FIRST_SEEN]: today } });
      else if (JSON.stringify(left) !== JSON.stringify(session)) await storage.write({ [key]: toPerson(left, item) });
      if (session.reminders && !left.reminders) await storage.delete([key.replace(/^person/, 'reminder')]);
      count(gone);
    });
  }

  async function conversations(today: Day, count: (gone: Aged['gone']) => void): Promise<void> {
    await each('conversation/', async (key) => {
      const item = (await storage.read([key]))[key];
      const seen = seenIn(item);
      if (item && seen === undefined) await storage.write({ [key]: { ...item, [FIRST_SEEN]: today } });
      if (!seen || goesOn(seen, days.conversations) > today) return;
      await storage.delete([key]);
      count({ conversations: 1 });
    });
  }

  async function messages(count: (gone: Aged['gone']) => void): Promise<void> {
    const before = new Date(now().getTime() - days.conversations * DAY_MS).toISOString();
    await each('directline/', async (key) => count({ messages: await logs.ageOut(key.slice('directline/'.length), before) }));
  }

  async function sweep(): Promise<void> {
    const total: Record<string, number> = {};
    const count = (gone: Aged['gone']) => {
      for (const [part, many] of Object.entries(gone)) if (many > 0) total[part] = (total[part] ?? 0) + many;
    };
    const today = now().toISOString().slice(0, 10) as Day;
    for (const part of [() => people(today, count), () => conversations(today, count), () => messages(count)]) {
      await part().catch((error) => log.error({ name: error?.name, code: error?.code }, 'sweep failed'));
    }
    log.info(total, 'swept');
    await storage.append?.({ ...total, at: now().toISOString(), what: 'swept' }).catch((error) => log.error({ name: error?.name }, 'event not kept'));
  }

  let running: Promise<void> = Promise.resolve();
  const run = () => {
    running = running.then(sweep);
    return running;
  };
  let timer: NodeJS.Timeout;
  const wait = () => {
    timer = setTimeout(() => void run().then(() => stopping || wait()), untilNext(now()));
    timer.unref();
  };
  wait();

  return {
    run,
    async stop() {
      stopping = true;
      clearTimeout(timer);
      await running;
    },
  };
}

/** Milliseconds until the hour of the sweep. */
function untilNext(now: Date): number {
  const sinceHour = (now.getTime() - AT_HOUR * HOUR_MS) % DAY_MS;
  return DAY_MS - sinceHour;
}
