/** What `npm run eval` prints about the verdicts on a file, in lines. Pure. */
import { bandCounts, confusions, entityCounts, falseSures, percentRight, ratio, refusals, share } from './count.ts';
import type { Verdict } from './judge.ts';

/** The misses one by one: what was typed, what decided, what is wrong. */
export function misses(verdicts: readonly Verdict[]): string[] {
  return verdicts
    .filter(({ right }) => !right)
    .map(
      ({ id, group, band, harmful, text, decided, why }) =>
        `  ${harmful ? 'HARM' : 'miss'} ${id} [${group}, ${band}] ${text}\n      → ${decided}\n      ${why}`,
    );
}

/** The figures of a whole file. */
export function figures(file: string, verdicts: readonly Verdict[], heldOut: boolean): string[] {
  const third = verdicts.filter((_, at) => at % 3 === 2);
  const rest = verdicts.filter((_, at) => at % 3 !== 2);
  const sure = falseSures(verdicts).length;
  return [
    '',
    `${file}: ${share(verdicts)} right; sure and wrong: ${sure}; answers that match a never: ${verdicts.filter(({ harmful }) => harmful).length}`,
    ...(heldOut ? [`  held out (every third): ${share(third)}; the rest: ${share(rest)}`] : []),
    ...groups(verdicts),
    ...bandCounts(verdicts).map(({ band, right, wrong }) => `  band ${band.padEnd(23)} ${right} right, ${wrong} wrong`),
    ...offTopic(verdicts),
    ...entityCounts(verdicts).map(({ name, right, all }) => `  entity ${name.padEnd(21)} ${ratio(right, all)}`),
    ...confused(verdicts),
  ];
}

/** What typing errors cost: the share right with the errors of each seed, and the points lost in the mean. */
export function typoFigures(
  clean: readonly Verdict[],
  mistyped: readonly { readonly seed: number; readonly verdicts: readonly Verdict[] }[],
): string[] {
  const mean = mistyped.reduce((sum, { verdicts }) => sum + percentRight(verdicts), 0) / mistyped.length;
  return [
    `  with typing errors           ${(percentRight(clean) - mean).toFixed(1)} points lost (${percentRight(clean).toFixed(1)} → ${mean.toFixed(1)} %)`,
    ...mistyped.map(({ seed, verdicts }) => {
      const harmful = verdicts.filter(({ harmful }) => harmful).length;
      return `    seed ${String(seed).padEnd(21)} ${share(verdicts)} right; sure and wrong: ${falseSures(verdicts).length}; match a never: ${harmful}`;
    }),
  ];
}

/** The messages that were right as written and are wrong with typing errors. */
export function lostToTypos(clean: readonly Verdict[], mistyped: readonly Verdict[]): string[] {
  return misses(mistyped.filter((_, at) => clean[at]?.right));
}

function groups(verdicts: readonly Verdict[]): string[] {
  const names = [...new Set(verdicts.map(({ group }) => group))].sort();
  return names.map((name) => `  ${name.padEnd(28)} ${share(verdicts.filter(({ group }) => group === name))}`);
}

function offTopic(verdicts: readonly Verdict[]): string[] {
  const { refused, all } = refusals(verdicts);
  return all > 0 ? [`  off-topic refused            ${ratio(refused, all)}`] : [];
}

function confused(verdicts: readonly Verdict[]): string[] {
  const cells = confusions(verdicts);
  if (cells.length === 0) return [];
  return [
    `  ${'wanted'.padEnd(28)} ${'got'.padEnd(28)} times`,
    ...cells.map(({ wanted, got, count }) => `  ${wanted.padEnd(28)} ${got.padEnd(28)} ${count}`),
  ];
}
