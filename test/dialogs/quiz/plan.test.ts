import { expect } from 'chai';
import fc from 'fast-check';
import { planOf, questionsIn, todayOf } from '../../../dialogs/quiz/plan.ts';
import { type Learning, NO_LEARNING } from '../../../dialogs/quiz/quiz.ts';
import { type Day, plusDays, toDay } from '../../../knowledge/calendar.ts';
import type { Question } from '../../../knowledge/schema.ts';
import { reviewed } from '../../../knowledge/spacing.ts';

const NOW = new Date('2026-11-22T10:00:00Z');
const DAY_MS = 24 * 60 * 60 * 1000;
const bankOf = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: `q${at}`, subject: `s${at % 3}`, difficulty: 1 + (at % 3) })) as unknown as Question[];
const until = (exam: string, more: Partial<Learning> = {}): Learning => ({ ...NO_LEARNING, exam: toDay(exam) as Day, ...more });
const all = ({ due, fresh, lastLooks }: ReturnType<typeof todayOf>) => [...due, ...fresh, ...lastLooks];

/** Does what is there today, all of it right. */
function done(bank: readonly Question[], learning: Learning, now: Date): Learning {
  const set = all(todayOf(bank, learning, now));
  const learned = set.map((id) => [id, { ...reviewed(learning.cards[id], 'good', now), version: '' }] as const);
  const attempts = set.map((question) => ({ question, at: now.toISOString(), score: 1 }));
  return { ...learning, cards: { ...learning.cards, ...Object.fromEntries(learned) }, attempts: [...learning.attempts, ...attempts] };
}

describe('the plan to an exam day', () => {
  it('brings in every question and says that it fits, where there is time', () => {
    const plan = planOf(bankOf(60), until('2026-12-20'), NOW);
    expect(plan).to.deep.include({ days: 28, fits: true, leftOut: [] });
    expect(plan?.fresh).to.be.at.least(4);
    expect(plan?.minutesNeeded).to.equal(undefined);
  });

  it('says what is left out, the harder ones, and with how many minutes a shift it would fit', () => {
    const plan = planOf(bankOf(300), until('2027-01-12'), NOW);
    expect(plan?.fits).to.equal(false);
    expect(plan?.leftOut.length).to.be.within(50, 250);
    expect(
      plan?.leftOut.filter((id) => Number(id.slice(1)) % 3 === 0),
      'of the easiest',
    ).to.deep.equal([]);
    const more = planOf(bankOf(300), until('2027-01-12', { minutes: plan?.minutesNeeded ?? 0 }), NOW);
    expect(more?.fits).to.equal(true);
  });

  it('names no minutes where no shift is long enough', () => {
    const plan = planOf(bankOf(300), until('2026-11-23'), NOW);
    expect(plan?.fits).to.equal(false);
    expect(plan?.minutesNeeded).to.equal(undefined);
  });

  it('is not there without a day, or when the day has come', () => {
    expect(planOf(bankOf(10), NO_LEARNING, NOW)).to.equal(undefined);
    expect(planOf(bankOf(10), until('2026-11-22'), NOW)).to.equal(undefined);
  });

  it('asks no more a day than the minutes allow, and never twice, whatever was learned', () => {
    const history = fc.array(fc.record({ at: fc.nat(59), daysAgo: fc.integer({ min: 0, max: 40 }), right: fc.boolean() }), { maxLength: 80 });
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 60 }), (answers, minutes, days) => {
        const cards: Record<string, Learning['cards'][string]> = {};
        for (const { at, daysAgo, right } of answers)
          cards[`q${at}`] = { ...reviewed(undefined, right ? 'good' : 'again', new Date(NOW.getTime() - daysAgo * DAY_MS)), version: '' };
        const learning: Learning = { cards, attempts: [], minutes, ...(days > 0 && { exam: plusDays('2026-11-22' as Day, days) }) };
        const set = all(todayOf(bankOf(60), learning, NOW));
        expect(set.length).to.be.at.most(questionsIn(minutes));
        expect(new Set(set).size).to.equal(set.length);
      }),
      { numRuns: 200 },
    );
  });

  it('counts what was answered today', () => {
    const bank = bankOf(60);
    const learning = done(bank, until('2026-11-27'), NOW);
    expect(learning.attempts.length).to.equal(questionsIn(10));
    expect(all(todayOf(bank, learning, new Date(NOW.getTime() + 60_000)))).to.deep.equal([]);
  });

  it('spreads anew after days off: nothing is lost, no day gets longer, and all is met before the exam', () => {
    const bank = bankOf(60);
    let learning = until('2026-12-31');
    for (let day = 0; day < 39; day += 1) {
      if (day > 4 && day < 12) continue;
      const before = learning.attempts.length;
      learning = done(bank, learning, new Date(NOW.getTime() + day * DAY_MS));
      expect(learning.attempts.length - before).to.be.at.most(questionsIn(10));
    }
    expect(Object.keys(learning.cards).length).to.equal(60);
  });

  it('looks once more at what is not due in the last week, what is likeliest to be forgotten first', () => {
    const bank = bankOf(20);
    const cards = Object.fromEntries(
      bank.map(({ id }, at) => {
        const first = reviewed(undefined, at === 7 ? 'good' : 'easy', new Date('2026-11-01T10:00:00Z'));
        return [id, { ...reviewed(first, at === 7 ? 'good' : 'easy', new Date('2026-11-09T10:00:00Z')), version: '' }];
      }),
    );
    const { due, lastLooks } = todayOf(bank, until('2026-11-25', { cards }), NOW);
    expect(due).to.deep.equal([]);
    expect(lastLooks[0]).to.equal('q7');
    expect(lastLooks.length).to.equal(questionsIn(10));
    expect(todayOf(bank, until('2027-11-25', { cards }), NOW).lastLooks).to.deep.equal([]);
  });
});

describe('what is due today without an exam day', () => {
  it('begins with what somebody was sure of and wrong about, then what is longest due', () => {
    const learned = (days: number) => ({ ...reviewed(undefined, 'good', new Date(NOW.getTime() - days * DAY_MS)), version: '' });
    const learning: Learning = {
      cards: { q1: learned(10), q2: learned(20), q3: learned(5), q4: learned(1) },
      attempts: [{ question: 'q3', at: '2026-11-17T10:00:00Z', score: 0, sure: 'sure' }],
    };
    expect(todayOf(bankOf(10), learning, NOW).due).to.deep.equal(['q3', 'q2', 'q1']);
  });
});
