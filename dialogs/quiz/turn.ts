/** One turn of a quiz: what a message or press does to it, and what is said. Pure. */
import { datesIn } from '../../knowledge/dates.ts';
import type { PhraseName } from '../../knowledge/lists.ts';
import type { Question } from '../../knowledge/schema.ts';
import { split } from '../../knowledge/words.ts';
import { answer as answerOf, citationsOf, longDate } from '../answer.ts';
import { isElsewhere, commandIn as toComplaint } from '../complaint-hear.ts';
import { hitOf } from '../hit.ts';
import type { House } from '../house.ts';
import { filled, phrase } from '../say.ts';
import type { Reply, Session } from '../turn.ts';
import type { Match } from '../understand.ts';
import { type Answering, answerIn, withoutCertainty } from './answer-in.ts';
import { endReplies, scoreOf } from './end.ts';
import { learned } from './learn.ts';
import { mark } from './mark.ts';
import { withNews } from './news.ts';
import { MOST_QUESTIONS, paperOf, type Wanted } from './paper.ts';
import { setOf, todayOf } from './plan.ts';
import { dueReply, planFor } from './plan-say.ts';
import { progressReply } from './progress.ts';
import { type Assigned, CERTAINTIES, type Given, isOpen, type Learning, NO_LEARNING, type Quiz } from './quiz.ts';
import { feedbackReply, openQuestion, questionReply } from './say.ts';
import { picksOf, shownOf } from './shown.ts';
import { type Pool, poolAbout, poolOf, poolOn, wantedIn } from './wish.ts';

/** The quiz and the learning after a turn and what is said; `isRest` where the message is about something else and gets its ordinary answer first. */
export type QuizTurn = {
  readonly quiz: Quiz | undefined;
  readonly learning: Learning | undefined;
  readonly replies: readonly Reply[];
  readonly isRest: boolean;
  /** What a follow-up such as "what section is that" can lean on. */
  readonly last?: string;
  /** It is about what was learned, not about the quiz in hand. */
  readonly isProgress?: boolean;
  /** The complaint in hand is put aside. */
  readonly parksComplaint?: boolean;
};
type Kept = Pick<QuizTurn, 'quiz' | 'learning'>;
type Command = House['quizCommands'][number]['command'];

const MINUTES_MOST = 120;
const MOST_STRAY_WORDS = 6;
/** Commands that need no quiz in hand. */
const BESIDE: readonly Command[] = ['score', 'continue', 'progress', 'due', 'wrong', 'exam-day', 'minutes', 'certainty-off', 'certainty-on'];

/** Whether a few words answer a question for a word or two, also where they are the name of something: "county court". */
function isFewWords({ kind }: Question, text: string, { intent, reference }: Match): boolean {
  const isName = intent === 'ask_knowledge' || intent === 'lookup_legislation';
  return kind === 'short' && isName && !reference && split(text).length <= MOST_WORDS_OF_A_NAME && !A_QUESTION.test(text.trim());
}

const MOST_WORDS_OF_A_NAME = 4;
const A_QUESTION = /\?|^(?:what|whats|who|when|where|why|how|is|are|can|does|do|tell|show|explain)\b/i;

/** An answer to a quiz that is over. */
const A_LETTER = /^\s*\(?[a-f]\)?[.!]?\s*$/i;

/** Commands to the complaints that are heard in the middle of a quiz, too. */
const BESIDE_A_QUIZ: readonly string[] = ['list', 'open'];

/** What a typed message does to the quiz; undefined where it has nothing to do with one. */
export function quizTyped(house: House, session: Session, text: string, match: Match, now: Date): QuizTurn | undefined {
  const quiz = inHand(session);
  const question = quiz && openQuestion(house, quiz);
  if (match.alarm) return undefined;
  const { intent } = match;
  const command = commandIn(house, text) ?? (isAboutProgress(session, match) ? 'progress' : undefined);
  if (!quiz || !question) {
    if (command === 'wrong' && session.walking !== undefined) return waits(house, session, match);
    if (command && BESIDE.includes(command)) return commanded(house, session, command, text, match, now);
    if (intent === 'resume' && canGoOn(session)) return goneOn(house, session);
    if (session.quiz && A_LETTER.test(text)) return { ...kept(session), replies: [phrase(house, 'no-quiz-in-hand')], isRest: false };
    if (intent !== 'start_quiz') return undefined;
    return session.walking === undefined
      ? begun(house, session, poolOf(house, text, match.entities ?? {}), wantedIn(house, text, match.entities ?? {}), now)
      : waits(house, session, match);
  }
  const heard = answerIn(question, shownOf(question, quiz.seed), text, house.knowledge.content.quiz);
  if (heard !== undefined && heard !== 'unclear' && heard.isPlain) return answered(house, session, quiz, question, heard, now);
  const { sure, rest } = withoutCertainty(text, house.knowledge.content.quiz.certainties);
  if (sure && split(rest).length === 0 && !text.includes('?')) return certain(house, session, quiz, question, sure);
  if (command) return commanded(house, session, command, text, match, now);
  if (session.complaints && BESIDE_A_QUIZ.includes(toComplaint(house, text)?.command ?? ''))
    return { ...kept(session, { ...quiz, parked: true }), replies: [phrase(house, 'quiz-parked')], isRest: true };
  if (intent === 'start_quiz' && match.because.by !== 'intent scorer')
    return begun(house, session, poolOf(house, text, match.entities ?? {}), wantedIn(house, text, match.entities ?? {}), now);
  if (intent === 'start_complaint' && heard === undefined)
    return { ...kept(session, { ...quiz, parked: true }), replies: [phrase(house, 'quiz-parked')], isRest: true };
  if (intent === 'cancel' && match.because.by === 'template') return commanded(house, session, 'stop', text, match, now);
  if (isElsewhere(match, text) && !isFewWords(question, text, match))
    return { ...kept(session), replies: [asked(house, session, quiz, question)], isRest: true };
  if (heard !== undefined && heard !== 'unclear') return answered(house, session, quiz, question, heard, now);
  if (heard === 'unclear' || split(text).length <= MOST_STRAY_WORDS)
    return { ...kept(session), replies: [phrase(house, 'answer-unclear'), asked(house, session, quiz, question)], isRest: false };
  return { ...kept(session), replies: [asked(house, session, quiz, question)], isRest: true };
}

/** What a press does to the quiz; undefined where it is none of its buttons and no quiz is in hand. */
export function quizPressed(house: House, session: Session, press: string, match: Match, now: Date): QuizTurn | undefined {
  const [kind, name = '', place = ''] = press.split(':');
  const quiz = inHand(session);
  const question = quiz && openQuestion(house, quiz);
  switch (kind) {
    case 'pick':
      if (!quiz || !question) return { ...kept(session), replies: [phrase(house, 'no-quiz-in-hand')], isRest: false };
      if (question.id !== name)
        return { ...kept(session), replies: [phrase(house, 'old-button'), asked(house, session, quiz, question)], isRest: false };
      return answered(house, session, quiz, question, { given: [place], isPlain: true }, now);
    case 'quiz':
      return session.walking === undefined
        ? begun(house, session, poolOn(house, press.slice('quiz:'.length)), PRACTICE, now)
        : waits(house, session, match);
    case 'quizon':
      if (name === 'today') return begunToday(house, session, now);
      if (name === 'mix' || name === 'wrong' || name === 'due')
        return begun(house, session, everything(house), { ...PRACTICE, ...(name !== 'mix' && { only: name }) }, now);
      return begun(house, session, poolAbout(house, name), PRACTICE, now);
    case 'quizdo':
      if (name === 'park-complaint') return insteadOfComplaint(house, session, press, now);
      return done(house, session, name, match, now);
    default:
      if (!quiz || !question || kind === 'welcome') return undefined;
      return { ...kept(session), replies: [asked(house, session, quiz, question)], isRest: true };
  }
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

const PRACTICE: Wanted = { mode: 'practice', count: 5 };

function everything({ bank, knowledge: { content } }: House): Pool {
  return { title: content.phrases.labels['a-mix'], questions: bank() };
}

/** What a button of the quiz itself does. */
function done(house: House, session: Session, name: string, match: Match, now: Date): QuizTurn | undefined {
  const quiz = inHand(session);
  const question = quiz && openQuestion(house, quiz);
  const certainty = CERTAINTIES.find((one) => one === name);
  if (certainty && quiz && question) return certain(house, session, quiz, question, certainty);
  if (name === 'another' && session.quiz) {
    const before = session.quiz;
    const pool = house.bank().filter(({ subject }) => before.paper.some((id) => subjectOf(house, id) === subject));
    return begun(house, session, { title: before.title, questions: pool }, { mode: before.mode, count: before.paper.length }, now);
  }
  const command = house.quizCommands.find((one) => one.command === name)?.command;
  return command && commanded(house, session, command, '', match, now);
}

function subjectOf({ knowledge }: House, id: string): string | undefined {
  return knowledge.content.questions.find((question) => question.id === id)?.subject;
}

/** In a quiz, only where it is said plainly: an answer may look like it. */
function isAboutProgress(session: Session, { intent, because }: Match): boolean {
  return intent === 'show_progress' && session.learning !== undefined && (because.by === 'template' || !inHand(session));
}

function commandIn(house: House, text: string): Command | undefined {
  const message = house.asMessage(house.knowledge.words.read(text).tokens);
  return house.quizCommands.find(({ templates }) => hitOf(templates, message))?.command;
}

function commanded(house: House, session: Session, command: Command, text: string, match: Match, now: Date): QuizTurn | undefined {
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

/** The quiz that waits for an answer. */
function inHand({ quiz }: Session): Quiz | undefined {
  return isOpen(quiz) ? quiz : undefined;
}

function canGoOn({ quiz }: Session): boolean {
  return quiz?.parked === true && quiz.attempts.length < quiz.paper.length;
}

function goneOn(house: House, session: Session): QuizTurn {
  const { parked: _, ...quiz } = session.quiz as Quiz;
  const question = openQuestion(house, quiz);
  return {
    ...kept(session, quiz),
    replies: [phrase(house, 'quiz-goes-on'), ...(question ? [asked(house, session, quiz, question)] : [])],
    isRest: false,
  };
}

/** The button remembers how many questions were asked for, and on what. */
function waits(house: House, session: Session, { entities: { count = PRACTICE.count, topic = '' } = {} }: Match): QuizTurn {
  const reply = phrase(house, 'quiz-waits-for-complaint');
  const choices = reply.choices.map(({ label, press }) => ({ label, press: `${press}:${count}:${topic}` }));
  return { ...kept(session), replies: [{ ...reply, choices }], isRest: true };
}

function insteadOfComplaint(house: House, session: Session, press: string, now: Date): QuizTurn {
  const [, , count, topic] = press.split(':');
  const pool = topic ? poolOf(house, topic, { topic }) : everything(house);
  return { ...begun(house, session, pool, { ...PRACTICE, count: Number(count) || PRACTICE.count }, now), parksComplaint: true };
}

/** A new quiz from this pool. */
function begun(house: House, session: Session, pool: Pool | undefined, wanted: Wanted, now: Date): QuizTurn {
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
function begunToday(house: House, session: Session, now: Date): QuizTurn {
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

/** An answer, whole or in part. */
function answered(house: House, session: Session, quiz: Quiz, question: Question, heard: Answering, now: Date): QuizTurn {
  const said: Quiz = heard.sure ? { ...quiz, sure: heard.sure } : quiz;
  const wanted = picksOf(question);
  const given = heard.given.length < wanted && wanted > 1 ? [...new Set([...(quiz.picked ?? []), ...heard.given])] : heard.given;
  if (given.length >= wanted) return marked(house, session, said, question, given, now);
  const picking: Quiz = { ...said, picked: given };
  return { ...kept(session, picking), replies: [asked(house, session, picking, question)], isRest: false };
}

/** How sure the learner is, said before the answer. */
function certain(house: House, session: Session, quiz: Quiz, question: Question, sure: NonNullable<Quiz['sure']>): QuizTurn {
  const noted: Quiz = { ...quiz, sure };
  return { ...kept(session, noted), replies: [phrase(house, 'certainty-noted'), asked(house, session, noted, question)], isRest: false };
}

function marked(house: House, session: Session, quiz: Quiz, question: Question, given: Given, now: Date): QuizTurn {
  const { picked: _picked, sure, hint, ...rest } = quiz;
  const attempt = { question: question.id, at: now.toISOString(), score: mark(question, given).score, ...(sure && { sure }), ...(hint && { hint }) };
  const next: Quiz = { ...rest, attempts: [...quiz.attempts, { ...attempt, given }] };
  const learning = learned(house.knowledge.content, learningOf(session), question, attempt);
  const after: Session = { ...session, quiz: next, learning };
  const feedback = next.mode === 'exam' ? phrase(house, 'noted-in-exam') : feedbackReply(house, next, question);
  const [last] = question.cites;
  const leaning = next.mode === 'practice' && last !== undefined ? { last } : {};
  const open = openQuestion(house, next);
  if (!open) return { ...ended(house, after, next, next.mode === 'exam' ? [] : [feedback], now), ...leaning };
  return { quiz: next, learning, replies: [feedback, asked(house, after, next, open)], isRest: false, ...leaning };
}

function ended(house: House, session: Session, quiz: Quiz, before: readonly Reply[], now: Date): QuizTurn {
  const replies = quiz.attempts.length > 0 ? endReplies(house, quiz, learningOf(session), now) : [];
  return { ...kept(session, quiz), replies: [...before, ...replies], isRest: false };
}

function asked(house: House, session: Session, quiz: Quiz, question: Question): Reply {
  return questionReply(house, quiz, question, !learningOf(session).certaintyOff);
}

function learningOf({ learning = NO_LEARNING }: Session): Learning {
  return learning;
}

function kept(session: Session, quiz = session.quiz): Kept {
  return { quiz, learning: session.learning };
}
