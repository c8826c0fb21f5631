/**
 * A Direct Line conversation in a store that several processes share. An activity gets its place when it is stored, and
 * nobody sees it before: so a client may ask any process for what came after a watermark, and misses nothing.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { idAt, KEPT_ACTIVITIES, Kept, keyOf, type Loaded, type Logged, type New, ordinal } from './directline-log.ts';
import { atMost } from './limits.ts';
import { ABSENT, Conflict, type Items, type Shared, type Storage } from './store/storage.ts';

/** Another process seldom writes to the same conversation at all. */
const PAUSE_MS = 20;
const KEPT_OWN = 1000;

export type SharedChat = Loaded & {
  /** Undefined where nothing is stored. */
  eTag(): string | undefined;
  /** Reads what other processes stored, if they did. */
  refresh(): Promise<void>;
};

export async function loadShared(id: string, parts: { storage: Storage; shared: Shared; now: () => Date }): Promise<SharedChat> {
  const { storage, shared, now } = parts;
  const key = keyOf(id);
  const watchers = new Set<(activities: readonly Logged[]) => void>();
  const pending: Logged[] = [];
  /** Ids that this process gave, to tell its answers from those of another one to the same message. */
  const own = new Set<string>();
  let stored: Logged[] = [];
  let newest = 0;
  let eTag: string | undefined;
  let line: Promise<unknown> = Promise.resolve();

  const inLine = <T>(work: () => Promise<T>): Promise<T> => {
    const done = line.then(work, work);
    line = done;
    done.catch(() => undefined);
    return done;
  };
  const show = (activities: readonly Logged[]) => {
    for (const watcher of watchers) watcher(activities);
  };

  async function read(): Promise<void> {
    const { [key]: item } = await storage.read([key]);
    const kept = Kept.parse(item ?? {});
    const came = kept.activities.filter((one) => ordinal(one) > newest);
    stored = kept.activities;
    newest = Math.max(newest, kept.newest);
    eTag = item?.eTag;
    if (came.length > 0) show(came);
  }

  /** Whether another process has stored as much: the same post, an answer to the same message, or the greeting. */
  function isDone(one: Logged): boolean {
    const posted = one.channelData?.clientActivityID;
    if (one.from.role === 'user') return posted !== undefined && stored.some((other) => other.channelData?.clientActivityID === posted);
    return stored.some((other) => other.from.role === 'bot' && !own.has(other.id) && other.replyToId === one.replyToId);
  }

  /** Stores them behind all others, together with `also`. @throws {Conflict} with nothing changed but that it was read again */
  async function store(added: readonly Logged[], also: Items = {}): Promise<void> {
    let at = newest;
    for (const one of added) {
      at = Math.max(at + 1, now().getTime());
      one.id = idAt(id, at);
    }
    const activities = [...stored, ...added].slice(-KEPT_ACTIVITIES);
    try {
      const eTags = await shared.write({ ...also, [key]: { activities, newest: at, eTag: eTag ?? ABSENT } });
      eTag = eTags.get(key);
    } catch (error) {
      if (error instanceof Conflict) await read();
      throw error;
    }
    for (const one of added) atMost(KEPT_OWN, own.add(one.id));
    stored = activities;
    newest = at;
    show(added);
  }

  async function storePending(): Promise<void> {
    for (;;) {
      const added = pending.filter((one) => !isDone(one));
      pending.splice(0, pending.length, ...added);
      if (added.length === 0) return;
      try {
        await store(added);
        pending.splice(0, added.length);
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
        await pause(Math.random() * PAUSE_MS);
      }
    }
  }

  async function clear(): Promise<void> {
    pending.splice(0);
    await storage.delete([key]);
    stored = [];
    eTag = undefined;
  }

  const drafted = (activity: New): Logged => ({ ...activity, id: `${id}|${randomUUID()}`, timestamp: now().toISOString() });
  await read();
  return {
    id,
    get activities() {
      return [...stored, ...pending];
    },
    get watermark() {
      return String(newest);
    },
    append(activity) {
      const draft = drafted(activity);
      pending.push(draft);
      return draft;
    },
    post: (activities, also) => inLine(() => store(activities.map(drafted), also)),
    since(watermark) {
      const from = Number(watermark);
      return Number.isFinite(from) ? stored.filter((activity) => ordinal(activity) > from) : [...stored];
    },
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    save: () => inLine(storePending),
    told: () => inLine(storePending),
    watched: () => watchers.size > 0,
    clear: () => inLine(clear),
    ageOut: (before) =>
      inLine(async () => {
        await read();
        const young = stored.filter(({ timestamp }) => timestamp >= before);
        const gone = stored.length - young.length;
        if (gone === 0) return 0;
        if (young.length === 0) await clear();
        else {
          eTag = (await shared.write({ [key]: { activities: young, newest, eTag: eTag ?? ABSENT } })).get(key);
          stored = young;
        }
        return gone;
      }),
    eTag: () => eTag,
    refresh: () =>
      inLine(async () => {
        if ((await shared.changed(new Map([[key, eTag]]))).length > 0) await read();
      }),
  };
}
