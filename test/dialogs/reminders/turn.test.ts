import { expect } from 'chai';
import { coach } from '../../../dialogs/coach.ts';
import { type Coach, NEW_SESSION, type Session, type Turn } from '../../../dialogs/turn.ts';
import { NOW, realHouse, textOf } from '../support/house.ts';

describe('talking of reminders', () => {
  let talk: Coach;
  let session: Session;
  before(async function () {
    this.timeout(60_000);
    talk = coach(await realHouse());
  });
  beforeEach(() => {
    session = NEW_SESSION;
  });
  const say = (text: string, now = NOW): Turn => {
    const button = /^\[(.+)\]$/.exec(text)?.[1];
    const press = session.offered.find(({ label }) => label === button)?.press;
    const turn = talk(structuredClone(session), press ? { kind: 'press', press } : { kind: 'text', text }, now);
    session = turn.session;
    return turn;
  };
  const saying = (...texts: string[]) => texts.map((text) => textOf(say(text))).at(-1);
  const moments = () => (session.reminders?.list ?? []).map(({ moment, text }) => `${moment} ${text}`);

  it('keeps of a name its title and initials, and still knows it by the whole name', () => {
    say('remind me to ring mrs ahmed thursday at 3');
    say('remind me to email Jane at 4');
    say('remind me to ring mr khan friday at 2');
    expect(JSON.stringify(session)).to.not.match(/ahmed|khan/i);
    expect(moments()).to.include('2026-11-26T15:00 ring Mrs A');
    expect(saying('cancel the reminder for mrs ahmed')).to.match(/^Cancelled\. .*ring Mrs A/);
    expect(saying('cancel the khan one')).to.match(/^Cancelled\. .*ring Mr K/);
  });

  it('asks which one where two may be meant', () => {
    say('remind me to ring mrs ahmed thursday at 3');
    say('remind me to ring mrs ali friday at 3');
    expect(saying('cancel the mrs ahmed one')).to.include('Which one');
    expect(saying('[Friday 27 November 2026 at 3 pm: ring Mrs A]')).to.match(/^Cancelled\. Friday/);
    expect(moments()).to.deep.equal(['2026-11-26T15:00 ring Mrs A']);
  });

  const CHANGES: readonly (readonly [string, string])[] = [
    ['change it to 4', '2026-11-26T16:00'],
    ['make it half 4', '2026-11-26T16:30'],
    ['make it friday', '2026-11-27T15:00'],
    ['no, friday at 10', '2026-11-27T10:00'],
    ['move it to tomorrow morning', '2026-11-23T09:00'],
    ['push it back an hour', '2026-11-26T16:00'],
    ['bring it forward half an hour', '2026-11-26T14:30'],
    ['move the reminder to 5pm', '2026-11-26T17:00'],
    ['actually 2 oclock', '2026-11-26T14:00'],
    ['i meant 4', '2026-11-26T16:00'],
    ['change the first to 10', '2026-11-26T10:00'],
  ];
  for (const [typed, due] of CHANGES) {
    it(`changes the same reminder: ${typed}`, () => {
      say('remind me to ring her back thursday 3pm');
      say(typed);
      expect(moments()).to.deep.equal([`${due} ring her back`]);
    });
  }

  it('sets a new one where a new one is asked for', () => {
    say('remind me to ring her back thursday 3pm');
    say('remind me tomorrow at 2');
    expect(moments()).to.have.length(2);
  });

  it('cancels by place, by time, by words, and all', () => {
    for (const text of ['remind me to ring her at 1', 'remind me to chase the parcel at 2', 'remind me to lock up at 3', 'remind me to cash up at 4'])
      say(text);
    expect(saying('cancel the 3pm one')).to.include('lock up');
    expect(saying('delete the parcel reminder')).to.include('chase the parcel');
    expect(saying('cancel the first')).to.include('ring her');
    expect(saying('cancel all')).to.include('none left');
    expect(saying('any left')).to.equal('You have no reminders set.');
  });

  it('is ticked off, put off and stopped when it has arrived', () => {
    say('remind me to ring her at 1');
    const at1 = new Date('2026-11-22T13:00:00Z');
    expect(textOf(say('hello', at1))).to.match(/^Reminder: ring her/);
    expect(textOf(say('snooze 20 minutes', at1))).to.include('1.20 pm: ring her');
    const at120 = new Date('2026-11-22T13:20:00Z');
    expect(textOf(say('hi', at120))).to.match(/^Reminder: ring her/);
    expect(textOf(say('ive done it', at120))).to.equal('Good, that one is done.');
    expect(moments()).to.deep.equal([]);
  });

  it('leaves questions about cancelling and waiting to their own answers', () => {
    say('remind me to ring her at 1');
    for (const text of ['can she cancel the contract', 'what is section 22', 'how long has she got to cancel the order']) {
      const turn = say(text);
      expect(turn.intent, text).to.not.equal('set_reminder');
      expect(moments()).to.have.length(1);
    }
  });

  it('comes between the steps of a complaint, whose step is asked again', () => {
    const step = say('got an angry lady here, kettle blew up').replies.at(-1)?.point;
    const turn = say('remind me to ring her back at half 4');
    expect(turn.replies[0]?.point).to.include('4.30 pm: ring her back');
    expect(turn.replies.at(-1)?.point).to.equal(step);
    expect(session.complaints?.[0]?.answers).to.not.have.property('hurt');
  });

  it('is offered for the day before a last day', () => {
    say('sar came in 2 nov 2026, when is it due');
    const turn = say('[Remind me the day before]');
    expect(textOf(turn)).to.include('Tuesday 1 December 2026 at 9 am').and.include('the last day is Wednesday 2 December 2026');
    say('sar came in 2 nov 2026, when is it due');
    say('[Remind me the day before]');
    expect(moments(), 'not twice').to.have.length(1);
  });

  it('goes by what was told when the time is asked for, also after something else', () => {
    say('remind me to ring her back');
    say('what is lass');
    expect(saying('thursday at 3')).to.include('Thursday 26 November 2026 at 3 pm: ring her back');
    say('remind me to lock up');
    expect(saying('never mind')).to.include('no reminder');
    expect(moments()).to.have.length(1);
  });

  it('keeps 50 at most', () => {
    for (let minute = 1; minute <= 50; minute += 1) say(`remind me in ${minute} minutes`);
    expect(saying('remind me in 2 hours')).to.include('You have 50 reminders');
  });

  it('is not read out of a pasted text', () => {
    const text = `Dear shop, ${'I bought a kettle from you and it broke after five weeks. '.repeat(8)}I shall cancel all reminders. Remind me tomorrow.`;
    say(text);
    expect(session.reminders).to.equal(undefined);
  });
});
