/** All that is kept, from files to PostgreSQL and back. */
import { execFile } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { openStore } from '../../bot/store/lowdb.ts';
import { openPostgres } from '../../bot/store/postgres.ts';
import type { Items, Store } from '../../bot/store/storage.ts';
import { type Database, startDatabase } from './store/support/postgres.ts';
import { silentLog } from './support/counting-coach.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const ITEMS: Items = {
  'person/msteams/29:1f-ß': { session: { text: 'naïve “quotes” 🫖 \u0000 \ud800', n: 1.5, none: null, list: [1, [2, {}]] } },
  'person/web/\u0000\ud801': { b: 1, a: { z: 1, y: 2 } },
  'conversation/test/a': { version: 1, past: [] },
  'reminder/test/a': { due: '2026-11-22T10:00:00.000Z' },
  ...Object.fromEntries(Array.from({ length: 250 }, (_, n) => [`person/many/${n}`, { n }])),
};
const EVENTS = [23, 22, 22].map((day, n) => ({ at: `2026-11-${day}T10:00:00.000Z`, what: 'turn', n, again: false }));

describe('npm run data', function () {
  this.timeout(120_000);
  let database: Database;
  let dir: string;
  let remove: () => Promise<void>;

  before(async () => {
    database = await startDatabase();
  });
  after(() => database.end());
  beforeEach(async () => {
    await database.clear();
    ({ dir, remove } = await temporaryFolder());
  });
  afterEach(() => remove());

  const run = (where: 'files' | 'database', ...words: string[]) =>
    new Promise<{ code: number; said: string }>((resolve) => {
      const env = { ...process.env, DATA_DIR: join(dir, 'data'), DATABASE_URL: where === 'database' ? database.url : '' };
      execFile(process.execPath, ['--import', 'tsx', 'bot/cli.ts', 'data', ...words], { env }, (error, out, complaint) =>
        resolve({ code: Number(error?.code ?? 0), said: out + complaint }),
      );
    });
  const filled = async (store: Store): Promise<Store> => {
    await store.write(ITEMS);
    for (const event of EVENTS) await store.append(event);
    return store;
  };
  const contentOf = async (store: Store) => {
    const found = await store.read(await store.list(''));
    const events = [];
    for await (const event of store.events()) events.push(event);
    return { items: Object.fromEntries(Object.entries(found).map(([key, { eTag: _, ...item }]) => [key, item])), events };
  };

  it('takes everything from files to PostgreSQL and back', async () => {
    await (await filled(await openStore(join(dir, 'data'), silentLog))).close();
    const file = join(dir, 'all.jsonl');
    expect(await run('files', 'export', file)).to.deep.equal({ code: 0, said: `Wrote ${Object.keys(ITEMS).length} items and 3 events to ${file}\n` });
    expect(await run('database', 'import', file)).to.include({ code: 0 });
    expect((await run('database', 'verify', file)).said).to.match(/ 0 problems\n$/);

    const postgres = await openPostgres(database.url, silentLog);
    const moved = await contentOf(postgres);
    await postgres.close();
    expect(moved.items).to.deep.equal(ITEMS);

    await rm(join(dir, 'data'), { recursive: true });
    expect(await run('database', 'export', join(dir, 'back.jsonl'))).to.include({ code: 0 });
    expect(await run('files', 'import', join(dir, 'back.jsonl'))).to.include({ code: 0 });
    const files = await openStore(join(dir, 'data'), silentLog);
    expect(await contentOf(files)).to.deep.equal(moved);
    await files.close();
  });

  for (const where of ['files', 'database'] as const) {
    it(`backs up ${where} while they are written, each item whole`, async () => {
      const store = await filled(where === 'files' ? await openStore(join(dir, 'data'), silentLog) : await openPostgres(database.url, silentLog));
      let writing = true;
      const writer = (async () => {
        for (let n = 0; writing; n += 1) await store.write({ 'person/busy': { n, same: n, filler: 'x'.repeat(10_000) } });
      })();
      const { code, said } = await run(where, 'backup', join(dir, 'backup'));
      writing = false;
      await writer;
      await store.close();
      expect({ code, said }).to.have.property('code', 0);
      expect(said).to.match(/is whole/);
      const [name = ''] = await readdir(join(dir, 'backup'));
      const lines = (await readFile(join(dir, 'backup', name), 'utf8')).trim().split('\n');
      const busy = lines.map((line) => JSON.parse(line)).find(({ key }) => key === 'person/busy');
      expect(busy.item.same).to.equal(busy.item.n);
      expect(lines).to.have.length(1 + Object.keys(ITEMS).length + 1 + 3 + 1);
    });
  }

  it('takes no half of a file, no changed one, and none into a store in use', async () => {
    await (await filled(await openStore(join(dir, 'data'), silentLog))).close();
    const file = join(dir, 'all.jsonl');
    await run('files', 'export', file);
    const text = await readFile(file, 'utf8');
    for (const spoilt of [text.slice(0, text.length / 2), text.split('\n').slice(0, -2).join('\n'), text.replace('"n":7', '"n":8'), 'x', '']) {
      await writeFile(join(dir, 'spoilt.jsonl'), spoilt);
      expect(await run('database', 'import', join(dir, 'spoilt.jsonl'))).to.deep.include({ code: 1 });
    }
    expect((await run('files', 'import', file)).said).to.match(/something in this store already/);
    expect(await run('files', 'import', file, '--over')).to.include({ code: 0 });
  });

  it('says what differs, and what cannot be understood, without naming anybody', async () => {
    const store = await filled(await openStore(join(dir, 'data'), silentLog));
    const file = join(dir, 'all.jsonl');
    await run('files', 'export', file);
    await store.write({ 'person/many/1': { n: 'other' }, 'person/new': {} });
    await store.delete(['person/many/2']);
    await store.close();
    const [name = ''] = await readdir(join(dir, 'data', 'conversation'));
    await writeFile(join(dir, 'data', 'conversation', name), '{');
    const { code, said } = await run('files', 'verify', file);
    expect(code).to.equal(1);
    expect(said).to.match(/cannot be understood: .*conversation/);
    expect(said).to.match(/kind person differs/);
    expect(said).to.match(/kind person is not in the file/);
    expect(said).to.match(/kind person of the file is missing/);
    expect(said).to.match(/, 5 problems\n$/);
    expect(said).not.to.match(/many/);
  });
});
