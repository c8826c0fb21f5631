import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { expect } from 'chai';
import type { Content } from '../../knowledge/content.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import { loadKnowledge } from '../../knowledge/load.ts';
import { smallFile, smallFiles } from './support/small.ts';

const TOPICS = 'topics/measures.yaml';

describe('loading the knowledge', function () {
  this.timeout(60_000);
  let dir: string;
  let cacheDir: string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'content-'));
    cacheDir = join(dir, '.cache');
    for (const { path, text } of smallFiles()) write(path, text);
  });

  afterEach(() => rmSync(dir, { recursive: true }));

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }

  async function load(cache = cacheDir): Promise<Knowledge> {
    const loaded = await loadKnowledge(dir, cache);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.errors));
    return loaded.knowledge;
  }

  const nameOf = (knowledge: Knowledge) => knowledge.content.topics[0]?.name;
  const cacheFiles = () => readdirSync(cacheDir).map((name) => join(cacheDir, name));

  /** Changes the cache by hand, so that what is read from it can be told from what is read from the content. */
  function mark(): void {
    const [file] = cacheFiles();
    if (!file) throw new Error('no cache');
    const kept = deserialize(readFileSync(file)) as { content: Content };
    const topics = kept.content.topics.map((topic) => ({ ...topic, name: 'From the cache' }));
    writeFileSync(file, serialize({ ...kept, content: { ...kept.content, topics } }));
  }

  it('reads every kind of file below the folder', async () => {
    const { entries } = await load();
    expect(entries.map(({ id }) => id)).to.deep.equal(['kettle-bang', 'cra-22', 'nps', 'csat', 'desk#welcome']);
  });

  it('passes over files that are not content', async () => {
    write('notes.json', '{ not content');
    write('topics/picture.png', 'not text');
    expect((await load()).entries).to.have.length(5);
  });

  it('writes one cache file, and nothing half-written beside it', async () => {
    await load();
    expect(cacheFiles().map((file) => file.replace(/[0-9a-f]{16}/, '…'))).to.deep.equal([join(cacheDir, 'knowledge-….bin')]);
  });

  it('gives the same the second time', async () => {
    const first = await load();
    const second = await load();
    expect(second.content).to.deep.equal(first.content);
    expect(second.entries).to.deep.equal(first.entries);
    expect(second.finder).to.deep.equal(first.finder);
    expect(second.intents).to.deep.equal(first.intents);
    expect(second.topicality).to.deep.equal(first.topicality);
    // A slip in a word of ours, a word of English, and a word of neither.
    expect(second.words.read('my kettel and an umbrella zzyzx')).to.deep.equal(first.words.read('my kettel and an umbrella zzyzx'));
    expect(second.words.read('my kettel and an umbrella zzyzx').corrections).to.deep.equal([{ from: 'kettel', to: 'kettle' }]);
  });

  it('takes the second load from the cache', async () => {
    await load();
    mark();
    expect(nameOf(await load())).to.equal('From the cache');
  });

  it('reads a changed file anew', async () => {
    await load();
    mark();
    write(TOPICS, smallFile(TOPICS, 'Net promoter score', 'Net promoter'));
    expect(nameOf(await load())).to.equal('Net promoter');
  });

  it('reads the content anew when a file is added, renamed or gone', async () => {
    await load();
    mark();
    write('topics/more.yaml', smallFile(TOPICS, 'id: nps', 'id: nps-two').replace('id: csat', 'id: csat-two'));
    expect((await load()).entry('nps-two')).to.not.equal(undefined);
    rmSync(join(dir, 'topics/more.yaml'));
    write('topics/other.yaml', readFileSync(join(dir, TOPICS), 'utf8'));
    rmSync(join(dir, TOPICS));
    expect(nameOf(await load())).to.equal('Net promoter score');
  });

  it('keeps the newest caches only, and what is not a cache', async () => {
    mkdirSync(cacheDir);
    writeFileSync(join(cacheDir, 'notes.txt'), 'not a cache');
    utimesSync(join(cacheDir, 'notes.txt'), 0, 0);
    const written: string[] = [];
    for (let turn = 0; turn < 6; turn++) {
      write(TOPICS, smallFile(TOPICS, 'Net promoter score', `Net promoter ${turn}`));
      const before = readdirSync(cacheDir);
      await load();
      const fresh = readdirSync(cacheDir).find((name) => !before.includes(name)) ?? '';
      // Files written in one tick of the clock are of one age.
      utimesSync(join(cacheDir, fresh), turn + 1, turn + 1);
      written.push(fresh);
    }
    await load();
    const left = readdirSync(cacheDir);
    expect(left).to.include('notes.txt').and.to.include(written.at(-1)).and.to.not.include(written[0]);
    expect(left).to.have.length.at.most(6);
  });

  for (const [kind, spoil] of [
    ['empty', () => Buffer.alloc(0)],
    ['no cache at all', () => Buffer.from('this is no cache')],
    ['cut off', (whole: Buffer) => whole.subarray(0, whole.length >> 1)],
  ] as const) {
    it(`passes over a cache file that is ${kind}, and mends it`, async () => {
      await load();
      const [file = ''] = cacheFiles();
      const whole = readFileSync(file);
      writeFileSync(file, spoil(whole));
      expect(nameOf(await load())).to.equal('Net promoter score');
      // The same values may be written in other bytes.
      expect(deserialize(readFileSync(file))).to.deep.equal(deserialize(whole));
    });
  }

  it('goes on where no cache can be written', async () => {
    write('a-file', 'no folder can be made below a file');
    expect(nameOf(await load(join(dir, 'a-file', 'cache')))).to.equal('Net promoter score');
  });

  it('gives back every error in the content, and keeps no cache of it', async () => {
    write(TOPICS, smallFile(TOPICS, 'also: [nps]', 'aslo: [nps]'));
    write('guides/02-more.md', 'Title\n');
    const loaded = await loadKnowledge(dir, cacheDir);
    expect(loaded.ok).to.equal(false);
    if (loaded.ok) return;
    expect(loaded.errors.map(({ file }) => file)).to.include.members([TOPICS, 'guides/02-more.md']);
    expect(() => cacheFiles()).to.throw(/ENOENT/);
  });

  it('says which files are missing in an empty folder', async () => {
    rmSync(dir, { recursive: true });
    mkdirSync(dir);
    const loaded = await loadKnowledge(dir, cacheDir);
    expect(loaded.ok ? [] : loaded.errors.map(({ file }) => file)).to.deep.equal([
      'bank-holidays.yaml',
      'checklists/spine.yaml',
      'clocks.yaml',
      'facts.yaml',
      'letters.yaml',
      'phrases.yaml',
      'policy.yaml',
      'privacy.yaml',
      'quiz.yaml',
      'remedies.yaml',
      'reminders.yaml',
      'slots.yaml',
      'words.yaml',
    ]);
  });
});
