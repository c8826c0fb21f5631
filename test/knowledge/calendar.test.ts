import { expect } from 'chai';
import fc from 'fast-check';
import type { Day, Moment } from '../../knowledge/calendar.ts';
import * as calendar from '../../knowledge/calendar.ts';

const { dayOf, daysFrom, lastOfDaysAfter, lastOfDaysFrom, lastOfMonthsAfter, lastOfMonthsFrom, plusDays, plusHours, plusMonths, toDay, toMoment } =
  calendar;

const day = (text: string): Day => toDay(text) ?? expect.fail(`${text} is no day`);
const moment = (text: string): Moment => toMoment(text) ?? expect.fail(`${text} is no moment`);
const anyDay = fc.integer({ min: 0, max: 60_000 }).map((days) => plusDays(day('1980-01-01'), days));

/** Walks day by day and reads the calendar off: how far the month, year and date have gone. */
function slowMonthsAfter(from: Day, months: number): Day {
  const wanted = Number(from.slice(8));
  const target = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1 + months;
  let at = from;
  for (;;) {
    const next = plusDays(at, 1);
    const monthOf = (some: Day) => Number(some.slice(0, 4)) * 12 + Number(some.slice(5, 7)) - 1;
    if (monthOf(at) === target && (Number(at.slice(8)) === wanted || monthOf(next) > target)) return at;
    at = next;
  }
}

describe('the calendar', () => {
  it('knows no day that does not exist', () => {
    for (const text of ['2026-02-29', '2026-04-31', '2026-13-01', '2026-1-1', '10/11/2026', '']) expect(toDay(text), text).to.equal(undefined);
    expect(toDay('2028-02-29')).to.equal('2028-02-29');
  });

  it('knows no time that does not exist', () => {
    for (const text of ['2026-11-10', '2026-11-10T24:00', '2026-11-10T09:60', '2026-02-30T09:00']) expect(toMoment(text), text).to.equal(undefined);
    expect(dayOf(moment('2026-11-10T23:59'))).to.equal('2026-11-10');
  });

  it('counts a day there and back', () => {
    fc.assert(fc.property(anyDay, fc.integer({ min: -4000, max: 4000 }), (from, days) => daysFrom(from, plusDays(from, days)) === days));
  });

  it('makes day 1 the next day, or the day itself where the law says "beginning with"', () => {
    expect(lastOfDaysAfter(day('2026-06-03'), 14)).to.equal('2026-06-17');
    expect(lastOfDaysFrom(day('2026-06-01'), 14)).to.equal('2026-06-14');
  });

  it('takes months to the corresponding date, as a slow walk through the calendar does', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 14 }), (from, months) => lastOfMonthsAfter(from, months) === slowMonthsAfter(from, months)),
      { numRuns: 300 },
    );
  });

  it('ends months that begin with a day where a walk from the day before the corresponding date ends', () => {
    const slow = (from: Day, months: number): Day => {
      const corresponding = slowMonthsAfter(from, months);
      return corresponding.slice(8) === from.slice(8) ? plusDays(corresponding, -1) : corresponding;
    };
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 14 }), (from, months) => lastOfMonthsFrom(from, months) === slow(from, months)),
      { numRuns: 300 },
    );
  });

  const ENDS: readonly (readonly [string, number, string, string])[] = [
    ['2026-01-31', 1, '2026-02-28', '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29', '2028-02-29'],
    ['2026-02-28', 1, '2026-03-28', '2026-03-27'],
    ['2028-02-29', 12, '2029-02-28', '2029-02-28'],
    ['2026-08-31', 6, '2027-02-28', '2027-02-28'],
    ['2026-12-01', 1, '2027-01-01', '2026-12-31'],
    ['2026-03-01', 6, '2026-09-01', '2026-08-31'],
  ];
  for (const [from, months, after, beginning] of ENDS) {
    it(`ends ${months} months after ${from} on ${after}, beginning with it on ${beginning}`, () => {
      expect([lastOfMonthsAfter(day(from), months), lastOfMonthsFrom(day(from), months)]).to.deep.equal([after, beginning]);
    });
  }

  it('goes back a month as well', () => {
    expect(plusMonths(day('2026-03-31'), -1)).to.equal('2026-02-28');
  });

  it('lets hours pass through nights, weekends and the year', () => {
    expect(plusHours(moment('2026-12-30T23:30'), 72)).to.equal('2027-01-02T23:30');
  });

  it('gives the clock time an hour later over the start of summer time and an hour earlier over its end', () => {
    expect(plusHours(moment('2026-03-27T15:00'), 72)).to.equal('2026-03-30T16:00');
    expect(plusHours(moment('2026-10-23T15:00'), 72)).to.equal('2026-10-26T14:00');
    expect(plusHours(moment('2026-07-01T09:00'), 72)).to.equal('2026-07-04T09:00');
  });

  it('takes the first of an hour that the clocks show twice, so that no deadline comes out too late', () => {
    expect(plusHours(moment('2026-10-25T01:30'), 1)).to.equal('2026-10-25T01:30');
    expect(plusHours(moment('2026-10-25T01:30'), 2)).to.equal('2026-10-25T02:30');
  });

  it('counts hours as the zone database does', () => {
    const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London', dateStyle: 'short', timeStyle: 'short' });
    const wall = (time: number) => shown.format(time).replace(' ', 'T');
    fc.assert(
      fc.property(fc.integer({ min: 30_000_000, max: 36_000_000 }), (minutes) => {
        const time = minutes * 60_000;
        // Of a doubled hour the first is meant, so the second cannot be told.
        if (wall(time - 3_600_000) === wall(time)) return;
        expect(plusHours(moment(wall(time)), 72)).to.equal(wall(time + 72 * 3_600_000));
      }),
    );
  });
});
