/** One message at a time: read, think, save, answer. The only place where they meet. */
import { setTimeout as pause } from 'node:timers/promises';
import { isBusy } from '../dialogs/busy.ts';
import { type Happened, happenedIn } from '../dialogs/happened.ts';
import { isPersonal } from '../dialogs/personal.ts';
import { withSaid } from '../dialogs/privacy/export.ts';
import { nextDue } from '../dialogs/reminders/reminder.ts';
import type { Coach, Reply, Said, Turn } from '../dialogs/turn.ts';
import type { Ready, Voucher } from './dispatch.ts';
import { type Eraser, type Logs, openForgetting } from './forget.ts';
import { forgettingIn, pastIn, repliesIn, sessionIn, toConversation, toDueItem, toForgetting, toPast, toPerson } from './kept.ts';
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
  /** What the channel needs to be spoken to unasked, as plain JSON. */
  readonly reference?: unknown;
  /** Others read along: what is personal is not said there, and nothing personal is known there. */
  readonly isShared?: boolean;
  /** The message is a corrected one. A complaint or quiz in hand has taken the first, so it stands. */
  readonly isEdit?: boolean;
};

/** What happened in a turn that is about to be saved, for whoever must hear of it. */
export type Told = {
  readonly channel: string;
  readonly personId: string;
  /** Keys of the store under which the turn is found once it is saved. */
  readonly voucher: Voucher;
  readonly at: Date;
  readonly happened: readonly Happened[];
};
/** Makes ready to tell of a turn; it is told with `go` once the turn is saved. */
export type Listener = (told: Told) => Promise<Ready | undefined>;

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

export function openConversations(parts: {
  coach: Coach;
  storage: Storage & Partial<Pick<Store, 'append' | 'list'>>;
  listeners?: readonly Listener[];
  now: () => Date;
  log: Log;
  logs?: Logs;
  erasers?: readonly Eraser[];
}): Conversations {
  const { coach, storage, listeners = [], now, log } = parts;
  const queue = openQueue();
  const forgetting = openForgetting(storage, parts.logs, parts.erasers);

  /** Undefined if somebody else wrote between reading and saving. */
  async function attempt(incoming: Incoming, at: Date): Promise<Answer | undefined> {
    const { activityId, said } = incoming;
    const { person, conversation, reminder } = keysOf(incoming);
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
    const answered = activityId === undefined ? undefined : past.find((one) => one.activityId === activityId);
    if (answered) {
      log.info({ ...facts, again: true, ms: ms() }, 'turn');
      return { replies: repliesIn(answered), again: true };
    }

    const before = sessionIn(read[person]);
    if (incoming.isEdit && isBusy(before)) return { replies: [], again: false };
    const turn = coach(before, said, at);
    if (incoming.isShared && isPersonal(turn)) return { replies: [], again: false, isPersonal: true };
    const { intent, band, session } = turn;
    const replies = await copied(turn, read[person], conversation);
    const forgets = turn.effects.find(({ kind }) => kind === 'forget') as Forget | undefined;
    const day = at.toISOString().slice(0, 10);
    const after = toPerson(session, read[person], { conversation, day });
    const kept = activityId === undefined ? [] : [toPast(activityId, replies)];
    let told: readonly Ready[] = [];
    try {
      told = await prepare({
        channel: incoming.channel,
        personId: incoming.personId,
        voucher: { conversation, ...(activityId !== undefined && { activityId }) },
        at,
        // Nothing is told of a person who is just being forgotten.
        happened: forgets ? [] : happenedIn(before, turn),
      });
      await storage.write({
        [person]: forgets ? toForgetting(after, forgets.what) : after,
        // Of a conversation that is forgotten, the answer that says so is kept, for a channel that delivers twice.
        [conversation]: toConversation(forgets ? kept : [...past, ...kept], read[conversation], day),
        ...((session.reminders ?? before.reminders) && {
          [reminder]: toDueItem(addressOf(incoming), session.reminders && nextDue(session.reminders)),
        }),
      });
      if (forgets) {
        await forgetting.finish(person, toForgetting(after, forgets.what), conversation);
        await noted({ at: at.toISOString(), what: 'forgotten', part: forgets.what });
      }
    } catch (error) {
      await Promise.all(told.map((one) => one.drop()));
      if (error instanceof Conflict) return undefined;
      log.error({ ...facts, code: (error as NodeJS.ErrnoException).code }, 'turn not saved');
      throw new NotSaved(error);
    }
    // It is saved, so it is answered: what cannot be set off now is found on disk at the next start.
    await Promise.all(told.map((one) => one.go().catch((error) => log.error({ ...facts, code: error?.code }, 'turn not told'))));
    if (turn.effects.some(({ kind }) => kind === 'add-said')) await noted({ at: at.toISOString(), what: 'copied' });
    log.info({ ...facts, intent, band, ms: ms() }, 'turn');
    return { replies, again: false };
  }

  async function prepare(told: Told): Promise<readonly Ready[]> {
    if (told.happened.length === 0) return [];
    return (await Promise.all(listeners.map((listen) => listen(told)))).filter((one) => one !== undefined);
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

/** Reminders arrive where the person last talked. */
function addressOf({ channel, conversationId, personId, reference }: Incoming) {
  return { channel, conversationId, personId, ...(reference !== undefined && { reference }) };
}

/** Where a person, a conversation, and when the person's next reminder is due are kept. A channel with a slash in its name must not reach into another channel. Where others read along, a person is somebody else. */
export function keysOf({ channel, personId, conversationId, isShared }: Pick<Incoming, 'channel' | 'personId' | 'conversationId' | 'isShared'>) {
  const within = channel.replace(/[%/]/g, encodeURIComponent);
  return {
    person: `person/${within}/${personId}${isShared ? `/in/${conversationId}` : ''}`,
    conversation: `conversation/${within}/${conversationId}`,
    reminder: `reminder/${within}/${personId}`,
  };
}

/** Whether the turn of this voucher is in the store. Without an activity id nobody can tell, and it is taken as saved. */
export async function wasSaved(storage: Storage, { conversation, activityId }: Voucher): Promise<boolean> {
  if (activityId === undefined) return true;
  const past = pastIn((await storage.read([conversation]))[conversation]);
  return past.some((one) => one.activityId === activityId);
}
