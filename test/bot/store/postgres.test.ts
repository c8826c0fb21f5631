/** The store in PostgreSQL: the suite of all stores, and what only a database has. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import pg from 'pg';
import { migrate } from '../../../bot/store/migrations.ts';
import { openPostgres } from '../../../bot/store/postgres.ts';
import { ABSENT, Conflict, type Store } from '../../../bot/store/storage.ts';
import { describeWholeStore } from '../../cases/store.case.ts';
import { keepingLog, silentLog } from '../support/counting-coach.ts';
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

  describe('shared by several processes', () => {
    const two = async () => {
      await database.clear();
      const stores = await Promise.all([1, 2].map(() => openPostgres(database.url, silentLog)));
      const [one, other] = stores as [Store, Store];
      return { one, other, end: () => Promise.all(stores.map((store) => store.close())) };
    };

    it('makes its tables once, though both start at the same moment', async () => {
      const { one, other, end } = await two();
      await one.write({ 'person/a': { by: 'one' } });
      expect((await other.read(['person/a']))['person/a']).to.include({ by: 'one' });
      await end();
    });

    it('lets one of both win, whether the item is new or known, and tells the other', async () => {
      const { one, other, end } = await two();
      for (let round = 0; round < 20; round += 1) {
        const eTag = (await one.read(['person/a']))['person/a']?.eTag ?? ABSENT;
        const outcomes = await Promise.allSettled([one, other].map((store) => store.write({ 'person/a': { round, eTag }, 'person/b': { round } })));
        expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
        for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).to.be.instanceOf(Conflict);
      }
      await end();
    });

    it('gives each due reminder to one of them', async () => {
      const { one, other, end } = await two();
      const keys = Array.from({ length: 100 }, (_, n) => `reminder/test/${n}`);
      await one.write(Object.fromEntries(keys.map((key) => [key, { due: '2026-11-22T10:00:00.000Z' }])));
      const taken = await Promise.all([one, other, one, other].map((store) => store.dueBy?.('2026-11-22T10:00:00.000Z')));
      expect(taken.flat().sort()).to.deep.equal([...keys].sort());
      await end();
    });

    it('says which items changed, and tells of conversations as they change', async () => {
      const { one, other, end } = await two();
      const heard: string[] = [];
      const stop = other.shared?.watch((key) => heard.push(key));
      // It may not listen yet.
      for (let n = 0; n < 100 && heard.length === 0; n += 1) {
        await one.write({ 'directline/\u0000a': { n }, 'person/a': { n } });
        await pause(20);
      }
      expect(new Set(heard)).to.deep.equal(new Set(['directline/\u0000a']));
      const eTag = (await other.read(['person/a']))['person/a']?.eTag;
      const changed = () =>
        other.shared?.changed(
          new Map([
            ['person/a', eTag],
            ['person/none', undefined],
            ['person/gone', 'x'],
          ]),
        );
      expect(await changed()).to.deep.equal(['person/gone']);
      await one.write({ 'person/a': {} });
      expect([...((await changed()) ?? [])].sort()).to.deep.equal(['person/a', 'person/gone']);
      stop?.();
      await end();
    });
  });

  describe('that cannot be used', () => {
    const refusal = async (url: string) =>
      openPostgres(url, silentLog, [1]).then(
        () => expect.fail('expected a refusal'),
        (error: Error) => error.message,
      );

    it('is refused with a cure, and never with its password', async () => {
      const { hostname, port } = new URL(database.url);
      const cases: [string, RegExp][] = [
        ['postgres://coach:hush@127.0.0.1:9/x', /x at 127.0.0.1:9 .*nothing listens there → start PostgreSQL/],
        ['postgres://coach:hush@no-such-machine.invalid/x', /no machine of that name|cannot be looked up/],
      ];
      if (database.server) cases.push([`postgres://coach:hush@${hostname}:${port}/nowhere`, /there is no database of that name → create it/]);
      for (const [url, message] of cases) {
        const said = await refusal(url);
        expect(said).to.match(message);
        expect(said).not.to.include('hush');
      }
    });

    it('is refused where its tables are of a newer program', async () => {
      await database.clear();
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      await migrate(client, ['CREATE TABLE coach_item ()', 'SELECT 1', 'SELECT 1', 'SELECT 1']);
      await client.end();
      expect(await refusal(database.url)).to.match(/its tables are of version 4, and this program knows 2 → start the newer program/);
    });

    it('has no half of a step that failed', async () => {
      await database.clear();
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      const failed = await migrate(client, ['CREATE TABLE coach_item ()', 'SELECT 1/0']).catch((error: unknown) => error);
      expect(failed).to.have.property('code', '22012');
      expect((await client.query("SELECT to_regclass('coach_item') AS found")).rows).to.deep.equal([{ found: null }]);
      await client.end();
    });
  });

  describe('that is away for a while', () => {
    let store: Store;
    let log: ReturnType<typeof keepingLog>;
    beforeEach(async function () {
      if (!database.server) this.skip();
      await database.clear();
      log = keepingLog();
      store = await openPostgres(database.url, log.log);
    });
    afterEach(() => store?.close());

    it('is waited for, and nothing is lost or written twice', async () => {
      let count = 0;
      let going = true;
      const writing = (async () => {
        while (going) {
          const { 'person/a': read } = await store.read(['person/a']);
          expect(read?.count ?? 0).to.equal(count);
          await store.write({ 'person/a': { count: count + 1, eTag: read?.eTag ?? ABSENT } });
          count += 1;
        }
      })();
      for (const how of ['fast', 'immediate'] as const) {
        await pause(100);
        await database.server?.stop(how);
        await pause(200);
        await database.server?.start();
      }
      await pause(500);
      going = false;
      await writing;
      expect(count).to.be.above(5);
      expect((await store.read(['person/a']))['person/a']).to.include({ count });
      expect(log.lines.map(({ message }) => message)).to.include('the database did not answer and is tried again');
    });

    it('fails a write in the end, with a code, and works again later', async () => {
      await store.close();
      store = await openPostgres(database.url, log.log, [10, 10]);
      await database.server?.stop('fast');
      const failed = await store.write({ 'person/a': {} }).catch((error: unknown) => error);
      expect(failed).to.have.property('code', 'ECONNREFUSED');
      await database.server?.start();
      await store.write({ 'person/a': { is: 'here' } });
      expect((await store.read(['person/a']))['person/a']).to.include({ is: 'here' });
    });
  });
});
