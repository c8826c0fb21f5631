/** The one door: what was said in, a turn out. Pure: no clock, no chance, no disk. */
import type { Entry } from '../knowledge/entries.ts';
import type { IntentName, PhraseName } from '../knowledge/lists.ts';
import { answer, choiceFor } from './answer.ts';
import { kindOf } from './case.ts';
import { step } from './cases.ts';
import { comparison } from './compare.ts';
import { evidenceList } from './complaint-after.ts';
import { again, type ComplaintTurn, inHand } from './complaint-keep.ts';
import { checklistIn } from './complaint-kind.ts';
import { pressed, typed } from './complaint-turn.ts';
import { followUpReply } from './followup.ts';
import { type Heard, remembered } from './hear.ts';
import { hitOf } from './hit.ts';
import type { House } from './house.ts';
import { answerThen, provisionCard } from './law.ts';
import { asFarAsHeld, contents, isList, notHeld, replaced } from './look-up.ts';
import { withData } from './privacy/turn.ts';
import { isPasted } from './questions.ts';
import { quizAssigned } from './quiz/begin.ts';
import type { QuizTurn } from './quiz/hand.ts';
import { progressReply } from './quiz/progress.ts';
import { quizPressed, quizTyped } from './quiz/turn.ts';
import { ring } from './reminders/ring.ts';
import { type ReminderTurn, remindersPressed, remindersTyped } from './reminders/turn.ts';
import { phrase, plain } from './say.ts';
import type { Case, Coach, Reply, Said, Session, Turn } from './turn.ts';
import type { Match } from './understand.ts';

/** What a message means that tells of danger from a thing: the concept of that name in words.yaml. */
const UNSAFE = '~unsafe';

/** What a message to the complaint in hand means. */
const ON_A_WALK = { intent: 'start_complaint', band: 'sure', because: { by: 'complaint', detail: 'complaint in hand', score: 1 } } as const;

/** @returns a coach for this house: `coach(house)(session, said, now)` gives the turn */
export function coach(house: House): Coach {
  return withData(house, (before, heard, said, now) => {
    // What is due comes before the answer, wherever no clock has brought it yet.
    const { session, replies: due } = ring(house, before, now);
    const turn = turnOf(house, session, heard, said, now);
    if (due.length === 0) return turn;
    const replies = [...due, ...turn.replies];
    const { reminders } = turn.session;
    const offered = replies.flatMap(({ choices }) => choices);
    return { ...turn, replies, session: { ...turn.session, offered, ...(reminders && { reminders: { ...reminders, talk: true } }) } };
  });
}

function turnOf(house: House, session: Session, heard: Heard, said: Said, now: Date): Turn {
  const { before, text } = heard;
  const reminder = reminderTurn(house, session, said, heard.matches[0], heard.press, now);
  // To a complaint or quiz in hand it is something else in between.
  const { entities = {} } = heard.matches[0];
  const matches = reminder ? ([{ ...OF_REMINDERS, entities }] as const) : heard.matches;
  const press = reminder ? OF_REMINDERS.press : heard.press;
  const [first] = matches;
  const quiz = quizTurn(house, session, said, text, press, first, now);
  const complaint = quiz && !quiz.isRest ? undefined : complaintTurn(house, session, text, press, first, now);
  const { case: caseNow, replies: ofCase, isAll } = caseTurn(house, session, first, now);
  const answersNow = reminder?.replies ?? matches.flatMap((match) => respond(house, session, match, now));
  const ordinary = isAll ? ofCase : [...answersNow, ...ofCase];
  const isTold = press === undefined && !complaint && !quiz && session.last?.ask === undefined && !first.decided?.ask;
  const story = isTold && isStory(house, text, first) ? text : undefined;
  const isOrdinary = !(complaint && !complaint.isRest) && !(quiz && !quiz.isRest);
  const answers = [
    ...(isOrdinary ? (story === undefined ? ordinary : offeringComplaint(house, ordinary)) : []),
    ...(quiz?.replies ?? []),
    ...(complaint?.replies ?? []),
    // What was said of quizzes was something else in between.
    ...(quiz && !quiz.isRest && !quiz.parksComplaint ? stepOf(house, session, now) : []),
  ];
  const replies = [...before.map((name) => phrase(house, name)), ...answers];
  const answered = matches.reduce((known, match) => remembered(house, match) ?? known, workedOut(first, ofCase) ?? session.last);
  const last = quiz?.last === undefined ? answered : { entry: quiz.last, meanings: [] };
  return {
    ...meaningOf(first, quiz, complaint),
    entities: first.entities ?? {},
    replies: session.noted ? replies : withTrainingNote(house, replies),
    session: {
      version: 1,
      ...(last && { last }),
      ...(caseNow && { case: caseNow }),
      ...complaintsAfter(quiz?.parksComplaint ? parked(session) : session, complaint),
      ...quizAfter(session, quiz),
      ...remindersAfter(session, reminder),
      ...(story !== undefined && { story }),
      ...(complaint && isAskingForAnother(complaint.replies) && { story: text }),
      ...(first.alarm && { shaken: true }),
      offered: replies.flatMap((reply) => reply.choices),
      noted: session.noted || (first.press === 'welcome' && said.kind !== 'assigned') || replies.some(isLaw),
    },
    effects: [],
  };
}

/** What a message about reminders means. */
const OF_REMINDERS: Match & { readonly press: string } = {
  intent: 'set_reminder',
  band: 'sure',
  because: { by: 'reminder', detail: 'reminders', score: 1 },
  entries: [],
  press: 'remind',
};

function reminderTurn(house: House, session: Session, said: Said, match: Match, press: string | undefined, now: Date): ReminderTurn | undefined {
  if (press !== undefined) return remindersPressed(house, session, press, now);
  return said.kind === 'text' ? remindersTyped(house, session, said.text, match, now) : undefined;
}

/** The reminders, and whether they were what this turn was about. */
function remindersAfter({ reminders }: Session, turn: ReminderTurn | undefined): Pick<Session, 'reminders'> {
  if (turn) return { reminders: { ...turn.reminders, talk: true } };
  if (!reminders) return {};
  const { talk: _, ...rest } = reminders;
  return { reminders: rest };
}

/** The open step of the complaint in hand. */
function stepOf(house: House, session: Session, now: Date): Reply[] {
  const complaint = inHand(session);
  return complaint ? again(house, complaint, now) : [];
}

/** What the turn as a whole was about. */
function meaningOf(first: Match, quiz: QuizTurn | undefined, complaint: ComplaintTurn | undefined): Pick<Turn, 'intent' | 'band' | 'because'> {
  if (complaint && !complaint.isRest) return ON_A_WALK;
  if (quiz && !quiz.isRest) return quiz.isProgress ? ON_THE_LEARNING : IN_A_QUIZ;
  return { intent: first.intent, band: first.band, because: first.because };
}

function quizTurn(
  house: House,
  session: Session,
  said: Said,
  text: string,
  press: string | undefined,
  match: Match,
  now: Date,
): QuizTurn | undefined {
  if (said.kind === 'assigned') return quizAssigned(house, session, said.quiz, now);
  return press === undefined ? quizTyped(house, session, text, match, now) : quizPressed(house, session, press, match, now);
}

/** Whether an answered message tells of one customer, and says what the complaint would be about. */
function isStory(house: House, text: string, { intent, band, alarm, caseSaid, says }: Match): boolean {
  if (intent !== 'ask_knowledge' || band === 'unknown' || alarm || caseSaid || says || isPasted(text)) return false;
  const message = house.asMessage(house.knowledge.words.read(text).tokens);
  return hitOf(house.stories, message) !== undefined && checklistIn(house, text) !== undefined;
}

/** The replies with a button at the last of them that takes the complaint in hand. */
function offeringComplaint({ knowledge }: House, replies: readonly Reply[]): Reply[] {
  const offer = { label: knowledge.content.phrases.labels['start-complaint'], press: 'walk:new' };
  return replies.map((reply, at) => (at === replies.length - 1 ? { ...reply, choices: [...reply.choices, offer] } : reply));
}

/** Whether it is asked if another complaint begins: its words are needed then. */
function isAskingForAnother(replies: readonly Reply[]): boolean {
  return replies.some(({ choices }) => choices.some(({ press }) => press === 'walk:new'));
}

/** What a message to the quiz in hand means. */
const IN_A_QUIZ = { intent: 'start_quiz', band: 'sure', because: { by: 'quiz', detail: 'quiz in hand', score: 1 } } as const;

/** What somebody asks about what they learned. */
const ON_THE_LEARNING = { ...IN_A_QUIZ, intent: 'show_progress', because: { by: 'quiz', detail: 'what was learned', score: 1 } } as const;

function complaintTurn(house: House, session: Session, text: string, press: string | undefined, match: Match, now: Date): ComplaintTurn | undefined {
  return press === undefined ? typed(house, session, text, match, now) : pressed(house, session, press, now);
}

/** The session with no complaint in hand: the one there was waits among the open ones. */
function parked({ walking: _, ...session }: Session): Session {
  return session;
}

function quizAfter(session: Session, turn: QuizTurn | undefined): Pick<Session, 'quiz' | 'learning'> {
  const { quiz, learning } = turn ?? session;
  return { ...(quiz && { quiz }), ...(learning && { learning }) };
}

/** What a follow-up can lean on after a date was worked out: the law that it rests on. */
function workedOut({ caseSaid, meanings = [] }: Match, [reply]: readonly Reply[]): Session['last'] {
  const entry = caseSaid && reply?.cites[0]?.id;
  return entry === undefined ? undefined : { entry, meanings };
}

/** The complaints that the session keeps, the one in hand, and the evidence. */
function complaintsAfter(session: Session, turn: ComplaintTurn | undefined): Pick<Session, 'complaints' | 'walking' | 'evidence'> {
  const { complaints, walking } = turn ?? session;
  const evidence = turn?.evidence ?? session.evidence;
  return { ...(complaints && complaints.length > 0 && { complaints }), ...(walking !== undefined && { walking }), ...(evidence && { evidence }) };
}

/** The case after this turn, and what is said of it: all there is to say, or the open question once more behind an answer to something else. */
function caseTurn(house: House, { case: open }: Session, match: Match, now: Date): { case?: Case; replies: Reply[]; isAll: boolean } {
  const { caseSaid, alarm, intent } = match;
  if (caseSaid) {
    const next = step(house.knowledge, kindOf(house, caseSaid.case.id), caseSaid.case, now);
    return { case: next.now, replies: [...(caseSaid.says ? [phrase(house, caseSaid.says)] : []), next.reply], isAll: true };
  }
  if (!open?.asks) return { ...(open && { case: open }), replies: [], isAll: false };
  if (intent === 'cancel') return { replies: [phrase(house, 'case-left')], isAll: true };
  if (alarm) return { case: open, replies: [], isAll: false };
  if (open.again) return { replies: [], isAll: false };
  return { case: { ...open, again: true }, replies: [step(house.knowledge, kindOf(house, open.id), open, now).reply], isAll: false };
}

function respond(house: House, session: Session, match: Match, now: Date): Reply[] {
  const { knowledge } = house;
  const { last } = session;
  if (match.replies) return [...match.replies];
  if (match.alarm) return [phrase(house, match.alarm)];
  if (match.elsewhere) return [{ ...plain(match.elsewhere.point, match.elsewhere.more), choices: [] }];
  if (match.says) return [phrase(house, match.says)];
  const before = last && knowledge.entry(last.entry);
  if (match.followUp) return [before ? followUpReply(knowledge, before, match.followUp, match.meanings ?? [], now) : phrase(house, 'nothing-before')];
  if (match.press === 'welcome') return [phrase(house, 'welcome')];
  if (match.press !== undefined) return [phrase(house, 'old-button')];
  if (match.compared) return [comparison(house, match.compared, now)];
  switch (match.intent) {
    case 'ask_knowledge':
    case 'lookup_legislation': {
      const entries = match.entries.flatMap((id) => knowledge.entry(id) ?? []);
      const [first] = entries;
      if (match.band === 'choose') return [{ ...phrase(house, 'choose'), choices: entries.map(choiceFor) }];
      if (match.reference && isList(match.reference)) return [contents(house, match.reference)];
      if (match.reference?.former) return [replaced(house, match.reference.former)];
      if (!first) return [notHeld(house, match.reference)];
      return [asking(house, withSafety(house, asFarAsHeld(house, said(house, first, match, now), match.reference), match), match.decided?.ask)];
    }
    case 'small_talk_or_out_of_scope':
      return [unknown(house, match)];
    case 'help':
      return [phrase(house, 'help')];
    // A complaint has its own turn; here it stands beside another question.
    case 'start_complaint':
    // So has a quiz.
    case 'start_quiz':
    // And so have reminders; here a wish for one stands where too little of it was understood.
    case 'set_reminder':
      return [];
    case 'show_progress':
      return [session.learning ? progressReply(house, session.learning, now, match.entities?.topic) : phrase(house, 'no-progress')];
    case 'build_evidence':
      return [evidenceList(house, session)];
    case 'greeting':
    case 'thanks':
    case 'goodbye':
    case 'feedback':
    case 'my_data':
    case 'cancel':
    case 'resume':
    case 'role_play':
    case 'improvement_plan':
      return [phrase(house, PHRASE_OF[match.intent])];
  }
}

/** What an entry says: as a card where it was looked up, and with the law of that day where the story is older than the law. */
function said({ knowledge }: House, entry: Entry, { intent, isName, happened }: Match, now: Date): Reply {
  if (happened) return answerThen(knowledge, entry, happened, now);
  return (isName || intent === 'lookup_legislation') && entry.kind === 'provision'
    ? provisionCard(knowledge, entry.provision, now)
    : answer(knowledge, entry, now);
}

/** Where something went bang or smoked, safety comes before the rest, whatever the answer is about. */
function withSafety(house: House, reply: Reply, { meanings = [] }: Match): Reply {
  const { labels } = house.knowledge.content.phrases;
  if (!meanings.includes(UNSAFE) || reply.more.some(({ label }) => label === labels.safety)) return reply;
  return { ...reply, more: [{ label: labels.safety, text: labels['safety-note'] }, ...reply.more] };
}

/** The reply with the question for an open fact at its end, and the values of the fact as buttons. */
function asking(house: House, reply: Reply, id: string | undefined): Reply {
  const fact = house.knowledge.content.facts.facts.find((candidate) => candidate.id === id);
  if (!fact) return reply;
  const choices = fact.values.map((value) => ({ label: value.label, press: `fact:${fact.id}:${value.id}` }));
  return { ...reply, more: [...reply.more, { text: fact.ask }], choices };
}

const PHRASE_OF = {
  greeting: 'greeting',
  thanks: 'thanks',
  goodbye: 'goodbye',
  feedback: 'feedback',
  my_data: 'my-data',
  cancel: 'cancel',
  resume: 'resume',
  role_play: 'not-yet-role-play',
  improvement_plan: 'not-yet-plan',
} as const satisfies Partial<Record<IntentName, PhraseName>>;

function unknown(house: House, match: Match): Reply {
  const nearest = match.entries.flatMap((id) => house.knowledge.entry(id) ?? []);
  return { ...phrase(house, 'unknown'), choices: nearest.slice(0, 2).map(choiceFor) };
}

function isLaw(reply: Reply): boolean {
  return reply.cites.some((cite) => cite.kind === 'law');
}

/** Says once in a conversation that this is training. */
function withTrainingNote(house: House, replies: readonly Reply[]): Reply[] {
  const first = replies.findIndex(isLaw);
  const note = { text: `${house.knowledge.content.phrases.labels['training-note']}.` };
  return replies.map((reply, at) => (at === first ? { ...reply, more: [...reply.more, note] } : reply));
}
