/** `npm run quiz:items`: what the answers of all people tell of each question. No person can be told from it. Pure. */
import type { Attempt } from '../dialogs/quiz/quiz.ts';
import type { Content } from '../knowledge/content.ts';
import { sessionIn } from './kept.ts';
import type { Item } from './store/storage.ts';

/** With fewer answers, or those of fewer people, a figure would say more of them than of the question. */
const LEAST_ANSWERS = 10;
const LEAST_PEOPLE = 3;

export type ItemStatistics = {
  readonly id: string;
  readonly answers: number;
  /** Mean score, 0 to 1: how easy it is. Undefined with too few answers, as is the next. */
  readonly facility?: number;
  /**
   * Point-biserial correlation of the score with the person's mean score on all other questions, −1 to 1; undefined also where all answers or
   * all people are alike. Below 0.2 a question hardly tells apart who knows and who does not.
   */
  readonly discrimination?: number;
};

/** The statistics of every question that was answered, in the order of the bank. */
export function itemStatistics(content: Content, people: readonly Item[]): ItemStatistics[] {
  const histories = people.map((item) => sessionIn(item).learning?.attempts ?? []);
  return content.questions.flatMap(({ id }): ItemStatistics[] => {
    const scored = histories.flatMap((attempts, person) => {
      const others = meanOf(attempts.filter(({ question }) => question !== id).map(({ score }) => score));
      return attempts.filter(({ question }) => question === id).map(({ score }: Attempt) => ({ person, score, others }));
    });
    const answers = scored.length;
    if (answers === 0) return [];
    if (answers < LEAST_ANSWERS || new Set(scored.map(({ person }) => person)).size < LEAST_PEOPLE) return [{ id, answers }];
    const compared = scored.flatMap(({ score, others }) => (others === undefined ? [] : [[score, others] as const]));
    const discrimination = compared.length < LEAST_ANSWERS ? undefined : correlation(compared);
    const facility = meanOf(scored.map(({ score }) => score)) ?? 0;
    return [{ id, answers, facility, ...(discrimination !== undefined && { discrimination }) }];
  });
}

/** The statistics as a table, the hardest first, then the questions that nobody gets right or wrong, and how many were never answered. */
export function itemsTable(content: Content, people: readonly Item[]): string {
  const all = itemStatistics(content, people);
  const told = all.filter(({ facility }) => facility !== undefined).sort((one, other) => (one.facility ?? 0) - (other.facility ?? 0));
  const few = all.filter(({ facility }) => facility === undefined);
  const width = Math.max(8, ...all.map(({ id }) => id.length));
  const row = (id: string, ...cells: string[]) => [id.padEnd(width), ...cells.map((cell) => cell.padStart(14))].join('');
  const figure = (value: number | undefined) => value?.toFixed(2) ?? 'too few';
  const named = (title: string, ids: readonly string[]) => (ids.length > 0 ? [`\n${title}:`, ...ids.map((id) => `  ${id}`)] : []);
  return [
    row('question', 'answers', 'facility', 'discrimination'),
    ...[...told, ...few].map(({ id, answers, facility, discrimination }) =>
      row(id, String(answers), figure(facility), figureOf(facility, discrimination)),
    ),
    ...named(
      'Nobody gets these right',
      told.filter(({ facility }) => facility === 0).map(({ id }) => id),
    ),
    ...named(
      'Nobody gets these wrong',
      told.filter(({ facility }) => facility === 1).map(({ id }) => id),
    ),
    ...named(
      'These are got right rather by those who know less',
      told.filter(({ discrimination = 0 }) => discrimination < 0).map(({ id }) => id),
    ),
    `\n${content.questions.length - all.length} of ${content.questions.length} questions were never answered. "Too few" is fewer than ${LEAST_ANSWERS} answers or ${LEAST_PEOPLE} people.`,
  ].join('\n');

  function figureOf(facility: number | undefined, discrimination: number | undefined): string {
    return facility !== undefined && discrimination === undefined ? 'all alike' : figure(discrimination);
  }
}

function meanOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Pearson's, which for marks of 0 and 1 is the point-biserial; undefined where one side does not vary. */
function correlation(pairs: readonly (readonly [number, number])[]): number | undefined {
  const meanX = meanOf(pairs.map(([x]) => x)) ?? 0;
  const meanY = meanOf(pairs.map(([, y]) => y)) ?? 0;
  const sum = (of: (x: number, y: number) => number) => pairs.reduce((all, [x, y]) => all + of(x - meanX, y - meanY), 0);
  const spread = Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y));
  return spread < 1e-9 ? undefined : sum((x, y) => x * y) / spread;
}
