import { expect } from 'chai';
import fc from 'fast-check';
import { type Condition, type Facts, factsIn, meets, standing, toldBy } from '../../knowledge/facts.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Fact } from '../../knowledge/schema.ts';
import { CONCEPT, TOLD, wordsOf } from '../../knowledge/words.ts';
import { realKnowledge } from './support/real.ts';

const FACTS: readonly Fact[] = [
  {
    id: 'age',
    ask: 'When?',
    values: [
      { id: 'young', label: 'Lately', meanings: ['@within-30-days'] },
      { id: 'old', label: 'Long ago', meanings: ['@1-6-months', '@over-6-years'] },
    ],
  },
  {
    id: 'thing',
    ask: 'What?',
    values: [
      { id: 'goods', label: 'A thing', meanings: ['~goods', '~food'] },
      { id: 'work', label: 'Work', meanings: ['~work'] },
    ],
  },
];

describe('the facts of a message', () => {
  it('are told by any meaning of a value', () => {
    for (const meaning of ['~goods', '~food']) expect([...factsIn([meaning], FACTS)], meaning).to.deep.equal([['thing', ['goods']]]);
  });

  it('are told by a button as by words', () => {
    expect([...factsIn([toldBy('age', 'old')], FACTS)]).to.deep.equal([['age', ['old']]]);
    expect(toldBy('age', 'old')).not.to.equal(toldBy('thing', 'old'));
  });

  it('are missing where nothing tells them', () => {
    expect([...factsIn(['kettl', '_the', '~refund', '5week', 'goods'], FACTS)]).to.deep.equal([]);
  });

  it('have all their values, in the order of the content and not of the message', () => {
    expect([...factsIn(['~work', '@over-6-years', '~food', '@within-30-days', '@1-6-months'], FACTS)]).to.deep.equal([
      ['age', ['young', 'old']],
      ['thing', ['goods', 'work']],
    ]);
  });

  it('are told by no text that only looks like a button', () => {
    const words = wordsOf({ short: {}, concepts: { goods: ['kettle'] }, stop: [], skip: [] });
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom('=age:old', '=thing:work kettle', '= age : old')), (text) => {
        expect(words.read(text).terms.filter((term) => term.startsWith(TOLD))).to.deep.equal([]);
      }),
    );
  });
});

describe('a condition on facts', () => {
  const told: Facts = new Map([
    ['age', ['old']],
    ['thing', ['goods', 'work']],
  ]);
  const table: readonly {
    readonly condition: Condition;
    readonly stands: ReturnType<typeof standing>;
    readonly met: boolean;
    readonly why: string;
  }[] = [
    { condition: {}, stands: 'met', met: true, why: 'it asks nothing' },
    { condition: { age: ['old'] }, stands: 'met', met: true, why: 'it is told' },
    { condition: { age: ['young', 'old'] }, stands: 'met', met: true, why: 'one of its values is told' },
    { condition: { age: ['young'] }, stands: 'contrary', met: false, why: 'another value is told' },
    { condition: { where: ['shop'] }, stands: 'open', met: false, why: 'nothing is told' },
    { condition: { age: ['old'], where: ['shop'] }, stands: 'open', met: false, why: 'half of it is told' },
    { condition: { age: ['young'], where: ['shop'] }, stands: 'contrary', met: false, why: 'one half is told otherwise, whatever the other is' },
    { condition: { thing: ['work'] }, stands: 'met', met: true, why: 'of two values, the last one counts' },
    { condition: { thing: ['goods'] }, stands: 'met', met: false, why: 'for what an entry rests on any value will do, for a row the last one' },
  ];
  for (const { condition, stands, met, why } of table) {
    it(`is ${stands} and ${met ? 'met' : 'not met'} by a row, where ${why}: ${JSON.stringify(condition)}`, () => {
      expect(standing(told, condition)).to.equal(stands);
      expect(meets(told, condition)).to.equal(met);
    });
  }

  const value = fc.constantFrom('a', 'b', 'c');
  const fact = fc.constantFrom('age', 'thing', 'where');
  const values = fc.uniqueArray(value, { minLength: 1, maxLength: 3 });
  const facts = fc.array(fc.tuple(fact, values), { maxLength: 3 }).map((pairs): Facts => new Map(pairs));
  const plainFacts = fc.array(fc.tuple(fact, value), { maxLength: 3 }).map((pairs): Facts => new Map(pairs.map(([id, one]) => [id, [one]])));
  const condition = fc.dictionary(fact, values, { maxKeys: 3 }) as fc.Arbitrary<Condition>;

  it('that a row meets is never open or contrary for an entry', () => {
    fc.assert(
      fc.property(facts, condition, (told, wanted) => {
        if (meets(told, wanted)) expect(standing(told, wanted)).to.equal('met');
      }),
    );
  });

  it('is met by a row just where it is met for an entry, while each fact has one value', () => {
    fc.assert(
      fc.property(plainFacts, condition, (told, wanted) => {
        expect(meets(told, wanted)).to.equal(standing(told, wanted) === 'met');
      }),
    );
  });

  it('is open just where something is missing and nothing is told otherwise', () => {
    fc.assert(
      fc.property(facts, condition, (told, wanted) => {
        const isOpen = Object.keys(wanted).some((id) => !told.has(id));
        const asTold = Object.fromEntries(Object.entries(wanted).filter(([id]) => told.has(id)));
        const expected = standing(told, asTold) === 'contrary' ? 'contrary' : isOpen ? 'open' : 'met';
        expect(standing(told, wanted)).to.equal(expected);
      }),
    );
  });

  it('does not care for facts that it does not name', () => {
    fc.assert(
      fc.property(facts, condition, values, (told, wanted, other) => {
        const more: Facts = new Map([...told, ['nation', other]]);
        expect([standing(more, wanted), meets(more, wanted)]).to.deep.equal([standing(told, wanted), meets(told, wanted)]);
      }),
    );
  });
});

describe('our facts', () => {
  /** For each span and amount, words that name it. */
  const SPOKEN: Readonly<Record<string, string>> = {
    '@within-30-days': 'two weeks ago',
    '@1-6-months': '5 weeks ago',
    '@6-months-6-years': '7 months ago',
    '@over-6-years': 'seven years ago',
    '@up-to-100-pounds': 'it cost £80',
    '@100-30000-pounds': 'it cost £450',
    '@over-30000-pounds': 'it cost £45,000',
  };
  let knowledge: Knowledge;
  let facts: readonly Fact[];

  before(async function () {
    this.timeout(60_000);
    knowledge = await realKnowledge();
    facts = knowledge.content.facts.facts;
  });

  const toldIn = (text: string) => factsIn(knowledge.words.read(text).terms, facts);

  it('can each be told in words, value by value, with each of their meanings', () => {
    const untold = facts.flatMap(({ id, values }) =>
      values.flatMap((value) =>
        value.meanings.flatMap((meaning) => {
          const spoken = meaning.startsWith(CONCEPT) ? (knowledge.content.words.concepts[meaning.slice(1)] ?? []) : [SPOKEN[meaning] ?? ''];
          return spoken.some((phrase) => toldIn(phrase).get(id)?.at(-1) === value.id) ? [] : [`${id}: ${value.id} by ${meaning}`];
        }),
      ),
    );
    expect(untold).to.deep.equal([]);
  });

  it('have no meaning that tells two values', () => {
    const meanings = facts.flatMap(({ values }) => values.flatMap((value) => value.meanings));
    expect(meanings.filter((meaning, at) => meanings.indexOf(meaning) < at)).to.deep.equal([]);
  });

  it('have an own label for each value, so that a typed label is no riddle', () => {
    for (const { id, values } of facts) expect(new Set(values.map(({ label }) => label.toLowerCase())).size, id).to.equal(values.length);
  });

  it('are asked for with a question', () => {
    expect(facts.filter(({ ask }) => !ask.includes('?')).map(({ id }) => id)).to.deep.equal([]);
  });

  it('are not told otherwise by the everyday questions of an entry that rests on them, but for 1 in 200', () => {
    const asked = knowledge.content.situations.flatMap((situation) => situation.asks.map((ask) => ({ situation, ask })));
    const resting = asked.filter(({ situation }) => situation.only);
    const contrary = resting.filter(({ situation, ask }) => standing(toldIn(ask), situation.only ?? {}) === 'contrary');
    expect(resting).not.to.have.length(0);
    expect(contrary.length / resting.length, contrary.map(({ situation, ask }) => `${situation.id}: ${ask}`).join('\n')).to.be.at.most(1 / 200);
  });
});
