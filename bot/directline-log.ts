/** What was said in each Direct Line conversation: the newest activities, kept through a restart. */
import { z } from 'zod';
import type { SaidLine } from '../dialogs/privacy/export.ts';
import type { Logs } from './forget.ts';
import type { Storage } from './store/storage.ts';

/** More than anybody scrolls back; bounds the record of one conversation. */
const KEPT_ACTIVITIES = 200;
/** Conversations that stay in memory after their last use. */
const KEPT_CHATS = 500;

/** An activity as a client sees it. */
export type Logged = z.infer<typeof Logged>;

/** One conversation, in memory while it is in use. */
export type Chat = {
  readonly id: string;
  readonly activities: readonly Logged[];
  /** Position of the newest activity; clients send it back to get what came later. */
  readonly watermark: string;
  /** Adds an activity under a new id and shows it to everyone who watches. */
  append(activity: Omit<Logged, 'id' | 'timestamp'>): Logged;
  since(watermark: string): readonly Logged[];
  watch(watcher: (activity: Logged) => void): () => void;
  /** Resolves when everything appended so far is stored. */
  save(): Promise<void>;
};

export type Chats = {
  /** Runs `use` with the conversation, which stays in memory meanwhile. A conversation never heard of is an empty one. */
  using<T>(conversationId: string, use: (chat: Chat) => T | Promise<T>): Promise<T>;
} & Logs;

export function openChats(storage: Storage, now: () => Date): Chats {
  const open = new Map<string, { readonly chat: Promise<Loaded>; users: number }>();
  const chats = {
    async using<T>(conversationId: string, use: (chat: Loaded) => T | Promise<T>): Promise<T> {
      const held = open.get(conversationId) ?? { chat: load(conversationId, storage, now), users: 0 };
      // Last used, last in line to go.
      open.delete(conversationId);
      open.set(conversationId, held);
      held.users += 1;
      try {
        return await use(await held.chat);
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
  return {
    ...chats,
    said: (id) => chats.using(id, ({ activities }) => activities.flatMap(saidIn)),
    ageOut: (id, before) => chats.using(id, (chat) => chat.ageOut(before)),
    forget: (id) => chats.using(id, (chat) => chat.clear()),
  };
}

type Loaded = Chat & {
  watched(): boolean;
  /** Deletes all activities; a client's position stays right. */
  clear(): Promise<void>;
  /** Deletes what was said before that time (ISO); gives back how many activities. */
  ageOut(before: string): Promise<number>;
};

/** A message as its person would read it. */
function saidIn({ type, text, value, timestamp, from, attachments }: Logged): SaidLine[] {
  const files = attachments?.flatMap((one) => FileName.safeParse(one).data?.name ?? []) ?? [];
  const pressed = Pressed.safeParse(value).data?.press;
  const all = [text, pressed && `[${pressed}]`, ...files.map((name) => `[${name}]`)].filter(Boolean).join(' ');
  return type === 'message' && all ? [{ at: timestamp, by: from.role === 'user' ? 'you' : 'coach', text: all }] : [];
}

async function load(id: string, storage: Storage, now: () => Date): Promise<Loaded> {
  const key = `directline/${id}`;
  const { activities, newest } = Kept.parse((await storage.read([key]))[key] ?? {});
  const watchers = new Set<(activity: Logged) => void>();
  let last = newest;
  let unsaved = false;
  let saving: Promise<void> = Promise.resolve();

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
      // Grows with the clock, so that no restart brings back a position that a client has already seen.
      last = Math.max(last + 1, now().getTime());
      const logged = { ...activity, id: `${id}|${String(last).padStart(16, '0')}`, timestamp: now().toISOString() };
      activities.push(logged);
      activities.splice(0, activities.length - KEPT_ACTIVITIES);
      unsaved = true;
      for (const watcher of watchers) watcher(logged);
      return logged;
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

function ordinal(activity: Logged): number {
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
const Kept = z.object({ activities: z.array(Logged).default([]), newest: z.number().default(0) }).catch({ activities: [], newest: 0 });
