/** The facts of a case that a message tells: how old, what kind of thing, who sold it. Pure. */
import type { Fact } from './schema.ts';
import { TOLD } from './words.ts';

/** Fact → the values that are told, in the order of facts.yaml; a fact that nothing tells is missing. */
export type Facts = ReadonlyMap<string, readonly string[]>;

/** A condition on facts: each named fact must have one of these values. */
export type Condition = Readonly<Record<string, readonly string[]>>;

/** How a message stands to a condition: it tells all of it, some of it is open, or it tells otherwise. */
export type Standing = 'met' | 'open' | 'contrary';

/** The facts that these terms tell. */
export function factsIn(terms: readonly string[], facts: readonly Fact[]): Facts {
  const told = facts.map(({ id, values }): [string, string[]] => [
    id,
    values
      .filter((value) => value.meanings.some((meaning) => terms.includes(meaning)) || terms.includes(toldBy(id, value.id)))
      .map((value) => value.id),
  ]);
  return new Map(told.filter(([, values]) => values.length > 0));
}

/** The term that tells a fact by its button. */
export function toldBy(fact: string, value: string): string {
  return `${TOLD}${fact}:${value}`;
}

/** Whether the facts told meet the condition; of several values of a fact, the last one listed counts. */
export function meets(facts: Facts, condition: Condition): boolean {
  return Object.entries(condition).every(([fact, wanted]) => wanted.includes(facts.get(fact)?.at(-1) ?? ''));
}

/** How a message stands to what an entry rests on: any value it tells will do. */
export function standing(facts: Facts, condition: Condition): Standing {
  const conditions = Object.entries(condition);
  if (conditions.some(([fact, wanted]) => facts.has(fact) && !facts.get(fact)?.some((value) => wanted.includes(value)))) return 'contrary';
  return conditions.every(([fact]) => facts.has(fact)) ? 'met' : 'open';
}
