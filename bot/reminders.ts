/**
 * The clock that fires reminders, each exactly once as far as its channel allows.
 *
 * - Our own web chat: the message goes into the conversation's log in the same write that marks the reminder as shown, and nobody sees it before. So it is
 *   shown once, whenever the process is killed.
 * - Any other channel: claim, send, settle. A process that dies between claim and settling leaves a claim; nobody knows then whether the message arrived,
 *   so it is not sent again but told when the person next writes. So at most one message is sent, and none is lost.
 */

import { NO_REMINDERS, nextDue } from '../dialogs/reminders/reminder.ts';
import { type Bells, claimed, released } from '../dialogs/reminders/ring.ts';
import type { Reply, Session } from '../dialogs/turn.ts';
import type { Activity, Bot } from './activity.ts';
import { keysOf } from './conversation.ts';
import { fromBot } from './directline.ts';
import type { Chats } from './directline-log.ts';
import { type Address, addressIn, forgettingIn, sessionIn, toDueItem, toPerson } from './kept.ts';
import type { Log } from './log.ts';
import { toActivity } from './said.ts';
import { NotReachable } from './sending.ts';
import { Conflict, type Item, type Items, type Storage } from './store/storage.ts';

const TICK_MS = 1000;
/** How often a change is tried when the person's own turns keep coming in between. */
const MOST_TRIES = 8;

export type Reminding = {
  /** Fires all that is due. */
  tick(): Promise<void>;
  /** Ends all reminders of a person without a word: the bot was blocked or removed. */
  end(person: Pick<Address, 'channel' | 'personId'>): Promise<void>;
  /** Resolves when nothing is being sent any more. */
  stop(): Promise<void>;
};

export function openReminders(parts: { bells: Bells; storage: Storage; chats: Chats; tell: Bot['tell']; now: () => Date; log: Log }): Reminding {
  const { bells, storage, chats, now, log } = parts;

  /** Reads a person, changes the session and writes it with its due time; undefined where the change is none. Thought again when somebody wrote in between. */
  async function change<T extends { session: Session }>(
    address: Address,
    work: (session: Session) => T | undefined,
    write: (changes: Items, result: T) => Promise<void> = (changes) => storage.write(changes),
  ): Promise<T | undefined> {
    const keys = keysOf(address);
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const read = await storage.read([keys.person, keys.reminder]);
      // Who is half forgotten is left to be forgotten.
      if (forgettingIn(read[keys.person])) return undefined;
      const before = sessionIn(read[keys.person]);
      const result = work(before);
      // The time of the index was wrong if nothing was due: it is put right.
      const session = result?.session ?? before;
      const due = nextDue(session.reminders ?? NO_REMINDERS);
      if (!result && due === (read[keys.reminder] as Item | undefined)?.due) return undefined;
      try {
        const changes = {
          [keys.person]: toPerson(session, read[keys.person]),
          [keys.reminder]: toDueItem(addressIn(read[keys.reminder]) ?? address, due),
        };
        await (result ? write(changes, result) : storage.write(changes));
        return result;
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
      }
    }
    throw new Conflict();
  }

  /** What is due now; undefined where nothing changes. */
  const rung = (session: Session) => {
    const result = bells.ring(session, now());
    return result.session === session ? undefined : result;
  };

  async function fire(address: Address): Promise<void> {
    const fired = address.reference === undefined ? await intoLog(address) : await send(address);
    if (fired) log.info({ channel: address.channel, count: fired }, 'reminder');
  }

  /** Shown once: log and session are written as one. */
  async function intoLog(address: Address): Promise<number | undefined> {
    const result = await chats.using(address.conversationId, (chat) =>
      change(address, rung, async (changes, { replies }) => {
        const activities = await Promise.all(replies.map((reply) => toActivity(reply, address.channel)));
        await (activities.length > 0
          ? chat.post(
              activities.map((one) => fromBot(one as Partial<Activity>)),
              changes,
            )
          : storage.write(changes));
      }),
    );
    return result?.replies.length;
  }

  async function send(address: Address): Promise<number | undefined> {
    const claim = await change(address, (session) => {
      const result = rung(session);
      // What only moved on, such as one held for the quiet hours, is kept as it is; what would be shown is claimed first.
      return result && (result.ids.length > 0 ? { ...result, session: claimed(session, result.ids, now()) } : result);
    });
    if (!claim || claim.ids.length === 0) return undefined;
    try {
      await parts.tell(address.reference, claim.replies as Reply[], address.channel);
    } catch (error) {
      if (isGone(error)) {
        await end(address);
        return undefined;
      }
      log.warn({ channel: address.channel, code: statusOf(error) }, 'reminder not sent');
      await change(address, (session) => ({ session: released(session, claim.ids, now()) }));
      return undefined;
    }
    await change(address, (session) => ({ session: bells.settle(session, claim.ids, now()) }));
    return claim.ids.length;
  }

  async function end({ channel, personId }: Pick<Address, 'channel' | 'personId'>): Promise<void> {
    await change({ channel, personId, conversationId: '' }, (session) =>
      session.reminders ? { session: { ...session, reminders: { list: [], next: session.reminders.next } } } : undefined,
    );
    log.info({ channel }, 'reminders ended');
  }

  let running: Promise<void> = Promise.resolve();
  const tick = (): Promise<void> => {
    running = running.then(async () => {
      const keys = (await storage.dueBy?.(now().toISOString())) ?? [];
      const found = await storage.read(keys);
      for (const key of keys) {
        const address = addressIn(found[key]);
        if (!address) continue;
        await fire(address).catch((error) => log.error({ channel: address.channel, name: error?.name, code: error?.code }, 'reminder failed'));
      }
    });
    // The store may be away for a while; the next tick tries again.
    running = running.catch((error) => log.error({ name: error?.name, code: error?.code }, 'reminders could not be read'));
    return running;
  };
  let waiting = false;
  const timer = setInterval(() => {
    if (waiting) return;
    waiting = true;
    void tick().finally(() => {
      waiting = false;
    });
  }, TICK_MS);
  timer.unref();

  return {
    tick,
    end,
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

/** The person blocked the bot, removed it, or the conversation is no more. */
function isGone(error: unknown): boolean {
  return error instanceof NotReachable || [403, 404].includes(statusOf(error) ?? 0);
}

function statusOf(error: unknown): number | undefined {
  return (error as { statusCode?: number } | undefined)?.statusCode;
}
