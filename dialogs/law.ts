/** The card of a provision, and what is said where a story is older than the law. Pure. */
import type { Day } from '../knowledge/calendar.ts';
import type { Entry } from '../knowledge/entries.ts';
import { inForce } from '../knowledge/force.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Provision } from '../knowledge/schema.ts';
import { answer, choiceFor, clockFor, lawCitation, longDate, provisionsOf } from './answer.ts';
import type { Reply } from './turn.ts';

const MOST_RELATED = 2;
const MOST_CHOICES = 3;

/** What a look-up shows: the place and title of the provision above its answer, and its neighbours as buttons. */
export function provisionCard(knowledge: Knowledge, provision: Provision, now: Date): Reply {
  const { labels } = knowledge.content.phrases;
  const { act, place, title } = lawCitation(knowledge, provision);
  const entry: Entry = { kind: 'provision', id: provision.id, title, provision };
  const related = provision.related.flatMap((id) => knowledge.entry(id) ?? []);
  return {
    ...answer(knowledge, entry, now),
    heading: `${[act, place].filter(Boolean).join(' ')} · ${title}`,
    choices: [
      ...clockFor(knowledge, provision),
      ...related.slice(0, MOST_RELATED).map(choiceFor),
      { label: labels['quiz-me'], press: `quiz:${provision.id}` },
    ],
  };
}

/** The days in which something happened, as far as a message tells: a year where only that is named. */
export type Happened = { readonly typed: string; readonly from: Day; readonly to: Day };

/** The answer to something that happened then: where it is older than a law that the answer rests on, that is said, and which law it was. */
export function answerThen(knowledge: Knowledge, entry: Entry, happened: Happened, now: Date): Reply {
  const whole = answer(knowledge, entry, now);
  const laws = provisionsOf(knowledge, entry);
  const late = laws.find((law) => isLater(law, happened));
  if (!late) return whole;
  const { labels } = knowledge.content.phrases;
  const { replaced, refs, from = '' } = late;
  const before = replaced?.see === undefined ? undefined : knowledge.entry(replaced.see);
  const said = [
    labels['before-it-began']
      .replace('{when}', capital(happened.typed))
      .replace('{law}', refs[0] ?? '')
      .replace('{date}', longDate(from)),
    replaced ? labels['law-of-that-day'].replace('{law}', replaced.law) : '',
    replaced ? '' : labels['law-of-that-day-not-held'],
  ].join(' ');
  const choices = [...(before ? [choiceFor(before)] : []), ...whole.choices].slice(0, MOST_CHOICES);
  if (late !== laws[0]) return { ...whole, more: [{ text: said.trim() }, ...whole.more], choices };
  return { ...whole, point: said.trim(), more: [{ label: labels['law-today'], text: whole.point }], choices };
}

function isLater(law: Provision, { to }: Happened): boolean {
  const force = inForce(law, to);
  return force.kind === 'not yet' && force.from !== undefined;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
