/** The one door: what was said in, a turn out. Pure: no clock, no chance, no disk. */
import type { IntentName, PhraseName } from '../knowledge/lists.ts';
import { ofAct } from '../knowledge/reference.ts';
import type { Phrase } from '../knowledge/schema.ts';
import { answer, choiceFor, lawCitation } from './answer.ts';
import type { House } from './house.ts';
import { REMOVED, redact } from './redact.ts';
import type { Choice, Coach, Reply, Said, Session } from './turn.ts';
import { type Match, understand } from './understand.ts';

/** Characters of a message that are read; the rest is left out, and the person is told. */
const MOST_CHARACTERS = 4000;

/** @returns a coach for this house: `coach(house)(session, said, now)` gives the turn */
export function coach(house: House): Coach {
  return (session, said, now) => {
    const heard = hear(house, session, said);
    const turn = respond(house, heard.match, now);
    const replies = [...heard.before, ...turn];
    const offered = replies.flatMap((reply) => reply.choices);
    const [entry] = heard.match.band === 'sure' ? heard.match.entries : [];
    const last = entry ? { entry, meanings: heard.match.meanings ?? [] } : session.last;
    const noted = session.noted || heard.match.press === 'welcome' || replies.some(isLaw);
    return {
      intent: heard.match.intent,
      band: heard.match.band,
      because: heard.match.because,
      entities: heard.match.entities ?? {},
      replies: session.noted ? replies : withTrainingNote(house, replies),
      session: { version: 1, ...(last && { last }), offered, noted },
      effects: [],
    };
  };
}

/** The match, and what has to be said before the answer. */
function hear(house: House, session: Session, said: Said): { match: Match; before: readonly Reply[] } {
  if (said.kind === 'press') return { match: pressed(house, said.press), before: [] };
  const clean = redact(said.text);
  const before: Reply[] = [];
  if (clean.found.length > 0) before.push(phrase(house, 'private-details'));
  if (clean.text.length > MOST_CHARACTERS) before.push(phrase(house, 'too-long'));
  const match = understand(house, session, clean.text.replaceAll(REMOVED, ' ').slice(0, MOST_CHARACTERS));
  const label = match.press === undefined ? match : pressed(house, match.press);
  return { match: label, before };
}

function pressed(house: House, press: string): Match {
  const because = { by: 'press', detail: `press: ${press}`, score: 1 };
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

function respond(house: House, match: Match, now: Date): Reply[] {
  const { knowledge } = house;
  if (match.alarm) return [phrase(house, match.alarm)];
  if (match.elsewhere) return [{ ...plain(match.elsewhere.point, match.elsewhere.more), choices: [] }];
  if (match.press === 'welcome') return [phrase(house, 'welcome')];
  if (match.press !== undefined) return [phrase(house, 'old-button')];
  switch (match.intent) {
    case 'ask_knowledge':
    case 'lookup_legislation': {
      const entries = match.entries.flatMap((id) => knowledge.entry(id) ?? []);
      const [first] = entries;
      if (match.band === 'choose') return [{ ...phrase(house, 'choose'), choices: entries.map(choiceFor) }];
      if (match.reference?.act?.short === match.reference?.ref && match.reference) return [contents(house, match)];
      return [first ? answer(knowledge, first, now) : noSuchReference(house, match)];
    }
    case 'small_talk_or_out_of_scope':
      return [unknown(house, match)];
    case 'help':
      return [phrase(house, match.empty ?? 'help')];
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
