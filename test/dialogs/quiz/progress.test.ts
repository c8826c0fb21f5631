import { expect } from 'chai';
import { coach } from '../../../dialogs/coach.ts';
import type { House } from '../../../dialogs/house.ts';
import type { Attempt, Learning } from '../../../dialogs/quiz/quiz.ts';
import { NEW_SESSION, type Reply, type Session, type Turn } from '../../../dialogs/turn.ts';
import { reviewed } from '../../../knowledge/spacing.ts';
import { confirmed, versionOf } from '../../../knowledge/versions.ts';
import { NOW, textOf } from '../support/house.ts';
import { BANK, quizHouse } from '../support/quiz-house.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Somebody who gave these answers, so many days ago. */
function learner(house: House, answers: readonly (readonly [id: string, score: number, daysAgo: number, sure?: Attempt['sure']])[]): Learning {
  return answers.reduce<Learning>(
    ({ cards, attempts }, [question, score, daysAgo, sure]) => {
      const at = new Date(NOW.getTime() - daysAgo * DAY_MS);
      const version = versionOf(house.knowledge.content, BANK.find(({ id }) => id === question)?.cites ?? []);
      const card = { ...reviewed(cards[question], score === 1 ? 'good' : 'again', at), version };
      return { cards: { ...cards, [question]: card }, attempts: [...attempts, { question, at: at.toISOString(), score, ...(sure && { sure }) }] };
    },
    { cards: {}, attempts: [] },
  );
}

const said = (house: House, session: Session, text: string): Turn => coach(house)(session, { kind: 'text', text }, NOW);
const pressed = (house: House, session: Session, press: string): Turn => coach(house)(session, { kind: 'press', press }, NOW);
const linesOf = ({ lines = [] }: Reply) => lines.map(({ label, text }) => `${label}: ${text}`);

describe('progress', function () {
  this.timeout(60_000);
  let house: House;
  let session: Session;
  before(async () => {
    house = await quizHouse();
    const learning = learner(house, [
      ['cra-1', 1, 1],
      ['cra-2', 1, 9],
      ['cra-3', 0, 2, 'sure'],
      ['equality-1', 0, 0],
      ['equality-2', 1, 0],
    ]);
    session = { ...NEW_SESSION, noted: true, learning };
  });

  it('tells by subject what is learned, shaky, not met and due, and what somebody was sure of and wrong about first', () => {
    const turn = said(house, session, 'how am i doing');
    expect(turn.intent).to.equal('show_progress');
    expect(linesOf(turn.replies[0] as Reply)).to.deep.equal([
      'Sure, but wrong: Repair or replacement.',
      'Consumer rights: 1 sure but wrong, 1 learned, 1 shaky, 2 not met yet, 2 due.',
      'Equality: 1 learned, 1 shaky, 3 not met yet.',
    ]);
    expect(textOf(turn)).to.include('2 of 20 questions learned.').and.to.include('Not met yet: Data protection; Standards and measures.');
    expect(turn.replies[0]?.choices[0]?.press).to.equal('ask:cra-23');
  });

  it('is the same by its button, and in the middle of a quiz, which then goes on', () => {
    expect(pressed(house, session, 'quizdo:progress').replies).to.deep.equal(said(house, session, 'how am i doing').replies);
    const quizzing = said(house, session, 'quiz me on equality, 3 questions').session;
    const [progress, question] = said(house, quizzing, 'how am i doing').replies;
    expect(progress?.picture).not.to.equal(undefined);
    expect(question?.heading).to.include('Question 1 of 3');
  });

  it('can be had for one subject, by its parts', () => {
    const [reply] = said(house, session, 'how am i doing on equality').replies;
    expect(linesOf(reply as Reply)).to.deep.equal(['Time limits: 1 learned, 1 shaky.']);
    expect(reply?.more[0]).to.deep.equal({ label: 'Not met yet', text: 'The rest.' });
    expect(textOf(said(house, session, 'how am i doing on data protection'))).to.include('not met any question on Data protection');
  });

  it('says how the last 20 answers were beside the 20 before', () => {
    const many = Array.from({ length: 40 }, (_, at) => [BANK[at % 10]?.id ?? '', at < 20 ? at % 2 : 1, 0] as const);
    const text = textOf(said(house, { ...session, learning: learner(house, many) }, 'how am i doing'));
    expect(text).to.include('Trend: 20 of your last 20 answers right; 10 of the 20 before.');
  });

  it('shows a picture that says the same as the words', () => {
    const [reply] = said(house, session, 'how am i doing').replies;
    expect(reply?.picture?.bars.map(({ label, parts }) => [label, ...parts.map(({ count }) => count)])).to.deep.equal([
      ['Consumer rights', 1, 1, 1, 2],
      ['Equality', 1, 1, 0, 3],
      ['Data protection', 0, 0, 0, 5],
      ['Standards and measures', 0, 0, 0, 5],
    ]);
    expect(reply?.picture?.alt).to.include('Consumer rights: 1 learned, 1 shaky, 1 sure, but wrong, 2 not met yet;');
  });

  it('asks to begin where nothing was answered yet', () => {
    expect(textOf(said(house, NEW_SESSION, 'how am i doing'))).to.include('no progress to show yet');
    expect(textOf(said(house, NEW_SESSION, 'am i ready for the assessment'))).to.include('no progress to show yet');
  });

  it('ends a quiz with a picture of what was right and wrong', () => {
    let turn = said(house, session, 'quiz me on anything, 4 questions');
    for (const answer of ['b', 'a', 'b', 'b']) turn = said(house, turn.session, answer);
    const picture = turn.replies.at(-1)?.picture;
    const sum = (kind: string) => picture?.bars.flatMap(({ parts }) => parts).reduce((all, part) => all + (part.kind === kind ? part.count : 0), 0);
    expect([sum('good'), sum('fair'), sum('bad')]).to.deep.equal([3, 0, 1]);
  });
});

describe("what's due", function () {
  this.timeout(60_000);
  let house: House;
  before(async () => {
    house = await quizHouse();
  });

  it('tells how many and how long, and starts them with one press', () => {
    const learning = learner(house, [
      ['cra-1', 1, 9],
      ['data-1', 0, 2],
      ['data-2', 1, 0],
    ]);
    const turn = said(house, { ...NEW_SESSION, noted: true, learning }, "what's due?");
    expect(textOf(turn)).to.include('2 questions are due today: about 1 minute.');
    expect(turn.replies[0]?.choices[0]?.press).to.equal('quizon:today');
    expect(pressed(house, turn.session, 'quizon:today').session.quiz?.paper).to.have.members(['cra-1', 'data-1']);
  });

  it('says when the next come, where nothing is', () => {
    const learning = learner(house, [['cra-1', 1, 0]]);
    expect(textOf(said(house, { ...NEW_SESSION, noted: true, learning }, "what's due?"))).to.include(
      'The next 1 question comes on 25 November 2026.',
    );
  });

  it('has a plan as soon as the day of the assessment is told', () => {
    const turn = said(house, { ...NEW_SESSION, noted: true }, 'my assessment is on 12 January');
    expect(textOf(turn)).to.include('12 January 2027, in 51 days.').and.to.include('all 20 fit').and.to.include('A day off costs nothing');
    const due = said(house, turn.session, "what's due?");
    expect(textOf(due)).to.include('5 new: about 4 minutes.');
    expect(pressed(house, due.session, 'quizon:today').session.quiz?.paper.length).to.equal(5);
  });
});

describe('when the law changes under what somebody has learned', function () {
  this.timeout(60_000);
  let before_: House;
  let after: House;
  let session: Session;
  before(async () => {
    before_ = await quizHouse((content) => ({
      questionVersions: confirmed(
        content,
        BANK.map(({ id }) => id),
        '2026-11-20',
      ),
    }));
    after = await quizHouse((content) => ({
      questionVersions: before_.knowledge.content.questionVersions,
      provisions: content.provisions.map((provision) =>
        provision.id === 'cra-22' ? { ...provision, rule: 'A customer has 40 days.', from: '2026-11-21' } : provision,
      ),
    }));
    session = {
      ...NEW_SESSION,
      noted: true,
      learning: learner(before_, [
        ['cra-1', 1, 0],
        ['cra-2', 1, 0],
      ]),
    };
  });

  it('does not ask the question any more', () => {
    expect(before_.bank().map(({ id }) => id)).to.include('cra-1');
    expect(after.bank().map(({ id }) => id)).to.deep.equal(BANK.map(({ id }) => id).filter((id) => id !== 'cra-1'));
    for (const text of ['quiz me on anything, 30 questions', 'quiz me on consumer rights, 30 questions', 'test me on section 22, 5 questions'])
      expect(said(after, session, text).session.quiz?.paper ?? []).not.to.include('cra-1');
  });

  it('says what was learned and what it is now, with the way to it, at the next quiz or progress', () => {
    for (const text of ['how am i doing', 'quiz me on equality, 3 questions', "what's due?"]) {
      const [news] = said(after, session, text).replies;
      expect(news?.point, text).to.equal('Something you learned has changed.');
      expect(news?.lines?.length).to.equal(1);
      expect(news?.lines?.[0]?.text).to.match(/^You learned: A customer has 30 days .* Since 21 November 2026 it is: A customer has 40 days\.$/);
      expect(news?.choices.map(({ press }) => press)).to.deep.equal(['ask:cra-22']);
    }
  });

  it('says it once, and asks the question again as soon as it has been read', () => {
    const told = said(after, session, 'how am i doing').session;
    expect(textOf(said(after, told, 'how am i doing'))).not.to.include('has changed');
    const { content } = after.knowledge;
    const read = { ...after, bank: () => content.questions };
    expect(textOf(said(read, told, "what's due?"))).to.include('1 question is due today');
    expect(
      textOf(said(read, session, "what's due?"))
        .split('\n')
        .at(-1),
      'no others become due',
    ).not.to.include('2 questions');
  });

  it('says nothing to who has not met the question', () => {
    expect(textOf(said(after, { ...session, learning: learner(after, [['data-1', 1, 0]]) }, 'how am i doing'))).not.to.include('has changed');
  });
});
