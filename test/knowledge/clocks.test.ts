import { expect } from 'chai';
import fc from 'fast-check';
import { type Day, type Moment, plusDays, toDay, toMoment } from '../../knowledge/calendar.ts';
import { sayLines } from '../../knowledge/clocks/say.ts';
import { CLOCKS, type ClockId, type Line, type Told, type Worked } from '../../knowledge/clocks/shapes.ts';
import type { Calendar } from '../../knowledge/clocks/working-days.ts';
import { questionsOf, workOut } from '../../knowledge/clocks.ts';
import { parseContent } from '../../knowledge/content.ts';
import type { ClocksFile } from '../../knowledge/schema.ts';
import { realKnowledge } from './support/real.ts';
import { smallFile, smallFiles } from './support/small.ts';

type Story = Readonly<Record<string, string | readonly string[]>>;

const START = '2026-01-01' as Day;

describe('the clocks', () => {
  let file: ClocksFile;
  let calendar: Calendar;
  let provisions: ReadonlySet<string>;
  before(async () => {
    const { content } = await realKnowledge();
    file = content.clocks;
    calendar = content.bankHolidays;
    provisions = new Set(content.provisions.map(({ id }) => id));
  });

  const toldOf = (story: Story): Told => Object.fromEntries(Object.entries(story).map(([question, value]) => [question, [value].flat()]));
  const worked = (clock: ClockId, story: Story): Worked => {
    const result = workOut(clock, toldOf(story), calendar);
    return 'problem' in result ? expect.fail(`${result.problem.line} ${JSON.stringify(story)}`) : result;
  };
  const lastOf = (clock: ClockId, story: Story) => worked(clock, story).last;
  const say = (lines: readonly Line[]) => sayLines(lines, file);
  const problemOf = (clock: ClockId, story: Story) => {
    const result = workOut(clock, toldOf(story), calendar);
    return 'problem' in result ? result.problem.line : undefined;
  };

  /** Any story for a clock: each question answered or not, days near each other, now and then far off or no day at all. */
  function anyStory(clock: ClockId): fc.Arbitrary<Told> {
    const { takes, choices } = file.clocks.find(({ id }) => id === clock) ?? expect.fail(`${clock} is not in clocks.yaml`);
    const near = fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: 0, max: 60 }).map((days) => plusDays('2026-10-01' as Day, days)) },
      { weight: 2, arbitrary: fc.integer({ min: 0, max: 900 }).map((days) => plusDays(START, days)) },
      { weight: 1, arbitrary: fc.constantFrom('2009-05-04', '2014-01-02', '2028-02-29', '2026-03-26', '2040-06-01') },
    );
    const answer = (id: string): fc.Arbitrary<readonly string[]> => {
      const question = file.questions.find((one) => one.id === id) ?? expect.fail(`no question ${id}`);
      const values = choices[id] ?? question.values.map((value) => value.id);
      if (question.kind === 'choice') return fc.constantFrom(...values).map((value) => [value]);
      if (question.kind === 'moment')
        return fc.tuple(near, fc.constantFrom('T00:00', 'T15:00', 'T23:59', '')).map(([day, time]) => [`${day}${time}`]);
      const days = fc.array(near, { minLength: 1, maxLength: 3 });
      return values.length > 0
        ? fc.oneof({ weight: 5, arbitrary: days }, { weight: 1, arbitrary: fc.constantFrom(...values).map((one) => [one]) })
        : days;
    };
    return fc.record(Object.fromEntries(takes.map((id) => [id, answer(id)])), { requiredKeys: [] }) as fc.Arbitrary<Told>;
  }

  const RUNS = { numRuns: 300, seed: 22 };

  describe('whatever is told', () => {
    for (const clock of CLOCKS) {
      it(`${clock} answers or says what is wrong, in whole sentences, from sources it names`, () => {
        const entry = file.clocks.find(({ id }) => id === clock) ?? expect.fail(`${clock} is not in clocks.yaml`);
        fc.assert(
          fc.property(anyStory(clock), (told) => {
            const result = workOut(clock, told, calendar);
            const lines = 'problem' in result ? [result.problem] : [result.answer, ...result.working];
            for (const sentence of say(lines))
              expect(sentence)
                .to.match(/^[A-Z0-9"].*[.?]$/)
                .and.not.match(/undefined|NaN|\{|\d{4}-\d\d/);
            if ('problem' in result) return;
            if (result.last) expect(toDay(result.last) ?? toMoment(result.last)).to.equal(result.last);
            expect(result.cites).not.to.have.length(0);
            expect(entry.cites).to.include.members([...result.cites]);
          }),
          RUNS,
        );
      });

      it(`${clock} asks only what it takes and is not told, and can be worked out once nothing is asked`, () => {
        fc.assert(
          fc.property(anyStory(clock), anyStory(clock), (story, answers) => {
            const { takes } = file.clocks.find(({ id }) => id === clock) ?? expect.fail();
            let told: Told = story;
            for (let turns = 0; turns <= takes.length; turns++) {
              const [question] = questionsOf(clock, told, calendar);
              const result = workOut(clock, told, calendar);
              expect('problem' in result && result.problem.line === 'more-needed').to.equal(question !== undefined);
              if (!question) return;
              expect(takes).to.include(question);
              expect(told[question]).to.equal(undefined);
              told = { ...told, [question]: answers[question] ?? ['2026-10-10'] };
            }
            expect.fail(`it never stops asking: ${JSON.stringify(told)}`);
          }),
          RUNS,
        );
      });
    }

    const SEVEN_LEFT: Told = { delivered: ['2026-11-10'], 'repair-asked': ['2026-12-04'], 'repair-back': ['2026-12-10'] };

    it('uses every line and problem of clocks.yaml, and every question', () => {
      const used = new Set<string>(['at']);
      for (const clock of CLOCKS) {
        for (const told of [...fc.sample(anyStory(clock), { numRuns: 2000, seed: 4 }), SEVEN_LEFT]) {
          const result = workOut(clock, told, calendar);
          for (const { line } of 'problem' in result ? [result.problem] : [result.answer, ...result.working]) used.add(line);
        }
      }
      expect([...Object.keys(file.lines), ...Object.keys(file.problems)].filter((id) => !used.has(id))).to.deep.equal([]);
      const taken = new Set(file.clocks.flatMap(({ takes }) => takes));
      expect(file.questions.map(({ id }) => id).filter((id) => !taken.has(id))).to.deep.equal([]);
    });

    it('has an entry for each clock, and cites provisions only', () => {
      expect(file.clocks.map(({ id }) => id)).to.have.members([...CLOCKS]);
      for (const { cites } of file.clocks) for (const id of cites) expect(provisions.has(id), id).to.equal(true);
    });
  });

  describe('the short-term right to reject', () => {
    const TOLD = { delivered: '2026-11-10', 'repair-asked': '2026-11-30', 'repair-back': '2026-12-12' };

    it('shows its working, and it comes to 23 December', () => {
      const result = worked('short-term-reject', TOLD);
      expect(result.last).to.equal('2026-12-23');
      expect(say(result.working)).to.deep.equal([
        'Delivered Tue 10 Nov 2026. Day 1 is Wed 11 Nov.',
        'Repair or replacement asked Mon 30 Nov: the clock stops. 19 days are used, 11 are left.',
        'Back Sat 12 Dec: the clock starts again on Sun 13 Dec.',
        '11 days left is more than 7. The last is Wed 23 Dec.',
      ]);
      expect(result.cites[0]).to.equal('cra-22b');
    });

    it('ends on day 30 where nothing stops it, the year said where it changes', () => {
      const result = worked('short-term-reject', { delivered: '2026-12-10' });
      expect(result.last).to.equal('2027-01-09');
      expect(say(result.working)).to.deep.equal(['Delivered Thu 10 Dec 2026. Day 1 is Fri 11 Dec.', 'Day 30 is Sat 9 Jan 2027.']);
    });

    it('starts after the last of ownership, delivery and installation', () => {
      expect(lastOf('short-term-reject', { delivered: '2026-11-10', installed: '2026-11-16' })).to.equal('2026-12-16');
      expect(lastOf('short-term-reject', { delivered: '2026-11-10', owned: '2026-11-20', installed: '2026-11-16' })).to.equal('2026-12-20');
      expect(lastOf('short-term-reject', { delivered: '2026-11-10', owned: '2026-11-01' })).to.equal('2026-12-10');
    });

    it('leaves 7 days after a repair asked on day 28, beginning the day after it is back', () => {
      const result = worked('short-term-reject', { delivered: '2026-05-20', 'repair-asked': '2026-06-17', 'repair-back': '2026-07-01' });
      expect(result.last).to.equal('2026-07-08');
      expect(say(result.working).at(-1)).to.equal('3 days left is less than 7, so there are 7. The last is Wed 8 Jul.');
    });

    it('stops again for a second repair, and counts the days then left', () => {
      const twice = { delivered: '2026-05-20', 'repair-asked': ['2026-06-17', '2026-07-04'], 'repair-back': ['2026-07-01', '2026-07-10'] };
      expect(lastOf('short-term-reject', twice), '7 days from 2 July, 2 used, 5 left, so 7 from 11 July').to.equal('2026-07-17');
    });

    it('stands still while the goods are away', () => {
      const result = worked('short-term-reject', { delivered: '2026-11-10', 'repair-asked': '2026-11-30', 'repair-back': 'not-yet' });
      expect(result.last).to.equal(undefined);
      expect(say([result.answer])).to.deep.equal(['The clock stands still until it is back. Then 11 days are left, or 7 if that is more.']);
    });

    it('is over where a repair is asked after the last day', () => {
      expect(lastOf('short-term-reject', { delivered: '2026-11-10', 'repair-asked': '2026-12-11', 'repair-back': '2026-12-20' })).to.equal(
        '2026-12-10',
      );
      expect(lastOf('short-term-reject', { delivered: '2026-11-10', 'repair-asked': '2026-12-10', 'repair-back': '2026-12-20' })).to.equal(
        '2026-12-27',
      );
    });

    it('ends sooner for goods that go off, and gives no day where nobody knows when they do', () => {
      const food = { kind: 'perishable', delivered: '2026-11-10' };
      expect(lastOf('short-term-reject', { ...food, perishes: '2026-11-14' })).to.equal('2026-11-14');
      expect(lastOf('short-term-reject', { ...food, perishes: '2027-03-01' })).to.equal('2026-12-10');
      expect(lastOf('short-term-reject', { ...food, perishes: 'not-sure' })).to.equal(undefined);
      expect(questionsOf('short-term-reject', toldOf(food), calendar)).to.deep.equal(['perishes']);
    });

    it('never runs for a download, a service or fitting alone, and asks nothing about them', () => {
      for (const kind of ['digital', 'installation', 'service']) expect(lastOf('short-term-reject', { kind }), kind).to.equal(undefined);
    });

    it('refuses stories that cannot be', () => {
      const refused = (story: Story) => problemOf('short-term-reject', { delivered: '2026-11-10', ...story });
      expect(refused({ 'repair-asked': '2026-11-09' })).to.equal('asked-before-delivered');
      expect(refused({ 'repair-asked': '2026-11-20', 'repair-back': '2026-11-19' })).to.equal('back-before-asked');
      expect(refused({ 'repair-back': '2026-11-19' })).to.equal('back-without-asked');
      expect(refused({ 'repair-asked': ['2026-11-20', '2026-11-22'], 'repair-back': ['2026-11-23', '2026-11-25'] })).to.equal('asked-before-back');
    });

    /** Delivered, then repairs, each asked so many days after the last thing happened and away for so many days. */
    const anyRepairs = fc.record({
      delivered: fc.integer({ min: 0, max: 1500 }).map((days) => plusDays(START, days)),
      repairs: fc.array(fc.record({ after: fc.integer({ min: 0, max: 35 }), away: fc.integer({ min: 0, max: 40 }) }), { maxLength: 4 }),
    });
    type Repairs = { readonly delivered: Day; readonly repairs: readonly { after: number; away: number }[] };
    const storyOf = ({ delivered, repairs }: Repairs) => {
      let at = delivered;
      const asked: Day[] = [];
      const back: Day[] = [];
      for (const { after, away } of repairs) {
        asked.push(plusDays(at, after));
        at = plusDays(at, after + away);
        back.push(at);
      }
      return { delivered, 'repair-asked': asked, 'repair-back': back };
    };
    const end = (story: Story): Day => (lastOf('short-term-reject', story) as Day | undefined) ?? expect.fail('no last day');

    it('is never shortened by a repair', () => {
      fc.assert(
        fc.property(anyRepairs, (some) => {
          const without = { ...some, repairs: some.repairs.slice(0, -1) };
          expect(end(storyOf(some)) >= end(storyOf(without))).to.equal(true);
        }),
      );
    });

    it('never ends earlier where the goods come later, or come back later', () => {
      fc.assert(
        fc.property(anyRepairs, fc.integer({ min: 1, max: 50 }), (some, days) => {
          expect(end(storyOf({ ...some, delivered: plusDays(some.delivered, days) })) >= end(storyOf(some))).to.equal(true);
          if (some.repairs.length === 0) return;
          const longer = some.repairs.map((repair, at) => (at === some.repairs.length - 1 ? { ...repair, away: repair.away + days } : repair));
          expect(end(storyOf({ ...some, repairs: longer })) >= end(storyOf(some))).to.equal(true);
        }),
      );
    });

    it('leaves 7 days or more after each return in time, and 30 days that count in all where that is more', () => {
      fc.assert(
        fc.property(anyRepairs, (some) => {
          const story = storyOf(some);
          // A slow count: each day in turn is stopped, or uses one up.
          let left = 30;
          let at = plusDays(some.delivered, 1);
          const isAway = (day: Day) => story['repair-asked'].findIndex((asked, n) => day >= asked && day <= (story['repair-back'][n] ?? asked));
          let last = at;
          while (left > 0) {
            const repair = isAway(at);
            if (repair >= 0) {
              at = story['repair-back'][repair] ?? at;
              left = Math.max(left, 7);
            } else {
              left--;
              last = at;
            }
            at = plusDays(at, 1);
          }
          expect(end(story)).to.equal(last);
        }),
        { examples: [[{ delivered: '2026-05-20' as Day, repairs: [{ after: 28, away: 14 }] }]] },
      );
    });

    it('has a working that adds up: days used and left are those that there were', () => {
      fc.assert(
        fc.property(anyRepairs, (some) => {
          let days = 30;
          for (const { line, values } of worked('short-term-reject', storyOf(some)).working) {
            if (line !== 'repair-stops') continue;
            const { used, left } = values as { used: number; left: number };
            expect(used + left).to.equal(days);
            days = Math.max(left, 7);
          }
        }),
      );
    });
  });

  describe('the other clocks of the Consumer Rights Act', () => {
    it('take six months of proof from the day of delivery itself, and six months without deduction from the day after', () => {
      expect(lastOf('presumption', { delivered: '2026-01-01' })).to.equal('2026-06-30');
      expect(lastOf('use-deduction', { delivered: '2026-01-01' })).to.equal('2026-07-01');
      expect(lastOf('use-deduction', { delivered: '2026-01-01', installed: '2026-01-10' })).to.equal('2026-07-10');
    });

    it('give a car no months without deduction, and a service no presumption', () => {
      expect(lastOf('use-deduction', { kind: 'vehicle' })).to.equal(undefined);
      expect(lastOf('presumption', { kind: 'service' })).to.equal(undefined);
    });

    it('never end earlier where delivery is later', () => {
      const days = fc.integer({ min: 0, max: 3000 }).map((number) => plusDays(START, number));
      fc.assert(
        fc.property(days, fc.integer({ min: 0, max: 40 }), (delivered, more) => {
          const later = plusDays(delivered, more);
          for (const clock of ['presumption', 'use-deduction'] as const) {
            expect((lastOf(clock, { delivered: later }) ?? '') >= (lastOf(clock, { delivered }) ?? '')).to.equal(true);
          }
          const claim = (breached: Day, nation: string) => lastOf('limitation', { breached, nation }) ?? '';
          expect(claim(later, 'scotland') >= claim(delivered, 'scotland')).to.equal(true);
          expect(claim(delivered, 'england-wales') > claim(delivered, 'scotland')).to.equal(true);
        }),
      );
    });

    it('give six years to go to court, and five in Scotland', () => {
      expect(lastOf('limitation', { nation: 'northern-ireland', breached: '2026-11-10' })).to.equal('2032-11-10');
      expect(lastOf('limitation', { nation: 'scotland', breached: '2028-02-29' })).to.equal('2033-02-28');
    });

    it('count the day of a yes as day 1, and the day of an order not', () => {
      expect(lastOf('fault-refund', { agreed: '2026-06-01' })).to.equal('2026-06-14');
      expect(lastOf('delivery', { contract: '2026-06-01' })).to.equal('2026-07-01');
      expect(lastOf('delivery', { contract: '2026-06-01', 'agreed-date': '2026-08-20' })).to.equal('2026-08-20');
    });
  });

  describe('cancelling', () => {
    const WEB = { where: 'distance', kind: 'goods', delivered: '2026-06-03' };

    it('counts 14 days after delivery, or after the contract for services and downloads', () => {
      expect(lastOf('cancel', WEB)).to.equal('2026-06-17');
      expect(lastOf('cancel', { where: 'distance', kind: 'digital', contract: '2026-06-03' })).to.equal('2026-06-17');
      expect(lastOf('cancel', { ...WEB, delivered: ['2026-06-03', '2026-06-08'] }), 'the last parcel').to.equal('2026-06-22');
    });

    it('grows by 12 months where nobody told the customer, and to 14 days after being told within them', () => {
      expect(lastOf('cancel', { ...WEB, informed: 'no' })).to.equal('2027-06-17');
      expect(lastOf('cancel', { ...WEB, informed: 'later', 'informed-on': '2026-09-10' })).to.equal('2026-09-24');
      expect(lastOf('cancel', { ...WEB, informed: 'later', 'informed-on': '2027-06-10' })).to.equal('2027-06-17');
    });

    it('never ends earlier for late information, nor later than without any', () => {
      fc.assert(
        fc.property(fc.integer({ min: -10, max: 500 }), (days) => {
          const last = lastOf('cancel', { ...WEB, informed: 'later', 'informed-on': plusDays('2026-06-03' as Day, days) }) ?? '';
          expect(last >= '2026-06-17' && last <= '2027-06-17').to.equal(true);
        }),
      );
    });

    it('is possible before delivery, and asks for the delivery alone', () => {
      expect(questionsOf('cancel', toldOf({ where: 'distance', kind: 'goods' }), calendar)).to.deep.equal(['delivered']);
      expect(worked('cancel', { ...WEB, delivered: 'not-yet' }).answer.line).to.equal('cancel-any-time');
    });

    it('asks nothing more about the shop or what cannot be cancelled', () => {
      expect(lastOf('cancel', { where: 'shop' })).to.equal(undefined);
      expect(lastOf('cancel', { exempt: 'yes' })).to.equal(undefined);
    });

    it('ends with work all done or a download begun only where the customer asked and accepted it', () => {
      const work = { where: 'off-premises', kind: 'service', contract: '2026-06-03', performed: '2026-06-10' };
      expect(lastOf('cancel', { ...work, 'asked-and-acknowledged': 'yes' })).to.equal(undefined);
      expect(lastOf('cancel', { ...work, 'asked-and-acknowledged': 'no' })).to.equal('2026-06-17');
      expect(lastOf('cancel', { ...work, kind: 'utility', 'asked-and-acknowledged': 'yes' }), 'gas never ends so').to.equal('2026-06-17');
      const app = { where: 'distance', kind: 'digital', contract: '2026-06-03', started: '2026-06-03' };
      expect(lastOf('cancel', { ...app, consented: 'yes' })).to.equal(undefined);
      expect(lastOf('cancel', { ...app, consented: 'no' })).to.equal('2026-06-17');
    });

    it('refuses a delivery before the order, and information before the contract', () => {
      expect(problemOf('cancel', { ...WEB, contract: '2026-06-04' })).to.equal('delivered-before-contract');
      expect(problemOf('cancel', { ...WEB, contract: '2026-06-01', informed: 'later', 'informed-on': '2026-05-31' })).to.equal(
        'informed-before-contract',
      );
    });

    it('gives 14 days to send goods back, and 14 to pay from goods or proof, whichever is earlier', () => {
      expect(lastOf('cancel-return', { told: '2026-06-03' })).to.equal('2026-06-17');
      expect(lastOf('cancel-refund', { kind: 'goods', back: '2026-06-01' })).to.equal('2026-06-15');
      expect(lastOf('cancel-refund', { kind: 'goods', back: '2026-06-09', sent: '2026-06-05' })).to.equal('2026-06-19');
      expect(lastOf('cancel-refund', { kind: 'goods', collect: 'yes', told: '2026-06-03', back: '2026-06-20' })).to.equal('2026-06-17');
      expect(lastOf('cancel-refund', { kind: 'goods', back: 'not-yet' })).to.equal(undefined);
    });
  });

  describe('data protection', () => {
    it('answers by the same date next month, moved on from a weekend or bank holiday', () => {
      expect(lastOf('data-right', { received: '2026-11-10' })).to.equal('2026-12-10');
      expect(lastOf('data-right', { received: '2024-11-25' }), "the ICO's own example: 25 and 26 December are holidays").to.equal('2024-12-27');
      expect(lastOf('data-right', { received: '2026-01-31' }), '28 February is a Saturday').to.equal('2026-03-02');
      expect(lastOf('data-right', { received: '2026-11-10', extended: 'yes' })).to.equal('2027-02-10');
    });

    it('asks for the nation only where the day turns on it', () => {
      expect(questionsOf('data-right', toldOf({ received: '2026-10-30' }), calendar)).to.deep.equal(['nation']);
      expect(lastOf('data-right', { received: '2026-10-30', nation: 'scotland' })).to.equal('2026-12-01');
      expect(lastOf('data-right', { received: '2026-10-30', nation: 'england-wales' })).to.equal('2026-11-30');
      expect(questionsOf('data-right', toldOf({ received: '2026-11-10' }), calendar)).to.deep.equal([]);
    });

    it('starts with the proof of identity, and waits for it', () => {
      const asked = { received: '2026-11-10', 'id-asked': '2026-11-11' };
      expect(lastOf('data-right', { ...asked, 'id-given': '2026-11-18' })).to.equal('2026-12-18');
      expect(lastOf('data-right', { ...asked, 'id-given': 'not-yet' })).to.equal(undefined);
    });

    it('does not count the days from asking for clarification to the answer, both included', () => {
      const asked = { received: '2026-11-09', 'clarification-asked': '2026-11-12' };
      expect(lastOf('data-right', { ...asked, 'clarification-given': '2026-11-13' }), '9 December and 2 days').to.equal('2026-12-11');
      expect(lastOf('data-right', asked)).to.equal(undefined);
      expect(problemOf('data-right', { ...asked, 'clarification-given': '2026-11-11' })).to.equal('given-before-asked');
    });

    it('never answers earlier for a stop', () => {
      const days = (max: number) => fc.integer({ min: 0, max });
      fc.assert(
        fc.property(days(600), days(40), days(40), (from, ask, wait) => {
          const received = plusDays(START, from);
          const asked = plusDays(received, ask);
          const story = { received, nation: 'scotland', 'clarification-asked': asked, 'clarification-given': plusDays(asked, wait) };
          expect((lastOf('data-right', story) ?? '') >= (lastOf('data-right', { received, nation: 'scotland' }) ?? '')).to.equal(true);
        }),
      );
    });

    it('cannot tell a day past the last year of known bank holidays', () => {
      const result = worked('data-right', { received: '2040-03-05', nation: 'scotland' });
      expect(result.last).to.equal(undefined);
      expect(say([result.answer])).to.deep.equal(["I can't tell that day: I know the bank holidays for 2024 to 2028 only."]);
    });

    it('gives 72 hours for a breach, over a weekend too', () => {
      const result = worked('breach', { aware: '2026-11-13T16:30' });
      expect(result.last).to.equal('2026-11-16T16:30');
      expect(say([result.answer])).to.deep.equal(['Tell the ICO by 16:30 on Mon 16 Nov 2026, unless a risk to people is unlikely.']);
    });

    it('takes the earlier way of counting 30 days as the target and keeps the other', () => {
      const result = worked('data-complaint', { received: '2026-09-01', nation: 'england-wales' });
      expect(result.last).to.equal('2026-09-30');
      expect(result.also).to.deep.equal([{ name: 'other-count', day: '2026-10-01' }]);
      const weekend = worked('data-complaint', { received: '2026-08-27' });
      expect([weekend.last, weekend.also[0]?.day], '26 September is a Saturday').to.deep.equal(['2026-09-25', '2026-09-28']);
    });

    it('never sets a target later than the other count', () => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 700 }), (days) => {
          const { last, also } = worked('data-complaint', { received: plusDays('2026-06-19' as Day, days), nation: 'northern-ireland' });
          expect((last ?? '') < (also[0]?.day ?? '')).to.equal(true);
        }),
      );
    });

    it('says that a law did not hold yet, instead of counting by it', () => {
      const result = worked('data-complaint', { received: '2026-06-18' });
      expect(result.last).to.equal(undefined);
      expect(say([result.answer])[0]).to.include('19 Jun 2026');
    });
  });

  describe('complaints and claims', () => {
    it('give six months less a day in Great Britain, and no day in Northern Ireland', () => {
      expect(lastOf('equality-claim', { happened: '2026-11-10' })).to.equal('2027-05-09');
      expect(lastOf('equality-claim', { happened: '2026-11-10', nation: 'northern-ireland' })).to.equal(undefined);
    });

    it('say of the six months less a day where they hold, and that nobody is told to be in or out of time', () => {
      const [answer] = say([worked('equality-claim', { happened: '2026-11-10' }).answer]);
      expect(answer)
        .to.match(/England, Wales and Scotland/)
        .and.to.match(/never say who is in or out of time/);
    });

    it('say that telecoms complaints from before 8 April 2026 must be checked', () => {
      const first = (received: string) => say([worked('sector-complaint', { sector: 'telecoms', received }).answer])[0];
      expect(first('2026-04-07')).to.match(/^Check first/);
      expect(first('2026-04-08')).not.to.match(/^Check first/);
    });

    it('count weeks by the sector, and telecoms by the day the complaint came', () => {
      const last = (sector: string, received: string) => lastOf('sector-complaint', { sector, received });
      expect(last('finance', '2026-11-10')).to.equal('2027-01-05');
      expect(last('telecoms', '2026-04-07')).to.equal('2026-06-02');
      expect(last('telecoms', '2026-04-08')).to.equal('2026-05-20');
      expect(last('energy', '2026-11-10')).to.equal('2027-01-05');
      expect(last('heat', '2026-11-10')).to.equal(undefined);
    });

    it('say in the first sentence that the energy wait must be checked', () => {
      for (const sector of ['energy', 'heat']) {
        expect(say([worked('sector-complaint', { sector, received: '2026-11-10' }).answer])[0]).to.match(/^Check first/);
      }
    });

    it('count business days for payments in the nation that is told', () => {
      const payment = { sector: 'payment', received: '2026-11-20' };
      expect(questionsOf('sector-complaint', toldOf(payment), calendar)).to.deep.equal(['nation']);
      expect(lastOf('sector-complaint', { ...payment, nation: 'england-wales' })).to.equal('2026-12-11');
      expect(lastOf('sector-complaint', { ...payment, nation: 'scotland' })).to.equal('2026-12-14');
      expect(worked('sector-complaint', { ...payment, nation: 'england-wales' }).also).to.deep.equal([{ name: 'exceptional', day: '2027-01-13' }]);
    });
  });

  it('say that something may come off for use only on final rejection: s.20 gives the full price in the 30 days', () => {
    for (const story of [{ kind: 'vehicle' }, { delivered: '2026-11-10' }]) {
      expect(say([worked('use-deduction', story).answer])[0]).to.match(/^On final rejection/);
    }
  });

  it('ask hirers for the day of handing over, because s.22(3) counts possession for them and not ownership', () => {
    const owned = file.questions.find(({ id }) => id === 'owned');
    expect(owned?.ask).to.match(/hire purchase.*handed over/);
    expect(owned?.words.join()).not.to.match(/hire/);
  });

  describe('the sentences', () => {
    it('say a number with the word that fits it', () => {
      const line = (left: number) => say([{ line: 'left-less-than-seven', values: { left, last: '2026-12-01' as Day } }]).join();
      expect(line(1)).to.match(/^1 day left/);
      expect(line(2)).to.match(/^2 days left/);
    });

    it('stop a line that does not exist or has an empty place', () => {
      expect(() => say([{ line: 'no-such-line', values: {} }])).to.throw(/no line "no-such-line"/);
      expect(() => say([{ line: 'day-30', values: {} }])).to.throw(/\{last\}/);
    });

    it('give the year again where it goes back, too', () => {
      const on = (last: string): Line => ({ line: 'day-30', values: { last: last as Day | Moment } });
      expect(say([on('2026-12-31'), on('2027-01-01'), on('2026-12-30')])).to.deep.equal([
        'Day 30 is Thu 31 Dec 2026.',
        'Day 30 is Fri 1 Jan 2027.',
        'Day 30 is Wed 30 Dec 2026.',
      ]);
    });
  });

  describe('a fault in clocks.yaml', () => {
    const CLOCK = /^ {2}- id: delivery\n(?: {4}.*\n)+/m;
    const faults: readonly (readonly [string, string, string, RegExp])[] = [
      ['a question that is not there', 'takes: [contract, kind]', 'takes: [contract, kind, colour]', /"colour" is no question/],
      ['a value that is not there', 'kind: [goods, food]', 'kind: [goods, boat]', /"boat" is no value/],
      ['values of a question that it does not take', 'takes: [contract, kind]', 'takes: [contract]', /"kind" is no value/],
      ['a source that is not there', 'cites: [cra-22]', 'cites: [cra-99]', /"cra-99" in cites/],
      ['a clock that nothing counts', 'id: delivery', 'id: parking', /clocks\.0\.id/],
    ];
    for (const [name, from, to, problem] of faults) {
      it(`is found: ${name}`, () => {
        const parsed = parseContent(smallFiles({ 'clocks.yaml': smallFile('clocks.yaml', from, to) }));
        expect(parsed.ok ? [] : parsed.errors.map((error) => `${error.file} ${error.problem}`).join()).to.match(problem);
      });
    }

    it('is found: a clock that stands there twice', () => {
      const whole = smallFile('clocks.yaml', 'clocks:', 'clocks:');
      const parsed = parseContent(smallFiles({ 'clocks.yaml': whole.replace(CLOCK, (clock) => clock + clock) }));
      expect(parsed.ok ? [] : parsed.errors.map(({ problem }) => problem)).to.deep.equal(['the clock "delivery" stands here twice']);
    });
  });

  it('asks for a clock in many ways that no other clock is asked in', () => {
    const asks = file.clocks.flatMap(({ asks: own }) => own.map((ask) => ask.toLowerCase()));
    expect(new Set(asks).size).to.equal(asks.length);
  });
});
