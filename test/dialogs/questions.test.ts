import { expect } from 'chai';
import fc from 'fast-check';
import { demandsIn, isPasted, questionsIn, sentencesOf } from '../../dialogs/questions.ts';
import { split } from '../../knowledge/words.ts';

describe('the questions of a message', () => {
  const table: readonly (readonly [string, string, readonly string[]])[] = [
    ['two sentences', 'What is LASS? What is NPS?', ['What is LASS?', 'What is NPS?']],
    ['no question marks', 'what is lass. how do i use it', ['what is lass.', 'how do i use it']],
    ['lines', 'what is lass\nwhat is nps\n\nwho is it for', ['what is lass', 'what is nps', 'who is it for']],
    ['no space between', 'What is LASS?What is NPS?', ['What is LASS?', 'What is NPS?']],
    ['joined by "and"', 'can she have a refund and who pays the postage', ['can she have a refund', 'who pays the postage']],
    ['joined by "also"', 'can she have a refund, also who pays the postage', ['can she have a refund', 'who pays the postage']],
    ['joined by "and also"', 'can she have a refund and also who pays the postage', ['can she have a refund', 'who pays the postage']],
    ['joined by "n" and "plus"', 'what is lass n what is nps plus what is csat', ['what is lass', 'what is nps', 'what is csat']],
    [
      'what is told before',
      'The kettle broke. Can she have a refund? She has no receipt. Does that matter then?',
      ['The kettle broke. Can she have a refund?', 'She has no receipt. Does that matter then?'],
    ],
  ];
  for (const [how, text, questions] of table) {
    it(`are told apart: ${how}`, () => {
      expect(questionsIn(text)).to.deep.equal(questions);
    });
  }

  it('are none where one thing is asked, or nothing', () => {
    for (const text of [
      '',
      '?',
      'what is lass',
      'can she have a refund for a kettle and a toaster',
      'the kettle broke. she wants a refund.',
      'kettle broke, can she have a refund? she is here now.',
      'terms and conditions: what are they',
    ])
      expect(questionsIn(text), text).to.deep.equal([]);
  });

  it('are no scraps of one or two words', () => {
    expect(questionsIn('Refund? Really? Why? Can she have one for the kettle?')).to.deep.equal([]);
  });

  const statement = fc.constantFrom('The kettle broke.', 'She has no receipt.', 'It was £80.', 'Hi there!');
  const question = fc.constantFrom('Can she have a refund?', 'Who pays the postage?', 'What is LASS?', 'How long do we have to pay it?');
  const message = fc
    .array(fc.tuple(fc.array(statement, { maxLength: 2 }), question), { minLength: 1, maxLength: 6 })
    .map((parts) => parts.map(([told, asked]) => [...told, asked].join(' ')));

  it('are none or several, and together hold all the words up to the last', () => {
    fc.assert(
      fc.property(message, fc.constantFrom(' ', '\n', '\n\n'), (parts, between) => {
        const text = parts.join(between);
        const found = questionsIn(text);
        expect(found).to.have.length(parts.length > 1 ? parts.length : 0);
        if (found.length > 0) expect(split(found.join(' '))).to.deep.equal(split(text));
      }),
    );
  });

  it('are none or several, and nothing but what was said, whatever is typed', () => {
    const piece = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 10 }), statement, question, fc.constantFrom(' and ', '\n', '?', '...', ' also '));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const found = questionsIn(text);
        expect(found).not.to.have.length(1);
        const words = split(text);
        let at = 0;
        for (const word of split(found.join(' '))) {
          at = words.indexOf(word, at) + 1;
          expect(at, `"${word}" of ${JSON.stringify(text)}`).to.be.above(0);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a pasted text', () => {
  it('is one of more than 70 words', () => {
    expect(isPasted('word '.repeat(70))).to.equal(false);
    expect(isPasted('word '.repeat(71))).to.equal(true);
  });

  it('has sentences and lines', () => {
    expect(sentencesOf('Dear Sir,\n\n  I am cross. Why? Because!\nYours ')).to.deep.equal(['Dear Sir,', 'I am cross.', 'Why?', 'Because!', 'Yours']);
    expect(sentencesOf(' \n\n ')).to.deep.equal([]);
  });

  for (const sentence of [
    'I want my money back for this kettle.',
    'We would like a replacement as soon as possible.',
    "I'd like to cancel the order I made.",
    'I expect you to collect the washing machine.',
    'I am entitled to a full refund I think.',
    'Please respect my rights in this matter.',
    'Can you tell me who pays for the postage',
    'The kettle is broken, so what happens now?',
    'Secondly, how long do I have to wait for it',
    '2) Who has to prove that it was faulty',
  ]) {
    it(`demands something in "${sentence}"`, () => {
      expect(demandsIn(`It was a lovely day. ${sentence}`)).to.have.length(1);
    });
  }

  it('demands nothing where it only tells, or in a scrap', () => {
    for (const text of [
      'I bought a kettle from you in May.',
      'The driver left it with a neighbour.',
      'Yours faithfully, Mrs Ashworth',
      'Why? Why not?',
      'Can I?',
    ])
      expect(demandsIn(text), text).to.deep.equal([]);
  });

  it('has its demands in their order, without their "first" and "secondly"', () => {
    expect(demandsIn('First, can I have a refund?\nSecondly, who pays the postage?\nFinally, what about my data rights?')).to.deep.equal([
      'can I have a refund?',
      'who pays the postage?',
      'what about my data rights?',
    ]);
  });
});
