/** The log: facts about turns, never what was said and never who said it. */
import { createHmac, randomBytes } from 'node:crypto';
import { pino } from 'pino';
import type { Config } from './config.ts';

export type Log = Readonly<Record<'debug' | 'info' | 'warn' | 'error', (fields: object, message: string) => void>>;

export function openLog(level: Config['logLevel']): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}

const SALT = randomBytes(16);

/** A name for a conversation that lines of one run share and nobody can trace back. */
export function pseudonym(id: string): string {
  return createHmac('sha256', SALT).update(id).digest('base64url').slice(0, 10);
}
