/** All of a database as it was at one moment, read beside running servers. */
import pg from 'pg';
import { KeptEvent } from './event.ts';
import { fromJsonb, readBack } from './jsonb.ts';
import { explainPostgres } from './outage.ts';
import type { Event, Item } from './storage.ts';

const ROWS_AT_ONCE = 500;

/** @throws if the database cannot be used, with a cure */
export async function readPostgres(url: string) {
  const client = new pg.Client({ connectionString: url, application_name: 'shift-coach data', connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
    // One moment for all that follows.
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query('SELECT count(*) FROM coach_step');
  } catch (error) {
    await client.end().catch(() => undefined);
    const { code } = error as { code?: string };
    if (code === '42P01') throw new Error('There is nothing of the coach in this database yet → start the server once, or import');
    throw new Error(explainPostgres(url, error));
  }

  return {
    async *items(): AsyncIterable<{ key: string; item: Item } | { damaged: string }> {
      for (let last: string | undefined; ; ) {
        const { rows } = await client.query<{ key: string; version: number; item: string }>(
          'SELECT key, version, item::text AS item FROM coach_item WHERE $1::text IS NULL OR key > $1 ORDER BY key LIMIT $2',
          [last, ROWS_AT_ONCE],
        );
        for (const { key, version, item } of rows) {
          if (version === 1) yield { key: readBack(key), item: fromJsonb(item) as Item };
          else yield { damaged: `an item of version ${version}` };
        }
        last = rows.at(-1)?.key;
        if (last === undefined) return;
      }
    },
    async *events(): AsyncIterable<Event> {
      for (let [day, id] = ['', '0']; ; ) {
        const { rows } = await client.query<{ id: string; day: string; event: unknown }>(
          'SELECT id, day, event FROM coach_event WHERE (day, id) > ($1, $2::bigint) ORDER BY day, id LIMIT $3',
          [day, id, ROWS_AT_ONCE],
        );
        for (const { event } of rows) yield KeptEvent.parse(event);
        const last = rows.at(-1);
        if (!last) return;
        ({ day, id } = last);
      }
    },
    close: () => client.end(),
  };
}
