/** What a story still needs, and what it cannot be. */
import type { Day } from '../calendar.ts';
import type { Line, Told } from '../clocks/shapes.ts';
import { cancelUntil, courtLimitOf, isAwaited, unstoppedLast } from './counting.ts';
import { type At, line } from './shapes.ts';
import {
  CHOICES,
  type ChoiceId,
  choiceOf,
  DAYS,
  dayOf,
  daysOf,
  isFreeContent,
  isUsedUp,
  kindOf,
  notYetDelivered,
  PROBLEMS_OF,
  type Problem,
  type QuestionId,
} from './story.ts';

/** Problems whose remedies come in steps: first put it right, then money. */
const IN_STEPS: readonly Problem[] = ['faulty', 'not-as-described', 'fitting', 'promise', 'poor-work', 'not-as-said'];
const OF_GOODS_OR_DIGITAL: readonly Problem[] = ['faulty', 'not-as-described', 'fitting', 'promise', 'right-to-sell'];

/** The day on which the Consumer Rights Act began: an older story has other law. */
const FIRST_DAY = '2015-10-01' as Day;
const WITH_COURT_LIMIT: readonly Problem[] = [...OF_GOODS_OR_DIGITAL, 'poor-work', 'not-as-said', 'business-promise'];

/**
 * The questions that are needed as far as the story is told, in the order to ask them; an answer can take one away or add one.
 * None: the remedies can be told.
 */
export function questionsFor(told: Told, at: At): readonly QuestionId[] {
  if (isNoConsumerSale(told)) return [];
  if (isTooLate(told, at)) return choiceOf(told, 'buyer') ? [] : ['buyer'];
  return NEEDS.filter(([question, needed]) => !isTold(told, question) && needed(told, at)).map(([question]) => question);
}

/** A private seller or a business buyer: nothing else matters then. */
export function isNoConsumerSale(told: Told): boolean {
  return choiceOf(told, 'seller') === 'private' || choiceOf(told, 'buyer') === 'business';
}

/** Why the story cannot be, or cannot be a case of remedies; undefined where it can. */
export function problemIn(told: Told, { today }: At): { readonly problem: Line; readonly cites: readonly string[] } | undefined {
  const kind = choiceOf(told, 'kind');
  const wrong = choiceOf(told, 'problem');
  if (kind && wrong && !PROBLEMS_OF[kind].includes(wrong)) return { problem: line('problem-not-of-this-kind'), cites: [] };
  if (notYetDelivered(told) && wrong !== undefined && wrong !== 'change-of-mind')
    return { problem: line('problem-not-delivered'), cites: ['cra-28', 'cra-28a', 'cra-29'] };
  for (const question of DAYS.filter((each) => each !== 'perishes')) {
    const late = daysOf(told, question).find((day) => day > today);
    if (late) return { problem: line('problem-in-the-future', { day: late }), cites: [] };
  }
  const early = (['delivered', 'done', 'contract'] as const).map((question) => dayOf(told, question)).find((day) => day && day < FIRST_DAY);
  if (early) return { problem: line('problem-before-these-rules', { day: early, from: FIRST_DAY }), cites: ['cra-01', 'cra-lim'] };
  const informed = dayOf(told, 'informed-on');
  if (informed && informed < (dayOf(told, 'contract') ?? informed)) return { problem: line('problem-informed-before-order'), cites: ['ccr-31'] };
  return repairDaysDisagree(told) ? { problem: line('problem-repair-days'), cites: ['cra-22b'] } : undefined;
}

function repairDaysDisagree(told: Told): boolean {
  const asked = daysOf(told, 'repair-asked');
  const back = daysOf(told, 'repair-back');
  if (back.length > asked.length || (asked.length > 0 && choiceOf(told, 'repair') === 'none')) return true;
  if (asked.length > 0 && isAwaited(told) && back.length !== asked.length - 1) return true;
  const inOrder = [dayOf(told, 'delivered'), ...asked.flatMap((day, at) => [day, back[at]])].filter((day) => day !== undefined);
  return inOrder.some((day, at) => day < (inOrder[at - 1] ?? day));
}

function isTold(told: Told, question: QuestionId): boolean {
  if (question === 'delivered' && notYetDelivered(told)) return true;
  if (question === 'repair-back') return daysOf(told, question).length >= Math.max(1, daysOf(told, 'repair-asked').length);
  return isChoice(question) ? choiceOf(told, question) !== undefined : dayOf(told, question) !== undefined;
}

function isChoice(question: QuestionId): question is ChoiceId {
  return question in CHOICES;
}

type Needed = (told: Told, at: At) => boolean;

/** Each question, in the order to ask, and when its answer changes the outcome. Those that end the story come first. */
const NEEDS: readonly (readonly [QuestionId, Needed])[] = [
  ['buyer', () => true],
  ['kind', (told) => kindOf(told) === undefined && !isSettledWithoutKind(told)],
  ['problem', () => true],
  ['where', isChangeOfMind],
  ['exempt', isRemote],
  ['paid', (told) => kindOf(told) === 'digital' && isOneOf(told, OF_GOODS_OR_DIGITAL)],
  ['finished', (told) => isCancellable(told) && kindOf(told) === 'service'],
  ['downloaded', (told) => isCancellable(told) && kindOf(told) === 'digital'],
  ['contract', (told) => isStillCancellable(told) && !isOfGoods(told)],
  ['delivered', (told) => isFaultWithDay(told) || (isStillCancellable(told) && isOfGoods(told))],
  ['done', (told) => isOneOf(told, ['poor-work', 'not-as-said', 'business-promise'])],
  ['nation', (told, at) => isBetweenLimits(told, at)],
  ['perishes', (told) => kindOf(told) === 'perishable' && isFault(told)],
  ['repair', (told) => isOneOf(told, IN_STEPS) && kindOf(told) !== undefined && !isFreeContent(told)],
  ['asked-for', needsWhatWasAsked],
  ['repair-asked', needsDayAsked],
  ['repair-back', (told, at) => choiceOf(told, 'repair') === 'failed' && isShortTerm(told) && isAskedInTime(told, at)],
  ['informed', (told, at) => isPlainlyOver(told, at) && at.today <= (cancelUntil(told, at, 'no') ?? at.today)],
  ['informed-on', (told) => isStillCancellable(told) && choiceOf(told, 'informed') === 'later'],
];

function isOneOf(told: Told, problems: readonly Problem[]): boolean {
  const problem = choiceOf(told, 'problem');
  return problem !== undefined && problems.includes(problem);
}

function isFault(told: Told): boolean {
  return isOneOf(told, ['faulty', 'not-as-described']);
}

function isOfGoods(told: Told): boolean {
  return ['goods', 'vehicle', 'perishable'].includes(kindOf(told) ?? '');
}

function isChangeOfMind(told: Told): boolean {
  return isOneOf(told, ['change-of-mind']);
}

/** No remedy whatever was bought. */
function isSettledWithoutKind(told: Told): boolean {
  const ended = choiceOf(told, 'where') === 'shop' || choiceOf(told, 'exempt') === 'yes';
  return isOneOf(told, ['pointed-out', 'misuse']) || (isChangeOfMind(told) && ended);
}

function isRemote(told: Told): boolean {
  return isChangeOfMind(told) && ['distance', 'off-premises'].includes(choiceOf(told, 'where') ?? '');
}

function isCancellable(told: Told): boolean {
  return isRemote(told) && choiceOf(told, 'exempt') === 'no' && kindOf(told) !== undefined;
}

function isStillCancellable(told: Told): boolean {
  return isCancellable(told) && !isUsedUp(told);
}

/** The 14 days are over if the customer was told about them in time. */
function isPlainlyOver(told: Told, at: At): boolean {
  const told14 = isTold(told, isOfGoods(told) ? 'delivered' : 'contract');
  const last: Day | undefined = isStillCancellable(told) && told14 ? cancelUntil(told, at, 'yes') : undefined;
  return last !== undefined && at.today > last;
}

function isFaultWithDay(told: Told): boolean {
  return isOneOf(told, OF_GOODS_OR_DIGITAL) && kindOf(told) !== undefined && !isFreeContent(told);
}

/** 5 years have passed, so a claim may be too late in Scotland, and not 6. */
function isBetweenLimits(told: Told, at: At): boolean {
  const limit = isOneOf(told, WITH_COURT_LIMIT) ? courtLimitOf(told, at) : undefined;
  return !isFreeContent(told) && limit !== undefined && at.today > limit.scotland && at.today <= limit.long;
}

/** No court would hear it, whatever else is told. */
function isTooLate(told: Told, at: At): boolean {
  const limit = isOneOf(told, WITH_COURT_LIMIT) ? courtLimitOf(told, at) : undefined;
  return limit !== undefined && at.today > limit.long;
}

/** A case with the 30 days, all told that they are counted from. */
function isShortTerm(told: Told): boolean {
  return isFault(told) && isOfGoods(told) && dayOf(told, 'delivered') !== undefined && (kindOf(told) !== 'perishable' || isTold(told, 'perishes'));
}

/** Food is only ever replaced, and work done again. */
function needsWhatWasAsked(told: Told): boolean {
  const isOpen = kindOf(told) !== 'perishable' && kindOf(told) !== 'service' && !isFreeContent(told);
  return choiceOf(told, 'repair') === 'asked' && isOneOf(told, IN_STEPS) && isOpen;
}

/** Within the 30 days a repair that is still awaited was surely asked for in time; a failed one moves the last day even then. */
function needsDayAsked(told: Told, at: At): boolean {
  if (!isShortTerm(told)) return false;
  return choiceOf(told, 'repair') === 'failed' || (isAwaited(told) && at.today > unstoppedLast(told, at));
}

function isAskedInTime(told: Told, at: At): boolean {
  const [first] = daysOf(told, 'repair-asked');
  return first !== undefined && first <= unstoppedLast(told, at);
}
