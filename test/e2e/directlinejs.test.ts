import { createRequire } from 'node:module';
import { expect } from 'chai';
import { ask, type Trial, trial, type Wire } from '../bot/support/running.ts';

const require = createRequire(import.meta.url);

/** As much of Microsoft's client as is used here; its own types want a browser. */
type Client = {
  activity$: { subscribe(next: (activity: Wire) => void, error: () => void): void };
  connectionStatus$: { subscribe(next: (status: number) => void, error: () => void): void };
  postActivity(activity: object): { subscribe(next: (id: string) => void, error?: (error: unknown) => void): void };
  end(): void;
};

describe('the real botframework-directlinejs client', () => {
  const former = { XMLHttpRequest: (globalThis as Wire).XMLHttpRequest, WebSocket: (globalThis as Wire).WebSocket };
  /** A client that is not ended keeps on trying, and the process alive. */
  const open: Client[] = [];
  let here: Trial;
  let DirectLine: new (options: object) => Client;

  before(async () => {
    Object.assign(globalThis, { XMLHttpRequest: require('xhr2'), WebSocket: require('ws') });
    ({ DirectLine } = require('botframework-directlinejs'));
    here = await trial();
  });
  after(async () => {
    for (const client of open) client.end();
    Object.assign(globalThis, former);
    await here.stop();
  });

  function connect(options: object) {
    const client = new DirectLine({ domain: `${here.url}/v3/directline`, webSocket: true, ...options });
    const seen: Wire[] = [];
    // Ending is an error to this client.
    const ended = () => {};
    open.push(client);
    client.connectionStatus$.subscribe(() => {}, ended);
    client.activity$.subscribe((activity) => seen.push(activity), ended);
    return {
      seen,
      texts: () => seen.map((activity) => `${activity.from.role}: ${activity.text.split('\n')[0].replaceAll('**', '')}`),
      say: (text: string) =>
        new Promise<string>((resolve, reject) =>
          client
            .postActivity({ type: 'message', from: { id: 'me' }, text, channelData: { clientActivityID: `${text}-${Math.random()}` } })
            .subscribe(resolve, reject),
        ),
      end: () => client.end(),
    };
  }
  const token = async () => (await ask('POST', `${here.url}/api/web/token`, {})).body as { token: string; conversationId: string };

  it('starts with a token, posts, and receives over its WebSocket', async () => {
    const client = connect(await token().then(({ token }) => ({ token })));
    await until(() => client.seen.length === 1);
    const id = await client.say('hello');
    await until(() => client.seen.length === 3);
    expect(client.texts().slice(1)).to.deep.equal(['user: hello', 'bot: You said: hello']);
    expect(client.seen[1].id).to.equal(id);
    expect(client.seen[1].channelData.clientActivityID).to.match(/^hello-/);
    expect(client.seen[2].replyToId).to.equal(id);
    client.end();
  });

  it('sees its whole conversation again with a watermark, as a reloaded page does', async () => {
    const kept = await token();
    const before = connect({ token: kept.token });
    await until(() => before.seen.length === 1);
    await before.say('remember me');
    await until(() => before.seen.length === 3);
    before.end();
    const after = connect({ ...kept, watermark: '0' });
    await until(() => after.seen.length === 3);
    await after.say('again');
    await until(() => after.seen.length === 5);
    expect(after.seen.slice(0, 3).map(({ id }) => id)).to.deep.equal(before.seen.map(({ id }) => id));
    after.end();
  });

  it('loses and doubles nothing when the server restarts under it', async function () {
    // The client waits 3 to 15 s before it comes back.
    this.timeout(45_000);
    const tokens = await Promise.all([token(), token(), token()]);
    const clients = tokens.map(({ token }) => connect({ token }));
    await until(() => clients.every(({ seen }) => seen.length === 1));
    await Promise.all(clients.map((client) => client.say('one')));
    await until(() => clients.every(({ seen }) => seen.length === 3));
    await here.restart();
    // Said while nobody listens yet: it must be there when they do.
    await Promise.all(clients.map((client) => client.say('two')));
    await until(() => clients.every(({ seen }) => seen.length >= 5), 30_000);
    await Promise.all(clients.map((client) => client.say('three')));
    await until(() => clients.every(({ seen }) => seen.length >= 7));
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (const client of clients) {
      expect(client.texts().slice(1)).to.deep.equal([
        'user: one',
        'bot: You said: one',
        'user: two',
        'bot: You said: two',
        'user: three',
        'bot: You said: three',
      ]);
      client.end();
    }
  });
});

async function until(done: () => boolean, withinMs = 10_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!done()) {
    if (Date.now() > end) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
