/** Verdicts counted: shares, bands and confusions. Pure. */
import { BANDS } from '../../../dialogs/turn.ts';
import type { Verdict } from './judge.ts';

const OFF_TOPIC = 'small_talk_or_out_of_scope';

/** Which intent was taken for which, most frequent first; those that were right are left out. */
export function confusions(verdicts: readonly Verdict[]): { wanted: string; got: string; count: number }[] {
  const cells = new Map<string, { wanted: string; got: string; count: number }>();
  for (const { wanted, got, right } of verdicts) {
    if (wanted === undefined || right) continue;
    const cell = cells.get(`${wanted} ${got}`) ?? { wanted, got, count: 0 };
    cells.set(`${wanted} ${got}`, { ...cell, count: cell.count + 1 });
  }
  return [...cells.values()].sort((a, b) => b.count - a.count);
}

/** For each band, how many verdicts in it are right and wrong. */
export function bandCounts(verdicts: readonly Verdict[]): { band: string; right: number; wrong: number }[] {
  return BANDS.map((band) => {
    const held = verdicts.filter((verdict) => verdict.band === band);
    const right = held.filter((verdict) => verdict.right).length;
    return { band, right, wrong: held.length - right };
  });
}

/** Answers that the coach was sure of and that are wrong: the costliest kind of miss. */
export function falseSures(verdicts: readonly Verdict[]): Verdict[] {
  return verdicts.filter(({ band, right }) => band === 'sure' && !right);
}

/** The rows that want a refusal, and those of them that got one. */
export function refusals(verdicts: readonly Verdict[]): { refused: number; all: number } {
  const rows = verdicts.filter(({ wanted }) => wanted === OFF_TOPIC);
  return { refused: rows.filter(({ got }) => got === OFF_TOPIC).length, all: rows.length };
}

/** For each kind of entity, how many were found of those that the rows name. */
export function entityCounts(verdicts: readonly Verdict[]): { name: string; right: number; all: number }[] {
  const named = verdicts.flatMap(({ entities = [] }) => entities);
  return [...new Set(named.map(({ name }) => name))].sort().map((name) => {
    const same = named.filter((entity) => entity.name === name);
    return { name, right: same.filter(({ right }) => right).length, all: same.length };
  });
}

/** Per cent that are right: 0 to 100; 0 of none. */
export function percentRight(verdicts: readonly Verdict[]): number {
  return percent(verdicts.filter(({ right }) => right).length, verdicts.length);
}

export function percent(part: number, all: number): number {
  return (100 * part) / Math.max(1, all);
}

/** "71 of 78 (91.0 %)". */
export function ratio(part: number, all: number): string {
  return `${part} of ${all} (${percent(part, all).toFixed(1)} %)`;
}

/** Of these verdicts, how many are right: "71 of 78 (91.0 %)". */
export function share(verdicts: readonly Verdict[]): string {
  return ratio(verdicts.filter(({ right }) => right).length, verdicts.length);
}
