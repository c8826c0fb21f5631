/** Erasure, age and the log: everything a person ever wrote, driven through every feature over HTTP, on files. */
import { createHmac } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readConfig } from '../../bot/config.ts';
import { openForgetting } from '../../bot/forget.ts';
import type { Log } from '../../bot/log.ts';
import { openSweep } from '../../bot/retention.ts';
import { type Running, start } from '../../bot/start.ts';
import { openStore } from '../../bot/store/lowdb.ts';
import type { Store } from '../../bot/store/storage.ts';
import { coach } from '../../dialogs/coach.ts';
import { retentionOf } from '../../dialogs/privacy/retention.ts';
import { bellsOf } from '../../dialogs/reminders/ring.ts';
import type { Coach } from '../../dialogs/turn.ts';
import { realHouse } from '../dialogs/support/house.ts';
import { silentLog } from './support/counting-coach.ts';
import { ask, bearer, SECRET, type Wire } from './support/running.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const USER = 'dl_zebra77';
/** Words that stand nowhere in the content; the last are private details, which are never kept at all. */
const MARKERS = ['quokka', 'wombat', 'axolotl', 'narwhal', 'pangolin'];
const PRIVATE = ['Okonkwo', '4111 1111', '900123', 'zed@example.com', 'AB123456C', '55779911', 'LS1 4AB'];
/** Nobody listens there, so every learning record waits in its queue. */
const AWAY = { XAPI_ENDPOINT: 'http://127.0.0.1:9/xapi', XAPI_KEY: 'key', XAPI_SECRET: 'secret' };
const SITE = 'https://learning.example.org';
const VISITORS = { FRAME_ANCESTORS: SITE, VISITOR_ISSUER: SITE, VISITOR_SECRET: 'known-to-the-site-and-to-the-coach-only' };

describe('everything that is held on a person', function () {
  this.timeout(120_000);
  let dataDir: string;
  let store: Store;
  let running: Running;
  let talk: Coach;
  let nowMs: number;
  let logged: string[];
  const now = () => new Date(nowMs);

  before(async () => {
    talk = coach(await realHouse());
  });
  beforeEach(async () => {
    nowMs = new Date('2026-11-22T12:00:00Z').getTime();
    logged = [];
    dataDir = mkdtempSync(join(tmpdir(), 'shift-coach-forget-'));
    const read = readConfig({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, WEB_CHAT_SECRET: SECRET, ...AWAY, ...VISITORS });
    if (!read.ok) throw new Error(read.problems.join());
    const write = (fields: object, message: string) => void logged.push(JSON.stringify({ ...fields, message }));
    const log: Log = { debug: write, info: write, warn: write, error: write };
    store = await openStore(dataDir, silentLog);
    const house = await realHouse();
    const bells = bellsOf(house, read.config.quietHours);
    running = await start({ config: read.config, coach: talk, bells, storage: store, now, log, retention: house.retention });
  });
  afterEach(async () => {
    await running.stop();
    await store.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** A conversation of this user; one user may have several. */
  async function conversation(user = USER) {
    const base = `${running.url}/v3/directline`;
    const { token } = (await ask('POST', `${base}/tokens/generate`, { user: { id: user } }, bearer(SECRET))).body;
    const { conversationId } = (await ask('POST', `${base}/conversations`, {}, bearer(token))).body;
    const url = `${base}/conversations/${conversationId}/activities`;
    const post = async (body: object): Promise<Wire[]> => {
      nowMs += 5000;
      const before = (await ask('GET', url, undefined, bearer(token))).body.watermark;
      const { status } = await ask('POST', url, { type: 'message', from: { id: 'x' }, ...body }, bearer(token));
      expect(status).to.equal(200);
      return (await ask('GET', `${url}?watermark=${before}`, undefined, bearer(token))).body.activities.filter(
        (one: Wire) => one.from.role === 'bot',
      );
    };
    return { say: (text: string) => post({ text }), press: (press: string) => post({ value: { press } }) };
  }

  /** Every feature with a marker in it: questions, a date, a complaint to its evidence, a second one parked, a quiz, and private details. */
  async function everyFeature() {
    const [one, two] = [await conversation(), await conversation()];
    await one.say(`what about a quokka in a shop`);
    await one.say('delivered 10 nov, last day to reject?');
    for (const text of [
      'got an angry lady here, her kettle blew up like a wombat',
      'No, all safe',
      'thats it',
      'Got it, go on',
      'a new axolotl kettle, free',
      '27 nov',
      'Not yet',
      'The product',
    ])
      await one.say(text);
    await one.press('record:2026-11-22-1:whys');
    await one.say('the narwhal was loose');
    await one.say('stop');
    await one.press('record:2026-11-22-1:keep');
    await one.say('got an angry man here, his toaster was eaten by a pangolin');
    await one.say('park it');
    await one.say('quiz me on the equality act');
    await one.say('b');
    await two.say(
      'my customer Mrs Okonkwo wants it on 4111 1111 1111 1111, ring 07700 900123, zed@example.com, NI AB123456C, sort code 20-00-00 account 55779911, LS1 4AB',
    );
    await two.say('remind me to ring the quokka at 3pm tomorrow');
    await two.say('remind me to ring Mrs Okonkwo on 07700 900123 about card 4111 1111 1111 1111 at 4pm tomorrow');
    await two.say('what do you hold on me');
    await two.say('this is rubbish');
    return { one, two };
  }

  function filesWith(...words: readonly string[]): string[] {
    const all = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return all
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => words.some((word) => readFileSync(file, 'utf8').includes(word) || file.includes(word)));
  }

  const queued = () => readdirSync(join(dataDir, 'queue', 'xapi-store')).filter((name) => name.endsWith('.ready'));

  it('is nowhere once it was deleted: no marker and no id of the person in any file', async () => {
    const { one, two } = await everyFeature();
    const held = JSON.stringify(await store.read(await store.list('person/')));
    for (const part of ['wombat', 'narwhal', 'pangolin', '"evidence"', '"learning"', '"quiz"', '"last"']) expect(held).to.include(part);
    expect(filesWith(...MARKERS).length).to.be.above(1);
    expect(filesWith(USER).length).to.be.above(1);
    // In a group the same person is somebody else, and is forgotten too.
    await store.write({ [`person/directline/${USER}/in/group`]: { session: { version: 1, offered: [], noted: true } } });
    const kinds = ['person/', 'reminder/', 'reference/'];
    for (const kind of kinds) expect(await store.list(`${kind}directline/${USER}`)).not.to.deep.equal([]);
    expect(queued()).not.to.deep.equal([]);
    await one.say('delete everything you have on me');
    const [reply] = await one.say('do it');
    expect(reply.text).to.include('deleted');
    expect(filesWith(...MARKERS, USER)).to.deep.equal([]);
    expect(queued()).to.deep.equal([]);
    expect((await two.say('how am i doing')).at(-1)?.text).to.match(/no progress|nothing/i);
  });

  it('is not in the list of used tokens either, though the token stays used', async () => {
    const at = Math.floor(nowMs / 1000);
    const claims = { iss: SITE, aud: 'shift-coach', sub: 'learner-7', jti: 'token-number-1', origin: SITE, iat: at, exp: at + 300 };
    const body = [{ alg: 'HS256' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    const token = `${body}.${createHmac('sha256', VISITORS.VISITOR_SECRET).update(body).digest('base64url')}`;
    const open = (page: string) => ask('POST', `${running.url}/api/web/token`, { token, page, origin: SITE });
    const opened = (await open('a-page-load-of-hers-0001')).body;
    const url = `${running.url}/v3/directline/conversations/${opened.conversationId}/activities`;
    for (const text of ['hello', 'delete everything you have on me', 'do it'])
      await ask('POST', url, { type: 'message', from: { id: 'x' }, text }, bearer(opened.token));
    expect(JSON.stringify(await store.read(['visitor/used']))).not.to.include(opened.conversationId);
    expect((await open('a-page-load-of-a-thief-1')).status).to.equal(403);
  });

  it('leaves what others said alone', async () => {
    const other = await conversation('dl_other');
    await other.say('quiz me on the equality act');
    await other.say('b');
    await other.say('customer says the capybara is broken');
    const mine = await conversation();
    await mine.say('delete everything you have on me');
    await mine.say('yes');
    expect(filesWith('capybara').length).to.be.above(0);
    expect(filesWith('dl_other').length).to.be.above(0);
    expect(queued()).not.to.deep.equal([]);
  });

  it('loses only a part where only that was to go, and no file quotes it any more', async () => {
    const { one } = await everyFeature();
    await one.say('delete all my evidence');
    await one.say('yes');
    await one.say('delete my complaints');
    await one.say('yes');
    expect(filesWith('wombat', 'axolotl', 'narwhal', 'pangolin')).to.deep.equal([]);
    const kept = JSON.stringify(await store.read(await store.list('person/')));
    expect(kept).to.include('"learning"').and.not.to.include('"complaints"');
  });

  it('never had a private detail in it', async () => {
    await everyFeature();
    expect(filesWith(...PRIVATE)).to.deep.equal([]);
  });

  it('is copied with what was said in every conversation of the person', async () => {
    const { two } = await everyFeature();
    const replies = await two.say('export my data');
    const files = replies.flatMap(({ attachments = [] }) => attachments).filter(({ name }: Wire) => name);
    expect(files.map(({ name }: Wire) => name)).to.have.members(['my-data.docx', 'my-data.md', 'my-data.json']);
    const text = (name: string) => Buffer.from(files.find((file: Wire) => file.name === name).contentUrl.split(',')[1], 'base64').toString();
    const { said, session } = JSON.parse(text('my-data.json'));
    expect(JSON.stringify(said)).to.include('quokka').and.to.include('pangolin');
    expect(session.complaints).to.have.length(2);
    for (const marker of MARKERS) expect(text('my-data.md')).to.include(marker);
  });

  it('stands in no line of the log: no text, no name, no id', async () => {
    const { one } = await everyFeature();
    await one.say('export my data');
    await one.say('delete everything you have on me');
    await one.say('do it');
    expect(logged.length).to.be.above(25);
    const lines = logged.join('\n');
    for (const word of [...MARKERS, ...PRIVATE, USER, 'kettle', 'rubbish']) expect(lines).not.to.include(word);
    expect(lines).to.include('"forgotten"').and.to.include('"copied"');
  });

  it('is told in the events as facts without anybody in them', async () => {
    const { one } = await everyFeature();
    await one.say('delete my data');
    await one.say('do it');
    const events = [];
    for await (const event of store.events()) events.push(event);
    expect(events.map(({ what }) => what)).to.include('forgotten');
    for (const word of [...MARKERS, USER]) expect(JSON.stringify(events)).not.to.include(word);
  });

  it('is deleted to the end by the next sweep, if the process died half-way', async () => {
    await everyFeature();
    const [key = ''] = await store.list('person/');
    const item = (await store.read([key]))[key];
    // As it is written first, with nothing else done yet.
    await store.write({ [key]: { ...item, session: { version: 1, offered: [], noted: false }, forgetting: 'everything' } });
    const logs = { said: async () => [], ageOut: async () => 0, forget: (id: string) => store.delete([`directline/${id}`]) };
    const days = retentionOf((await realHouse()).knowledge.content.policy);
    const sweep = openSweep({ storage: store, logs, days, now, log: silentLog });
    await sweep.run();
    await sweep.stop();
    expect(filesWith(...MARKERS, USER)).to.deep.equal([]);
  });

  it('is deleted to the end before the next turn, if the process died half-way', async () => {
    const { one } = await everyFeature();
    const [key = ''] = await store.list('person/');
    const item = (await store.read([key]))[key];
    await store.write({ [key]: { ...item, session: { version: 1, offered: [], noted: false }, forgetting: 'everything' } });
    expect((await one.say('list my complaints')).at(-1)?.text).not.to.include('kettle');
    expect(filesWith(...MARKERS)).to.deep.equal([]);
  });

  it('ages: the sweep takes what was said, then the complaints, then the learning, then the person', async () => {
    await everyFeature();
    const days = retentionOf((await realHouse()).knowledge.content.policy);
    const sweepAfter = async (many: number) => {
      const at = new Date(nowMs + many * DAY_MS);
      const chats = (await import('../../bot/directline-log.ts')).openChats(store, () => at);
      const sweep = openSweep({ storage: store, logs: chats, days, now: () => at, log: silentLog });
      await sweep.run();
      await sweep.stop();
      return JSON.stringify(await store.read(await store.list('person/')));
    };
    expect(await sweepAfter(89)).to.include('pangolin');
    expect(filesWith('quokka')).to.have.length.above(0);
    expect(await sweepAfter(91))
      .to.include('pangolin')
      .and.to.include('narwhal');
    expect(filesWith('quokka')).to.deep.equal([]);
    expect(await sweepAfter(366)).to.not.include('pangolin');
    expect(await sweepAfter(731)).to.equal('{}');
    expect(filesWith(...MARKERS, USER)).to.deep.equal([]);
  });

  it('can be said to be deleted again and again', async () => {
    const forgetting = openForgetting(store);
    await forgetting.finish('person/directline/nobody', { forgetting: 'everything', conversations: ['conversation/directline/none'] });
    await forgetting.finish('person/directline/nobody', {});
  });
});
