/** What `npm run eval -- --leave-one-out` prints, in lines. Pure. */
import { percent, ratio } from './count.ts';
import type { Outcome } from './leave-one-out.ts';

const WORST_MISSES = 40;
const WORST_ENTRIES = 40;

const FIGURES: readonly { readonly title: string; readonly holds: (outcome: Outcome) => boolean }[] = [
  { title: 'own 1st', holds: ({ place }) => place === 1 },
  { title: 'top 3', holds: ({ place }) => place >= 1 && place <= 3 },
  { title: 'alike 1st', holds: ({ alike }) => alike },
  { title: 'sure', holds: ({ as }) => as === 'answered' },
  { title: 'sure, not alike', holds: isWrongAnswer },
  { title: 'offered', holds: ({ as }) => as === 'offered' },
  { title: 'refused', holds: ({ as }) => as === 'refused' },
  { title: 'other intent', holds: ({ as }) => as === 'another intent' },
];

/** @param areaOf the file that an entry stands in, by its id */
export function leaveOneOutReport(outcomes: readonly Outcome[], areaOf: (id: string) => string): string[] {
  const area = ({ entry }: Outcome) => areaOf(entry.id);
  return [
    `Per cent of ${outcomes.length} everyday questions, each asked of content without it. "Alike" is the question's own entry or one that rests on the same source.`,
    '',
    row('', ['asks', ...FIGURES.map(({ title }) => title)]),
    ...table(outcomes, () => 'all'),
    '',
    ...table(outcomes, ({ entry }) => entry.kind),
    '',
    ...table(outcomes, area),
    '',
    `The ${WORST_MISSES} answers given most surely from elsewhere, where the question's own entry is not even among the next:`,
    ...wrongAnswers(outcomes),
    '',
    `The ${WORST_ENTRIES} entries that lose most: too few everyday questions, or too like another entry's`,
    ...thinEntries(outcomes, area),
  ];
}

function table(outcomes: readonly Outcome[], groupOf: (outcome: Outcome) => string): string[] {
  return [...grouped(outcomes, groupOf)].sort().map(([name, held]) => {
    const shares = FIGURES.map(({ holds }) => percent(held.filter(holds).length, held.length).toFixed(1));
    return row(name, [String(held.length), ...shares]);
  });
}

function row(name: string, cells: readonly string[]): string {
  return `${name.padEnd(36)}${cells.map((cell) => cell.padStart(16)).join('')}`;
}

function wrongAnswers(outcomes: readonly Outcome[]): string[] {
  return outcomes
    .filter((outcome) => isWrongAnswer(outcome) && outcome.place === 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, WORST_MISSES)
    .map(
      ({ ask, entry, decided, score }) => `  ${entry.id}: ${ask}
      → ${decided} (${score.toFixed(2)})`,
    );
}

/** Entries by how many of their questions are not answered alike, with what came first instead. */
function thinEntries(outcomes: readonly Outcome[], area: (outcome: Outcome) => string): string[] {
  const lost = [...grouped(outcomes, ({ entry }) => entry.id)].map(([id, held]) => {
    const missed = held.filter((outcome) => outcome.as !== 'answered' || !outcome.alike);
    return { id, held, missed, share: missed.length / held.length };
  });
  return lost
    .filter(({ missed }) => missed.length > 0)
    .sort((a, b) => b.missed.length * b.share - a.missed.length * a.share)
    .slice(0, WORST_ENTRIES)
    .map(({ id, held, missed }) => {
      const instead = [...grouped(missed, insteadOf)].sort(([, a], [, b]) => b.length - a.length).slice(0, 3);
      const winners = instead.map(([name, { length }]) => `${length} × ${name}`).join(', ');
      return `  ${id} [${area(held[0] as Outcome)}] ${ratio(missed.length, held.length)} not answered: ${winners}`;
    });
}

function insteadOf({ as, winner, decided }: Outcome): string {
  if (as === 'another intent') return decided;
  return as === 'answered' ? winner : `${as}, nearest ${winner || 'nothing'}`;
}

/** A sure answer from an entry that has nothing to do with the one that owns the question. */
function isWrongAnswer({ as, alike }: Outcome): boolean {
  return as === 'answered' && !alike;
}

function grouped<T>(all: readonly T[], groupOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(groupOf(one), [...(groups.get(groupOf(one)) ?? []), one]);
  return groups;
}
