/** Where things about a person stand, and how they are deleted so that a process that dies half-way leaves nothing behind for good. */
import type { SaidLine } from '../dialogs/privacy/export.ts';
import { conversationsIn, forgettingIn } from './kept.ts';
import type { Item, Storage, Store } from './store/storage.ts';

/** Kinds of items beside `person` that are kept under the same channel and person. */
const BESIDE_PERSON = ['reminder', 'reference'] as const;

/** What is kept of conversations elsewhere: the log of the web chat. */
export type Logs = {
  /** What was said in it, oldest first. */
  said(conversationId: string): Promise<readonly SaidLine[]>;
  forget(conversationId: string): Promise<void>;
  /** Deletes what was said before that time (ISO); gives back how many messages. */
  ageOut(conversationId: string, before: string): Promise<number>;
};

/** A person who is to be forgotten; `conversations` are keys of the store. */
export type Leaving = { readonly channel: string; readonly personId: string; readonly conversations: readonly string[] };
/** Forgets a person outside the items that have the person in their key: in queues, files and memory. It can be done again at any time. */
export type Eraser = (person: Leaving) => Promise<void>;

export type Forgetting = {
  /**
   * Deletes what the item of the person says is to be deleted, all but the item of the conversation `at`, in which that was asked for.
   * Can be done again at any time: the item itself goes or is cleared last.
   */
  finish(personKey: string, item: Item, at?: string): Promise<void>;
  /** Deletes a person of whom nothing is left, with all beside it. */
  remove(personKey: string, item: Item): Promise<void>;
  /** What was said in all conversations of the person. */
  said(item: Item | undefined, at: string): Promise<readonly SaidLine[]>;
};

export function openForgetting(storage: Storage & Partial<Pick<Store, 'list'>>, logs?: Logs, erasers: readonly Eraser[] = []): Forgetting {
  async function remove(personKey: string, item: Item): Promise<void> {
    const leaving = { ...idsOf(personKey), conversations: conversationsIn(item) };
    for (const erase of erasers) await erase(leaving);
    await storage.delete(BESIDE_PERSON.map((kind) => personKey.replace(/^person/, kind)));
    // What the same person is where others read along.
    await storage.delete((await storage.list?.(`${personKey}/in/`)) ?? []);
    await storage.delete([personKey]);
  }

  return {
    remove,
    async finish(personKey, item, at) {
      const what = forgettingIn(item);
      if (what === undefined) return;
      const conversations = conversationsIn(item);
      await storage.delete(conversations.filter((key) => key !== at));
      for (const key of conversations) await logs?.forget(conversationIdOf(key));
      if (what === 'chats') {
        // The conversation at hand was emptied with its last write.
        const { forgetting: _, ...rest } = (await storage.read([personKey]))[personKey] ?? {};
        await storage.write({ [personKey]: { ...rest, conversations: conversations.filter((key) => key === at) } });
        return;
      }
      await remove(personKey, item);
    },
    async said(item, at) {
      if (!logs) return [];
      const keys = [...new Set([...conversationsIn(item), at])];
      const all = await Promise.all(keys.map((key) => logs.said(conversationIdOf(key))));
      return all.flat();
    },
  };
}

/** `person/<channel>/<id>`; the id may have slashes. */
function idsOf(personKey: string): Pick<Leaving, 'channel' | 'personId'> {
  const [, channel = '', ...id] = personKey.split('/');
  return { channel: decodeURIComponent(channel), personId: id.join('/') };
}

/** `conversation/<channel>/<id>`; the id may have slashes. */
function conversationIdOf(key: string): string {
  return key.split('/').slice(2).join('/');
}
