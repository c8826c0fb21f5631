import { expect } from 'chai';
import { atMost, throttle } from '../../bot/limits.ts';

describe('a throttle', () => {
  it('lets a burst through, then says how many seconds to wait, for each key apart', () => {
    const mayGo = throttle({ burst: 2, perMinute: 6 });
    expect([mayGo('a', 0), mayGo('a', 0), mayGo('a', 0), mayGo('b', 0)]).to.deep.equal([0, 0, 10, 0]);
  });

  it('fills up again with time, and not beyond its burst', () => {
    const mayGo = throttle({ burst: 2, perMinute: 6 });
    mayGo('a', 0);
    mayGo('a', 0);
    expect(mayGo('a', 9_000)).to.equal(1);
    expect(mayGo('a', 10_000)).to.equal(0);
    expect([1, 2, 3].map(() => mayGo('a', 1e9))).to.deep.equal([0, 0, 10]);
  });
});

describe('a collection kept small', () => {
  it('loses its oldest entries', () => {
    expect([...atMost(2, new Set(['a', 'b', 'c']))]).to.deep.equal(['b', 'c']);
  });
});
