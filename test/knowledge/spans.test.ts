import { expect } from 'chai';
import fc from 'fast-check';
import { amountsIn, type Bucket, spansIn } from '../../knowledge/spans.ts';
import { split } from '../../knowledge/words.ts';

const BUCKETS: readonly Bucket[] = ['within-30-days', '1-6-months', '6-months-6-years', 'over-6-years'];
const UNITS = ['hours', 'days', 'weekends', 'weeks', 'fortnights', 'months', 'years'];

const spans = (text: string) => spansIn(split(text));
const buckets = (text: string) => spans(text).map(({ bucket }) => bucket);

describe('a span of time', () => {
  const limits: readonly (readonly [string, Bucket])[] = [
    ['30 days', 'within-30-days'],
    ['31 days', '1-6-months'],
    ['over 30 days', '1-6-months'],
    ['past the 30 days', '1-6-months'],
    ['more than 30 days', '1-6-months'],
    ['longer than about 30 days', '1-6-months'],
    ['after 30 days', '1-6-months'],
    ['after 29 days', 'within-30-days'],
    ['within 30 days', 'within-30-days'],
    ['6 months', '1-6-months'],
    ['beyond 6 years', 'over-6-years'],
    ['6 years', '6-months-6-years'],
    ['day 18', 'within-30-days'],
    ['day 31', '1-6-months'],
    ['week 5', '1-6-months'],
    ['month 7', '6-months-6-years'],
    ['half a year', '1-6-months'],
    ['6 and a half years', 'over-6-years'],
    ['a couple of months', '1-6-months'],
    ['several weeks', 'within-30-days'],
  ];
  for (const [text, bucket] of limits) {
    it(`is ${bucket} in "${text}"`, () => {
      expect(buckets(text)).to.deep.equal([bucket]);
    });
  }

  it('is past a limit only where the words stand right before it', () => {
    expect(buckets('the game is over and 30 days are left')).to.deep.equal(['within-30-days']);
  });

  it('is how long ago something was, unless it names a rule or a promise', () => {
    for (const text of ['2 weeks', 'after 2 years', 'in year 2 it broke', '30 days ago']) expect(spans(text)[0]?.isAge, text).to.equal(true);
    const named = [
      '2 year guarantee',
      '30 day rule',
      '14 day right',
      '14 day cooling off',
      '30 day returns policy',
      '6 month presumption',
      '12 month warranty',
    ];
    for (const text of named) expect(spans(text)[0]?.isAge, text).to.equal(false);
  });

  it('that names a rule does not hide one that tells an age', () => {
    expect(spans('the 2 year guarantee but she got it 5 weeks ago').map(({ bucket, isAge }) => [bucket, isAge])).to.deep.equal([
      ['6-months-6-years', false],
      ['1-6-months', true],
    ]);
  });

  it('needs a count', () => {
    for (const text of ['the day', 'weeks', 'every month', 'day and night', 'days 1234']) expect(spans(text), text).to.deep.equal([]);
  });

  it('is no shorter for a higher count, and in no lower bucket for being past it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...UNITS), fc.nat(400), fc.nat(400), (unit, one, more) => {
        const at = (text: string) => BUCKETS.indexOf(buckets(text)[0] ?? 'within-30-days');
        expect(at(`${one + more} ${unit}`)).to.be.at.least(at(`${one} ${unit}`));
        expect(at(`over ${one} ${unit}`)).to.be.at.least(at(`${one} ${unit}`));
      }),
    );
  });

  it('is one for each unit at most, whatever stands around it', () => {
    const word = fc.constantFrom(...UNITS, '5', 'a', 'half', 'couple', 'of', 'and', 'over', 'the', 'kettle', 'guarantee');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), (words) => {
        const found = spansIn(words);
        expect(found.length).to.be.at.most(words.filter((one) => UNITS.includes(one)).length);
        for (const { count, bucket } of found) {
          expect(count).to.be.at.least(0.5);
          expect(BUCKETS).to.include(bucket);
        }
      }),
    );
  });
});

describe('an amount of money', () => {
  const amounts: readonly (readonly [string, readonly string[]])[] = [
    ['£80', ['up-to-100-pounds']],
    ['£100', ['up-to-100-pounds']],
    ['£100.01', ['100-30000-pounds']],
    ['450 pounds', ['100-30000-pounds']],
    ['1 pound', ['up-to-100-pounds']],
    ['£30,000', ['100-30000-pounds']],
    ['£30,001', ['over-30000-pounds']],
    ['£2k', ['100-30000-pounds']],
    ['£40k', ['over-30000-pounds']],
    ['£ 99', ['up-to-100-pounds']],
    ['£80 and £450', ['up-to-100-pounds', '100-30000-pounds']],
    ['many pounds', []],
    ['80', []],
    ['a pound shop', []],
  ];
  for (const [text, names] of amounts) {
    it(`is ${names.join(' and ') || 'none'} in "${text}"`, () => {
      expect(amountsIn(split(text))).to.deep.equal(names);
    });
  }

  it('is no smaller for more pounds', () => {
    const order = ['up-to-100-pounds', '100-30000-pounds', 'over-30000-pounds'];
    fc.assert(
      fc.property(fc.nat(50_000), fc.nat(50_000), (one, more) => {
        const at = (pounds: number) => order.indexOf(amountsIn([String(pounds), 'pounds'])[0] ?? '');
        expect(at(one)).to.be.at.least(0);
        expect(at(one + more)).to.be.at.least(at(one));
      }),
    );
  });
});
