import { expect } from 'chai';
import fc from 'fast-check';
import { type LawReference, referenceFinder } from '../../knowledge/reference.ts';
import type { Act, Provision } from '../../knowledge/schema.ts';
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
  ['article 6(1)(f) of the UK GDPR', 'UK GDPR Art.6', 'dp-06'],
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

  before(async function () {
    this.timeout(60_000);
    ({ acts, provisions } = (await realKnowledge()).content);
    find = referenceFinder(acts, provisions);
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

  it('read the numbers of a rulebook, which have dots', () => {
    expect(find('FCA DISP 1.6.1R')?.provisions[0]?.refs ?? []).to.include('FCA DISP 1.6.1R');
    expect(find('disp 2.8.2R')?.provisions[0]?.refs ?? []).to.include('FCA DISP 2.8.2R');
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
