/** Files that outlast a power cut, seen from below: what a disk that forgot everything unsynced gets back at the next start. */
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { openJournal } from '../../../bot/store/journal.ts';
import { openStore } from '../../../bot/store/lowdb.ts';
import { silentLog } from '../support/counting-coach.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('a journal of files', () => {
  let dir: string;
  let after: string;
  let remove: () => Promise<void>;

  beforeEach(async () => {
    ({ dir, remove } = await temporaryFolder());
    after = join(dir, 'after');
  });
  afterEach(() => remove());

  /** The folder as a power cut may leave it: the journal is there, and nothing that was only renamed. */
  const powerCut = async (how: (journal: string) => string = (journal) => journal) => {
    await rm(after, { recursive: true, force: true });
    await mkdir(after);
    await cp(join(dir, 'data', '.journal'), join(after, '.journal'), { recursive: true });
    for (const name of await readdir(join(after, '.journal'))) {
      const file = join(after, '.journal', name);
      await writeFile(file, how(await readFile(file, 'utf8')));
    }
    return openStore(after, silentLog, 'power-loss');
  };
  const opened = () => openStore(join(dir, 'data'), silentLog, 'power-loss');

  it('gives back every acknowledged write, the newest of each item, and takes away what was deleted', async () => {
    const store = await opened();
    await Promise.all(Array.from({ length: 100 }, (_, n) => store.write({ [`person/${n}`]: { n, old: true } })));
    await store.delete(['person/3']);
    await store.write({ 'person/1': { n: 'new' }, 'conversation/1': { n: 'new' } });
    const cut = await powerCut();
    // What was settled by the deletion was synced, so the power cut took nothing of it.
    expect(await cut.read(['person/1', 'conversation/1', 'person/3'])).to.have.keys('person/1', 'conversation/1');
    await cut.close();
    await store.close();
  });

  it('drops the line that a power cut tore, and keeps those before it', async () => {
    const store = await opened();
    await store.write({ 'person/a': { n: 1 } });
    await store.write({ 'person/b': { n: 1 } });
    const cut = await powerCut((journal) => journal.slice(0, -20));
    expect(await cut.read(['person/a', 'person/b'])).to.have.keys('person/a');
    await cut.close();
    await store.close();
  });

  it('has nothing of what was deleted once that is done', async () => {
    const store = await opened();
    await store.write({ 'person/a': { marker: 'hush-hush' } });
    const journal = async () =>
      Promise.all((await readdir(join(dir, 'data', '.journal'))).map((name) => readFile(join(dir, 'data', '.journal', name), 'utf8')));
    expect((await journal()).join()).to.include('hush-hush');
    await store.delete(['person/a']);
    expect((await journal()).join()).not.to.include('hush-hush');
    await store.close();
  });

  it('is empty after an orderly end, and read also where no journal is kept any more', async () => {
    const store = await opened();
    await store.write({ 'person/a': { n: 1 } });
    await cp(join(dir, 'data', '.journal'), join(dir, 'journal'), { recursive: true });
    await store.close();
    expect(await readdir(join(dir, 'data', '.journal'))).to.deep.equal([]);
    await cp(join(dir, 'journal'), join(after, '.journal'), { recursive: true });
    const plain = await openStore(after, silentLog);
    expect(await plain.read(['person/a'])).to.have.keys('person/a');
    await plain.close();
  });

  it('begins a new part when one is full, and lets the old one go', async () => {
    await mkdir(join(dir, 'data'));
    const journal = await openJournal(join(dir, 'data'), 1000);
    for (let n = 0; n < 50; n += 1) {
      const target = `file-${n}`;
      await journal.keep([{ target, text: 'x'.repeat(100) }], () => writeFile(join(dir, 'data', target), 'x'));
    }
    await journal.settle();
    expect(await readdir(join(dir, 'data', '.journal'))).to.have.length(1);
    await journal.close();
  });
});
