/** What Teams asks of the coach outside a conversation: results for a search, the answer to somebody's message, the words of its forms. */
import { coach } from '../dialogs/coach.ts';
import type { House } from '../dialogs/house.ts';
import { type Result, resultFor, search } from '../dialogs/search.ts';
import { NEW_SESSION, type Reply, type Said } from '../dialogs/turn.ts';
import type { LabelName } from '../knowledge/lists.ts';

export type Desk = {
  search(text: string, skip: number, count: number): Result[];
  result(id: string): Result | undefined;
  /** The answer without a past: nothing of it is kept. */
  answer(said: Said): readonly Reply[];
  label(name: LabelName): string;
};

export function openDesk(house: House, now: () => Date): Desk {
  const think = coach(house);
  return {
    search: (text, skip, count) => search(house, text, skip, count, now()),
    result: (id) => resultFor(house, id, now()),
    answer: (said) => think(NEW_SESSION, said, now()).replies,
    label: (name) => house.knowledge.content.phrases.labels[name],
  };
}
