import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { toPerson } from '../../bot/kept.ts';
import { itemStatistics, itemsTable } from '../../bot/quiz-items.ts';
import { openStore, peopleIn } from '../../bot/store/lowdb.ts';
import type { Item, Store } from '../../bot/store/storage.ts';
import type { Attempt } from '../../dialogs/quiz/quiz.ts';
import { NEW_SESSION } from '../../dialogs/turn.ts';
import type { Content } from '../../knowledge/content.ts';
import { BANK } from '../dialogs/support/quiz-house.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const CONTENT = { questions: BANK } as unknown as Content;

/** Twelve people; the first six know their subject. By question: who gets it right. */
const RIGHT: Readonly<Record<string, (person: number) => boolean>> = {
  'cra-1': (person) => person < 6,
  'cra-2': (person) => person >= 6,
  'cra-3': () => true,
  'cra-4': () => false,
  'cra-5': (person) => person < 6 || person % 3 === 0,
};
const answersOf = (person: number): Attempt[] => [
  ...Object.entries(RIGHT).map(([question, isRight]) => ({ question, at: '2026-11-22T10:00:00Z', score: isRight(person) ? 1 : 0 })),
  { question: 'equality-1', at: '2026-11-22T10:00:00Z', score: person < 6 ? 1 : 0 },
  ...(person < 4 ? [{ question: 'data-1', at: '2026-11-22T10:00:00Z', score: 1 }] : []),
];
const personWith = (attempts: readonly Attempt[]): Item => toPerson({ ...NEW_SESSION, learning: { cards: {}, attempts } }, undefined);

describe('how the questions of the quiz do', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let store: Store;
  let people: Item[];
  before(async () => {
    folder = await temporaryFolder();
    store = await openStore(folder.dir);
    for (let person = 0; person < 12; person += 1)
      await store.write({
        [`person/directline/Ann-${person}`]: personWith(answersOf(person)),
        [`conversation/x/${person}`]: { version: 1, past: [] },
      });
    await store.write({ 'person/directline/new': { session: NEW_SESSION } });
    people = await peopleIn(folder.dir);
  });
  after(async () => {
    await store.close();
    await folder.remove();
  });
  const of = (id: string) => itemStatistics(CONTENT, people).find((one) => one.id === id);

  it('reads the people of a store in use, and passes over what it cannot understand', async () => {
    expect(people.length).to.equal(13);
    writeFileSync(join(folder.dir, 'person', 'broken.json'), '{');
    expect((await peopleIn(folder.dir)).length).to.equal(13);
    expect(await peopleIn(join(folder.dir, 'nowhere'))).to.deep.equal([]);
    mkdirSync(join(folder.dir, 'empty'));
    expect(await peopleIn(join(folder.dir, 'empty'))).to.deep.equal([]);
  });

  it('tells how easy each is', () => {
    expect(of('cra-1')?.facility).to.equal(0.5);
    expect(of('cra-3')?.facility).to.equal(1);
    expect(of('cra-5')?.facility).to.be.closeTo(8 / 12, 1e-9);
  });

  it('tells how well each tells apart who knows and who does not, by the other questions', () => {
    expect(of('equality-1')?.discrimination).to.be.above(0.5);
    expect(of('cra-2')?.discrimination, 'got right by those who know less').to.be.below(-0.5);
    expect(of('cra-3')?.discrimination, 'all alike').to.equal(undefined);
  });

  it('is the point-biserial correlation', () => {
    const pairs = Array.from({ length: 12 }, (_, person) => {
      const others = answersOf(person).filter(({ question }) => question !== 'cra-5');
      return [RIGHT['cra-5']?.(person) ? 1 : 0, others.reduce((sum, { score }) => sum + score, 0) / others.length] as const;
    });
    // The textbook's form: (M1 − M0) / s · √(p·q).
    const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const means = pairs.map(([, mean]) => mean);
    const spread = Math.sqrt(meanOf(means.map((mean) => (mean - meanOf(means)) ** 2)));
    const by = (score: number) => meanOf(pairs.filter(([one]) => one === score).map(([, mean]) => mean));
    const share = meanOf(pairs.map(([score]) => score));
    expect(of('cra-5')?.discrimination).to.be.closeTo(((by(1) - by(0)) / spread) * Math.sqrt(share * (1 - share)), 1e-9);
  });

  it('says "too few" below ten answers, and where ten come from one person', () => {
    expect(of('data-1')).to.deep.equal({ id: 'data-1', answers: 4 });
    const one = personWith(Array.from({ length: 20 }, (_, at) => ({ question: 'cra-1', at: '2026-11-22T10:00:00Z', score: at % 2 })));
    expect(itemStatistics(CONTENT, [one])).to.deep.equal([{ id: 'cra-1', answers: 20 }]);
    expect(itemsTable(CONTENT, people)).to.match(/data-1 +4 +too few +too few/);
  });

  it('lists what nobody gets right or wrong, and names no person', () => {
    const table = itemsTable(CONTENT, people);
    expect(table)
      .to.match(/Nobody gets these right:\n {2}cra-4/)
      .and.to.match(/Nobody gets these wrong:\n {2}cra-3/);
    expect(table).to.match(/by those who know less:\n {2}cra-2/);
    expect(table).to.include('13 of 20 questions were never answered.');
    expect(table).not.to.include('Ann');
  });
});
