import { expect } from 'chai';
import fc from 'fast-check';
import { type LawReference, referenceFinder } from '../../knowledge/reference.ts';
import type { Act, FormerLaw, Provision } from '../../knowledge/schema.ts';
import { realKnowledge } from './support/real.ts';

/** What people type → the canonical reference, and the provision that comes first. */
const SPELLINGS: readonly (readonly [string, string, string])[] = [
  ['s22 cra', 'CRA 2015 s.22', 'cra-22'],
  ['s.22 of the CRA', 'CRA 2015 s.22', 'cra-22'],
  ['S 22 CRA', 'CRA 2015 s.22', 'cra-22'],
  ['sec 22 cra', 'CRA 2015 s.22', 'cra-22'],
  ['sect. 22 cra', 'CRA 2015 s.22', 'cra-22'],
  ['cra 22', 'CRA 2015 s.22', 'cra-22'],
  ['22 cra', 'CRA 2015 s.22', 'cra-22'],
  ['section 22 Consumer Rights Act 2015', 'CRA 2015 s.22', 'cra-22'],
  ['section 22(1) of the Consumer Rights Act', 'CRA 2015 s.22', 'cra-22'],
  ['CRA 2015 s.22(3)', 'CRA 2015 s.22', 'cra-22'],
  ['CRA 2015 s. 22', 'CRA 2015 s.22', 'cra-22'],
  ['ss 22 to 24 cra', 'CRA 2015 s.22', 'cra-22'],
  ['what does section 22 of the consumer rights act say', 'CRA 2015 s.22', 'cra-22'],
  ['consumer rights act section 9', 'CRA 2015 s.9', 'cra-09'],
  ['section twenty nine consumer rights act twenty fifteen', 'CRA 2015 s.29', 'cra-29'],
  ['section twenty-nine of the consumer rights act', 'CRA 2015 s.29', 'cra-29'],
  ['consumer rights act 2015 section forty nine', 'CRA 2015 s.49', 'cra-49'],
  ['schedule 2 cra', 'CRA 2015 Sch.2', 'cra-63'],
  ['sch. 2 consumer rights act', 'CRA 2015 Sch.2', 'cra-63'],
  ['equality act section 20', 'EqA 2010 s.20', 'eq-20'],
  ['the Equality Act 2010, s.20(3)', 'EqA 2010 s.20', 'eq-20'],
  ['s 20 EqA 2010', 'EqA 2010 s.20', 'eq-20'],
  ['Equality Act 2010 s19A', 'EqA 2010 s.19A', 'eq-19a'],
  ['equality act section fifteen', 'EqA 2010 s.15', 'eq-15'],
  ['art 15 gdpr', 'UK GDPR Art.15', 'dp-15'],
  ['Art. 17 UK GDPR', 'UK GDPR Art.17', 'dp-17'],
  ['gdpr article 33', 'UK GDPR Art.33', 'dp-33'],
  ['gdpr 15', 'UK GDPR Art.15', 'dp-15'],
  ['article 6(1)(f) of the UK GDPR', 'UK GDPR Art.6', 'dp-06f'],
  ['article 22A gdpr', 'UK GDPR Art.22A', 'dp-22'],
  ['article 5 general data protection regulation', 'UK GDPR Art.5', 'dp-05'],
  ['reg 29 CCRs', 'CCR 2013 reg.29', 'ccr-29'],
  ['ccr reg 29', 'CCR 2013 reg.29', 'ccr-29'],
  ['regulation 29 consumer contracts regulations', 'CCR 2013 reg.29', 'ccr-29'],
  ['CCR 2013 reg.34', 'CCR 2013 reg.34', 'ccr-34'],
  ['Consumer Contracts (Information, Cancellation and Additional Charges) Regulations 2013 reg 29', 'CCR 2013 reg.29', 'ccr-29'],
  ['PECR reg 22', 'PECR 2003 reg.22', 'dp-pecr'],
  ['regulation 22 of the privacy and electronic communications regulations 2003', 'PECR 2003 reg.22', 'dp-pecr'],
  ['dpa 164A', 'DPA 2018 s.164A', 'dp-164a'],
  ['section 164a data protection act 2018', 'DPA 2018 s.164A', 'dp-164a'],
  ['DPA 2018 s.165', 'DPA 2018 s.165', 'dp-165'],
  ['s75 cca', 'CCA 1974 s.75', 'cca-75'],
  ['section 75 of the consumer credit act', 'CCA 1974 s.75', 'cca-75'],
  ['s230 dmcc', 'DMCC 2024 s.230', 'dmcc-230'],
  ['Schedule 20 DMCC 2024', 'DMCC 2024 Sch.20', 'dmcc-20'],
  ['s14 sale of goods act 1979', 'SGA 1979 s.14', 'nb-sga'],
  ['duaa section 103', 'DUAA 2025 s.103', 'dp-164a'],
  ['section 6 hra', 'HRA 1998 s.6', 'nb-hra'],
  ['§22 cra', 'CRA 2015 s.22', 'cra-22'],
  ['cra22', 'CRA 2015 s.22', 'cra-22'],
  ['section number 22 of the cra', 'CRA 2015 s.22', 'cra-22'],
  ['S22CRA', 'CRA 2015 s.22', 'cra-22'],
  ['cra 22(3)', 'CRA 2015 s.22', 'cra-22'],
  ["the Consumer Rights Act's section 9", 'CRA 2015 s.9', 'cra-09'],
  ['Consumer Rights Act 2015 (CRA) s22', 'CRA 2015 s.22', 'cra-22'],
  ['consumer right act s 49', 'CRA 2015 s.49', 'cra-49'],
  ['s 19 a equality act', 'EqA 2010 s.19A', 'eq-19a'],
  ['art.12a gdpr', 'UK GDPR Art.12A', 'dp-12b'],
  ['gdpr 2016 art 15', 'UK GDPR Art.15', 'dp-15'],
  ['sch 2 dpa', 'DPA 2018 Sch.2', 'dp-pol'],
  ['s164a dpa 2018', 'DPA 2018 s.164A', 'dp-164a'],
  ['data protection act s 165', 'DPA 2018 s.165', 'dp-165'],
  ['consumer contract regs, reg. 36', 'CCR 2013 reg.36', 'ccr-36'],
  ['consumer contracts information cancellation and additional charges regs 2013 reg 30', 'CCR 2013 reg.30', 'ccr-29'],
  ['consumer credit act s75', 'CCA 1974 s.75', 'cca-75'],
  ['PSRs reg 76', 'PSRs 2017 reg.76', 'psr-76'],
  ['payment surcharges regs 2012 reg 6a', 'Payment Surcharges Regulations 2012 reg.6A', 'pay-sur'],
  ['health & safety at work act s 7', 'HSWA 1974 s.7', 'nb-hsw'],
  ['part 4a CPRs', 'CPRs 2008', 'dmcc-232'],
  // Without an Act, the one that people mean.
  ['s75', 'section 75', 'cca-75'],
  ['section 75', 'section 75', 'cca-75'],
  ['article 15(3)', 'article 15', 'dp-15'],
  ['article fifteen', 'article 15', 'dp-15'],
  ['reg 29', 'regulation 29', 'ccr-29'],
  ['regulation thirty', 'regulation 30', 'ccr-29'],
  ['section 9', 'section 9', 'cra-09'],
  ['s.29', 'section 29', 'cra-29'],
  ['s19a', 'section 19A', 'eq-19a'],
];

/** References to law that is not held. */
const NOT_HELD: readonly string[] = [
  'section 999 cra',
  'cra 99',
  's 98 consumer rights act 2015',
  'article 250 gdpr',
  'reg 99 ccr',
  'equality act section 250',
  'schedule 99 cra',
  'section 900',
  'article 999',
];

/** Messages that hold figures or words of law, and refer to none. */
const PLAIN: readonly string[] = [
  '',
  'the customer wants a refund',
  'can she return it after 30 days',
  'customer brought 22 items back',
  'the section manager wants 3 people',
  'which regulations matter most',
  'regulation of temperature in 2 rooms',
  'i have 2 arts degrees',
  'table 22 wants the bill',
  "it's 22 quid",
  'samsung s22',
  'her galaxy s 22 will not charge',
  's23 ultra screen cracked',
  'he drives an audi s3',
  'it was all an act',
  'where is my order',
  'regulations are boring',
  "what's 9 plus 9",
  "the boss's 2 kids",
  'he is 75 and deaf',
  'she bought 2 boots size 9',
  'his crackers are stale',
  'the lady at desk 164a',
];

describe('references to law', () => {
  let find: (text: string) => LawReference | undefined;
  let acts: readonly Act[];
  let provisions: readonly Provision[];
  let former: readonly FormerLaw[];

  before(async function () {
    this.timeout(60_000);
    ({ acts, provisions, former } = (await realKnowledge()).content);
    find = referenceFinder(acts, provisions, former);
  });

  const idsIn = (text: string) => (find(text)?.provisions ?? []).map(({ id }) => id);

  for (const [text, ref, id] of SPELLINGS) {
    it(`are read in "${text}"`, () => {
      const found = find(text);
      expect([found?.ref, found?.provisions[0]?.id]).to.deep.equal([ref, id]);
    });
  }

  for (const text of NOT_HELD) {
    it(`are read in "${text}", though we do not hold it`, () => {
      expect(find(text)?.ref).to.match(/\d/);
      expect(idsIn(text)).to.deep.equal([]);
    });
  }

  for (const text of PLAIN) {
    it(`are not seen in "${text}"`, () => {
      expect(find(text)).to.equal(undefined);
    });
  }

  it('give the Act where no number is said, with all it holds and all that rests on it', () => {
    const restsOnIt = ({ act, refs }: Provision) => act === 'cra' || refs.some((ref) => /^CRA 2015\b/.test(ref));
    for (const text of ['cra', 'the Consumer Rights Act 2015', 'consumer rights act']) {
      expect(find(text)?.ref, text).to.equal('CRA 2015');
      expect(find(text)?.act?.id, text).to.equal('cra');
      expect(idsIn(text), text).to.deep.equal(provisions.filter(restsOnIt).map(({ id }) => id));
    }
  });

  it('give the Act where a figure stands among other words', () => {
    expect(find('does gdpr mean she must tell all 30 colleagues')?.ref).to.equal('UK GDPR');
  });

  it('keep apart what else was said', () => {
    expect(find('s22(3)(a) cra')?.rest.trim()).to.equal('');
    expect(find('what does s22 cra say')?.rest.split(/\s+/).join(' ').trim()).to.equal('what does say');
    expect(find('is gdpr a pain')?.rest.split(/\s+/).join(' ').trim()).to.equal('is a pain');
    expect(find('s22 cra')?.rest.trim()).to.equal('');
  });

  it('are read in every form in which our own content writes them', () => {
    const unread = provisions.flatMap((provision) =>
      provision.refs
        .filter((ref) => /\b(?:s|reg|Art|Sch)\.\d+[A-D]*$/.test(ref) && !find(ref)?.provisions.includes(provision))
        .map((ref) => `${ref} does not lead to ${provision.id}`),
    );
    expect(unread.filter((line) => acts.some(({ short }) => line.startsWith(short)))).to.deep.equal([]);
  });

  it('put the provision first that has the reference as its main one', () => {
    for (const { refs } of provisions.filter(
      (provision) => /\d[A-D]*$/.test(provision.refs[0] ?? '') && !acts.some(({ short }) => short === provision.refs[0]),
    )) {
      const [main = ''] = refs;
      const ranks = (find(main)?.provisions ?? []).map((held) => held.refs.indexOf(main));
      expect(ranks, main).to.deep.equal([...ranks].sort((a, b) => a - b));
    }
  });

  it('are looked for in any text without failing, in no more time than the text is long', () => {
    const part = fc.constantFrom('s', 'section', '22', '(', ')', '(3)', 'cra', 'the', 'twenty', 'five', 'gdpr', '.', ' ', '2015');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(part, { maxLength: 30 }).map((parts) => parts.join(' ')),
        ),
        (text) => {
          const found = find(text);
          if (found) expect(found.ref).to.match(/^\S/);
        },
      ),
    );
    expect(find(`${'section '.repeat(5000)}22 cra`)?.ref).to.equal('CRA 2015 s.22');
  });

  it('give an article of the UK GDPR its own sign where somebody says "section"', () => {
    expect(find('section 17 gdpr')?.provisions[0]?.id).to.equal('dp-17');
    expect(find('section 17 gdpr')?.ref).to.equal('UK GDPR Art.17');
  });

  it('tell Acts of one name apart by their year', () => {
    expect(find('equality act 2006 section 14')?.ref).to.equal('EqA 2006 s.14');
    expect(find('equality act 2006')?.act?.id).to.equal('eqa-2006');
  });

  it('read the numbers of a rulebook, which have dots, and lead to the nearest where just this one is not held', () => {
    expect(find('FCA DISP 1.6.1R')?.provisions[0]?.refs ?? []).to.include('FCA DISP 1.6.1R');
    expect(find('disp 2.8.2R')?.provisions[0]?.refs ?? []).to.include('FCA DISP 2.8.2R');
    expect(find('disp 1.6.1')?.provisions[0]?.id).to.equal('disp-16');
    expect(find('disp 1.6.1')?.holdsSub).to.equal(undefined);
    expect(find('DISP 1.6.2')?.ref).to.equal('FCA DISP 1.6.2');
    expect(find('DISP 1.6.2')?.provisions[0]?.id).to.equal('disp-16');
    expect(find('DISP 1.6.2')?.holdsSub).to.equal(false);
    expect(idsIn('DISP 3.7.2')).to.deep.equal([]);
  });

  it('lead to the provision that is about the subsection, and say where there is none', () => {
    const first: readonly (readonly [string, string, boolean])[] = [
      ['s22(3) cra', 'cra-22', true],
      ['s22(4) cra', 'cra-22a', true],
      ['s22(7) cra', 'cra-22b', true],
      ['s22(5) cra', 'cra-22', false],
      ['s19(14) cra', 'cra-19b', true],
      ['s19 (4) cra', 'cra-19a', true],
      ['s.9(4) of the Consumer Rights Act', 'cra-09a', true],
      ['cra s20(16)', 'cra-20a', true],
      ['s20(6) equality act', 'eq-20c', true],
      ['reg 34(9) ccr', 'ccr-34a', true],
      ['reg 28(3) ccrs', 'ccr-28a', true],
      ['art 6(1)(f) gdpr', 'dp-06f', true],
      ['art 6(1)(ea) gdpr', 'dp-06ea', true],
    ];
    for (const [text, id, holds] of first) expect([find(text)?.provisions[0]?.id, find(text)?.holdsSub], text).to.deep.equal([id, holds]);
    expect(find('s22(3)(a) cra')?.sub).to.equal('(3)(a)');
    expect(find('article 6(1)(f)')?.provisions[0]?.id).to.equal('dp-06f');
  });

  it('give all that is held where several sections are named, in their order', () => {
    const mainIds = (text: string) => idsIn(text).filter((id) => /^cra-\d\d$/.test(id));
    for (const text of [
      'ss 9-11 cra',
      'sections 9 to 11 of the consumer rights act',
      'cra ss.9–11',
      'ss 9, 10 and 11 cra',
      'cra 9-11',
      's9, s10 & s11 cra',
    ])
      expect(mainIds(text), text).to.deep.equal(['cra-09', 'cra-10', 'cra-11']);
    expect(mainIds('sections 22 to 24')).to.deep.equal(['cra-22', 'cra-23', 'cra-24']);
    expect(find('sections 22 to 24')?.several).to.equal('CRA 2015 ss.22–24');
    expect(idsIn('articles 13 and 14 gdpr')).to.deep.equal(['dp-13']);
    expect(find('ss 90 to 95 cra')?.missing?.why).to.equal('not held');
    expect(find('section 22 and 30 days cra')?.several).to.equal(undefined);
  });

  it('take a length of time beside an Act for no number of a section', () => {
    for (const text of ['30 day rule cra', 'cra 30 days', 'ccr 14 days', 'gdpr 72 hours', 'gdpr 1 month'])
      expect(find(text)?.ref, text).to.not.match(/(?:s|reg|Art)\.\d/);
  });

  it('take a section of an Act that we do not know for no section of ours', () => {
    for (const text of ['section 21 housing act 1988', 'section 20 of the Employment Rights Act 1996', 's5 public order act'])
      expect(idsIn(text), text).to.deep.equal([]);
  });

  it('take a schedule for no section of the same number', () => {
    expect(idsIn('schedule 19 cra')).to.deep.equal([]);
  });

  it('say why nothing is held: the Act ends before, it is not with us, or we cannot tell', () => {
    const missing = (text: string) => find(text)?.missing;
    expect(missing('s.300 CRA')).to.deep.equal({ why: 'beyond', unit: 'section', number: '300', last: 101 });
    expect(missing('schedule 11 cra')).to.deep.equal({ why: 'beyond', unit: 'schedule', number: '11', last: 10 });
    expect(missing('reg 48 ccr')).to.deep.equal({ why: 'beyond', unit: 'regulation', number: '48', last: 47 });
    expect(missing('schedule 1 gdpr')).to.deep.equal({ why: 'beyond', unit: 'schedule', number: '1', last: 0 });
    const link = 'https://www.legislation.gov.uk/id/ukpga/2015/15';
    expect(missing('s.99 CRA')).to.deep.equal({ why: 'not held', unit: 'section', number: '99', link: `${link}/section/99` });
    expect(missing('sch 5 cra')).to.deep.equal({ why: 'not held', unit: 'schedule', number: '5', link: `${link}/schedule/5` });
    expect(missing('reg 8 ccr')).to.include({ link: 'https://www.legislation.gov.uk/id/uksi/2013/3134/regulation/8' });
    expect(missing('article 50 gdpr')).to.include({ link: 'https://www.legislation.gov.uk/id/eur/2016/679/article/50' });
    expect(missing('s101 cra')?.why).to.equal('not held');
    expect(missing('s22b cra'), 'a section that was put in later may or may not be there').to.deep.equal({ why: 'open', link });
    expect(missing('section 0 cra')?.why).to.equal('open');
    expect(missing('s 999 dmcc'), 'where we do not know how long the Act is').to.include({ why: 'open' });
    expect(missing('s22 cra')).to.equal(undefined);
  });

  it('never end an Act before a section that we hold ourselves', () => {
    const short = acts.flatMap(({ short, parts }) => {
      const numbers = provisions.flatMap(({ refs }) => refs.filter((ref) => ref.startsWith(`${short} `)));
      const most = (sign: RegExp) => Math.max(0, ...numbers.map((ref) => Number(sign.exec(ref.slice(short.length))?.[1] ?? 0)));
      return parts && (most(/^ (?:s|reg|Art)\.(\d+)/) > parts.last || most(/^ Sch\.(\d+)/) > parts.schedules) ? [short] : [];
    });
    expect(short).to.deep.equal([]);
  });

  it('name an Act that is none of ours as it was typed', () => {
    const named: readonly (readonly [string, string])[] = [
      ['s 21 housing act', 'Housing Act'],
      ['section 21 of the housing act 1988', 'Housing Act 1988'],
      ['section 20 of the Employment Rights Act 1996', 'Employment Rights Act 1996'],
      ['what does section 4 of the rehabilitation of offenders act say', 'Rehabilitation of Offenders Act'],
      ['theft act 1968', 'Theft Act 1968'],
      ['equality act 2015', 'Equality Act 2015'],
      ['reg 5 tupe regulations 2006', 'Tupe Regulations 2006'],
    ];
    for (const [text, law] of named) {
      expect(find(text)?.stranger, text).to.equal(law);
      expect(idsIn(text), text).to.deep.equal([]);
    }
    expect(find('section 9 of my order')?.provisions[0]?.id, 'an order is only a law with its year').to.equal('cra-09');
    expect(find('section 9 of the act')?.provisions[0]?.id).to.equal('cra-09');
  });

  it('know a law that has gone by each of its names, with a year and with sections', () => {
    const lost = former.flatMap((law) =>
      [law.title, law.title.toLowerCase(), ...law.names]
        .filter((name) => find(name)?.former !== law)
        .map((name) => `${name}: ${find(name)?.former?.id}`),
    );
    expect(lost).to.deep.equal([]);
    expect(find('section 7 data protection act 1998')?.former?.id).to.equal('former-dpa-1998');
    expect(find('section 7 data protection act 1998')?.ref).to.equal('Data Protection Act 1998 s.7');
    expect(find('s14 sale of goods act')?.former?.id).to.equal('former-sga-1979');
    expect(find('distance selling regs 2000, reg 10')?.former?.id).to.equal('former-distance-selling-2000');
  });

  it('take no law of today for one that has gone', () => {
    for (const text of [
      'data protection act',
      'dpa',
      'dpa 2018',
      'gdpr',
      'uk gdpr',
      'equality act 2010',
      'ccr',
      'distance selling',
      'article 15',
      'dmcc',
    ])
      expect(find(text)?.former?.id, text).to.equal(undefined);
    for (const { short, title } of acts.filter(({ title }) => !former.some((law) => law.title === title)))
      expect(find(title)?.former ?? find(short)?.former, title).to.equal(undefined);
  });

  it('take a number too long for any section for one that we do not hold', () => {
    expect(idsIn('s 1000 cra')).to.deep.equal([]);
  });
});

describe('references to a few laws', () => {
  const act = (id: string, short: string, ...names: string[]): Act => ({
    id,
    title: `${short} in full`,
    short,
    names,
    unit: 'section',
    about: 'x',
    link: 'https://example.com',
  });
  const provision = (id: string, ...refs: string[]): Provision => ({
    id,
    act: id.split('-')[0] ?? '',
    refs,
    section: 's',
    title: id,
    names: [],
    rule: 'x',
    example: 'x',
    exceptions: [],
    nations: ['England'],
    checked: '2026-01-01',
    reviewBy: '2026-07-01',
    standing: 'law',
    sureness: 'secondary',
    link: 'https://example.com',
    related: [],
    facts: [],
    asks: [],
  });
  const ACTS = [
    act('cca', 'CCA 1974', 'credit act'),
    act('dpa', 'DPA 2018', 'dpa'),
    act('eqa', 'EqA 2010', 'eqa'),
    act('cra', 'CRA 2015', 'fair credit act'),
  ];
  const find = referenceFinder(ACTS, [
    provision('cca-5', 'CCA 1974 s.5'),
    provision('dpa-5', 'DPA 2018 s.5'),
    provision('eqa-5', 'EqA 2010 s.5'),
    provision('cra-5b', 'CRA 2015 s.9', 'CRA 2015 s.5'),
    provision('cra-5', 'CRA 2015 s.5'),
    provision('cca-75', 'CCA 1974 s.75'),
    provision('cra-75', 'CRA 2015 s.75'),
  ]);
  const idsIn = (text: string) => (find(text)?.provisions ?? []).map(({ id }) => id);

  it('put first what has the number as its own, not beside another', () => {
    expect(idsIn('s5 cra 2015')).to.deep.equal(['cra-5', 'cra-5b']);
  });

  it('are given for all Acts where none is named, those of the service desk first', () => {
    expect(idsIn('section 5')).to.deep.equal(['cra-5', 'cra-5b', 'eqa-5', 'dpa-5', 'cca-5']);
  });

  it('mean the credit law by "section 75", whatever other law has a section 75', () => {
    expect(idsIn('section 75')).to.deep.equal(['cca-75']);
    expect(idsIn('section 75 cra 2015')).to.deep.equal(['cra-75']);
  });

  it('take the longest name of an Act that is said', () => {
    expect(find('fair credit act s5')?.act?.id).to.equal('cra');
    expect(find('credit act s5')?.act?.id).to.equal('cca');
  });
});
