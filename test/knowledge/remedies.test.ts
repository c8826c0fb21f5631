import { expect } from 'chai';
import fc from 'fast-check';
import { type Day, daysFrom, lastOfMonthsFrom, plusDays, plusMonths } from '../../knowledge/calendar.ts';
import type { Line, Told } from '../../knowledge/clocks/shapes.ts';
import type { Content } from '../../knowledge/content.ts';
import { type At, CHOICES, DAYS, type Decision, PROBLEMS_OF, questionsFor, REMEDIES, type Remedies, remediesFor } from '../../knowledge/remedies.ts';
import { NAMED, type NamedStory } from './support/named-stories.ts';
import { realKnowledge } from './support/real.ts';
import { lastDay } from './support/remedy-clocks.ts';
import { type Story, storiesFrom } from './support/stories.ts';

const day = (text: string) => text as Day;
const atDay = (text: string): At => ({ today: day(text), lastDay });
const TODAY = atDay('2026-11-22');

/** An ordinary day, the end of a month that the sixth month after has not, and a leap day. */
const DATES = ['2026-11-22', '2027-08-31', '2028-02-29'];

const [LAST, NATION, SELLER] = ['last', 'nation', 'seller'] as const;
const OF_GOODS = ['goods', 'vehicle', 'perishable'];
const FAULT = ['faulty', 'not-as-described'];
const AFTER_TRYING = ['failed', 'impossible', 'refused', 'too-long'];

function toldBy(answers: NamedStory['told']): Told {
  return Object.fromEntries(Object.entries(answers).map(([question, answer]) => [question, [answer].flat()]));
}

function answer(told: Told, question: string): string {
  return told[question]?.at(-1) ?? '';
}

function openOf(decision: Decision): string[] {
  return decision.kind === 'remedies' ? decision.open.map(({ remedy }) => remedy) : [];
}

function linesOf(remedies: Remedies): Line[] {
  return [
    remedies.headline,
    ...remedies.open.flatMap(({ chooses, gives, until }) => [chooses, gives, until]),
    ...remedies.closed.map(({ why }) => why),
    ...remedies.mayInsist,
    ...remedies.mayNotInsist,
    remedies.proof,
    remedies.goodwill,
    remedies.policy,
    ...remedies.working,
  ];
}

describe('a story of remedies, worked by hand:', () => {
  for (const { name, today, told, headline, open, closed, gives, proof } of NAMED) {
    it(name, () => {
      const decision = remediesFor(toldBy(told), atDay(today));
      if (decision.kind !== 'remedies') throw new Error(JSON.stringify(decision));
      expect(decision.headline.line).to.equal(headline);
      expect(decision.open.map(({ remedy, closes }) => [remedy, closes].filter(Boolean).join(' '))).to.deep.equal(open);
      const ended = decision.closed.filter(({ closed: last }) => last).map(({ remedy, closed: last }) => [remedy, last]);
      if (closed) expect(Object.fromEntries(ended)).to.deep.equal(closed);
      const last = decision.open.find(({ remedy }) => remedy.includes('reject') && remedy !== 'short-term-reject')?.gives;
      if (gives) expect([last?.line, last?.values[LAST]].filter(Boolean).join(' ')).to.equal(gives);
      if (proof) expect(decision.proof.line).to.equal(proof);
    });
  }
});

describe('what remedies ask', () => {
  const asked = (answers: NamedStory['told'], at = TODAY) => questionsFor(toldBy(answers), at);

  it('begins with the buyer, because a business buyer ends it at once', () => {
    expect(asked({})[0]).to.equal('buyer');
    expect(asked({ buyer: 'business' })).to.deep.equal([]);
  });

  it('ends with a private seller', () => expect(asked({ seller: 'private' })).to.deep.equal([]));

  it('takes the seller for a business, because its staff are who asks', () => {
    expect(asked({})).not.to.include('seller');
    const [assumed, said] = [{}, { seller: 'business' }].map((seller) =>
      remediesFor(toldBy({ buyer: 'consumer', problem: 'late', ...seller }), TODAY),
    );
    const saidSo = (decision?: Decision) => decision?.kind === 'remedies' && decision.working.some((line) => line.line === 'work-seller-assumed');
    expect([saidSo(assumed), saidSo(said)]).to.deep.equal([true, false]);
  });

  it('leaves out what a message has told', () => {
    expect(asked({ buyer: 'consumer', kind: 'goods', problem: 'faulty', delivered: '2026-11-10' })).to.deep.equal(['repair']);
  });

  it('does not ask what was bought where a shop need not take it back anyway', () => {
    expect(asked({ buyer: 'consumer', problem: 'change-of-mind', where: 'shop' })).to.deep.equal([]);
  });

  it('asks for the nation only between 5 and 6 years, where it decides', () => {
    const old = { buyer: 'consumer', kind: 'goods', problem: 'faulty', repair: 'none' };
    expect(asked({ ...old, delivered: '2021-11-22' })).to.deep.equal([]);
    expect(asked({ ...old, delivered: '2021-11-21' })).to.deep.equal(['nation']);
    expect(asked({ ...old, delivered: '2020-11-22' })).to.deep.equal(['nation']);
    expect(asked({ ...old, delivered: '2020-11-21' })).to.deep.equal([]);
  });

  it('asks about the information on cancelling only once the 14 days are over, and while it can still matter', () => {
    const online = { buyer: 'consumer', kind: 'goods', problem: 'change-of-mind', where: 'distance', exempt: 'no', delivered: '2026-06-03' };
    expect(asked(online, atDay('2026-06-17'))).to.deep.equal([]);
    expect(asked(online, atDay('2026-06-18'))).to.deep.equal(['informed']);
    expect(asked(online, atDay('2027-06-17'))).to.deep.equal(['informed']);
    expect(asked(online, atDay('2027-06-18'))).to.deep.equal([]);
  });

  it('asks when a repair that is still awaited was asked for only once the 30 days could be over', () => {
    const waiting = { buyer: 'consumer', kind: 'goods', problem: 'faulty', repair: 'asked', 'asked-for': 'repair', delivered: '2026-11-01' };
    expect(asked(waiting, atDay('2026-12-01'))).to.deep.equal([]);
    expect(asked(waiting, atDay('2026-12-02'))).to.deep.equal(['repair-asked']);
  });

  it('asks when a repair came back only where it was asked for within the 30 days', () => {
    const failed = { buyer: 'consumer', kind: 'goods', problem: 'faulty', repair: 'failed', delivered: '2026-09-01' };
    expect(asked(failed)).to.deep.equal(['repair-asked']);
    expect(asked({ ...failed, 'repair-asked': '2026-10-01' })).to.deep.equal(['repair-back']);
    expect(asked({ ...failed, 'repair-asked': '2026-10-02' })).to.deep.equal([]);
  });

  it('asks for each repair that came back', () => {
    const twice = {
      buyer: 'consumer',
      kind: 'goods',
      problem: 'faulty',
      repair: 'failed',
      delivered: '2026-09-01',
      'repair-asked': ['2026-09-10', '2026-09-25'],
    };
    expect(asked({ ...twice, 'repair-back': '2026-09-15' })).to.deep.equal(['repair-back']);
  });

  it('asks again where the answer is none of the choices', () => expect(asked({ buyer: 'martian' })).to.include('buyer'));

  it('is what the decision asks', () => {
    expect(remediesFor({}, TODAY)).to.deep.equal({ kind: 'ask', questions: questionsFor({}, TODAY) });
  });
});

describe('a story that cannot be', () => {
  const whole = { buyer: 'consumer', kind: 'goods', problem: 'faulty', repair: 'failed', delivered: '2026-10-01' };
  const stories: readonly (readonly [string, NamedStory['told'], string])[] = [
    ['bad fitting of a download', { ...whole, kind: 'digital', problem: 'fitting' }, 'problem-not-of-this-kind'],
    ['a fault in what has not come', { ...whole, delivered: 'not-yet' }, 'problem-not-delivered'],
    ['a delivery tomorrow', { ...whole, delivered: '2026-11-23' }, 'problem-in-the-future'],
    ['a repair back before it was asked for', { ...whole, 'repair-asked': '2026-10-10', 'repair-back': '2026-10-09' }, 'problem-repair-days'],
    ['a repair asked for before delivery', { ...whole, 'repair-asked': '2026-09-30' }, 'problem-repair-days'],
    ['more repairs back than asked for', { ...whole, 'repair-back': '2026-10-09' }, 'problem-repair-days'],
    [
      'a second repair asked for before the first came back',
      { ...whole, 'repair-asked': ['2026-10-02', '2026-10-04'], 'repair-back': ['2026-10-05', '2026-10-09'] },
      'problem-repair-days',
    ],
    [
      'a repair still awaited that came back',
      { ...whole, repair: 'asked', 'repair-asked': '2026-10-02', 'repair-back': '2026-10-05' },
      'problem-repair-days',
    ],
    ['no repair yet, and the day it was asked for', { ...whole, repair: 'none', 'repair-asked': '2026-10-02' }, 'problem-repair-days'],
    ['a day before the Consumer Rights Act', { ...whole, delivered: '2015-09-30' }, 'problem-before-these-rules'],
    [
      'information about cancelling before the order',
      { buyer: 'consumer', kind: 'service', problem: 'change-of-mind', contract: '2026-10-02', informed: 'later', 'informed-on': '2026-10-01' },
      'problem-informed-before-order',
    ],
  ];
  for (const [name, told, problem] of stories) {
    it(`is refused: ${name}`, () => {
      const decision = remediesFor(toldBy(told), TODAY);
      expect(decision.kind === 'impossible' ? decision.problem.line : decision).to.equal(problem);
    });
  }
});

describe('every story of remedies', () => {
  let stories: readonly Story[];
  let content: Content;

  before(async () => {
    content = (await realKnowledge()).content;
    const plain = DATES.flatMap((today) => storiesFrom({}, atDay(today)));
    const toldUnasked = [
      { nation: ['scotland'] },
      { nation: ['england-wales'], problem: ['faulty'] },
      { nation: ['northern-ireland'], problem: ['faulty'] },
      ...CHOICES.seller.map((seller) => ({ seller: [seller], problem: ['faulty'] })),
    ].flatMap((told) => storiesFrom(told, TODAY));
    stories = [...plain, ...toldUnasked];
  });

  /** Fails with the first story in which something is wrong. */
  function none(wrong: (story: Story) => boolean | undefined, of: (story: Story) => boolean = () => true): void {
    const concerned = stories.filter(of);
    expect(concerned, 'stories that this is about').not.to.have.length(0);
    const found = concerned.find(wrong);
    expect(found && { told: found.told, today: found.at.today, open: found.remedies.open, headline: found.remedies.headline }).to.equal(undefined);
  }

  /** Of the first day, with nothing told unasked: enough where each story is decided many times. */
  const isPlain = ({ told, at }: Story) => at.today === DATES[0] && !told[NATION] && !told[SELLER];
  const age = ({ told, at }: Story) => daysFrom(day(answer(told, 'delivered')), at.today);
  const isFault = ({ told }: Story) => FAULT.includes(answer(told, 'problem'));
  const isGoods = ({ told }: Story) => OF_GOODS.includes(answer(told, 'kind'));
  const isConsumer = ({ told }: Story) => answer(told, 'buyer') === 'consumer' && answer(told, 'seller') !== 'private';
  const repair = ({ told }: Story) => answer(told, 'repair');
  const has = ({ remedies }: Story, ...wanted: readonly string[]) => remedies.open.some(({ remedy }) => wanted.includes(remedy));

  it('is told by every kind, problem and answer of a choice that can be asked', () => {
    for (const [question, choices] of Object.entries(CHOICES)) {
      for (const choice of choices)
        expect(
          stories.some(({ told }) => answer(told, question) === choice),
          `${question}: ${choice}`,
        ).to.equal(true);
    }
    for (const [kind, problems] of Object.entries(PROBLEMS_OF)) {
      for (const problem of problems) {
        expect(
          stories.some(({ told }) => answer(told, 'kind') === kind && answer(told, 'problem') === problem),
          `${kind} ${problem}`,
        ).to.equal(true);
      }
    }
  });

  it('never gives a full refund as of right after 30 days where nothing was tried: s.22 is over and s.24 is not open', () => {
    none(
      (story) => has(story, 'short-term-reject', 'final-reject', 'price-reduction'),
      (story) => isFault(story) && isGoods(story) && age(story) > 30 && ['none', 'asked', 'working'].includes(repair(story)),
    );
  });

  it('always gives the full refund within 30 days of delivery where nothing was tried: s.22', () => {
    none(
      (story) => !has(story, 'short-term-reject'),
      (story) =>
        isFault(story) &&
        isGoods(story) &&
        answer(story.told, 'kind') !== 'perishable' &&
        isConsumer(story) &&
        age(story) <= 30 &&
        repair(story) === 'none',
    );
  });

  it('never leaves a faulty consumer purchase without a remedy inside the time to go to court, save where it was put right', () => {
    none(
      (story) => story.remedies.open.length === 0,
      (story) => {
        if (!isConsumer(story) || !isFault(story)) return false;
        const months = answer(story.told, 'nation') === 'scotland' ? 60 : 72;
        const delivered = answer(story.told, 'delivered');
        const inTime = delivered === '' || story.at.today <= plusMonths(day(delivered), months);
        return inTime && answer(story.told, 'paid') !== 'no' && repair(story) !== 'working';
      },
    );
  });

  it('gives nothing after 6 years, and after 5 in Scotland', () => {
    none(
      (story) => story.remedies.open.length > 0,
      (story) => {
        const months = answer(story.told, 'nation') === 'scotland' ? 60 : 72;
        const delivered = answer(story.told, 'delivered');
        return answer(story.told, 'problem') !== 'change-of-mind' && /^\d/.test(delivered) && story.at.today > plusMonths(day(delivered), months);
      },
    );
  });

  it('gives a business buyer, or a buyer from a private seller, no remedy of the consumer rules', () => {
    none(
      ({ remedies }) => remedies.open.length > 0 || remedies.closed.length > 0 || !remedies.cites.includes('nb-sga'),
      (story) => !isConsumer(story),
    );
  });

  it('never lets a download be rejected: s.42(8)', () => {
    none(
      (story) => has(story, 'short-term-reject', 'final-reject', 'reject-no-right-to-sell'),
      ({ told }) => answer(told, 'kind') === 'digital',
    );
  });

  it('never lets a service be rejected, repaired or replaced: ss.54 to 56', () => {
    none(
      (story) => has(story, 'short-term-reject', 'final-reject', 'reject-no-right-to-sell', 'repair', 'replacement'),
      ({ told }) => answer(told, 'kind') === 'service',
    );
  });

  it('opens no money off for a download or a service after one failed try alone: ss.44(3), 56(3)', () => {
    none(
      (story) => has(story, 'price-reduction'),
      ({ told }) => ['digital', 'service'].includes(answer(told, 'kind')) && answer(told, 'repair') === 'failed',
    );
  });

  it('never lets goods be rejected in 30 days for bad fitting or a broken promise alone: s.19(4)', () => {
    none(
      (story) => has(story, 'short-term-reject'),
      ({ told }) => ['fitting', 'promise'].includes(answer(told, 'problem')),
    );
  });

  it('gives nothing for a change of mind in a shop', () => {
    none(
      ({ remedies }) => remedies.open.length > 0 || remedies.policy.line !== 'policy-shop',
      ({ told }) => answer(told, 'problem') === 'change-of-mind' && answer(told, 'where') === 'shop',
    );
  });

  it('gives a change of mind nothing but the 14 days, and the 14 days to nothing but a change of mind', () => {
    none((story) => story.remedies.open.some(({ remedy }) => (remedy === 'cancel-14-days') !== (answer(story.told, 'problem') === 'change-of-mind')));
  });

  it('lets nothing be taken off or charged after a cancellation where the customer was never told about cancelling: regs 34(11), 36(6)', () => {
    const takes = ['may-deduct-handling', 'may-charge-service-used', 'gives-cancel-service'];
    none(
      ({ remedies }) => linesOf(remedies).some(({ line }) => takes.includes(line)),
      (story) => has(story, 'cancel-14-days') && answer(story.told, 'informed') === 'no',
    );
  });

  it('opens money off and final rejection together, once something was tried or nothing can be: s.24(5)', () => {
    none(
      (story) =>
        has(story, 'price-reduction') !== AFTER_TRYING.includes(repair(story)) || has(story, 'final-reject') !== AFTER_TRYING.includes(repair(story)),
      (story) =>
        isGoods(story) &&
        isConsumer(story) &&
        ['faulty', 'not-as-described', 'fitting', 'promise'].includes(answer(story.told, 'problem')) &&
        story.remedies.headline.line !== 'head-too-late' &&
        story.remedies.headline.line !== 'head-too-late-scotland',
    );
  });

  it('never takes off for use in the first 6 months, save for a vehicle, and always may after them: s.24(10)', () => {
    none(
      (story) => {
        const gives = story.remedies.open.find(({ remedy }) => remedy === 'final-reject')?.gives.line;
        const may = story.remedies.mayInsist.some(({ line }) => line === 'may-deduct-use');
        const mayNot = story.remedies.mayNotInsist.some(({ line }) => line === 'not-use-yet');
        const isFree = story.at.today <= lastOfMonthsFrom(plusDays(day(answer(story.told, 'delivered')), 1), 6);
        if (answer(story.told, 'kind') === 'vehicle') return gives !== 'gives-less-use-vehicle' || !may || mayNot;
        return gives !== (isFree ? 'gives-all-no-use-yet' : 'gives-less-use') || may === isFree || mayNot !== isFree;
      },
      (story) => has(story, 'final-reject'),
    );
  });

  it('never insists on the other way of mending once something was tried: the customer need not have it mended at all', () => {
    none(
      ({ remedies }) => remedies.mayInsist.some(({ line }) => line === 'may-refuse-dearer'),
      (story) => isGoods(story) && AFTER_TRYING.includes(repair(story)),
    );
  });

  it('presumes a fault to have been there from the start in the first 6 months only, never for rejecting in 30 days, never for a service', () => {
    none(
      (story) => {
        const inTime = story.at.today <= lastOfMonthsFrom(day(answer(story.told, 'delivered')), 6);
        return story.remedies.proof.line !== (has(story, 'short-term-reject') ? 'proof-reject' : inTime ? 'proof-presumed' : 'proof-after-6-months');
      },
      (story) => isFault(story) && story.remedies.open.length > 0 && answer(story.told, 'kind') !== 'perishable',
    );
    none(
      ({ remedies }) => remedies.proof.line.includes('presumed'),
      ({ told }) => answer(told, 'kind') === 'service',
    );
  });

  it('shows its remedies in the order of the list, each once, and none both open and closed', () => {
    none(({ remedies }) => {
      const places = remedies.open.map(({ remedy }) => REMEDIES.indexOf(remedy));
      const all = [...remedies.open, ...remedies.closed].map(({ remedy }) => remedy);
      return places.some((place, at) => place <= (places[at - 1] ?? -1)) || new Set(all).size !== all.length;
    });
  });

  it('gives no last day that is over for what is open, and none still to come for what time closed', () => {
    none(
      ({ remedies, at }) =>
        remedies.open.some(({ closes }) => closes && closes < at.today) || remedies.closed.some(({ closed }) => closed && closed >= at.today),
    );
  });

  it('gives a last day to everything that is open and has one, once the nation is told', () => {
    none(
      ({ remedies }) =>
        remedies.open.some(
          ({ closes, until }) =>
            !closes && !['until-stopped', 'until-reasonable-time', 'until-years', 'until-14-after-delivery'].includes(until.line),
        ),
      ({ told }) => answer(told, 'nation') !== '',
    );
  });

  it('never opens the 30 days again on a later day: time only takes away', () => {
    none(
      (story) => {
        if (has(story, 'short-term-reject')) return false;
        return [1, 40].some((days) =>
          openOf(remediesFor(story.told, { ...story.at, today: plusDays(story.at.today, days) })).includes('short-term-reject'),
        );
      },
      (story) => isFault(story) && isGoods(story) && isPlain(story),
    );
  });

  it('loses nothing by a failed repair: it only adds', () => {
    none(
      (story) => {
        const delivered = day(answer(story.told, 'delivered') || answer(story.told, 'done'));
        return [0, 15, 30, 31].some((days) => {
          const asked = plusDays(delivered, days);
          if (asked > story.at.today) return false;
          const failed = openOf(
            remediesFor({ ...story.told, repair: ['failed'], 'repair-asked': [asked], 'repair-back': [story.at.today] }, story.at),
          );
          return story.remedies.open.some(({ remedy }) => !failed.includes(remedy));
        });
      },
      (story) => repair(story) === 'none',
    );
  });

  it('is not changed by answers to questions that it did not need', () => {
    const matters = ['seller', 'buyer', 'nation', 'kind', 'informed', 'problem'];
    const others = Object.entries(CHOICES).flatMap(([question, choices]) =>
      matters.includes(question) ? [] : choices.map((choice) => [question, choice] as const),
    );
    fc.assert(
      fc.property(fc.constantFrom(...stories.filter(isPlain)), fc.constantFrom(...others), ({ told, at, remedies }, [question, choice]) => {
        fc.pre(!told[question]);
        expect(remediesFor({ ...told, [question]: [choice] }, at)).to.deep.equal(remedies);
      }),
      { numRuns: 5000 },
    );
  });

  it('rests on provisions that we hold, each named once', () => {
    const held = new Set(content.provisions.map(({ id }) => id));
    const seen = new Set(
      stories.flatMap(({ remedies }) => [...remedies.cites, ...[...remedies.open, ...remedies.closed].flatMap(({ cites }) => cites)]),
    );
    expect([...seen].filter((id) => !held.has(id))).to.deep.equal([]);
    none(({ remedies }) => remedies.cites.length === 0 || new Set(remedies.cites).size !== remedies.cites.length);
    none(({ remedies }) =>
      [...remedies.open, ...remedies.closed].some(({ cites }) => cites.length === 0 || cites.some((id) => !remedies.cites.includes(id))),
    );
  });

  it('cites the provision that lets or forbids each thing that may be insisted on', () => {
    none(({ remedies }) => remedies.mayNotInsist.some(({ line }) => line === 'not-receipt') && !remedies.cites.includes('cra-proof'));
  });

  it('says only sentences of remedies.yaml with all their places filled, and all sentences there are said', () => {
    const filled = (said: Line) => {
      const places = [...(content.remedies.lines[said.line] ?? '{missing}').matchAll(/\{([a-z-]+)\}/g)].map(([, place = '']) => place);
      return places.every((place) => said.values[place] !== undefined);
    };
    const said = new Map(stories.flatMap(({ remedies }) => linesOf(remedies).map((line) => [line.line, line])));
    none(({ remedies }) => linesOf(remedies).some((line) => !filled(line)));
    const left = Object.keys(content.remedies.lines).filter((id) => !said.has(id) && !id.startsWith('problem-'));
    expect(left).to.deep.equal([]);
  });

  it('is asked, answered and named in words of remedies.yaml', () => {
    const { questions, remedies, lines } = content.remedies;
    expect(questions.map(({ id }) => id)).to.have.members([...Object.keys(CHOICES), ...DAYS]);
    for (const [question, choices] of Object.entries(CHOICES)) {
      expect(
        questions.find(({ id }) => id === question)?.values.map(({ id }) => id),
        question,
      ).to.deep.equal([...choices]);
    }
    for (const { id, kind, words } of questions.filter((question) => question.kind === 'day')) expect(words, `${id} ${kind}`).not.to.have.length(0);
    expect(remedies.map(({ id }) => id)).to.deep.equal([...REMEDIES]);
    const reserved = Object.keys(lines).filter((id) => id.startsWith('problem-'));
    expect(reserved).to.have.members([
      'problem-not-of-this-kind',
      'problem-not-delivered',
      'problem-in-the-future',
      'problem-before-these-rules',
      'problem-informed-before-order',
      'problem-repair-days',
    ]);
  });

  it('can be told in any way without a failure: an answer, a question or a refusal', () => {
    const dates = fc.integer({ min: -30, max: 2600 }).map((ago) => plusDays(TODAY.today, -ago));
    const choices = Object.fromEntries(
      Object.entries(CHOICES).map(([question, ids]) => [question, fc.array(fc.constantFrom(...ids, 'odd'), { maxLength: 2 })]),
    );
    const days = Object.fromEntries(
      DAYS.map((question) => [question, fc.array(fc.oneof(dates, fc.constantFrom('not-yet', 'odd')), { maxLength: 2 })]),
    );
    fc.assert(
      fc.property(fc.record({ ...choices, ...days }, { requiredKeys: [] }), (told) => {
        const decision = remediesFor(told as Told, TODAY);
        if (decision.kind === 'ask') expect(decision.questions).not.to.have.length(0);
        else expect(decision.cites).to.satisfy((cites: readonly string[]) => new Set(cites).size === cites.length);
      }),
      { numRuns: 3000 },
    );
  });
});
