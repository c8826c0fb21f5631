import { expect } from 'chai';
import { coach } from '../../../dialogs/coach.ts';
import { happenedIn } from '../../../dialogs/happened.ts';
import { houseOf } from '../../../dialogs/house.ts';
import type { Assigned } from '../../../dialogs/quiz/quiz.ts';
import { type Coach, NEW_SESSION, type Said, type Session } from '../../../dialogs/turn.ts';
import { realKnowledge } from '../../knowledge/support/real.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const EXAM: Assigned = { id: 'task-1', subject: 'cra', count: 2, mode: 'exam' };

describe('a quiz that a course sets', function () {
  this.timeout(60_000);
  let talk: Coach;
  before(async () => {
    talk = coach(houseOf(await realKnowledge()));
  });
  const does = (said: Said, session: Session = NEW_SESSION) => talk(structuredClone(session), said, NOW);
  const say = (text: string, session: Session) => does({ kind: 'text', text }, session);
  const open = (quiz: Assigned, session?: Session) => does({ kind: 'assigned', quiz }, session);

  it('has the subject, the number and the way that were set, and says so', () => {
    const { session, replies } = open(EXAM);
    expect(session.quiz).to.include({ mode: 'exam', assigned: 'task-1' });
    expect(session.quiz?.paper).to.have.lengthOf(2);
    expect(replies[0]?.point).to.include('2 questions');
    expect(open({ id: 'task-2', count: 7, mode: 'practice' }).session.quiz?.paper).to.have.lengthOf(7);
  });

  it('is told of when its last answer is given, and not before', () => {
    const begun = open(EXAM).session;
    const first = say('pass', begun);
    const last = say('pass', first.session);
    const kinds = (before: Session, turn: typeof first) => happenedIn(before, turn).map(({ kind }) => kind);
    expect(kinds(begun, first)).to.deep.equal(['answered']);
    expect(kinds(first.session, last)).to.deep.equal(['answered', 'completed']);
    expect(happenedIn(last.session, say('how am I doing', last.session))).to.deep.equal([]);
  });

  it('goes on where it was left, also after it was put aside, and gives way to another task', () => {
    const left = say('pass', open(EXAM).session).session;
    const parked: Session = { ...left, ...(left.quiz && { quiz: { ...left.quiz, parked: true } }) };
    for (const session of [left, parked]) expect(open(EXAM, session).session.quiz?.attempts).to.have.lengthOf(1);
    expect(open({ ...EXAM, id: 'task-2' }, left).session.quiz).to.deep.include({ assigned: 'task-2', attempts: [] });
    const stopped = say('stop the quiz', left).session;
    expect(open(EXAM, stopped).session.quiz?.attempts).to.deep.equal([]);
  });

  it('puts a complaint in hand aside, and keeps it', () => {
    const walking = say('start a complaint', NEW_SESSION).session;
    expect(walking.walking).to.be.a('string');
    const { session } = open(EXAM, walking);
    expect(session.walking).to.equal(undefined);
    expect(session.complaints).to.deep.equal(walking.complaints);
  });

  it('is none of what the learner asks for later', () => {
    const done = say('pass', say('pass', open(EXAM).session).session).session;
    expect(does({ kind: 'press', press: 'quizdo:another' }, done).session.quiz).not.to.have.property('assigned');
  });
});
