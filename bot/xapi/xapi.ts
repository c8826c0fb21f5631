/** Learning records of turns: written to a file and sent to a learning record store, where these are set up. */
import { createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Listener } from '../conversation.ts';
import { type Dispatch, openDispatch, type Retry, type Voucher } from '../dispatch.ts';
import type { Eraser } from '../forget.ts';
import { keptIn } from '../kept-file.ts';
import type { Log } from '../log.ts';
import { appendTo } from './file.ts';
import { type RecordStore, sendTo } from './record-store.ts';
import { actorOf, type Bank, type Statement, statementsOf } from './statements.ts';

/** Where statements go; neither is set by default. */
export type XapiRule = { readonly file: string | undefined; readonly store: RecordStore | undefined };

/** Stands in the ids where this server has no address of its own. */
const NO_HOME = 'http://shift-coach.invalid';
const BATCH = 50;

export async function openXapi(parts: {
  rule: XapiRule;
  bank: Bank;
  publicUrl: string | undefined;
  dataDir: string;
  wasSaved: (voucher: Voucher) => Promise<boolean>;
  now: () => Date;
  log: Log;
  retry?: Retry;
  /** How long the store may take to answer, and how large a file may become. */
  withinMs?: number;
  fullBytes?: number;
}): Promise<{ listeners: readonly Listener[]; erase: Eraser; stop(): Promise<void> }> {
  const { rule, bank, dataDir, now } = parts;
  const { file, store } = rule;
  const home = parts.publicUrl ?? NO_HOME;
  const targets: { name: string; deliver: (statements: readonly Statement[]) => ReturnType<typeof sendTo> }[] = [];
  if (file)
    targets.push({
      name: 'xapi-file',
      deliver: async (statements) => {
        await appendTo(file, statements, now(), parts.fullBytes);
        return statements.map(() => ({ is: 'delivered' }) as const);
      },
    });
  if (store) targets.push({ name: 'xapi-store', deliver: (statements) => sendTo(store, statements, parts.withinMs) });
  if (targets.length === 0) return { listeners: [], erase: async () => {}, stop: async () => {} };

  const salt = keptIn(join(dataDir, 'xapi-salt'), () => randomBytes(32).toString('base64url'));
  const pseudonymOf = (channel: string, person: string) =>
    createHmac('sha256', salt)
      .update(JSON.stringify([channel, person]))
      .digest('base64url');
  const open = async ({ name, deliver }: (typeof targets)[number]): Promise<Dispatch> =>
    openDispatch({
      ...parts,
      name,
      folder: join(dataDir, 'queue', name),
      batch: BATCH,
      deliver: (parcels) => deliver(parcels.map(({ body }) => body as Statement)),
    });
  const dispatches = await Promise.all(targets.map(open));
  const listenerOf =
    (dispatch: Dispatch): Listener =>
    async ({ channel, personId, voucher, at, happened }) => {
      const turn = `${voucher.conversation} ${voucher.activityId ?? at.toISOString()}`;
      const statements = statementsOf(happened, { home, actor: pseudonymOf(channel, personId), turn, at, bank });
      return dispatch.prepare(
        statements.map((body) => ({ id: body.id, lane: 'all', body })),
        voucher,
      );
    };
  return {
    listeners: dispatches.map(listenerOf),
    async erase({ channel, personId }) {
      const actor = pseudonymOf(channel, personId);
      await Promise.all(dispatches.map((dispatch) => dispatch.forget(({ body }) => actorOf(body as Statement) === actor)));
    },
    async stop() {
      await Promise.all(dispatches.map((dispatch) => dispatch.stop()));
    },
  };
}
