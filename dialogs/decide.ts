/** Which entry answers a kind of question whose answer turns on facts, and which open fact would change it. Pure. */
import { type Facts, factsIn, meets } from '../knowledge/facts.ts';
import type { Decision, FactsFile } from '../knowledge/schema.ts';

export type Decided = {
  readonly decision: string;
  /** The entry that answers. */
  readonly entry: string;
  /** The fact to ask for, where it is open and would change the answer. */
  readonly ask?: string;
};

/** What the decision about this entry says to the facts in these terms; undefined where the entry stands for itself. */
export function decide(content: FactsFile, entry: string, terms: readonly string[]): Decided | undefined {
  const decision = content.decisions.find(({ of }) => of.includes(entry));
  return decision && byRows(content, decision, factsIn(terms, content.facts));
}

/** What this decision says to the facts in these terms, if it turns on one that is told `anew`; else undefined. */
export function decideAgain(content: FactsFile, id: string, terms: readonly string[], anew: Facts): Decided | undefined {
  const decision = content.decisions.find((candidate) => candidate.id === id);
  const facts = factsIn(terms, content.facts);
  const row = decision?.rows.find((candidate) => meets(facts, candidate.if));
  return decision && row && Object.keys(row.if).some((fact) => anew.has(fact)) ? byRows(content, decision, facts) : undefined;
}

/** The decision that can lead to this entry, for a follow-up to come back to. */
export function decisionLeadingTo(content: FactsFile, entry: string): string | undefined {
  return content.decisions.find(({ rows }) => rows.some((row) => row.answer === entry))?.id;
}

/** The first row whose facts are all told; where it leads to the question of another decision, what that one says. */
function byRows(content: FactsFile, { id, rows }: Decision, facts: Facts): Decided | undefined {
  const row = rows.find((candidate) => meets(facts, candidate.if));
  if (!row) return undefined;
  const next = content.decisions.find((other) => other.id !== id && other.of.includes(row.answer));
  if (next) return byRows({ ...content, decisions: content.decisions.filter((other) => other.id !== id) }, next, facts);
  const { ask } = row;
  return { decision: id, entry: row.answer, ...(ask !== undefined && !facts.has(ask) && { ask }) };
}
