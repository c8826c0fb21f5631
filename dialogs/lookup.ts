/** The law by any name: what somebody gets who only wants a piece of law. Pure. */
import { provisionsOf } from './answer.ts';
import { coach } from './coach.ts';
import type { House } from './house.ts';
import { provisionCard } from './law.ts';
import { NEW_SESSION, type Turn } from './turn.ts';
import { understand } from './understand.ts';

/** The turn of a look-up: the card of the provision that is named or, where a question is asked, of the one that its answer rests on. */
export function lookUp(house: House, text: string, now: Date): Turn {
  const turn = coach(house)(NEW_SESSION, { kind: 'text', text }, now);
  if (turn.intent !== 'ask_knowledge' || turn.band !== 'sure') return turn;
  const entry = house.knowledge.entry(understand(house, NEW_SESSION, text, now).entries[0] ?? '');
  const [law] = entry && entry.kind !== 'overview' ? provisionsOf(house.knowledge, entry) : [];
  return law ? { ...turn, intent: 'lookup_legislation', replies: [provisionCard(house.knowledge, law, now)] } : turn;
}
