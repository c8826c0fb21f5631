/** What was said in each Direct Line conversation: the newest activities, kept through a restart. */
import { z } from 'zod';
import type { Items, Storage } from './store/storage.ts';

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
  /**
   * Adds these and stores them, together with `also`, before anyone sees them: all of it or nothing.
   * @throws {Conflict} as storing does; nothing has been added then
   */
  post(activities: readonly Omit<Logged, 'id' | 'timestamp'>[], also: Items): Promise<void>;
  since(watermark: string): readonly Logged[];
  watch(watcher: (activity: Logged) => void): () => void;
  /** Resolves when everything appended so far is stored. */
  save(): Promise<void>;
};

export type Chats = {
  /** Runs `use` with the conversation, which stays in memory meanwhile. A conversation never heard of is an empty one. */
  using<T>(conversationId: string, use: (chat: Chat) => T | Promise<T>): Promise<T>;
};

export function openChats(storage: Storage, now: () => Date): Chats {
  const open = new Map<string, { readonly chat: Promise<Loaded>; users: number }>();
  return {
    async using(conversationId, use) {
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
}

type Loaded = Chat & { watched(): boolean };

async function load(id: string, storage: Storage, now: () => Date): Promise<Loaded> {
  const key = `directline/${id}`;
  const { activities, newest } = Kept.parse((await storage.read([key]))[key] ?? {});
  const watchers = new Set<(activity: Logged) => void>();
  let last = newest;
  let unsaved = false;
  let saving: Promise<void> = Promise.resolve();

  /** The activity at the next position, which grows with the clock, so that no restart brings back one that a client has already seen. */
  const placed = (activity: Omit<Logged, 'id' | 'timestamp'>): Logged => {
    last = Math.max(last + 1, now().getTime());
    return { ...activity, id: `${id}|${String(last).padStart(16, '0')}`, timestamp: now().toISOString() };
  };
  const show = (logged: Logged) => {
    activities.push(logged);
    activities.splice(0, activities.length - KEPT_ACTIVITIES);
    for (const watcher of watchers) watcher(logged);
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
    save() {
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
    },
  };
}

function ordinal(activity: Logged): number {
  return Number(activity.id.slice(activity.id.lastIndexOf('|') + 1));
}

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
