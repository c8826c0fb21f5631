/** Sends to a channel that may be busy, broken or gone: in order, again after a while, and never after the channel said no. */
import { openQueue } from './queue.ts';

/** Nobody is there any more: the person blocked the bot, or it was removed. */
export class NotReachable extends Error {
  override readonly name = 'NotReachable';

  /** As the channel names it, such as `MessageWritesBlocked`. */
  readonly code: string;

  constructor(code: string) {
    super('The conversation takes no messages from this bot.');
    this.code = code;
  }
}

/** The channel did not take a message, however often it was tried. */
export class Undelivered extends Error {
  override readonly name = 'Undelivered';

  constructor(cause: unknown) {
    super('The channel did not take this message.', { cause });
  }
}

export type Sending = {
  /**
   * Runs `send` after everything that was to be sent to this conversation before, and again while the channel is busy or away.
   * A connection that broke before the answer came is tried again: a message seen twice is better than an answer never seen.
   * @throws {NotReachable} if nobody is there any more
   * @throws {Undelivered} after the last try
   */
  inOrder<T>(conversation: string, send: () => Promise<T>): Promise<T>;
};

const MOST_TRIES = 7;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** What Teams asks to be tried again, and what its gateways answer for it. */
const BUSY = [408, 412, 429, 500, 502, 503, 504];
const GONE = [403, 404, 410];
const NOT_THERE = /^(ECONNRESET|ECONNREFUSED|ECONNABORTED|ETIMEDOUT|EPIPE|EAI_AGAIN|ENOTFOUND|REQUEST_SEND_ERROR)$/;

export function openSending({ sleep, random }: { sleep: (ms: number) => Promise<void>; random: () => number }): Sending {
  const queue = openQueue();
  return {
    inOrder: (conversation, send) =>
      queue.run([conversation], async () => {
        for (let tries = 1; ; tries += 1) {
          try {
            return await send();
          } catch (error) {
            const { status, code, retryAfterMs } = trouble(error);
            if (GONE.includes(status)) throw new NotReachable(code);
            if (!BUSY.includes(status) && !NOT_THERE.test(code)) throw error;
            if (tries === MOST_TRIES) throw new Undelivered(error);
            const backOff = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
            await sleep(Math.max(retryAfterMs, backOff * (0.5 + random() / 2)));
          }
        }
      }),
  };
}

type Failed = {
  readonly statusCode?: number;
  readonly code?: string;
  readonly body?: { readonly error?: { readonly code?: string } };
  readonly response?: { readonly headers?: { get?(name: string): string | undefined } };
};

function trouble(error: unknown): { status: number; code: string; retryAfterMs: number } {
  const { statusCode = 0, code = '', body, response } = (error ?? {}) as Failed;
  const wait = response?.headers?.get?.('retry-after') ?? '';
  const seconds = /^\d+$/.test(wait) ? Number(wait) : 0;
  return { status: statusCode, code: body?.error?.code ?? String(code), retryAfterMs: Math.min(seconds * 1000, LONGEST_WAIT_MS) };
}
