import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { ask, message, type Trial, trial } from './support/running.ts';

describe('the bot, over POST /api/messages', () => {
  let here: Trial;
  const post = (activity: object) => ask('POST', `${here.url}/api/messages`, activity);
  before(async () => {
    here = await trial();
  });
  after(() => here.stop());

  it('answers in the response when replies are expected there', async () => {
    const { status, body } = await post(message('hello'));
    expect(status).to.equal(200);
    expect(body.activities).to.have.lengthOf(1);
    expect(body.activities[0]).to.deep.include({ type: 'message', textFormat: 'markdown', inputHint: 'expectingInput' });
    expect(body.activities[0].text).to.include('You said: hello');
    expect(body.activities[0].attachments[0].contentType).to.equal('application/vnd.microsoft.card.adaptive');
    expect(body.activities[0].replyToId).to.be.a('string');
  });

  it('understands a press by its id', async () => {
    const { body } = await post(message('any label', { value: { press: 'law:cra-23' } }));
    expect(body.activities[0].text).to.include('press:law:cra-23');
  });

  it('takes a message with neither text nor press for an empty one', async () => {
    for (const value of [undefined, null, 'text', { press: 7 }, { other: 'thing' }]) {
      const { status, body } = await post(message('', { text: null, value }));
      expect(status).to.equal(200);
      expect(body.activities[0].text).to.match(/^\*\*You said: \*\*\n/);
    }
  });

  it('does not hear its own name in a channel', async () => {
    const entities = [
      { type: 'mention', text: '<at>Shift Coach</at>', mentioned: { id: 'bot' } },
      { type: 'mention', text: '<at>Ann</at>', mentioned: { id: 'ann' } },
    ];
    const { body } = await post(message('<at>Shift Coach</at> ask <at>Ann</at>', { entities }));
    expect(body.activities[0].text).to.match(/^\*\*You said: ask Ann/);
  });

  it('welcomes people who come in, and not itself', async () => {
    const update = { type: 'conversationUpdate', text: undefined };
    const person = await post(message('', { ...update, membersAdded: [{ id: 'bot' }, { id: 'u-1' }] }));
    expect(person.body.activities[0].text).to.include('Hello. Ask me');
    const bot = await post(message('', { ...update, membersAdded: [{ id: 'bot' }] }));
    expect(bot.body.activities).to.have.lengthOf(0);
  });

  it('stays silent to what asks for no answer', async () => {
    for (const type of ['typing', 'messageReaction', 'event', 'endOfConversation']) {
      expect((await post(message('', { type }))).body.activities, type).to.have.lengthOf(0);
    }
  });

  it('gives a channel that asks twice the same answer', async () => {
    const once = message('twice');
    const [first, second] = [await post(once), await post(once)];
    expect(second.body.activities[0].text).to.equal(first.body.activities[0].text);
  });

  it('says so honestly when it breaks, and logs where without what was said', async () => {
    const { status, body } = await post(message('break'));
    expect(status).to.equal(200);
    expect(body.activities.at(-1).text).to.match(/^Something went wrong on my side/);
    const line = here.logged.find((one) => one.includes('turn failed')) ?? '';
    expect(line).to.include('stand-in-coach.ts');
    expect(here.logged.join('')).not.to.include('private words');
  });

  it('refuses what is not an activity', async () => {
    for (const body of [
      {},
      [],
      { type: 'message' },
      { ...message('x'), conversation: {} },
      { ...message('x'), text: 7 },
      { ...message('x'), from: null },
    ]) {
      expect((await post(body)).status, JSON.stringify(body)).to.equal(400);
    }
  });

  it('keeps the door of the web chat shut to the outside', async () => {
    for (const serviceUrl of ['urn:botframework:inprocess:directline', ' URN:BotFramework:InProcess:DirectLine ']) {
      expect((await post(message('x', { serviceUrl }))).status).to.equal(403);
    }
  });
});

describe('the bot, to a channel with an address of its own', () => {
  const received: { url: string | undefined; activity: { text: string } }[] = [];
  let channel: Server;
  let serviceUrl: string;
  let here: Trial;
  before(async () => {
    here = await trial();
    channel = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk) => {
        text += chunk;
      });
      request.on('end', () => {
        received.push({ url: request.url, activity: JSON.parse(text) });
        response.writeHead(200, { 'Content-Type': 'application/json' });
        response.end('{"id":"r-1"}');
      });
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => channel.once('listening', resolve));
    serviceUrl = `http://127.0.0.1:${(channel.address() as AddressInfo).port}`;
  });
  after(async () => {
    await here.stop();
    channel.closeAllConnections();
    channel.close();
  });

  it('sends its replies there, and a message delivered twice is answered once', async () => {
    const activity = message('over there', { serviceUrl, deliveryMode: undefined });
    for (let time = 0; time < 2; time += 1)
      expect(await ask('POST', `${here.url}/api/messages`, activity)).to.deep.include({ status: 200, body: '' });
    expect(received).to.have.lengthOf(1);
    expect(received[0]?.url).to.equal(`/v3/conversations/c-1/activities/${encodeURIComponent(activity.id)}`);
    expect(received[0]?.activity.text).to.include('over there');
  });
});
