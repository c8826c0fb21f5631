/** The coach on the project's own content, and what its tests ask again and again. */
import { toText } from '../../../bot/render.ts';
import { type House, houseOf } from '../../../dialogs/house.ts';
import type { Turn } from '../../../dialogs/turn.ts';
import { realKnowledge } from '../../knowledge/support/real.ts';

/** When the conversations of the tests take place. */
export const NOW = new Date('2026-11-22T12:00:00Z');

let building: Promise<House> | undefined;

/** Built once for all tests of a run. */
export function realHouse(): Promise<House> {
  building ??= realKnowledge().then(houseOf);
  return building;
}

/** All that a turn says, as text. */
export function textOf({ replies }: Turn): string {
  return replies.map(toText).join('\n\n');
}
