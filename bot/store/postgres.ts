/** The store for several processes: one row an item in PostgreSQL, or in what speaks its language. The only user of pg. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Log } from '../log.ts';
import { openQueue } from '../queue.ts';
import { DUE_KIND, MOST_DUE } from './dues.ts';
import { harmless, KeptEvent } from './event.ts';
import { fromJsonb, readBack, toJsonb, writeOut } from './jsonb.ts';
import { listen } from './listen.ts';
import { migrate } from './migrations.ts';
import { explainPostgres, isOutage, type Patience, patiently } from './outage.ts';
import { ABSENT, Conflict, type Item, type Items, type Store } from './storage.ts';

/** Connections of one process: PostgreSQL takes 100 of all processes unless told otherwise. */
const CONNECTIONS = 10;
const ROWS_AT_ONCE = 1000;
/** Channel of NOTIFY. */
const CHANNEL = 'coach';
/** Below this, writes are told to other processes. */
const TOLD = 'directline/';

/**
 * A store in the database at `url`, such as `postgres://coach:secret@db.example.org/coach`; its tables are made if need be.
 * While the database is away, a call waits for it and then fails with the database's `code`.
 * @throws if the database cannot be used, with a cure
 */
export async function openPostgres(url: string, log: Log, patience?: Patience): Promise<Store> {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'shift-coach',
    max: CONNECTIONS,
    connectionTimeoutMillis: 5000,
    statement_timeout: 10_000,
    keepAlive: true,
  });
  // Of connections that nobody uses just now: the pool opens others.
  pool.on('error', (error: NodeJS.ErrnoException) => log.warn({ code: error.code }, 'a connection to the database was lost'));
  try {
    await patiently(() => prepare(pool), patience);
  } catch (error) {
    await pool.end();
    throw new Error(explainPostgres(url, error));
  }
  const ask = asking(pool);
  const query = <Row extends pg.QueryResultRow>(name: string, text: string, values: unknown[]) =>
    patiently(() => ask<Row>(name, text, values), patience, log);
  const queue = openQueue();
  let closing: Promise<void> | undefined;
  let stopListening: (() => Promise<void>) | undefined;
  const watchers = new Set<(key: string) => void>();

  function mustBeOpen(): void {
    if (closing) throw new Error('The store is closed.');
  }

  /** Writes once, whatever becomes of the connection: a write that was cut off is looked for before it is tried again. */
  async function writeOnce(rows: Rows): Promise<void> {
    let cutOff = false;
    await patiently(
      async () => {
        if (cutOff && (await isWritten(rows))) return;
        cutOff = false;
        try {
          await ask('write', WRITE, [rows.keys, rows.items, rows.expected, rows.eTags]);
        } catch (error) {
          if ((error as { code?: string }).code === NOT_ALL_WRITTEN) throw new Conflict();
          cutOff = isOutage(error);
          throw error;
        }
      },
      patience,
      log,
    );
  }

  async function isWritten({ keys, eTags }: Rows): Promise<boolean> {
    const { rows } = await pool.query('SELECT key FROM coach_item JOIN unnest($1::text[], $2::text[]) AS n (key, etag) USING (key, etag)', [
      keys,
      eTags,
    ]);
    return rows.length === keys.length;
  }

  async function write(changes: Items): Promise<ReadonlyMap<string, string>> {
    mustBeOpen();
    const rows = rowsOf(changes);
    if (rows.keys.length > 0) await queue.run(Object.keys(changes), () => writeOnce(rows));
    return new Map(rows.keys.map((key, at) => [readBack(key), rows.eTags[at] ?? '']));
  }

  return {
    async read(keys) {
      mustBeOpen();
      return queue.run(keys, async () => {
        const { rows } = await query<{ key: string; etag: string; item: string }>(
          'read',
          'SELECT key, etag, item::text AS item FROM coach_item WHERE key = ANY ($1)',
          [keys.map(writeOut)],
        );
        return Object.fromEntries(rows.map(({ key, etag, item }) => [readBack(key), { ...(fromJsonb(item) as Item), eTag: etag }]));
      });
    },

    async write(changes) {
      await write(changes);
    },

    async delete(keys) {
      mustBeOpen();
      await queue.run(keys, () => query('delete', 'DELETE FROM coach_item WHERE key = ANY ($1)', [keys.map(writeOut)]));
    },

    async list(prefix) {
      mustBeOpen();
      const { rows } = await query<{ key: string }>('list', 'SELECT key FROM coach_item WHERE starts_with(key, $1)', [writeOut(prefix)]);
      return rows.map(({ key }) => readBack(key));
    },

    async dueBy(time) {
      mustBeOpen();
      const { rows } = await query<{ key: string }>('due', DUE, [time, MOST_DUE]);
      return rows.map(({ key }) => readBack(key));
    },

    async append(event) {
      mustBeOpen();
      const { at } = harmless(event);
      await query('append', 'INSERT INTO coach_event (day, event) VALUES ($1, $2)', [at.slice(0, 10), toJsonb(event)]);
    },

    async *events(from = '', to = '9999') {
      mustBeOpen();
      let [day, id] = [from, '0'];
      for (;;) {
        const { rows } = await query<{ id: string; day: string; event: unknown }>('events', EVENTS, [day, id, to, ROWS_AT_ONCE]);
        for (const { event } of rows) yield KeptEvent.parse(event);
        const last = rows.at(-1);
        if (!last) return;
        ({ day, id } = last);
      }
    },

    shared: {
      write,
      async changed(eTags) {
        mustBeOpen();
        const keys = [...eTags.keys()];
        const { rows } = await query<{ key: string }>('changed', CHANGED, [keys.map(writeOut), keys.map((key) => eTags.get(key) ?? null)]);
        return rows.map(({ key }) => readBack(key));
      },
      watch(heard) {
        watchers.add(heard);
        stopListening ??= listen(url, CHANNEL, (text) => {
          for (const watcher of watchers) watcher(readBack(text));
        });
        return () => watchers.delete(heard);
      },
    },

    close() {
      closing ??= queue.idle().then(async () => {
        await stopListening?.();
        await pool.end();
      });
      return closing;
    },
  };
}

/** Statements are prepared once a connection, by name; between a pooler and its servers names get mixed up, so there they go without. */
function asking(pool: pg.Pool) {
  let byName = true;
  return async <Row extends pg.QueryResultRow>(name: string, text: string, values: unknown[]): Promise<pg.QueryResult<Row>> => {
    try {
      return await pool.query<Row>({ ...(byName && { name }), text, values });
    } catch (error) {
      if (!NAME_MIXED_UP.has((error as { code?: string }).code ?? '')) throw error;
      byName = false;
      return pool.query<Row>({ text, values });
    }
  };
}

/** PostgreSQL knows the name already, or not at all; nothing was done then. */
const NAME_MIXED_UP = new Set(['42P05', '26000']);

async function prepare(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await migrate(client);
  } finally {
    client.release();
  }
}

type Rows = { readonly keys: string[]; readonly items: string[]; readonly expected: (string | null)[]; readonly eTags: string[] };

/** In the order of their keys, so that no two writes wait for each other. */
function rowsOf(changes: Items): Rows {
  const entries = Object.entries(changes)
    .map(([key, { eTag, ...item }]) => ({
      key: writeOut(key),
      expected: !eTag || eTag === '*' ? null : eTag,
      item: toJsonb(item),
      eTag: randomUUID(),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  return {
    keys: entries.map(({ key }) => key),
    items: entries.map(({ item }) => item),
    expected: entries.map(({ expected }) => expected),
    eTags: entries.map(({ eTag }) => eTag),
  };
}

/** What the last division of WRITE fails with. */
const NOT_ALL_WRITTEN = '22012';

/**
 * One statement, so one way to the database and all or nothing: where a row was not written because its eTag has changed,
 * the division by zero at the end undoes the others. The rows are locked first: what an earlier writer holds is waited for and seen as it left it.
 */
const WRITE = `
  WITH new AS (SELECT * FROM unnest($1::text[], $2::jsonb[], $3::text[], $4::text[]) AS n (key, item, expected, etag)),
  held AS (SELECT key, etag FROM coach_item WHERE key = ANY ($1::text[]) ORDER BY key FOR UPDATE),
  created AS (
    INSERT INTO coach_item (key, etag, version, item)
    SELECT key, etag, 1, item FROM new WHERE expected = '${ABSENT}'
    ON CONFLICT (key) DO NOTHING RETURNING key
  ),
  replaced AS (
    INSERT INTO coach_item (key, etag, version, item)
    SELECT new.key, new.etag, 1, new.item FROM new LEFT JOIN held USING (key)
    WHERE new.expected IS NULL OR new.expected = held.etag
    ON CONFLICT (key) DO UPDATE SET etag = excluded.etag, version = excluded.version, item = excluded.item, taken = NULL RETURNING key
  ),
  written AS (SELECT key FROM created UNION ALL SELECT key FROM replaced),
  complete AS (SELECT 1 / CASE WHEN (SELECT count(*) FROM written) = cardinality($1::text[]) THEN 1 ELSE 0 END AS yes)
  SELECT yes, (SELECT count(pg_notify('${CHANNEL}', key)) FROM written WHERE starts_with(key, '${TOLD}')) AS told FROM complete`;

/** A key that one process was given, no other gets for half a minute, unless it is written: that long, a process that died in between holds a reminder up. */
const DUE = `
  WITH found AS (
    SELECT key FROM coach_item WHERE due <= $1 AND starts_with(key, '${DUE_KIND}/') AND (taken IS NULL OR taken < now() - interval '30 seconds')
    ORDER BY due LIMIT $2 FOR UPDATE SKIP LOCKED
  ),
  taken AS (UPDATE coach_item SET taken = now() WHERE key IN (SELECT key FROM found) RETURNING key, due)
  SELECT key FROM taken ORDER BY due`;

const CHANGED = `
  SELECT n.key FROM unnest($1::text[], $2::text[]) AS n (key, etag) LEFT JOIN coach_item i USING (key)
  WHERE n.etag IS DISTINCT FROM i.etag`;

const EVENTS = `
  SELECT id, day, event FROM coach_event WHERE (day, id) > ($1, $2::bigint) AND day <= $3 ORDER BY day, id LIMIT $4`;
