/** The one door: what was said in, a turn out. Pure: no clock, no chance, no disk. */

import { factsIn, toldBy } from '../knowledge/facts.ts';
import type { IntentName, PhraseName } from '../knowledge/lists.ts';
import { ofAct } from '../knowledge/reference.ts';
import type { Phrase } from '../knowledge/schema.ts';
import { answer, choiceFor, lawCitation } from './answer.ts';
import { carriedOn, isContinuing, meaningsOf } from './context.ts';
import { decideAgain, decisionLeadingTo } from './decide.ts';
import { followUpReply, moreAbout } from './followup.ts';
import type { House } from './house.ts';
import { demandsIn, isPasted, MOST_QUESTIONS, questionsIn, sentencesOf, tellsOfTheDeal } from './questions.ts';
import { REMOVED, redact } from './redact.ts';
import { type Choice, type Coach, NEW_SESSION, type Reply, type Said, type Session } from './turn.ts';
import { alarmIn, byFact, type Match, read, understand, understandPasted } from './understand.ts';

/** Characters of a message that are read; the rest is left out, and the person is told. */
const MOST_CHARACTERS = 4000;

/** What a message means that tells of danger from a thing: the concept of that name in words.yaml. */
const UNSAFE = '~unsafe';

/** What a sentence beside the answers stands for. */
const NOTHING: Match = { intent: 'ask_knowledge', band: 'sure', because: { by: 'notice', detail: 'notice', score: 1 }, entries: [] };

/** @returns a coach for this house: `coach(house)(session, said, now)` gives the turn */
export function coach(house: House): Coach {
  return (session, said, now) => {
    const { before, matches } = hear(house, session, said, now);
    const [first] = matches;
    const answers = matches.flatMap((match) => respond(house, session, match, now));
    const replies = [...before, ...answers];
    const last = matches.reduce((known, match) => remembered(house, match) ?? known, session.last);
    return {
      intent: first.intent,
      band: first.band,
      because: first.because,
      entities: first.entities ?? {},
      replies: session.noted ? replies : withTrainingNote(house, replies),
      session: {
        version: 1,
        ...(last && { last }),
        offered: replies.flatMap((reply) => reply.choices),
        noted: session.noted || first.press === 'welcome' || replies.some(isLaw),
      },
      effects: [],
    };
  };
}

/** What a follow-up can lean on after this match; undefined where it answered nothing. */
function remembered(house: House, { band, entries: [entry], meanings = [], decided }: Match): Session['last'] {
  if (band !== 'sure' || entry === undefined) return undefined;
  const decision = decided?.decision ?? decisionLeadingTo(house.knowledge.content.facts, entry);
  return { entry, meanings, ...(decision !== undefined && { decision }), ...(decided?.ask !== undefined && { ask: decided.ask }) };
}

/** What was said means one thing, or asks several. */
type Heard = {
  readonly matches: readonly [Match, ...Match[]];
  /** What has to be said before the answers. */
  readonly before: readonly Reply[];
};

function hear(house: House, session: Session, said: Said, now: Date): Heard {
  if (said.kind === 'press') return { matches: [pressed(house, session, said.press)], before: [] };
  const clean = redact(said.text);
  const before: Reply[] = [];
  if (clean.found.length > 0) before.push(phrase(house, 'private-details'));
  if (clean.text.length > MOST_CHARACTERS) before.push(phrase(house, 'too-long'));
  const text = clean.text.replaceAll(REMOVED, ' ').slice(0, MOST_CHARACTERS);
  const [first, ...rest] = isPasted(text) ? inPasted(house, text, now) : several(house, session, text, now);
  if (first) return { matches: [first, ...rest], before };
  const match = understand(house, session, text, now);
  if (match.press !== undefined) return { matches: [pressed(house, session, match.press)], before };
  return { matches: [match.followUp === 'more' ? further(house, session, match, now) : match], before };
}

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
  const fact = factPressed(house, session, press);
  if (fact) return fact;
  const id = press.startsWith('ask:') ? press.slice(4) : '';
  if (house.knowledge.entry(id)) return { intent: 'ask_knowledge', band: 'sure', because, entries: [id] };
  const act = house.knowledge.content.acts.find((candidate) => press === `act:${candidate.id}`);
  if (act)
    return {
      intent: 'lookup_legislation',
      band: 'sure',
      because,
      entries: [],
      reference: { ref: act.short, act, provisions: ofAct(act, house.knowledge.content.provisions), rest: '' },
    };
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

function respond(house: House, { last }: Session, match: Match, now: Date): Reply[] {
  const { knowledge } = house;
  if (match.alarm) return [phrase(house, match.alarm)];
  if (match.elsewhere) return [{ ...plain(match.elsewhere.point, match.elsewhere.more), choices: [] }];
  if (match.says) return [phrase(house, match.says)];
  const before = last && knowledge.entry(last.entry);
  if (match.followUp) return [before ? followUpReply(knowledge, before, match.followUp, match.meanings ?? [], now) : phrase(house, 'nothing-before')];
  if (match.press === 'welcome') return [phrase(house, 'welcome')];
  if (match.press !== undefined) return [phrase(house, 'old-button')];
  switch (match.intent) {
    case 'ask_knowledge':
    case 'lookup_legislation': {
      const entries = match.entries.flatMap((id) => knowledge.entry(id) ?? []);
      const [first] = entries;
      if (match.band === 'choose') return [{ ...phrase(house, 'choose'), choices: entries.map(choiceFor) }];
      if (match.reference?.act?.short === match.reference?.ref && match.reference) return [contents(house, match)];
      return [first ? asking(house, withSafety(house, answer(knowledge, first, now), match), match.decided?.ask) : noSuchReference(house, match)];
    }
    case 'small_talk_or_out_of_scope':
      return [unknown(house, match)];
    case 'help':
      return [phrase(house, 'help')];
    case 'start_complaint':
      return [
        phrase(house, 'not-yet-complaint'),
        ...match.entries
          .slice(0, 1)
          .flatMap((id) => knowledge.entry(id) ?? [])
          .map((entry) => answer(knowledge, entry, now)),
      ];
    case 'greeting':
    case 'thanks':
    case 'goodbye':
    case 'feedback':
    case 'my_data':
    case 'cancel':
    case 'resume':
    case 'start_quiz':
    case 'show_progress':
    case 'build_evidence':
    case 'role_play':
    case 'improvement_plan':
    case 'set_reminder':
      return [phrase(house, PHRASE_OF[match.intent])];
  }
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
  start_quiz: 'not-yet-quiz',
  show_progress: 'not-yet-progress',
  build_evidence: 'not-yet-evidence',
  role_play: 'not-yet-role-play',
  improvement_plan: 'not-yet-plan',
  set_reminder: 'not-yet-reminder',
} as const satisfies Partial<Record<IntentName, PhraseName>>;

function unknown(house: House, match: Match): Reply {
  const nearest = match.entries.flatMap((id) => house.knowledge.entry(id) ?? []);
  return { ...phrase(house, 'unknown'), choices: nearest.slice(0, 2).map(choiceFor) };
}

/** A reference that leads nowhere: said so, with the nearest of that Act. */
function noSuchReference(house: House, { reference }: Match): Reply {
  const reply = phrase(house, 'no-such-reference');
  const { act } = reference ?? {};
  const choices =
    act && ofAct(act, house.knowledge.content.provisions).length > 0 ? [{ label: `What I hold of it: ${act.short}`, press: `act:${act.id}` }] : [];
  return { ...reply, point: reply.point.replace('{reference}', reference?.ref ?? ''), choices };
}

/** What we hold of an Act, with its sections and titles. */
function contents(house: House, match: Match): Reply {
  const { act, provisions: held = [] } = match.reference ?? {};
  const [first] = held;
  if (!act || !first) return noSuchReference(house, match);
  const whole = { ...lawCitation(house.knowledge, first), id: act.id, refs: [act.short], act: act.title, place: '', title: act.title, url: act.link };
  return {
    point: `${act.title}: ${act.about}.`,
    more: [{ text: held.map((provision) => `${provision.section} ${provision.title}`).join(' · ') }],
    cites: [whole],
    choices: held
      .slice(0, 3)
      .flatMap((provision) => house.knowledge.entry(provision.id) ?? [])
      .map(choiceFor),
  };
}

/** A sentence from phrases.yaml as a reply; buttons that lead to an entry we do not hold are left out. */
function phrase(house: House, name: PhraseName): Reply {
  const { point, more, choices } = house.knowledge.content.phrases.phrases[name] as Phrase;
  const works = ({ press }: Choice) => !press.startsWith('ask:') || house.knowledge.entry(press.slice(4)) !== undefined;
  return { ...plain(point, more), choices: choices.filter(works) };
}

function plain(point: string, more: readonly string[]): Reply {
  return { point, more: more.map((text) => ({ text })), cites: [], choices: [] };
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
