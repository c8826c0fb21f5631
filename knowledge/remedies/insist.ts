/** What the seller may and may not insist on, given the remedies that are open. */
import type { Line, Told } from '../clocks/shapes.ts';
import { line, type Outcome, type Remedy, type RemedyId } from './shapes.ts';
import { choiceOf, kindOf } from './story.ts';

type Open = ReadonlyMap<RemedyId, Remedy>;
/** The provisions for goods, for digital content and for services, where they are not the same. */
type ByKind = { readonly goods: string; readonly digital: string; readonly service: string };
type Rule = readonly [line: string, cites: readonly string[] | ByKind, applies: (open: Open, told: Told) => boolean];
type Insist = { readonly mayInsist: readonly Line[]; readonly mayNotInsist: readonly Line[]; readonly cites: readonly string[] };

export function insistOn(outcome: Outcome, told: Told): Insist {
  const open = new Map((outcome.open ?? []).map((remedy) => [remedy.remedy, remedy] as const));
  const fitting = (rules: readonly Rule[]) => rules.filter(([, , applies]) => applies(open, told));
  const may = fitting(MAY);
  const mayNot = fitting(MAY_NOT);
  return {
    mayInsist: may.map(([id]) => line(id)),
    mayNotInsist: mayNot.map(([id]) => line(id)),
    cites: [...may, ...mayNot].flatMap(([, cites]) => ('goods' in cites ? cites[ruledAs(told)] : cites)),
  };
}

function ruledAs(told: Told): keyof ByKind {
  const kind = kindOf(told);
  return kind === 'digital' || kind === 'service' ? kind : 'goods';
}

const isRejectableForFault = (open: Open) => open.has('short-term-reject') || open.has('final-reject');
/** Nothing may come off for use yet. */
const isTooSoonToDeduct = (open: Open) => open.get('final-reject')?.gives.line === 'gives-all-no-use-yet';
const isUnderWay = (open: Open) => [...open.values()].some(({ until }) => until.line === 'until-reasonable-time');
const isOfGoods = (told: Told) => ruledAs(told) === 'goods';
const isCancelled = (open: Open) => open.has('cancel-14-days');
/** Where the customer was never told about cancelling, nothing may be taken off and nothing charged. */
const isUninformed = (told: Told) => choiceOf(told, 'informed') === 'no';
const isRejectable = (open: Open) => isRejectableForFault(open) || open.has('reject-no-right-to-sell');
const isMoney = (open: Open) => isRejectable(open) || open.has('price-reduction') || open.has('refund-no-right-to-supply');
const isFaultCase = (open: Open) => open.size > 0 && !isCancelled(open) && !open.has('put-damage-right');

const MAY: readonly Rule[] = [
  ['may-proof-of-purchase', ['cra-proof'], isFaultCase],
  ['may-inspect', ['cra-19'], (open, told) => open.has('short-term-reject') && choiceOf(told, 'repair') === 'none'],
  [
    'may-refuse-dearer',
    ['cra-23'],
    (open, told) => open.has('repair') && open.has('replacement') && isOfGoods(told) && choiceOf(told, 'repair') === 'none',
  ],
  ['may-replace-if-repair-impossible', ['cra-42'], (open, told) => open.has('repair') && open.has('replacement') && kindOf(told) === 'digital'],
  ['may-reasonable-time', ['cra-23a'], (open, told) => isUnderWay(open) && isOfGoods(told)],
  ['may-reasonable-time-other', { goods: 'cra-23', digital: 'cra-42', service: 'cra-55' }, (open, told) => isUnderWay(open) && !isOfGoods(told)],
  ['may-have-goods-back', ['cra-20'], isRejectable],
  ['may-finish-home-repair', ['cra-24'], (open, told) => choiceOf(told, 'repair') === 'failed' && open.has('repair') && isOfGoods(told)],
  ['may-deduct-use', ['cra-24b'], (open) => open.has('final-reject') && !isTooSoonToDeduct(open)],
  ['may-goods-sent-back', ['ccr-35'], (open, told) => isCancelled(open) && isOfGoods(told)],
  ['may-hold-refund', ['ccr-34'], (open, told) => isCancelled(open) && isOfGoods(told)],
  ['may-deduct-handling', ['ccr-34a'], (open, told) => isCancelled(open) && isOfGoods(told) && !isUninformed(told)],
  ['may-charge-service-used', ['ccr-36'], (open, told) => isCancelled(open) && kindOf(told) === 'service' && !isUninformed(told)],
];

const MAY_NOT: readonly Rule[] = [
  ['not-receipt', ['cra-proof'], isFaultCase],
  ['not-repair-first', ['cra-19'], (open, told) => open.has('short-term-reject') && choiceOf(told, 'repair') === 'none'],
  ['not-second-repair', ['cra-24'], (open) => open.has('final-reject')],
  [
    'not-your-choice',
    ['cra-23'],
    (open, told) => open.has('repair') && open.has('replacement') && choiceOf(told, 'repair') === 'none' && isOfGoods(told),
  ],
  [
    'not-cost-of-mending',
    { goods: 'cra-23', digital: 'cra-42', service: 'cra-55' },
    (open) => open.has('repair') || open.has('replacement') || open.has('repeat-performance'),
  ],
  ['not-return-post', ['cra-20'], isRejectable],
  ['not-sound-ones-too', ['cra-21'], isRejectableForFault],
  ['not-use-within-30-days', ['cra-20b'], (open) => open.has('short-term-reject')],
  ['not-use-yet', ['cra-24b'], isTooSoonToDeduct],
  ['not-voucher', { goods: 'cra-20a', digital: 'cra-42', service: 'cra-56' }, isMoney],
  ['not-own-terms', ['cra-31'], (open, told) => isFaultCase(open) && isOfGoods(told)],
  ['not-own-terms-digital', ['cra-34'], (open, told) => isFaultCase(open) && kindOf(told) === 'digital'],
  ['not-own-terms-service', ['cra-57'], (open, told) => isFaultCase(open) && kindOf(told) === 'service'],
  ['not-own-risk', ['cra-46'], (open) => open.has('put-damage-right')],
  ['not-a-reason', ['ccr-29', 'ccr-32'], isCancelled],
  ['not-deduct-handling', ['ccr-34a', 'ccr-31'], (open, told) => isCancelled(open) && isOfGoods(told) && isUninformed(told)],
  ['not-charge-service-used', ['ccr-36', 'ccr-31'], (open, told) => isCancelled(open) && kindOf(told) === 'service' && isUninformed(told)],
  ['not-keep-delivery', ['ccr-34'], (open, told) => isCancelled(open) && isOfGoods(told)],
  ['not-voucher-cancel', ['ccr-34'], isCancelled],
];
