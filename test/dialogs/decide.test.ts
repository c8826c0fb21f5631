import { expect } from 'chai';
import { decide, decideAgain, decisionLeadingTo } from '../../dialogs/decide.ts';
import type { House } from '../../dialogs/house.ts';
import { type Condition, factsIn, meets, toldBy } from '../../knowledge/facts.ts';
import type { Decision, FactsFile } from '../../knowledge/schema.ts';
import { realHouse } from './support/house.ts';

const value = (id: string) => ({ id, label: id, meanings: [`~${id}`] });

/** Two decisions; of the first, one row leads into the second, and of the second, one leads back. */
const CONTENT: FactsFile = {
  facts: [
    { id: 'age', ask: 'When?', values: [value('young'), value('old')] },
    { id: 'reason', ask: 'Why?', values: [value('faulty'), value('whim')] },
    { id: 'where', ask: 'Where?', values: [value('online'), value('shop')] },
  ],
  decisions: [
    {
      id: 'fault',
      of: ['fault-in-general', 'fault-young'],
      rows: [
        { if: { reason: ['whim'] }, answer: 'whim-in-general' },
        { if: { age: ['young'] }, answer: 'fault-young' },
        { if: { age: ['old'], where: ['online'] }, answer: 'fault-old-online' },
        { if: {}, answer: 'fault-in-general', ask: 'age' },
      ],
    },
    {
      id: 'whim',
      of: ['whim-in-general', 'whim-online'],
      rows: [
        { if: { reason: ['faulty'] }, answer: 'fault-in-general' },
        { if: { where: ['online'] }, answer: 'whim-online' },
        { if: {}, answer: 'whim-in-general', ask: 'where' },
      ],
    },
  ],
};

describe('a decision', () => {
  it('is silent about an entry that stands for itself', () => {
    expect(decide(CONTENT, 'section-22', ['~young'])).to.equal(undefined);
    expect(decide(CONTENT, 'fault-old-online', ['~young']), 'an answer that asks nothing in general').to.equal(undefined);
  });

  it('takes the first row whose facts are all told, whichever of its entries came out on top', () => {
    for (const entry of ['fault-in-general', 'fault-young']) {
      expect(decide(CONTENT, entry, ['~old', '~online', 'kettl']), entry).to.deep.equal({ decision: 'fault', entry: 'fault-old-online' });
      expect(decide(CONTENT, entry, ['~young', '~online']), entry).to.deep.equal({ decision: 'fault', entry: 'fault-young' });
    }
  });

  it('corrects an entry that rests on a fact nobody told', () => {
    expect(decide(CONTENT, 'fault-young', [])?.entry).to.equal('fault-in-general');
  });

  it('answers in general and asks for the open fact, where nothing is told', () => {
    expect(decide(CONTENT, 'fault-in-general', ['kettl'])).to.deep.equal({ decision: 'fault', entry: 'fault-in-general', ask: 'age' });
  });

  it('asks for nothing that is told already', () => {
    expect(decide(CONTENT, 'fault-in-general', ['~old'])).to.deep.equal({ decision: 'fault', entry: 'fault-in-general' });
  });

  it('leaves the word to the decision that a row leads to', () => {
    expect(decide(CONTENT, 'fault-in-general', ['~whim'])).to.deep.equal({ decision: 'whim', entry: 'whim-in-general', ask: 'where' });
    expect(decide(CONTENT, 'fault-in-general', ['~whim', '~online'])).to.deep.equal({ decision: 'whim', entry: 'whim-online' });
  });

  it('comes to an end where two lead to each other', () => {
    const circle: FactsFile = {
      facts: [],
      decisions: [
        {
          id: 'one',
          of: ['a'],
          rows: [
            { if: {}, answer: 'b' },
            { if: {}, answer: 'b' },
          ],
        },
        {
          id: 'two',
          of: ['b'],
          rows: [
            { if: {}, answer: 'a' },
            { if: {}, answer: 'a' },
          ],
        },
      ],
    };
    expect(decide(circle, 'a', [])).to.deep.equal({ decision: 'two', entry: 'a' });
  });
});

describe('a decision that is come back to', () => {
  const again = (id: string, before: readonly string[], anew: readonly string[]) =>
    decideAgain(CONTENT, id, [...before, ...anew], factsIn(anew, CONTENT.facts));

  it('answers anew, where its answer turns on a fact just told', () => {
    expect(again('fault', ['~faulty'], ['~young'])).to.deep.equal({ decision: 'fault', entry: 'fault-young' });
    expect(again('fault', ['~old'], ['~online'])).to.deep.equal({ decision: 'fault', entry: 'fault-old-online' });
  });

  it('is silent, where the fact just told changes nothing', () => {
    expect(again('fault', ['~young'], ['~online'])).to.equal(undefined);
    expect(again('fault', ['~faulty'], ['~old'])).to.equal(undefined);
    expect(again('fault', ['~young'], [])).to.equal(undefined);
  });

  it('can lead into another decision', () => {
    expect(again('fault', [], ['~whim'])).to.deep.equal({ decision: 'whim', entry: 'whim-in-general', ask: 'where' });
  });

  it('is silent, where there is no such decision', () => {
    expect(again('__proto__', [], ['~young'])).to.equal(undefined);
    expect(again('', [], ['~young'])).to.equal(undefined);
  });
});

describe('the decision that leads to an entry', () => {
  it('is the one with a row for it, and none for an entry without', () => {
    expect(decisionLeadingTo(CONTENT, 'fault-old-online')).to.equal('fault');
    expect(decisionLeadingTo(CONTENT, 'whim-online')).to.equal('whim');
    expect(decisionLeadingTo(CONTENT, 'section-22')).to.equal(undefined);
  });
});

describe('our decisions', () => {
  let house: House;
  let content: FactsFile;

  before(async function () {
    this.timeout(60_000);
    house = await realHouse();
    content = house.knowledge.content.facts;
  });

  it('are about entries that exist, and lead to entries that exist', () => {
    const ids = content.decisions.flatMap(({ of, rows }) => [...of, ...rows.map(({ answer }) => answer)]);
    expect(ids.filter((id) => house.knowledge.entry(id) === undefined)).to.deep.equal([]);
  });

  it('share no entry that asks their question', () => {
    const asked = content.decisions.flatMap(({ of }) => of);
    expect(asked.filter((id, at) => asked.indexOf(id) < at)).to.deep.equal([]);
  });

  it('have no row that an earlier one hides, for any of the values it names', () => {
    const hidden = content.decisions.flatMap((decision) =>
      decision.rows.flatMap((row, at) =>
        tellings(row.if).flatMap((terms) => {
          const taken = rowFor(decision, terms);
          return taken === at ? [] : [`${decision.id}: row ${at + 1} (${row.answer}) is hidden by row ${taken + 1} for ${terms.join(' ')}`];
        }),
      ),
    );
    expect(hidden).to.deep.equal([]);
  });

  it('answer in general, where nothing is told, with an entry that asks their question', () => {
    for (const { id, of, rows } of content.decisions) {
      expect(of, id).to.include(rows.at(-1)?.answer);
      expect(decide(content, of[0] ?? '', [])?.entry, id).to.equal(rows.at(-1)?.answer);
    }
  });

  it('ask, after a general answer, for a fact each of whose values leads to another answer', () => {
    const idle = content.decisions.flatMap(({ id, rows }) => {
      const general = rows.at(-1);
      const fact = content.facts.find((candidate) => candidate.id === general?.ask);
      if (!general || !fact) return [`${id} asks for nothing`];
      const same = fact.values.filter((value) => decide(content, general.answer, [toldBy(fact.id, value.id)])?.entry === general.answer);
      return same.map((value) => `${id}: ${value.id} leads back to ${general.answer}`);
    });
    expect(idle).to.deep.equal([]);
  });

  it('lead, by an answer that rests on facts, to none that rests on others', () => {
    const wrong = content.decisions.flatMap((decision) =>
      decision.rows.flatMap((row) => {
        const entry = house.knowledge.entry(row.answer);
        const only = entry?.kind === 'situation' ? (entry.situation.only ?? {}) : {};
        return tellings(row.if).flatMap((terms) => {
          const told = factsIn(terms, content.facts);
          const off = Object.entries(only).filter(([fact, wanted]) => told.has(fact) && !wanted.includes(told.get(fact)?.at(-1) ?? ''));
          return off.map(([fact]) => `${decision.id}: ${row.answer} rests on another ${fact} than ${terms.join(' ')}`);
        });
      }),
    );
    expect(wrong).to.deep.equal([]);
  });

  /** The buttons that tell a condition, once for each of the values it names. */
  function tellings(condition: Condition): string[][] {
    return Object.entries(condition).reduce<string[][]>(
      (all, [fact, values]) => all.flatMap((terms) => values.map((one) => [...terms, toldBy(fact, one)])),
      [[]],
    );
  }

  function rowFor({ rows }: Decision, terms: readonly string[]): number {
    return rows.findIndex((row) => meets(factsIn(terms, content.facts), row.if));
  }
});
