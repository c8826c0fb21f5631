import { expect } from 'chai';
import { replyCard } from '../../bot/cards.ts';
import { lookUp } from '../../bot/law.ts';
import { toMarkdown, toText } from '../../bot/render.ts';
import { answer } from '../../dialogs/answer.ts';
import { coach } from '../../dialogs/coach.ts';
import type { House } from '../../dialogs/house.ts';
import { answerThen, provisionCard } from '../../dialogs/law.ts';
import { NEW_SESSION, type Reply } from '../../dialogs/turn.ts';
import type { Day } from '../../knowledge/calendar.ts';
import type { Entry } from '../../knowledge/entries.ts';
import type { Provision } from '../../knowledge/schema.ts';
import { NOW, realHouse } from './support/house.ts';

let house: House;

before(async function () {
  this.timeout(60_000);
  house = await realHouse();
});

const say = (text: string) => coach(house)(NEW_SESSION, { kind: 'text', text }, NOW);
const provisions = () => house.knowledge.content.provisions;
const provision = (id: string) => provisions().find((one) => one.id === id) as Provision;
const card = (one: Provision) => provisionCard(house.knowledge, one, NOW);
const entry = (id: string) => house.knowledge.entry(id) as Entry;

type CardBody = { body: { inlines?: { text: string }[]; actions?: { type: string; title: string; url?: string }[] }[] };

describe('the card of every provision', () => {
  it('is headed by its Act, its place and its title', () => {
    const odd = provisions().filter((one) => {
      const { heading = '' } = card(one);
      return !heading.includes(one.section) || !heading.endsWith(one.title);
    });
    expect(odd.map(({ id }) => id)).to.deep.equal([]);
  });

  it('says its rule, its desk example, its exceptions, and law, goodwill and policy apart', () => {
    const { labels } = house.knowledge.content.phrases;
    const under = (reply: Reply, label: string) => reply.more.find((part) => part.label === label)?.text;
    const odd = provisions().filter((one) => {
      const reply = card(one);
      return !(
        reply.point.includes(one.rule) &&
        under(reply, labels['at-the-desk']) === one.example &&
        (under(reply, labels['not-for']) ?? '') === one.exceptions.join(' ') &&
        under(reply, labels.goodwill) === one.goodwill &&
        under(reply, labels.policy) === one.policy
      );
    });
    expect(odd.map(({ id }) => id)).to.deep.equal([]);
  });

  it('leads to its neighbours and to a quiz on it', () => {
    const odd = provisions().filter((one) => {
      const presses = card(one).choices.map(({ press }) => press);
      return !presses.includes(`quiz:${one.id}`) || !presses.includes(`ask:${one.related[0]}`);
    });
    expect(odd.map(({ id }) => id)).to.deep.equal([]);
  });

  it('says the same as text, as Markdown and as an Adaptive Card', () => {
    const words = (text: string) => text.replace(/[\\*_[\]]|\(https?:[^)]*\)/g, '').replace(/\s+/g, ' ');
    const odd = provisions().filter((one) => {
      const reply = card(one);
      const { body } = replyCard(reply, { point: true, buttons: true }) as CardBody;
      const inCard = words(body.flatMap(({ inlines = [] }) => inlines.map(({ text }) => text)).join(' '));
      const actions = body.flatMap((part) => part.actions ?? []);
      const parts = [reply.heading ?? '', reply.point, ...reply.more.map(({ text }) => text)].map(words);
      const isWhole = [toText(reply), toMarkdown(reply), inCard].map(words).every((form) => parts.every((part) => form.includes(part)));
      return !isWhole || reply.choices.some(({ label }) => !actions.some(({ title }) => title === label));
    });
    expect(odd.map(({ id }) => id)).to.deep.equal([]);
  });

  it('links to the official site from the Adaptive Card', () => {
    const { body } = replyCard(card(provision('cra-22')), { point: true, buttons: true }) as CardBody;
    const actions = body.flatMap((part) => part.actions ?? []);
    expect(actions.find(({ type }) => type === 'Action.OpenUrl')?.url).to.equal('https://www.legislation.gov.uk/id/ukpga/2015/15/section/22');
  });
});

describe('law that is not settled', () => {
  it('is never given as settled: what must be checked stands in the first line of every answer that it decides', () => {
    const silent = house.knowledge.entries.filter((one) => {
      const [law] = one.kind === 'provision' ? [one.provision] : [];
      return law?.open !== undefined && !answer(house.knowledge, one, NOW).point.includes(law.open);
    });
    expect(silent.map(({ id }) => id)).to.deep.equal([]);
  });

  it('says so first where it is only planned', () => {
    const { labels } = house.knowledge.content.phrases;
    const planned: Provision = { ...provision('cra-22'), standing: 'planned' };
    const { from: _, ...undated } = planned;
    expect(card(undated).point).to.equal(`${labels['not-in-force']} ${planned.rule}`);
    expect(card({ ...planned, from: '2027-04-01' }).point).to.match(/^This is not in force until 1 April 2027\. /);
    expect(card({ ...planned, from: '2026-04-01' }).point).to.equal(planned.rule);
  });

  it('says so first where it has ended', () => {
    expect(card({ ...provision('cra-22'), until: '2026-06-30' }).point).to.match(/^This is no longer in force since 30 June 2026\. /);
  });
});

describe('a story that is older than the law', () => {
  const then = (id: string, day: string, typed = day) => answerThen(house.knowledge, entry(id), { typed, from: day as Day, to: day as Day }, NOW);

  it('is told that the law does not apply to it, which one did before, and what holds today', () => {
    const reply = then('cra-22', '2014-05-01', '1 May 2014');
    expect(reply.point).to.match(/^1 May 2014 is before 1 October 2015, when CRA 2015 s\.22 began/);
    expect(reply.more).to.deep.equal([{ label: house.knowledge.content.phrases.labels['law-today'], text: provision('cra-22').rule }]);
  });

  it('gets the ordinary answer from the day on which the law began', () => {
    expect(then('cra-22', '2015-10-01')).to.deep.equal(answer(house.knowledge, entry('cra-22'), NOW));
  });

  it('is answered so in a conversation too', () => {
    const [reply] = say('toaster bought 3 march 2013, does the 30 day right to reject apply').replies;
    expect(reply && toText(reply)).to.match(/3 march 2013 is before 1 October 2015/);
  });
});

describe('a look-up', () => {
  it('gives the card for a reference, a name and a button of a card', () => {
    const { heading } = card(provision('cra-22'));
    expect(say('s22 cra').replies[0]?.heading).to.equal(heading);
    expect(say('short-term right to reject').replies[0]?.heading).to.equal(heading);
    expect(coach(house)(NEW_SESSION, { kind: 'press', press: 'ask:cra-22' }, NOW).replies[0]?.heading).to.equal(heading);
  });

  it('gives no card where a question is asked, for the answer comes first', () => {
    expect(say('customers toaster died after 3 weeks what can she have').replies[0]?.heading).to.equal(undefined);
  });

  it('gives the card behind the answer in the terminal, where only law is wanted', () => {
    expect(lookUp(house, 'customers toaster died after 3 weeks what can she have', NOW).replies[0]?.heading).to.match(
      /^Consumer Rights Act 2015 s\./,
    );
  });

  it('says in the terminal too that it does not know', () => {
    expect(lookUp(house, 'how much notice do i give my landlord', NOW).replies.flatMap(({ cites }) => cites)).to.deep.equal([]);
    expect(lookUp(house, 'qwertyuiop zxcvb', NOW).band).to.equal('unknown');
  });
});
