import { once } from 'node:events';
import { expect } from 'chai';
import jwt from 'jsonwebtoken';
import { WebSocket } from 'ws';
import { ask, bearer, SECRET, type Trial, trial, type Wire } from './support/running.ts';

describe('Direct Line', () => {
  let here: Trial;
  let base: string;
  let nowMs = Date.now();
  before(async () => {
    here = await trial({}, { now: () => new Date(nowMs) });
    base = `${here.url}/v3/directline`;
  });
  after(() => here.stop());
  beforeEach(() => {
    // A new minute, so that no test is slowed down for the posts of another.
    nowMs += 120_000;
  });

  /** A started conversation, as its page has it. */
  async function started() {
    const { token, conversationId } = (await ask('POST', `${here.url}/api/web/token`, {})).body;
    const { body } = await ask('POST', `${base}/conversations`, {}, bearer(token));
    const url = `${base}/conversations/${conversationId}`;
    const post = (text: string, more: object = {}, auth = token) =>
      ask('POST', `${url}/activities`, { type: 'message', from: { id: 'somebody-else' }, text, ...more }, bearer(auth));
    const history = async (watermark = '') => (await ask('GET', `${url}/activities?watermark=${watermark}`, undefined, bearer(token))).body;
    return { token, conversationId, url, post, history, streamUrl: body.streamUrl as string };
  }

  it('makes tokens for who has the secret', async () => {
    const { status, body } = await ask('POST', `${base}/tokens/generate`, { user: { id: 'dl_ann' } }, bearer(SECRET));
    expect(status).to.equal(200);
    expect(body).to.include({ expires_in: 1800 });
    expect(jwt.decode(body.token)).to.include({ conv: body.conversationId, user: 'dl_ann' });
    expect((await ask('POST', `${base}/tokens/generate`, { user: { id: 'ann' } }, bearer(SECRET))).status).to.equal(400);
    expect((await ask('POST', `${base}/tokens/generate`, {}, bearer('not the secret'))).status).to.equal(403);
  });

  it('renews a live token, not an expired one', async () => {
    const { token, conversationId } = await started();
    const renewed = await ask('POST', `${base}/tokens/refresh`, undefined, bearer(token));
    expect(renewed.body.conversationId).to.equal(conversationId);
    expect(renewed.body.token).not.to.equal(token);
    nowMs += 31 * 60_000;
    const late = await ask('POST', `${base}/tokens/refresh`, undefined, bearer(token));
    expect([late.status, late.body.error.code]).to.deep.equal([403, 'TokenExpired']);
  });

  it('takes the page back into its conversation with a token that has expired, for a season', async () => {
    const { token, conversationId } = await started();
    nowMs += 24 * 3600_000;
    const again = (await ask('POST', `${here.url}/api/web/token`, { resume: token })).body;
    expect(again).to.include({ conversationId, resumed: true });
    const forged = jwt.sign({ conv: conversationId, user: 'dl_x', exp: 1e10 }, 'another key');
    expect((await ask('POST', `${here.url}/api/web/token`, { resume: forged })).body.conversationId).not.to.equal(conversationId);
    nowMs += 91 * 24 * 3600_000;
    expect((await ask('POST', `${here.url}/api/web/token`, { resume: token })).body.resumed).to.equal(false);
  });

  it('tells apart no token, a bad token and a token for elsewhere', async () => {
    const [one, other] = [await started(), await started()];
    const status = async (headers: Record<string, string>) => (await ask('GET', one.url, undefined, headers)).status;
    expect(await status({})).to.equal(401);
    expect(await status({ Authorization: 'Basic x' })).to.equal(401);
    expect(await status(bearer('x.y.z'))).to.equal(403);
    expect(await status(bearer(other.token))).to.equal(403);
    expect(await status(bearer(jwt.sign({ conv: one.conversationId, user: 'dl_x' }, '', { algorithm: 'none' })))).to.equal(403);
    expect(await status(bearer(one.token))).to.equal(200);
  });

  it('greets once, in a new conversation', async () => {
    const { token, history } = await started();
    const again = await ask('POST', `${base}/conversations`, {}, bearer(token));
    expect(again.status).to.equal(200);
    const { activities } = await history();
    expect(activities.map((one: Wire) => one.from.role)).to.deep.equal(['bot']);
    expect(activities[0].text).to.include('Hello. Ask me');
  });

  it('shows what was posted, as said by the holder of the token, and its answer', async () => {
    const { post, history } = await started();
    const { body } = await post('hello', { channelData: { clientActivityID: 'a-1', secret: 'x' }, entities: [{}], attachments: [{}] });
    const [, mine, answer] = (await history()).activities;
    expect(mine).to.deep.include({ id: body.id, type: 'message', text: 'hello', channelData: { clientActivityID: 'a-1' } });
    expect(mine.from.id).to.match(/^dl_/);
    expect(mine).not.to.have.any.keys('entities', 'attachments', 'serviceUrl', 'recipient');
    expect(answer).to.deep.include({ replyToId: body.id, from: { id: 'shift-coach', name: 'Shift Coach', role: 'bot' } });
    expect(answer).not.to.have.any.keys('serviceUrl', 'recipient', 'callerId');
  });

  it('keeps no card numbers in its log', async () => {
    const { post, history } = await started();
    await post('my card is 4111 1111 1111 1111');
    expect(JSON.stringify((await history()).activities[1])).not.to.include('4111');
  });

  it('takes a press by its id, and shows its label', async () => {
    const { post, history } = await started();
    await post('What then?', {
      value: { press: 'law:1', other: 'x' },
      channelData: { clientActivityID: 'a', messageBack: { displayText: 'What then?' } },
    });
    const [, mine, answer] = (await history()).activities;
    expect(mine.value).to.deep.equal({ press: 'law:1' });
    expect(mine.channelData.messageBack.displayText).to.equal('What then?');
    expect(answer.text).to.include('press:law:1');
  });

  it('gives the history after a watermark', async () => {
    const { post, history } = await started();
    const { watermark } = await history();
    await post('one');
    const later = await history(watermark);
    expect(later.activities).to.have.lengthOf(2);
    expect((await history(later.watermark)).activities).to.have.lengthOf(0);
  });

  it('answers a post that is sent twice once, also when both come at the same time', async () => {
    const { post, history } = await started();
    const twice = { channelData: { clientActivityID: 'same' } };
    const [first, second] = await Promise.all([post('x', twice), post('x', twice)]);
    const third = await post('x', twice);
    expect(new Set([first.body.id, second.body.id, third.body.id]).size).to.equal(1);
    expect((await history()).activities).to.have.lengthOf(3);
  });

  it('answers in the order of asking', async () => {
    const { post, history } = await started();
    await Promise.all(['a', 'b', 'c', 'd'].map((text) => post(text)));
    const { activities } = await history();
    const asked = activities.filter((one: Wire) => one.from.role === 'user').map((one: Wire) => one.id);
    const answered = activities
      .filter((one: Wire) => one.replyToId && one.from.role === 'bot')
      .map((one: Wire) => one.replyToId)
      .filter((id: string) => asked.includes(id));
    expect(answered).to.deep.equal(asked);
  });

  it('keeps the newest 200 activities', async function () {
    this.timeout(30_000);
    const { post, history } = await started();
    for (let i = 0; i < 105; i += 1) {
      nowMs += 1000;
      await post(`n${i}`);
    }
    const { activities } = await history();
    expect(activities).to.have.lengthOf(200);
    expect(activities.at(-2).text).to.equal('n104');
  });

  it('lets typing pass without a trace', async () => {
    const { post, history } = await started();
    expect((await post('', { type: 'typing' })).status).to.equal(200);
    expect((await history()).activities).to.have.lengthOf(1);
  });

  it('slows down who posts faster than one can read', async () => {
    const { post } = await started();
    const answers = await Promise.all(Array.from({ length: 25 }, (_, i) => post(`q${i}`)));
    expect(answers.filter(({ status }) => status === 429)).to.have.lengthOf(5);
  });

  it('refuses a post that is no activity', async () => {
    const { url, token } = await started();
    for (const body of [{}, [], { type: 7 }, { type: 'message', text: {} }]) {
      expect((await ask('POST', `${url}/activities`, body, bearer(token))).status).to.equal(400);
    }
  });

  it('goes on after a restart, with its history and later watermarks', async () => {
    const { post, history, url, token } = await started();
    await post('before');
    const { watermark, activities } = await history();
    await here.restart();
    expect((await ask('GET', url, undefined, bearer(token))).status).to.equal(200);
    expect((await history()).activities).to.deep.equal(activities);
    await post('after');
    expect((await history(watermark)).activities.map(firstLine)).to.deep.equal(['after', 'You said: after']);
  });

  describe('a stream', () => {
    it('starts with what was said before, then shows what is said, with a watermark', async () => {
      const { post, streamUrl } = await started();
      const stream = open(streamUrl);
      await stream.atLeast(1);
      await post('over the wire');
      await stream.atLeast(3);
      expect(stream.activities.map((one: Wire) => one.from.role)).to.deep.equal(['bot', 'user', 'bot']);
      expect(stream.frames.at(-1).watermark).to.match(/^\d+$/);
      stream.socket.close();
    });

    it('goes on from a watermark, nothing lost and nothing twice', async () => {
      const { post, url, token, history } = await started();
      await post('one');
      const { watermark } = await history();
      await post('two');
      const reconnected = (await ask('GET', `${url}?watermark=${watermark}`, undefined, bearer(token))).body;
      const stream = open(reconnected.streamUrl);
      await stream.atLeast(2);
      await post('three');
      await stream.atLeast(4);
      expect(stream.activities.map(firstLine)).to.deep.equal(['two', 'You said: two', 'three', 'You said: three']);
      stream.socket.close();
    });

    it('opens once for each address, and only for a minute', async () => {
      const { streamUrl, url, token } = await started();
      const first = open(streamUrl);
      await first.atLeast(1);
      expect(await refusal(streamUrl)).to.equal(403);
      const late = (await ask('GET', url, undefined, bearer(token))).body.streamUrl;
      nowMs += 61_000;
      expect(await refusal(late)).to.equal(403);
      first.socket.close();
    });

    it('opens for its own page and for programs, not for another site', async () => {
      const { url, token } = await started();
      const address = async () => (await ask('GET', url, undefined, bearer(token))).body.streamUrl as string;
      expect(await refusal(await address(), 'https://elsewhere.example')).to.equal(403);
      const own = open(await address(), here.url);
      await once(own.socket, 'open');
      own.socket.close();
      expect(await refusal(`${here.url.replace('http', 'ws')}/elsewhere`)).to.equal(404);
    });

    it('is one of five at most', async () => {
      const { url, token } = await started();
      const streams = [];
      for (let i = 0; i < 5; i += 1) {
        const stream = open((await ask('GET', `${url}?watermark=0`, undefined, bearer(token))).body.streamUrl);
        await stream.atLeast(1);
        streams.push(stream);
      }
      expect(await refusal((await ask('GET', url, undefined, bearer(token))).body.streamUrl)).to.equal(429);
      for (const { socket } of streams) socket.close();
    });

    it('says that the server restarts, when it does', async () => {
      const { streamUrl } = await started();
      const stream = open(streamUrl);
      await stream.atLeast(1);
      const closed = once(stream.socket, 'close');
      await here.restart();
      expect((await closed)[0]).to.equal(1012);
    });
  });
});

/** Without the asterisks that make the point of an answer bold. */
const firstLine = ({ text }: { text: string }) => text.split('\n')[0]?.replaceAll('**', '');

function open(url: string, origin?: string) {
  const socket = new WebSocket(url, origin ? { origin } : {});
  const frames: Wire[] = [];
  socket.on('message', (data) => frames.push(JSON.parse(String(data))));
  return {
    socket,
    frames,
    get activities() {
      return frames.flatMap((frame) => frame.activities);
    },
    async atLeast(count: number) {
      while (this.activities.length < count) await once(socket, 'message');
    },
  };
}

function refusal(url: string, origin?: string): Promise<number | undefined> {
  const socket = new WebSocket(url, origin ? { origin } : {});
  socket.on('error', () => {});
  return new Promise((resolve) => {
    socket.on('unexpected-response', (_request, response) => {
      response.resume();
      resolve(response.statusCode);
      socket.terminate();
    });
    socket.on('open', () => {
      socket.close();
      resolve(101);
    });
  });
}
