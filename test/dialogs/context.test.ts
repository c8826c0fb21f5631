import { expect } from 'chai';
import fc from 'fast-check';
import { actsBehind, carriedFrom, carriedOn, citedIds, entriesNear, factTold, isLeaning, meaningsOf } from '../../dialogs/context.ts';
import type { House } from '../../dialogs/house.ts';
import { NEW_SESSION, type Session } from '../../dialogs/turn.ts';
import { factsIn, toldBy } from '../../knowledge/facts.ts';
import type { Fact } from '../../knowledge/schema.ts';
import type { Reading } from '../../knowledge/words.ts';
import { realHouse } from './support/house.ts';

let house: House;
let facts: readonly Fact[];

before(async function () {
  this.timeout(60_000);
  house = await realHouse();
  facts = house.knowledge.content.facts.facts;
});

const read = (text: string): Reading => house.knowledge.words.read(text);

/** A session whose last question was about a faulty kettle, and whose answer asked for its age. */
function asked(more: Partial<NonNullable<Session['last']>> = {}): Session {
  return {
    ...NEW_SESSION,
    last: { entry: 'goods-faulty-in-general', meanings: ['~broken', '~goods'], decision: 'faulty-goods', ask: 'age', ...more },
  };
}

/** The same, where the answer asked for nothing. */
function answeredBy(entry: string): Session {
  return { ...NEW_SESSION, last: { entry, meanings: ['~broken', '~goods'], decision: 'faulty-goods' } };
}

describe('a message that leans on the one before', () => {
  const leaning = [
    'and after 7 months?',
    'but she paid by card',
    'ok so what if it was online',
    'what about services',
    'does that go for food',
    'why is that',
    'even if it was in a sale',
  ];
  const standing = [
    'kettle broke after 7 months',
    'what is lass',
    'after 7 months and a day',
    'can she have a refund',
    'does she need a receipt',
    '',
  ];
  it('says so by its beginning', () => {
    expect(leaning.filter((text) => !isLeaning(read(text)))).to.deep.equal([]);
    expect(standing.filter((text) => isLeaning(read(text)))).to.deep.equal([]);
  });

  it('takes along the meanings of the last question, and keeps its own words', () => {
    const carried = carriedFrom(house, asked(), read('what about services'));
    expect(carried?.terms).to.include.members(['~broken', ...read('what about services').terms]);
    expect(carried?.tokens).to.deep.equal(read('what about services').tokens);
  });

  it('takes along nothing where nothing went before, or where it is long enough to stand for itself', () => {
    expect(carriedFrom(house, NEW_SESSION, read('and after 7 months'))).to.equal(undefined);
    expect(carriedFrom(house, asked(), read(`and ${'very '.repeat(10)}late`))).not.to.equal(undefined);
    expect(carriedFrom(house, asked(), read(`and ${'very '.repeat(11)}late`))).to.equal(undefined);
  });
});

describe('what is carried on', () => {
  it('is what was meant before, but for a fact told anew', () => {
    expect(carriedOn(facts, ['~broken', '@within-30-days', '~goods'], ['@6-months-6-years', 'kettl'])).to.deep.equal([
      '@6-months-6-years',
      'kettl',
      '~broken',
      '~goods',
    ]);
  });

  it('gives up a fact told by a button for one told in words, and the other way round', () => {
    const pressed = toldBy('age', 'within-30-days');
    expect(carriedOn(facts, [pressed], ['@1-6-months'])).to.deep.equal(['@1-6-months']);
    expect(carriedOn(facts, ['@1-6-months'], [pressed])).to.deep.equal([pressed]);
  });

  const meaning = () =>
    fc.constantFrom(
      ...facts.flatMap(({ id, values }) => values.flatMap((value) => [...value.meanings, toldBy(id, value.id)])),
      '~refund',
      '~postage',
      'kettl',
    );
  const meanings = () => fc.uniqueArray(meaning(), { maxLength: 8 });

  it('is the same once it has been carried on', () => {
    fc.assert(
      fc.property(meanings(), meanings(), (before, terms) => {
        const once = carriedOn(facts, before, terms);
        expect(carriedOn(facts, before, once)).to.deep.equal(once);
        expect(carriedOn(facts, once, once)).to.deep.equal(once);
      }),
    );
  });

  it('tells each fact as the message does, or else as was told before, and no term twice', () => {
    fc.assert(
      fc.property(meanings(), meanings(), (before, terms) => {
        const carried = carriedOn(facts, before, terms);
        const [now, then] = [factsIn(terms, facts), factsIn(before, facts)];
        for (const { id } of facts) expect(factsIn(carried, facts).get(id), id).to.deep.equal(now.get(id) ?? then.get(id));
        expect(carried).to.include.members(terms);
        expect(new Set(carried).size).to.equal(carried.length);
      }),
    );
  });

  it('keeps meanings and no words', () => {
    const kept = meaningsOf([...read('can she get a refund for a kettle bought 5 weeks ago for £80').terms, toldBy('age', 'within-30-days')]);
    expect(kept).to.include.members(['~refund', '~goods', '@1-6-months', '@up-to-100-pounds', '=age:within-30-days']);
    expect(kept.filter((term) => !/^[~@=]/.test(term))).to.deep.equal([]);
  });
});

describe('a fact told after an answer', () => {
  const decidedBy = (text: string, session = asked()) => factTold(house, read(text), session, text)?.decided;

  it('is taken for the answer to what was asked', () => {
    for (const text of ['5 weeks ago', '5wks', 'about five weeks i think', 'she got it 2 months ago'])
      expect(decidedBy(text), text).to.deep.equal({ decision: 'faulty-goods', entry: 'goods-fault-after-30-days' });
    expect(decidedBy('10 days')?.entry).to.equal('goods-fault-inside-30-days');
  });

  it('is not looked for in a long message, nor in one that tells another fact and does not lean', () => {
    expect(decidedBy('someone else came in today who got hers 5 weeks ago')).to.equal(undefined);
    expect(decidedBy('a download')).to.equal(undefined);
  });

  it('may be another that the answer turned on, where the message leans', () => {
    expect(decidedBy('and if it was a download')?.entry).to.equal('dig-download-faulty');
    expect(decidedBy('and after 7 months', answeredBy('goods-fault-after-30-days'))?.entry).to.equal('goods-fault-after-6-months');
  });

  it('is nothing where the answer did not turn on facts, or not on this one', () => {
    expect(decidedBy('5 weeks ago', asked({ decision: 'no-such-decision' }))).to.equal(undefined);
    expect(decidedBy('5 weeks ago', { ...NEW_SESSION, last: { entry: 'lass', meanings: [], ask: 'age' } })).to.equal(undefined);
    expect(decidedBy('5 weeks ago', NEW_SESSION)).to.equal(undefined);
    expect(decidedBy('and with a credit card')).to.equal(undefined);
    expect(decidedBy('and what is the manager to say')).to.equal(undefined);
  });

  it('is kept with what was meant before, for the next message', () => {
    expect(factTold(house, read('5 weeks ago'), asked(), '5 weeks ago')?.meanings).to.have.members(['@1-6-months', '~broken', '~goods']);
  });
});

describe('what lies near an answer', () => {
  it('is the Acts it rests on', () => {
    expect([...actsBehind(house, asked())]).to.deep.equal(['cra']);
    expect([...actsBehind(house, NEW_SESSION)]).to.deep.equal([]);
    expect([...actsBehind(house, asked({ entry: 'gone-from-the-content' }))]).to.deep.equal([]);
  });

  it('is what shares a source with it, points to it or is pointed to, but not the answer itself', () => {
    const near = entriesNear(house, asked());
    const [source] = citedIds(house.knowledge.entry('goods-faulty-in-general'));
    expect(near.has(source ?? '')).to.equal(true);
    expect(near.has('goods-fault-after-30-days')).to.equal(true);
    expect(near.has('goods-faulty-in-general')).to.equal(false);
    expect(near.has('nps')).to.equal(false);
    expect(entriesNear(house, NEW_SESSION).size).to.equal(0);
  });
});
