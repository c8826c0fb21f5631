import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { readConfig } from '../../bot/config.ts';
import { openChats } from '../../bot/directline-log.ts';
import { openReminders } from '../../bot/reminders.ts';
import { type Running, start } from '../../bot/start.ts';
import { openStore } from '../../bot/store/lowdb.ts';
import type { Items, Store } from '../../bot/store/storage.ts';
import { coach } from '../../dialogs/coach.ts';
import type { Reminder } from '../../dialogs/reminders/reminder.ts';
import { bellsOf } from '../../dialogs/reminders/ring.ts';
import { NEW_SESSION } from '../../dialogs/turn.ts';
import type { Moment } from '../../knowledge/calendar.ts';
import { realHouse } from '../dialogs/support/house.ts';
import { silentLog } from './support/counting-coach.ts';
import { ask, SECRET, type Wire } from './support/running.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const require = createRequire(import.meta.url);
const FIRER = fileURLToPath(new URL('support/fire-for-ever.ts', import.meta.url));
const QUIET = { from: '20:00', to: '08:00' };
const HOUR_MS = 3_600_000;

/** What a person with one reminder is in the store. */
function person(channel: string, id: string, due: Date, more: Partial<Reminder> = {}, reference?: unknown): Items {
  const reminder: Reminder = { id: '1', due: due.toISOString(), moment: '2026-11-24T12:00' as Moment, text: `task of ${id}`, exact: true, ...more };
  const to = { channel, conversationId: `c-${id}`, personId: id, ...(reference !== undefined && { reference }) };
  return {
    [`person/${channel}/${id}`]: { session: { ...NEW_SESSION, reminders: { list: [reminder], next: 2 } } },
    [`reminder/${channel}/${id}`]: { version: 1, due: due.toISOString(), to },
  };
}

describe('reminders that arrive', () => {
  const former = { XMLHttpRequest: (globalThis as Wire).XMLHttpRequest, WebSocket: (globalThis as Wire).WebSocket };
  let dir: string;
  let remove: () => Promise<void>;
  let store: Store;
  let at: number;
  let running: Running | undefined;
  const clients: { end(): void }[] = [];

  before(async function () {
    this.timeout(60_000);
    Object.assign(globalThis, { XMLHttpRequest: require('xhr2'), WebSocket: require('ws') });
    await realHouse();
  });
  after(() => Object.assign(globalThis, former));
  beforeEach(async () => {
    ({ dir, remove } = await temporaryFolder());
    store = await openStore(dir, silentLog);
    at = Date.parse('2026-11-24T12:00:00Z');
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.end();
    await running?.stop();
    running = undefined;
    await store.close();
    await remove();
  });

  const now = () => new Date(at);
  const pass = (ms: number) => {
    at += ms;
  };
  async function serve() {
    const read = readConfig({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: dir, WEB_CHAT_SECRET: SECRET });
    if (!read.ok) throw new Error(read.problems.join('\n'));
    const house = await realHouse();
    running = await start({ config: read.config, coach: coach(house), bells: bellsOf(house, QUIET), storage: store, now, log: silentLog });
    return running;
  }
  const token = async (resume?: string) =>
    (await ask('POST', `${running?.url}/api/web/token`, resume ? { resume } : {})).body as { token: string; conversationId: string };
  function connect(options: object) {
    const { DirectLine } = require('botframework-directlinejs');
    const client = new DirectLine({ domain: `${running?.url}/v3/directline`, webSocket: true, ...options });
    const seen: Wire[] = [];
    clients.push(client);
    client.connectionStatus$.subscribe(
      () => {},
      () => {},
    );
    client.activity$.subscribe(
      (activity: Wire) => seen.push(activity),
      () => {},
    );
    const post = (activity: object) =>
      new Promise((resolve, reject) => client.postActivity({ type: 'message', from: { id: 'me' }, ...activity }).subscribe(resolve, reject));
    return { seen, post, texts: () => seen.map(({ text = '' }) => String(text)), end: () => client.end() };
  }
  const arrivals = (texts: readonly string[]) => texts.filter((text) => text.includes('Reminder: check the oven'));

  it('come over the open WebSocket, once, with buttons that work', async () => {
    await serve();
    const client = connect(await token().then(({ token }) => ({ token })));
    await until(() => client.seen.length === 1);
    await client.post({ text: 'remind me in 20 minutes to check the oven' });
    await until(() => client.seen.length === 3);
    expect(client.texts()[2]).to.include('Tuesday 24 November 2026 at 12.20 pm: check the oven');
    await running?.reminding?.tick();
    expect(arrivals(client.texts())).to.have.length(0);
    pass(20 * 60_000);
    await until(() => arrivals(client.texts()).length > 0);
    for (let count = 0; count < 3; count += 1) await running?.reminding?.tick();
    expect(arrivals(client.texts())).to.have.length(1);
    expect(arrivals(client.texts())[0]).to.not.include('late');
    const snooze = JSON.stringify(client.seen.at(-1)).match(/remind:snooze:1:in 10 minutes/)?.[0];
    await client.post({ value: { press: snooze } });
    await until(() => client.texts().at(-1)?.includes('12.30 pm') === true);
    pass(10 * 60_000);
    await until(() => arrivals(client.texts()).length === 2);
  });

  it('wait in the conversation for who was away, also after a restart, and say that they are late', async () => {
    await serve();
    const first = await token();
    const client = connect({ token: first.token });
    await until(() => client.seen.length === 1);
    await client.post({ text: 'remind me in 20 minutes to check the oven' });
    await until(() => client.seen.length === 3);
    client.end();
    await running?.stop();
    await store.close();
    pass(2 * HOUR_MS);
    store = await openStore(dir, silentLog);
    await serve();
    await until(async () => (await store.dueBy?.(now().toISOString()))?.length === 0);
    const { token: again } = await token(first.token);
    const back = connect({ token: again, conversationId: first.conversationId, watermark: '0' });
    await until(() => arrivals(back.texts()).length > 0);
    expect(arrivals(back.texts())).to.have.length(1);
    expect(arrivals(back.texts())[0]).to.include('This is late: it was due Tuesday 24 November 2026 at 12.20 pm');
  });

  it('come with the next message where no clock runs', async () => {
    const talk = coach(await realHouse());
    const set = talk(NEW_SESSION, { kind: 'text', text: 'remind me in 20 minutes to check the oven' }, now());
    pass(20 * 60_000);
    const turn = talk(set.session, { kind: 'text', text: 'what is lass' }, now());
    expect(turn.replies.map(({ point }) => point)[0]).to.equal('Reminder: check the oven.');
    expect(turn.replies).to.have.length(2);
    expect(talk(turn.session, { kind: 'text', text: 'done' }, now()).replies[0]?.point).to.equal('Good, that one is done.');
  });

  describe('over a channel', () => {
    /** The clock over the real store, with a channel that does as told. */
    async function clock(tell: (reference: unknown) => Promise<void>) {
      const house = await realHouse();
      return openReminders({ bells: bellsOf(house, QUIET), storage: store, chats: openChats(store, now), tell, now, log: silentLog });
    }
    const listOf = async (key: string): Promise<Reminder[]> => ((await store.read([key]))[key] as Wire).session.reminders.list;

    it('are tried again when it was away, and then sent once', async () => {
      await store.write(person('msteams', 'a', now(), {}, 'a'));
      const sent: unknown[] = [];
      let away = true;
      const reminding = await clock(async (reference) => {
        if (away) throw Object.assign(new Error('away'), { statusCode: 503 });
        sent.push(reference);
      });
      await reminding.tick();
      away = false;
      await reminding.tick();
      expect(sent).to.deep.equal([]);
      pass(60_000);
      for (let count = 0; count < 3; count += 1) await reminding.tick();
      expect(sent).to.deep.equal(['a']);
      await reminding.stop();
    });

    it('end quietly when the person blocked or removed the bot', async () => {
      await store.write(person('msteams', 'a', now(), {}, 'a'));
      await store.write(person('msteams', 'b', new Date(at + HOUR_MS), {}, 'b'));
      const reminding = await clock(async () => {
        throw Object.assign(new Error('blocked'), { statusCode: 403 });
      });
      await reminding.tick();
      expect(await listOf('person/msteams/a')).to.deep.equal([]);
      await reminding.end({ channel: 'msteams', personId: 'b' });
      expect(await listOf('person/msteams/b')).to.deep.equal([]);
      pass(2 * HOUR_MS);
      expect(await store.dueBy?.(now().toISOString())).to.deep.equal([]);
      await reminding.stop();
    });

    it('are kept through quiet hours, unless that very time was chosen', async () => {
      at = Date.parse('2026-11-24T21:00:00Z');
      await store.write(person('msteams', 'chosen', now(), {}, 'chosen'));
      const { exact: _, ...open } = (Object.values(person('x', 'kept', now()))[0] as Wire).session.reminders.list[0];
      await store.write({
        ...person('msteams', 'kept', now(), {}, 'kept'),
        'person/msteams/kept': { session: { ...NEW_SESSION, reminders: { list: [open], next: 2 } } },
      });
      const sent: unknown[] = [];
      const reminding = await clock(async (reference) => void sent.push(reference));
      await reminding.tick();
      expect(sent).to.deep.equal(['chosen']);
      at = Date.parse('2026-11-25T07:59:00Z');
      await reminding.tick();
      expect(sent).to.deep.equal(['chosen']);
      at = Date.parse('2026-11-25T08:00:00Z');
      await reminding.tick();
      expect(sent).to.deep.equal(['chosen', 'kept']);
      await reminding.stop();
    });
  });

  it('are shown exactly once in our own log, and sent at most once and never lost elsewhere, whenever the process is killed', async function () {
    this.timeout(240_000);
    const ROUNDS = 22;
    const EACH = 12;
    const sent = join(dir, 'sent.txt');
    const due = new Date(Date.now() - 1000);
    const ids: string[] = [];
    const words = join(dir, 'words.json');
    writeFileSync(words, JSON.stringify((await realHouse()).knowledge.content.reminders));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (let count = 0; count < EACH; count += 1) {
        const id = `${round}-${count}`;
        ids.push(id);
        await store.write({ ...person('directline', id, due), ...person('msteams', id, due, {}, id) });
      }
      await store.close();
      // The last round runs to its end.
      await fireAndKill([dir, sent, words], round === ROUNDS - 1 ? 'done' : 'open', round === ROUNDS - 1 ? 0 : (round * 7) % 60);
      store = await openStore(dir, silentLog);
    }
    const lines = existsSync(sent) ? readFileSync(sent, 'utf8').trim().split('\n') : [];
    let claims = 0;
    for (const id of ids) {
      const log = (await store.read([`directline/c-${id}`]))[`directline/c-${id}`] as Wire;
      expect(
        log?.activities.filter(({ text }: Wire) => text.includes(`task of ${id}`)),
        id,
      ).to.have.length(1);
      const times = lines.filter((line) => line === id).length;
      const one = ((await store.read([`person/msteams/${id}`]))[`person/msteams/${id}`] as Wire).session.reminders.list[0];
      if (one.claimed) claims += 1;
      expect(times, id).to.be.at.most(1);
      expect(times === 1 || one.claimed !== undefined, `${id} is neither sent nor claimed`).to.equal(true);
    }
    expect(claims).to.be.at.most(ROUNDS);
  });
});

/** Lets the process fire, and kills it so long after it has said this. */
function fireAndKill(args: readonly string[], word: string, afterMs: number): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', FIRER, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve) => {
    let said = '';
    let isHit = false;
    child.stdout.on('data', (chunk) => {
      said += chunk;
      if (isHit || !said.includes(word)) return;
      isHit = true;
      setTimeout(() => child.kill('SIGKILL'), afterMs);
    });
    child.on('exit', () => resolve());
  });
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await holds()); tries += 1) {
    if (tries > 400) throw new Error('it did not happen');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
