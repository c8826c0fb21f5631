import { expect } from 'chai';
import fc from 'fast-check';
import { type GIFTQuestion, type Matching, type MultipleChoice, type Numerical, parse, type ShortAnswer, type TrueFalse } from 'gift-pegjs';
import { finish } from '../../../bot/exchange/finish.ts';
import { WEIGHTS, writeGift } from '../../../bot/exchange/gift.ts';
import { readGift } from '../../../bot/exchange/gift-read.ts';
import { ordinal, waysToWrite } from '../../../bot/exchange/parts.ts';
import type { Question } from '../../../knowledge/schema.ts';
import { realKnowledge } from '../../knowledge/support/real.ts';
import { anyNumber, anyQuestions, hostile, plain } from './every-kind.ts';

const TITLES = new Map([
  ['cra', 'Consumer rights'],
  ['neighbour', 'Cancelling, cards and selling: the law next to it'],
]);
const written = (questions: readonly Question[]) => writeGift(questions, TITLES);

/** Back through our own import, with nothing to mend. */
function back(questions: readonly Question[]): Question[] {
  const { questions: read, problems } = finish(readGift(written(questions), []), 'gift', {});
  expect(problems).to.deep.equal([]);
  return read.map(({ question }) => question);
}

describe('questions as GIFT', () => {
  let bank: readonly Question[];
  before(async function () {
    this.timeout(60_000);
    bank = (await realKnowledge()).content.questions;
  });

  describe('come back equal through our own import', () => {
    it('for every question of the bank', () => {
      const bySubject = bank.toSorted((a, b) => bank.findIndex((q) => q.subject === a.subject) - bank.findIndex((q) => q.subject === b.subject));
      expect(back(bank)).to.deep.equal(bySubject);
    });

    it('for every kind', () => expect(back(plain)).to.deep.equal(plain));

    it('with signs of GIFT, HTML, formulas, emoji and line ends in every text', () => expect(back(hostile)).to.deep.equal(hostile));

    it('with any text in any field', () => {
      fc.assert(
        fc.property(anyQuestions, (questions) => {
          expect(back(questions)).to.deep.equal(questions);
        }),
        { numRuns: 300 },
      );
    });

    it('with any numbers', () => {
      fc.assert(
        fc.property(anyNumber, (question) => {
          expect(back([question])).to.deep.equal([question]);
        }),
        { numRuns: 200 },
      );
    });

    it('with Windows line ends and a byte order mark', () => {
      const file = `\uFEFF${written(plain).replaceAll('\n', '\r\n')}`;
      expect(finish(readGift(file, []), 'gift', {}).questions.map(({ question }) => question)).to.deep.equal(plain);
    });
  });

  describe('are what gift-pegjs reads', () => {
    it('for every question of the bank', () => expectSame(bank));
    it('for every kind', () => expectSame(plain));
    it('with hostile texts in every place', () => expectSame(hostile));
    it('with any text in any field', () => {
      fc.assert(
        fc.property(
          anyQuestions.filter((questions) => !JSON.stringify(questions).includes('&&')),
          expectSame,
        ),
        { numRuns: 100 },
      );
    });

    it('puts each subject into a category of its own', () => {
      const [one, two] = plain as [Question, Question];
      const titles = parse(written([one, { ...two, subject: 'neighbour' }])).flatMap((part) => (part.type === 'Category' ? [part.title] : []));
      expect(titles).to.deep.equal(['Shift Coach/Consumer rights', 'Shift Coach/Cancelling, cards and selling: the law next to it']);
    });
  });

  it('give right options 100 per cent together, in shares that Moodle knows, and take as much for the wrong ones', () => {
    const allowed = new Set(WEIGHTS.flatMap((weight) => [weight, -weight]));
    for (const options of [4, 5, 6])
      for (let right = 2; right < options; right++) {
        const [several] = plain.filter(({ kind }) => kind === 'several') as Extract<Question, { kind: 'several' }>[];
        const own = Array.from({ length: options }, (_, at) => ({ text: `Option ${at}`, why: 'Why.', right: at < right }));
        const weights = [...written([{ ...several!, choose: right, options: own }]).matchAll(/~%(.*?)%/g)].map(([, weight]) => Number(weight));
        expect(weights).to.have.length(options);
        for (const weight of weights) expect(allowed.has(weight), `${weight}`).to.equal(true);
        const sum = (sign: number) => weights.filter((weight) => weight * sign > 0).reduce((all, weight) => all + weight, 0);
        expect(sum(1)).to.be.closeTo(100, 0.1);
        expect(sum(-1)).to.be.closeTo(-100, 0.1);
      }
  });

  it('keep Moodle’s own list of weights', () => {
    expect(WEIGHTS).to.deep.equal([
      100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10, 5,
    ]);
  });
});

type Read = Exclude<GIFTQuestion, { type: 'Category' | 'Description' }>;

function expectSame(questions: readonly Question[]): void {
  const read = parse(written(questions)).filter((part): part is Read => part.type !== 'Category');
  expect(read).to.have.length(questions.length);
  for (const part of read) {
    const question = questions.find(({ id }) => id === part.title)!;
    expect(part.id).to.equal(question.id);
    expect(part.tags).to.deep.equal(question.tags);
    expect(part.stem.format).to.equal('plain');
    expect(seen(part.stem.text)).to.equal(seen([question.scene, question.ask].filter(Boolean).join('\n\n')));
    expect(seen(part.globalFeedback!.text).startsWith(seen(question.why))).to.equal(true);
    expectAnswers(question, part);
  }
}

/** Without what nobody sees: gift-pegjs makes one space of several, and our joiner has no width. */
function seen(text: string): string {
  return text.replaceAll('\u2060', '').replace(/\s+/g, ' ').trim();
}

function expectAnswers(question: Question, part: Read): void {
  const choices = () =>
    (part as MultipleChoice | ShortAnswer).choices.map(({ text, isCorrect, weight, feedback }) => ({
      text: seen(text.text),
      isCorrect,
      weight,
      why: feedback ? seen(feedback.text) : '',
    }));
  switch (question.kind) {
    case 'one':
      expect(part.type).to.equal('MC');
      expect(choices()).to.deep.equal(
        question.options.map(({ text, right, why }) => ({ text: seen(text), isCorrect: right, weight: null, why: seen(why) })),
      );
      return;
    case 'several': {
      expect(part.type).to.equal('MC');
      const right = question.options.filter((option) => option.right).length;
      const share = (isRight: boolean) => Number((isRight ? 100 / right : -100 / (question.options.length - right)).toFixed(5));
      const said = question.options.map((option) => ({
        text: seen(option.text),
        isCorrect: false,
        weight: share(option.right),
        why: seen(option.why),
      }));
      expect(choices()).to.deep.equal(said);
      return;
    }
    case 'true-false': {
      const { type, isTrue, trueFeedback, falseFeedback } = part as TrueFalse;
      const [yes, no] = question.options;
      expect([type, isTrue]).to.deep.equal(['TF', yes.right]);
      // Moodle's first feedback is for the wrong answer, whatever gift-pegjs calls it.
      expect([trueFeedback, falseFeedback].map((feedback) => seen(feedback!.text))).to.deep.equal(
        (yes.right ? [no, yes] : [yes, no]).map(({ why }) => seen(why)),
      );
      return;
    }
    case 'order':
    case 'match': {
      const said =
        question.kind === 'order'
          ? question.items.map(({ text }, at) => [text, ordinal(at + 1)])
          : question.pairs.map(({ left, right }) => [left, right]);
      expect(part.type).to.equal('Matching');
      // gift-pegjs leaves the right side as it stands in the file.
      const plainly = (text: string) => seen(text.replaceAll('&&010', '\n').replace(/&&(\d{3});/g, (_, code) => String.fromCharCode(Number(code))));
      expect((part as Matching).matchPairs.map(({ subquestion, subanswer }) => [seen(subquestion.text), plainly(subanswer)])).to.deep.equal(
        said.map((sides) => sides.map((side = '') => seen(side))),
      );
      const whys = question.kind === 'order' ? question.items : question.pairs;
      for (const { why } of whys) expect(seen(part.globalFeedback!.text)).to.include(seen(why));
      return;
    }
    case 'number': {
      const read = (part as Numerical).choices as Exclude<Numerical['choices'], { type: unknown }>;
      expect(part.type).to.equal('Numerical');
      expect(read.map(({ weight, text, feedback }) => [weight, text.number, text.range, feedback ? seen(feedback.text) : ''])).to.deep.equal([
        [100, question.answer, question.tolerance, ''],
        ...question.near.map(({ value, why }) => [0, value, 0, seen(why)]),
      ]);
      return;
    }
    case 'date': {
      expect(part.type).to.equal('Short');
      const right = choices()
        .filter(({ weight }) => weight === 100)
        .map(({ text }) => text);
      expect(right).to.include.members(waysToWrite(question.answer));
      expect(new Set(right.filter((text) => /^\d{4}-/.test(text))).size).to.equal(1 + 2 * question.toleranceDays);
      expect(choices().filter(({ weight }) => weight === 0)).to.deep.equal(
        question.near.flatMap(({ value, why }) => waysToWrite(value).map((text) => ({ text, isCorrect: true, weight: 0, why: seen(why) }))),
      );
      return;
    }
    case 'short':
      expect(part.type).to.equal('Short');
      expect(choices()).to.deep.equal([
        ...question.accepted.map((text) => ({ text: seen(text), isCorrect: true, weight: 100, why: '' })),
        ...question.near.map(({ value, why }) => ({ text: seen(value), isCorrect: true, weight: 0, why: seen(why) })),
      ]);
  }
}
