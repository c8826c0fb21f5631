/** The clocks of the law: what must be known for each, and its last day with the working. Pure: no clock, chance or disk. */
import type { Day } from './calendar.ts';
import { cancel } from './clocks/cancel.ts';
import { equalityClaim, limitation } from './clocks/claims.ts';
import { breach, dataComplaint, dataRight } from './clocks/data.ts';
import { line, problem } from './clocks/lines.ts';
import { presumption, useDeduction } from './clocks/proof.ts';
import { cancelRefund, cancelReturn, delivery, faultRefund } from './clocks/refund.ts';
import { shortTermReject } from './clocks/reject.ts';
import { sectorComplaint } from './clocks/sector.ts';
import type { Clock, ClockId, Problem, Told, Worked } from './clocks/shapes.ts';
import type { Calendar } from './clocks/working-days.ts';

const BY_ID: { readonly [clock in ClockId]: Clock } = {
  'short-term-reject': shortTermReject,
  presumption,
  'use-deduction': useDeduction,
  limitation,
  cancel,
  'cancel-return': cancelReturn,
  'cancel-refund': cancelRefund,
  'fault-refund': faultRefund,
  delivery,
  'data-right': dataRight,
  breach,
  'data-complaint': dataComplaint,
  'equality-claim': equalityClaim,
  'sector-complaint': sectorComplaint,
};

/** The day from which each law counts, and the questions whose day must not lie before it: for an older story we do not hold the law. */
const SINCE: { readonly [clock in ClockId]?: { readonly day: Day; readonly questions: readonly string[] } } = {
  'short-term-reject': { day: '2015-10-01' as Day, questions: ['delivered'] },
  presumption: { day: '2015-10-01' as Day, questions: ['delivered'] },
  'use-deduction': { day: '2015-10-01' as Day, questions: ['delivered'] },
  delivery: { day: '2015-10-01' as Day, questions: ['contract'] },
  cancel: { day: '2014-06-13' as Day, questions: ['contract', 'delivered'] },
  'data-right': { day: '2018-05-25' as Day, questions: ['received'] },
  breach: { day: '2018-05-25' as Day, questions: ['aware'] },
  'data-complaint': { day: '2026-06-19' as Day, questions: ['received'] },
  'equality-claim': { day: '2010-10-01' as Day, questions: ['happened'] },
};

/** The ids of the questions that must still be answered, in the order to ask them: what does not change the answer is not asked. */
export function questionsOf(clock: ClockId, told: Told, calendar: Calendar): readonly string[] {
  return BY_ID[clock].needs(told, calendar);
}

/**
 * The clock worked out, or what is wrong with the story: `more-needed` where a question of `questionsOf` is open.
 *
 * @param calendar the bank holidays of bank-holidays.yaml
 */
export function workOut(clock: ClockId, told: Told, calendar: Calendar): Worked | Problem {
  if (questionsOf(clock, told, calendar).length > 0) return problem('more-needed');
  const outcome = BY_ID[clock].work(told, calendar);
  if ('problem' in outcome) return outcome;
  const since = SINCE[clock];
  const isOlder = since?.questions.some((question) => told[question]?.some((value) => /^\d{4}-/.test(value) && value < since.day));
  if (since && isOlder) return { clock, answer: line('before-law', { from: since.day }), working: [], also: [], cites: outcome.cites };
  return { also: [], ...outcome, clock };
}
