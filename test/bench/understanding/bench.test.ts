import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { chanceOf, shuffled } from './chance.ts';
import { filesIn, type Row, readCollection } from './collections.ts';
import { grown } from './growth.ts';
import { fewShot } from './intents.ts';
import { acceptedAt, auroc, bestThreshold, mrrAt10, ndcgAt10, quantile, recallAt5, rightAt } from './metrics.ts';
import { mistyped } from './typos.ts';

describe('the measures of a ranking', () => {
  const relevant = { a: 1, b: 1 };

  it('are full for a ranking that could not be better, and nothing for one without a hit', () => {
    expect([ndcgAt10(['a', 'b', 'x'], relevant), recallAt5(['b', 'a'], relevant), mrrAt10(['b', 'x'], relevant)]).to.deep.equal([1, 1, 1]);
    expect([ndcgAt10(['x'], relevant), recallAt5(['x'], relevant), mrrAt10([], relevant)]).to.deep.equal([0, 0, 0]);
    expect([ndcgAt10(['x'], {}), recallAt5(['x'], {}), mrrAt10(['x'], {})], 'nothing is relevant').to.deep.equal([0, 0, 0]);
  });

  it('count a hit for less the lower it stands', () => {
    // By hand: (1/log2(3)) / (1/log2(2) + 1/log2(3)).
    expect(ndcgAt10(['x', 'a'], relevant)).to.be.closeTo(0.6309 / 1.6309, 1e-4);
    expect(mrrAt10(['x', 'x', 'a'], relevant)).to.be.closeTo(1 / 3, 1e-9);
    expect(recallAt5(['x', 'a', 'x', 'x', 'x', 'b'], relevant), 'the sixth does not count').to.equal(0.5);
    expect(ndcgAt10([...Array(10).fill('x'), 'a'], relevant), 'nor the eleventh').to.equal(0);
  });

  it('count what is more relevant for more', () => {
    expect(ndcgAt10(['a', 'b'], { a: 1, b: 3 })).to.be.below(ndcgAt10(['b', 'a'], { a: 1, b: 3 }));
  });
});

describe('the measures of a refusal', () => {
  const right = (sure: number) => ({ sure, right: true });
  const wrong = (sure: number) => ({ sure, right: false });

  it('say how often one of ours is surer than one that is not', () => {
    expect(auroc([0.9, 0.8], [0.1, 0.2])).to.equal(1);
    expect(auroc([0.1], [0.9])).to.equal(0);
    expect(auroc([0.5, 0.5], [0.5])).to.equal(0.5);
    expect(auroc([0.9, 0.3], [0.5])).to.equal(0.5);
  });

  it('agree with a count of all pairs', () => {
    const values = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(values, values, (ours, others) => {
        const wins = ours.flatMap((one) => others.map((other) => (one > other ? 1 : one === other ? 0.5 : 0)));
        expect(auroc(ours, others)).to.be.closeTo(wins.reduce((sum: number, win) => sum + win, 0) / wins.length, 1e-9);
      }),
    );
  });

  it('set the threshold between what is right and what is not ours', () => {
    const ours = [right(0.9), right(0.8), wrong(0.3)];
    const others = [wrong(0.4), wrong(0.2)];
    const threshold = bestThreshold(ours, others);
    expect(threshold).to.be.within(0.4, 0.8);
    expect(rightAt(threshold, ours)).to.be.closeTo(2 / 3, 1e-9);
    expect(acceptedAt(threshold, others)).to.equal(0);
  });

  it('refuse all where nothing would be right', () => {
    expect(bestThreshold([wrong(0.9)], [wrong(0.5)])).to.equal(Number.POSITIVE_INFINITY);
  });

  it('never accept at one threshold and refuse at another what is equally sure', () => {
    const threshold = bestThreshold([right(0.5), right(0.5)], [wrong(0.5)]);
    expect(acceptedAt(threshold, [wrong(0.5)])).to.equal(rightAt(threshold, [right(0.5), right(0.5)]));
  });
});

describe('typing errors', () => {
  const text = 'Can the customer return a broken kettle without their original receipt after several weeks? '.repeat(40);

  it('change about 30 of 100 longer words, and no short one', () => {
    const words = text.split(' ');
    const changed = mistyped(text, chanceOf(7)).split(' ');
    const share = (isLong: boolean) => {
      const of = words.map((word, at) => [word, changed[at]] as const).filter(([word]) => word.replace(/\W/g, '').length >= 4 === isLong);
      return of.filter(([word, now]) => word !== now).length / of.length;
    };
    expect(changed).to.have.length(words.length);
    expect(share(true)).to.be.within(0.22, 0.36);
    expect(share(false)).to.equal(0);
  });

  it('are the same for the same seed, and others for another', () => {
    expect(mistyped(text, chanceOf(7))).to.equal(mistyped(text, chanceOf(7)));
    expect(mistyped(text, chanceOf(7))).not.to.equal(mistyped(text, chanceOf(8)));
  });

  it('are one edit each', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        expect(Math.abs(mistyped('satisfactory', chanceOf(seed)).length - 12)).to.be.at.most(1);
      }),
    );
  });
});

describe('rows drawn for a measurement', () => {
  const rows = (name: string, count: number): Row[] => Array.from({ length: count }, (_, at) => [`${name} ${at}`, name]);
  const names = Array.from({ length: 50 }, (_, at) => `intent${at}`);
  const intents = {
    kind: 'intents',
    name: 'small',
    train: names.flatMap((name) => rows(name, 15)),
    test: names.flatMap((name) => rows(name, 4)),
  } as const;

  it('are twenty intents of ten examples, and nothing of the test among them', () => {
    const { train, test, others, val } = fewShot(intents, 1);
    const ours = new Set(train.map(([, name]) => name));
    expect([ours.size, train.length]).to.deep.equal([20, 200]);
    expect(test.every(([, name]) => ours.has(name)) && val.ours.every(([, name]) => ours.has(name))).to.equal(true);
    expect(others.some(([, name]) => ours.has(name)) || val.others.some(([, name]) => ours.has(name))).to.equal(false);
    expect(
      val.ours.some((row) => train.includes(row)),
      'the threshold is not chosen on what was learnt',
    ).to.equal(false);
  });

  it('are the off-topic rows of a collection that has them', () => {
    const off = rows('oos', 5);
    expect(fewShot({ ...intents, oos_val: off, oos_test: off }, 1)).to.deep.include({ others: off });
  });

  it('are others for another seed', () => {
    expect(fewShot(intents, 1)).to.deep.equal(fewShot(intents, 1));
    expect(fewShot(intents, 2)).not.to.deep.equal(fewShot(intents, 1));
  });

  it('keep every item when they are shuffled', () => {
    expect(shuffled([1, 2, 3, 4], chanceOf(3)).sort()).to.deep.equal([1, 2, 3, 4]);
  });
});

describe('passages grown out of a few', () => {
  it('are as many as asked for, of words that the collection has, and the same each time', () => {
    const texts = ['One red kettle broke. It was new.', 'A receipt helps. Keep it.'];
    const passages = grown([texts], 30, chanceOf(1));
    expect(passages)
      .to.have.length(30)
      .and.deep.equal(grown([texts], 30, chanceOf(1)));
    const known = new Set(texts.join(' ').split(' '));
    expect(passages.flatMap((passage) => passage.split(' ')).filter((word) => !known.has(word))).to.deep.equal([]);
    expect(new Set(passages).size).to.be.above(10);
  });
});

describe('a collection', () => {
  const kindOf = (content: object): string => {
    const dir = mkdtempSync(join(tmpdir(), 'collections-'));
    try {
      writeFileSync(join(dir, 'any-name.json'), JSON.stringify(content));
      return filesIn(dir).map((file) => readCollection(file).kind)[0] ?? '';
    } finally {
      rmSync(dir, { recursive: true });
    }
  };

  it('is told by its shape, whatever its name', () => {
    expect(kindOf({ docs: [], queries: [], qrels: {} })).to.equal('retrieval');
    expect(kindOf({ train: [], test: [] })).to.equal('intents');
  });

  it('is refused by the name of its file where it is neither', () => {
    expect(() => kindOf({ rows: [] })).to.throw(/any-name\.json: neither/);
  });
});

describe('a quantile', () => {
  it('is the value that this part of the values lies below', () => {
    expect(quantile([5, 1, 4, 2, 3], 0.5)).to.equal(3);
    expect(quantile([1, 2], 0.99)).to.equal(2);
  });
});
