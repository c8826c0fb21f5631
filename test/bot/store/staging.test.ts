/** Several files replaced as one, seen from below: with writers that fail half-way. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { expect } from 'chai';
import { openStaging } from '../../../bot/store/staging.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('files replaced as one', () => {
  let dir: string;
  let remove: () => Promise<void>;

  beforeEach(async () => {
    ({ dir, remove } = await temporaryFolder());
  });

  afterEach(() => remove());

  const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  const good = (target: string) => ({ target, write: (file: string) => writeFile(file, 'new') });
  /** Leaves a half-written file beside the right one, as lowdb does. */
  const bad = (target: string) => ({
    target,
    async write(file: string) {
      await writeFile(join(dirname(file), `.${basename(file)}.tmp`), 'ne');
      throw full;
    },
  });
  const failed = (promise: Promise<void>) =>
    promise.then(
      () => expect.fail('expected a rejection'),
      (error: unknown) => error,
    );

  it('are all there after the commit, and nothing else is', async () => {
    const stage = await openStaging(dir);
    await stage([good('person/a.json'), good('conversation/a.json')]).commit();
    expect(await readFile(join(dir, 'person/a.json'), 'utf8')).to.equal('new');
    expect(await readFile(join(dir, 'conversation/a.json'), 'utf8')).to.equal('new');
    expect(await readdir(join(dir, '.staged'))).to.deep.equal([]);
  });

  it('are all left alone if one cannot be written, and its remains do not fill the disk further', async () => {
    const stage = await openStaging(dir);
    const staged = stage([good('person/a.json'), bad('conversation/a.json')]);
    const other = stage([good('person/b.json')]);
    expect(await failed(staged.commit())).to.equal(full);
    await staged.discard();
    expect(await readdir(dir)).to.deep.equal(['.staged']);
    await other.commit();
    expect(await readdir(join(dir, '.staged'))).to.deep.equal([]);
  });

  it('are finished at the next start if only some could be put in place', async () => {
    const stage = await openStaging(dir);
    // A folder that is not empty cannot be replaced by a file.
    await mkdir(join(dir, 'conversation/a.json/in the way'), { recursive: true });
    const staged = stage([good('person/a.json'), good('conversation/a.json')]);
    expect(await failed(staged.commit())).to.have.property('code', 'EISDIR');
    await staged.discard();
    await rm(join(dir, 'conversation/a.json'), { recursive: true });
    await openStaging(dir);
    expect(await readFile(join(dir, 'conversation/a.json'), 'utf8')).to.equal('new');
    expect(await readdir(join(dir, '.staged'))).to.deep.equal([]);
  });

  it('are left alone if not even the first could be put in place', async () => {
    const stage = await openStaging(dir);
    await mkdir(join(dir, 'person/a.json/in the way'), { recursive: true });
    const staged = stage([good('person/a.json'), good('conversation/a.json')]);
    await failed(staged.commit());
    await staged.discard();
    expect(await readdir(join(dir, '.staged'))).to.deep.equal([]);
    await openStaging(dir);
    expect(await readdir(join(dir, 'conversation'))).to.deep.equal([]);
  });
});
