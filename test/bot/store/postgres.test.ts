/** The store in PostgreSQL: the suite of all stores, and what only a database has. */
import { openPostgres } from '../../../bot/store/postgres.ts';
import { describeWholeStore } from '../../cases/store.case.ts';
import { silentLog } from '../support/counting-coach.ts';
import { type Database, startDatabase } from './support/postgres.ts';

describe('PostgreSQL', function () {
  this.timeout(60_000);
  let database: Database;
  before(async () => {
    database = await startDatabase();
  });
  after(() => database.end());

  describeWholeStore('PostgreSQL', async () => {
    await database.clear();
    const store = await openPostgres(database.url, silentLog);
    return { storage: store, end: () => store.close() };
  });
});
