import { expect } from 'chai';
import fc from 'fast-check';
import { coach } from '../../../dialogs/coach.ts';
import type { House } from '../../../dialogs/house.ts';
import { nextDue, pendingOf, type Reminder } from '../../../dialogs/reminders/reminder.ts';
import { bellsOf, claimed, isQuiet, released, ring } from '../../../dialogs/reminders/ring.ts';
import { nextOf, workOut } from '../../../dialogs/reminders/work-out.ts';
import { NEW_SESSION, type Session } from '../../../dialogs/turn.ts';
import type { Moment } from '../../../knowledge/calendar.ts';
import { whenIn } from '../../../knowledge/when.ts';
import { instantOf, isZone, shownAt } from '../../../knowledge/zone.ts';
import { realHouse, textOf } from '../support/house.ts';

const LONDON = 'Europe/London';
const ZONES = [LONDON, 'Europe/Paris', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'];
const QUIET = { from: '20:00', to: '08:00' };
const moment = (text: string) => text as Moment;

describe('reminders through the changes of the clocks', () => {
  let house: House;
  before(async function () {
    this.timeout(60_000);
    house = await realHouse();
  });
  const told = (text: string, now: string) => coach(house)(NEW_SESSION, { kind: 'text', text }, new Date(now));

  const CASES: readonly (readonly [now: string, typed: string, due: string, moment: string, says: RegExp])[] = [
    // The clocks go forward at 01:00 UTC on Sunday 29 March 2026: 01:00 to 01:59 are not shown.
    ['2026-03-28T12:00:00Z', 'remind me tomorrow at 01:30 to look', '2026-03-29T01:30:00.000Z', '2026-03-29T02:30', /does not exist/],
    ['2026-03-28T12:00:00Z', 'remind me tomorrow at 3pm to look', '2026-03-29T14:00:00.000Z', '2026-03-29T15:00', /3 pm/],
    ['2026-03-28T23:30:00Z', 'remind me in 2 hours to look', '2026-03-29T01:30:00.000Z', '2026-03-29T02:30', /2\.30 am/],
    ['2026-03-28T12:00:00Z', 'remind me in 2 days to look', '2026-03-30T11:00:00.000Z', '2026-03-30T12:00', /12 noon/],
    // They go back at 01:00 UTC on Sunday 25 October 2026: 01:00 to 01:59 are shown twice.
    ['2026-10-24T12:00:00Z', 'remind me tomorrow at 01:30 to look', '2026-10-25T00:30:00.000Z', '2026-10-25T01:30', /comes twice/],
    ['2026-10-24T12:00:00Z', 'remind me tomorrow at 3pm to look', '2026-10-25T15:00:00.000Z', '2026-10-25T15:00', /3 pm/],
    ['2026-10-25T00:30:00Z', 'remind me in 1 hour to look', '2026-10-25T01:30:00.000Z', '2026-10-25T01:30', /1\.30 am/],
    ['2026-07-01T08:00:00Z', 'remind me at half 4 to look', '2026-07-01T15:30:00.000Z', '2026-07-01T16:30', /4\.30 pm/],
  ];
  for (const [now, typed, due, shown, says] of CASES) {
    it(`${typed}, said at ${now}`, () => {
      const turn = told(typed, now);
      expect(turn.session.reminders?.list[0]).to.include({ due, moment: shown });
      expect(textOf(turn)).to.match(says);
    });
  }

  it('keep the time on the wall where they come every day', () => {
    const due = new Date('2026-03-28T09:00:00Z');
    const next = nextOf(moment('2026-03-28T09:00'), 'day', due, LONDON);
    expect(next).to.deep.equal({ at: new Date('2026-03-29T08:00:00Z'), moment: '2026-03-29T09:00' });
    const friday = nextOf(moment('2026-11-27T16:30'), 'workday', new Date('2026-11-27T16:30:00Z'), LONDON);
    expect(friday.moment).to.equal('2026-11-30T16:30');
  });

  it('an instant and what the clocks show of it belong together, in every zone', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), fc.integer({ min: 25_000_000, max: 35_000_000 }), (zone, minutes) => {
        const at = new Date(minutes * 60_000);
        const shown = shownAt(at, zone);
        const back = instantOf(shown, zone);
        expect(shownAt(back.at, zone)).to.equal(shown);
        expect(back.shown).to.not.equal('never');
        // Of an hour that is shown twice, it is the first.
        expect(back.at.getTime()).to.be.at.most(at.getTime());
        if (back.shown === 'once') expect(back.at).to.deep.equal(at);
      }),
      { numRuns: 500 },
    );
  });

  it('a time is never set in the past, whatever is typed', () => {
    const { times } = house.knowledge.content.reminders;
    const word = fc.constantFrom(
      'thursday',
      'at',
      '3',
      '3pm',
      'half',
      '4',
      'tomorrow',
      'morning',
      'in',
      '2',
      'hours',
      'yesterday',
      'next',
      'week',
      '12/11',
      'the',
      '31st',
      'feb',
      'every',
      'day',
      'noon',
      '99999',
      'days',
      'ago',
      'back',
      'later',
      'an hour',
      'and a half',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), fc.integer({ min: 29_000_000, max: 31_000_000 }), fc.boolean(), (words, minutes, loose) => {
        const now = new Date(minutes * 60_000);
        const when = whenIn(words.join(' '), shownAt(now, LONDON), loose);
        const worked = when && workOut(when, now, LONDON, times);
        if (!worked || 'problem' in worked) return;
        expect(worked.at.getTime(), words.join(' ')).to.be.above(now.getTime());
        expect(shownAt(worked.at, LONDON)).to.equal(worked.moment);
      }),
      { numRuns: 2000 },
    );
  });

  it('knows which time zones there are', () => {
    expect(ZONES.every(isZone)).to.equal(true);
    expect(isZone('Europe/Sheffield')).to.equal(false);
  });
});

describe('what is due', () => {
  let house: House;
  before(async () => {
    house = await realHouse();
  });
  const NOON = new Date('2026-11-24T12:00:00Z');
  const one = (more: Partial<Reminder> = {}): Reminder => ({
    id: '1',
    due: NOON.toISOString(),
    moment: moment('2026-11-24T12:00'),
    text: 'ring',
    ...more,
  });
  const session = (...list: Reminder[]): Session => ({ ...NEW_SESSION, reminders: { list, next: 9 } });
  const later = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);
  const reminders = ({ reminders: own }: Session) => own ?? { list: [], next: 1 };

  it('is rung once, and not before its time', () => {
    expect(ring(house, session(one()), later(-1), QUIET).ids).to.deep.equal([]);
    const rung = ring(house, session(one()), NOON, QUIET);
    expect(rung.ids).to.deep.equal(['1']);
    expect(ring(house, rung.session, later(60), QUIET).ids).to.deep.equal([]);
    expect(nextDue(reminders(rung.session))).to.equal(undefined);
  });

  it('is held at night where it comes late, also if its time was chosen', () => {
    const night = new Date('2026-11-25T02:00:00Z');
    const rung = ring(house, session(one({ exact: true })), night, QUIET);
    expect(rung.ids).to.deep.equal([]);
    expect(nextDue(reminders(rung.session))).to.equal('2026-11-25T08:00:00.000Z');
    const morning = ring(house, rung.session, new Date('2026-11-25T08:00:00Z'), QUIET);
    expect(morning.replies[0]?.more[0]?.text).to.equal('I kept this through the quiet hours: it was due Tuesday 24 November 2026 at 12 noon.');
  });

  it('is not rung while it is being sent, and told when the person is here if that was cut off', () => {
    const sending = claimed(session(one()), ['1'], NOON);
    expect(ring(house, sending, later(1), QUIET).ids).to.deep.equal([]);
    expect(ring(house, sending, later(1)).ids).to.deep.equal([]);
    const cutOff = ring(house, sending, later(6), QUIET);
    expect(cutOff.replies).to.deep.equal([]);
    expect(nextDue(reminders(cutOff.session))).to.equal(undefined);
    const here = ring(house, cutOff.session, later(60));
    expect(here.replies[0]?.more[0]?.text).to.include('you may have seen it before');
    expect(ring(house, here.session, later(61)).ids).to.deep.equal([]);
  });

  it('is settled by its claim only, and tried again by and by where it could not be sent', () => {
    const sent = bellsOf(house, QUIET).settle(claimed(session(one()), ['1'], NOON), ['1'], NOON);
    expect(pendingOf(reminders(sent))).to.deep.equal([]);
    expect(bellsOf(house, QUIET).settle(session(one()), ['1'], NOON).reminders?.list).to.deep.equal([one()]);
    let tried = session(one());
    for (let count = 0; count < 5; count += 1) {
      tried = released(tried, ['1'], NOON);
      expect(nextDue(reminders(tried))).to.not.equal(undefined);
    }
    tried = released(tried, ['1'], NOON);
    expect(nextDue(reminders(tried)), 'it waits for the person').to.equal(undefined);
    expect(ring(house, tried, later(600)).ids).to.deep.equal(['1']);
  });

  it('comes again at its next time, from today on after a long time away', () => {
    const rung = ring(house, session(one({ every: 'day' })), new Date('2026-12-01T15:00:00Z'), QUIET);
    expect(rung.ids).to.deep.equal(['1']);
    expect(rung.session.reminders?.list[0]).to.include({ moment: '2026-12-02T12:00', due: '2026-12-02T12:00:00.000Z' });
  });

  it('brings the daily set only while questions are due', () => {
    const daily = one({ every: 'day', practice: true });
    const card = { due: '2026-11-24T00:00:00.000Z', stability: 1, difficulty: 1, reps: 1, lapses: 0, last: '2026-11-20T00:00:00.000Z', version: 'x' };
    const learning = { cards: { q: card }, attempts: [] };
    const rung = ring(house, { ...session(daily), learning }, NOON, QUIET);
    expect(rung.replies[0]?.point).to.equal('1 question is due today. A few minutes now will keep what you learned.');
    expect(rung.replies[0]?.choices[0]?.press).to.equal('quizon:due');
    const idle = ring(house, session(daily), NOON, QUIET);
    expect(idle.replies).to.deep.equal([]);
    expect(idle.session.reminders?.list[0]?.moment).to.equal('2026-11-25T12:00');
  });

  it('quiet hours may go over midnight, or be none', () => {
    expect(['19:59', '20:00', '03:00', '07:59', '08:00'].map((clock) => isQuiet(clock, QUIET))).to.deep.equal([false, true, true, true, false]);
    expect(['00:00', '12:00'].map((clock) => isQuiet(clock, { from: '00:00', to: '00:00' }))).to.deep.equal([false, false]);
  });
});
