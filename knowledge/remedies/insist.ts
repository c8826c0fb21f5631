/** What the seller may and may not insist on, given the remedies that are open. */
import type { Line, Told } from '../clocks/shapes.ts';
import { line, type Outcome, type Remedy, type RemedyId } from './shapes.ts';
import { choiceOf, kindOf } from './story.ts';

type Open = ReadonlyMap<RemedyId, Remedy>;
type Rule = readonly [line: string, cites: readonly string[], applies: (open: Open, told: Told) => boolean];
type Insist = { readonly mayInsist: readonly Line[]; readonly mayNotInsist: readonly Line[]; readonly cites: readonly string[] };

export function insistOn(outcome: Outcome, told: Told): Insist {
  const open = new Map((outcome.open ?? []).map((remedy) => [remedy.remedy, remedy] as const));
  const fitting = (rules: readonly Rule[]) => rules.filter(([, , applies]) => applies(open, told));
  const may = fitting(MAY);
  const mayNot = fitting(MAY_NOT);
  return {
    mayInsist: may.map(([id]) => line(id)),
    mayNotInsist: mayNot.map(([id]) => line(id)),
    cites: [...may, ...mayNot].flatMap(([, cites]) => cites),
  };
}

const isRejectableForFault = (open: Open) => open.has('short-term-reject') || open.has('final-reject');
/** Nothing may come off for use yet. */
const isTooSoonToDeduct = (open: Open) => open.get('final-reject')?.gives.line === 'gives-all-no-use-yet';
const isPutRight = (told: Told) => ['asked', 'refused', 'too-long'].includes(choiceOf(told, 'repair') ?? '');
const isUnderWay = (open: Open) => [...open.values()].some(({ until }) => until.line === 'until-reasonable-time');
const isOfGoods = (told: Told) => ['goods', 'vehicle', 'perishable'].includes(kindOf(told) ?? '');
const isRejectable = (open: Open) => isRejectableForFault(open) || open.has('reject-no-right-to-sell');
const isMoney = (open: Open) => isRejectable(open) || open.has('price-reduction') || open.has('refund-no-right-to-supply');
const isFaultCase = (open: Open) => open.size > 0 && !open.has('cancel-14-days') && !open.has('put-damage-right');

const MAY: readonly Rule[] = [
  ['may-proof-of-purchase', ['cra-proof'], isFaultCase],
  ['may-inspect', ['cra-19'], (open, told) => open.has('short-term-reject') && choiceOf(told, 'repair') === 'none'],
  ['may-refuse-dearer', ['cra-23'], (open, told) => open.has('repair') && open.has('replacement') && isOfGoods(told) && !isPutRight(told)],
  ['may-replace-if-repair-impossible', ['cra-42'], (open, told) => open.has('repair') && open.has('replacement') && kindOf(told) === 'digital'],
  ['may-reasonable-time', ['cra-23a'], (open, told) => isUnderWay(open) && isOfGoods(told)],
  ['may-reasonable-time-other', ['cra-42', 'cra-55'], (open, told) => isUnderWay(open) && !isOfGoods(told)],
  ['may-have-goods-back', ['cra-20'], isRejectable],
  ['may-finish-home-repair', ['cra-24'], (open, told) => choiceOf(told, 'repair') === 'failed' && open.has('repair') && isOfGoods(told)],
  ['may-deduct-use', ['cra-24b'], (open) => open.has('final-reject') && !isTooSoonToDeduct(open)],
  ['may-goods-sent-back', ['ccr-35'], (open, told) => open.has('cancel-14-days') && isOfGoods(told)],
  ['may-hold-refund', ['ccr-34'], (open, told) => open.has('cancel-14-days') && isOfGoods(told)],
  ['may-deduct-handling', ['ccr-34a'], (open, told) => open.has('cancel-14-days') && isOfGoods(told)],
  ['may-charge-service-used', ['ccr-36'], (open, told) => open.has('cancel-14-days') && kindOf(told) === 'service'],
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
  ['not-cost-of-mending', ['cra-23', 'cra-42', 'cra-55'], (open) => open.has('repair') || open.has('replacement') || open.has('repeat-performance')],
  ['not-return-post', ['cra-20'], isRejectable],
  ['not-sound-ones-too', ['cra-21'], isRejectableForFault],
  ['not-use-within-30-days', ['cra-20b'], (open) => open.has('short-term-reject')],
  ['not-use-yet', ['cra-24b'], isTooSoonToDeduct],
  ['not-voucher', ['cra-20a', 'cra-42', 'cra-56'], isMoney],
  ['not-own-terms', ['cra-31'], (open, told) => isFaultCase(open) && isOfGoods(told)],
  ['not-own-terms-digital', ['cra-34'], (open, told) => isFaultCase(open) && kindOf(told) === 'digital'],
  ['not-own-terms-service', ['cra-57'], (open, told) => isFaultCase(open) && kindOf(told) === 'service'],
  ['not-own-risk', ['cra-46'], (open) => open.has('put-damage-right')],
  ['not-a-reason', ['ccr-29', 'ccr-32'], (open) => open.has('cancel-14-days')],
  ['not-keep-delivery', ['ccr-34'], (open, told) => open.has('cancel-14-days') && isOfGoods(told)],
  ['not-voucher-cancel', ['ccr-34'], (open) => open.has('cancel-14-days')],
];
