/** A database that is away: how long it is waited for, and what is said of one that cannot be used. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../log.ts';

/** A channel gives a message up after 15 s: the sum of the pauses leaves time to say sorry. */
export type Patience = readonly number[];
const PAUSES_MS: Patience = [50, 100, 200, 400, 800, 1600, 3200];

/** Codes of the network and of PostgreSQL (class 08; class 57 as it stops or starts; too many clients) after which another try may do. */
const AWAY = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|ENOENT|08...|57P0[123]|53300)$/;
/** Two that cannot both go on: one was undone. */
const UNDONE = /^(40001|40P01)$/;
/** What pg says without a code. */
const CUT_OFF = /^(Connection terminated|timeout expired|timeout exceeded when trying to connect|Client has encountered a connection error)/;

export function isOutage(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return AWAY.test(code ?? '') || CUT_OFF.test(message ?? '');
}

/** What `work` gives back, tried again after a pause while the database is away. @throws what the last try threw */
export async function patiently<T>(work: () => Promise<T>, pausesMs: Patience = PAUSES_MS, log?: Log): Promise<T> {
  for (const ms of pausesMs) {
    try {
      return await work();
    } catch (error) {
      if (!isOutage(error) && !UNDONE.test((error as { code?: string }).code ?? '')) throw error;
      log?.warn({ code: (error as { code?: string }).code, ms }, 'the database did not answer and is tried again');
    }
    // Uneven, so that many who were cut off at once do not come back at once.
    await pause(ms * (0.5 + Math.random()));
  }
  return work();
}

const CURES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no machine of that name → check the name in DATABASE_URL',
  EAI_AGAIN: 'the name of the machine cannot be looked up → check the name in DATABASE_URL and the network',
  ECONNREFUSED: 'nothing listens there → start PostgreSQL, or check machine and port in DATABASE_URL',
  ETIMEDOUT: 'it does not answer → check machine, port and firewall',
  ENOENT: 'there is no such socket → start PostgreSQL, or check DATABASE_URL',
  '28P01': 'the name or the password is wrong → check DATABASE_URL',
  '28000': 'this name may not come in from here → check DATABASE_URL and pg_hba.conf',
  '3D000': 'there is no database of that name → create it (createdb), or check DATABASE_URL',
  '42501': 'the user may not make tables there → GRANT CREATE ON SCHEMA public, or let the user own the database',
  '53300': 'it has no connection to spare → raise max_connections, or run fewer replicas',
};

/** Why the database at `url` cannot be used, and what to do. Never has the password. */
export function explainPostgres(url: string, error: unknown): string {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  return `The database ${nameOf(url)} cannot be used: ${CURES[code] ?? `${message || code} → check DATABASE_URL`}`;
}

function nameOf(url: string): string {
  if (!URL.canParse(url)) return 'in DATABASE_URL';
  const { hostname, port, pathname, searchParams } = new URL(url);
  return `${pathname.slice(1) || '(no name)'} at ${hostname || searchParams.get('host') || 'localhost'}${port && `:${port}`}`;
}
