/** What a command does to a quiz: a hint, a pass, why, the score, the plan. Pure. */
import { datesIn } from '../../knowledge/dates.ts';
import type { PhraseName } from '../../knowledge/lists.ts';
import { answer as answerOf, citationsOf, longDate } from '../answer.ts';
import { hitOf } from '../hit.ts';
import type { House } from '../house.ts';
import { filled, phrase } from '../say.ts';
import type { Reply, Session } from '../turn.ts';
import type { Match } from '../understand.ts';
import { begun, canGoOn, everything, goneOn, PRACTICE } from './begin.ts';
import { endReplies, scoreOf } from './end.ts';
import { asked, ended, inHand, kept, learningOf, marked, type QuizTurn } from './hand.ts';
import { withNews } from './news.ts';
import { dueReply, planFor } from './plan-say.ts';
import { progressReply } from './progress.ts';
import type { Learning, Quiz } from './quiz.ts';
import { openQuestion } from './say.ts';

export type Command = House['quizCommands'][number]['command'];

const MINUTES_MOST = 120;

export function commandIn(house: House, text: string): Command | undefined {
  const message = house.asMessage(house.knowledge.words.read(text).tokens);
  return house.quizCommands.find(({ templates }) => hitOf(templates, message))?.command;
}

export function commanded(house: House, session: Session, command: Command, text: string, match: Match, now: Date): QuizTurn | undefined {
  const quiz = inHand(session);
  const question = quiz && openQuestion(house, quiz);
  const again = quiz && question ? [asked(house, session, quiz, question)] : [];
  const say = (name: PhraseName, values: Readonly<Record<string, string | number>> = {}) => ({
    ...phrase(house, name),
    point: filled(phrase(house, name).point, values),
  });
  switch (command) {
    case 'hint': {
      if (!quiz || !question) return undefined;
      if (quiz.mode === 'exam') return { ...kept(session), replies: [say('no-hints-in-exam'), ...again], isRest: false };
      const hinted = { ...quiz, hint: true };
      const hint: Reply = { point: `${house.knowledge.content.phrases.labels.hint}: ${question.hint}`, more: [], cites: [], choices: [] };
      return { ...kept(session, hinted), replies: [hint, asked(house, session, hinted, question)], isRest: false };
    }
    case 'pass':
      return quiz && question ? marked(house, session, quiz, question, [], now) : undefined;
    case 'reason':
    case 'doubt': {
      if (!quiz) return undefined;
      const source = sourceOf(house, quiz, command, now);
      // Before the first answer there is nothing to explain: a hint helps.
      return source ? { ...kept(session), replies: [source, ...again], isRest: false } : commanded(house, session, 'hint', text, match, now);
    }
    case 'stop':
      if (!quiz) return undefined;
      return ended(house, session, { ...quiz, stopped: true }, [say('quiz-stopped')], now);
    case 'repeat':
      return quiz ? { ...kept(session), replies: again, isRest: false } : undefined;
    case 'done':
      return quiz && question && quiz.picked ? marked(house, session, quiz, question, quiz.picked, now) : undefined;
    case 'score': {
      const shown = quiz ?? session.quiz;
      if (!shown || shown.attempts.length === 0) return undefined;
      return {
        ...kept(session),
        replies: quiz
          ? [{ point: scoreOf(house, shown), more: [], cites: [], choices: [] }, ...again]
          : endReplies(house, { ...shown, mode: 'practice' }, learningOf(session), now),
        isRest: false,
      };
    }
    case 'continue':
      return canGoOn(session)
        ? goneOn(house, session)
        : { ...kept(session), replies: again.length > 0 ? again : [say('no-quiz-in-hand')], isRest: false };
    case 'progress': {
      const { learning, replies } = withNews(house, learningOf(session), now);
      const progress = progressReply(house, learning, now, match.entities?.topic);
      return {
        quiz: session.quiz,
        learning: session.learning && learning,
        replies: [...replies, progress, ...again],
        isRest: false,
        isProgress: true,
      };
    }
    case 'due': {
      const { learning, replies } = withNews(house, learningOf(session), now);
      return {
        quiz: session.quiz,
        learning: session.learning && learning,
        replies: [...replies, dueReply(house, learning, now), ...again],
        isRest: false,
        isProgress: true,
      };
    }
    case 'wrong':
      // In the middle of a quiz it asks how it goes.
      return quiz
        ? commanded(house, session, 'score', text, match, now)
        : begun(house, session, everything(house), { ...PRACTICE, only: 'wrong' }, now);
    case 'certainty-off':
    case 'certainty-on': {
      const learning: Learning = { ...learningOf(session), certaintyOff: command === 'certainty-off' };
      const after: Session = { ...session, learning };
      return {
        quiz: session.quiz,
        learning,
        replies: [say(command), ...(quiz && question ? [asked(house, after, quiz, question)] : [])],
        isRest: false,
      };
    }
    case 'minutes': {
      const minutes = Math.min(MINUTES_MOST, Number(/\d+/.exec(text)?.[0] ?? Number.NaN));
      if (!minutes) return undefined;
      return {
        quiz: session.quiz,
        learning: { ...learningOf(session), minutes },
        replies: [withPlan(house, say('minutes-noted', { count: minutes }), { ...learningOf(session), minutes }, now), ...again],
        isRest: false,
      };
    }
    case 'exam-day': {
      const [date] = datesIn(text, new Date(now.getTime() + AHEAD_MS));
      if (!date)
        return match.intent === 'ask_knowledge' && match.band === 'sure'
          ? undefined
          : { ...kept(session), replies: [say('exam-day-needed'), ...again], isRest: false };
      if (date.from <= now.toISOString().slice(0, 10)) return { ...kept(session), replies: [say('exam-day-past'), ...again], isRest: false };
      const learning: Learning = { ...learningOf(session), exam: date.from };
      return {
        quiz: session.quiz,
        learning,
        replies: [withPlan(house, say('exam-day-noted', { date: longDate(date.from) }), learning, now), ...again],
        isRest: false,
      };
    }
  }
}

/** The reply with the plan to the exam day, if there is one. */
function withPlan(house: House, reply: Reply, learning: Learning, now: Date): Reply {
  const plan = planFor(house, learning, now);
  if (plan.length === 0) return reply;
  return { ...reply, more: [...reply.more, ...plan], choices: [{ label: house.knowledge.content.phrases.labels['whats-due'], press: 'quizdo:due' }] };
}

/** A day of an exam without a year lies ahead: read as if it were this much later. */
const AHEAD_MS = 300 * 24 * 60 * 60 * 1000;

/** Why the last answer was as it was, or its source for who doubts it. */
function sourceOf(house: House, quiz: Quiz, command: 'reason' | 'doubt', now: Date): Reply | undefined {
  const { questions, phrases } = house.knowledge.content;
  const last = quiz.mode === 'exam' ? undefined : questions.find(({ id }) => id === quiz.attempts.at(-1)?.question);
  const entry = house.knowledge.entry(last?.cites[0] ?? '');
  if (!last || !entry) return undefined;
  if (command === 'reason') return { point: last.why, more: [], cites: citationsOf(house.knowledge, last.cites), choices: [] };
  const source = answerOf(house.knowledge, entry, now);
  return { ...source, heading: phrases.labels.doubted, choices: source.choices.slice(0, 1) };
}
