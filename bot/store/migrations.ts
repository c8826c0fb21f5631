/** The tables in PostgreSQL, as steps that run once each, in order. A step that was released is never changed: add another. */

/**
 * Keys sort by their bytes, so that those with the same beginning stand together. `due` is when a reminder has to be
 * looked at (ISO, UTC), and `taken` since when a process has been at it.
 */
const STEPS: readonly string[] = [
  `CREATE TABLE coach_item (
     key text COLLATE "C" PRIMARY KEY,
     etag text NOT NULL,
     version integer NOT NULL,
     item jsonb NOT NULL,
     due text COLLATE "C" GENERATED ALWAYS AS (item ->> 'due') STORED,
     taken timestamptz
   );
   CREATE INDEX coach_item_due ON coach_item (due) WHERE due IS NOT NULL`,
  `CREATE TABLE coach_event (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     day text COLLATE "C" NOT NULL,
     event jsonb NOT NULL
   );
   CREATE INDEX coach_event_day ON coach_event (day, id)`,
];

/** Any number will do, as long as nobody else in this database uses it. */
const LOCK = 4_740_178;

type Client = { query(sql: string, values?: unknown[]): Promise<{ rows: { steps?: number | null }[] }> };

/**
 * Brings the tables up to date; of several processes that start at once, one does it and the others wait.
 * @throws if the tables are of a newer version than this program
 */
export async function migrate(client: Client, steps = STEPS): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    await client.query('CREATE TABLE IF NOT EXISTS coach_step (step integer PRIMARY KEY, done timestamptz NOT NULL DEFAULT now())');
    const done = (await client.query('SELECT max(step) AS steps FROM coach_step')).rows[0]?.steps ?? 0;
    if (done > steps.length) throw new Error(`its tables are of version ${done}, and this program knows ${steps.length} → start the newer program`);
    for (const [at, step] of steps.entries()) {
      if (at < done) continue;
      await client.query(step);
      await client.query('INSERT INTO coach_step (step) VALUES ($1)', [at + 1]);
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
