/**
 * What must reach another server, though it or this one be away: parcels that wait on disk until they are delivered.
 * Each goes with a turn: it is laid ready before the turn is saved, and set off once that is done, so that a crash in between loses none and invents none.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Log } from './log.ts';

/** `lane`: parcels of one lane go in order, and a lane that is held up holds up no other. */
export type Parcel = { readonly id: string; readonly lane: string; readonly body: unknown };

/** What became of a parcel: there; to be tried again (after `afterS` at the earliest); or never wanted there, which is put aside. */
export type Verdict =
  | { readonly is: 'delivered' }
  | { readonly is: 'later'; readonly why: string; readonly afterS?: number }
  | { readonly is: 'never'; readonly why: string };

/** The turn that parcels go with, by which it is known after a crash whether it was saved. */
export type Voucher = { readonly conversation: string; readonly activityId?: string };

/** The wait after the first failure, which doubles with each further one up to the most. */
export type Retry = { readonly firstMs: number; readonly mostMs: number };

/** Parcels laid ready: `go` when the turn is saved, `drop` when it is not. */
export type Ready = { go(): Promise<void>; drop(): Promise<void> };

export type Dispatch = {
  prepare(parcels: readonly Parcel[], voucher: Voucher): Promise<Ready>;
  /** Removes all that waits or was put aside and is of these: a delivery under way is not called back. */
  forget(isOf: (parcel: Parcel, voucher: Voucher) => boolean): Promise<void>;
  /** Stops trying; what is under way is waited for a moment, and what was not delivered stays on disk. */
  stop(): Promise<void>;
};

/** Shorter than an orderly end of the process may take. */
const STOP_WITHIN_MS = 3000;
const PREPARED = '.prepared';
const READY = '.ready';
/** What nobody will ever take, kept for whoever looks into it. */
const REFUSED = 'refused';

/**
 * @param folder where parcels wait; one process at a time
 * @param deliver takes at most `batch` parcels of one lane, oldest first, and tells of each what became of it; throwing means "later"
 * @param wasSaved whether a turn was saved, asked once at the start about each parcel of which that is not known
 */
export async function openDispatch(parts: {
  name: string;
  folder: string;
  batch: number;
  deliver: (parcels: readonly Parcel[]) => Promise<readonly Verdict[]>;
  wasSaved: (voucher: Voucher) => Promise<boolean>;
  now: () => Date;
  log: Log;
  retry?: Retry;
}): Promise<Dispatch> {
  const { folder, log, now, retry = { firstMs: 5000, mostMs: 60 * 60 * 1000 } } = parts;
  const lanes = new Map<string, Lane>();
  let count = 0;
  let stopped = false;
  await mkdir(join(folder, REFUSED), { recursive: true, mode: 0o700 });
  await takeUp();

  /** Puts what an earlier process left in its place. */
  async function takeUp(): Promise<void> {
    for (const name of (await readdir(folder)).sort()) {
      if (name.endsWith('.part')) await rm(join(folder, name), { force: true });
      if (!name.endsWith(PREPARED) && !name.endsWith(READY)) continue;
      const kept = Kept.safeParse(await readJson(join(folder, name)));
      if (!kept.success) {
        await putAside(name, 'unreadable');
        continue;
      }
      const { voucher, ...parcel } = kept.data;
      if (name.endsWith(READY)) laneOf(parcel.lane).push({ name, parcel });
      else if (await parts.wasSaved(voucher)) await go([{ name, parcel }]);
      else await rm(join(folder, name), { force: true });
    }
    for (const lane of lanes.values()) run(lane);
  }

  async function go(waiting: readonly Waiting[]): Promise<void> {
    for (const { name, parcel } of waiting) {
      const ready = name.replace(PREPARED, READY);
      await rename(join(folder, name), join(folder, ready));
      laneOf(parcel.lane).push({ name: ready, parcel });
    }
    for (const name of new Set(waiting.map(({ parcel }) => parcel.lane))) run(laneOf(name));
  }

  function laneOf(name: string): Lane {
    const lane = lanes.get(name) ?? newLane();
    lanes.set(name, lane);
    return lane;
  }

  /** Delivers what waits in the lane, unless that is going on already or has to wait. */
  function run(lane: Lane): void {
    if (lane.running || lane.timer || stopped || lane.length === 0) return;
    lane.running = step(lane)
      .catch(later)
      .then((held) => {
        lane.running = undefined;
        if (held?.is === 'later') wait(lane, held);
        else run(lane);
      });
  }

  function wait(lane: Lane, { why, afterS = 0 }: Held): void {
    const ms = Math.max(Math.min(retry.firstMs * 2 ** lane.failures, retry.mostMs), afterS * 1000);
    lane.failures += 1;
    log.warn({ queue: parts.name, waiting: lane.length, why, again: new Date(now().getTime() + ms).toISOString() }, 'not delivered yet');
    if (stopped) return;
    lane.timer = setTimeout(() => {
      lane.timer = undefined;
      run(lane);
    }, ms);
    lane.timer.unref();
  }

  /** One delivery; gives back why the lane has to wait, if it has. */
  async function step(lane: Lane): Promise<Held | undefined> {
    const waiting = lane.slice(0, parts.batch);
    const verdicts = await parts.deliver(waiting.map(({ parcel }) => parcel)).catch((error: Error) => waiting.map(() => later(error)));
    let held: Held | undefined;
    for (const [at, one] of waiting.entries()) {
      // Forgotten meanwhile.
      if (!lane.includes(one)) continue;
      const verdict = verdicts[at] ?? later(new Error('no verdict'));
      if (verdict.is === 'later') {
        held ??= verdict;
        continue;
      }
      if (verdict.is === 'never') {
        log.error({ queue: parts.name, parcel: one.parcel.id, why: verdict.why }, 'not wanted there: put aside');
        await putAside(one.name, verdict.why);
      } else await rm(join(folder, one.name), { force: true });
      lane.splice(lane.indexOf(one), 1);
    }
    if (!held) lane.failures = 0;
    return held;
  }

  async function putAside(name: string, why: string): Promise<void> {
    await rename(join(folder, name), join(folder, REFUSED, `${name.replace(/\.\w+$/, '')}.${why.replace(/\W+/g, '-').slice(0, 40)}`));
  }

  return {
    async prepare(parcels, voucher) {
      const waiting: Waiting[] = [];
      for (const parcel of parcels) {
        count += 1;
        const name = `${now().toISOString().replace(/\D/g, '')}-${String(count).padStart(6, '0')}-${randomBytes(3).toString('hex')}${PREPARED}`;
        // Written beside its place and moved there: half a file would be no parcel.
        await writeFile(join(folder, `${name}.part`), JSON.stringify({ ...parcel, voucher }), { mode: 0o600 });
        await rename(join(folder, `${name}.part`), join(folder, name));
        waiting.push({ name, parcel });
      }
      return {
        go: () => go(waiting),
        async drop() {
          for (const { name } of waiting) await rm(join(folder, name), { force: true });
        },
      };
    },
    async forget(isOf) {
      for (const place of [folder, join(folder, REFUSED)]) {
        for (const name of await readdir(place)) {
          const kept = Kept.safeParse(await readJson(join(place, name)));
          if (!kept.success || !isOf(kept.data, kept.data.voucher)) continue;
          for (const lane of lanes.values()) {
            const at = lane.findIndex((one) => one.name === name);
            if (at >= 0) lane.splice(at, 1);
          }
          await rm(join(place, name), { force: true });
        }
      }
    },
    async stop() {
      stopped = true;
      for (const lane of lanes.values()) clearTimeout(lane.timer);
      await Promise.race([
        Promise.all([...lanes.values()].map(({ running }) => running)),
        new Promise((resolve) => setTimeout(resolve, STOP_WITHIN_MS).unref()),
      ]);
    },
  };
}

type Held = Extract<Verdict, { is: 'later' }>;
type Waiting = { readonly name: string; readonly parcel: Parcel };
type Lane = Waiting[] & { running?: Promise<void> | undefined; timer?: NodeJS.Timeout | undefined; failures: number };

function newLane(): Lane {
  return Object.assign([] as Waiting[], { failures: 0 });
}

function later({ name, message }: Error): Held {
  return { is: 'later', why: `${name}: ${message}`.slice(0, 200) };
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}

const Kept = z.object({
  id: z.string(),
  lane: z.string(),
  body: z.unknown(),
  voucher: z.object({ conversation: z.string(), activityId: z.string().exactOptional() }),
});
