import { expect } from 'chai';
import type { Day } from '../../knowledge/calendar.ts';
import { inForce } from '../../knowledge/force.ts';

const on = (day: string) => day as Day;

describe('a provision on a day', () => {
  const law = { standing: 'law', from: '2015-10-01', until: '2020-01-31' } as const;

  it('is in force from its first day to its last', () => {
    for (const day of ['2015-10-01', '2018-06-15', '2020-01-31']) expect(inForce(law, on(day)), day).to.deep.equal({ kind: 'in force' });
  });

  it('is not yet in force the day before it starts, and says when it does', () => {
    expect(inForce(law, on('2015-09-30'))).to.deep.equal({ kind: 'not yet', from: '2015-10-01' });
  });

  it('is no longer in force the day after its last, and says which that was', () => {
    expect(inForce(law, on('2020-02-01'))).to.deep.equal({ kind: 'no longer', until: '2020-01-31' });
  });

  it('is not yet in force where it is only planned', () => {
    expect(inForce({ standing: 'planned' }, on('2026-11-22'))).to.deep.equal({ kind: 'not yet' });
  });

  it('is in force from its day on where a planned start is known', () => {
    const planned = { standing: 'planned', from: '2027-04-01' } as const;
    expect(inForce(planned, on('2027-03-31'))).to.deep.equal({ kind: 'not yet', from: '2027-04-01' });
    expect(inForce(planned, on('2027-04-01'))).to.deep.equal({ kind: 'in force' });
  });

  it('counts as in force where it is law whose start is not known', () => {
    expect(inForce({ standing: 'law' }, on('1999-01-01'))).to.deep.equal({ kind: 'in force' });
  });

  it('is no law on any day where it is a standard or a scheme rule', () => {
    expect(inForce({ standing: 'not law', from: '2018-01-01' }, on('2026-11-22'))).to.deep.equal({ kind: 'not law' });
  });
});
