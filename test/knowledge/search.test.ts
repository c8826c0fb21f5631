import { deserialize, serialize } from 'node:v8';
import { expect } from 'chai';
import fc from 'fast-check';
import { best, buildIndex, type Passage, scores, search } from '../../knowledge/search.ts';

/** A passage with one field of weight 1. */
function passage(text: string): Passage {
  return { fields: [{ terms: text.split(' '), weight: 1 }] };
}

/** The words of a question, each with the same weight. */
function weighed(terms: readonly string[], weight = 1): { term: string; weight: number }[] {
  return terms.map((term) => ({ term, weight }));
}

/** The passages by number, best first, for the words of a question. */
function ranked(passages: readonly Passage[], question: string): number[] {
  return best(scores(buildIndex(passages), weighed(question.split(' '))), passages.length).map((found) => found.passage);
}

/** BM25 as the literature writes it (k1 = 1.2, b = 0.6, weighted fields added up), one passage and one term at a time. */
function slowScore(passages: readonly Passage[], at: number, question: readonly string[]): number {
  const count = (p: Passage | undefined, term: string) =>
    (p?.fields ?? []).reduce((sum, field) => sum + field.weight * field.terms.filter((own) => own === term).length, 0);
  const length = (p: Passage | undefined) => (p?.fields ?? []).reduce((sum, field) => sum + field.weight * field.terms.length, 0);
  const mean = passages.reduce((sum, p) => sum + length(p), 0) / passages.length;
  return question.reduce((sum, term) => {
    const often = count(passages[at], term);
    if (often === 0) return sum;
    const holding = passages.filter((p) => count(p, term) > 0).length;
    const idf = Math.log(1 + (passages.length - holding + 0.5) / (holding + 0.5));
    return sum + (idf * often * 2.2) / (often + 1.2 * (0.4 + (0.6 * length(passages[at])) / mean));
  }, 0);
}

const term = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const field = fc.record({ terms: fc.array(term, { maxLength: 8 }), weight: fc.constantFrom(1, 2, 3) });
const corpus = fc.array(fc.record({ fields: fc.array(field, { maxLength: 3 }) }), { minLength: 1, maxLength: 12 });

describe('ranking', () => {
  it('puts passages in the order that a person would', () => {
    const passages = [
      /* 0 */ 'a kettle is a thing for the kitchen like a pan and a pot and a cup',
      /* 1 */ 'refund refund refund',
      /* 2 */ 'refund for the kettle',
      /* 3 */ 'the opening hours of the desk',
      /* 4 */ 'refund for a pan or a pot or a cup or a plate or a fork or a spoon',
      /* 5 */ 'refund for the kettle or a pan',
      /* 6 */ 'kettle',
      /* 7 */ 'refund of a deposit',
    ].map(passage);
    expect(ranked(passages, 'kettle refund')).to.deep.equal([
      2, // both words, and little else
      5, // both words among many others
      6, // only the rarer word, and nothing else
      1, // only the commoner word, said three times
      7, // the commoner word once, in a short passage
      0, // the rarer word once, but among many others
      4, // the commoner word once, among many others
    ]); // and not 3, which shares nothing
  });

  it('counts a word in a weightier field for more', () => {
    const title = (text: string, rest: string): Passage => ({
      fields: [
        { terms: [text], weight: 3 },
        { terms: [rest], weight: 1 },
      ],
    });
    expect(ranked([title('other', 'refund'), title('refund', 'other')], 'refund')).to.deep.equal([1, 0]);
  });

  it('lets each repetition add less than the one before', () => {
    const filled = [1, 2, 3].map((often) => passage([...Array(often).fill('refund'), ...Array(3 - often).fill('other')].join(' ')));
    const [once = 0, twice = 0, thrice = 0] = scores(
      buildIndex([...filled, passage('one two three'), passage('four five six')]),
      weighed(['refund']),
    );
    expect(twice).to.be.above(once);
    expect(thrice).to.be.above(twice);
    expect(thrice - twice).to.be.below(twice - once);
  });

  it('counts a word of the question by its weight', () => {
    const index = buildIndex([passage('kettle'), passage('refund'), passage('kettle refund')]);
    const whole = scores(index, weighed(['kettle']));
    expect([...scores(index, weighed(['kettle'], 0.5))]).to.deep.equal([...whole].map((score) => score / 2));
    const mixed = scores(index, [...weighed(['kettle'], 0.5), ...weighed(['refund'])]);
    expect(mixed[1], 'the word that counts whole').to.be.above(mixed[0] ?? 0);
  });

  it('gives nothing to a passage that shares no word, and for words it never met', () => {
    const index = buildIndex([passage('kettle'), passage('refund')]);
    expect([...scores(index, weighed(['kettle', 'toString', 'constructor', '']))].map((score) => score > 0)).to.deep.equal([true, false]);
    expect([...scores(index, [])]).to.deep.equal([0, 0]);
  });

  it('has an index with nothing in it for no passages, and for passages without words', () => {
    expect([...scores(buildIndex([]), weighed(['refund']))]).to.deep.equal([]);
    expect([...scores(buildIndex([{ fields: [] }, passage('refund')]), weighed(['refund']))].map((score) => score > 0)).to.deep.equal([false, true]);
  });

  it('scores as a slow calculation of the formula does', () => {
    fc.assert(
      fc.property(corpus, fc.array(term, { maxLength: 5 }), (passages, question) => {
        scores(buildIndex(passages), weighed(question)).forEach((score, at) => {
          expect(score).to.be.closeTo(slowScore(passages, at, question), 1e-4);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('finds what sorting all scores would, one question after the other', () => {
    const questions = fc.array(fc.array(fc.record({ term, weight: fc.constantFrom(0, 0.3, 1) }), { maxLength: 5 }), { maxLength: 4 });
    fc.assert(
      fc.property(corpus, questions, fc.integer({ min: 0, max: 5 }), (passages, questions, most) => {
        const index = buildIndex(passages);
        for (const question of questions) expect(search(index, question, most)).to.deep.equal(best(scores(index, question), most));
      }),
      { numRuns: 1000 },
    );
  });

  it('gives the same scores after it was saved and loaded', () => {
    fc.assert(
      fc.property(corpus, fc.array(term, { maxLength: 5 }), (passages, question) => {
        const index = buildIndex(passages);
        expect(scores(deserialize(serialize(index)), weighed(question))).to.deep.equal(scores(index, weighed(question)));
      }),
    );
  });

  it('scores no passage below nothing, and a passage more for each word it shares', () => {
    fc.assert(
      fc.property(corpus, fc.array(term, { maxLength: 5 }), term, (passages, question, more) => {
        const index = buildIndex(passages);
        const before = scores(index, weighed(question));
        scores(index, weighed([...question, more])).forEach((score, at) => {
          const holds = passages[at]?.fields.some((own) => own.terms.includes(more));
          if (holds) expect(score).to.be.above(before[at] ?? 0);
          else expect(score).to.equal(before[at]);
        });
      }),
    );
  });
});

describe('the best of the scores', () => {
  it('come best first, and in passage order where they are equal', () => {
    expect(best(Float32Array.of(1, 3, 0, 3, 2), 10)).to.deep.equal([
      { passage: 1, score: 3 },
      { passage: 3, score: 3 },
      { passage: 4, score: 2 },
      { passage: 0, score: 1 },
    ]);
    expect(best(Float32Array.of(1, 3, 0, 3, 2), 1)).to.deep.equal([{ passage: 1, score: 3 }]);
    expect(best(Float32Array.of(1, 3), 0)).to.deep.equal([]);
  });

  it('are those that sorting all and cutting off would give', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 5 }), { maxLength: 40 }), fc.integer({ min: 0, max: 10 }), (values, most) => {
        const sorted = values
          .map((score, at) => ({ passage: at, score }))
          .filter(({ score }) => score > 0)
          .sort((a, b) => b.score - a.score || a.passage - b.passage)
          .slice(0, most);
        expect(best(Float32Array.from(values), most)).to.deep.equal(sorted);
      }),
      { numRuns: 1000 },
    );
  });
});
