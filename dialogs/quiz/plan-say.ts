/** What is due and what the plan says, as replies. Pure. */
import { type Day, daysFrom } from '../../knowledge/calendar.ts';
import { dueOf } from '../../knowledge/spacing.ts';
import { longDate } from '../answer.ts';
import type { House } from '../house.ts';
import { filled, phrase } from '../say.ts';
import type { Choice, Reply } from '../turn.ts';
import { isDue } from './paper.ts';
import { MINUTES_BY_DEFAULT, minutesFor, type Plan, planOf, setOf, todayOf } from './plan.ts';
import type { Learning } from './quiz.ts';

type Paragraph = Reply['more'][number];

/** What there is to do today, within the minutes of a shift, and the plan if there is an exam day. */
export function dueReply(house: House, learning: Learning, now: Date): Reply {
  const { labels } = house.knowledge.content.phrases;
  const bank = house.bank();
  const plan = planOf(bank, learning, now);
  const today = todayOf(bank, learning, now);
  const { due, fresh, lastLooks } = today;
  const { exam: _, ...byItself } = learning;
  const all = bank.filter(({ id }) => isDue(byItself, id, now)).length;
  const set = setOf(today, learning).length;
  const lines = plan ? planLines(house, plan, learning, bank.length) : [];
  const beside: Choice[] = [
    { label: labels['something-new'], press: 'quizon:mix' },
    { label: labels['how-am-i-doing'], press: 'quizdo:progress' },
  ];
  if (set === 0) {
    const nothing = phrase(house, 'nothing-due');
    const point = all > 0 || plan ? labels['done-today'] : nothing.point;
    return { ...nothing, point, more: [...nextDue(house, learning, now), ...lines], choices: beside };
  }
  const parts = [
    ...(all > 0 || !plan ? [filled(labels['due-today'], { count: all })] : []),
    ...(plan && fresh.length > 0 ? [filled(labels['fresh-today'], { count: fresh.length })] : []),
    ...(lastLooks.length > 0 ? [filled(labels['last-looks-today'], { count: lastLooks.length })] : []),
  ];
  const time = filled(labels['in-minutes'], { count: minutesFor(set) });
  return {
    point: `${parts.join(', ')}: ${time}.`,
    more: [...(all > due.length ? [{ text: filled(labels['due-capped'], { count: due.length, minutes: minutesOf(learning) }) }] : []), ...lines],
    cites: [],
    choices: [{ label: labels['todays-set'], press: 'quizon:today' }, ...beside],
  };
}

/** The plan in words: the day, how many a day, whether it fits, and what it assumes. */
export function planLines({ knowledge }: House, plan: Plan, learning: Learning, all: number): Paragraph[] {
  const { labels } = knowledge.content.phrases;
  const short = plan.fits
    ? [filled(labels['plan-fits'], { count: all })]
    : [
        ...(plan.leftOut.length > 0 ? [filled(labels['plan-short'], { count: plan.leftOut.length, all })] : []),
        plan.minutesNeeded === undefined ? labels['plan-no-shift'] : filled(labels['plan-more-minutes'], { count: plan.minutesNeeded }),
      ];
  const pace = filled(labels['plan-a-day'], { minutes: minutesOf(learning), fresh: Math.ceil(plan.fresh), due: Math.ceil(plan.due) });
  return [
    { label: labels.plan, text: [filled(labels['assessment-in'], { date: longDate(plan.exam), count: plan.days }), pace, ...short].join(' ') },
    { text: labels['plan-assumes'] },
  ];
}

/** When the exam is, if it lies ahead. */
export function examAhead({ knowledge }: House, { exam }: Learning, now: Date): Paragraph[] {
  const count = exam === undefined ? 0 : daysFrom(now.toISOString().slice(0, 10) as Day, exam);
  return exam !== undefined && count > 0
    ? [{ text: filled(knowledge.content.phrases.labels['assessment-in'], { date: longDate(exam), count }) }]
    : [];
}

/** The plan for who has just told the exam day or the minutes; nothing without an exam day. */
export function planFor(house: House, learning: Learning, now: Date): Paragraph[] {
  const plan = planOf(house.bank(), learning, now);
  return plan ? planLines(house, plan, learning, house.bank().length) : [];
}

function minutesOf({ minutes = MINUTES_BY_DEFAULT }: Learning): number {
  return minutes;
}

/** "The next 4 questions come on 3 December." */
function nextDue({ knowledge, bank }: House, learning: Learning, now: Date): Paragraph[] {
  const today = now.toISOString().slice(0, 10) as Day;
  const days = bank().flatMap(({ id }) => {
    const card = learning.cards[id];
    return card ? [dueOf(card, learning.exam).slice(0, 10) as Day] : [];
  });
  const [next] = days.filter((day) => daysFrom(today, day) > 0).sort();
  if (next === undefined) return [];
  const count = days.filter((day) => day === next).length;
  return [{ text: filled(knowledge.content.phrases.labels['due-next'], { count, date: longDate(next) }) }];
}
