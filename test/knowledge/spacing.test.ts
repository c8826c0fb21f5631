import { expect } from 'chai';
import fc from 'fast-check';
import { createEmptyCard, type Card as FsrsCard, fsrs } from 'ts-fsrs';
import { type Day, daysFrom, plusDays, toDay } from '../../knowledge/calendar.ts';
import { shuffled } from '../../knowledge/shuffle.ts';
import { type Card, dueOf, GRADES, type Grade, recallChance, reviewed } from '../../knowledge/spacing.ts';

const BEGIN = new Date('2026-11-22T14:30:00Z');
const DAY_MS = 24 * 60 * 60 * 1000;

/** The days from each answer to the next, where each answer comes when it is due, or so many days late. */
function intervals(grades: readonly Grade[], lateDays = 0): number[] {
  let card: Card | undefined;
  let now = BEGIN;
  return grades.map((grade) => {
    card = reviewed(card, grade, now);
    const days = Math.round((Date.parse(card.due) - now.getTime()) / DAY_MS);
    now = new Date(Date.parse(card.due) + lateDays * DAY_MS);
    return days;
  });
}

describe('when a question comes again', () => {
  const GOLDEN: readonly [Grade[], number[]][] = [
    [
      ['good', 'good', 'good', 'good'],
      [3, 14, 57, 196],
    ],
    [
      ['easy', 'easy', 'easy'],
      [8, 66, 397],
    ],
    [
      ['again', 'good', 'good', 'good'],
      [1, 3, 8, 22],
    ],
    [
      ['good', 'good', 'again', 'good', 'good'],
      [3, 14, 2, 5, 13],
    ],
    [
      ['hard', 'hard', 'good', 'again', 'hard'],
      [2, 4, 12, 1, 2],
    ],
  ];
  for (const [grades, days] of GOLDEN)
    it(`after ${grades.join(', ')}: ${days.join(', ')} days later`, () => {
      expect(intervals(grades)).to.deep.equal(days);
    });

  it('comes later after a right answer that came late, as more was proved', () => {
    const [, onTime = 0] = intervals(['good', 'good']);
    const [, late = 0] = intervals(['good', 'good'], 10);
    expect(late).to.be.above(onTime);
  });

  it('is what ts-fsrs itself says, over 200 seeded histories with days off', () => {
    const peer = fsrs({ request_retention: 0.9, enable_fuzz: false, enable_short_term: false });
    for (let seed = 0; seed < 200; seed += 1) {
      let ours: Card | undefined;
      let theirs: FsrsCard = createEmptyCard(BEGIN);
      let now = BEGIN;
      shuffled([...GRADES, ...GRADES, ...GRADES], `history ${seed}`).forEach((grade, at) => {
        ours = reviewed(ours, grade, now);
        theirs = peer.next(theirs, now, (GRADES.indexOf(grade) + 1) as 1 | 2 | 3 | 4).card;
        const { due, stability, difficulty, reps, lapses } = theirs;
        expect(ours, `history ${seed}, answer ${at}`).to.deep.equal({
          due: due.toISOString(),
          stability,
          difficulty,
          reps,
          lapses,
          last: now.toISOString(),
        });
        now = new Date(due.getTime() + ((seed + at) % 4) * DAY_MS);
        expect(recallChance(ours, now)).to.equal(peer.get_retrievability(theirs, now, false));
      });
    }
  });

  it('falls to 9 of 10 after as many days as it is stable, and further with every day', () => {
    const card = reviewed(undefined, 'good', BEGIN);
    const chanceAfter = (days: number) => recallChance(card, new Date(BEGIN.getTime() + days * DAY_MS));
    expect(recallChance({ ...card, stability: 10 }, new Date(BEGIN.getTime() + 10 * DAY_MS))).to.be.closeTo(0.9, 1e-6);
    expect(chanceAfter(3)).to.be.below(chanceAfter(1));
    expect(chanceAfter(30)).to.be.below(chanceAfter(3));
  });
});

describe('with an exam day', () => {
  const day = (text: string) => toDay(text) as Day;
  const card = reviewed(reviewed(undefined, 'good', BEGIN), 'easy', new Date('2026-11-25T14:30:00Z'));

  it('asks the day before at the latest', () => {
    expect(card.due.slice(0, 10) > '2026-12-01', 'due later by itself').to.equal(true);
    expect(dueOf(card, day('2026-12-01'))).to.equal('2026-11-30T00:00:00.000Z');
  });

  it('leaves alone what is due sooner, and everything once the day has passed', () => {
    expect(dueOf(card, day('2027-12-01'))).to.equal(card.due);
    expect(dueOf(card, day('2026-11-25'))).to.equal(card.due);
    expect(dueOf(card)).to.equal(card.due);
  });

  it('never has a card due after it, whatever was answered and whenever', () => {
    const answers = fc.array(fc.record({ grade: fc.constantFrom(...GRADES), afterHours: fc.integer({ min: 1, max: 24 * 40 }) }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(answers, fc.integer({ min: 1, max: 90 }), (history, days) => {
        let now = BEGIN;
        let kept: Card | undefined;
        for (const { grade, afterHours } of history) {
          kept = reviewed(kept, grade, now);
          const exam = plusDays(now.toISOString().slice(0, 10) as Day, days);
          const due = dueOf(kept, exam);
          expect(due.slice(0, 10) <= exam, `${due} after ${exam}`).to.equal(true);
          expect(due > kept.last, 'and not again at once').to.equal(true);
          if (days > 1) expect(daysFrom(due.slice(0, 10) as Day, exam)).to.be.at.least(1);
          now = new Date(now.getTime() + afterHours * 60 * 60 * 1000);
        }
      }),
      { numRuns: 300 },
    );
  });
});
