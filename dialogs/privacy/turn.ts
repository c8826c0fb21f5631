/** What a person asks of the data that is held on them: shown, copied, or deleted once that is confirmed. Pure. */
import type { DataCommand } from '../../knowledge/lists.ts';
import { type Heard, hear } from '../hear.ts';
import { hitOf } from '../hit.ts';
import type { House } from '../house.ts';
import { phrase } from '../say.ts';
import { type Choice, type Coach, type Effect, NEW_SESSION, type Reply, type Said, type Session, type Turn } from '../turn.ts';
import type { Match } from '../understand.ts';
import { copies } from './export.ts';
import { type DataTalk, type Erasable, heldLines, holds, PARTS, type Part, saying, without } from './held.ts';

/** What a message or press about that data does; `isAll` where nothing else in hand comes back behind it. */
type DataTurn = {
  readonly replies: readonly Reply[];
  readonly isAll: boolean;
  readonly session: Session;
  readonly effects?: readonly Effect[];
};

/** A turn of everything else, once it was heard. */
type Rest = (session: Session, heard: Heard, said: Said, now: Date) => Turn;

/** So often something else may come in between before the question whether to delete is let go. */
const MOST_BETWEEN = 3;
const BUTTON = 'data';
const OF_DATA = { intent: 'my_data', band: 'sure', because: { by: 'privacy', detail: 'data held on the person', score: 1 }, entries: [] } as const;

/** A coach that answers for the data it holds, and leaves all else to `rest`. */
export function withData(house: House, rest: Rest): Coach {
  return (session, said, now) => {
    const heard = hear(house, session, said, now);
    const data = dataTurn(house, session, heard, now);
    if (!data) return between(house, session, heard, rest(session, heard, said, now));
    const turn = data.isAll
      ? alone(house, data, heard)
      : rest(data.session, { ...heard, matches: [answered(data.replies)], press: BUTTON }, said, now);
    const { data: talk } = data.session;
    return { ...turn, session: { ...turn.session, ...(talk && { data: talk }) }, effects: data.effects ?? [] };
  };
}

/** To a complaint or quiz in hand it is something else in between. */
function answered(replies: readonly Reply[]): Match {
  return { ...OF_DATA, press: BUTTON, replies };
}

function alone(house: House, { replies, session }: DataTurn, { before }: Heard): Turn {
  const { entries: _, ...meant } = OF_DATA;
  const all = [...before.map((name) => phrase(house, name)), ...replies];
  return { ...meant, entities: {}, replies: all, session: { ...session, offered: all.flatMap(({ choices }) => choices) }, effects: [] };
}

function dataTurn(house: House, session: Session, heard: Heard, now: Date): DataTurn | undefined {
  const { press, matches, text } = heard;
  if (matches[0].alarm) return undefined;
  const asks = session.data?.asks;
  if (press !== undefined) return press.startsWith(`${BUTTON}:`) ? pressed(house, session, press, now) : undefined;
  const command = commandIn(house, session, matches[0], text);
  switch (command) {
    case 'yes':
      return asks && erased(house, session, asks);
    case 'no':
      return asks && kept(house, session);
    case 'undo':
      return asks && { replies: [saying(house, 'undo'), sure(house, asks)], isAll: true, session };
    case 'lose':
      return asks && { replies: [loses(house, session, asks, text), sure(house, asks)], isAll: true, session };
    case undefined:
      return undefined;
    default:
      return commanded(house, session, command, now);
  }
}

function pressed(house: House, session: Session, press: string, now: Date): DataTurn {
  const [, name = '', of = ''] = press.split(':');
  const asks = session.data?.asks;
  // A button of an earlier question must not delete: it is asked again.
  if (name === 'yes') return asks === of ? erased(house, session, asks) : asked(house, session, PARTS.find((part) => part === of) ?? 'all');
  if (name === 'no') return kept(house, session);
  return commanded(house, session, house.dataCommands.find(({ command }) => command === name)?.command ?? 'show', now);
}

/** What is said of that data: in so many words, or, where it is known to be about that data, by a hint. */
function commandIn(house: House, session: Session, match: Match, text: string): DataCommand | undefined {
  const message = house.asMessage(house.knowledge.words.read(text).tokens);
  const isAsked = session.data?.asks !== undefined;
  const isQuestion = text.includes('?');
  const may = (command: DataCommand) =>
    command === 'yes' || command === 'no' ? isAsked && !isQuestion : command === 'lose' || command === 'undo' ? isAsked : true;
  const commands = house.dataCommands.filter(({ command }) => may(command));
  const own = commands.find(({ templates }) => hitOf(templates, message))?.command;
  if (own) return own;
  if (isAsked && match.intent === 'cancel' && match.because.by === 'template') return 'no';
  const isAbout = match.intent === 'my_data' && match.band === 'sure';
  if (!isAbout && !(session.data && !isOwnQuestion(match) && text.split(/\s+/).length <= MOST_HINTING_WORDS)) return undefined;
  const hinted = commands.find(({ hints }) => hitOf(hints, message))?.command;
  return hinted ?? (isAbout ? 'show' : undefined);
}

/** In answer to what was said of the data, so few words may lean on it: "gimme a copy". */
const MOST_HINTING_WORDS = 6;

/** A message that plainly has a meaning of its own. */
function isOwnQuestion({ band, intent, because, press }: Match): boolean {
  if (press !== undefined) return true;
  return because.by === 'template' ? intent !== 'my_data' && intent !== 'cancel' : band === 'sure' && intent !== 'ask_knowledge';
}

function commanded(house: House, session: Session, command: DataCommand, now: Date): DataTurn {
  const { labels } = house.knowledge.content.privacy;
  const { asks } = session.data ?? {};
  const told = (replies: readonly Reply[], effects: readonly Effect[] = []): DataTurn =>
    asks
      ? { replies: [...replies.map((reply) => ({ ...reply, choices: [] })), sure(house, asks)], isAll: true, session, effects }
      : { replies, isAll: false, session: talking(session), effects };
  switch (command) {
    case 'export':
      return told(copies(house, session, now), [{ kind: 'add-said', heading: labels.said, names: { you: labels.you, coach: labels.coach } }]);
    case 'erase':
      return asked(house, session, 'all');
    case 'erase-complaints':
    case 'erase-quiz':
    case 'erase-evidence':
    case 'erase-reminders':
      return asked(house, session, command.slice('erase-'.length) as Part);
    case 'how-long':
      return told([{ ...saying(house, 'how-long'), lines: heldLines(house, session), choices: choicesOf(house) }]);
    case 'who':
      return told([{ ...saying(house, 'who'), choices: choicesOf(house) }]);
    default: {
      const lines = heldLines(house, session);
      return told([{ ...saying(house, lines.length > 1 ? 'held' : 'held-nothing'), lines, choices: choicesOf(house) }]);
    }
  }
}

function choicesOf({ knowledge }: House): Choice[] {
  const { labels } = knowledge.content.privacy;
  return [
    { label: labels['give-copy'], press: 'data:export' },
    { label: labels['delete-all'], press: 'data:erase' },
  ];
}

function talking(session: Session, talk: DataTalk = {}): Session {
  return { ...session, data: talk };
}

function asked(house: House, session: Session, what: Erasable): DataTurn {
  if (what !== 'all' && !holds(session, what)) return { replies: [saying(house, 'none-of-that')], isAll: false, session: talking(session) };
  return { replies: [sure(house, what)], isAll: true, session: talking(session, { asks: what }) };
}

/** The question whether to delete, with its buttons. */
function sure(house: House, what: Erasable): Reply {
  const { labels } = house.knowledge.content.privacy;
  const choices = [
    { label: labels['yes-delete'], press: `data:yes:${what}` },
    { label: labels['no-keep'], press: 'data:no' },
  ];
  return { ...saying(house, `sure-${what}`), choices };
}

/** Whether what is asked about goes: all does, unless only another part is to be deleted. */
function loses(house: House, session: Session, what: Erasable, text: string): Reply {
  const goes = what === 'all' || isAboutPart(house, what, text);
  if (!goes) return saying(house, 'loses-not');
  const lines = what === 'all' ? heldLines(house, session) : [];
  return { ...saying(house, 'loses'), ...(lines.length > 0 && { lines }) };
}

/** Whether the message names this part, or none at all. */
function isAboutPart(house: House, what: Part, text: string): boolean {
  const stems = house.knowledge.words.read(text).tokens.map(({ stem }) => stem);
  const names = (part: Part) => NAMES[part].some((name) => stems.some((stem) => name.startsWith(stem) && stem.length >= SHORTEST_STEM));
  return names(what) || !PARTS.some(names);
}

const SHORTEST_STEM = 4;
const NAMES: Readonly<Record<Part, readonly string[]>> = {
  complaints: ['complaints'],
  quiz: ['quizzes', 'scores', 'results', 'progress', 'learning', 'answers'],
  evidence: ['evidence', 'portfolio'],
  reminders: ['reminders'],
};

function kept(house: House, session: Session): DataTurn {
  return { replies: [saying(house, 'kept')], isAll: false, session: talking(session) };
}

function erased(house: House, session: Session, what: Erasable): DataTurn {
  if (what === 'all')
    return { replies: [saying(house, 'erased-all')], isAll: true, session: NEW_SESSION, effects: [{ kind: 'forget', what: 'everything' }] };
  const left = talking(without(session, what));
  return { replies: [saying(house, 'erased-part')], isAll: false, session: left, effects: [{ kind: 'forget', what: 'chats' }] };
}

/** A turn about something else; a question whether to delete stays open behind it, for a while. */
function between(house: House, session: Session, heard: Heard, turn: Turn): Turn {
  const { asks, again = 0 } = session.data ?? {};
  // Who is in distress or danger is not asked.
  if (!asks || heard.matches[0].alarm) return turn;
  const beganComplaint = turn.session.walking !== undefined && turn.session.walking !== session.walking;
  if (beganComplaint || again + 1 >= MOST_BETWEEN) return { ...turn, replies: [saying(house, 'aside'), ...turn.replies] };
  const replies = [...turn.replies, sure(house, asks)];
  const offered = replies.flatMap(({ choices }) => choices);
  return { ...turn, replies, session: { ...turn.session, offered, data: { asks, again: again + 1 } } };
}
