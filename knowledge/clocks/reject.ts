/** The short-term right to reject: 30 days that a repair or replacement stops. CRA 2015 s.22. */
import { type Day, daysFrom, lastOfDaysFrom, plusDays } from '../calendar.ts';
import { line, problem } from './lines.ts';
import type { Clock, Line, Outcome, Problem, Told } from './shapes.ts';
import { startOf } from './start.ts';
import { choiceOf, dayOf, daysOf, earliest, latest, missing } from './told.ts';

const DAYS = 30;
/** The least that is left after a repair. */
const LEAST = 7;

/** A stretch in which the days count, both ends included. */
type Run = { readonly first: Day; readonly last: Day };

export const shortTermReject: Clock = {
  needs: (told) => (hasNone(told) ? [] : missing(told, ['delivered', ...(isPerishable(told) ? ['perishes'] : [])])),
  work(told) {
    if (hasNone(told)) return { answer: line('reject-none'), working: [line('reject-none-why')], cites: ['cra-22', 'cra-42', 'cra-55'] };
    const delivered = dayOf(told, 'delivered');
    if (!delivered) return { answer: line('reject-not-begun'), working: [], cites: ['cra-22'] };
    const asked = daysOf(told, 'repair-asked');
    const back = daysOf(told, 'repair-back');
    const wrong = impossible(delivered, asked, back);
    if (wrong) return wrong;
    const begun = begin(told, delivered);
    return 'answer' in begun ? begun : repaired(begun.run, begun.working, asked, back, isPerishable(told));
  },
};

/** Day 1 and the day on which the right ends if nothing stops it; the answer at once where nobody knows how long such goods last. */
function begin(told: Told, delivered: Day): { run: Run; working: readonly Line[] } | Outcome {
  const owned = dayOf(told, 'owned');
  const ready = latest(delivered, owned, dayOf(told, 'installed')) ?? delivered;
  const first = plusDays(ready, 1);
  const end = lastOfDaysFrom(first, DAYS);
  const start = line(startOf(ready, delivered, owned), { delivered, ready, first });
  if (!isPerishable(told)) return { run: { first, last: end }, working: [start, line('day-30', { last: end })] };
  const perishes = dayOf(told, 'perishes');
  if (!perishes) return { answer: line('reject-perishable-open'), working: [start, line('perishes-open', { end })], cites: ['cra-22a', 'cra-22'] };
  const last = latest(delivered, earliest(perishes, end)) ?? end;
  return { run: { first, last }, working: [start, line(perishes < end ? 'perishes-first' : 'perishes-later', { perishes, end })] };
}

function repaired(begun: Run, start: readonly Line[], asked: readonly Day[], back: readonly Day[], perishable: boolean): Outcome {
  let run = begun;
  // "Day 30 is …" is said only where nothing moves it.
  const working = asked[0] && asked[0] <= run.last && !perishable ? start.slice(0, -1) : [...start];
  const cites = [...(asked.length > 0 ? ['cra-22b'] : []), ...(perishable ? ['cra-22a'] : []), 'cra-22'];
  for (const [index, day] of asked.entries()) {
    if (day > run.last) {
      working.push(line('repair-too-late', { asked: day, last: run.last }));
      break;
    }
    const used = Math.max(0, daysFrom(run.first, day));
    const left = Math.max(0, daysFrom(run.first, run.last) + 1 - used);
    working.push(line('repair-stops', { asked: day, used, left }));
    const returned = back[index];
    if (!returned) return { answer: line('reject-stands-still', { left }), working: [...working, line('still-away')], cites };
    const first = latest(run.first, plusDays(returned, 1)) ?? run.first;
    run = { first, last: lastOfDaysFrom(first, Math.max(left, LEAST)) };
    working.push(line('back-starts', { back: returned, first }), line(floorOf(left), { left, last: run.last }));
  }
  const answer = line(run === begun ? 'reject-last' : 'reject-last-repaired', { last: run.last });
  return { last: run.last, answer, working, cites };
}

function floorOf(left: number): string {
  if (left === LEAST) return 'left-just-seven';
  return left > LEAST ? 'left-more-than-seven' : 'left-less-than-seven';
}

function impossible(delivered: Day, asked: readonly Day[], back: readonly Day[]): Problem | undefined {
  if (back.length > asked.length) return problem('back-without-asked', { back: back.at(-1) ?? delivered });
  for (const [index, day] of asked.entries()) {
    const before = index === 0 ? delivered : back[index - 1];
    if (before && day < before) return problem(index === 0 ? 'asked-before-delivered' : 'asked-before-back', { asked: day, before });
    const returned = back[index];
    if (returned && returned < day) return problem('back-before-asked', { asked: day, back: returned });
  }
  return undefined;
}

function hasNone(told: Told): boolean {
  return ['digital', 'installation', 'service', 'utility'].includes(choiceOf(told, 'kind') ?? 'goods');
}

function isPerishable(told: Told): boolean {
  return choiceOf(told, 'kind') === 'perishable';
}
