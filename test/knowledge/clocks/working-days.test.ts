import { expect } from 'chai';
import { type Day, plusDays } from '../../../knowledge/calendar.ts';
import {
  type Calendar,
  countedIn,
  HOLIDAY_SETS,
  type HolidaySet,
  isWorkingDay,
  nextWorkingDay,
  plusWorkingDays,
} from '../../../knowledge/clocks/working-days.ts';
import { realKnowledge } from '../support/real.ts';

describe('working days', () => {
  let calendar: Calendar;
  before(async () => {
    calendar = (await realKnowledge()).content.bankHolidays;
  });

  const next = (day: string, set: HolidaySet) => nextWorkingDay(day as Day, set, calendar);

  it('leave out weekends and the holidays of that nation only', () => {
    const scots = ['2026-01-02', '2026-06-15', '2026-11-30'];
    for (const day of scots) {
      expect(isWorkingDay(day as Day, 'scotland', calendar), `${day} in Scotland`).to.equal(false);
      expect(isWorkingDay(day as Day, 'england-wales', calendar), `${day} in England`).to.equal(true);
    }
    expect(isWorkingDay('2026-03-17' as Day, 'northern-ireland', calendar)).to.equal(false);
    expect(isWorkingDay('2026-04-06' as Day, 'scotland', calendar), 'Easter Monday is no holiday in Scotland').to.equal(true);
    expect(isWorkingDay('2026-11-21' as Day, 'england-wales', calendar), 'a Saturday').to.equal(false);
  });

  it('begin again after Christmas, New Year and Easter where that nation goes back to work', () => {
    expect(next('2026-12-25', 'england-wales')).to.equal('2026-12-29');
    expect(next('2027-01-01', 'england-wales')).to.equal('2027-01-04');
    expect(next('2027-01-01', 'scotland')).to.equal('2027-01-05');
    expect(next('2026-04-03', 'scotland')).to.equal('2026-04-06');
    expect(next('2026-04-03', 'northern-ireland')).to.equal('2026-04-07');
  });

  it('are counted from the next day', () => {
    expect(plusWorkingDays('2026-11-20' as Day, 1, 'england-wales', calendar)).to.equal('2026-11-23');
    expect(plusWorkingDays('2026-11-27' as Day, 1, 'scotland', calendar)).to.equal('2026-12-01');
    expect(plusWorkingDays('2026-12-18' as Day, 15, 'england-wales', calendar)).to.equal('2027-01-13');
  });

  it('are unknown past the last year whose holidays are known, and before the first', () => {
    const end = `${calendar.lastYear}-12-31` as Day;
    expect(isWorkingDay(plusDays(end, 1), 'scotland', calendar)).to.equal(undefined);
    expect(plusWorkingDays(end, 1, 'scotland', calendar)).to.equal(undefined);
    expect(isWorkingDay(`${calendar.firstYear - 1}-12-29` as Day, 'scotland', calendar)).to.equal(undefined);
  });

  it('need no nation where all calendars agree, and turn on it where they differ', () => {
    const count = (day: string) => (set: HolidaySet) => next(day, set);
    expect(countedIn(undefined, count('2026-12-25'))).to.deep.equal({ day: '2026-12-29' });
    expect(countedIn(undefined, count('2026-11-30'))).to.deep.equal({ none: 'turns' });
    expect(countedIn('scotland', count('2026-11-30'))).to.deep.equal({ day: '2026-12-01' });
    expect(countedIn('scotland', count('2040-11-30'))).to.deep.equal({ none: 'unknown' });
  });

  it('rest on whole years: each set has the holidays that every year brings, none twice and none on a weekend', () => {
    const YEARLY: Readonly<Record<HolidaySet, number>> = { 'england-wales': 8, scotland: 9, 'northern-ireland': 10 };
    for (const set of HOLIDAY_SETS) {
      const days = calendar.holidays[set];
      expect(new Set(days).size).to.equal(days.length);
      expect([...days].sort()).to.deep.equal(days);
      for (const day of days) expect([0, 6], day).not.to.include(new Date(`${day}T00:00:00Z`).getUTCDay());
      for (let year = calendar.firstYear; year <= calendar.lastYear; year++) {
        const once = set === 'scotland' && year === 2026 ? 1 : 0;
        expect(days.filter((day) => day.startsWith(`${year}`)).length, `${set} ${year}`).to.equal(YEARLY[set] + once);
      }
    }
  });
});
