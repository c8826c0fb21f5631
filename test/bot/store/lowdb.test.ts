/** The store of small files: the suite of all stores, and what only files have. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { openStore } from '../../../bot/store/lowdb.ts';
import type { Store } from '../../../bot/store/storage.ts';
import { describeWholeStore } from '../../cases/store.case.ts';
import { keepingLog, silentLog } from '../support/counting-coach.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const WRITER = fileURLToPath(new URL('write-for-ever.ts', import.meta.url));

for (const outlasts of ['kill', 'power-loss'] as const) {
  describeWholeStore(`lowdb that outlasts ${outlasts}`, async () => {
    const { dir, remove } = await temporaryFolder();
    const store = await openStore(dir, silentLog, outlasts);
    return { storage: store, end: () => store.close().then(remove) };
  });
}

describe('the store of files', () => {
  let dir: string;
  let remove: () => Promise<void>;
  let store: Store;
  let log: ReturnType<typeof keepingLog>;

  const reopen = async () => {
    await store.close();
    store = await openStore(dir, log.log);
  };

  beforeEach(async () => {
    ({ dir, remove } = await temporaryFolder());
    log = keepingLog();
    store = await openStore(dir, log.log);
  });

  afterEach(async () => {
    await store.close();
    await remove();
  });

  it('has one file an item, in a folder of its kind, with version and key inside and no key in its name', async () => {
    await store.write({ 'person/webchat/Jane Doe': { is: 'here' }, 'conversation/webchat/1': {}, health: {} });
    const names = await filesBelow(dir);
    expect(names.map((name) => dirname(name)).sort()).to.deep.equal(['conversation', 'other', 'person']);
    const person = names.find((name) => name.startsWith('person/')) ?? '';
    expect(person).to.match(/^person\/[0-9a-f]{64}\.json$/);
    expect(JSON.parse(await readFile(join(dir, person), 'utf8'))).to.deep.include({
      version: 1,
      key: 'person/webchat/Jane Doe',
      item: { is: 'here' },
    });
  });

  it('makes its folder, for its owner only', async () => {
    const deeper = await openStore(join(dir, 'a', 'b'), log.log);
    await deeper.write({ 'person/a': {} });
    await deeper.close();
    expect((await stat(join(dir, 'a', 'b', 'person'))).mode & 0o077).to.equal(0);
  });

  it('stays within its folder, whatever the key', async () => {
    const inner = await openStore(join(dir, 'in', 'ner'), log.log);
    const keys = ['../x', 'person/../../../x', '/etc/x', '..\\..\\x', 'person/..', '../person/x', '.staged/x', '.lock/x'];
    await inner.write(Object.fromEntries(keys.map((key) => [key, { key }])));
    await inner.close();
    const files = await filesBelow(dir);
    expect(files).to.have.length(keys.length);
    for (const name of files) expect(name).to.match(/^in\/ner\/(person|other)\/[0-9a-f]{64}\.json$/);
  });

  it('has everything after it was closed and opened again, eTags included', async () => {
    await store.write({ 'person/a': { count: 1 } });
    const { 'person/a': before } = await store.read(['person/a']);
    await reopen();
    expect(await store.read(['person/a'])).to.deep.equal({ 'person/a': before });
    await store.write({ 'person/a': { ...before, count: 2 } });
    expect((await store.read(['person/a']))['person/a']).to.include({ count: 2 });
  });

  it('checks the eTag of an item that it has not read since it was opened', async () => {
    await store.write({ 'person/a': { count: 1 } });
    const { 'person/a': stale } = await store.read(['person/a']);
    await store.write({ 'person/a': { count: 2 } });
    await reopen();
    expect(await failure(store.write({ 'person/a': { ...stale } }))).to.have.property('name', 'Conflict');
  });

  it('writes 100 people at once, and 2,000', async () => {
    for (const size of [100, 2000]) {
      const keys = Array.from({ length: size }, (_, at) => `person/webchat/${at}`);
      await Promise.all(keys.map((key) => store.write({ [key]: { key } })));
      const found = await store.read(keys);
      expect(keys.every((key) => found[key]?.key === key)).to.equal(true);
    }
  });

  it('does all that was asked before it closes, and nothing after', async () => {
    const writes = Array.from({ length: 20 }, (_, at) => store.write({ 'person/a': { at } }));
    await store.close();
    await Promise.all(writes);
    expect(await failure(store.read(['person/a']))).to.match(/closed/);
    expect(await failure(store.write({ 'person/a': {} }))).to.match(/closed/);
    expect(await failure(store.delete(['person/a']))).to.match(/closed/);
    await reopen();
    expect((await store.read(['person/a']))['person/a']).to.include({ at: 19 });
  });

  describe('with a damaged file', () => {
    const DAMAGES = {
      'cut short': (text: string) => text.slice(0, text.length / 2),
      empty: () => '',
      'not JSON': () => '\u0000\u0000\u0000',
      'another shape': () => '[1, 2]',
      'another version': (text: string) => text.replace('"version": 1', '"version": 2'),
      'the item of another key': (text: string) => text.replace('person/a', 'person/b'),
    };
    for (const [damage, apply] of Object.entries(DAMAGES)) {
      it(`that is ${damage}, sets it aside, names it in the log and goes on`, async () => {
        await store.write({ 'person/a': { count: 1 }, 'person/b': { count: 1 } });
        const { 'person/a': before } = await store.read(['person/a']);
        await reopen();
        const file = (await contents(dir)).find(([, text]) => text.includes('person/a'))?.[0] ?? '';
        const damaged = apply(await readFile(join(dir, file), 'utf8'));
        await writeFile(join(dir, file), damaged);

        expect(await failure(store.write({ 'person/a': { ...before } }))).to.have.property('name', 'Conflict');
        expect(Object.keys(await store.read(['person/a', 'person/b']))).to.deep.equal(['person/b']);
        await store.write({ 'person/a': { count: 2 } });
        expect((await store.read(['person/a']))['person/a']).to.include({ count: 2 });

        const aside = (await filesBelow(dir)).filter((name) => name.startsWith(`${file}.damaged-`));
        expect(aside).to.have.length(1);
        expect(await readFile(join(dir, aside[0] ?? ''), 'utf8')).to.equal(damaged);
        expect(log.lines).to.have.length(1);
        expect(log.lines[0]).to.deep.include({ level: 'error', fields: { file: join(dir, aside[0] ?? '') } });
      });
    }
  });

  describe('whose disk fails', () => {
    it('rejects with the code of the disk, changes nothing and works again later', async () => {
      await store.write({ 'person/a': { count: 1 }, 'conversation/a': { count: 1 } });
      const staged = join(dir, '.staged');
      await rm(staged, { recursive: true });
      await writeFile(staged, 'in the way');
      expect(await failure(store.write({ 'person/a': { count: 2 }, 'conversation/a': { count: 2 } }))).to.have.property('code', 'ENOTDIR');
      expect(await counts(store)).to.deep.equal([1, 1]);
      await rm(staged);
      await mkdir(staged);
      await store.write({ 'person/a': { count: 3 }, 'conversation/a': { count: 3 } });
      expect(await counts(store)).to.deep.equal([3, 3]);
    });

    it('leaves no half of a write whose second file has no place', async () => {
      await store.write({ 'person/a': { count: 1 } });
      await writeFile(join(dir, 'conversation'), 'in the way');
      expect(await failure(store.write({ 'person/a': { count: 2 }, 'conversation/a': { count: 2 } }))).to.have.property('code', 'EEXIST');
      await rm(join(dir, 'conversation'));
      expect(await counts(store)).to.deep.equal([1, undefined]);
      expect(await readdir(join(dir, '.staged'))).to.deep.equal([]);
    });
  });

  describe('that is in use', () => {
    it('refuses a second one in the same process', async () => {
      expect(await failure(openStore(dir, log.log))).to.match(new RegExp(`in use by process ${process.pid} `));
      await store.write({ 'person/a': {} });
    });

    it('refuses another process, names it, and takes over once that is dead', async () => {
      await store.close();
      const child = startWriter(dir);
      await child.firstLine;
      expect(await failure(openStore(dir, log.log))).to.match(new RegExp(`in use by process ${child.process.pid} .*DATA_DIR`));
      await kill(child.process);
      store = await openStore(dir, log.log);
      expect((await readdir(dir)).filter((name) => name.startsWith('.lock-'))).to.have.length(1);
    });

    it('takes over from an earlier process whose number somebody else has now', async () => {
      await store.close();
      await writeFile(join(dir, `.lock-${process.ppid}-1-${hostname()}`), '');
      store = await openStore(dir, log.log);
    });

    it('refuses while a process of another machine may live, and says what to delete if not', async () => {
      await store.close();
      const lock = join(dir, '.lock-7-1-another-machine');
      await writeFile(lock, '');
      expect(await failure(openStore(dir, log.log))).to.match(/process 7 on another-machine .*\.lock-/);
      await rm(lock);
      store = await openStore(dir, log.log);
    });

    it('frees the folder when it closes', async () => {
      await reopen();
      await store.close();
      expect((await readdir(dir)).filter((name) => name.startsWith('.lock'))).to.deep.equal([]);
    });
  });

  describe('whose process was killed', () => {
    it('has every acknowledged write, whole, in all its files', async () => {
      await store.close();
      let acknowledged = 0;
      for (const afterMs of [3, 11, 29, 50, 87, 120]) {
        const child = startWriter(dir);
        await child.firstLine;
        await new Promise((resolve) => setTimeout(resolve, afterMs));
        await kill(child.process);
        acknowledged = child.lastCount() ?? acknowledged;
        store = await openStore(dir, log.log);
        const [person, conversation] = await counts(store);
        expect(person ?? 0).to.be.within(acknowledged, acknowledged + 1);
        expect(conversation).to.equal(person);
        acknowledged = person ?? 0;
        await store.close();
      }
      expect(acknowledged).to.be.greaterThan(10);
      expect(log.lines).to.deep.equal([]);
      expect((await filesBelow(dir)).length).to.equal(2);
    }).timeout(60_000);

    it('finishes at the next start a write that was valid, and forgets one that was not', async () => {
      await store.write({ 'person/a': { count: 1 }, 'conversation/a': { count: 1 } });
      const old = await contents(dir);
      await store.write({ 'person/a': { count: 2 }, 'conversation/a': { count: 2 } });
      const young = await contents(dir);
      await store.close();
      for (const valid of [true, false]) {
        for (const [name, text] of old) await writeFile(join(dir, name), text);
        for (const [name, text] of young) await writeFile(join(dir, '.staged', `id~${name.replace('/', '~')}`), text);
        if (valid) await mkdir(join(dir, '.staged', 'id.valid'));
        store = await openStore(dir, log.log);
        expect(await counts(store)).to.deep.equal(valid ? [2, 2] : [1, 1]);
        expect(await readdir(join(dir, '.staged'))).to.deep.equal([]);
        await store.close();
      }
    });
  });
});

/** Paths of the files that hold items, below `dir`. */
async function filesBelow(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
    .filter((name) => !name.startsWith('.'));
}

async function contents(dir: string): Promise<[name: string, text: string][]> {
  return Promise.all((await filesBelow(dir)).map(async (name): Promise<[string, string]> => [name, await readFile(join(dir, name), 'utf8')]));
}

async function counts(store: Store): Promise<(number | undefined)[]> {
  const found = await store.read(['person/a', 'conversation/a']);
  return ['person/a', 'conversation/a'].map((key) => found[key]?.count as number | undefined);
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('expected a rejection'),
    (error: unknown) => error,
  );
}

function startWriter(dir: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', WRITER, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  return {
    process: child,
    firstLine: once(child.stdout, 'data'),
    lastCount: () => printed.split('\n').slice(1, -1).map(Number).at(-1),
  };
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'close');
}
