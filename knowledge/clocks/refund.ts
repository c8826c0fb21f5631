/** What must be sent back, paid or delivered by when. CCR 2013 regs 34, 35; CRA 2015 ss.20, 28, 42–46, 56. */
import { type Day, lastOfDaysAfter, lastOfDaysFrom, plusDays } from '../calendar.ts';
import { line, problem } from './lines.ts';
import type { Clock, Told } from './shapes.ts';
import { choiceOf, dayOf, daysOf, earliest, missing } from './told.ts';

const DAYS = 14;
const DELIVERY_DAYS = 30;

export const cancelReturn: Clock = {
  needs: (told) => missing(told, ['told']),
  work(told) {
    const said = dayOf(told, 'told');
    if (!said) return problem('not-a-day');
    const last = lastOfDaysAfter(said, DAYS);
    const working = [line('told-first', { told: said, first: plusDays(said, 1) }), line('days-after', { days: DAYS, last })];
    return { last, answer: line('return-last', { last }), working, cites: ['ccr-35'] };
  },
};

export const cancelRefund: Clock = {
  needs(told) {
    if (missing(told, ['kind']).length > 0) return ['kind'];
    if (countsFromTelling(told)) return missing(told, ['told']);
    return missing(told, ['sent']).length > 0 ? missing(told, ['back']) : [];
  },
  work(told) {
    const isTelling = countsFromTelling(told);
    // The whole order is back with its last parcel, and a sending is proved with the first proof.
    const back = dayOf(told, 'back');
    const sent = earliest(...daysOf(told, 'sent'));
    const from = isTelling ? dayOf(told, 'told') : earliest(back, sent);
    if (!from) return { answer: line('refund-may-wait'), working: [line('refund-may-wait-why')], cites: ['ccr-34'] };
    const last = lastOfDaysAfter(from, DAYS);
    const first = plusDays(from, 1);
    const start = isTelling ? line(tellingLine(told), { told: from, first }) : goodsLine(from, first, back, sent);
    return { last, answer: line('refund-last', { last }), working: [start, line('days-after', { days: DAYS, last })], cites: ['ccr-34'] };
  },
};

export const faultRefund: Clock = {
  needs: (told) => missing(told, ['agreed']),
  work(told) {
    const agreed = dayOf(told, 'agreed');
    if (!agreed) return problem('not-a-day');
    const last = lastOfDaysFrom(agreed, DAYS);
    const working = [line('agreed-day-1', { agreed }), line('days-from', { days: DAYS, last })];
    return { last, answer: line('refund-last', { last }), working, cites: ['cra-20a', 'cra-42', 'cra-46', 'cra-56'] };
  },
};

export const delivery: Clock = {
  needs: (told) => missing(told, ['contract']),
  work(told) {
    const contract = dayOf(told, 'contract');
    const agreed = dayOf(told, 'agreed-date');
    if (!contract) return problem('not-a-day');
    if (agreed && agreed < contract) return problem('agreed-before-contract', { agreed, contract });
    const last = agreed ?? lastOfDaysAfter(contract, DELIVERY_DAYS);
    const counted = [line('contract-first', { contract, first: plusDays(contract, 1) }), line('days-after', { days: DELIVERY_DAYS, last })];
    return { last, answer: line('delivery-last', { last }), working: agreed ? [line('delivery-agreed', { agreed })] : counted, cites: ['cra-28'] };
  },
};

function countsFromTelling(told: Told): boolean {
  return choiceOf(told, 'kind') !== 'goods' || choiceOf(told, 'collect') === 'yes';
}

function tellingLine(told: Told): 'refund-collect-first' | 'told-first' {
  return choiceOf(told, 'kind') === 'goods' ? 'refund-collect-first' : 'told-first';
}

function goodsLine(from: Day, first: Day, back: Day | undefined, sent: Day | undefined) {
  if (back && sent) return line(from === back ? 'back-before-proof' : 'proof-before-back', { back, sent, first });
  return line(from === back ? 'back-first' : 'proof-first', { from, first });
}
