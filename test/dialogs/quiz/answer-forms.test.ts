import { expect } from 'chai';
import { answerIn } from '../../../dialogs/quiz/answer-in.ts';
import { mark } from '../../../dialogs/quiz/mark.ts';
import type { Given } from '../../../dialogs/quiz/quiz.ts';
import { letterOf, type Shown, shownOf } from '../../../dialogs/quiz/shown.ts';

import type { Question } from '../../../knowledge/schema.ts';
import { shuffled } from '../../../knowledge/shuffle.ts';
import { realKnowledge } from '../../knowledge/support/real.ts';
import { withSlip } from './support/slip.ts';

/** A way of answering, and what is meant by it. */
type Form = { readonly question: Question; readonly typed: string; readonly given: Given };

const SEED = 20_261_122;
const QUESTIONS_EACH = 8;
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

describe('an answer to a quiz question', () => {
  let bank: readonly Question[];
  let words: Parameters<typeof answerIn>[3];
  before(async function () {
    this.timeout(60_000);
    ({ questions: bank, quiz: words } = (await realKnowledge()).content);
  });

  it('is taken as it is meant in 99 of 100 forms, and never marked wrong where it is right', () => {
    const kinds = new Set(bank.map(({ kind }) => kind));
    const forms = [...kinds].flatMap((kind) =>
      shuffled(
        bank.filter((question) => question.kind === kind),
        kind,
      )
        .slice(0, QUESTIONS_EACH)
        .flatMap((question) => formsOf(question)),
    );
    const missed = forms.filter(({ question, typed, given }) => takenAs(question, typed)?.join() !== given.join());
    const wronged = forms.filter(({ question, typed, given }) => {
      const taken = takenAs(question, typed);
      return taken !== undefined && mark(question, given).score === 1 && mark(question, taken).score < 1;
    });
    const named = (form: Form) => `${form.question.id}: "${form.typed}" is ${form.given}, taken as ${takenAs(form.question, form.typed)}`;
    expect(forms).to.have.length.above(1000);
    expect(wronged.map(named), 'marked wrong').to.deep.equal([]);
    expect(missed.length / forms.length, missed.map(named).join('\n')).to.be.at.most(0.01);
  });

  function takenAs(question: Question, typed: string): Given | undefined {
    const heard = answerIn(question, shownOf(question, SEED), typed, words);
    return heard === undefined || heard === 'unclear' ? undefined : heard.given;
  }
});

/** Every form of answering this question rightly, and some of answering it wrongly. */
function formsOf(question: Question): Form[] {
  const shown = shownOf(question, SEED);
  const form = (typed: string, given: Given): Form => ({ question, typed, given });
  switch (question.kind) {
    case 'one':
      return shown.flatMap(({ text, place }, at) => [...bySign(at), ...byWords(text)].map((typed) => form(typed, [place])));
    case 'true-false':
      return [
        ...['true', 'True', 'yep', 'yeah', 'its true', "that's true", 'I think its true', 'A', 'a)', 'the first one', 'correct', 'ture'].map(
          (typed) => form(typed, ['0']),
        ),
        ...['false', 'FALSE', 'nope', 'nah', "that's false", 'definitely false', 'not true', 'b', '(b)', '2', 'flase', 'id say false'].map((typed) =>
          form(typed, ['1']),
        ),
      ];
    case 'several':
      return severalForms(question, shown).map(([typed, given]) => form(typed, given));
    case 'order':
      return inARow(
        shown,
        question.items.map((_, at) => String(at)),
      ).map(([typed, given]) => form(typed, given));
    case 'match':
      return matchForms(question, shown).map(([typed, given]) => form(typed, given));
    case 'number':
      return numberForms(question.answer, question.unit).map((typed) => form(typed, [String(question.answer)]));
    case 'date':
      return dateForms(question.answer).map((typed) => form(typed, [question.answer]));
    case 'short':
      // What is kept are the words: they are right if marked so.
      return question.accepted.flatMap((wording) =>
        [wording, wording.toUpperCase(), wording.toLowerCase(), `the ${wording}`, `${wording}.`].map((typed) => form(typed, [typed.trim()])),
      );
  }
}

function bySign(at: number): string[] {
  const letter = letterOf(at).toLowerCase();
  const [ordinal = ''] = ORDINALS.slice(at);
  return [
    letter,
    `${letter.toUpperCase()})`,
    `(${letter})`,
    `${letter}.`,
    ` ${letter} `,
    String(at + 1),
    `${at + 1})`,
    `option ${letter}`,
    `the ${ordinal} one`,
    ordinal,
    `i think ${letter}`,
    `its ${letter}`,
    `${letter} i think`,
    `going with ${letter}`,
    `${letter}, sure`,
    `is it ${letter}?`,
    `${letter} please`,
    `I'm going with ${letter.toUpperCase()}`,
    `number ${at + 1}`,
    `definitely ${letter}`,
    `um ${letter}?`,
  ];
}

function byWords(text: string): string[] {
  return [text, text.toLowerCase(), `${text}?`, `i think ${text.toLowerCase()}`, withSlip(text), text.replace(/[^\w\s]/g, '')];
}

function severalForms(question: Extract<Question, { kind: 'several' }>, shown: Shown): [string, Given][] {
  const picked = shown.flatMap(({ place }, at) => (question.options[Number(place)]?.right ? [{ at, place }] : []));
  const places = picked.map(({ place }) => place);
  const letters = picked.map(({ at }) => letterOf(at).toLowerCase());
  const texts = picked.map(({ place }) => question.options[Number(place)]?.text ?? '');
  return [
    [letters.join(' and '), places],
    [letters.join(', '), places],
    [letters.join(''), places],
    [letters.join(' ').toUpperCase(), places],
    [letters.join(' & '), places],
    [letters.join('+'), places],
    [`options ${letters.join(' and ')}`, places],
    [`${letters.map((letter) => `${letter})`).join(' ')}`, places],
    [picked.map(({ at }) => at + 1).join(' '), places],
    [picked.map(({ at }) => ORDINALS[at]).join(' and '), places],
    [`i think ${letters.join(' and ')}`, places],
    [texts.join(', ').includes(', ') && texts.every((text) => !/,| and | then /i.test(text)) ? texts.join(', ') : letters.join(','), places],
  ];
}

/** All in a row, by letters and figures. */
function inARow(shown: Shown, wanted: Given): [string, Given][] {
  const at = wanted.map((place) => shown.findIndex((option) => option.place === place));
  const letters = at.map((place) => letterOf(place).toLowerCase());
  return [
    letters.join(' '),
    letters.join(''),
    letters.join(', '),
    letters.join(' then '),
    letters.join('-'),
    at.map((place) => place + 1).join(' '),
    letters.join(' ').toUpperCase(),
    `its ${letters.join(', ')}`,
    letters.join(' > '),
  ].map((typed): [string, Given] => [typed, wanted]);
}

function matchForms(question: Extract<Question, { kind: 'match' }>, shown: Shown): [string, Given][] {
  const wanted = question.pairs.map((_, at) => String(at));
  const letters = wanted.map((place) => letterOf(shown.findIndex((option) => option.place === place)).toLowerCase());
  const pairs = letters.map((letter, at) => [at + 1, letter] as const);
  const forms = [
    pairs.map(([left, right]) => `${left}${right}`).join(' '),
    pairs.map(([left, right]) => `${left}-${right}`).join(', '),
    pairs.map(([left, right]) => `${left} = ${right}`).join('; '),
    pairs.map(([left, right]) => `${left} is ${right}`).join(', '),
    pairs
      .map(([left, right]) => `${left}${right.toUpperCase()}`)
      .reverse()
      .join(' '),
    letters.join(' '),
    letters.join(''),
  ];
  return forms.map((typed) => [typed, wanted]);
}

function numberForms(answer: number, unit: string): string[] {
  const figure = String(answer);
  const common = [figure, `${figure}.`, `its ${figure}`, `i think ${figure}`, `${figure}?`, `is it ${figure}`];
  if (unit === '£') return [...common, `£${figure}`, `${figure} pounds`, `${figure} quid`];
  const withUnit = [...common, `${figure} ${unit}`, `within ${figure} ${unit}`];
  if (unit === 'days' && answer % 7 === 0) return [...withUnit, `${answer / 7} weeks`, ...(answer === 14 ? ['a fortnight', 'two weeks'] : [])];
  if (unit === 'months' && answer % 12 === 0) return [...withUnit, `${answer / 12} years`];
  if (unit === 'years') return [...withUnit, `${answer * 12} months`];
  if (unit === 'hours' && answer % 24 === 0) return [...withUnit, `${answer / 24} days`, `${figure}hrs`];
  return withUnit;
}

function dateForms(iso: string): string[] {
  const [year = '', month = '', day = ''] = iso.split('-');
  const name = MONTHS[Number(month) - 1] ?? '';
  const figure = Number(day);
  return [
    `${figure} ${name}`,
    `${figure} ${name} ${year}`,
    `${figure} ${name.slice(0, 3).toLowerCase()}`,
    `${name} ${figure}`,
    `${figure}/${Number(month)}/${year}`,
    `the ${figure}${suffixOf(figure)} of ${name}`,
    `i think its ${figure} ${name}`,
    `by ${figure} ${name}?`,
  ];
}

function suffixOf(day: number): string {
  if (day > 10 && day < 14) return 'th';
  return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th';
}
