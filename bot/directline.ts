/** The Direct Line 3.0 endpoint of this server: what a web chat client may ask, and what it is answered. */
import { z } from 'zod';
import type { Assigned } from '../dialogs/quiz/quiz.ts';
import { redact } from '../dialogs/redact.ts';
import type { Activity, Bot } from './activity.ts';
import type { Chat, Chats, Logged } from './directline-log.ts';
import { atMost, throttle } from './limits.ts';
import type { Log } from './log.ts';
import { openQueue } from './queue.ts';
import { Refusal } from './refusal.ts';
import { ASSIGNED } from './said.ts';
import type { Holder, Tokens } from './token.ts';

const BOT = { id: 'shift-coach', name: 'Shift Coach', role: 'bot' } as const;
/** A client gives a post up after 20 s and then reports a failure, though the turn may have run. */
const ANSWER_WITHIN_MS = 15_000;
const MOST_SET = 10_000;

/** A request as far as Direct Line looks at it; `origin` is how the client reached this server, such as `ws://localhost:3978`. */
export type Asked = {
  readonly authorization: string | undefined;
  readonly conversationId: string;
  readonly watermark: string | undefined;
  readonly origin: string;
};

export type DirectLine = ReturnType<typeof openDirectLine>;

export function openDirectLine(parts: { chats: Chats; tokens: Tokens; deliver: Bot['deliver']; now: () => Date; log: Log }) {
  const { chats, tokens, now } = parts;
  /** Quizzes that a course sets, by the conversation that opens with them. */
  const set = new Map<string, Assigned>();
  const mayPost = throttle({ burst: 20, perMinute: 60 });
  const queue = openQueue();

  /** The holder of the token, who may speak in this conversation only. */
  const holderOf = ({ authorization, conversationId }: Asked): Holder => {
    const holder = tokens.holder(authorization);
    if (holder.conv !== conversationId) throw new Refusal(403, 'BadArgument', 'This token is for another conversation.');
    return holder;
  };

  /** Runs a turn, then stores what it added. A turn that takes long goes on alone. */
  const run = (chat: Chat, holder: Holder, activity: Partial<Activity>): Promise<void> => {
    const turn = queue.run([chat.id], () =>
      chats.using(chat.id, async () => {
        // Answered before, or greeted by another start of the same moment.
        const isDone = activity.id ? chat.activities.some((one) => one.replyToId === activity.id) : chat.activities.length > 0;
        if (isDone) return chat.save();
        await parts.deliver({
          channelId: 'directline',
          conversation: { id: chat.id, isGroup: false, conversationType: '', name: '' },
          from: { id: holder.user, name: '' },
          recipient: BOT,
          ...activity,
        });
        await chat.save();
      }),
    );
    turn.catch((error) => parts.log.error({ code: error?.code, name: error?.name }, 'direct line turn not stored'));
    return within(ANSWER_WITHIN_MS, turn);
  };

  const opened = (chat: Chat, holder: Holder, watermark: string, origin: string) => ({
    ...tokens.issue(holder),
    streamUrl: `${origin}/v3/directline/conversations/${chat.id}/stream?watermark=${encodeURIComponent(watermark)}&t=${tokens.ticket(chat.id)}`,
  });

  return {
    /** `POST /tokens/generate`, for a server that holds the secret. */
    generate(authorization: string | undefined, body: unknown) {
      tokens.requireSecret(authorization);
      const wish = GenerateBody.safeParse(body ?? {});
      if (!wish.success) throw new Refusal(400, 'BadArgument', 'user.id must start with dl_.');
      return tokens.issue(tokens.newHolder(wish.data.user?.id));
    },

    /** `POST /tokens/refresh`. */
    refresh: (authorization: string | undefined) => tokens.issue(tokens.holder(authorization)),

    /** Has this conversation, which is yet to begin, open with the quiz that a course sets. */
    openWith(conversationId: string, quiz: Assigned): void {
      atMost(MOST_SET, set.set(conversationId, quiz));
    },

    /** `POST /conversations`: opens the conversation of the token; the coach greets in a new one. */
    start: (asked: Omit<Asked, 'conversationId' | 'watermark'>, body: unknown) => {
      const holder = tokens.holder(asked.authorization);
      return chats.using(holder.conv, async (chat) => {
        const isNew = chat.activities.length === 0;
        if (isNew) await greet(chat, holder, StartBody.safeParse(body ?? {}).data?.locale);
        // From the very beginning: whoever asks for a start has seen nothing yet, even if an earlier answer got lost.
        return { status: isNew ? 201 : 200, body: opened(chat, holder, '0', asked.origin) };
      });
    },

    /** `GET /conversations/{id}`. Never "not found" for a valid token: that would end every open page for good. */
    reconnect: (asked: Asked) => {
      const holder = holderOf(asked);
      return chats.using(holder.conv, async (chat) => {
        if (chat.activities.length === 0) await greet(chat, holder);
        return opened(chat, holder, asked.watermark || chat.watermark, asked.origin);
      });
    },

    /** `GET /conversations/{id}/activities`. */
    activities: (asked: Asked) =>
      chats.using(holderOf(asked).conv, (chat) => ({ activities: chat.since(asked.watermark ?? ''), watermark: chat.watermark })),

    /** `POST /conversations/{id}/activities`: shows it to all who watch, has it answered, gives back its id. */
    async post(asked: Asked, body: unknown) {
      const holder = holderOf(asked);
      const waitS = mayPost(holder.user, now().getTime());
      if (waitS > 0) throw new Refusal(429, 'TooManyRequests', 'That is faster than anyone can read. Please wait a moment.', waitS);
      const read = Posted.safeParse(body);
      if (!read.success) throw new Refusal(400, 'BadArgument', 'The body is not an activity.');
      const { type, text, value, locale, channelData } = read.data;
      return chats.using(holder.conv, async (chat) => {
        // Typing and events ask for no answer and leave no trace.
        if (type !== 'message') return { id: `${chat.id}|0` };
        const shown = {
          type,
          textFormat: 'plain',
          from: { id: holder.user, role: 'user' as const },
          ...(locale && { locale }),
          ...(value && { value }),
          ...(channelData && { channelData }),
        };
        // A client that did not get the answer posts the same again: it is shown once, and answered once.
        const posted = () => postedBefore(chat, channelData?.clientActivityID);
        const mine = posted() ?? chat.append({ ...shown, ...(text !== undefined && { text: redact(text).text }) });
        await chat.told();
        // Another process may have been posted the same meanwhile.
        const { id } = posted() ?? mine;
        await run(chat, holder, { type, id, text: text ?? '', ...(locale && { locale }), ...(value && { value }) });
        return { id };
      });
    },
  };

  async function greet(chat: Chat, holder: Holder, locale?: string) {
    const quiz = set.get(holder.conv);
    const opening: Partial<Activity> = quiz
      ? { type: 'event', name: ASSIGNED, value: quiz }
      : { type: 'conversationUpdate', membersAdded: [{ id: holder.user, name: '' }] };
    await run(chat, holder, { ...opening, ...(locale && { locale }) });
    set.delete(holder.conv);
  }
}

function postedBefore(chat: Chat, clientActivityID: string | undefined): Logged | undefined {
  return clientActivityID === undefined
    ? undefined
    : chat.activities.find((one) => one.from.role === 'user' && one.channelData?.clientActivityID === clientActivityID);
}

/** An activity of the bot as its clients see it: nothing of how it came to this server. */
export function fromBot({
  type = 'message',
  text,
  textFormat,
  inputHint,
  locale,
  replyToId,
  attachments,
}: Partial<Activity>): Omit<Logged, 'id' | 'timestamp'> {
  const given = Object.entries({ text, textFormat, inputHint, locale, replyToId, attachments }).filter(([, value]) => value !== undefined);
  return { type, from: BOT, ...Object.fromEntries(given) };
}

function within(ms: number, task: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return Promise.race([task, late]).finally(() => clearTimeout(timer));
}

const GenerateBody = z.object({ user: z.object({ id: z.string().regex(/^dl_[\w.@-]{1,100}$/) }).optional() });
const StartBody = z.object({ locale: z.string().max(20).optional() });

/** Of what a client posts, only this is kept: nobody can slip anything else into the log that other tabs read. */
const Posted = z.object({
  type: z.string().min(1).max(50),
  text: z.string().optional(),
  locale: z.string().max(20).optional(),
  value: z
    .object({ press: z.string().min(1).max(200) })
    .optional()
    .catch(undefined),
  channelData: z
    .object({
      clientActivityID: z.string().min(1).max(100),
      messageBack: z
        .object({ displayText: z.string().max(500) })
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
});
