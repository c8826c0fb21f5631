import { expect } from 'chai';
import type { Content } from '../../knowledge/content.ts';
import { searchText } from '../../knowledge/entries.ts';
import { find } from '../../knowledge/find.ts';
import { type Derived, derive, type Knowledge, knowledgeOf, OTHERS, OURS } from '../../knowledge/knowledge.ts';
import { classify } from '../../knowledge/linear.ts';
import { INTENTS } from '../../knowledge/lists.ts';
import { realKnowledge } from './support/real.ts';
import { smallContent } from './support/small.ts';

describe('what is worked out from the content', () => {
  let content: Content;
  let derived: Derived;

  before(() => {
    content = smallContent();
    derived = derive(content);
  });

  it('is the same each time', () => {
    expect(derive(smallContent())).to.deep.equal(derived);
  });

  it('is plain data: it stays the same when it is saved and loaded', () => {
    expect(structuredClone(derived)).to.deep.equal(derived);
  });

  it('has a vocabulary of every kind of text that people may quote', () => {
    const words = {
      satisfied: 'a question',
      promoter: 'a name',
      recommend: 'the point of a topic',
      unplug: 'the point of a situation',
      greet: 'a point of a guide',
      breaks: 'an example of a law',
      abort: 'an example of an intent',
      stop: 'a template of an intent',
      kaput: 'a phrase of a concept',
      customer: 'what a short form stands for',
      rights: 'the name of an Act',
    };
    for (const [word, where] of Object.entries(words)) expect(derived.vocabulary.get(word), where).to.be.at.least(1);
    expect(derived.vocabulary.get('umbrella')).to.equal(undefined);
    expect([...derived.vocabulary.keys()].filter((word) => /\d/.test(word))).to.deep.equal([]);
  });

  it('counts a word of a question for more than a word of a text', () => {
    expect(derived.vocabulary.get('smoke'), 'once, in a question').to.equal(2);
    expect(derived.vocabulary.get('unplug'), 'once, in a text').to.equal(1);
  });
});

describe('the knowledge', () => {
  let small: Knowledge;

  before(() => {
    const content = smallContent();
    small = knowledgeOf(content, derive(content), (word) => word === 'mettle');
  });

  it('gives every entry by its id, and none for an id that does not exist', () => {
    for (const entry of small.entries) expect(small.entry(entry.id)).to.equal(entry);
    expect(small.entry('desk#welcome')?.kind).to.equal('point');
    expect(small.entry('nothing')).to.equal(undefined);
    expect(small.entry('constructor')).to.equal(undefined);
  });

  it('mends slips towards its own words, and leaves English alone', () => {
    expect(small.words.read('kettel').corrections).to.deep.equal([{ from: 'kettel', to: 'kettle' }]);
    expect(small.words.read('mettle').corrections).to.deep.equal([]);
    expect(small.words.read('cust').corrections).to.deep.equal([]);
  });

  it('finds an entry by a question full of slips and short forms', () => {
    const found = find(small.finder, small.words.read('pls the kettel went bng').terms, 1);
    expect(small.entries[found[0]?.entry ?? -1]?.id).to.equal('kettle-bang');
  });

  it('knows the intents of the content, and what a question for it looks like', () => {
    expect(small.intents.classes).to.have.members(['ask_knowledge', 'cancel', 'small_talk_or_out_of_scope']);
    expect(small.topicality.classes).to.have.members([OURS, OTHERS]);
  });
});

describe('our knowledge', () => {
  let ours: Knowledge;

  before(async function () {
    this.timeout(60_000);
    ours = await realKnowledge();
  });

  const chances = (model: Knowledge['intents'], text: string) => classify(model, ours.words.intentTerms(ours.words.read(text), text));

  it('has an id of its own for each entry', () => {
    expect(new Set(ours.entries.map(({ id }) => id)).size).to.equal(ours.entries.length);
  });

  it('has something to be found by in each entry', () => {
    const bare = ours.entries.filter((entry) => {
      const { asks, names, text } = searchText(entry);
      return asks.length === 0 || names.length === 0 || text === '';
    });
    expect(bare.map(({ id }) => id)).to.deep.equal([]);
  });

  it('has each law and each topic found by all its names', () => {
    for (const { id, title, names } of ours.content.provisions) expect(searchText(ours.entry(id)!).names, id).to.include.members([title, ...names]);
    for (const { id, name, also } of ours.content.topics) expect(searchText(ours.entry(id)!).names, id).to.include.members([name, ...also]);
  });

  it('has examples of every intent, and a class for each', () => {
    expect(ours.content.intents.map(({ intent }) => intent)).to.have.members([...INTENTS]);
    expect(ours.intents.classes).to.have.members([...INTENTS]);
  });

  it('gives an intent to at least 90 of 100 of its own examples', () => {
    const examples = ours.content.intents.flatMap(({ intent, examples }) => examples.map((text) => ({ intent, text })));
    const missed = examples
      .filter(({ intent, text }) => chances(ours.intents, text)[0]?.name !== intent)
      .map(({ intent, text }) => `${text} (${intent})`);
    expect(missed.length / examples.length, missed.join('\n')).to.be.at.most(0.1);
  });

  it('tells what is ours from what is not', () => {
    for (const text of [
      'can she return the faulty kettle',
      'is net promoter score better than csat',
      'how do i handle a complaint',
      'does the equality act cover age',
    ]) {
      expect(chances(ours.topicality, text)[0]?.name, text).to.equal(OURS);
    }
    for (const text of ['who won the football last night', 'what is the capital of france', 'will it rain tomorrow']) {
      expect(chances(ours.topicality, text)[0]?.name, text).to.equal(OTHERS);
    }
  });

  it('mends the slips that people make on shift', () => {
    const slips = {
      refnud: 'refund',
      warrenty: 'warranty',
      dicrimination: 'discrimination',
      guarentee: 'guarantee',
      complant: 'complaint',
      replcement: 'replacement',
    };
    for (const [typed, meant] of Object.entries(slips))
      expect(
        ours.words.read(typed).tokens.map(({ word }) => word),
        typed,
      ).to.deep.equal([meant]);
  });

  it('leaves correct English alone', () => {
    for (const typed of ['umbrella', 'elephant', 'quickly', 'running', 'studies', 'stopped', 'baking', 'violin'])
      expect(ours.words.read(typed).corrections, typed).to.deep.equal([]);
  });

  it('leaves correct English alone in irregular forms too', () => {
    const changed = ['happiest', 'panicking', 'flew', 'swam', 'drank', 'woke'].flatMap((typed) => ours.words.read(typed).corrections);
    expect(changed).to.deep.equal([]);
  });
});
