/** One turn of a quiz: what a message or press does to it, and what is said. Pure. */
import type { Question } from '../../knowledge/schema.ts';
import { split } from '../../knowledge/words.ts';
import { isElsewhere, commandIn as toComplaint } from '../complaint-hear.ts';
import type { House } from '../house.ts';
import { phrase } from '../say.ts';
import type { Session } from '../turn.ts';
import type { Match } from '../understand.ts';
import { answerIn, withoutCertainty } from './answer-in.ts';
import { begun, begunToday, canGoOn, everything, goneOn, insteadOfComplaint, PRACTICE, waits } from './begin.ts';
import { type Command, commanded, commandIn } from './command.ts';
import { answered, asked, certain, inHand, kept, type QuizTurn } from './hand.ts';
import { CERTAINTIES } from './quiz.ts';
import { openQuestion } from './say.ts';
import { shownOf } from './shown.ts';
import { poolAbout, poolOf, poolOn, wantedIn } from './wish.ts';

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
