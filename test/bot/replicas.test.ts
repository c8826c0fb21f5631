/** Two server processes on one PostgreSQL, behind a load balancer that gives each request to the next of them. */
import { once } from 'node:events';
import { expect } from 'chai';
import { WebSocket } from 'ws';
import { openChats } from '../../bot/directline-log.ts';
import { openPostgres } from '../../bot/store/postgres.ts';
import { type Database, startDatabase } from './store/support/postgres.ts';
import { silentLog } from './support/counting-coach.ts';
import { roundRobin, type ServerProcess, startCounting } from './support/processes.ts';
import { ask, bearer, message, type Wire } from './support/running.ts';

describe('two servers on one PostgreSQL', function () {
  this.timeout(120_000);
  let database: Database;
  let replicas: ServerProcess[] = [];
  let balancer: Awaited<ReturnType<typeof roundRobin>>;
  let ids = 0;

  before(async () => {
    database = await startDatabase();
    replicas = await Promise.all([1, 2].map(() => startCounting({ DATABASE_URL: database.url })));
    balancer = await roundRobin(replicas.map(({ url }) => url));
  });

  after(async () => {
    await balancer.end();
    await Promise.all(replicas.map((replica) => replica.end('SIGTERM')));
    await database.end();
  });

  async function started(base = balancer.url) {
    const { token, conversationId } = (await ask('POST', `${base}/api/web/token`, {})).body;
    const { body } = await ask('POST', `${base}/v3/directline/conversations`, {}, bearer(token));
    const path = `/v3/directline/conversations/${conversationId}`;
    const post = (text: string, more: object = {}, by = base) =>
      ask('POST', `${by}${path}/activities`, { type: 'message', from: { id: 'x' }, text, ...more }, bearer(token));
    const history = async (watermark = '', by = base): Promise<Wire> =>
      (await ask('GET', `${by}${path}/activities?watermark=${watermark}`, undefined, bearer(token))).body;
    return { token, conversationId, post, history, streamUrl: body.streamUrl as string };
  }

  const say = async (person: string, id: string, by = balancer.url): Promise<string> => {
    const { status, body } = await ask(
      'POST',
      `${by}/api/messages`,
      message('go on', { id, from: { id: person }, conversation: { id: `c-${person}` } }),
    );
    expect(status, JSON.stringify(body)).to.equal(200);
    return body.activities[0].text;
  };

  it('carry on a conversation whichever of them the next request meets', async () => {
    const { post, history } = await started();
    for (const text of ['one', 'two', 'three', 'four', 'five']) {
      const { status, body } = await post(text);
      expect(status).to.equal(200);
      const { activities } = await history();
      expect(activities.at(-2)).to.include({ text, id: body.id });
      expect(activities.at(-1)).to.include({ replyToId: body.id });
    }
    // The greeting is a turn, too.
    expect((await history()).activities.map((one: Wire) => one.text)).to.deep.equal([
      '1',
      'one',
      '2',
      'two',
      '3',
      'three',
      '4',
      'four',
      '5',
      'five',
      '6',
    ]);
  });

  it('show in a stream of one what was posted to the other, in order and once', async () => {
    const { post, streamUrl, history } = await started();
    const socket = new WebSocket(streamUrl.replace(balancer.url.replace('http', 'ws'), replicas[0]?.url.replace('http', 'ws') ?? ''));
    const seen: Wire[] = [];
    socket.on('message', (data) => seen.push(...(String(data) ? JSON.parse(String(data)).activities : [])));
    await once(socket, 'open');
    for (let n = 0; n < 6; n += 1) await post(`p${n}`, {}, replicas[1]?.url);
    const { activities } = await history();
    await until(() => seen.length >= activities.length);
    socket.close();
    expect(seen.map(({ id }) => id)).to.deep.equal(activities.map(({ id }: Wire) => id));
  });

  it('leave nothing out behind a watermark, while both of them write', async () => {
    const { post, history } = await started();
    const seen: string[] = [];
    let watermark = '0';
    let posting = true;
    const polling = (async () => {
      for (let last = false; !last; ) {
        last = !posting;
        const got = await history(watermark);
        seen.push(...got.activities.map(({ id }: Wire) => id));
        watermark = got.watermark;
      }
    })();
    await Promise.all(Array.from({ length: 12 }, (_, n) => post(`n${n}`)));
    posting = false;
    await polling;
    const all = (await history()).activities.map(({ id }: Wire) => id);
    expect(all).to.have.length(25);
    expect(seen).to.deep.equal(all);
  });

  it('show and answer a post once that reaches both of them', async () => {
    const { post, history } = await started();
    for (let round = 0; round < 5; round += 1) {
      const twice = { channelData: { clientActivityID: `same-${round}` } };
      const both = await Promise.all(replicas.map(({ url }) => post('x', twice, url)));
      expect(new Set(both.map(({ body }) => body.id)).size, JSON.stringify(both.map(({ body }) => body))).to.equal(1);
    }
    const texts = (await history()).activities.map((one: Wire) => one.text);
    expect(texts).to.deep.equal(['1', 'x', '2', 'x', '3', 'x', '4', 'x', '5', 'x', '6']);
  });

  it('greet once where both are asked to start', async () => {
    const { token } = (await ask('POST', `${balancer.url}/api/web/token`, {})).body;
    const starts = await Promise.all(
      [...replicas, ...replicas].map(({ url }) => ask('POST', `${url}/v3/directline/conversations`, {}, bearer(token))),
    );
    const { conversationId } = starts[0]?.body ?? {};
    for (const { url } of replicas) {
      const { body } = await ask('GET', `${url}/v3/directline/conversations/${conversationId}/activities`, undefined, bearer(token));
      expect(body.activities).to.have.length(1);
    }
  });

  it('count every one of 8 messages that one person sends at the same time', async () => {
    for (const person of ['eight', 'ate']) {
      const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => say(person, `${person}-${n}`)));
      expect(answers.map(Number).sort((a, b) => a - b)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8]);
    }
  });

  it('count every one of 1,000 messages to 100 conversations at once', async () => {
    const people = Array.from({ length: 100 }, (_, n) => `p${n}`);
    const answers = await Promise.all(people.flatMap((person) => Array.from({ length: 10 }, (_, n) => say(person, `${person}-${n}`))));
    expect(answers.map(Number).sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 1000 }, (_, at) => 1 + Math.floor(at / 100)));
    const store = await openPostgres(database.url, silentLog);
    const found = await store.read(people.map((person) => `person/test/${person}`));
    await store.close();
    expect(Object.values(found).map((item) => (item.session as Wire).last.entry)).to.deep.equal(people.map(() => '10'));
  });

  it('answer a message that both get as one', async () => {
    for (let n = 1; n <= 10; n += 1) {
      ids += 1;
      const both = await Promise.all(replicas.map(({ url }) => say('twice', `twice-${ids}`, url)));
      expect(both).to.deep.equal([String(n), String(n)]);
    }
  });

  it('show nothing any more of what one of them has deleted or swept', async () => {
    const stores = await Promise.all([1, 2].map(() => openPostgres(database.url, silentLog)));
    let day = '2026-11-22';
    const [one, two] = stores.map((store) => openChats(store, () => new Date(`${day}T12:00:00Z`)));
    const say = (text: string) =>
      one?.using('c-gone', (chat) => {
        chat.append({ type: 'message', text, from: { id: 'x', role: 'user' } });
        return chat.save();
      });
    const texts = () => two?.using('c-gone', (chat) => chat.activities.map(({ text }) => text));
    await say('old');
    day = '2026-11-23';
    await say('young');
    expect(await texts()).to.deep.equal(['old', 'young']);
    expect(await two?.ageOut('c-gone', '2026-11-23T00:00:00Z')).to.equal(1);
    expect(await texts()).to.deep.equal(['young']);
    expect(await one?.said('c-gone')).to.have.lengthOf(1);
    await one?.forget('c-gone');
    expect(await texts()).to.deep.equal([]);
    expect(await stores[0]?.list('directline/c-gone')).to.deep.equal([]);
    await say('new');
    expect(await texts()).to.deep.equal(['new']);
    expect(await one?.ageOut('c-gone', '2027-01-01T00:00:00Z')).to.equal(1);
    expect(await stores[0]?.list('directline/c-gone')).to.deep.equal([]);
    for (const chats of [one, two]) chats?.close();
    await Promise.all(stores.map((store) => store.close()));
  });

  it('go on without one that is killed', async () => {
    const { post, history, streamUrl } = await started();
    await post('before');
    const third = await startCounting({ DATABASE_URL: database.url });
    await post('on the third', {}, third.url);
    await third.end('SIGKILL');
    expect(streamUrl).to.include('/stream?');
    await post('after');
    expect((await history()).activities.map((one: Wire) => one.text)).to.deep.equal(['1', 'before', '2', 'on the third', '3', 'after', '4']);
  });
});

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !holds(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 25));
}
