import * as AdaptiveCards from 'adaptivecards';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import { dialogueCard, replyCard } from '../../bot/cards.ts';
import { saidIn, toActivity } from '../../bot/said.ts';
import { coach } from '../../dialogs/coach.ts';
import type { House } from '../../dialogs/house.ts';
import { phrase } from '../../dialogs/say.ts';
import type { Reply, Said } from '../../dialogs/turn.ts';
import { NOW, realHouse } from '../dialogs/support/house.ts';
import { CARD_SCHEMA } from './support/card-schema.ts';
import { everyTurn, type Shown } from './support/every-turn.ts';
import type { Wire } from './support/running.ts';

const CHANNELS = ['msteams', 'directline', 'emulator'] as const;
/** Teams takes 28 kB by its oldest rule. */
const MOST_BYTES = 28_000;

describe('the cards of every answer, step, question, list, record and notice', function () {
  this.timeout(120_000);
  let house: House;
  let turns: Shown[];
  let replies: Reply[];
  before(async () => {
    house = await realHouse();
    turns = everyTurn(house);
    replies = [...new Map(turns.flatMap((turn) => turn.replies).map((reply) => [JSON.stringify(reply), reply])).values()];
  });

  /** Everything that is sent to Teams or shown there for these replies. */
  const cardsOf = async (reply: Reply): Promise<object[]> => {
    const sent = await Promise.all([toActivity(reply, 'msteams'), toActivity(reply, 'msteams', true), toActivity(reply, 'directline')]);
    const attached = sent.flatMap(({ attachments = [] }) => attachments.flatMap(({ content }) => content ?? []));
    return [...attached, replyCard(reply, { point: true, buttons: false }), dialogueCard([reply])];
  };

  it('are walked over: all that the content holds', () => {
    expect(replies.length).to.be.greaterThan(house.knowledge.entries.length + house.knowledge.content.questions.length);
    expect(turns.filter(({ replies: [first] }) => first === undefined).map(({ by }) => by)).to.deep.equal([]);
    expect(
      turns.some(({ session }) => session.complaints?.some(({ closed }) => closed !== undefined)),
      'a complaint is closed',
    ).to.equal(true);
  });

  it('hold what version 1.2 of the schema knows and nothing else, with words to fall back on, and are small enough', async () => {
    const isCard = new Ajv({ strict: false }).compile(CARD_SCHEMA);
    const odd: string[] = [];
    for (const reply of replies)
      for (const card of await cardsOf(reply)) {
        if (!isCard(card)) odd.push(`${reply.point}: ${JSON.stringify(isCard.errors?.slice(0, 2))}`);
        if (Buffer.byteLength(JSON.stringify(card)) > MOST_BYTES) odd.push(`${reply.point}: too large`);
      }
    expect(odd.slice(0, 5)).to.deep.equal([]);
  });

  it("are read by Microsoft's own package as version 1.2 without a word of trouble", async () => {
    const { AdaptiveCard, SerializationContext, Version } = AdaptiveCards;
    const odd: string[] = [];
    for (const reply of replies)
      for (const json of await cardsOf(reply)) {
        const context = new SerializationContext(new Version(1, 2));
        const card = new AdaptiveCard();
        card.parse(json, context);
        const failures = card.validateProperties().validationEvents;
        const events = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message);
        for (const trouble of [...events, ...failures.map(({ message }) => message)]) odd.push(`${reply.point}: ${trouble}`);
      }
    expect([...new Set(odd)].slice(0, 5)).to.deep.equal([]);
  });

  it('have a text twin: every word of a card stands in its fallback text', async () => {
    const odd: string[] = [];
    for (const reply of replies) {
      const { fallbackText, body } = replyCard(reply, { point: true, buttons: false }) as Wire;
      const runs = body.flatMap((part: Wire) => part.inlines ?? []).map(({ text }: Wire) => text.trim());
      if (runs.some((text: string) => !fallbackText.includes(text))) odd.push(reply.point);
    }
    expect(odd.slice(0, 5)).to.deep.equal([]);
  });

  it('say the whole reply in Teams, in text and card together', async () => {
    const plain = (text: string) => text.replace(/\\(?=[\p{P}\p{S}])/gu, '');
    const odd: string[] = [];
    for (const reply of replies) {
      const { text, attachments = [] } = (await toActivity(reply, 'msteams')) as Wire;
      const shown = plain(
        [
          text,
          ...attachments.flatMap(({ content }: Wire) =>
            (content?.body ?? []).flatMap((part: Wire) => part.inlines ?? []).map((one: Wire) => one.text),
          ),
        ].join('\n'),
      );
      const parts = [reply.heading, reply.point, ...(reply.lines ?? []).map((line) => line.text), ...reply.more.map((one) => one.text)];
      if (parts.some((part) => part && !shown.replace(/\s+/g, ' ').includes(part.replace(/\s+/g, ' ')))) odd.push(reply.point);
    }
    expect(odd.slice(0, 5)).to.deep.equal([]);
  });

  it('have buttons of which none is dead, in Teams, Web Chat and the emulator', async () => {
    const think = coach(house);
    const old = phrase(house, 'old-button').point;
    const odd: string[] = [];
    for (const { by, session, replies: shown } of turns) {
      const told = new Map<string, Said>();
      for (const reply of shown) {
        for (const channel of CHANNELS) {
          for (const said of pressesOf(await toActivity(reply, channel), channel)) told.set(JSON.stringify(said), said);
          if (channel === 'msteams')
            for (const said of pressesOf(await toActivity(reply, channel, true), channel)) told.set(JSON.stringify(said), said);
        }
        const expected = reply.choices.map(({ press }) => press);
        const reached = [...told.values()].flatMap((said) => (said.kind === 'press' ? [said.press] : []));
        if (expected.some((press) => !reached.includes(press))) odd.push(`${by}: a button is missing`);
      }
      for (const said of told.values()) {
        const { replies: after, band } = think(session, said, NOW);
        if (after.length === 0 || band === 'unknown' || after.some(({ point }) => point === old)) odd.push(`${by}: ${JSON.stringify(said)}`);
      }
    }
    expect(odd.slice(0, 5)).to.deep.equal([]);
  });

  it('have no colour of their own, no picture and no column, so that they follow the theme and fit a phone', async () => {
    const json = JSON.stringify(await Promise.all(replies.map(cardsOf)));
    expect(json).not.to.match(/"(color|backgroundImage|backgroundColor|style":"(?!expanded|compact)|columns|minHeight|width)"/);
  });
});

/** What the bot hears when the buttons of an activity are pressed in this channel. */
function pressesOf(activity: Wire, channel: (typeof CHANNELS)[number]): Said[] {
  const arrived = (more: object): Said[] => {
    const said = saidIn({ type: 'message', channelId: channel, recipient: { id: 'bot' }, conversation: {}, ...more });
    return said ? [said] : [];
  };
  const actions = (activity.attachments ?? []).flatMap(({ content }: Wire) => (content?.body ?? []).flatMap((part: Wire) => part.actions ?? []));
  const submits = actions
    .filter(({ type }: Wire) => type === 'Action.Submit')
    .flatMap(({ data }: Wire) =>
      arrived(
        {
          msteams: { text: data.msteams.text, value: data.msteams.value },
          directline: { text: data.cardAction.text, value: data.cardAction.value },
          emulator: { value: data },
        }[channel],
      ),
    );
  const suggested = (activity.suggestedActions?.actions ?? []).flatMap(({ value }: Wire) => arrived({ text: value }));
  return [...submits, ...suggested];
}
