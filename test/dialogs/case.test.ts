import { expect } from 'chai';
import { toText } from '../../bot/render.ts';
import { coach } from '../../dialogs/coach.ts';
import type { House } from '../../dialogs/house.ts';
import { NEW_SESSION, type Reply, type Session, type Turn } from '../../dialogs/turn.ts';
import { searchText } from '../../knowledge/entries.ts';
import { NOW, realHouse } from './support/house.ts';

let house: House;

before(async function () {
  this.timeout(60_000);
  house = await realHouse();
});

const type = (text: string, session: Session = NEW_SESSION) => coach(house)(session, { kind: 'text', text }, NOW);
const pressing = (press: string, session: Session = NEW_SESSION) => coach(house)(session, { kind: 'press', press }, NOW);
const last = ({ replies }: Turn): Reply => replies.at(-1) as Reply;

/** The turns of a conversation; `[label]` presses the button whose label begins so. */
function talk(...said: readonly string[]): Turn[] {
  let session = NEW_SESSION;
  return said.map((text) => {
    const label = /^\[(.+)\]$/.exec(text)?.[1];
    const choice = label === undefined ? undefined : session.offered.find((one) => one.label.startsWith(label));
    if (label !== undefined && !choice) throw new Error(`there is no button "${label}"`);
    const turn = choice ? pressing(choice.press, session) : type(text, session);
    session = turn.session;
    return turn;
  });
}
const end = (...said: readonly string[]) => last(talk(...said).at(-1) as Turn);
const question = (id: string) => house.cases.flatMap((kind) => kind.questions({})).find((one) => one.id === id)?.ask;
const phrase = (name: keyof typeof house.knowledge.content.phrases.phrases) => house.knowledge.content.phrases.phrases[name].point;

describe('a date told in one go', () => {
  it('is worked out with its lines', () => {
    const reply = end('bought 2 nov 2026, delivered 10 nov, repair asked 30 nov back 12 dec: last day to reject?');
    expect(reply.point).to.include('Wed 23 Dec 2026');
    expect(reply.lines?.map(({ text }) => text)).to.deep.equal([
      'Delivered Tue 10 Nov 2026. Day 1 is Wed 11 Nov.',
      'Repair or replacement asked Mon 30 Nov: the clock stops. 19 days are used, 11 are left.',
      'Back Sat 12 Dec: the clock starts again on Sun 13 Dec.',
      '11 days left is more than 7. The last is Wed 23 Dec.',
    ]);
    expect(reply.cites.map(({ id }) => id)).to.include('cra-22');
    expect(reply.file?.text).to.include('DTSTART;VALUE=DATE:20261223');
  });

  const told: [text: string, day: string][] = [
    ['delivered 3 june 2026 online goods, last day to cancel', 'Wed 17 Jun 2026'],
    ['she cancelled on 3 june when must she send it back by', 'Wed 17 Jun 2026'],
    ['we said yes to a refund on 1 june when must we pay', 'Sun 14 Jun 2026'],
    ['ordered 1 june no date agreed by when must we deliver', 'Wed 1 Jul 2026'],
    ['sar came in 2 november when is it due', 'Wed 2 Dec 2026'],
    ['breach found friday 3pm, when are the 72 hours up', '15:00 on Mon 23 Nov 2026'],
    ['broadband complaint came in 20 march 2026 when can they go to the ombudsman', 'Fri 15 May 2026'],
    ['delivered 10/11/2026, work out the last day to reject', 'Thu 10 Dec 2026'],
  ];
  for (const [text, day] of told) {
    it(`ends on ${day}: "${text}"`, () => {
      const reply = end(text);
      expect(reply.point, JSON.stringify(reply.lines)).to.include(day);
    });
  }

  it('says how far away it is, but never whether a claim in court is out of time', () => {
    expect(toText(end('delivered 10 nov 2026, work out the last day to reject'))).to.include('That is in 18 days.');
    const claim = toText(end('work out the last date for a discrimination claim', '10 march 2026'));
    expect(claim)
      .to.include('Sep 2026')
      .and.not.match(/days ago|in \d+ days|out of time\b(?!\.)/);
  });

  it('is answered as ever where a date has no place in the clock, or an entry has that very question', function () {
    this.timeout(60_000);
    const asks = house.knowledge.entries.flatMap((entry) => searchText(entry).asks).filter((ask) => /\d|day\b|work|date/.test(ask));
    const taken = asks.map((ask) => type(ask)).filter(({ because, session }) => because.by === 'date' && session.case?.asks);
    expect(taken.length, 'everyday questions that get a question back').to.equal(0);
    expect(end('wardrobe came 1st oct but our lads only finished building it 12th oct. when do the 30 days start').heading).to.equal(undefined);
  });
});

describe('a clock that lacks something', () => {
  it('asks only for that, with its choices as buttons', () => {
    const reply = end('work out the last day to cancel an online order');
    expect(reply.point).to.equal(question('kind'));
    expect(reply.choices).not.to.have.length(0);
    expect(end('work out the last day to cancel an online order', '[Something you can hold]').point).to.equal(question('delivered'));
    expect(end('work out the last day to cancel an online order', '[Something you can hold]', '3 june').point).to.include('17 Jun 2026');
  });

  it('takes an answer by its label, a part of it, its words, or together with a date', () => {
    for (const answers of [
      ['Something you can hold', '3 june'],
      ['hold', '3 june'],
      ['goods', 'it came on the 3rd of june'],
      ['3 june', 'goods', '[Wed 3 Jun]'],
    ])
      expect(end('work out the last day to cancel an online order', ...answers).point, answers.join(' / ')).to.include('17 Jun 2026');
  });

  it('begins from the button of an answer with the days that were told', () => {
    const reply = end('online order, tv delivered 3 nov, changed her mind can she send it back', '[Work out]', 'goods');
    expect(reply.point).to.include('17 Nov 2026');
  });

  it('asks again, kindly, where the answer fits nothing or is not known', () => {
    const [, , slip] = talk('s22 cra', '[Work out]', 'banana');
    expect(slip?.replies.map(({ point }) => point)).to.deep.equal([phrase('pick-one'), question('delivered')]);
    const [, , unsure] = talk('s22 cra', '[Work out]', 'not sure');
    expect(unsure?.replies.map(({ point }) => point)).to.deep.equal([phrase('date-needed'), question('delivered')]);
    const [, , none] = talk('s22 cra', '[Work out]', '31/11/2026');
    expect(none?.replies.map(({ point }) => point)).to.deep.equal([phrase('no-such-date'), question('delivered')]);
  });

  it('answers what comes in between, asks once more, and goes on', () => {
    const [, , between, on] = talk('s22 cra', '[Work out]', 'what is lass', '10 nov');
    expect(between?.replies).to.have.length(2);
    expect(between?.replies[1]?.point).to.equal(question('delivered'));
    expect(last(on as Turn).point).to.include('10 Dec 2026');
  });

  it('does not ask a third time', () => {
    const [, , , again] = talk('s22 cra', '[Work out]', 'what is lass', 'what is servqual');
    expect(again?.replies).to.have.length(1);
    expect(again?.session.case).to.equal(undefined);
  });

  it('is put aside by "stop"', () => {
    const [, , stopped] = talk('s22 cra', '[Work out]', 'stop');
    expect(stopped?.replies.map(({ point }) => point)).to.deep.equal([phrase('case-left')]);
    expect(stopped?.session.case).to.equal(undefined);
  });

  it('keeps what was told where the same thing is pressed or typed later, and refuses the button of a question that has gone', () => {
    const [, asked] = talk('work out the last day to cancel an online order', '[Something you can hold]');
    const old = pressing('tell:kind:goods', asked?.session);
    expect(old.intent).to.equal('help');
    expect(old.session.case).to.deep.include({ id: 'cancel', asks: 'delivered' });
  });

  it('asks which date is wanted where none is named', () => {
    const reply = end('work out a date');
    expect(reply.point).to.equal(phrase('which-clock'));
    expect(reply.choices).not.to.have.length(0);
    for (const { press } of reply.choices) expect(`clock:${pressing(press).session.case?.id}`).to.equal(press);
  });
});

describe('a clock that was worked out', () => {
  it('is worked out anew when a day is corrected or added', () => {
    expect(end('s22 cra', '[Work out]', '10 nov', 'no, delivered 12 nov').point).to.include('12 Dec 2026');
    expect(end('s22 cra', '[Work out]', '10 nov', 'and if it came back from repair 20 nov, repair asked 15 nov').point).to.include('16 Dec 2026');
    expect(end('work out the last day to cancel an online order', 'goods', '3 june', 'nothing said about cancelling').point).to.include(
      '17 Jun 2027',
    );
  });

  it('says what cannot be, and takes the correction', () => {
    const [, , wrong, right] = talk('s22 cra', '[Work out]', 'delivered 10 nov, repair asked 2 nov', 'sorry, repair asked 12 nov back 14 nov');
    expect(last(wrong as Turn).cites).to.have.length(0);
    expect(last(right as Turn).point).to.match(/Dec 2026/);
  });
});

describe('the remedies of today', () => {
  it('are asked for step by step, and told with who chooses, what is closed and who proves it', () => {
    const { labels } = house.knowledge.content.phrases;
    const reply = end('work out what she can have', 'private', 'hold', 'faulty', '5 oct', 'not yet');
    expect(reply.point).to.include('4 Nov 2026');
    expect(reply.lines?.map(({ label }) => label)).to.deep.equal(['Repair · Replacement']);
    const under = reply.more.map(({ label }) => label);
    expect(under).to.include.members([labels.proof, labels.goodwill, labels.policy]);
    expect(reply.cites.map(({ id }) => id)).to.include('cra-23');
  });

  it('say on a button what may be insisted on and what not, and how the days were counted', () => {
    const { labels } = house.knowledge.content.phrases;
    const story = ['work out what she can have', 'private', 'hold', 'faulty', '5 oct', 'not yet'];
    const insist = end(...story, `[${labels['what-to-insist-on']}]`);
    expect(new Set(insist.lines?.map(({ label }) => label))).to.deep.equal(new Set([labels['may-insist'], labels['may-not-insist']]));
    expect(end(...story, `[${labels['how-counted']}]`).lines?.[0]?.text).to.include('Mon 5 Oct 2026');
  });

  it('end at once for a business buyer', () => {
    expect(end('work out what she can have', 'business').lines).to.deep.equal([]);
    expect(end('work out what she can have', 'business').cites.map(({ id }) => id)).to.include('nb-sga');
  });

  it('offer only what can be wrong with that kind of thing', () => {
    const labels = end('work out what she can have', 'private', '[Work or a service]').choices.map(({ label }) => label);
    expect(labels).to.include('The work was done badly').and.not.to.include('It is faulty');
  });
});
