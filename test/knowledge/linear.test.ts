import { expect } from 'chai';
import fc from 'fast-check';
import { classify, type Example, train } from '../../knowledge/linear.ts';

function examples(name: string, ...sentences: readonly string[]): Example[] {
  return sentences.map((sentence) => ({ stems: sentence.split(' '), name }));
}

const WEATHER = examples(
  'weather',
  'will it rain today',
  'is it sunny outside',
  'how cold is it outside',
  'does it rain a lot',
  'will the sun shine',
);
const REFUND = examples('refund', 'i want my money back', 'can she get a refund', 'money back please', 'refund this kettle', 'give me a refund now');
const GREETING = examples('greeting', 'hello', 'good morning', 'hello there', 'good evening to you');
const TOY = [...WEATHER, ...REFUND, ...GREETING];

const winner = (model: ReturnType<typeof train>, sentence: string) => classify(model, sentence.split(' '))[0]?.name;

describe('the linear scorer', () => {
  const model = train(TOY);

  it('learns the examples it is shown', () => {
    for (const { stems, name } of TOY) expect(winner(model, stems.join(' ')), stems.join(' ')).to.equal(name);
  });

  it('judges sentences it has not seen by the words they share', () => {
    expect(winner(model, 'will it rain tomorrow')).to.equal('weather');
    expect(winner(model, 'the shop must refund the money')).to.equal('refund');
    expect(winner(model, 'good afternoon')).to.equal('greeting');
  });

  it('judges by parts of words where the word is misspelt', () => {
    expect(winner(model, 'refundd')).to.equal('refund');
    expect(winner(model, 'helllo')).to.equal('greeting');
  });

  it('tells sentences with the same words apart by their order', () => {
    const pairs = train([...examples('dog bites', ...Array(3).fill('dog bites man')), ...examples('man bites', ...Array(3).fill('man bites dog'))]);
    expect(winner(pairs, 'dog bites man')).to.equal('dog bites');
    expect(winner(pairs, 'man bites dog')).to.equal('man bites');
  });

  it('gives a rare class its due', () => {
    const many = examples('common', ...Array.from({ length: 200 }, (_, at) => `start thing ${at}`));
    const uneven = train([...many, ...examples('rare', 'quiz me', 'start a quiz')]);
    expect(winner(uneven, 'a quiz')).to.equal('rare');
    // Both classes start something, the common one a hundred times as often.
    expect(classify(uneven, ['start', 'a']).find(({ name }) => name === 'rare')?.chance).to.be.above(0.42);
  });

  it('gives the same weights for the same examples', () => {
    expect(train(TOY)).to.deep.equal(model);
  });

  it('gives the same weights whichever class comes first', () => {
    expect(train([...GREETING, ...WEATHER, ...REFUND])).to.deep.equal(model);
  });

  it('does not change by being asked', () => {
    const before = structuredClone(model);
    classify(model, ['will', 'it', 'rain']);
    expect(model).to.deep.equal(before);
  });

  it('gives each class a chance, best first, and together 1', () => {
    const stem = fc.oneof(fc.constantFrom('rain', 'refund', 'hello', 'money', 'it'), fc.string());
    fc.assert(
      fc.property(fc.array(stem, { maxLength: 30 }), (stems) => {
        const chances = classify(model, stems);
        expect(chances.map(({ name }) => name)).to.have.members(['weather', 'refund', 'greeting']);
        expect(chances.reduce((sum, { chance }) => sum + chance, 0)).to.be.closeTo(1, 1e-5);
        expect(chances.every(({ chance }, at) => chance >= 0 && chance <= (chances[at - 1]?.chance ?? 1))).to.equal(true);
      }),
    );
  });

  it('is unsure of words it has never met', () => {
    expect(classify(model, ['zzyzx', 'qwxk'])[0]?.chance).to.be.below(0.7);
    expect(classify(model, ['hello'])[0]?.chance).to.be.above(0.7);
  });

  it('is the less sure, the more of a text is unlike any example', () => {
    const chanceIn = (text: string) => classify(model, text.split(' '))[0]?.chance ?? 0;
    expect(chanceIn('give me a refund now')).to.be.above(chanceIn('give me a refund zzyzx'));
    expect(chanceIn('give me a refund zzyzx')).to.be.above(chanceIn('zzyzx qwxk a refund vvbnm'));
  });

  it('gives rare features more weight than common ones', () => {
    const both = train([...examples('one', 'the cat', 'the cat', 'the kite'), ...examples('two', 'the dog', 'the dog', 'a kite')]);
    expect(both.telling[both.features.get('a') ?? 0]).to.be.above(both.telling[both.features.get('the') ?? 0] ?? 0);
  });

  it('counts all features alike on request, and leaves out those met once', () => {
    const alike = train(TOY, 'alike');
    expect(new Set(alike.telling.subarray(0, -1))).to.deep.equal(new Set([1]));
    expect([alike.features.has('hello'), alike.features.has('sunni'), alike.features.has('sunny')]).to.deep.equal([true, false, false]);
    expect(model.features.has('sunny')).to.equal(true);
    expect(winner(alike, 'good morning')).to.equal('greeting');
    expect(classify(alike, ['hello', 'zzyzx'])[0]?.chance).to.equal(classify(alike, ['hello', 'qwxk'])[0]?.chance);
  });

  it('gives one class all the chance, and no class none', () => {
    expect(classify(train(WEATHER), ['anything'])).to.deep.equal([{ name: 'weather', chance: 1 }]);
    expect(classify(train([]), ['anything'])).to.deep.equal([]);
  });

  it('works the same after it was saved and loaded', () => {
    expect(classify(structuredClone(model), ['money', 'back'])).to.deep.equal(classify(model, ['money', 'back']));
  });
});
