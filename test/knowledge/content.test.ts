import { expect } from 'chai';
import { type Content, parseContent } from '../../knowledge/content.ts';
import { entriesOf, searchText } from '../../knowledge/entries.ts';
import type { ContentError } from '../../knowledge/guide.ts';
import factIds from './fact-ids.json' with { type: 'json' };
import { realKnowledge } from './support/real.ts';
import { smallFile, smallFiles } from './support/small.ts';

const LAW = 'law/goods.yaml';
const TOPICS = 'topics/measures.yaml';
const CANCEL = 'intents/cancel.yaml';
const SLOTS = 'slots.yaml';
const FACTS = 'facts.yaml';
const DESK = 'situations/desk.yaml';

function errorsIn(changes: Readonly<Record<string, string | undefined>>): readonly ContentError[] {
  const parsed = parseContent(smallFiles(changes));
  return parsed.ok ? [] : parsed.errors;
}

/** The number of the line on which a text stands. */
function lineOf(file: string, text: string): number {
  expect(file, 'the file under test').to.include(text);
  return file.slice(0, file.indexOf(text)).split('\n').length;
}

/** A topics file with one topic, for faults that stand beside others. */
function topic(id: string, more = ''): string {
  return `topics:\n  - id: ${id}\n    name: A name\n    point: A point.\n    source: A book\n${more}    asks: [one ${id}, two ${id}, three ${id}, four ${id}]\n`;
}

describe('reading the content', () => {
  it('gives everything in the files, where they are whole', () => {
    const parsed = parseContent(smallFiles());
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
    const { acts, provisions, topics, situations, guides, intents, words, phrases } = parsed.content;
    expect([...acts, ...provisions, ...topics, ...situations, ...guides].map(({ id }) => id)).to.deep.equal([
      'cra',
      'cra-22',
      'nps',
      'csat',
      'kettle-bang',
      'desk',
    ]);
    expect(intents.map(({ intent }) => intent)).to.deep.equal(['cancel']);
    expect(words.short).to.deep.include({ cust: 'customer' });
    expect(phrases.phrases.welcome.point).to.equal('Something to say.');
  });

  it('fills in the lists that an entry leaves out', () => {
    const parsed = parseContent(smallFiles());
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
    expect(parsed.content.topics[1]).to.deep.include({ id: 'csat', also: [], cites: [], related: [] });
    expect(parsed.content.acts[0]?.unit).to.equal('section');
  });

  const faults: readonly { name: string; file: string; text: string; at: string; problem: RegExp }[] = [
    {
      name: 'a slip in the YAML',
      file: TOPICS,
      text: smallFile(TOPICS, 'point: Would', 'point: No: would'),
      at: 'point: No: would',
      problem: /not valid YAML/,
    },
    {
      name: 'a field written twice',
      file: TOPICS,
      text: smallFile(TOPICS, '    also: [nps]', '    name: Twice'),
      at: '    name: Twice',
      problem: /not valid YAML/,
    },
    {
      name: 'a field that does not exist',
      file: TOPICS,
      text: smallFile(TOPICS, 'also: [nps]', 'aslo: [nps]'),
      at: 'aslo',
      problem: /"aslo" is no field/,
    },
    {
      name: 'a field that is missing',
      file: TOPICS,
      text: smallFile(TOPICS, '    point: Would customers recommend you?\n'),
      at: '- id: nps',
      problem: /point/,
    },
    { name: 'a field left empty', file: TOPICS, text: smallFile(TOPICS, 'name: Net promoter score', 'name: ""'), at: 'name: ""', problem: /name/ },
    {
      name: 'a number where text belongs',
      file: TOPICS,
      text: smallFile(TOPICS, 'source: Reichheld, 2003', 'source: 2003'),
      at: 'source: 2003',
      problem: /source/,
    },
    {
      name: 'an id that is no id',
      file: TOPICS,
      text: smallFile(TOPICS, 'id: nps', 'id: Net Promoter'),
      at: 'id: Net Promoter',
      problem: /lower-case words joined by hyphens/,
    },
    {
      name: 'too few questions',
      file: TOPICS,
      text: smallFile(TOPICS, ', who promotes us, what share recommends us'),
      at: 'asks: [what is nps',
      problem: /asks/,
    },
    {
      name: 'a day that is in no calendar',
      file: LAW,
      text: smallFile(LAW, '"2015-10-01"', '"2026-02-30"'),
      at: '"2026-02-30"',
      problem: /from.*real date/,
    },
    {
      name: 'a date in another form',
      file: LAW,
      text: smallFile(LAW, '"2026-01-01"', '"1 January 2026"'),
      at: '"1 January 2026"',
      problem: /checked.*real date/,
    },
    {
      name: 'a link that is none',
      file: LAW,
      text: smallFile(LAW, 'https://www.legislation.gov.uk/id/ukpga/2015/15/section/22', 'section 22'),
      at: 'link: section 22',
      problem: /link/,
    },
    { name: 'a nation that does not exist', file: LAW, text: smallFile(LAW, '[England]', '[Cornwall]'), at: 'Cornwall', problem: /nations/ },
    {
      name: 'a template with an open bracket',
      file: CANCEL,
      text: smallFile(CANCEL, '["(stop|cancel) <it>"]', '\n  - "stop <it>"\n  - "(cancel <it>"'),
      at: '"(cancel <it>"',
      problem: /"\)" is missing in the template "\(cancel <it>"/,
    },
    {
      name: 'a template that names an unknown list',
      file: CANCEL,
      text: smallFile(CANCEL, '<it>', '<that>'),
      at: '<that>',
      problem: /no word list <that>/,
    },
    {
      name: 'a template that would take any message',
      file: CANCEL,
      text: smallFile(CANCEL, '(stop|cancel) <it>', '[stop] ...'),
      at: '[stop]',
      problem: /takes any message/,
    },
    {
      name: 'a forbidden word that is no template',
      file: CANCEL,
      text: smallFile(CANCEL, 'not:', 'without: [the order, "[order"]\nnot:'),
      at: '"[order"',
      problem: /"\]" is missing/,
    },
    {
      name: 'a line of a list of an intent',
      file: CANCEL,
      text: smallFile(CANCEL, 'templates:', 'lists:\n  order:\n    - "the order"\n    - "the <order>"\ntemplates:'),
      at: '"the <order>"',
      problem: /<order> contains itself/,
    },
    {
      name: 'a line of a shared list',
      file: SLOTS,
      text: smallFile(SLOTS, '[it, that]', '[it, "that)"]'),
      at: 'that)',
      problem: /"\)" is out of place/,
    },
    {
      name: 'a subject of an Act that we do not hold',
      file: SLOTS,
      text: smallFile(SLOTS, 'acts: [cra]', 'acts: [cra, gdpr]'),
      at: 'gdpr',
      problem: /"gdpr" in acts is none/,
    },
    {
      name: 'a template of a subject that is not ours',
      file: 'phrases.yaml',
      text: smallFile('phrases.yaml', '... weather ...', '... weather? ...'),
      at: 'weather?',
      problem: /"\?" has no meaning/,
    },
    {
      name: 'a citation that leads nowhere',
      file: TOPICS,
      text: smallFile(TOPICS, '"desk#welcome"', '"desk#goodbye"'),
      at: 'desk#goodbye',
      problem: /"desk#goodbye" in cites is no entry/,
    },
    {
      name: 'a related entry that does not exist',
      file: TOPICS,
      text: smallFile(TOPICS, 'related: [csat]', 'related: [csat, fcr]'),
      at: 'fcr',
      problem: /"fcr" in related is no entry/,
    },
    {
      name: 'an id used twice',
      file: TOPICS,
      text: smallFile(TOPICS, 'id: csat', 'id: nps').replace('[csat]', '[nps]'),
      at: 'id: nps\n    name: Customer',
      problem: /"nps" is used twice/,
    },
    { name: 'a law of an unknown Act', file: LAW, text: smallFile(LAW, 'act: cra', 'act: crab'), at: 'act: crab', problem: /"crab" is no Act/ },
    {
      name: 'a law to be checked first that does not say what',
      file: LAW,
      text: smallFile(LAW, 'seen in the Act', 'check first'),
      at: 'sureness: check first',
      problem: /does not say what is open/,
    },
    {
      name: 'a law with no beginning',
      file: LAW,
      text: smallFile(LAW, '    from: "2015-10-01"\n'),
      at: 'id: cra-22',
      problem: /neither "from" nor "commencement"/,
    },
    {
      name: 'a review before the check',
      file: LAW,
      text: smallFile(LAW, 'reviewBy: "2026-07-01"', 'reviewBy: "2025-07-01"'),
      at: 'reviewBy',
      problem: /reviewBy is not after checked/,
    },
    {
      name: 'a review on the day of the check',
      file: LAW,
      text: smallFile(LAW, 'reviewBy: "2026-07-01"', 'reviewBy: "2026-01-01"'),
      at: 'reviewBy',
      problem: /reviewBy is not after checked/,
    },
    {
      name: 'too few questions for a law',
      file: LAW,
      text: smallFile(LAW, ', how long to reject'),
      at: 'asks: [can the kettle',
      problem: /asks/,
    },
    {
      name: 'a situation that rests on nothing',
      file: 'situations/desk.yaml',
      text: smallFile('situations/desk.yaml', '[cra-22]', '[]'),
      at: 'cites: []',
      problem: /cites/,
    },
    {
      name: 'a situation that rests on another situation',
      file: 'situations/desk.yaml',
      text: smallFile('situations/desk.yaml', '[cra-22]', '[cra-22, kettle-bang]'),
      at: 'kettle-bang]',
      problem: /"kettle-bang" is an answer itself/,
    },
    {
      name: 'an intent that does not exist',
      file: 'intents/cancel.yaml',
      text: smallFile('intents/cancel.yaml', 'intent: cancel', 'intent: cnacel'),
      at: 'cnacel',
      problem: /intent/,
    },
    {
      name: 'a phrase that is missing',
      file: 'phrases.yaml',
      text: smallFile('phrases.yaml', '  welcome: { point: "Something to say." }\n'),
      at: '  greeting',
      problem: /welcome/,
    },
    {
      name: 'a row on a fact that does not exist',
      file: FACTS,
      text: smallFile(FACTS, '{ age: young }', '{ colour: red }'),
      at: '{ if: { colour: red }',
      problem: /"colour" is no fact/,
    },
    {
      name: 'a row on a value that the fact has not',
      file: FACTS,
      text: smallFile(FACTS, '{ age: young }', '{ age: [old, ancient] }'),
      at: '{ if: { age: [old, ancient] }',
      problem: /"ancient" is no value of "age"/,
    },
    {
      name: 'a row that leads nowhere',
      file: FACTS,
      text: smallFile(FACTS, 'answer: csat', 'answer: cast'),
      at: 'answer: cast',
      problem: /"cast" is no entry/,
    },
    {
      name: 'a row that asks for a fact that does not exist',
      file: FACTS,
      text: smallFile(FACTS, 'ask: age }', 'ask: colour }'),
      at: 'ask: colour',
      problem: /"colour" is no fact/,
    },
    {
      name: 'a decision about an entry that does not exist',
      file: FACTS,
      text: smallFile(FACTS, 'of: [nps]', 'of: [nps, nsp]'),
      at: 'of: [nps, nsp]',
      problem: /"nsp" is no entry/,
    },
    {
      name: 'a decision that answers nothing where no fact is told',
      file: FACTS,
      text: smallFile(FACTS, '{ answer: nps, ask: age }', '{ if: { age: old }, answer: nps }'),
      at: '- { if: { age: young }',
      problem: /the last row has a condition/,
    },
    {
      name: 'a decision with one row',
      file: FACTS,
      text: smallFile(FACTS, '      - { if: { age: young }, answer: csat }\n'),
      at: '- { answer: nps',
      problem: /rows/,
    },
    {
      name: 'a fact with one value',
      file: FACTS,
      text: smallFile(FACTS, '      - { id: old, label: Long ago, meanings: ["@over-6-years"] }\n'),
      at: '- { id: young',
      problem: /values/,
    },
    {
      name: 'a situation that rests on a fact that does not exist',
      file: DESK,
      text: smallFile(DESK, '    cites:', '    only: { age: old, colour: red }\n    cites:'),
      at: 'only:',
      problem: /"colour" is no fact/,
    },
    {
      name: 'a situation that rests on a value that the fact has not',
      file: DESK,
      text: smallFile(DESK, '    cites:', '    only: { age: [old, ancient] }\n    cites:'),
      at: 'only:',
      problem: /"ancient" is no value of "age"/,
    },
    {
      name: 'a line of a guide that belongs to no point',
      file: 'guides/01-desk.md',
      text: 'Title\n\nKey Concepts\n- A point {#welcome}\n\nExam Tips\nNo dash here\n',
      at: 'No dash here',
      problem: /belongs to no point/,
    },
  ];
  for (const { name, file, text, at, problem } of faults) {
    it(`reports ${name} with file, line, problem and cure`, () => {
      const found = errorsIn({ [file]: text }).filter((error) => problem.test(error.problem));
      expect(found.map((error) => [error.file, error.line])).to.deep.equal([[file, lineOf(text, at)]]);
      expect(found[0]?.cure).to.match(/\w+.*\.$/);
    });
  }

  for (const file of ['words.yaml', 'phrases.yaml', 'facts.yaml']) {
    it(`reports that ${file} is missing, and how to get it back`, () => {
      const errors = errorsIn({ [file]: undefined });
      expect(errors.map((error) => [error.file, error.line])).to.deep.equal([[file, 1]]);
      expect(errors[0]?.problem).to.include('missing');
      expect(errors[0]?.cure).to.include('Restore');
    });
  }

  it('lets a condition name one value or several, and reads both as a list', () => {
    const parsed = parseContent(smallFiles({ [DESK]: smallFile(DESK, '    cites:', '    only: { age: [old, young] }\n    cites:') }));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
    expect(parsed.content.situations[0]?.only).to.deep.equal({ age: ['old', 'young'] });
    expect(parsed.content.facts.decisions[0]?.rows.map((row) => row.if)).to.deep.equal([{ age: ['young'] }, {}]);
  });

  it('reports an entry in a file that cannot be read as no dead end of a decision', () => {
    const errors = errorsIn({ [TOPICS]: smallFile(TOPICS, 'also: [nps]', 'aslo: [nps]') });
    expect(errors.filter(({ file }) => file === FACTS)).to.deep.equal([]);
  });

  it('lets a law to be checked first pass when it says what is open, and a planned law without a beginning', () => {
    const planned = smallFile(
      LAW,
      '    from: "2015-10-01"\n',
      '    standing: planned\n    commencement: Planned for spring\n    open: whether it has begun\n    verify: Has it begun?\n',
    ).replace('seen in the Act', 'check first');
    expect(errorsIn({ [LAW]: planned })).to.deep.equal([]);
  });

  it('reports the errors of all files at once, by file and line', () => {
    const law = smallFile(LAW, 'act: cra', 'act: crab')
      .replace('    from: "2015-10-01"\n', '')
      .replace('seen in the Act', 'check first')
      .replace('"2026-07-01"', '"2025-07-01"');
    const wrongDate = smallFile(LAW, '"2015-10-01"', '"2026-02-30"').replace('cra-22', 'cra-23');
    const errors = errorsIn({
      [LAW]: law,
      'law/more.yaml': wrongDate,
      'topics/cites.yaml': topic('cites', '    related: [nobody]\n    cites: [nothing]\n'),
      'topics/syntax.yaml': 'topics:\n  - id: x\n    name: a: b\n',
      'topics/twice.yaml': topic('nps'),
      'topics/unknown.yaml': topic('unknown', '    colour: red\n'),
      'topics/wanting.yaml': topic('wanting').replace('    name: A name\n', ''),
      'guides/02-more.md': 'Key Concepts\nstray\n',
    });
    expect(errors.map((error) => `${error.file}:${error.line}`)).to.deep.equal([
      'guides/02-more.md:1', // no title
      'guides/02-more.md:1', // no points
      'guides/02-more.md:2', // a stray line
      `${LAW}:2`, // neither from nor commencement, at the entry
      `${LAW}:3`, // unknown Act
      `${LAW}:${lineOf(law, 'reviewBy')}`,
      `${LAW}:${lineOf(law, 'sureness')}`,
      `law/more.yaml:${lineOf(wrongDate, '2026-02-30')}`,
      'topics/cites.yaml:6', // related
      'topics/cites.yaml:7', // cites
      'topics/syntax.yaml:3',
      'topics/twice.yaml:2',
      'topics/unknown.yaml:6',
      'topics/wanting.yaml:2',
    ]);
    for (const { problem, cure } of errors) {
      expect(problem).to.match(/\w{3}/);
      expect(cure).to.match(/\w{3}.*\.$/);
    }
  });

  it('reports a missing file beside the errors of all others', () => {
    const errors = errorsIn({
      'words.yaml': undefined,
      [TOPICS]: smallFile(TOPICS, '[csat]', '[fcr]'),
      'topics/unknown.yaml': topic('unknown', '    colour: red\n'),
    });
    expect(errors.map((error) => error.file)).to.deep.equal([TOPICS, 'topics/unknown.yaml', 'words.yaml']);
  });

  it('reports an error in one file, and no false ones in the files that refer to it', () => {
    const errors = errorsIn({
      [TOPICS]: smallFile(TOPICS, 'also: [nps]', 'aslo: [nps]'),
      'topics/cites.yaml': topic('cites', '    related: [csat]\n'),
    });
    expect(errors.map((error) => error.file)).to.deep.equal([TOPICS]);
  });

  it('reports an unknown field at its name, also where its value stands on the lines below', () => {
    const text = topic('unknown', '    colours:\n      - red\n');
    expect(errorsIn({ 'topics/unknown.yaml': text }).map((error) => error.line)).to.deep.equal([lineOf(text, 'colours')]);
  });
});

describe('our content', () => {
  let content: Content;

  before(async function () {
    this.timeout(60_000);
    content = (await realKnowledge()).content;
  });

  const METRICS = [
    'sla',
    'nps',
    'csat',
    'ces',
    'fcr',
    'aht',
    'response-time',
    'service-level',
    'abandonment-rate',
    'complaint-rate',
    'retention-rate',
    'churn-rate',
    'clv',
  ];

  it('has at least 70 topics', () => {
    expect(content.topics).to.have.length.at.least(70);
  });

  it('has at least 90 provisions of the five main laws, and some of each', () => {
    const five = ['cra', 'ccr', 'eqa', 'uk-gdpr', 'dpa'].map((act) => content.provisions.filter((provision) => provision.act === act).length);
    expect(Math.min(...five)).to.be.at.least(3);
    expect(five.reduce((sum, count) => sum + count, 0)).to.be.at.least(90);
  });

  it('keeps every fact that was checked', () => {
    expect(new Set(factIds).size).to.equal(188);
    const kept = new Set(content.provisions.flatMap((provision) => provision.facts));
    expect(factIds.filter((id) => !kept.has(id))).to.deep.equal([]);
  });

  it('has for every measure a formula or a worked number', () => {
    const worked = METRICS.filter((id) => {
      const topic = content.topics.find((candidate) => candidate.id === id);
      return topic && (topic.formula || /\d/.test(`${topic.detail} ${topic.example}`));
    });
    expect(worked).to.deep.equal(METRICS);
  });

  it('has for every law a secure link, an example, a nation and at least four everyday questions', () => {
    const lacking = content.provisions.filter(
      ({ link, example, nations, asks }) => new URL(link).protocol !== 'https:' || example.length < 20 || nations.length === 0 || asks.length < 4,
    );
    expect(lacking.map(({ id }) => id)).to.deep.equal([]);
  });

  it('has for every Act a secure link, and no two Acts with the same name', () => {
    expect(content.acts.filter(({ link }) => new URL(link).protocol !== 'https:').map(({ id }) => id)).to.deep.equal([]);
    const names = content.acts.flatMap(({ title, short, names }) => [...new Set([title, short, ...names].map((name) => name.toLowerCase()))]);
    expect(names.filter((name, at) => names.indexOf(name) < at)).to.deep.equal([]);
  });

  it('asks no question twice', () => {
    const owners = new Map<string, string[]>();
    for (const entry of entriesOf(content)) {
      for (const ask of searchText(entry).asks) {
        const key = ask.toLowerCase().replace(/\?$/, '').trim();
        owners.set(key, [...(owners.get(key) ?? []), entry.id]);
      }
    }
    const twice = [...owners].filter(([, ids]) => ids.length > 1).map(([ask, ids]) => `"${ask}" in ${ids.join(' and ')}`);
    expect(twice).to.deep.equal([]);
  });
});
