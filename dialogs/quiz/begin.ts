/** How a quiz begins, goes on, or waits. Pure. */
import type { PhraseName } from '../../knowledge/lists.ts';
import type { House } from '../house.ts';
import { filled, phrase } from '../say.ts';
import type { Reply, Session } from '../turn.ts';
import type { Match } from '../understand.ts';
import { asked, kept, learningOf, type QuizTurn } from './hand.ts';
import { withNews } from './news.ts';
import { MOST_QUESTIONS, paperOf, type Wanted } from './paper.ts';
import { setOf, todayOf } from './plan.ts';
import { dueReply } from './plan-say.ts';
import type { Assigned, Quiz } from './quiz.ts';
import { openQuestion } from './say.ts';
import { type Pool, poolAbout, poolOf } from './wish.ts';

export const PRACTICE: Wanted = { mode: 'practice', count: 5 };

export function everything({ bank, knowledge: { content } }: House): Pool {
  return { title: content.phrases.labels['a-mix'], questions: bank() };
}

/** The quiz that a course sets: the open one where it was begun before, else a new one. A complaint in hand waits. */
export function quizAssigned(house: House, session: Session, assigned: Assigned, now: Date): QuizTurn {
  const { quiz } = session;
  if (quiz?.assigned === assigned.id && !quiz.stopped && openQuestion(house, quiz)) return { ...goneOn(house, session), parksComplaint: true };
  const pool = assigned.subject === undefined ? everything(house) : poolAbout(house, assigned.subject);
  const turn = begun(house, session, pool, { mode: assigned.mode, count: assigned.count }, now);
  const isNew = turn.quiz !== undefined && turn.quiz !== quiz;
  return { ...turn, ...(isNew && { quiz: { ...turn.quiz, assigned: assigned.id } }), parksComplaint: true };
}

export function canGoOn({ quiz }: Session): boolean {
  return quiz?.parked === true && quiz.attempts.length < quiz.paper.length;
}

export function goneOn(house: House, session: Session): QuizTurn {
  const { parked: _, ...quiz } = session.quiz as Quiz;
  const question = openQuestion(house, quiz);
  return {
    ...kept(session, quiz),
    replies: [phrase(house, 'quiz-goes-on'), ...(question ? [asked(house, session, quiz, question)] : [])],
    isRest: false,
  };
}

/** The button remembers how many questions were asked for, and on what. */
export function waits(house: House, session: Session, { entities: { count = PRACTICE.count, topic = '' } = {} }: Match): QuizTurn {
  const reply = phrase(house, 'quiz-waits-for-complaint');
  const choices = reply.choices.map(({ label, press }) => ({ label, press: `${press}:${count}:${topic}` }));
  return { ...kept(session), replies: [{ ...reply, choices }], isRest: true };
}

export function insteadOfComplaint(house: House, session: Session, press: string, now: Date): QuizTurn {
  const [, , count, topic] = press.split(':');
  const pool = topic ? poolOf(house, topic, { topic }) : everything(house);
  return { ...begun(house, session, pool, { ...PRACTICE, count: Number(count) || PRACTICE.count }, now), parksComplaint: true };
}

/** A new quiz from this pool. */
export function begun(house: House, session: Session, pool: Pool | undefined, wanted: Wanted, now: Date): QuizTurn {
  const none = (name: PhraseName) => ({ ...kept(session), replies: [phrase(house, name)], isRest: false });
  if (!pool) return none('no-questions-on');
  const seed = Math.floor(now.getTime() / 1000);
  const { learning, replies: news } = withNews(house, learningOf(session), now);
  const paper = paperOf(pool.questions, learning, wanted, seed, now);
  if (paper.length === 0) return none(wanted.only === 'due' ? 'nothing-due' : wanted.only === 'wrong' ? 'nothing-wrong-yet' : 'no-questions-on');
  const quiz: Quiz = { mode: wanted.mode, title: pool.title, seed, paper, attempts: [], begun: now.toISOString() };
  const fewer: PhraseName[] = paper.length < wanted.count && !wanted.only ? ['quiz-fewer'] : [];
  const openings = [...fewer, wanted.mode === 'exam' ? ('exam-begins' as const) : ('quiz-begins' as const)].map((name): Reply => {
    const said = phrase(house, name);
    return { ...said, point: filled(said.point, { count: paper.length, title: pool.title }) };
  });
  const question = openQuestion(house, quiz);
  return {
    quiz,
    learning: session.learning && learning,
    replies: [...news, ...openings, ...(question ? [asked(house, session, quiz, question)] : [])],
    isRest: false,
  };
}

/** What the plan has for today. */
export function begunToday(house: House, session: Session, now: Date): QuizTurn {
  const learning = learningOf(session);
  const today = setOf(todayOf(house.bank(), learning, now), learning).slice(0, MOST_QUESTIONS);
  if (today.length === 0) return { ...kept(session), replies: [dueReply(house, learning, now)], isRest: false };
  const questions = house.bank().filter(({ id }) => today.includes(id));
  return begun(
    house,
    session,
    { title: house.knowledge.content.phrases.labels['todays-questions'], questions },
    { ...PRACTICE, count: today.length },
    now,
  );
}
