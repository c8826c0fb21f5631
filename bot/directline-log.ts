/** What was said in each Direct Line conversation: the newest activities, kept through a restart. */
import { z } from 'zod';
import type { SaidLine } from '../dialogs/privacy/export.ts';
import { loadShared, type SharedChat } from './directline-shared.ts';
import type { Logs } from './forget.ts';
import type { Items, Shared, Storage } from './store/storage.ts';

/** More than anybody scrolls back; bounds the record of one conversation. */
export const KEPT_ACTIVITIES = 200;
/** Conversations that stay in memory after their last use. */
const KEPT_CHATS = 500;
const LOOK_EVERY_MS = 1000;

/** An activity as a client sees it. */
export type Logged = z.infer<typeof Logged>;

/** An activity that has no place in the conversation yet. */
export type New = Omit<Logged, 'id' | 'timestamp'>;

/** One conversation, in memory while it is in use. */
export type Chat = {
  readonly id: string;
  readonly activities: readonly Logged[];
  /** Position of the newest activity; clients send it back to get what came later. */
  readonly watermark: string;
  /** Adds an activity under a new id and shows it to everyone who watches; in a shared store once it is stored, and its id is right only then. */
  append(activity: New): Logged;
  /**
   * Adds these and stores them, together with `also`, before anyone sees them: all of it or nothing.
   * @throws {Conflict} as storing does; nothing has been added then
   */
  post(activities: readonly New[], also: Items): Promise<void>;
  since(watermark: string): readonly Logged[];
  watch(watcher: (activities: readonly Logged[]) => void): () => void;
  /** Resolves when everything appended so far is stored. */
  save(): Promise<void>;
  /** Resolves when every process can see what was appended so far. */
  told(): Promise<void>;
};

export type Chats = {
  /** Runs `use` with the conversation, which stays in memory meanwhile. A conversation never heard of is an empty one. */
  using<T>(conversationId: string, use: (chat: Chat) => T | Promise<T>): Promise<T>;
  close(): void;
} & Logs;

export function openChats(storage: Storage, now: () => Date): Chats {
  return 'shared' in storage ? openSharedChats(storage, storage.shared as Shared, now) : openOwnChats(storage, now);
}

function openOwnChats(storage: Storage, now: () => Date): Chats {
  const held = holding((id) => load(id, storage, now));
  return { using: (id, use) => held.using(id, use), ...logsOf(held.using), close: () => undefined };
}

function openSharedChats(storage: Storage, shared: Shared, now: () => Date): Chats {
  const held = holding((id) => loadShared(id, { storage, shared, now }));
  const stop = shared.watch((key) => {
    held
      .watched()
      .then((chats) => chats.find(({ id }) => keyOf(id) === key)?.refresh())
      .catch(() => undefined);
  });
  // For what was told while nobody listened, and for databases that tell nothing.
  const look = setInterval(() => {
    held
      .watched()
      .then(async (chats) => {
        if (chats.length === 0) return;
        const changed = new Set(await shared.changed(new Map(chats.map((chat) => [keyOf(chat.id), chat.eTag()]))));
        for (const chat of chats) if (changed.has(keyOf(chat.id))) await chat.refresh();
      })
      // The store is away; a later look finds what was missed.
      .catch(() => undefined);
  }, LOOK_EVERY_MS);
  look.unref();
  const using = <T>(id: string, use: (chat: SharedChat) => T | Promise<T>) =>
    held.using(id, async (chat, isNew) => {
      if (!isNew) await chat.refresh();
      return use(chat);
    });
  return {
    using,
    ...logsOf(using),
    close() {
      clearInterval(look);
      stop();
    },
  };
}

/** Keeps in memory what is in use, and what was lately. */
function holding<C extends Loaded>(load: (id: string) => Promise<C>) {
  const open = new Map<string, { readonly chat: Promise<C>; users: number }>();
  return {
    async watched(): Promise<C[]> {
      const chats = await Promise.all([...open.values()].map(({ chat }) => chat.catch(() => undefined)));
      return chats.filter((chat) => chat !== undefined).filter((chat) => chat.watched());
    },
    /** `isNew`: it was loaded for this use. */
    async using<T>(conversationId: string, use: (chat: C, isNew: boolean) => T | Promise<T>): Promise<T> {
      const known = open.get(conversationId);
      const held = known ?? { chat: load(conversationId), users: 0 };
      // Last used, last in line to go.
      open.delete(conversationId);
      open.set(conversationId, held);
      held.users += 1;
      try {
        return await use(await held.chat, !known);
      } catch (error) {
        if (
          await held.chat.then(
            () => false,
            () => true,
          )
        )
          open.delete(conversationId);
        throw error;
      } finally {
        held.users -= 1;
        for (const [id, other] of open) {
          if (open.size <= KEPT_CHATS) break;
          if (other.users === 0 && !(await other.chat).watched()) open.delete(id);
        }
      }
    },
  };
}

export type Loaded = Chat & {
  watched(): boolean;
  /** Deletes all activities; a client's position stays right. */
  clear(): Promise<void>;
  /** Deletes what was said before that time (ISO); gives back how many activities. */
  ageOut(before: string): Promise<number>;
};

function logsOf(using: <T>(id: string, use: (chat: Loaded) => T | Promise<T>) => Promise<T>): Logs {
  return {
    said: (id) => using(id, ({ activities }) => activities.flatMap(saidIn)),
    ageOut: (id, before) => using(id, (chat) => chat.ageOut(before)),
    forget: (id) => using(id, (chat) => chat.clear()),
  };
}

/** A message as its person would read it. */
function saidIn({ type, text, value, timestamp, from, attachments }: Logged): SaidLine[] {
  const files = attachments?.flatMap((one) => FileName.safeParse(one).data?.name ?? []) ?? [];
  const pressed = Pressed.safeParse(value).data?.press;
  const all = [text, pressed && `[${pressed}]`, ...files.map((name) => `[${name}]`)].filter(Boolean).join(' ');
  return type === 'message' && all ? [{ at: timestamp, by: from.role === 'user' ? 'you' : 'coach', text: all }] : [];
}

async function load(id: string, storage: Storage, now: () => Date): Promise<Loaded> {
  const key = keyOf(id);
  const { activities, newest } = Kept.parse((await storage.read([key]))[key] ?? {});
  const watchers = new Set<(activities: readonly Logged[]) => void>();
  let last = newest;
  let unsaved = false;
  let saving: Promise<void> = Promise.resolve();

  /** The activity at the next position, which grows with the clock, so that no restart brings back one that a client has already seen. */
  const placed = (activity: New): Logged => {
    last = Math.max(last + 1, now().getTime());
    return { ...activity, id: idAt(id, last), timestamp: now().toISOString() };
  };
  const show = (logged: Logged) => {
    activities.push(logged);
    activities.splice(0, activities.length - KEPT_ACTIVITIES);
    for (const watcher of watchers) watcher([logged]);
  };
  const clear = (): Promise<void> => {
    saving = saving
      .catch(() => undefined)
      .then(() => {
        activities.splice(0);
        unsaved = false;
        return storage.delete([key]);
      });
    return saving;
  };
  const save = (): Promise<void> => {
    // One write at a time; those who come while it runs share the next one.
    saving = saving
      .catch(() => undefined)
      .then(async () => {
        if (!unsaved) return;
        unsaved = false;
        try {
          await storage.write({ [key]: { activities, newest: last, eTag: '*' } });
        } catch (error) {
          unsaved = true;
          throw error;
        }
      });
    return saving;
  };

  return {
    id,
    activities,
    get watermark() {
      return String(last);
    },
    append(activity) {
      const logged = placed(activity);
      unsaved = true;
      show(logged);
      return logged;
    },
    post(added, also) {
      const posting = saving
        .catch(() => undefined)
        .then(async () => {
          let first = also;
          for (;;) {
            const logged = added.map(placed);
            const newest = last;
            await storage.write({ ...first, [key]: { activities: [...activities, ...logged], newest, eTag: '*' } });
            // What came meanwhile has a later position, behind which nobody would look for these: they move behind it.
            if (last === newest) {
              for (const one of logged) show(one);
              return;
            }
            first = {};
          }
        });
      saving = posting;
      return posting;
    },
    since(watermark) {
      const from = Number(watermark);
      return Number.isFinite(from) ? activities.filter((activity) => ordinal(activity) > from) : [...activities];
    },
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    watched: () => watchers.size > 0,
    told: () => Promise.resolve(),
    async ageOut(before) {
      const young = activities.findIndex(({ timestamp }) => timestamp >= before);
      const old = young < 0 ? activities.length : young;
      if (old === 0) return 0;
      activities.splice(0, old);
      unsaved = true;
      await (activities.length > 0 ? save() : clear());
      return old;
    },
    clear,
    save,
  };
}

export function keyOf(id: string): string {
  return `directline/${id}`;
}

export function idAt(id: string, position: number): string {
  return `${id}|${String(position).padStart(16, '0')}`;
}

/** The position of a stored activity. */
export function ordinal(activity: Logged): number {
  return Number(activity.id.slice(activity.id.lastIndexOf('|') + 1));
}

const FileName = z.object({ name: z.string() });
const Pressed = z.object({ press: z.string() });

const Logged = z.object({
  id: z.string(),
  type: z.string(),
  timestamp: z.string(),
  from: z.object({ id: z.string(), name: z.string().optional(), role: z.enum(['user', 'bot']) }),
  text: z.string().optional(),
  textFormat: z.string().optional(),
  inputHint: z.string().optional(),
  locale: z.string().optional(),
  replyToId: z.string().optional(),
  value: z.unknown().optional(),
  attachments: z.array(z.unknown()).optional(),
  channelData: z.record(z.string(), z.unknown()).optional(),
});

/** A record that no longer fits is dropped: an empty history is better than a page that cannot open. */
export const Kept = z.object({ activities: z.array(Logged).default([]), newest: z.number().default(0) }).catch({ activities: [], newest: 0 });
