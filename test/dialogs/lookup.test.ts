import { expect } from 'chai';
import { coach } from '../../dialogs/coach.ts';
import type { House } from '../../dialogs/house.ts';
import { NEW_SESSION, type Reply, type Turn } from '../../dialogs/turn.ts';
import { NOW, realHouse, textOf } from './support/house.ts';

/** What people type → the card that opens. */
const CARDS: readonly (readonly [string, string])[] = [
  // References, in many spellings.
  ['s22 cra', 'cra-22'],
  ['S22 CRA', 'cra-22'],
  ['cra22', 'cra-22'],
  ['22 cra', 'cra-22'],
  ['§22 cra', 'cra-22'],
  ['section 22 Consumer Rights Act 2015', 'cra-22'],
  ['CONSUMER RIGHTS ACT SECTION 9', 'cra-09'],
  ['CRA 2015 s.22(3)', 'cra-22'],
  ['s22(6) cra', 'cra-22b'],
  ['section twenty two', 'cra-22'],
  ['sec. 9', 'cra-09'],
  ['what does section 49 of the consumer rights act say', 'cra-49'],
  ['please show me s.29 cra', 'cra-29'],
  ['equality act section 20', 'eq-20'],
  ['eqa s 20', 'eq-20'],
  ['s.20(3) EqA 2010', 'eq-20'],
  ['s 19A equality act', 'eq-19a'],
  ['art 15 gdpr', 'dp-15'],
  ['article 15(3)', 'dp-15'],
  ['gdpr 15', 'dp-15'],
  ['Article 17 UK GDPR', 'dp-17'],
  ['article 33 of the general data protection regulation', 'dp-33'],
  ['sch 2 dpa', 'dp-pol'],
  ['schedule 2 of the data protection act', 'dp-pol'],
  ['dpa 164A', 'dp-164a'],
  ['s164a dpa 2018', 'dp-164a'],
  ['data protection act s 165', 'dp-165'],
  ['section 170 dpa', 'dp-170'],
  ['reg 29 CCRs', 'ccr-29'],
  ['regulation 36 of the consumer contracts regs', 'ccr-36'],
  ['PECR reg 22', 'dp-pecr'],
  ['consumer credit act s75', 'cca-75'],
  ['s75', 'cca-75'],
  ['schedule 20 dmcc', 'dmcc-20'],
  ['s 230 digital markets act', 'dmcc-230'],
  ['DISP 1.6.2', 'disp-16'],
  ['PSRs reg 76', 'psr-76'],
  ['article 22 gdpr', 'dp-22'],
  ['hra s6', 'nb-hra'],
  // With slips of the finger in the name.
  ['consumer rihgts act section 22', 'cra-22'],
  ['equlity act s20', 'eq-20'],
  ['data protecton act section 170', 'dp-170'],
  ['consumr contracts regulations reg 29', 'ccr-29'],
  // A law with one card opens it.
  ['payment surcharges regulations', 'pay-sur'],
  ['weights and measures act 1985', 'nb-wm'],
  ['gpsr', 'nb-gpsr'],
  ['pecr', 'dp-pecr'],
  ['chargeback', 'charge'],
  // Everyday names.
  ['the 30-day rule', 'cra-22'],
  ['cooling off', 'ccr-29'],
  ['cooling-off period', 'ccr-29'],
  ['section 75', 'cca-75'],
  ['SAR', 'dp-15'],
  ['dsar', 'dp-15'],
  ['right to be forgotten', 'dp-17'],
  ['guide dogs', 'eq-dog'],
  ['reasonable adjustments', 'eq-20'],
  ['72 hours', 'dp-33'],
  ['snooping on records', 'dp-170'],
  ['satisfactory quality', 'cra-09'],
  ['fit for purpose', 'cra-10'],
  ['final right to reject', 'cra-24'],
  ['one chance to repair', 'cra-24'],
  ['grey list', 'cra-63'],
  ['care and skill', 'cra-49'],
  ['repeat performance', 'cra-55'],
  ['pre-ticked boxes', 'ccr-40'],
  ['drip pricing', 'dmcc-230'],
  ['fake reviews', 'dmcc-20c'],
  ['unsolicited goods', 'dmcc-236'],
  ['soft opt in', 'dp-pecr'],
  ['cookie law', 'dp-pecr'],
  ['lawful basis', 'dp-06'],
  ['the nine characteristics', 'eq-04'],
  ['victimisation', 'eq-27'],
  ['psed', 'eq-149'],
  ['freedom of information', 'nb-foi'],
  ['short measure', 'nb-wm'],
];

/** What does not exist, and where the Act ends. */
const BEYOND: readonly (readonly [string, RegExp])[] = [
  ['s.300 CRA', /no section 300 in the Consumer Rights Act 2015.*ends at section 101/],
  ['section 999 equality act', /no section 999 in the Equality Act 2010.*section 218/],
  ['dpa s 400', /no section 400 in the Data Protection Act 2018.*section 215/],
  ['article 250 gdpr', /no article 250 .*article 99/],
  ['reg 60 ccrs', /no regulation 60 .*regulation 47/],
  ['schedule 30 equality act', /no schedule 30 .*schedule 28/],
  ['schedule 1 gdpr', /no schedules/],
];

/** What exists and is not held, and the page to read it on. */
const NOT_HELD: readonly (readonly [string, string])[] = [
  ['s.99 CRA', 'https://www.legislation.gov.uk/id/ukpga/2015/15/section/99'],
  ['section 60 of the equality act', 'https://www.legislation.gov.uk/id/ukpga/2010/15/section/60'],
  ['article 50 gdpr', 'https://www.legislation.gov.uk/id/eur/2016/679/article/50'],
  ['reg 8 ccr', 'https://www.legislation.gov.uk/id/uksi/2013/3134/regulation/8'],
  ['schedule 5 cra', 'https://www.legislation.gov.uk/id/ukpga/2015/15/schedule/5'],
  ['cca s 60', 'https://www.legislation.gov.uk/id/ukpga/1974/39/section/60'],
];

/** Laws that have gone, and the card that their first button leads to. */
const FORMER: readonly (readonly [string, RegExp, string])[] = [
  ['sale of goods act', /Sale of Goods Act 1979 on 1 October 2015.*still governs sales between businesses/, 'cra-09'],
  ['s14 sale of goods act 1979', /Sale of Goods Act 1979/, 'cra-09'],
  ['is the sale of goods act still in force', /Sale of Goods Act 1979/, 'cra-09'],
  ['supply of goods and services act 1982', /from one business to another/, 'cra-49'],
  ['sale and supply of goods to consumers regs 2002', /1 October 2015/, 'cra-23'],
  ['unfair terms in consumer contracts regulations 1999', /Part 2 of the Consumer Rights Act/, 'cra-62'],
  ['unfair contract terms act', /Between businesses the 1977 Act still/, 'cra-62'],
  ['distance selling regulations', /13 June 2014/, 'ccr-29'],
  ['doorstep selling regs 2008', /13 June 2014/, 'ccr-29'],
  ['cprs', /6 April 2025.*As last seen, only Part 4A/, 'dmcc-225'],
  ['trade descriptions act 1968', /Don't quote/, 'dmcc-226'],
  ['adr regulations 2015', /6 April 2026/, 'adr-308'],
  ['odr platform', /closed on 20 July 2025/, 'adr-308'],
  ['data protection act 1998', /UK GDPR, and the Data Protection Act 2018/, 'dp-05'],
  ['dpa 1984', /the 1998 Act replaced it/, 'dp-05'],
  ['eu gdpr', /the law is the UK GDPR/, 'dp-05'],
  ['article 77 gdpr', /section 165/, 'dp-165'],
  ['disability discrimination act', /Northern Ireland the 1995 Act is still the law/, 'eq-20'],
  ['sex discrimination act 1975', /1 October 2010/, 'eq-11'],
  ['race relations act', /1 October 2010/, 'eq-09'],
  ['equal pay act 1970', /1 October 2010/, 'eq-11'],
  ['employment equality (age) regulations 2006', /1 October 2010/, 'eq-05'],
];

describe('looking law up', () => {
  let house: House;
  let say: (text: string) => Turn;

  before(async function () {
    this.timeout(60_000);
    house = await realHouse();
    const turn = coach(house);
    say = (text) => turn(NEW_SESSION, { kind: 'text', text }, NOW);
  });

  /** The one reply to a message. */
  const reply = (text: string): Reply => {
    const { replies } = say(text);
    expect(replies, text).to.have.length(1);
    return replies[0] as Reply;
  };
  const presses = (text: string) => reply(text).choices.map(({ press }) => press);

  for (const [text, id] of CARDS) {
    it(`opens ${id} for "${text}"`, () => {
      const turn = say(text);
      expect(turn.band).to.equal('sure');
      expect(turn.session.last?.entry).to.equal(id);
      expect(turn.replies[0]?.cites[0]?.id).to.equal(id);
    });
  }

  for (const [text, said] of BEYOND) {
    it(`says that "${text}" does not exist`, () => {
      expect(reply(text).point).to.match(said);
      expect(reply(text).cites).to.deep.equal([]);
      expect(presses(text).every((press) => press.startsWith('act:'))).to.equal(true);
    });
  }

  for (const [text, link] of NOT_HELD) {
    it(`says that "${text}" is not held, and where to read it`, () => {
      expect(reply(text).point).to.match(/^I don't hold .* so I can't tell you what it says\.$/);
      expect(textOf(say(text))).to.include(link);
      expect(reply(text).cites).to.deep.equal([]);
    });
  }

  it('offers the sections on both sides of one that is not held', () => {
    expect(presses('s.27 cra')).to.deep.equal(['ask:cra-25', 'ask:cra-28', 'act:cra']);
  });

  it('does not say whether a section exists where it cannot know', () => {
    for (const text of ['s9ZA cra', 's 999 dmcc', 'disp 3.7.2']) {
      expect(reply(text).point, text).to.match(/^I don't hold /);
      expect(textOf(say(text)), text)
        .to.include('It may not exist')
        .and.include('https://');
    }
  });

  it('says of an Act that is none of ours that it does not know it, by its name', () => {
    for (const [text, law] of [
      ['s 21 Housing Act', 'Housing Act'],
      ['section 20 of the Employment Rights Act 1996', 'Employment Rights Act 1996'],
      ['theft act 1968', 'Theft Act 1968'],
      ['s5 public order act', 'Public Order Act'],
    ] as const) {
      expect(reply(text).point, text).to.include(`I don't know the ${law}:`);
      expect(reply(text).cites, text).to.deep.equal([]);
    }
  });

  it('asks for the Act where no law we hold has a section of that number', () => {
    expect(reply('section 900').point).to.include('section 900');
    expect(textOf(say('section 900'))).to.include('which Act');
  });

  for (const [text, said, id] of FORMER) {
    it(`says of "${text}" where it lives now`, () => {
      const { point, cites } = reply(text);
      expect(point).to.match(said);
      expect(presses(text)).to.include(`ask:${id}`);
      expect(cites.map((cite) => cite.id)).to.include(id);
    });
  }

  it('puts the part of an older law that still holds among the buttons', () => {
    for (const text of ['sale of goods act', 's14 sale of goods act']) expect(presses(text), text).to.include('ask:nb-sga');
    for (const text of ['cprs', 'cprs 2008 reg 27A']) expect(presses(text), text).to.include('ask:dmcc-232');
    for (const text of ['dda', 'race relations act']) expect(presses(text), text).to.include('ask:eq-ni');
  });

  it('says of a subsection that no card is about that it gives the nearest', () => {
    expect(reply('s22(5) cra').more[0]?.text).to.include('CRA 2015 s.22(5)');
    expect(reply('DISP 1.6.2').more[0]?.text).to.include('FCA DISP 1.6.2');
    expect(textOf(say('s22(3) cra'))).not.to.include('nearest');
  });

  it('lists several sections with their titles', () => {
    const { point, lines = [] } = reply('ss 9-11 cra');
    expect(point).to.include('CRA 2015 ss.9–11');
    expect(lines.map(({ label }) => label).slice(0, 3)).to.deep.equal(['s.9', 's.10', 's.11']);
    expect(lines[0]?.text).to.include('satisfactory quality');
  });

  it('lists an Act with a line for each section, in their order, and all that is held', () => {
    const { acts, provisions } = house.knowledge.content;
    const listed = acts.map((act) => ({ act, own: provisions.filter((provision) => provision.act === act.id) })).filter(({ own }) => own.length > 1);
    for (const { act, own } of listed) {
      const [said] = coach(house)(NEW_SESSION, { kind: 'press', press: `act:${act.id}` }, NOW).replies;
      const lines = said?.lines?.map(({ text }) => text).join(' · ') ?? '';
      expect(
        own.filter(({ title }) => !lines.includes(title)).map(({ id }) => id),
        act.id,
      ).to.deep.equal([]);
    }
    const labels = (reply('consumer rights act').lines ?? []).flatMap(({ label }) => label ?? []);
    const numbers = labels.filter((label) => /^ss?\.\d/.test(label)).map((label) => Number(/\d+/.exec(label)?.[0]));
    expect(numbers).to.deep.equal([...numbers].sort((a, b) => a - b));
    expect(new Set(labels).size, 'a section has one line').to.equal(labels.length);
  });

  it('takes a phone for no section, and a question about an Act for no look-up of it', () => {
    for (const text of ['samsung s22', 'samsung s22 screen cracked after 3 weeks', 's22 ultra screen cracked', 'her galaxy s 9 died'])
      expect(say(text).intent, text).not.to.equal('lookup_legislation');
    for (const text of ['when did the uk gdpr come in', 'when did the consumer rights act come in', 'why was the equality act made'])
      expect(say(text).because.by, text).not.to.equal('reference');
    for (const text of ['what does the equality act say', 'where can i find the equality act', 'open the equality act'])
      expect(say(text).because.by, text).to.equal('reference');
  });

  it('leaves an old law in the middle of a story to the answers about it', () => {
    for (const text of ['customer quoting sale of goods act says 6 years is he right', 'customer says we are not dda compliant'])
      expect(say(text).because.by, text).not.to.equal('reference');
  });
});
