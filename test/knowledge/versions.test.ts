import { expect } from 'chai';
import { versionsText } from '../../bot/quiz-confirm.ts';
import { type Content, parseContent } from '../../knowledge/content.ts';
import { changesSince, confirmed, parkedIn, unconfirmedIn, versionOf } from '../../knowledge/versions.ts';
import { realKnowledge } from './support/real.ts';
import { smallFile, smallFiles } from './support/small.ts';

const QUESTION = (id: string, cites: string) => `  - id: ${id}
    kind: short
    subject: cra
    ask: "What is ${id} about?"
    difficulty: 1
    tags: [refunds]
    cites: [${cites}]
    why: It is.
    hint: Think.
    accepted: ["${id}"]
`;
const QUESTIONS = `questions:\n${QUESTION('early', 'cra-22')}${QUESTION('late', 'cra-22, nps')}${QUESTION('other', 'csat')}`;
const LAW = 'law/goods.yaml';

function contentWith(files: Readonly<Record<string, string>> = {}, versions?: string): Content {
  const parsed = parseContent(
    smallFiles({ 'questions/a.yaml': QUESTIONS, ...files, ...(versions !== undefined && { 'question-versions.yaml': versions }) }),
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.content;
}

const parkedIds = (content: Content) => parkedIn(content).map(({ question }) => question.id);

describe('the version of its sources that a question was confirmed for', () => {
  const before = contentWith();
  const held = versionsText(confirmed(before, ['early', 'late', 'other'], '2026-11-22'));
  const learned = versionOf(before, ['cra-22']);

  it('is written as content that reads back, and parks nothing while nothing changes', () => {
    const content = contentWith({}, held);
    expect(content.questionVersions).to.deep.equal(confirmed(before, ['early', 'late', 'other'], '2026-11-22'));
    expect(parkedIn(content)).to.deep.equal([]);
    expect(unconfirmedIn(content)).to.deep.equal([]);
    expect(unconfirmedIn(before)).to.deep.equal(['early', 'late', 'other']);
  });

  const CHANGES: readonly [string, string, string][] = [
    ['text', 'within 30 days', 'within 28 days'],
    ['exceptions', 'nations: [England]', 'nations: [England]\n    exceptions: [Not for food.]'],
    ['nations', 'nations: [England]', 'nations: [England, Wales]'],
    ['start', 'from: "2015-10-01"', 'from: "2027-01-01"'],
    ['end', 'checked:', 'until: "2027-01-01"\n    checked:'],
    ['standing', 'nations: [England]\n    from: "2015-10-01"', 'nations: [England]\n    standing: planned\n    commencement: One day.'],
  ];
  // A planned rule cannot be the first source of a question at all: then the gate refuses it before any version does.
  for (const [what, part, instead] of CHANGES.filter(([name]) => name !== 'standing'))
    it(`parks every question on a provision whose ${what} changes, and no other`, () => {
      const content = contentWith({ [LAW]: smallFile(LAW, part, instead) }, held);
      expect(parkedIds(content)).to.deep.equal(['early', 'late']);
      expect(parkedIn(content)[1]?.changed).to.deep.equal(['cra-22']);
    });

  it('changes with the standing', () => {
    const { provisions } = before;
    const planned = { ...before, provisions: provisions.map((provision) => ({ ...provision, standing: 'planned' as const })) };
    expect(versionOf(planned, ['cra-22'])).not.to.equal(learned);
  });

  it('does not change with a new check, another example or more everyday questions', () => {
    for (const [part, instead] of [
      ['checked: "2026-01-01"', 'checked: "2026-03-01"'],
      ['A kettle breaks', 'A toaster breaks'],
      ['asks: [', 'asks: [may I send it back, '],
    ] as const)
      expect(parkedIds(contentWith({ [LAW]: smallFile(LAW, part, instead) }, held))).to.deep.equal([]);
  });

  it('parks a question whose topic changes', () => {
    const topics = smallFile('topics/measures.yaml', 'How happy were customers this time?', 'How happy was each customer?');
    expect(parkedIds(contentWith({ 'topics/measures.yaml': topics }, held))).to.deep.equal(['other']);
  });

  it('is brought up to date for those questions only that were read again; the former words stay with their day', () => {
    const changed = { [LAW]: smallFile(LAW, 'within 30 days', 'within 28 days') };
    const again = confirmed(contentWith(changed, held), ['early'], '2027-01-05');
    const content = contentWith(changed, versionsText(again));
    expect(parkedIds(content)).to.deep.equal(['late']);
    expect(again.sources.find(({ id }) => id === 'cra-22')?.before).to.deep.equal([
      {
        version: learned,
        says: 'A faulty thing can go back within 30 days.',
        confirmed: '2026-11-22',
        from: '2015-10-01',
        until: '2027-01-05',
      },
    ]);
  });

  it('tells who learned it what it was and is, since the day that the law itself names', () => {
    const law = smallFile(LAW, 'within 30 days', 'within 28 days').replace('from: "2015-10-01"', 'from: "2027-01-01"');
    const [change] = changesSince(contentWith({ [LAW]: law }, held), learned);
    expect(change).to.deep.equal({
      id: 'cra-22',
      was: 'A faulty thing can go back within 30 days.',
      is: 'A faulty thing can go back within 28 days.',
      since: '2027-01-01',
      ends: false,
    });
  });

  it('tells the day on which the change was confirmed, where the law names none', () => {
    const changed = { [LAW]: smallFile(LAW, 'within 30 days', 'within 28 days') };
    const unread = contentWith(changed, held);
    expect(changesSince(unread, learned)[0]?.since).to.equal(undefined);
    const read = contentWith(changed, versionsText(confirmed(unread, ['early', 'late'], '2027-01-05')));
    expect(changesSince(read, learned)[0]?.since).to.equal('2027-01-05');
  });

  it('tells the day on which a rule ends', () => {
    const content = contentWith({ [LAW]: smallFile(LAW, 'checked:', 'until: "2027-03-01"\n    checked:') }, held);
    expect(changesSince(content, learned)).to.deep.include.members([
      {
        id: 'cra-22',
        was: 'A faulty thing can go back within 30 days.',
        is: 'A faulty thing can go back within 30 days.',
        since: '2027-03-01',
        ends: true,
      },
    ]);
  });

  it('tells nothing of a version that is still so, or that nobody remembers', () => {
    const content = contentWith({}, held);
    expect(changesSince(content, `${learned} ${versionOf(before, ['nps'])}`)).to.deep.equal([]);
    expect(changesSince(content, '00000000')).to.deep.equal([]);
  });
});

describe('the bank of questions and the law as it stands', () => {
  let content: Content;
  before(async function () {
    this.timeout(60_000);
    ({ content } = await realKnowledge());
  });

  it('holds no question whose source has changed since it was read', () => {
    const parked = parkedIn(content).map(({ question: { id }, changed }) => `${id}: ${changed.join(', ')}`);
    expect(parked, 'read each again, then "npm run quiz:confirm ID"').to.deep.equal([]);
  });

  it('holds no question that was never confirmed', () => {
    expect(unconfirmedIn(content), 'read them against their sources, then "npm run quiz:confirm"').to.deep.equal([]);
  });
});
