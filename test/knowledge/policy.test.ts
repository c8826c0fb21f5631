import { expect } from 'chai';
import fc from 'fast-check';
import type { Content } from '../../knowledge/content.ts';
import { overLimitIn, roleFor } from '../../knowledge/limits.ts';
import { poundsIn } from '../../knowledge/money.ts';
import { overPromiseIn } from '../../knowledge/promises.ts';
import type { PolicyFile } from '../../knowledge/schema.ts';
import { severityOf } from '../../knowledge/severity.ts';
import { realKnowledge } from './support/real.ts';

let content: Content;
let policy: PolicyFile;

before(async function () {
  this.timeout(60_000);
  content = (await realKnowledge()).content;
  policy = content.policy;
});

describe('the severity of a complaint', () => {
  it('is normal where no rule holds, and then goes to the first of the escalation route', () => {
    expect(severityOf({}, policy)).to.deep.include({ level: 'normal', reasons: [] });
  });

  it('is urgent where somebody is hurt, whatever else is serious, and says why and to whom', () => {
    const { level, reasons, to, within } = severityOf({ hurt: ['yes'], pressure: ['legal'] }, policy);
    expect(level).to.equal('urgent');
    expect(reasons).not.to.have.length(0);
    expect(to && within).not.to.equal('');
  });

  it('names each reason of its level once, and none of a lower one', () => {
    const rule = (step: string, level: 'serious' | 'urgent', reason: string) => ({ when: { [step]: ['yes'] }, level, reason });
    const own = {
      ...policy,
      severity: [rule('a', 'serious', 'low'), rule('b', 'urgent', 'one'), rule('c', 'urgent', 'two'), rule('d', 'urgent', 'one')],
    };
    expect(severityOf({ a: ['yes'], b: ['no', 'yes'], c: ['yes'], d: ['yes'] }, own)).to.deep.include({ level: 'urgent', reasons: ['one', 'two'] });
  });

  it('needs every step of a rule', () => {
    const rule = { when: { hurt: ['no'], before: ['second'] }, level: 'serious' as const, reason: 'both' };
    const one = { ...policy, severity: [rule] };
    expect(severityOf({ hurt: ['no'] }, one).level).to.equal('normal');
    expect(severityOf({ hurt: ['no'], before: ['second'] }, one)).to.deep.include({ level: 'serious', reasons: ['both'] });
  });
});

describe('an over-promise', () => {
  it('is caught by each of its wordings, whatever capitals and apostrophes', () => {
    const missed = policy.overPromises.flatMap(({ words }) =>
      words.filter((words) => !overPromiseIn(`I told her: ${words.toUpperCase().replaceAll("'", '’')}.`, policy)),
    );
    expect(missed).to.deep.equal([]);
  });

  it('is offered a wording that is none itself', () => {
    expect(policy.overPromises.filter(({ instead }) => overPromiseIn(instead, policy))).to.deep.equal([]);
  });

  it('is not seen where a promise can be kept', () => {
    const harmless = [
      'we agreed a repair, free, back by Friday',
      'a full refund of £34.99 to her card within 14 days',
      'replacement ordered, delivery planned for Tuesday',
      'team leader will ring her by 5 pm with an update',
      'she keeps the lamp and we take £10 off',
      "the maker's guarantee is an extra, she knows",
      'we will look into why it happened and write to him by 3 December',
      'apology given, and a quieter room for next time',
      'he will send it back, we pay the postage',
      'exchange for the blue one today',
      'refund of the delivery charge',
      'we aim to have it back in a week and will tell her if that changes',
    ];
    expect(harmless.filter((text) => overPromiseIn(text, policy))).to.deep.equal([]);
  });
});

/** Outcomes that promise too much, whatever capitals, endings and typing errors. */
const TOO_MUCH = [
  "you'll definitely have it tomorrow",
  'DEFINITELY sorted by friday',
  'she will definatly get it this week',
  'definately back in stock',
  'will definitly be fixed',
  'i can definetly do that',
  '100% sorted by monday',
  '100 % sorted by monday',
  '100 per cent sure it will be there',
  'we guarantee you a new one',
  'we are guaranteeing you a new one',
  'it is guaranteed by friday',
  'it is garanteed by friday',
  'gauranteed delivery tomorrow',
  'I guarantee it',
  'I promise it comes tomorrow',
  'we promised her a call before noon',
  'it will never happen again',
  'that never happens again',
  'will never hapen again',
  "it won't happen again",
  'it won’t happen agian',
  'she can have whatever you want',
  'told her she can have whatever she wants',
  'the kettle is faulty, so money back no matter what',
  'in your account today',
  'he will be sacked',
  'we are sacking him',
  'all our fault and we pay for everything',
  'leave it with me',
  'not her fault, it will definitely be refunded',
  'she need not worry, we guarantee it',
  'sorry for the wait. Definitely tomorrow.',
];

/** Outcomes that can be kept, and words that only look like a promise. */
const KEEPABLE = [
  'we cannot guarantee that',
  "we can't guarantee it",
  'not able to promise you a day',
  'we did not say that it will definitely come',
  'we never promised her a day',
  'without promising her anything',
  'she was told it will definitely come on Tuesday',
  'the customer wants it guaranteed by Friday',
  'customer says it is 100% our mistake',
  'she definitely paid, the receipt is on file',
  'he asked us to pay for everything, manager looks at it',
  'they want compensation for the distress',
  'she expects money in your account today',
  "the maker's guarantee covers the motor",
  'still under guarantee',
  'a 2 year guarantee comes with the new one',
  'guarantee card posted',
  'the guarantees of both makers were checked',
  'the guarantor was told',
  'a definite date comes by Monday',
  'the bag is leather',
  'promising start with the new rota',
  'the price promise was checked and it matches',
  'absolute limit is 3 visits',
  'we aim for Friday and ring her if that changes',
  'repair, free, back by 3 December',
  'full refund to her card within 14 days',
  'a replacement is ordered and is due on Tuesday',
  'apology given in person',
  'manager rings her by 5 pm',
  'she keeps the lamp and gets £10 off',
  'collected on Monday, we pay the postage',
  'new kettle handed over',
  'we are looking into why it happened',
  'the rota is changed from next week',
  'passed to the data lead today',
  'nothing more is wanted',
  'he is happy with a letter',
  'exchange for the blue one',
  'she chose the voucher',
  'complaint logged, reference given',
  'the driver is spoken to by his manager',
];

describe('a promised outcome', () => {
  for (const text of TOO_MUCH) it(`promises too much: "${text}"`, () => expect(overPromiseIn(text, policy)?.instead ?? '').to.not.equal(''));
  for (const text of KEEPABLE) it(`can be kept: "${text}"`, () => expect(overPromiseIn(text, policy)).to.equal(undefined));
});

describe('an amount above what the desk may give', () => {
  for (const [text, pounds] of [
    ['refund of £120', 120],
    ['£120', 120],
    ['two hundred quid back', 200],
    ['we give her a grand', 1000],
    ['the £600 refund goes out today', 600],
    ['refund the £600', 600],
    ['we pay her £90 for the taxi', 90],
    ['£20 voucher and £75 goodwill', 75],
    ['she asked for £500, we agreed £80', 80],
  ] as const)
    it(`is ${pounds} in "${text}"`, () => expect(overLimitIn(text, policy)).to.equal(pounds));

  for (const text of [
    'refund of £34.99',
    'we will repair the £600 sofa',
    'she paid £600, we repair it free',
    'it cost £600 and gets a new motor',
    'a £10 voucher for the £300 order she waited for',
    'she wants £500, manager decides',
    'we do not pay the £400',
    'no goodwill above £50',
    '£120 refund, agreed by the team leader',
    'a grand gesture: flowers',
    'order 4512 is replaced',
  ])
    it(`is not in "${text}"`, () => expect(overLimitIn(text, policy)).to.equal(undefined));

  it('needs one whose limit covers it to agree', () => {
    expect(overLimitIn('£400, agreed by the team leader', policy)).to.equal(400);
    expect(overLimitIn('£400, agreed by the manager', policy)).to.equal(undefined);
  });

  it('is measured by the highest limit of the desk', () => {
    const limits = [...policy.limits, { role: policy.limits[0]?.role ?? '', pounds: 150, may: 'replace like for like' }];
    expect(overLimitIn('£120 back', { ...policy, limits })).to.equal(undefined);
  });
});

describe('amounts in a text', () => {
  it('are read with sign or word, commas and pence, and nothing else is taken for one', () => {
    expect(poundsIn('£1,250.50 back, or 50 quid and 20 pounds')).to.deep.equal([1250.5, 50, 20]);
    expect(poundsIn('order 4512, 3 items, 14 days, 10 %')).to.deep.equal([]);
  });

  for (const [text, pounds] of [
    ['£ 50', [50]],
    ['£5k', [5000]],
    ['£1.2k and £2 million', [1200, 2e6]],
    ['GBP 20 or 20 GBP', [20, 20]],
    ['fifty pounds', [50]],
    ['twenty-five quid', [25]],
    ['two hundred pounds', [200]],
    ['two hundred and fifty pounds', [250]],
    ['a hundred quid', [100]],
    ['a couple of hundred quid', [200]],
    ['a grand', [1000]],
    ['half a grand back', [500]],
    ['2 grand', [2000]],
    ['a tenner and two fivers', [10, 10]],
    ['50p', [0.5]],
    ['£50-£100', [50, 100]],
    ['£200 quid', [200]],
    ['£12.50.', [12.5]],
    ['a grand opening, 5 kg, 10 pm, section 75, 2026', []],
    ['50 pounding beats', []],
  ] as const)
    it(`are ${pounds.join(' and ') || 'none'} in "${text}"`, () => expect(poundsIn(text)).to.deep.equal(pounds));

  it('is read again from any way to write it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), fc.constantFrom(',', ''), (pence, comma) => {
        const [whole = '', part] = (pence / 100).toFixed(2).split('.');
        const written = `${whole.replace(/\B(?=(\d{3})+$)/g, comma)}.${part}`;
        for (const text of [`£${written}`, `${written} pounds`, `${written} quid`]) expect(poundsIn(text)).to.deep.equal([pence / 100]);
      }),
    );
  });

  it('may be agreed by the first role whose limit covers them', () => {
    const [desk, next] = policy.limits;
    expect(roleFor(desk?.pounds ?? 0, policy)).to.equal(desk?.role);
    expect(roleFor((desk?.pounds ?? 0) + 0.01, policy)).to.equal(next?.role);
    expect(roleFor(10_000_000, policy)).to.equal(undefined);
  });
});
