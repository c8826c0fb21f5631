/** The 14 days to cancel a distance or off-premises contract, and the longer time where the information was missing. CCR 2013 regs 27–31, 36, 37. */
import { type Day, lastOfDaysAfter, lastOfMonthsAfter, lastOfMonthsFrom, plusDays } from '../calendar.ts';
import { line, problem } from './lines.ts';
import type { Clock, Line, Outcome, Problem, Told } from './shapes.ts';
import { choiceOf, dayOf, latest, missing } from './told.ts';

const DAYS = 14;
const MONTHS_WITHOUT_INFORMATION = 12;

export const cancel: Clock = {
  needs(all) {
    const told = withKind(all);
    if (none(told)) return [];
    const asked = missing(told, ['where', 'kind']);
    if (asked.length > 0) return asked;
    return missing(told, [startQuestion(told), ...(choiceOf(told, 'informed') === 'later' ? ['informed-on'] : []), ...endQuestions(told)]);
  },
  work(all) {
    const told = withKind(all);
    const without = none(told);
    if (without) return without;
    const contract = dayOf(told, 'contract');
    const start = dayOf(told, startQuestion(told));
    const informed = dayOf(told, 'informed-on');
    if (contract && start && start < contract) return problem('delivered-before-contract', { delivered: start, contract });
    if (contract && informed && informed < contract) return problem('informed-before-contract', { informed, contract });
    if (!start) return { answer: line('cancel-any-time'), working: [line('cancel-not-delivered')], cites: ['ccr-29'] };
    const begun = endOf(told, start, informed);
    return ended(told, start, begun) ?? begun;
  },
};

/** What was delivered is goods. */
function withKind(told: Told): Told {
  return choiceOf(told, 'kind') === undefined && dayOf(told, 'delivered') ? { ...told, kind: ['goods'] } : told;
}

/** The last day as far as the information decides it. */
function endOf(told: Told, start: Day, informed: Day | undefined): Outcome & { last: Day } {
  const normal = lastOfDaysAfter(start, DAYS);
  const isGoods = choiceOf(told, 'kind') === 'goods';
  const begin = line(isGoods ? 'cancel-delivered' : 'cancel-contract', { start, first: plusDays(start, 1), normal });
  const told14 = (last: Day, more: readonly Line[], cites: readonly string[]) => ({
    last,
    answer: line('cancel-last', { last }),
    working: [begin, ...more],
    cites,
  });
  const never = lastOfMonthsAfter(normal, MONTHS_WITHOUT_INFORMATION);
  switch (choiceOf(told, 'informed')) {
    case 'no':
      return told14(never, [line('never-informed', { last: never })], ['ccr-31', 'ccr-29']);
    case 'later': {
      if (!informed) return told14(never, [line('never-informed', { last: never })], ['ccr-31', 'ccr-29']);
      if (informed > lastOfMonthsFrom(plusDays(start, 1), MONTHS_WITHOUT_INFORMATION)) {
        return told14(never, [line('informed-too-late', { informed, last: never })], ['ccr-31', 'ccr-29']);
      }
      const last = latest(normal, lastOfDaysAfter(informed, DAYS)) ?? normal;
      return told14(last, [line(last > normal ? 'informed-late' : 'informed-in-time', { informed, last })], ['ccr-31', 'ccr-29']);
    }
    default:
      return told14(normal, [], ['ccr-29']);
  }
}

/** The right gone with the work all done, or with the download begun, while it could still be used. */
function ended(told: Told, start: Day, running: { readonly last: Day }): Outcome | Problem | undefined {
  const performed = choiceOf(told, 'kind') === 'service' ? dayOf(told, 'performed') : undefined;
  const started = choiceOf(told, 'kind') === 'digital' ? dayOf(told, 'started') : undefined;
  const done = performed ?? started;
  if (!done) return undefined;
  if (done < start) return problem('done-before-contract', { done, contract: start });
  if (done > running.last) return undefined;
  if (performed && choiceOf(told, 'asked-and-acknowledged') === 'yes') {
    return { answer: line('cancel-performed', { done }), working: [line('cancel-performed-why', { done })], cites: ['ccr-36', 'ccr-29'] };
  }
  if (started && choiceOf(told, 'consented') === 'yes') {
    return { answer: line('cancel-started', { done }), working: [line('cancel-started-why', { done })], cites: ['ccr-37', 'ccr-29'] };
  }
  return undefined;
}

function none(told: Told): Outcome | undefined {
  if (choiceOf(told, 'where') === 'shop') return { answer: line('cancel-shop'), working: [line('cancel-shop-why')], cites: ['ccr-27', 'cra-mind'] };
  if (choiceOf(told, 'exempt') === 'yes') {
    return { answer: line('cancel-exempt'), working: [line('cancel-exempt-why')], cites: ['ccr-28', 'ccr-06', 'ccr-27'] };
  }
  return undefined;
}

function startQuestion(told: Told): 'delivered' | 'contract' {
  return choiceOf(told, 'kind') === 'goods' ? 'delivered' : 'contract';
}

function endQuestions(told: Told): string[] {
  const kind = choiceOf(told, 'kind');
  if (kind === 'service' && dayOf(told, 'performed')) return ['asked-and-acknowledged'];
  return kind === 'digital' && dayOf(told, 'started') ? ['consented'] : [];
}
