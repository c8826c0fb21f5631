import { expect } from 'chai';
import fc from 'fast-check';
import { type Entry, searchText } from '../../knowledge/entries.ts';
import { type FinderData, find, finderData, likeness, likesOf } from '../../knowledge/find.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import { STOP, wordsOf } from '../../knowledge/words.ts';
import { realKnowledge } from './support/real.ts';

/** A topic that is found by its name, its questions and its one sentence. */
function topic(id: string, name: string, point: string, asks: readonly string[] = [], also: readonly string[] = []): Entry {
  return {
    kind: 'topic',
    id,
    title: name,
    topic: { id, name, also: [...also], point, source: 'A book', model: false, cites: [], related: [], asks: [...asks] },
  };
}

const words = wordsOf({ short: {}, concepts: { refund: ['money back'] }, stop: ['what', 'is', 'the', 'a', 'do', 'i', 'of'], skip: [] });

/** Entries of no interest, so that a word in only one of the others is a rare one. */
const CROWD = Array.from({ length: 300 }, (_, at) => topic(`other-${at}`, `other ${at}`, 'everyday words stand here'));
const ENTRIES = [
  topic('nps', 'Promoter score', 'Whether customers recommend you', ['what is a recommender', 'how happy are fans'], ['everyday']),
  topic('csat', 'Satisfaction score', 'Whether customers were satisfied this time', ['how happy are people', 'what share is happy']),
  topic('refunds', 'Giving refunds', 'How to give money back', ['who gets money back', 'how do i refund']),
  ...CROWD,
];

function ask(data: FinderData, text: string, most = 3): { id: string; named: number; explained: number; score: number; nearest: number }[] {
  return find(data, words.read(text).terms, most).map(({ entry, ...rest }) => ({ id: ENTRIES[entry]?.id ?? '', ...rest }));
}

describe('the finder', () => {
  const data = finderData(ENTRIES, words);

  it('puts the entry first whose own question is asked', () => {
    for (const text of ['how happy are people', 'what share is happy', 'how do i refund', 'what is a recommender']) {
      const owner = ENTRIES.find((entry) => searchText(entry).asks.includes(text));
      expect(ask(data, text)[0]?.id, text).to.equal(owner?.id);
    }
  });

  it('finds an entry by its name, by its text and by what its words mean', () => {
    expect(ask(data, 'promoter')[0]?.id).to.equal('nps');
    expect(ask(data, 'recommend')[0]?.id).to.equal('nps');
    expect(ask(data, 'satisfied customers')[0]?.id).to.equal('csat');
    expect(ask(data, 'money back')[0]?.id).to.equal('refunds');
  });

  it('gives no more than asked for, best first, and nothing where no word is shared', () => {
    const found = ask(data, 'everyday words about customers', 5);
    expect(found).to.have.length(5);
    expect(found.every(({ score }, at) => score <= (found[at - 1]?.score ?? Number.POSITIVE_INFINITY))).to.equal(true);
    expect(ask(data, 'zzyzx')).to.deep.equal([]);
    expect(ask(data, '')).to.deep.equal([]);
  });

  it('counts a word once, however often it is said', () => {
    expect(ask(data, 'promoter promoter promoter score')).to.deep.equal(ask(data, 'promoter score'));
  });

  it('says which question came nearest', () => {
    const texts = ENTRIES.flatMap((entry) => [...searchText(entry).asks, ...searchText(entry).names]);
    const happy = ask(data, 'how happy people seem')[0];
    expect(texts[happy?.nearest ?? -1]).to.equal('how happy are people');
    const score = ask(data, 'a promoter score of 40')[0];
    expect(texts[score?.nearest ?? -1]).to.equal('Promoter score');
  });

  it('has named 1 for a name and nothing else, in any order, and less the more is said beside it', () => {
    const named = (text: string) => ask(data, text).find(({ id }) => id === 'nps')?.named ?? 0;
    expect(named('promoter score')).to.equal(1);
    expect(named('what is the promoter score')).to.equal(1);
    expect(named('score promoter')).to.equal(1);
    expect(named('promoter score targets')).to.be.within(0.3, 0.9);
    expect(named('promoter score targets and bonuses')).to.be.below(named('promoter score targets')).and.above(0);
  });

  it('has named 0 for a part of a name, for a word of the text, and for a name so common that anyone may say it', () => {
    const named = (text: string) => ask(data, text).find(({ id }) => id === 'nps')?.named;
    expect(named('promoter')).to.equal(0);
    expect(named('recommend')).to.equal(0);
    expect(named('everyday customers')).to.equal(0);
  });

  it('does not take the title of a situation for a name', () => {
    const situation: Entry = {
      kind: 'situation',
      id: 's',
      title: 'Kettle bang',
      situation: { id: 's', title: 'Kettle bang', point: 'Unplug it', cites: [], related: [], asks: [] },
    };
    const found = find(finderData([situation, ...CROWD], words), words.read('kettle bang').terms, 1)[0];
    expect(found).to.include({ entry: 0, named: 0 });
    const asTopic = find(finderData([topic('s', 'Kettle bang', 'Unplug it'), ...CROWD], words), words.read('kettle bang').terms, 1)[0];
    expect(asTopic).to.include({ entry: 0, named: 1 });
  });

  it('puts a named entry before one that only speaks of it', () => {
    const speaks = topic('speaks', 'Measuring', 'everyday words', ['loyalty', 'is loyalty', 'what is loyalty']);
    const isNamed = topic('named', 'Loyalty', 'customers who come back', ['who comes back']);
    expect(find(finderData([speaks, isNamed, ...CROWD], words), words.read('loyalty').terms, 2)[0]?.entry).to.equal(1);
  });

  it('explains more the more telling words of the message an entry holds', () => {
    const explained = (text: string) => ask(data, text).find(({ id }) => id === 'nps')?.explained ?? 0;
    expect(explained('promoter')).to.be.above(0);
    expect(explained('promoter recommend')).to.be.above(explained('promoter'));
    expect(explained('what is the promoter'), 'a stop word tells nothing').to.equal(explained('promoter'));
    expect(explained('promoter zzyzx')).to.equal(explained('promoter'));
    expect(explained('promoter'), 'a rare word tells more than a common one').to.be.above(explained('everyday'));
  });

  it('finds the same after it was saved and loaded', () => {
    expect(ask(structuredClone(data), 'how happy are customers')).to.deep.equal(ask(data, 'how happy are customers'));
  });
});

describe('likeness to other messages', () => {
  const OTHERS = ['what is the best kettle for tea', 'who won the football', 'book a table for two', 'the weather in spain today', 'is it a'];
  const like = (text: string, others: readonly string[] = OTHERS) => likeness(likesOf(others, words), words.read(text).terms);

  it('is about 1 for the same words in any order, and 0 where none is shared', () => {
    for (const text of ['book a table for two', 'two for table a book', 'book a table for table two'])
      expect(like(text), text).to.be.within(0.85, 1.15);
    for (const text of ['promoter score', '', 'zzyzx']) expect(like(text), text).to.equal(0);
  });

  it('is less the more words are added to the message or missing from it', () => {
    const falling = ['who won the football', 'who won the football promoter', 'who won the football promoter score refund'].map((text) => like(text));
    expect(falling).to.deep.equal([...falling].sort((a, b) => b - a));
    expect(new Set(falling).size).to.equal(3);
    expect(like('football'), 'one word of several').to.be.below(like('won football'));
  });

  it('is that to the nearest, however many others there are', () => {
    expect(like('weather in spain', ['the weather in spain today', 'refunds'])).to.be.above(
      like('weather in spain', ['who won the football in spain', 'refunds']),
    );
    expect(likeness(likesOf([], words), words.read('anything').terms)).to.equal(0);
  });

  it('rests less on stop words than on others', () => {
    expect(like('the spain', ['the refund', 'is it'])).to.be.below(like('a refund', ['the refund', 'is it']));
  });

  it('is never below 0 nor far above 1, and the same however often a word is said', () => {
    const word = fc.constantFrom('kettle', 'the', 'is', 'football', 'spain', 'today', 'zzyzx', 'table', 'book');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (said) => {
        const once = like(said.join(' '));
        expect(once).to.be.within(0, 1.5);
        expect(like([...said, ...said].join(' '))).to.equal(once);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the finder over our content', () => {
  let knowledge: Knowledge;

  before(async function () {
    this.timeout(60_000);
    knowledge = await realKnowledge();
  });

  const first = (text: string) => find(knowledge.finder, knowledge.words.read(text).terms, 1)[0];
  const idFor = (text: string) => knowledge.entries[first(text)?.entry ?? -1]?.id;

  it('puts an entry first for its own questions, at least 93 times in 100', () => {
    const asks = knowledge.entries.flatMap((entry) => searchText(entry).asks.map((text) => ({ text, id: entry.id })));
    // Two questions are the same if they differ in stop words only.
    const key = (text: string) => [...new Set(knowledge.words.readContent(text).terms.filter((term) => !term.startsWith(STOP)))].sort().join(' ');
    const owners = new Map<string, string[]>();
    for (const { text, id } of asks) owners.set(key(text), [...(owners.get(key(text)) ?? []), id]);
    const sample = asks.filter((_, at) => at % Math.floor(asks.length / 200) === 0);
    const missed = sample
      .filter(({ text }) => !owners.get(key(text))?.includes(idFor(text) ?? ''))
      .map(({ text, id }) => `"${text}" gives ${idFor(text)}, not ${id}`);
    expect(sample).to.have.length.at.least(200);
    expect(missed.length / sample.length, missed.join('\n')).to.be.at.most(0.07);
  });

  it('finds measures, models and laws by the names and abbreviations people use', () => {
    const names = {
      nps: 'nps',
      'net promoter score': 'nps',
      'whats csat': 'csat',
      fcr: 'fcr',
      'customer effort score': 'ces',
      pdca: 'pdca',
      'section 75': 'cca-75',
      servqual: 'servqual',
    };
    for (const [text, id] of Object.entries(names)) expect(idFor(text), text).to.equal(id);
  });

  it('takes the abbreviation of a measure for its name, however often other texts use it', () => {
    const unnamed = ['nps', 'csat', 'kpi', 'fcr', 'ces', 'sla', 'aht'].filter((text) => first(text)?.named !== 1);
    expect(unnamed).to.deep.equal([]);
  });
});
