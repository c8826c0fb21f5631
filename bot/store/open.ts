/** The store that the settings ask for. What only the other one needs is not loaded. */
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import type { Store } from './storage.ts';

/** @throws if it cannot be used, with a cure */
export async function storeOf({ databaseUrl, dataDir, durable }: Pick<Config, 'databaseUrl' | 'dataDir' | 'durable'>, log: Log): Promise<Store> {
  if (databaseUrl === undefined) return (await import('./lowdb.ts')).openStore(dataDir, log, durable);
  return (await import('./postgres.ts')).openPostgres(databaseUrl, log);
}
