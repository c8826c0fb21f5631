import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import { openDesk } from '../../bot/desk.ts';
import { openSending } from '../../bot/sending.ts';
import { coach } from '../../dialogs/coach.ts';
import type { House } from '../../dialogs/house.ts';
import { NOW, realHouse } from '../dialogs/support/house.ts';
import { CARD_SCHEMA } from './support/card-schema.ts';
import { ask, message, type Trial, trial, type Wire } from './support/running.ts';

const isCard = new Ajv({ strict: false }).compile(CARD_SCHEMA);

/** A channel that takes messages, or does what `trouble` says to the next of them. */
type Channel = {
  readonly url: string;
  readonly got: { conversation: string; activity: Wire }[];
  trouble: ((answer: (status: number, body?: object, headers?: Record<string, string>) => void, breakOff: () => void) => void)[];
  close(): void;
};

async function openChannel(): Promise<Channel> {
  const got: Channel['got'] = [];
  let ids = 0;
  const server: Server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      const answer = (status: number, body: object = {}, headers: Record<string, string> = {}) => {
        response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
        response.end(JSON.stringify(body));
      };
      const next = channel.trouble.shift();
      if (next) return next(answer, () => request.socket.destroy());
      ids += 1;
      got.push({ conversation: decodeURIComponent(request.url?.split('/')[3] ?? ''), activity: JSON.parse(text) });
      answer(200, { id: `r-${ids}` });
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const channel: Channel = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    got,
    trouble: [],
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return channel;
}

describe('the bot in Teams', function () {
  this.timeout(60_000);
  let house: House;
  let here: Trial;
  let channel: Channel;
  before(async () => {
    house = await realHouse();
    channel = await openChannel();
    here = await trial({}, { coach: coach(house), desk: openDesk(house, () => NOW), now: () => NOW });
  });
  after(async () => {
    await here.stop();
    channel.close();
  });
  beforeEach(() => {
    channel.got.length = 0;
    channel.trouble = [];
  });

  const BOT = { type: 'mention', text: '<at>Shift Coach</at>', mentioned: { id: 'bot' } };
  const ALONE = { id: 'alone-ann', conversationType: 'personal' };
  const GROUP = { id: '19:group@thread', conversationType: 'channel', isGroup: true };
  const post = (activity: object) =>
    ask('POST', `${here.url}/api/messages`, {
      ...message(''),
      channelId: 'msteams',
      serviceUrl: channel.url,
      deliveryMode: undefined,
      conversation: ALONE,
      ...activity,
    });
  const say = (text: string, more: object = {}) => post({ text, ...more });
  const inGroup = (text: string, more: object = {}) => say(`<at>Shift Coach</at> ${text}`, { conversation: GROUP, entities: [BOT], ...more });
  const invoke = (name: string, value: unknown, more: object = {}) => post({ type: 'invoke', name, value, ...more });
  /** All words that were sent to a conversation, in text and cards. */
  const heardIn = (id: string) =>
    channel.got
      .filter(({ conversation }) => conversation === id)
      .map(({ activity }) => `${activity.text ?? ''} ${(activity.attachments ?? []).map(({ content }: Wire) => content.fallbackText).join(' ')}`)
      .join('\n');

  describe('alone with a person', () => {
    it('answers law with the point as text, its sources behind it, and the rest on a card', async () => {
      await say('s22 CRA');
      const [sent] = channel.got;
      expect(sent?.activity.text).to.match(/\[1\]$/);
      const [entity] = sent?.activity.entities ?? [];
      expect(entity).to.deep.include({ type: 'https://schema.org/Message', '@type': 'Message' });
      expect(entity.citation[0]).to.deep.include({ '@type': 'Claim', position: 1 });
      expect(entity.citation[0].appearance.url).to.match(/^https:\/\/www\.legislation\.gov\.uk/);
      expect(JSON.stringify(entity), 'nothing here was generated').not.to.include('AIGenerated');
      expect(isCard(sent?.activity.attachments[0].content), JSON.stringify(isCard.errors)).to.equal(true);
      expect(sent?.activity.channelData.feedbackLoop).to.deep.equal({ type: 'custom' });
    });

    it('says a sentence without a card, its buttons above the box for typing', async () => {
      await say('hello');
      const [sent] = channel.got;
      expect(sent?.activity.attachments ?? []).to.have.lengthOf(0);
      expect(sent?.activity.suggestedActions.actions).to.deep.equal([{ type: 'imBack', title: 'What can you do?', value: 'What can you do?' }]);
    });

    it('welcomes once when it is installed, though Teams tells it twice', async () => {
      const conversation = { id: 'new-one', conversationType: 'personal' };
      await post({ type: 'conversationUpdate', id: 'w-1', membersAdded: [{ id: 'bot' }], conversation });
      await post({ type: 'installationUpdate', id: 'w-2', action: 'add', conversation });
      expect(channel.got).to.have.lengthOf(1);
      expect(heardIn('new-one')).to.include('Shift Coach');
      await post({ type: 'conversationUpdate', membersAdded: [{ id: 'somebody' }], conversation: { ...GROUP, id: 'full-group' } });
      expect(channel.got, 'no word for each who joins a group').to.have.lengthOf(1);
    });

    it('answers a corrected message anew, and leaves a step of a complaint as it was', async () => {
      const conversation = { id: 'edits', conversationType: 'personal' };
      const edit = { type: 'messageUpdate', channelData: { eventType: 'editMessage' }, conversation, from: { id: 'ed' } };
      await say('s22 CRA', { id: 'e-1', conversation, from: { id: 'ed' } });
      await post({ ...edit, id: 'e-1', text: 's23 CRA', timestamp: '2026-11-22T12:00:01Z' });
      expect(channel.got).to.have.lengthOf(2);
      expect(heardIn('edits')).to.include('s.23');
      await say('got an angry lady here, kettle blew up', { id: 'e-2', conversation, from: { id: 'ed' } });
      const before = channel.got.length;
      await post({ ...edit, id: 'e-2', text: 'got an angry man here, kettle blew up', timestamp: '2026-11-22T12:00:02Z' });
      for (const eventType of ['softDeleteMessage', 'undeleteMessage'])
        await post({
          type: eventType === 'softDeleteMessage' ? 'messageDelete' : 'messageUpdate',
          id: 'e-1',
          channelData: { eventType },
          conversation,
        });
      expect(channel.got).to.have.lengthOf(before);
    });
  });

  describe('where others read along', () => {
    it('speaks only when it is mentioned, and does not hear its own name', async () => {
      await say('what about refunds then', { conversation: GROUP });
      expect(channel.got).to.have.lengthOf(0);
      await inGroup('s22 CRA');
      expect(heardIn(GROUP.id)).to.include('30 days');
    });

    const personal = [
      'got an angry lady here, kettle blew up',
      'test me on the equality act, 5 questions',
      'how am I doing',
      'show my evidence',
      'what do you keep about me',
      'list my complaints',
    ];
    for (const [at, text] of personal.entries()) {
      it(`answers no "${text}" there, and says where to ask`, async () => {
        const from = { id: `stranger-${at}` };
        await inGroup(text, { from });
        expect(channel.got).to.have.lengthOf(1);
        expect(heardIn(GROUP.id)).to.include('Open a chat with me');
      });

      it(`answers "${text}" in the chat of their own where it knows it`, async () => {
        const from = { id: `known-${at}` };
        const conversation = { id: `alone-${at}`, conversationType: 'personal' };
        await say('hello', { conversation, from });
        channel.got.length = 0;
        await inGroup(text, { from });
        expect(heardIn(GROUP.id)).to.include('answered it in our own chat');
        expect(heardIn(conversation.id).length).to.be.greaterThan(20);
      });
    }

    it('shows nothing of a complaint that the person has open elsewhere', async () => {
      const from = { id: 'walker' };
      const conversation = { id: 'alone-walker', conversationType: 'personal' };
      await say('got an angry lady here, kettle blew up', { conversation, from });
      channel.got.length = 0;
      await inGroup('s22 CRA', { from });
      expect(heardIn(GROUP.id)).not.to.match(/step \d+ of/);
      expect(heardIn(conversation.id)).to.equal('');
    });

    it('begins a quiz in the chat of their own when its button is pressed on a card in the group', async () => {
      const from = { id: 'quizzer' };
      const conversation = { id: 'alone-quizzer', conversationType: 'personal' };
      await say('hello', { conversation, from });
      channel.got.length = 0;
      await post({ text: 'Quiz me on this', value: { press: 'quiz:cra-22' }, conversation: GROUP, from });
      expect(heardIn(conversation.id)).to.include('Question 1 of');
      expect(heardIn(GROUP.id)).not.to.include('Question 1 of');
    });
  });

  describe('asked by invoke', () => {
    const query = (value: string, more: object = {}) =>
      invoke('composeExtension/query', {
        commandId: 'search',
        parameters: [{ name: 'query', value }],
        queryOptions: { skip: 0, count: 25 },
        ...more,
      });

    it('finds law by reference, by the beginning of a name and by meaning, each as a preview and a full card', async () => {
      for (const [text, wanted] of [
        ['s22 CRA', 'Short-term right to reject'],
        ['short-term ri', 'Short-term right to reject'],
        ['net promoter', 'Net Promoter'],
        ['guide dog', 'dog'],
      ] as const) {
        const { status, body } = await query(text);
        expect(status).to.equal(200);
        const { type, attachmentLayout, attachments } = body.composeExtension;
        expect({ type, attachmentLayout }).to.deep.equal({ type: 'result', attachmentLayout: 'list' });
        expect(
          attachments
            .slice(0, 5)
            .map(({ preview }: Wire) => `${preview.content.title} ${preview.content.text}`)
            .join('\n'),
        ).to.include(wanted);
        for (const { content, preview } of attachments) {
          expect(isCard(content), JSON.stringify(isCard.errors)).to.equal(true);
          expect(JSON.stringify(content), 'no button to a bot that may not be there').not.to.include('Action.Submit');
          expect(preview.contentType).to.equal('application/vnd.microsoft.card.thumbnail');
        }
      }
    });

    it('offers what is popular before anything is typed, pages on, and says when it has nothing', async () => {
      const first = await invoke('composeExtension/query', { commandId: 'search', parameters: [{ name: 'initialRun', value: 'true' }] });
      expect(first.body.composeExtension.attachments.length).to.be.within(3, 25);
      const page = async (skip: number) =>
        (await query('refund', { queryOptions: { skip, count: 5 } })).body.composeExtension.attachments.map(
          ({ preview }: Wire) => preview.content.title,
        );
      expect(new Set([...(await page(0)), ...(await page(5))]).size).to.equal(10);
      expect((await query('xqzvw kjhg')).body.composeExtension).to.deep.include({ type: 'message' });
    });

    it('gives the full card of the item that was picked', async () => {
      const { body } = await invoke('composeExtension/selectItem', { id: 'cra-22' });
      expect(JSON.stringify(body.composeExtension.attachments[0].content)).to.include('Consumer Rights Act 2015');
    });

    it('coaches on a message that somebody points at, in a dialogue whose buttons go on', async () => {
      const messagePayload = {
        body: { contentType: 'html', content: '<p>Kettle broke after 5 weeks, she wants her money back.<br>Ring 07700 900123</p>' },
      };
      for (const name of ['composeExtension/fetchTask', 'composeExtension/submitAction']) {
        const { status, body } = await invoke(name, { commandId: 'coachMe', messagePayload });
        expect(status).to.equal(200);
        const { card, title } = body.task.value;
        expect(title).to.equal('Shift Coach on this message');
        expect(isCard(card.content), JSON.stringify(isCard.errors)).to.equal(true);
        expect(card.content.fallbackText).to.include('repair');
        expect(JSON.stringify(card)).not.to.include('07700');
        const buttons = card.content.body.flatMap((part: Wire) => part.actions ?? []).filter(({ type }: Wire) => type === 'Action.Submit');
        expect(buttons.length).to.be.greaterThan(0);
        const next = await invoke('composeExtension/submitAction', { commandId: 'coachMe', data: buttons[0].data });
        expect(isCard(next.body.task.value.card.content)).to.equal(true);
      }
      expect((await invoke('composeExtension/fetchTask', { messagePayload: { body: { content: '<img src="x">' } } })).body.task.type).to.equal(
        'message',
      );
    });

    it('asks for the reason of a thumb and keeps the reason, never words', async () => {
      const thumb = (reaction: string) => ({ data: { actionName: 'feedback', actionValue: { reaction } } });
      const form = (await invoke('message/fetchTask', thumb('dislike'))).body.task.value.card.content;
      expect(isCard(form), JSON.stringify(isCard.errors)).to.equal(true);
      expect(form.body[1].choices.map(({ value }: Wire) => value)).to.include('feedback-wrong');
      await say('s22 CRA', { id: 'asked-1' });
      for (const feedback of ['{"reason":"feedback-wrong"}', { reason: 'she shouted' }, 'not json, Ann Smith']) {
        const { status, body } = await invoke(
          'message/submitAction',
          { actionName: 'feedback', actionValue: { reaction: 'dislike', feedback } },
          { replyToId: 'r-x' },
        );
        expect({ status, body }).to.deep.equal({ status: 200, body: {} });
      }
      const kept = here.logged.filter((line) => line.includes('"message":"feedback"'));
      expect(kept.map((line) => JSON.parse(line).reason)).to.deep.equal(['feedback-wrong', undefined, undefined]);
      expect(kept.join()).not.to.match(/shouted|Smith/);
    });

    it('takes a press that comes by invoke', async () => {
      const { status, body } = await invoke('adaptiveCard/action', { action: { type: 'Action.Execute', data: { press: 'ask:cra-22' } } });
      expect(status).to.equal(200);
      expect(body.statusCode).to.equal(200);
      expect(heardIn(ALONE.id)).to.include('30 days');
    });

    it('says of what it does not know that it is not there, and breaks at nothing', async () => {
      for (const name of ['signin/verifyState', 'config/fetch', 'no/such', '', undefined])
        expect((await post({ type: 'invoke', name, value: {} })).status).to.equal(501);
      const odd = [undefined, null, 7, 'text', [], {}, { parameters: 'x' }, { data: { press: 7 } }, { messagePayload: [] }, { id: {} }];
      for (const name of [
        'composeExtension/query',
        'composeExtension/selectItem',
        'composeExtension/fetchTask',
        'composeExtension/submitAction',
        'task/fetch',
        'task/submit',
        'message/fetchTask',
        'message/submitAction',
      ])
        for (const value of odd) expect((await invoke(name, value)).status, `${name} ${JSON.stringify(value)}`).to.equal(200);
    });
  });

  describe('to a channel in trouble', () => {
    it('sends every message once and in order, however often the channel is busy or breaks off', async () => {
      const conversation = { id: 'rough', conversationType: 'personal' };
      channel.trouble = [
        (answer) => answer(429, { error: { code: 'TooManyRequests' } }, { 'Retry-After': '1' }),
        (_, breakOff) => breakOff(),
        (answer) => answer(502),
      ];
      await say('s22 CRA', { conversation, id: 'r-1' });
      channel.trouble = [(answer) => answer(503)];
      await Promise.all([say('s23 CRA', { conversation, id: 'r-2' }), say('s24 CRA', { conversation, id: 'r-3' })]);
      expect(channel.got.map(({ activity }) => activity.replyToId)).to.deep.equal(['r-1', 'r-2', 'r-3']);
    });

    it('sends nothing twice when the channel asks again', async () => {
      await say('s22 CRA', { id: 'twice-1' });
      await say('s22 CRA', { id: 'twice-1' });
      expect(channel.got).to.have.lengthOf(1);
    });

    it('ends quietly where it was blocked, and forgets the way there', async () => {
      const from = { id: 'blocker' };
      const conversation = { id: 'alone-blocker', conversationType: 'personal' };
      await say('hello', { conversation, from });
      channel.trouble = [(answer) => answer(403, { error: { code: 'MessageWritesBlocked' } })];
      expect((await say('s22 CRA', { conversation, from })).status).to.equal(200);
      expect(channel.trouble).to.have.lengthOf(0);
      expect(here.logged.some((line) => line.includes('MessageWritesBlocked'))).to.equal(true);
      channel.got.length = 0;
      await inGroup('how am I doing', { from });
      expect(heardIn(GROUP.id), 'there is no chat of their own any more').to.include('Open a chat with me');
    });
  });
});

describe('sending', () => {
  const waits: number[] = [];
  const sending = () => openSending({ sleep: async (ms) => void waits.push(ms), random: () => 0.5 });
  const failing = (times: number, error: object) => async () => {
    if (times-- > 0) throw Object.assign(new Error('no'), error);
    return 'sent';
  };
  beforeEach(() => {
    waits.length = 0;
  });

  it('waits longer each time, and as long as the channel asks for', async () => {
    expect(await sending().inOrder('a', failing(3, { statusCode: 502 }))).to.equal('sent');
    expect(waits).to.deep.equal([375, 750, 1500]);
    waits.length = 0;
    await sending().inOrder('a', failing(1, { statusCode: 429, response: { headers: { get: () => '5' } } }));
    expect(waits).to.deep.equal([5000]);
  });

  it('gives up in the end, at once on a refusal, and tells a lost person from a lost message', async () => {
    const fate = (error: object) =>
      sending()
        .inOrder('a', failing(99, error))
        .then(
          () => 'sent',
          ({ name }: Error) => name,
        );
    expect(await fate({ statusCode: 503 })).to.equal('Undelivered');
    expect(await fate({ statusCode: 403, body: { error: { code: 'BotNotInConversationRoster' } } })).to.equal('NotReachable');
    waits.length = 0;
    expect(await fate({ statusCode: 400 })).to.equal('Error');
    expect(waits).to.deep.equal([]);
  });

  it('keeps the order in a conversation and holds no other up', async () => {
    const one = sending();
    const order: string[] = [];
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const slow = one.inOrder('a', () => gate.then(() => void order.push('a1')));
    const behind = one.inOrder('a', async () => void order.push('a2'));
    await one.inOrder('b', async () => void order.push('b1'));
    open();
    await Promise.all([slow, behind]);
    expect(order).to.deep.equal(['b1', 'a1', 'a2']);
  });
});
