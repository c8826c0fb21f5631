import { expect } from 'chai';
import { datesIn, dayAheadIn } from '../../knowledge/dates.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const daysIn = (text: string) => datesIn(text, NOW).map(({ from, to }) => (from === to ? from : `${from}..${to}`));

describe('the dates of a story', () => {
  const cases: [text: string, days: string[], because: string][] = [
    [
      'bought 2 nov 2026, delivered 10 nov, repair asked 30 nov back 12 dec',
      ['2026-11-02', '2026-11-10', '2026-11-30', '2026-12-12'],
      'each lies near the one before',
    ],
    ['delivered 10 nov, bought 2 nov', ['2026-11-10', '2026-11-02'], 'told in another order they lie near each other too'],
    ['ordered 20 dec 2025, came 3 jan', ['2025-12-20', '2026-01-03'], 'a story may cross the year'],
    ['delivered 10/11/2026', ['2026-11-10'], 'the day stands first'],
    ['delivered 3/4', ['2026-04-03'], 'the day stands first without a year too'],
    ['delivered 03.04.26', ['2026-04-03'], 'dots and short years are read'],
    ['delivered 2026-11-10', ['2026-11-10'], 'as computers write it'],
    ['delivered Tuesday 10 November 2026', ['2026-11-10'], 'the weekday adds nothing'],
    ['came on the 10th, took it back on the 15th', ['2026-11-10', '2026-11-15'], 'a day alone is of this month'],
    ['came on the 28th', ['2026-10-28'], 'a day alone that is still to come was last month'],
    ['delivered last tuesday and returned yesterday', ['2026-11-17', '2026-11-21'], 'days are told by today'],
    ['delivered 5 weeks ago', ['2026-10-18'], 'weeks are counted back'],
    ['delivered 20 dec', ['2025-12-20'], 'a date weeks ahead was last year'],
    ['delivered 30 nov', ['2026-11-30'], 'a date a few days ahead is to come'],
    ['got it in march', ['2026-03-01..2026-03-31'], 'a month may be any of its days'],
    ['bought in 2014', ['2014-01-01..2014-12-31'], 'so may a year'],
    ['delivered 29 feb 2024', ['2024-02-29'], 'leap days exist'],
    ['delivered 31/11/2026', [], 'this day does not'],
    ['we may march on, 30 day rule, s.22 of the 2015 Act', [], 'these are no dates'],
  ];
  for (const [text, days, because] of cases) {
    it(`are ${days.join(', ') || 'none'} in "${text}": ${because}`, () => {
      expect(daysIn(text)).to.deep.equal(days);
    });
  }

  it('have a time where one stands before or behind', () => {
    const momentsIn = (text: string) => datesIn(text, NOW).map(({ moment }) => moment);
    expect(momentsIn('noticed friday 3pm')).to.deep.equal(['2026-11-20T15:00']);
    expect(momentsIn('noticed at 9.30am yesterday')).to.deep.equal(['2026-11-21T09:30']);
    expect(momentsIn('noticed 20 nov at 15:45')).to.deep.equal(['2026-11-20T15:45']);
    expect(momentsIn('noticed 20 nov')).to.deep.equal([undefined]);
  });
});

describe('the day of a promise', () => {
  const DAYS = [
    ['by friday', '2026-11-27'],
    ['tomorrow', '2026-11-23'],
    ['the day after tomorrow', '2026-11-24'],
    ['in 3 days', '2026-11-25'],
    ['friday week', '2026-12-04'],
    ['a fortnight', '2026-12-06'],
    ['5 jan', '2027-01-05'],
    ['10 november', '2026-11-10'],
    ['last friday', '2026-11-20'],
  ] as const;
  for (const [text, day] of DAYS) it(`is ${day} in "${text}"`, () => expect(dayAheadIn(text, NOW)).to.equal(day));

  it('is none in a month alone, or in no time at all', () => {
    for (const text of ['december', 'soon', 'as soon as we can']) expect(dayAheadIn(text, NOW), text).to.equal(undefined);
  });
});
