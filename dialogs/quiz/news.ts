/** What is so no longer, for who learned it: told once, and asked again from now on. Pure. */

import type { Day } from '../../knowledge/calendar.ts';
import { type Changed, changesSince, versionOf } from '../../knowledge/versions.ts';
import { citationsOf, longDate } from '../answer.ts';
import type { House } from '../house.ts';
import { filled } from '../say.ts';
import type { Choice, Reply } from '../turn.ts';
import type { Learning } from './quiz.ts';

const MOST_BUTTONS = 3;

/** The learning with its cards brought to the present version, those that had another due now, and what is said of the changes, if any. */
export function withNews(house: House, learning: Learning, now: Date): { readonly learning: Learning; readonly replies: readonly Reply[] } {
  const { content } = house.knowledge;
  const old = content.questions.flatMap(({ id, cites }) => {
    const version = versionOf(content, cites);
    const card = learning.cards[id];
    return card && card.version !== version ? [{ id, card, version }] : [];
  });
  if (old.length === 0) return { learning, replies: [] };
  const changes = old.flatMap(({ card }) => changesSince(content, card.version));
  const told = changes.filter((one, at) => changes.findIndex((other) => other.id === one.id) === at);
  const cards = Object.fromEntries(old.map(({ id, card, version }) => [id, { ...card, version, due: now.toISOString() }]));
  return {
    learning: { ...learning, cards: { ...learning.cards, ...cards } },
    replies: told.length > 0 ? [newsReply(house, told, now)] : [],
  };
}

function newsReply(house: House, told: readonly Changed[], now: Date): Reply {
  const { labels } = house.knowledge.content.phrases;
  return {
    point: `${labels['learned-changed']}.`,
    lines: told.map((change) => ({ text: [filled(labels['you-learned'], { was: change.was }), nowText(house, change, now)].join(' ') })),
    more: [],
    cites: citationsOf(
      house.knowledge,
      told.map(({ id }) => id),
    ),
    choices: told.slice(0, MOST_BUTTONS).flatMap(({ id }): Choice[] => {
      const entry = house.knowledge.entry(id);
      return entry ? [{ label: filled(labels['look-it-up'], { title: entry.title }), press: `ask:${entry.id}` }] : [];
    }),
  };
}

/** "Since 1 January 2027 it is: …" */
function nowText({ knowledge }: House, { was, is, since, ends }: Changed, now: Date): string {
  const { labels } = knowledge.content.phrases;
  const isAhead = since !== undefined && since > now.toISOString().slice(0, 10);
  const date = since === undefined ? '' : longDate(since as Day);
  if (ends) return filled(labels[isAhead ? 'ends-on' : 'no-longer-in-force'], { date });
  if (is === was) return labels['details-changed'];
  return filled(labels[since === undefined ? 'now-it-is' : isAhead ? 'from-it-is' : 'since-it-is'], { date, is });
}
