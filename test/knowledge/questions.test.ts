import { expect } from 'chai';
import type { Question } from '../../knowledge/schema.ts';
import { realKnowledge } from './support/real.ts';

type OneOfFour = Extract<Question, { kind: 'one' }>;

describe('the bank of questions', () => {
  let questions: readonly Question[];
  let ofFour: readonly OneOfFour[];
  before(async function () {
    this.timeout(60_000);
    ({ questions } = (await realKnowledge()).content);
    ofFour = questions.filter((question): question is OneOfFour => question.kind === 'one');
  });

  it('has enough on every part of the law and of the guides', () => {
    const count = (...subjects: string[]) => questions.filter(({ subject }) => subjects.includes(subject)).length;
    const guides = count('complaints', 'promise', 'delivery', 'improvement', 'strategy', 'standards', 'team', 'communication', 'evidence');
    const counts = { cra: count('cra'), equality: count('equality'), data: count('data'), neighbour: count('neighbour'), guides };
    for (const [subject, least] of Object.entries({ cra: 60, equality: 60, data: 60, neighbour: 25, guides: 60 }))
      expect(counts[subject as keyof typeof counts], subject).to.be.at.least(least);
  });

  it('asks in every form, and a third of it as scenarios', () => {
    expect(new Set(questions.map(({ kind }) => kind)).size).to.equal(8);
    expect(new Set(questions.map(({ difficulty }) => difficulty)).size).to.equal(3);
    expect(questions.filter(({ scene }) => scene).length / questions.length).to.be.at.least(1 / 3);
  });

  it('does not give the right option away by its length', () => {
    const longest = ofFour.filter(({ options }) => {
      const [most, next] = [...options].sort((a, b) => b.text.length - a.text.length);
      return most?.right && next && most.text.length > next.text.length;
    });
    expect(longest.length).to.be.below(byChance(ofFour.length, 1 / 4));
  });

  it('does not give the right option away by its place', () => {
    for (const place of [0, 1, 2, 3]) {
      const there = ofFour.filter(({ options }) => options[place]?.right).length;
      expect(there, `place ${place + 1}`).to.be.below(byChance(ofFour.length, 1 / 4));
    }
    const trueFalse = questions.filter((question) => question.kind === 'true-false');
    const isTrue = trueFalse.filter(({ options: [first] }) => first.right).length;
    expect(Math.max(isTrue, trueFalse.length - isTrue)).to.be.below(byChance(trueFalse.length, 1 / 2));
  });
});

/** So many of n may turn up by chance: two and a half standard deviations above what is expected. */
function byChance(n: number, p: number): number {
  return n * p + 2.5 * Math.sqrt(n * p * (1 - p)) + 1;
}
