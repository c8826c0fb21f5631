import { expect } from 'chai';
import { stepsOf } from '../../dialogs/walk.ts';
import type { Content } from '../../knowledge/content.ts';
import { overPromiseIn, poundsIn, roleFor } from '../../knowledge/promises.ts';
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

  it('is decided by rules whose steps and answers exist', () => {
    const steps = content.checklists.flatMap(({ id }) => stepsOf(content, id));
    const unknown = policy.severity.flatMap(({ when }) =>
      Object.entries(when).flatMap(([step, wanted]) => {
        const values = steps.filter(({ id }) => id === step).flatMap((one) => one.values.map(({ id }) => id));
        return wanted.filter((value) => !values.includes(value)).map((value) => `${step}: ${value}`);
      }),
    );
    expect(unknown).to.deep.equal([]);
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

describe('amounts in a text', () => {
  it('are read with sign or word, commas and pence, and nothing else is taken for one', () => {
    expect(poundsIn('£1,250.50 back, or 50 quid and 20 pounds')).to.deep.equal([1250.5, 50, 20]);
    expect(poundsIn('order 4512, 3 items, 14 days, 10 %')).to.deep.equal([]);
  });

  it('may be agreed by the first role whose limit covers them', () => {
    const [desk, next] = policy.limits;
    expect(roleFor(desk?.pounds ?? 0, policy)).to.equal(desk?.role);
    expect(roleFor((desk?.pounds ?? 0) + 0.01, policy)).to.equal(next?.role);
    expect(roleFor(10_000_000, policy)).to.equal(undefined);
  });
});
