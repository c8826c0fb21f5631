/** One message at a time: read, think, save, answer. The only place where they meet. */
import { setTimeout as pause } from 'node:timers/promises';
import { withSaid } from '../dialogs/privacy/export.ts';
import type { Coach, Reply, Said, Turn } from '../dialogs/turn.ts';
import { type Logs, openForgetting } from './forget.ts';
import { forgettingIn, pastIn, repliesIn, sessionIn, toConversation, toForgetting, toPast, toPerson } from './kept.ts';
import { type Log, pseudonym } from './log.ts';
import { openQueue } from './queue.ts';
import { Conflict, type Event, type Item, type Storage, type Store } from './store/storage.ts';

/** How often a turn is thought when others keep writing in between: other processes, as those of this one wait for each other. */
const MOST_TRIES = 12;
const PAUSE_MS = 4;
const LONGEST_PAUSE_MS = 250;

export type Incoming = {
  readonly channel: string;
  readonly conversationId: string;
  readonly personId: string;
  /** Without one, a repeat cannot be told from a second message. */
  readonly activityId?: string;
  readonly said: Said;
};

/** `again`: the activity was answered before, and these are the replies of that time. */
export type Answer = { readonly replies: readonly Reply[]; readonly again: boolean };

export type Conversations = {
  /**
   * Gives back the replies once they are saved. Messages of one conversation or of one person wait for each other.
   * @throws {NotSaved} if the turn could not be saved: nothing has changed, and the message can be sent again
   * @throws whatever the coach or a failing read throws; nothing has changed then either
   */
  take(incoming: Incoming): Promise<Answer>;
  /** Resolves when no turn is under way. */
  idle(): Promise<void>;
};

/** The turn was thought but could not be kept; `cause` says why. */
export class NotSaved extends Error {
  override readonly name = 'NotSaved';

  constructor(cause: unknown) {
    super('This turn could not be saved.', { cause });
  }
}

export function openConversations(parts: {
  coach: Coach;
  storage: Storage & Partial<Pick<Store, 'append'>>;
  now: () => Date;
  log: Log;
  logs?: Logs;
}): Conversations {
  const { coach, storage, now, log } = parts;
  const queue = openQueue();
  const forgetting = openForgetting(storage, parts.logs);

  /** Undefined if somebody else wrote between reading and saving. */
  async function attempt(incoming: Incoming, at: Date): Promise<Answer | undefined> {
    const { activityId, said } = incoming;
    const { person, conversation } = keysOf(incoming);
    const facts = { channel: incoming.channel, conversation: pseudonym(incoming.conversationId) };
    const ms = () => now().getTime() - at.getTime();

    const read = await storage.read([person, conversation]);
    const half = read[person];
    if (half && forgettingIn(half)) {
      // A process died half-way through it. If this is the very message that asked for it, its answer stands in the conversation.
      const isSame = pastIn(read[conversation]).some((one) => one.activityId === activityId);
      await forgetting.finish(person, half, isSame ? conversation : undefined);
      return undefined;
    }
    const past = pastIn(read[conversation]);
    const before = activityId === undefined ? undefined : past.find((one) => one.activityId === activityId);
    if (before) {
      log.info({ ...facts, again: true, ms: ms() }, 'turn');
      return { replies: repliesIn(before), again: true };
    }

    const turn = coach(sessionIn(read[person]), said, at);
    const { intent, band, session } = turn;
    const replies = await copied(turn, read[person], conversation);
    const forgets = turn.effects.find(({ kind }) => kind === 'forget') as Forget | undefined;
    const day = at.toISOString().slice(0, 10);
    const after = toPerson(session, read[person], { conversation, day });
    const kept = activityId === undefined ? [] : [toPast(activityId, replies)];
    try {
      await storage.write({
        [person]: forgets ? toForgetting(after, forgets.what) : after,
        // Of a conversation that is forgotten, the answer that says so is kept, for a channel that delivers twice.
        [conversation]: toConversation(forgets ? kept : [...past, ...kept], read[conversation], day),
      });
      if (forgets) {
        await forgetting.finish(person, toForgetting(after, forgets.what), conversation);
        await noted({ at: at.toISOString(), what: 'forgotten', part: forgets.what });
      }
    } catch (error) {
      if (error instanceof Conflict) return undefined;
      log.error({ ...facts, code: (error as NodeJS.ErrnoException).code }, 'turn not saved');
      throw new NotSaved(error);
    }
    if (turn.effects.some(({ kind }) => kind === 'add-said')) await noted({ at: at.toISOString(), what: 'copied' });
    log.info({ ...facts, intent, band, ms: ms() }, 'turn');
    return { replies, again: false };
  }

  /** An event, without anything of the person. What has happened has happened, whether or not it can be noted. */
  async function noted(event: Event): Promise<void> {
    log.info(event, 'event');
    await storage.append?.(event).catch((error) => log.error({ code: error?.code, name: error?.name }, 'event not kept'));
  }

  /** The replies, with what was said put into the files of a copy. */
  async function copied({ replies, effects }: Turn, person: Item | undefined, conversation: string): Promise<readonly Reply[]> {
    for (const effect of effects) if (effect.kind === 'add-said') return withSaid(replies, await forgetting.said(person, conversation), effect);
    return replies;
  }

  return {
    async take(incoming) {
      const at = now();
      const { person, conversation } = keysOf(incoming);
      return queue.run([person, conversation], async () => {
        for (let tries = 0; tries < MOST_TRIES; tries += 1) {
          const answer = await attempt(incoming, at);
          if (answer) return answer;
          // Uneven and longer each time, so that nobody loses for ever.
          await pause(Math.random() * Math.min(LONGEST_PAUSE_MS, PAUSE_MS * 2 ** tries));
        }
        throw new NotSaved(new Conflict());
      });
    },
    idle: queue.idle,
  };
}

type Forget = Extract<Turn['effects'][number], { kind: 'forget' }>;

/** A channel with a slash in its name must not reach into another channel. */
function keysOf({ channel, personId, conversationId }: Incoming) {
  const within = channel.replace(/[%/]/g, encodeURIComponent);
  return { person: `person/${within}/${personId}`, conversation: `conversation/${within}/${conversationId}` };
}
