import { expect } from 'chai';
import { coach } from '../../../dialogs/coach.ts';
import { type Coach, NEW_SESSION } from '../../../dialogs/turn.ts';
import { realHouse, textOf } from '../support/house.ts';

/** Sunday. The clocks show the same in London. */
const NOW = new Date('2026-11-22T12:00:00Z');

/** What is typed, when it is due by hand, and what is kept of it. */
const SET: readonly (readonly [typed: string, due: string, text: string])[] = [
  ['remind me to ring her back thursday 3pm', '2026-11-26T15:00', 'ring her back'],
  ['remind me thurs 3 to ring her back', '2026-11-26T15:00', 'ring her back'],
  ['remind me on thursday at 3 to ring her back', '2026-11-26T15:00', 'ring her back'],
  ['remind me at half 4 to ring the warehouse', '2026-11-22T16:30', 'ring the warehouse'],
  ['remind me at half past 4 to ring the warehouse', '2026-11-22T16:30', 'ring the warehouse'],
  ['remind me at quarter past two', '2026-11-22T14:15', ''],
  ['remind me at quarter to 1', '2026-11-22T12:45', ''],
  ['can you nudge me at ten past four', '2026-11-22T16:10', ''],
  ['remind me at 20 to 5 to cash up', '2026-11-22T16:40', 'cash up'],
  ['remind me at 3', '2026-11-22T15:00', ''],
  ['remind me at 3ish', '2026-11-22T15:00', ''],
  ["remind me at 3 o'clock", '2026-11-22T15:00', ''],
  ['remind me at 15:30 to email the customer', '2026-11-22T15:30', 'email the customer'],
  ['remind me at 3.30 to email the customer', '2026-11-22T15:30', 'email the customer'],
  ['remind me at 1530 to email the customer', '2026-11-22T15:30', 'email the customer'],
  ['remind me at 03:00 to email the customer', '2026-11-23T03:00', 'email the customer'],
  ['remind me at 7am to open up', '2026-11-23T07:00', 'open up'],
  ['remind me at 9 to open up', '2026-11-23T09:00', 'open up'],
  ['remind me at 8pm to lock up', '2026-11-22T20:00', 'lock up'],
  ['remind me at noon tomorrow', '2026-11-23T12:00', ''],
  ['remind me at midnight to stop', '2026-11-23T00:00', 'stop'],
  ['remind me in 2 hours to check the oven', '2026-11-22T14:00', 'check the oven'],
  ['remind me in 2hrs to check the oven', '2026-11-22T14:00', 'check the oven'],
  ['remind me in an hour to ring the warehouse', '2026-11-22T13:00', 'ring the warehouse'],
  ['remind me in half an hour', '2026-11-22T12:30', ''],
  ['remind me in an hour and a half to call back', '2026-11-22T13:30', 'call back'],
  ['remind me in 1 hour 20 minutes to call back', '2026-11-22T13:20', 'call back'],
  ['ping me in 20 minutes', '2026-11-22T12:20', ''],
  ['bleep me in fifteen minutes', '2026-11-22T12:15', ''],
  ['remind me in 10', '2026-11-22T12:10', ''],
  ['remind me in a couple of hours to check', '2026-11-22T14:00', 'check'],
  ['timer ten minutes', '2026-11-22T12:10', ''],
  ['set a timer for 20 minutes', '2026-11-22T12:20', ''],
  ['remind me 3 hours from now to leave', '2026-11-22T15:00', 'leave'],
  ['remind me in 3 days to chase the parcel', '2026-11-25T12:00', 'chase the parcel'],
  ['remind me in 3 days at 10am to chase the parcel', '2026-11-25T10:00', 'chase the parcel'],
  ['remind me in a fortnight to check the repair', '2026-12-06T12:00', 'check the repair'],
  ['remind me in 2 weeks time to check the repair', '2026-12-06T12:00', 'check the repair'],
  ['remind me in 2 months about the review', '2027-01-22T12:00', 'the review'],
  ['remind me tomorrow morning to check the parcel', '2026-11-23T09:00', 'check the parcel'],
  ['remind me tomorrow to check the parcel', '2026-11-23T09:00', 'check the parcel'],
  ['remind me tmrw at 2 to check the parcel', '2026-11-23T14:00', 'check the parcel'],
  ['remind me tomorrow at 8 in the evening to ring', '2026-11-23T20:00', 'ring'],
  ['could you ping me at half nine tomorrow', '2026-11-23T09:30', ''],
  ['remind me the day after tomorrow about the garage bill', '2026-11-24T09:00', 'the garage bill'],
  ['remind me this afternoon to send it', '2026-11-22T14:00', 'send it'],
  ['remind me this evening to send it', '2026-11-22T18:00', 'send it'],
  ['remind me to revise data protection tonight', '2026-11-22T19:00', 'revise data protection'],
  ['remind me tonight at 9 to revise', '2026-11-22T21:00', 'revise'],
  ['remind me to do a quiz at lunch', '2026-11-22T12:30', 'do a quiz'],
  ['remind me first thing on monday to call the engineer', '2026-11-23T09:00', 'call the engineer'],
  ['set a reminder for friday morning', '2026-11-27T09:00', ''],
  ['set a reminder for the end of the day to cash up', '2026-11-22T17:00', 'cash up'],
  ['remind me a week on thursday to ring', '2026-12-03T09:00', 'ring'],
  ['remind me thursday week to ring', '2026-12-03T09:00', 'ring'],
  ['remind me next tuesday to follow up with her', '2026-11-24T09:00', 'follow up with her'],
  ['remind me next week about the refund', '2026-11-23T09:00', 'the refund'],
  ['put a reminder in for the 12th', '2026-12-12T09:00', ''],
  ['remind me on the 3rd at 2 to ring her', '2026-12-03T14:00', 'ring her'],
  ['remind me on 12 december at 2pm to ring her', '2026-12-12T14:00', 'ring her'],
  ['remind me on december 12th at 2pm to ring her', '2026-12-12T14:00', 'ring her'],
  ['remind me 5 jan to review the log', '2027-01-05T09:00', 'review the log'],
  ['remind me on 12/1/27 to review the log', '2027-01-12T09:00', 'review the log'],
  ['remind me on thursday 26 november at 3pm to ring', '2026-11-26T15:00', 'ring'],
  ['remind me sunday to ring', '2026-11-29T09:00', 'ring'],
  ['remind me sunday at 3 to ring', '2026-11-22T15:00', 'ring'],
  ['reminder to chase the supplier on monday', '2026-11-23T09:00', 'chase the supplier'],
  ['reminder to ring mrs ahmed monday 2pm', '2026-11-23T14:00', 'ring Mrs A'],
  ['remind me to call mr and mrs khan at 4', '2026-11-22T16:00', 'call Mr and Mrs K'],
  ['remind me to ring dr van der Berg at 4 please', '2026-11-22T16:00', 'ring Dr V'],
  ['dont let me forget to ring him back at 2', '2026-11-22T14:00', 'ring him back'],
  ['i need to follow up with her next tuesday remind me', '2026-11-24T09:00', 'follow up with her'],
  ['give me a nudge at half 4 about the sofa', '2026-11-22T16:30', 'the sofa'],
  ['remind me to refund £3.50 to her at 4', '2026-11-22T16:00', 'refund £3.50 to her'],
  ['remind me to check 3 parcels at 4', '2026-11-22T16:00', 'check 3 parcels'],
  ['remind me to order lunch at 1', '2026-11-22T13:00', 'order lunch'],
  ['remind me every day at 9 to look at my emails', '2026-11-23T09:00', 'look at my emails'],
  ['remind me every monday to check the log', '2026-11-23T09:00', 'check the log'],
  ['remind me every weekday at half 4 to cash up', '2026-11-23T16:30', 'cash up'],
];

const UNCLEAR = [
  'remind me to ring mrs ahmed',
  'remind me',
  'set a reminder',
  'remind me later',
  'remind me at the end of my shift to lock up',
  'remind me before i go home to lock the complaint',
  'remind me after my break to ring him',
  'remind me today to ring him',
  'remind me when 14 days are up',
];

/** What is typed, and what is offered in its place. */
const PAST: readonly (readonly [string, string])[] = [
  ['remind me yesterday at 5', 'Sunday 22 November 2026 at 5 pm'],
  ['remind me today at 11am to ring', 'Monday 23 November 2026 at 11 am'],
  ['remind me last thursday to ring', 'Monday 23 November 2026 at 9 am'],
  ['remind me 2 hours ago', 'Monday 23 November 2026 at 10 am'],
  ['remind me on 10 november at 2pm to ring', 'Sunday 22 November 2026 at 2 pm'],
  ['remind me on 3 march 2020 to ring', 'Monday 23 November 2026 at 9 am'],
];

describe('the time of a reminder', () => {
  let talk: Coach;
  before(async function () {
    this.timeout(60_000);
    talk = coach(await realHouse());
  });
  const say = (text: string) => talk(NEW_SESSION, { kind: 'text', text }, NOW);

  for (const [typed, due, text] of SET) {
    it(`${typed} → ${due}`, () => {
      const turn = say(typed);
      const [one] = turn.session.reminders?.list ?? [];
      expect(one, textOf(turn)).to.include({ moment: due, due: `${due}:00.000Z`, text });
      expect(turn.intent).to.equal('set_reminder');
    });
  }

  for (const typed of UNCLEAR) {
    it(`is asked for after "${typed}"`, () => {
      const turn = say(typed);
      expect(turn.session.reminders?.list, textOf(turn)).to.deep.equal([]);
      expect(textOf(turn)).to.match(/when|what time/i);
    });
  }

  for (const [typed, instead] of PAST) {
    it(`is refused in the past, with a suggestion: ${typed}`, () => {
      const turn = say(typed);
      expect(turn.session.reminders?.list).to.deep.equal([]);
      expect(textOf(turn)).to.include('is in the past');
      expect(turn.replies.at(-1)?.choices.map(({ label }) => label)).to.include(instead);
    });
  }

  it('is not read where a question only speaks of reminding', () => {
    for (const text of ['do we have to send renewal reminders', 'should i remind the customer about the deadline'])
      expect(say(text).session.reminders, text).to.equal(undefined);
  });
});
