import { expect } from 'chai';
import { sessionIn } from '../../../bot/kept.ts';
import { coach } from '../../../dialogs/coach.ts';
import { type House, houseOf } from '../../../dialogs/house.ts';
import { paperOf } from '../../../dialogs/quiz/paper.ts';
import { NO_LEARNING, type Quiz } from '../../../dialogs/quiz/quiz.ts';
import { letterOf, shownOf } from '../../../dialogs/quiz/shown.ts';
import { type Coach, NEW_SESSION, type Session, type Turn } from '../../../dialogs/turn.ts';
import { QUESTION_KINDS } from '../../../knowledge/lists.ts';
import type { Question } from '../../../knowledge/schema.ts';
import { realKnowledge } from '../../knowledge/support/real.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const TOMORROW = new Date('2026-11-23T12:00:00Z');
const SEED = 7;

let house: House;
let talk: Coach;
let bank: readonly Question[];

before(async function () {
  this.timeout(60_000);
  house = houseOf(await realKnowledge());
  talk = coach(house);
  bank = house.knowledge.content.questions;
});

const say = (text: string, session: Session = NEW_SESSION, now = NOW) => talk(structuredClone(session), { kind: 'text', text }, now);
const press = (id: string, session: Session, now = NOW) => talk(structuredClone(session), { kind: 'press', press: id }, now);

/** A session in which these questions are asked. */
function asking(questions: readonly Question[], more: Partial<Quiz> = {}): Session {
  const quiz: Quiz = {
    mode: 'practice',
    title: 'Test',
    seed: SEED,
    paper: questions.map(({ id }) => id),
    attempts: [],
    begun: NOW.toISOString(),
    ...more,
  };
  return { ...NEW_SESSION, quiz };
}

function ofKind<K extends Question['kind']>(kind: K, least = 1): Extract<Question, { kind: K }>[] {
  const found = bank.filter((question): question is Extract<Question, { kind: K }> => question.kind === kind).slice(0, least);
  expect(found).to.have.length(least);
  return found;
}

/** The letter of the right option, or of the first wrong one. */
function letter(question: Extract<Question, { kind: 'one' }>, isRight: boolean, seed = SEED): string {
  return letterOf(shownOf(question, seed).findIndex(({ place }) => question.options[Number(place)]?.right === isRight));
}

const points = (turn: Turn) => turn.replies.map(({ point }) => point);
const marks = ({ session }: Turn) => session.quiz?.attempts.map(({ score }) => score);

describe('asking for a quiz', () => {
  it('takes the subject, the number and the way from any words', () => {
    const asked = (text: string) => {
      const { quiz } = say(text).session;
      const subjects = new Set(quiz?.paper.map((id) => bank.find((question) => question.id === id)?.subject));
      return { mode: quiz?.mode, count: quiz?.paper.length, subjects: [...subjects].sort() };
    };
    expect(asked('test me on the equality act, 5 questions')).to.deep.equal({ mode: 'practice', count: 5, subjects: ['equality'] });
    expect(asked('ten quick ones on gdpr')).to.deep.equal({ mode: 'practice', count: 10, subjects: ['data'] });
    expect(asked('mock exam on the consumer rights act')).to.deep.include({ mode: 'exam', subjects: ['cra'] });
    expect(asked('one question please')).to.deep.include({ count: 1 });
    expect(asked('give me 100 questions on data protection')).to.deep.include({ count: 30 });
    expect(asked('quiz me on a mix').subjects).to.have.length.above(2);
  });

  it('asks only hard ones, or easy ones, where these are wanted', () => {
    const levels = (text: string) => new Set(say(text).session.quiz?.paper.map((id) => bank.find((question) => question.id === id)?.difficulty));
    expect([...levels('give me 5 hard questions on consumer rights')]).to.deep.equal([3]);
    expect([...levels('5 easy questions on consumer rights')]).to.deep.equal([1]);
  });

  it('asks about one section where that is named', () => {
    const { quiz } = say('grill me on section 22 of the consumer rights act').session;
    expect(quiz?.paper).not.to.have.length(0);
    for (const id of quiz?.paper ?? [])
      expect(bank.find((question) => question.id === id)?.cites.some((cite) => cite.startsWith('cra-'))).to.equal(true);
  });

  it('says so where there are no questions on it, and offers what there is', () => {
    const turn = say('quiz me on quantum physics');
    expect(turn.session.quiz).to.equal(undefined);
    expect(turn.replies[0]?.choices).not.to.have.length(0);
  });

  it('gives the same paper for the same seed, and another for another', () => {
    const wanted = { mode: 'practice', count: 10 } as const;
    const paper = (seed: number) => paperOf(bank, NO_LEARNING, wanted, seed, NOW);
    expect(paper(1)).to.deep.equal(paper(1));
    expect(paper(1)).not.to.deep.equal(paper(2));
  });

  it('has nothing due, and nothing wrong, before anything was answered', () => {
    expect(points(say('whats due'))).to.deep.equal([house.knowledge.content.phrases.phrases['nothing-due'].point]);
    expect(points(say('test me on what i got wrong'))).to.deep.equal([house.knowledge.content.phrases.phrases['nothing-wrong-yet'].point]);
  });
});

describe('an answer in a quiz', () => {
  it('is marked in the first words, with why and its source, and the next question follows', () => {
    const [one, two] = ofKind('one', 2);
    if (!one || !two) return;
    const right = say(letter(one, true), asking([one, two]));
    expect(right.replies[0]?.point).to.match(/^Right\./);
    expect(right.replies[0]?.cites[0]?.id).to.equal(one.cites[0]);
    expect(right.replies[1]?.point).to.include(two.ask);
    const wrong = say(letter(one, false), asking([one, two]));
    expect(wrong.replies[0]?.point).to.match(/^Not quite\. The answer is [A-D]/);
    expect(wrong.replies[0]?.more.map(({ text }) => text)).to.include(one.why);
  });

  it('costs nothing where it could be two, or none: the same question comes again', () => {
    for (const kind of QUESTION_KINDS.filter((one) => one !== 'short')) {
      const [question] = bank.filter((one) => one.kind === kind);
      if (!question) throw new Error(`the bank has no ${kind}`);
      const session = asking([question]);
      for (const typed of ['a or b', 'purple', 'hmm', 'zz top']) {
        const turn = say(typed, session);
        expect(marks(turn), `${kind}: ${typed}`).to.deep.equal([]);
        expect(points(turn).at(-1)).to.include(question.ask);
      }
    }
  });

  it('can be tapped one after the other where several are wanted', () => {
    const [several] = ofKind('several');
    if (!several) return;
    const right = several.options.flatMap((option, place) => (option.right ? [place] : []));
    let turn: Turn | undefined;
    let session = asking([several]);
    for (const place of right) {
      expect(session.quiz?.attempts).to.deep.equal([]);
      turn = press(`pick:${several.id}:${place}`, session);
      session = turn.session;
    }
    expect(turn && marks(turn)).to.deep.equal([1]);
  });

  it('is passed without a telling-off, and the answer is given', () => {
    const [one] = ofKind('one');
    if (!one) return;
    const turn = say('dunno', asking([one]));
    expect(turn.replies[0]?.point).to.match(/^No problem\. The answer is/);
    expect(marks(turn)).to.deep.equal([0]);
  });

  it('may come with how sure, before it or beside it; sure and wrong is said first', () => {
    const [one] = ofKind('one');
    if (!one) return;
    const wrong = letter(one, false);
    const beside = say(`${wrong}, sure`, asking([one]));
    const before = say(wrong, press('quizdo:sure', asking([one])).session);
    for (const turn of [beside, before]) {
      expect(turn.session.quiz?.attempts[0]?.sure).to.equal('sure');
      expect(turn.replies[0]?.point).to.include('you were sure');
    }
    expect(say(`${wrong} but just a guess`, asking([one])).session.quiz?.attempts[0]?.sure).to.equal('guess');
  });

  it('is not asked how sure any more once that is turned off', () => {
    const [one] = ofKind('one');
    if (!one) return;
    const off = say('stop asking how sure i am', asking([one]));
    expect(off.replies.at(-1)?.choices.map(({ press: id }) => id)).not.to.include('quizdo:sure');
    expect(
      say('ask me how sure i am', off.session)
        .replies.at(-1)
        ?.choices.map(({ press: id }) => id),
    ).to.include('quizdo:sure');
  });

  it('by a button of an earlier question changes nothing', () => {
    const [one, two] = ofKind('one', 2);
    if (!one || !two) return;
    const next = say(letter(one, true), asking([one, two])).session;
    const turn = press(`pick:${one.id}:0`, next);
    expect(turn.session.quiz?.attempts).to.deep.equal(next.quiz?.attempts);
    expect(points(turn).at(-1)).to.include(two.ask);
  });
});

describe('something else in the middle of a quiz', () => {
  const INTERRUPTIONS = [
    'what is section 75 of the consumer credit act?',
    's22 cra',
    'can a customer get a refund without a receipt?',
    'delivered 10 nov 2026, last day to reject?',
    'thanks',
    'hello',
    'help',
    'what is the weather like today?',
    'remind me tomorrow at 9 to ring her',
    'what do you hold on me?',
    'what is LASS?',
  ];

  it('is answered, and the same question comes back with nothing marked, whatever its kind', () => {
    const odd: string[] = [];
    let pairs = 0;
    for (const kind of QUESTION_KINDS) {
      const question = bank.find((one) => one.kind === kind);
      if (!question) throw new Error(`the bank has no ${kind}`);
      const session = asking([question]);
      const before = say('repeat the question', session).replies.at(-1);
      for (const text of INTERRUPTIONS) {
        const turn = say(text, session);
        pairs += 1;
        const isSame =
          JSON.stringify(turn.replies.at(-1)) === JSON.stringify(before) && JSON.stringify(turn.session.quiz) === JSON.stringify(session.quiz);
        if (!isSame || turn.replies.length < 2) odd.push(`${kind}: ${text}`);
      }
    }
    expect(pairs).to.equal(88);
    expect(odd).to.deep.equal([]);
  });

  it('stays polite to who doubts the answer, and shows the source', () => {
    const [one, two] = ofKind('one', 2);
    if (!one || !two) return;
    const answered = say(letter(one, true), asking([one, two])).session;
    for (const text of ['are you sure? my manager says something else', 'thats wrong', 'my tutor told me the opposite']) {
      const turn = say(text, answered);
      expect(turn.replies[0]?.cites[0]?.id, text).to.equal(one.cites[0]);
      expect(turn.replies.at(-1)?.point, text).to.include(two.ask);
      expect(turn.session.quiz?.attempts).to.have.length(1);
    }
  });

  it('a customer comes first: the quiz is put aside, and goes on later where it was', () => {
    const [one, two] = ofKind('one', 2);
    if (!one || !two) return;
    const answered = say(letter(one, true), asking([one, two])).session;
    const complaint = say('got an angry lady here, her kettle blew up', answered);
    expect(complaint.session.walking).not.to.equal(undefined);
    expect(complaint.session.quiz?.parked).to.equal(true);
    const parked = say('park it', complaint.session).session;
    const resumed = say('continue the quiz', parked);
    expect(points(resumed).at(-1)).to.include(two.ask);
  });

  it('waits where a complaint is in hand', () => {
    const walking = say('got an angry lady here, her kettle blew up').session;
    const turn = say('quiz me on the equality act', walking);
    expect(turn.session.quiz).to.equal(undefined);
    expect(turn.session.walking).to.equal(walking.walking);
    const parked = press('quizdo:park-complaint', turn.session);
    expect(parked.session.quiz?.paper).to.have.length(5);
    expect(parked.session.walking).to.equal(undefined);
    expect(parked.session.complaints).to.have.length(1);
  });

  it('asks nothing of who is in distress', () => {
    const [one] = ofKind('one');
    if (!one) return;
    const turn = say('customers shouting at me im shaking', asking([one]));
    expect(points(turn).join()).not.to.include(one.ask);
    expect(turn.session.quiz?.attempts).to.deep.equal([]);
  });
});

describe('the end of a quiz', () => {
  it('says the score, what was strong, what to look at again with a way there, how sure and how right, and when it comes again', () => {
    const questions = ofKind('one', 4);
    let turn: Turn | undefined;
    let session = asking(questions);
    for (const [at, question] of questions.entries()) {
      turn = say(`${letter(question, at > 1)}, ${at % 2 === 0 ? 'sure' : 'a guess'}`, session);
      session = turn.session;
    }
    const end = turn?.replies.at(-1);
    expect(end?.point).to.match(/2 of 4/);
    expect(end?.more.map(({ label }) => label)).to.include.members(['Look at again', 'Strong', 'How sure you were']);
    // Sure and wrong goes first.
    expect(end?.choices[0]?.press).to.equal(`ask:${questions[0]?.cites[0]}`);
    expect(say('how did i do', session).replies[0]?.point).to.match(/2 of 4/);
    expect(sessionIn({ session: JSON.parse(JSON.stringify(session)) }), 'the store keeps it whole').to.deep.equal(session);
  });

  it('comes early by "stop", and what was answered counts', () => {
    const questions = ofKind('one', 3);
    const [one] = questions;
    if (!one) return;
    const answered = say(letter(one, true), asking(questions)).session;
    const turn = say('stop', answered);
    expect(points(turn).join(' ')).to.match(/1 of 1/);
    expect(Object.keys(turn.session.learning?.cards ?? {})).to.deep.equal([one.id]);
    expect(say('b', turn.session).session.quiz?.attempts).to.have.length(1);
  });

  it('in exam mode brings all feedback at once, and none before', () => {
    const questions = ofKind('one', 3);
    let session = asking(questions, { mode: 'exam' });
    let turn: Turn | undefined;
    for (const question of questions) {
      turn = say(letter(question, false), session);
      session = turn.session;
      if (session.quiz && session.quiz.attempts.length < 3) expect(turn.replies[0]?.point).to.equal('Noted.');
    }
    expect(turn?.replies.filter(({ point }) => /The answer is/.test(point))).to.have.length(3);
    expect(say('hint', asking(questions, { mode: 'exam' })).replies[0]?.point).to.include('no hints');
  });
});

describe('what was learned', () => {
  it('decides what comes next: sure and wrong first, then what is due, then what is new', () => {
    const [one, two, three] = ofKind('one', 3);
    if (!one || !two || !three) return;
    const session = asking([one, two]);
    const right = say(`${letter(one, true)}`, session).session;
    const wrong = say(`${letter(two, false)}, sure`, right).session;
    const learning = wrong.learning ?? NO_LEARNING;
    const pool = [three, one, two];
    const paper = paperOf(pool, learning, { mode: 'practice', count: 3 }, 1, TOMORROW);
    expect(paper[0]).to.equal(two.id);
    expect(paper.indexOf(three.id)).to.be.below(paper.indexOf(one.id));
    const again = press('quizon:wrong', wrong, TOMORROW);
    expect(again.session.quiz?.paper).to.deep.equal([two.id]);
  });

  it('holds to the day of an exam that is told', () => {
    const [one] = ofKind('one');
    if (!one) return;
    const told = say('my assessment is on 12 January').session;
    expect(told.learning?.exam).to.equal('2027-01-12');
    expect(points(say('my exam is on 3 march 2026')).join(' ')).to.include('passed');
    const session = { ...asking([one]), ...(told.learning && { learning: told.learning }) };
    const due = say(`${letter(one, true)}, sure`, session).session.learning?.cards[one.id]?.due ?? '';
    expect(due < '2027-01-12').to.equal(true);
  });
});
