import { expect } from 'chai';
import { houseOf } from '../../../dialogs/house.ts';
import { NEW_SESSION } from '../../../dialogs/turn.ts';
import { understand } from '../../../dialogs/understand.ts';
import type { Content } from '../../../knowledge/content.ts';
import { entriesOf } from '../../../knowledge/entries.ts';
import { derive, knowledgeOf } from '../../../knowledge/knowledge.ts';
import { wordsOf } from '../../../knowledge/words.ts';
import { smallContent } from '../../knowledge/support/small.ts';
import { asksOf, dealt, without } from './folds.ts';
import { leaveOneOut, type Outcome } from './leave-one-out.ts';

/** An everyday question whose words stand nowhere else. */
const FUSE = 'it tripped the fuse';

const words = wordsOf(smallContent().words);
const asks = asksOf(entriesOf(smallContent()), words, 1);

describe('everyday questions dealt into folds', () => {
  it('stand in one fold each, and no entry loses two in one fold while there are folds enough', () => {
    const folds = dealt(asks, 4);
    expect(folds.flat()).to.have.members(asks);
    for (const fold of folds) expect(new Set(fold.map(({ entry }) => entry.id)).size).to.equal(fold.length);
  });

  it('stay together where they read the same', () => {
    const [first, ...rest] = asks;
    const twin = { ...rest[7]!, stems: first!.stems };
    const fold = dealt([first!, ...rest, twin], 5).find((held) => held.includes(first!));
    expect(fold).to.include(twin);
  });

  it('are every second one if asked for', () => {
    expect(asksOf(entriesOf(smallContent()), words, 2)).to.have.length(Math.ceil(asks.length / 2));
  });
});

describe('content without an everyday question', () => {
  const fuse = asks.filter(({ text }) => text === FUSE);

  it('holds nothing of it in indexes, vocabulary, examples and scorers', () => {
    const before = derive(withTwins());
    const after = derive(without(withTwins(), fuse, words));
    for (const stem of ['trip', 'fuse']) {
      expect(traces(before, stem), stem).to.deep.equal({ asks: true, texts: true, intents: true, topicality: true, examples: true });
      expect(traces(after, stem), stem).to.deep.equal({ asks: false, texts: false, intents: false, topicality: false, examples: false });
    }
    expect(before.vocabulary.has('fuse')).to.equal(true);
    expect(after.vocabulary.has('fuse')).to.equal(false);
  });

  it('holds all the others', () => {
    const left = asksOf(entriesOf(without(smallContent(), fuse, words)), words, 1).map(({ text }) => text);
    expect([...left, FUSE]).to.have.members(asks.map(({ text }) => text));
  });

  /** The small content, where the question is also an example of two intents and of a subject that is not ours, written otherwise. */
  function withTwins(): Content {
    const content = smallContent();
    const [intent] = content.intents;
    const [subject] = content.phrases.elsewhere;
    const examples = ['It tripped the fuse!', 'it tripped  the fuse...'];
    return {
      ...content,
      intents: [...content.intents, { ...intent!, intent: 'ask_knowledge', templates: [], examples }],
      phrases: { ...content.phrases, elsewhere: [{ ...subject!, examples: [...subject!.examples, ...examples] }] },
    };
  }

  function traces({ finder, intents, topicality, examples }: ReturnType<typeof derive>, stem: string) {
    const holds = (features: ReadonlyMap<string, unknown>) => [...features.keys()].some((feature) => feature.split(' ').includes(stem));
    return {
      asks: holds(finder.asks.terms),
      texts: holds(finder.texts.terms),
      intents: holds(intents.features),
      topicality: holds(topicality.features),
      examples: holds(examples),
    };
  }
});

describe('leave-one-out', () => {
  const knowledge = knowledgeOf(smallContent(), derive(smallContent()), () => true);

  it('asks every question once, in the order of the content', () => {
    expect(leaveOneOut(knowledge, 1).map(({ ask }) => ask)).to.deep.equal(asks.map(({ text }) => text));
  });

  it('asks each of content that does not hold it, so that another entry may come first', () => {
    const question = 'how is nps worked out';
    expect(understand(houseOf(knowledge), NEW_SESSION, question).entries[0]).to.equal('nps');
    expect(outcomeOf(question)).to.include({ winner: 'csat', place: 2, alike: false });
  });

  it('counts an entry that rests on the same source as alike', () => {
    expect(outcomeOf('can the kettle go back')).to.include({ winner: 'kettle-bang', place: 2, alike: true });
  });

  function outcomeOf(question: string): Outcome | undefined {
    return leaveOneOut(knowledge, 1).find(({ ask }) => ask === question);
  }
});
