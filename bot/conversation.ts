/** One message at a time: read, think, save, answer. The only place where they meet. */
import { isPersonal } from '../dialogs/personal.ts';
import type { Coach, Reply, Said, Session } from '../dialogs/turn.ts';
import { pastIn, repliesIn, sessionIn, toConversation, toPast, toPerson } from './kept.ts';
import { type Log, pseudonym } from './log.ts';
import { openQueue } from './queue.ts';
import { Conflict, type Storage } from './store/storage.ts';

/** How often a turn is thought when others keep writing in between. */
const MOST_TRIES = 8;

export type Incoming = {
  readonly channel: string;
  readonly conversationId: string;
  readonly personId: string;
  /** Without one, a repeat cannot be told from a second message. */
  readonly activityId?: string;
  readonly said: Said;
  /** Others read along: what is personal is not said there, and nothing personal is known there. */
  readonly isShared?: boolean;
  /** The message is a corrected one. A complaint or quiz in hand has taken the first, so it stands. */
  readonly isEdit?: boolean;
};

/**
 * `again`: the activity was answered before, and these are the replies of that time.
 * `isPersonal`: it asks for something of one person where others read along, so it was not answered and nothing was kept.
 */
export type Answer = { readonly replies: readonly Reply[]; readonly again: boolean; readonly isPersonal?: true };

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

export function openConversations(parts: { coach: Coach; storage: Storage; now: () => Date; log: Log }): Conversations {
  const { coach, storage, now, log } = parts;
  const queue = openQueue();

  /** Undefined if somebody else wrote between reading and saving. */
  async function attempt(incoming: Incoming, at: Date): Promise<Answer | undefined> {
    const { activityId, said } = incoming;
    const { person, conversation } = keysOf(incoming);
    const facts = { channel: incoming.channel, conversation: pseudonym(incoming.conversationId) };
    const ms = () => now().getTime() - at.getTime();

    const read = await storage.read([person, conversation]);
    const past = pastIn(read[conversation]);
    const before = activityId === undefined ? undefined : past.find((one) => one.activityId === activityId);
    if (before) {
      log.info({ ...facts, again: true, ms: ms() }, 'turn');
      return { replies: repliesIn(before), again: true };
    }

    const known = sessionIn(read[person]);
    if (incoming.isEdit && isBusy(known)) return { replies: [], again: false };
    const turn = coach(known, said, at);
    if (incoming.isShared && isPersonal(turn)) return { replies: [], again: false, isPersonal: true };
    const { intent, band, replies, session } = turn;
    try {
      await storage.write({
        [person]: toPerson(session, read[person]),
        [conversation]: toConversation(activityId === undefined ? past : [...past, toPast(activityId, replies)], read[conversation]),
      });
    } catch (error) {
      if (error instanceof Conflict) return undefined;
      log.error({ ...facts, code: (error as NodeJS.ErrnoException).code }, 'turn not saved');
      throw new NotSaved(error);
    }
    log.info({ ...facts, intent, band, ms: ms() }, 'turn');
    return { replies, again: false };
  }

  return {
    async take(incoming) {
      const at = now();
      const { person, conversation } = keysOf(incoming);
      return queue.run([person, conversation], async () => {
        for (let tries = 0; tries < MOST_TRIES; tries += 1) {
          const answer = await attempt(incoming, at);
          if (answer) return answer;
        }
        throw new NotSaved(new Conflict());
      });
    },
    idle: queue.idle,
  };
}

/** Whether a complaint or a quiz is in hand. */
function isBusy({ walking, quiz }: Session): boolean {
  return walking !== undefined || (quiz !== undefined && !quiz.parked && !quiz.stopped && quiz.attempts.length < quiz.paper.length);
}

/** A channel with a slash in its name must not reach into another channel. Where others read along, a person is somebody else. */
function keysOf({ channel, personId, conversationId, isShared }: Incoming) {
  const within = channel.replace(/[%/]/g, encodeURIComponent);
  const where = isShared ? `/in/${conversationId}` : '';
  return { person: `person/${within}/${personId}${where}`, conversation: `conversation/${within}/${conversationId}` };
}
