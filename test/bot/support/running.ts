/** A server of its own for a test: real HTTP on a free port of this machine, a small coach unless another is given, a store in memory. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryStorage } from 'botbuilder';
import type { Cloud } from '../../../bot/activity.ts';
import { type Config, readConfig } from '../../../bot/config.ts';
import type { Retry } from '../../../bot/dispatch.ts';
import type { Log } from '../../../bot/log.ts';
import { type Running, start } from '../../../bot/start.ts';
import type { Storage } from '../../../bot/store/storage.ts';
import type { Bank } from '../../../bot/xapi/statements.ts';
import type { Coach } from '../../../dialogs/turn.ts';
import { standInCoach } from './stand-in-coach.ts';

export type Trial = Running & {
  readonly config: Config;
  /** Every line logged so far, as JSON. */
  readonly logged: readonly string[];
  /** Stops and starts again on the same port, with the same store. */
  restart(): Promise<void>;
};

export const SECRET = 'a-secret-for-tests-long-enough-to-be-one';

/** @param env settings on top of a free port and a temporary folder */
export async function trial(
  env: Record<string, string> = {},
  more: { now?: () => Date; cloud?: Cloud; coach?: Coach; bank?: Bank; retry?: Retry } = {},
): Promise<Trial> {
  const dataDir = mkdtempSync(join(tmpdir(), 'shift-coach-'));
  const read = readConfig({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, WEB_CHAT_SECRET: SECRET, ...env });
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const logged: string[] = [];
  const write = (fields: object, message: string) => void logged.push(JSON.stringify({ ...fields, message }));
  const log: Log = { debug: write, info: write, warn: write, error: write };
  const storage = new MemoryStorage() as Storage;
  const open = (config: Config) => start({ config, coach: standInCoach, storage, now: () => new Date(), log, ...more });
  let running = await open(read.config);
  const url = running.url;
  return {
    url,
    config: read.config,
    logged,
    async restart() {
      await running.stop();
      // The pool behind fetch has to notice that its connections are gone.
      await new Promise((resolve) => setTimeout(resolve, 50));
      running = await open({ ...read.config, port: Number(new URL(url).port) });
    },
    async stop() {
      await running.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** What came over the wire, before anything is known of it. */
// biome-ignore lint/suspicious/noExplicitAny: a test looks into it and fails if it is something else.
export type Wire = any;

export type Answered = { status: number; headers: Headers; body: Wire };

/** One request with a JSON body, and what came back. */
export async function ask(method: 'GET' | 'POST', url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answered> {
  const response = await fetch(url, {
    method,
    headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text.startsWith('{') ? JSON.parse(text) : text };
}

export const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

/** A message as a channel would deliver it. */
export const message = (text: string, more: object = {}) => ({
  type: 'message',
  id: `m-${Math.random()}`,
  channelId: 'test',
  serviceUrl: 'http://127.0.0.1:9/none',
  conversation: { id: 'c-1' },
  from: { id: 'u-1' },
  recipient: { id: 'bot' },
  text,
  deliveryMode: 'expectReplies',
  ...more,
});
