/** What is held on a person, part by part: said in plain words with its dates of deletion. Pure. */
import type { DataLabel, DataSaying } from '../../knowledge/lists.ts';
import { longDate } from '../answer.ts';
import type { House } from '../house.ts';
import { filled, plain } from '../say.ts';
import type { Reply, Session } from '../turn.ts';
import { goesOn } from './retention.ts';

/** What can be deleted by itself. */
export const PARTS = ['complaints', 'quiz', 'evidence', 'reminders'] as const;
export type Part = (typeof PARTS)[number];
export type Erasable = 'all' | Part;

/** The talk about what is held: what was asked to be deleted and waits for a yes, and how often something came in between. */
export type DataTalk = { readonly asks?: Erasable; readonly again?: number };

/** Where the parts stand in a session. */
const KEYS: Readonly<Record<Part, readonly string[]>> = {
  complaints: ['complaints', 'walking'],
  quiz: ['quiz', 'learning'],
  evidence: ['evidence'],
  reminders: ['reminders'],
};
export const PART_KEYS: ReadonlySet<string> = new Set(Object.values(KEYS).flat());
/** What a session has beside them: where the talk was. */
const PLACE = ['last', 'case', 'story', 'shaken'];
/** What says nothing of a person. */
const FORM = ['version', 'offered', 'noted', 'data'];

/** The session without this part. */
export function without(session: Session, part: Part): Session {
  return Object.fromEntries(Object.entries(session).filter(([key]) => !KEYS[part].includes(key))) as Session;
}

export function holds(session: Session, part: Part): boolean {
  return linesOf(session, part).length > 0;
}

/** Things of this part that are held, each by the day from which it counts. */
function linesOf(session: Session, part: Part): readonly string[] {
  switch (part) {
    case 'complaints':
      return (session.complaints ?? []).map(({ opened }) => opened);
    case 'evidence':
      return (session.evidence ?? []).map(({ kept }) => kept);
    case 'quiz':
      return [...(session.learning?.attempts ?? []), ...(session.quiz ? [{ at: session.quiz.begun }] : [])].map(({ at }) => at);
    case 'reminders':
      return (session.reminders?.list ?? []).map(({ due }) => due);
  }
}

/** What is held, one line a part, the chat first. */
export function heldLines(house: House, session: Session): { label: string; text: string }[] {
  const { labels } = house.knowledge.content.privacy;
  const { conversations, learning, complaints } = house.retention;
  const line = (name: DataLabel, held: DataLabel, values: Readonly<Record<string, string | number>>) => ({
    label: labels[name],
    text: filled(labels[held], values),
  });
  const next = (part: Part, days: number) => {
    const first = [...linesOf(session, part)].sort()[0];
    return first === undefined ? '' : longDate(goesOn(first, days));
  };
  const count = (part: Part) => linesOf(session, part).length;
  const open = session.complaints?.filter(({ closed }) => closed === undefined).length ?? 0;
  const others = Object.keys(session).filter((key) => !PART_KEYS.has(key) && !PLACE.includes(key) && !FORM.includes(key));
  const hasPlace = PLACE.some((key) => key in session);
  return [
    line('chat', 'chat-held', { days: conversations }),
    ...(hasPlace ? [line('last', 'last-held', { days: conversations })] : []),
    ...(holds(session, 'complaints')
      ? [line('complaints', 'complaints-held', { count: count('complaints'), open, days: complaints, date: next('complaints', complaints) })]
      : []),
    ...(holds(session, 'evidence')
      ? [line('evidence', 'evidence-held', { count: count('evidence'), days: learning, date: next('evidence', learning) })]
      : []),
    ...(holds(session, 'quiz')
      ? [line('quiz', 'quiz-held', { count: session.learning?.attempts.length ?? 0, days: learning, date: next('quiz', learning) })]
      : []),
    ...(holds(session, 'reminders') ? [line('reminders', 'reminders-held', { count: count('reminders'), days: conversations })] : []),
    ...others.map((name) => line('other', 'other-held', { name, days: conversations })),
  ];
}

/** A sentence of privacy.yaml as a reply. */
export function saying(house: House, name: DataSaying): Reply {
  const { point, more } = house.knowledge.content.privacy.says[name];
  return plain(point, more);
}
