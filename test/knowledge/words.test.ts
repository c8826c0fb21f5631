import { expect } from 'chai';
import fc from 'fast-check';
import { type Lexicon, MAX_WORDS, QUESTION, SPAN, STATEMENT, STOP, split, stemOf, type Words, wordsOf } from '../../knowledge/words.ts';
import { realKnowledge } from './support/real.ts';

const LEXICON: Lexicon = {
  short: { '👋': 'hello', '❤️': 'thanks', cust: 'customer', wk: 'week', wks: 'weeks', whats: 'what is', tandcs: 'terms' },
  concepts: { refund: ['refund', 'money back'], broken: ['went bang', 'faulty'], ombudsman: ['eight weeks'] },
  stop: ['the', 'a', 'is', 'what', 'my', 'after'],
  skip: ['please', 'hello'],
};

const words = wordsOf(LEXICON);
const read = (text: string) => words.read(text);
const wordsIn = (text: string) => read(text).tokens.map(({ word }) => word);

describe('splitting a message into words', () => {
  const folded: readonly (readonly [string, string, string])[] = [
    ['capitals', 'The KETTLE Broke', 'the kettle broke'],
    ['accents', 'Café façade naïve Zoë', 'cafe facade naive zoe'],
    ['accents typed apart', 'cafe\u0301', 'cafe'],
    ['wide letters', 'ＫＥＴＴＬＥ', 'kettle'],
    ['apostrophes', "what's isn't o'clock", 'whats isnt oclock'],
    ['curly quotes', 'what’s ‘that’ “thing”', 'whats that thing'],
    ['other quotes', 'what`s whatʼs', 'whats whats'],
    ['an acute accent used as a quote', 'what´s', 'whats'],
    ['an ampersand inside a word', 'T&Cs M&S', 'tandcs mands'],
    ['punctuation', 'Refund?! (now) — or… never; ok: yes/no', 'refund now or never ok yes no'],
    ['hyphens', 'second-hand twenty-nine', 'second hand twenty nine'],
    ['pounds', '£80 £ 9.50 £1.5k £40K', '80 pounds 9.50 pounds 1500 pounds 40000 pounds'],
    ['thousands', '£1,234.56 and 1,234,567', '1234.56 pounds and 1234567'],
    ['figures against letters', '5wks s22 30days', '5 wks s 22 30 days'],
    ['line ends and tabs', 'one\r\ntwo\tthree\u00a0four', 'one two three four'],
    ['nothing', ' \n?!…', ''],
  ];
  for (const [what, text, expected] of folded) {
    it(`folds ${what}`, () => {
      expect(split(text).join(' ')).to.equal(expected);
    });
  }

  it('takes an ampersand between two words for "and"', () => {
    expect(split('goods & services').join(' ')).to.equal('goods and services');
  });

  it('gives the same words for words it gave before', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const once = split(text);
        expect(split(once.join(' '))).to.deep.equal(once);
      }),
      { numRuns: 500 },
    );
  });
});

describe('stems', () => {
  it('are the same for the endings of one word, and others for other words', () => {
    expect(new Set(['refund', 'refunds', 'refunded', 'refunding'].map(stemOf)).size).to.equal(1);
    expect(stemOf('refund')).to.not.equal(stemOf('repair'));
  });

  it('keep "used" and "using" apart from "us"', () => {
    expect(new Set(['use', 'used', 'using', 'uses'].map(stemOf)).size).to.equal(1);
    expect(stemOf('us')).to.equal('us');
    expect(stemOf('used')).not.to.equal('us');
  });

  it('leave figures and the shortest words as they are', () => {
    for (const word of ['29', '1234.5', 'is', 'as', 'a']) expect(stemOf(word)).to.equal(word);
  });
});

describe('reading a message', () => {
  it('writes short forms out, and keeps what was typed', () => {
    expect(read('cust 5wks').tokens.map(({ typed, word }) => [typed, word])).to.deep.equal([
      ['cust', 'customer'],
      ['5', '5'],
      ['wks', 'weeks'],
    ]);
  });

  it('writes a short form of several words out as several', () => {
    expect(wordsIn("what's broken")).to.deep.equal(['what', 'is', 'broken']);
    expect(words.stems('whats')).to.deep.equal(['what', 'is']);
  });

  it('reads emojis that have a meaning, also inside a text, and passes over others', () => {
    expect(wordsIn('👋refund❤️ please 🦄')).to.deep.equal(['hello', 'refund', 'thanks', 'please']);
  });

  const numbers: readonly (readonly [string, string])[] = [
    ['two kettles', '2 kettles'],
    ['nineteen', '19'],
    ['twenty nine', '29'],
    ['twenty-nine days', '29 days'],
    ['ninety one', '91'],
    ['thirty', '30'],
    ['section twenty nine please', 'section 29 please'],
    ['twenty ten', '20 10'],
    ['20 nine', '20 9'],
    ['twenty 9', '20 9'],
    ['twenty thirty five', '20 35'],
    ['one of them', 'one of them'],
  ];
  for (const [typed, meant] of numbers) {
    it(`reads "${typed}" as "${meant}"`, () => {
      expect(wordsIn(typed).join(' ')).to.equal(meant);
    });
  }

  it('gives a number in words the stem of the figure', () => {
    expect(read('twenty nine').terms).to.include('29');
    expect(words.stems('nine')).to.deep.equal(['9']);
  });

  it('marks stop words among what is ranked, so that they can count for less', () => {
    const reading = read('what is the kettle');
    expect(reading.terms).to.deep.equal([`${STOP}${stemOf('what')}`, `${STOP}is`, `${STOP}${stemOf('the')}`, stemOf('kettle')]);
    expect(reading.tokens.map(({ stem }) => stem)).to.deep.equal([stemOf('what'), 'is', stemOf('the'), stemOf('kettle')]);
    expect([words.isStop('the'), words.isStop('kettle')]).to.deep.equal([true, false]);
  });

  it('counts swearing and insults for nothing, and keeps them among the words', () => {
    const rude = wordsOf({ short: {}, concepts: {}, stop: [], skip: [], rude: ['muppet'] });
    const [plain, sworn] = ['how long is a refund', 'how long is a refund muppet'].map((text) => ({ text, reading: rude.readContent(text) }));
    expect(sworn?.reading.terms).to.deep.equal(plain?.reading.terms);
    expect(rude.intentTerms(sworn!.reading, sworn!.text)).to.deep.equal(rude.intentTerms(plain!.reading, plain!.text));
    expect(sworn?.reading.tokens.at(-1)?.word).to.equal('muppet');
  });

  const durations: readonly (readonly [string, string | undefined])[] = [
    ['24 hours', '@within-30-days'],
    ['a fortnight', '@within-30-days'],
    ['30 days', '@within-30-days'],
    ['thirty days', '@within-30-days'],
    ['31 days', '@1-6-months'],
    ['5wks', '@1-6-months'],
    ['five weeks', '@1-6-months'],
    ['a few weeks', '@within-30-days'],
    ['a couple of months', '@1-6-months'],
    ['six months', '@1-6-months'],
    ['7 months', '@6-months-6-years'],
    ['twenty six weeks', '@1-6-months'],
    ['27 weeks', '@6-months-6-years'],
    ['last year', '@6-months-6-years'],
    ['1.5 years', '@6-months-6-years'],
    ['6 years', '@6-months-6-years'],
    ['seven years', '@over-6-years'],
    ['10 year', '@over-6-years'],
    ['the week', undefined],
    ['week', undefined],
    ['30 kettles', undefined],
  ];
  for (const [text, bucket] of durations) {
    it(bucket ? `reads "she got it ${text} ago" as ${bucket}` : `finds no length of time in "${text}"`, () => {
      expect(read(`she got it ${text} ago`).terms.filter((term) => term.startsWith('@'))).to.deep.equal(bucket ? [bucket] : []);
    });
  }

  for (const [text, bucket] of [
    ['half a year', '@1-6-months'],
    ['six and a half years', '@over-6-years'],
    ['four and a half weeks', '@1-6-months'],
  ] as const) {
    it(`reads the half in "${text}" as ${bucket}`, () => {
      expect(read(`she got it ${text} ago`).terms.filter((term) => term.startsWith('@'))).to.deep.equal([bucket]);
    });
  }

  it('keeps a length of time as one term, so that "14 days" meets "14 days"', () => {
    const term = `14${stemOf('days')}`;
    for (const text of ['within 14 days', 'within fourteen days', 'a 14-day limit']) expect(read(text).terms, text).to.include(term);
  });

  it('takes the length of time in the name of a rule or promise for no age, but keeps it as a term', () => {
    for (const text of ['the 30 day rule', 'a 2 year guarantee', '14 days notice']) {
      const { terms } = read(text);
      expect(
        terms.filter((term) => term.startsWith(SPAN)),
        text,
      ).to.deep.equal([]);
      expect(
        terms.some((term) => /^\d+(?:dai|year)$/.test(term)),
        text,
      ).to.equal(true);
    }
  });

  it('reads an amount of money as what it is to section 75', () => {
    expect(read('it was £80').terms.filter((term) => term.startsWith(SPAN))).to.deep.equal(['@up-to-100-pounds']);
    expect(read('it was 80').terms.filter((term) => term.startsWith(SPAN))).to.deep.equal([]);
  });

  const meanings: readonly (readonly [string, readonly string[]])[] = [
    ['she wants her money back', ['~refund']],
    ['REFUNDING the customers', ['~refund']],
    ['it went bang and I want a refund', ['~broken', '~refund']],
    ['refund refund money back', ['~refund']],
    ['after 8 weeks', ['~ombudsman']],
    ['money for the back', []],
    ['it went', []],
  ];
  for (const [text, concepts] of meanings) {
    it(`finds ${concepts.join(' and ') || 'no meaning'} in "${text}"`, () => {
      expect(
        read(text)
          .terms.filter((term) => term.startsWith('~'))
          .sort(),
      ).to.deep.equal(concepts);
    });
  }

  it('adds a meaning to the words that carry it', () => {
    expect(read('refund').terms).to.deep.equal([stemOf('refund'), '~refund']);
  });

  it('mends the spelling of what people type, says so, and leaves our own content as it stands', () => {
    const spelling = words.withVocabulary(new Map([['kettle', 3]]), (word) => word === 'settle');
    expect(spelling.read('my kettel').corrections).to.deep.equal([{ from: 'kettel', to: 'kettle' }]);
    expect(spelling.read('my kettel').tokens[1]).to.deep.equal({ typed: 'kettel', word: 'kettle', stem: stemOf('kettle') });
    expect(spelling.read('settle').corrections).to.deep.equal([]);
    expect(spelling.readContent('my kettel').tokens[1]?.word).to.equal('kettel');
    expect(words.read('my kettel').corrections).to.deep.equal([]);
  });

  it('does not mend short forms and numbers', () => {
    const spelling = words.withVocabulary(
      new Map([
        ['mine', 9],
        ['customer', 1],
        ['just', 9],
      ]),
      () => false,
    );
    expect(spelling.read('cust nine wks').corrections).to.deep.equal([]);
  });

  const asked: readonly (readonly [string, string])[] = [
    ['refund the kettle?', QUESTION],
    ['what about the kettle', QUESTION],
    ['can she bring it back', QUESTION],
    ['tell me how it works', QUESTION],
    ['she can bring it back', STATEMENT],
    ['the kettle went bang', STATEMENT],
    ['', STATEMENT],
  ];
  for (const [text, kind] of asked) {
    it(`takes "${text}" for a ${kind === QUESTION ? 'question' : 'statement'}`, () => {
      expect(words.intentTerms(read(text), text).at(-1)).to.equal(kind);
    });
  }

  it('counts all words for the intent scorer, stop words too', () => {
    expect(words.intentTerms(read('what is the kettle'), 'what is the kettle').slice(0, -1)).to.deep.equal(['what', 'is', 'the', 'kettl']);
  });
});

describe('reading a very long message', () => {
  const long = (length: number) => 'the kettle went bang after 5 weeks '.repeat(length / 30).slice(0, length);

  it('reads all of 5,000 characters', () => {
    expect(long(5000)).to.have.length(5000);
    expect(wordsIn(`${long(5000)} zebra`).at(-1)).to.equal('zebra');
  });

  it('reads no more than three pages, however much is sent', () => {
    for (const text of [
      long(1e5),
      'a'.repeat(1e5),
      'a1'.repeat(5e4),
      '1 '.repeat(5e4),
      '👋'.repeat(5e4),
      '&'.repeat(1e5),
      "a'".repeat(5e4),
      '\u0301'.repeat(1e5),
      'ﷺ'.repeat(1e5),
    ]) {
      expect(read(text).tokens.length, text.slice(0, 10)).to.be.at.most(MAX_WORDS);
      expect(read(text).terms.length, text.slice(0, 10)).to.be.at.most(3 * MAX_WORDS);
    }
  });

  it('takes no more of one endless word than of a text', () => {
    expect(read('a'.repeat(1e5)).tokens[0]?.word.length).to.be.below(2e4);
  });

  it('keeps its beginning', () => {
    expect(read(long(1e5)).tokens).to.deep.equal(read(long(2e4)).tokens);
    expect(read(`zebra ${long(1e5)}`).tokens[0]?.word).to.equal('zebra');
  });
});

describe('our words', () => {
  let ours: Words;
  let lexicon: Lexicon;

  before(async function () {
    this.timeout(60_000);
    const knowledge = await realKnowledge();
    ours = knowledge.words;
    lexicon = knowledge.content.words;
  });

  it('write out every short form when somebody types it', () => {
    const dead = Object.entries(lexicon.short).filter(
      ([typed, meant]) =>
        ours
          .readContent(`and ${typed} and`)
          .tokens.map(({ word }) => word)
          .join(' ') !== `and ${meant} and`,
    );
    expect(dead.map(([typed, meant]) => `${typed}: ${meant}`)).to.deep.equal([]);
  });

  it('find every concept in every phrase that carries it', () => {
    const dead = Object.entries(lexicon.concepts).flatMap(([concept, phrases]) =>
      phrases.filter((phrase) => !ours.readContent(phrase).terms.includes(`~${concept}`)).map((phrase) => `${concept}: ${phrase}`),
    );
    expect(dead).to.deep.equal([]);
  });

  it('know second-hand goods by "used", and "used to" and "us" not for them', () => {
    for (const text of ['a used car', 'used laptop', 'she bought a used phone']) expect(ours.read(text).terms, text).to.include('~second-hand');
    for (const text of ['she used to like it', 'it broke when used', 'us']) expect(ours.read(text).terms, text).not.to.include('~second-hand');
  });

  it('read money in quid and in pounds as the same', () => {
    for (const text of ['80 quid', '£80', '80 pounds', 'eighty pounds', 'eighty quid'])
      expect(
        ours.read(text).terms.filter((term) => term.startsWith(SPAN)),
        text,
      ).to.deep.equal(['@up-to-100-pounds']);
  });

  it('need not be read twice: what a short form stands for is no short form', () => {
    const again = Object.values(lexicon.short).filter((meant) => meant.split(' ').some((word) => lexicon.short[word] !== undefined));
    expect(again).to.deep.equal([]);
  });

  const typed = fc.constantFrom(
    'kettel',
    'refnd',
    'cust',
    'wks',
    'twenty',
    'nine',
    'one',
    '20',
    '5',
    'warrenty',
    'umbrella',
    'dont',
    "what's",
    'discrim',
    '👋',
    'couple of',
    'half',
    'zzyzx',
    'weeks',
    '&',
  );

  it('never fail, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 400 }),
          fc.string({ unit: 'grapheme' }),
          fc.array(typed, { maxLength: 20 }).map((parts) => parts.join(' ')),
        ),
        (text) => {
          const { tokens, terms } = ours.read(text);
          for (const { word, stem } of tokens) {
            expect(word).to.match(/^(?:[a-z]+|\d+(?:\.\d+)?)$/);
            expect(stem).to.not.equal('');
          }
          expect(terms.length).to.be.at.least(tokens.length);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('read what they have read as the same again', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(typed, fc.string({ unit: 'grapheme-ascii', maxLength: 8 })), { maxLength: 15 }), (parts) => {
        const once = ours.read(parts.join(' ')).tokens.map(({ word }) => word);
        const twice = ours.read(once.join(' '));
        expect(twice.tokens.map(({ word }) => word)).to.deep.equal(once);
        expect(twice.corrections).to.deep.equal([]);
      }),
      { numRuns: 1000 },
    );
  });
});
