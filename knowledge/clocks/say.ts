/** Lines of a clock → sentences for people. Pure. */
import { type Day, dayOf, type Moment, toDay, toMoment, weekdayOf } from '../calendar.ts';
import type { ClocksFile } from '../schema.ts';
import type { Line } from './shapes.ts';

/** What lines are written from. */
export type Words = Pick<ClocksFile, 'lines' | 'problems' | 'weekdays' | 'months'>;

/**
 * The sentences, in order. Read together: a day has its year where it is the first one or the year changes.
 *
 * @throws Error where a line or the value of one of its places is missing, which is a fault of the code or of clocks.yaml
 */
export function sayLines(lines: readonly Line[], words: Words): string[] {
  let year = '';
  const sayDay = (day: Day): string => {
    const isNew = !day.startsWith(year) || year === '';
    year = day.slice(0, 4);
    return `${words.weekdays[weekdayOf(day)]} ${Number(day.slice(8))} ${words.months[Number(day.slice(5, 7)) - 1]}${isNew ? ` ${year}` : ''}`;
  };
  const sayMoment = (moment: Moment): string => filled('at', { time: moment.slice(11), day: sayDay(dayOf(moment)) });

  function filled(id: string, values: Line['values']): string {
    const pattern = words.lines[id] ?? words.problems[id];
    if (pattern === undefined) throw new Error(`clocks.yaml has no line "${id}"`);
    return pattern.replaceAll(/\{([a-z-]+)(?:\|([^|}]*)\|([^|}]*))?\}/gi, (_, place: string, one?: string, many?: string) => {
      const value = values[place];
      if (value === undefined) throw new Error(`the line "${id}" of clocks.yaml has a place {${place}} that nothing fills`);
      if (typeof value === 'number') return one === undefined ? `${value}` : `${value} ${value === 1 ? one : many}`;
      const day = toDay(value);
      const moment = toMoment(value);
      return day ? sayDay(day) : moment ? sayMoment(moment) : value;
    });
  }
  return lines.map(({ line, values }) => filled(line, values));
}
