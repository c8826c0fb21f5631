/** What a person did → what is meant: a press, one message, several questions in one, or a pasted text. Pure. */
import { factsIn, toldBy } from '../knowledge/facts.ts';
import { ANSWERED } from '../knowledge/knowledge.ts';
import type { PhraseName } from '../knowledge/lists.ts';
import { ofAct } from '../knowledge/reference.ts';
import { split } from '../knowledge/words.ts';
import { begun, type CaseSaid, caseIn } from './case.ts';
import { carriedOn, isContinuing, meaningsOf } from './context.ts';
import { decideAgain, decisionLeadingTo } from './decide.ts';
import { moreAbout } from './followup.ts';
import type { House } from './house.ts';
import { demandsIn, isPasted, MOST_QUESTIONS, questionsIn, sentencesOf, tellsOfTheDeal } from './questions.ts';
import { REMOVED, redact } from './redact.ts';
import { CASE_PARTS, NEW_SESSION, type Said, type Session } from './turn.ts';
import { alarmIn, byFact, type Match, offeredAs, read, understand, understandPasted } from './understand.ts';

/** Characters of a message that are read; the rest is left out, and the person is told. */
const MOST_CHARACTERS = 4000;

/** What a sentence beside the answers stands for. */
const NOTHING: Match = { intent: 'ask_knowledge', band: 'sure', because: { by: 'notice', detail: 'notice', score: 1 }, entries: [] };

/** What was said means one thing, or asks several. */
export type Heard = {
  readonly matches: readonly [Match, ...Match[]];
  /** What has to be said before the answers. */
  readonly before: readonly PhraseName[];
  /** What was typed, with a sign for each private detail; '' for a press. */
  readonly text: string;
  /** The id of the button that was pressed, or whose label was typed. */
  readonly press?: string;
};

/** What was said, understood. Private details are taken out before anything is read. */
export function hear(house: House, session: Session, said: Said, now: Date): Heard {
  if (said.kind === 'assigned') return { matches: [pressed(house, session, 'welcome')], before: [], text: '', press: 'welcome' };
  if (said.kind === 'press') return { matches: [pressed(house, session, said.press)], before: [], text: '', press: said.press };
  const clean = redact(said.text);
  const before: PhraseName[] = [];
  if (clean.found.some((detail) => detail !== 'name')) before.push('private-details');
  else if (clean.found.length > 0 && session.walking !== undefined) before.push('names-removed');
  if (clean.text.length > MOST_CHARACTERS) before.push('too-long');
  const kept = clean.text.slice(0, MOST_CHARACTERS);
  const text = clean.text.replaceAll(REMOVED, ' ').slice(0, MOST_CHARACTERS);
  const toCase = isPasted(text) || alarmIn(house, house.knowledge.words.read(text)) ? undefined : inCase(house, session, text, now);
  if (toCase) return { matches: [toCase], before, text: kept };
  const [first, ...rest] = isPasted(text) ? inPasted(house, text, now) : several(house, session, text, now);
  if (first) return { matches: [first, ...rest], before, text: kept };
  const match = understand(house, session, text, now);
  if (session.case?.asks && isStray(match, text)) return { matches: [ofCase({ case: session.case, says: 'pick-one' })], before, text: kept };
  if (match.press !== undefined) return { matches: [pressed(house, session, match.press)], before, text: kept, press: match.press };
  return { matches: [match.followUp === 'more' ? further(house, session, match, now) : match], before, text: kept };
}

/** What a message says to a case that days and choices decide; undefined where it is about something else, or presses a button on screen. */
function inCase(house: House, session: Session, text: string, now: Date): Match | undefined {
  if (offeredAs(session, text)) return undefined;
  const said = caseIn(house, session, text, now);
  if (said === undefined) return undefined;
  if (said === 'which') return { ...NOTHING, says: 'which-clock', because: CASE_SAID };
  return { ...ofCase(said), meanings: meaningsOf(read(house, text, now).terms) };
}

/** A word or two that answers nothing, while a question is open: rather a slip than a new subject. */
function isStray({ intent, reference, press, followUp, alarm, isName }: Match, text: string): boolean {
  if (press !== undefined || followUp || alarm || reference || isName || text.includes('?')) return false;
  return ANSWERED.includes(intent) && split(text).length <= MOST_STRAY_WORDS;
}

const MOST_STRAY_WORDS = 2;

function ofCase(caseSaid: CaseSaid): Match {
  return { intent: 'ask_knowledge', band: 'sure', because: { ...CASE_SAID, detail: `date: ${caseSaid.case.id}` }, entries: [], caseSaid };
}

const CASE_SAID = { by: 'date', detail: 'date', score: 1 };

/** "Tell me more" means the next entry, where there is one. */
function further({ knowledge }: House, { last }: Session, match: Match, now: Date): Match {
  const before = knowledge.entry(last?.entry ?? '');
  const next = before && moreAbout(knowledge, before, now);
  const { intent, band, because } = match;
  return next === undefined ? match : { intent, band, because, entries: [next] };
}

/** The answers to a message that asks several things; empty where it has to be understood as a whole. */
function several(house: House, session: Session, text: string, now: Date): Match[] {
  const found: Match[] = [];
  let before = session;
  for (const question of questionsIn(text)) {
    // Each question for itself; only one that says too little leans on the one before.
    const alone = understand(house, NEW_SESSION, question, now);
    const match = isAnswer(alone) && !isContinuing(question) ? alone : understand(house, before, question, now);
    if (match.alarm) return [];
    if (!isAnswer(match) || found.some(({ entries }) => entries[0] === match.entries[0])) continue;
    found.push(match);
    const last = remembered(house, match);
    before = { ...before, ...(last && { last }) };
  }
  const tooMany: Match = { ...NOTHING, says: 'more-questions' };
  return found.length > MOST_QUESTIONS ? [...found.slice(0, MOST_QUESTIONS), tooMany] : found.length > 1 ? found : [];
}

/** What a pasted text asks, sentence by sentence, or as a whole; what shows distress or danger comes first. */
function inPasted(house: House, text: string, now: Date): Match[] {
  const { words } = house.knowledge;
  const told = sentencesOf(text)
    .filter(tellsOfTheDeal)
    .flatMap((sentence) => meaningsOf(read(house, sentence, now).terms));
  const asked = demandsIn(text)
    .map((sentence) => understandPasted(house, sentence, told))
    .filter(isAnswer);
  const distinct = asked.filter((match, at) => asked.findIndex(({ entries }) => entries[0] === match.entries[0]) === at);
  const alarms = sentencesOf(text).flatMap((sentence) => alarmIn(house, words.read(sentence)) ?? []);
  return [...alarms.slice(0, 1), ...(distinct.length > 0 ? surest(distinct) : [understandPasted(house, text, [])])];
}

function isAnswer({ intent, band, entries }: Match): boolean {
  return (intent === 'ask_knowledge' || intent === 'lookup_legislation') && band === 'sure' && entries.length > 0;
}

/** The surest of these, as many as one message may get, in the order they were asked. */
function surest(matches: readonly Match[]): Match[] {
  const kept = new Set([...matches].sort((a, b) => b.because.score - a.because.score).slice(0, MOST_QUESTIONS));
  return matches.filter((match) => kept.has(match));
}

function pressed(house: House, session: Session, press: string): Match {
  const because = { by: 'press', detail: `press: ${press}`, score: 1 };
  const fact = factPressed(house, session, press) ?? casePressed(house, session, press);
  if (fact) return fact;
  const id = press.startsWith('ask:') ? press.slice(4) : '';
  const entry = house.knowledge.entry(id);
  if (entry) return { intent: entry.kind === 'provision' ? 'lookup_legislation' : 'ask_knowledge', band: 'sure', because, entries: [id] };
  if (press.startsWith('quiz:') && house.knowledge.entry(press.slice('quiz:'.length)))
    return { intent: 'start_quiz', band: 'sure', because, entries: [] };
  const act = house.knowledge.content.acts.find((candidate) => press === `act:${candidate.id}`);
  if (act) {
    const provisions = ofAct(act, house.knowledge.content.provisions);
    const reference = { ref: act.short, act, provisions, rest: '' };
    return { intent: 'lookup_legislation', band: 'sure', because, entries: provisions.map(({ id }) => id), reference };
  }
  if (press === 'help') return { intent: 'help', band: 'sure', because, entries: [] };
  if (press === 'welcome') return { intent: 'greeting', band: 'sure', because, entries: [], press };
  return { intent: 'help', band: 'unknown', because, entries: [], press };
}

/** What a button of an asked fact means: the same question as before, with the fact told. */
function factPressed(house: House, { last }: Session, press: string): Match | undefined {
  const [kind, fact = '', value = ''] = press.split(':');
  const { facts } = house.knowledge.content;
  if (kind !== 'fact' || !last?.decision) return undefined;
  const told = [toldBy(fact, value)];
  const meanings = carriedOn(facts.facts, last.meanings, told);
  const decided = decideAgain(facts, last.decision, meanings, factsIn(told, facts.facts));
  return decided && byFact(decided, meanings);
}

/** What a button of a case means: to begin it, or the answer to its open question. */
function casePressed(house: House, session: Session, press: string): Match | undefined {
  const [kind, name = '', value = ''] = press.split(':');
  if (kind === 'clock') {
    const clock = house.cases.find(({ id }) => id === name);
    return clock && ofCase(begun(house, session, clock.id));
  }
  const open = session.case;
  const part = CASE_PARTS.find((candidate) => candidate === name);
  if (kind === 'case' && part && open?.id === 'remedies' && !open.asks) return ofCase({ case: { ...open, part } });
  if (kind !== 'tell' || open?.asks !== name) return undefined;
  return ofCase({ case: { ...open, told: { ...open.told, [name]: [value] } } });
}

/** What a follow-up can lean on after this match; undefined where it answered nothing. */
export function remembered(house: House, { band, entries: [entry], meanings = [], decided, told }: Match): Session['last'] {
  if (band !== 'sure' || entry === undefined) return undefined;
  const decision = decided?.decision ?? decisionLeadingTo(house.knowledge.content.facts, entry);
  return {
    entry,
    meanings,
    ...(decision !== undefined && { decision }),
    ...(decided?.ask !== undefined && { ask: decided.ask }),
    ...(told && { told }),
  };
}
