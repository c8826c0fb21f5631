import { expect } from 'chai';
import fc from 'fast-check';
import { toMarkdown } from '../../bot/render.ts';
import type { Complaint } from '../../dialogs/complaint.ts';
import { documentMarkdown } from '../../dialogs/record/document.ts';
import { acknowledgement, type Letter, outcomeLetter } from '../../dialogs/record/letters.ts';
import { type ComplaintRecord, factsOf, recordOf, type WorkedOut } from '../../dialogs/record/record.ts';
import { recordDocument, recordJson } from '../../dialogs/record/sheet.ts';
import { type Day, plusDays } from '../../knowledge/calendar.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Step } from '../../knowledge/schema.ts';
import { realKnowledge } from '../knowledge/support/real.ts';

type Answers = Complaint['answers'];

const NOTHING: WorkedOut = { rights: [] };
const KETTLE: Answers = {
  hurt: { values: ['unsafe'] },
  'what-happened': { values: [], text: 'The kettle went bang' },
  wants: { values: ['refund'] },
  reference: { values: [], text: 'order 5512' },
  vulnerable: { values: ['yes'] },
  'what-helps': { values: ['large-print'], text: 'also on yellow paper' },
  rights: { values: ['seen'] },
  outcome: { values: [], text: 'A new kettle, free' },
  cost: { values: ['24.5'] },
  'by-when': { values: ['2026-11-30'] },
  'who-does': { values: ['team-leader'] },
  done: { values: ['not-yet'] },
  'follow-up-on': { values: ['2026-12-03'] },
  satisfied: { values: ['not-asked'] },
  cause: { values: ['product'] },
  learned: { values: [], text: 'The last batch leaks' },
};

describe('the record of a complaint', () => {
  let knowledge: Knowledge;
  let steps: readonly Step[];

  before(async () => {
    knowledge = await realKnowledge();
    steps = knowledge.content.spine.steps;
  });

  const complaint = (answers: Answers, skipped: Complaint['skipped'] = {}): Complaint => ({
    id: '7',
    checklist: 'faulty-goods',
    view: 'lass',
    opened: '2026-11-22',
    answers,
    skipped,
  });
  const record = (answers: Answers, worked = NOTHING, skipped: Complaint['skipped'] = {}) =>
    recordOf(complaint(answers, skipped), steps, worked, knowledge);
  const sheet = (answers: Answers, worked = NOTHING, skipped: Complaint['skipped'] = {}) =>
    markdown(record(answers, worked, skipped), (text) => text);
  const markdown = (made: ComplaintRecord, asShown: (text: string) => string) => documentMarkdown(recordDocument(made, knowledge.content), asShown);
  const letters = (answers: Answers, worked = NOTHING): Letter[] => {
    const made = record(answers, worked);
    return [acknowledgement(made, knowledge.content), outcomeLetter(made, knowledge.content)];
  };
  const textOf = ({ paragraphs }: Letter) => paragraphs.join('\n');
  const [ack, out] = [
    (answers: Answers, worked = NOTHING) => textOf(letters(answers, worked)[0]!),
    (answers: Answers, worked = NOTHING) => textOf(letters(answers, worked)[1]!),
  ];

  /** Any answers to any of the steps: buttons, days, pounds and words, some of them not answered and some skipped. */
  const anyAnswers = () =>
    fc
      .subarray([...steps])
      .chain((some) => fc.tuple(...some.map((step) => fc.tuple(fc.constant(step.id), anyAnswer(step)))))
      .map((pairs): Answers => Object.fromEntries(pairs));
  const words = fc.stringMatching(/^[a-zA-Z£*#.,!? \n-]{0,30}$/);
  const day = fc.integer({ min: 0, max: 700 }).map((days) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10));
  function anyAnswer({ kind, values }: Step): fc.Arbitrary<Answers[string]> {
    const pressed = values.map(({ id }) => fc.record({ values: fc.constant([id]) }));
    const free: { readonly [of in Step['kind']]: fc.Arbitrary<Answers[string]>[] } = {
      choice: [],
      rights: [],
      text: [fc.record({ values: fc.constantFrom([], ...values.map(({ id }) => [id])), text: words })],
      day: [fc.record({ values: day.map((one) => [one]) })],
      money: [fc.record({ values: fc.nat(5000).map((pence) => [String(pence / 100)]) })],
    };
    return fc.oneof(...pressed, ...free[kind]);
  }

  it('holds what was said, and nothing else', () => {
    fc.assert(
      fc.property(anyAnswers(), (answers) => {
        const said = factsOf(record(answers)).map(({ step, values, text }) => [step, { values, ...(text !== undefined && { text }) }]);
        const meant = Object.entries(answers).filter(([step, { values, text }]) => step !== 'rights' && (values.length > 0 || text?.trim()));
        expect(Object.fromEntries(said)).to.deep.equal(Object.fromEntries(meant));
        expect(said).to.have.length(meant.length);
      }),
    );
  });

  it('says answers as people read them: labels, days and pounds', () => {
    const { said, facts } = record(KETTLE);
    expect(said.wants?.answer).to.equal('A refund');
    expect(said['by-when']?.answer).to.equal('30 November 2026');
    expect(said.cost?.answer).to.equal('£24.50');
    expect(record({ cost: { values: ['24'] } }).said.cost?.answer).to.equal('£24');
    expect(record({ cost: { values: ['nothing'] } }).said.cost?.answer).to.equal('Nothing');
    expect(facts.map(({ question, answer }) => [question, answer])).to.deep.equal([
      ['Is anyone hurt, or could anyone be?', 'Not hurt, but it is unsafe'],
      ['Is there anything that makes this harder for the customer?', 'Yes'],
      ['What would make it easier?', 'Large print: also on yellow paper'],
    ]);
  });

  it('leaves out answers to steps that no longer apply', () => {
    const made = recordOf(
      complaint(KETTLE),
      steps.filter(({ id }) => id !== 'wants'),
      NOTHING,
      knowledge,
    );
    expect(factsOf(made).map(({ step }) => step)).not.to.include('wants');
  });

  it('keeps the reason for a step closed without an answer, and says which were needed', () => {
    const made = record({ outcome: { values: [], text: ' ' }, cause: { values: ['product'] } }, NOTHING, {
      outcome: 'she left',
      reference: '',
      cause: 'did not know then',
    });
    expect(made.skipped.map(({ step, required, reason }) => [step, required, reason])).to.deep.equal([
      ['reference', false, ''],
      ['outcome', true, 'she left'],
    ]);
    const text = sheet({}, NOTHING, { outcome: 'she left', reference: '' });
    expect(text).to.include('- **Needed, but closed without it: What have you and the customer agreed?** she left');
    expect(text).to.include('- **Not asked or passed over:** What is the order or case reference?');
  });

  it('tells in one line what was passed over without a reason, and counts it where that is much', () => {
    const optional = steps.filter(({ required, kind }) => !required && kind !== 'rights').map(({ id }) => id);
    const text = sheet({}, NOTHING, { ...Object.fromEntries(optional.map((id) => [id, ''])), reference: 'she would not say' });
    expect(text).to.include(`- **Not asked or passed over:** ${optional.length - 1} questions that are not needed to close it`);
    expect(text).to.include('- **What is the order or case reference?** she would not say');
    expect(text).not.to.include('no reason given');
  });

  it('is kept for 365 days, unless the policy says otherwise', () => {
    expect(record({}).keepUntil).to.equal('2027-11-22');
    const { policy } = knowledge.content;
    const times = policy.times.filter(({ id }) => id !== 'keep-record');
    const own = { ...policy, times: [...times, { id: 'keep-record', label: 'Keep the record', days: 30 }] };
    const made = recordOf(complaint({}), steps, NOTHING, { ...knowledge, content: { ...knowledge.content, policy: own } });
    expect(made.keepUntil).to.equal('2026-12-22');
    expect(made.dates.map(({ id }) => id)).not.to.include('keep-record');
  });

  it('has the last days of the law and of the policy, told apart', () => {
    const clocks = [{ id: 'short-term-reject', label: 'Last day to reject', day: '2026-12-10' }];
    expect(record({}, { rights: [], clocks }).dates.map(({ by, id, day }) => [by, id, day])).to.deep.equal([
      ['law', 'short-term-reject', '2026-12-10'],
      ...knowledge.content.policy.times
        .filter(({ id }) => id !== 'keep-record')
        .map(({ id, days }) => ['policy', id, plusDays('2026-11-22' as Day, days)]),
    ]);
    const text = sheet({}, { rights: [], clocks });
    expect(text).to.include('- **By law: Last day to reject:** 10 December 2026');
    expect(text).to.include('- **Our own rule: Give the outcome:** 6 December 2026');
  });

  it('says how serious it was and why, and to whom that goes', () => {
    const severity = { level: 'urgent', reason: 'the item may be dangerous' } as const;
    const text = sheet({}, { rights: [], severity });
    expect(text).to.include('- **How serious:** urgent: the item may be dangerous');
    const urgent = knowledge.content.policy.escalation.find(({ level }) => level === 'urgent');
    expect(text).to.include(`- **Goes to:** ${urgent?.to}, within ${urgent?.within}`);
    expect(sheet({})).not.to.include('How serious');
  });

  it('shows rights line by line, then the law Act by Act, since when it is in force, and when it was checked', () => {
    const text = sheet(
      {},
      {
        rights: [
          { text: 'She can reject it until 10 December.', cites: ['cra-23', 'cra-22', 'cra-22b', 'nps', 'cra-lim'] },
          { text: 'Or a repair.', cites: ['cra-19'] },
        ],
      },
    );
    expect(text).to.match(
      /- She can reject it until 10 December\.\n- Or a repair\.\n- \*\*Source:\*\* Consumer Rights Act 2015, sections 19, 22, 23 and 24, in force since 1 October 2015, checked \d+ \w+ 2026\n/,
    );
    expect(text.match(/Consumer Rights Act/g)).to.have.length(1);
    expect(text).to.match(/- \*\*Source:\*\* Prescription and Limitation \(Scotland\) Act 1973, section 6, checked/);
  });

  it('says what is not in force, or no law at all', () => {
    const planned = knowledge.content.provisions.find(({ standing, from }) => standing === 'planned' && !from)!;
    expect(sheet({}, { rights: [{ text: 'Soon.', cites: [planned.id] }] })).to.match(
      /- Soon\.\n- \*\*Source:\*\* .*, not in force on 22 November 2026\n/,
    );
    const practice = knowledge.content.provisions.find(({ standing }) => standing === 'not law')!;
    expect(sheet({}, { rights: [{ text: 'Good.', cites: [practice.id] }] })).to.match(/- Good\.\n- \*\*Source:\*\* .*, good practice and not law\n/);
  });

  it('warns of law that must be checked first', () => {
    const open = knowledge.content.provisions.find(({ sureness, standing }) => sureness === 'check first' && standing === 'law')!;
    expect(sheet({}, { rights: [{ text: 'Perhaps.', cites: [open.id] }] })).to.match(/check before relying on it \(last looked at \d+ \w+ \d{4}\)\n/);
  });

  it('reads from top to bottom', () => {
    const headings = [...sheet(KETTLE, { rights: [{ text: 'A repair.', cites: ['cra-23'] }] }, { before: 'no time' }).matchAll(/^#+ .+$/gm)];
    expect(headings.map(([heading]) => heading)).to.deep.equal([
      '# Record of complaint 7',
      '## In short',
      '## What happened',
      '## What else we know',
      '## Rights in law',
      '## What was agreed',
      '## Dates',
      '## Afterwards',
      '## Questions left open',
    ]);
  });

  it('has every answer in its Markdown, in one line, made safe by the one who shows it', () => {
    fc.assert(
      fc.property(anyAnswers(), (answers) => {
        const made = record(answers);
        const text = markdown(made, (plain) => `<${plain}>`);
        for (const { answer } of factsOf(made)) expect(text).to.include(`<${answer.trim().replace(/\s+/g, ' ')}>\n`);
      }),
    );
    const asShown = (text: string) => toMarkdown({ point: text, more: [], cites: [], choices: [] });
    const risky = record({ 'what-happened': { values: [], text: '[look](http://bad.example)\n# Not a heading' } });
    expect(markdown(risky, asShown)).to.include('\\[look\\](http\\://bad.example) \\# Not a heading');
  });

  it('is plain JSON that reads back the same', () => {
    fc.assert(
      fc.property(anyAnswers(), (answers) => {
        const made = record(answers, { rights: [{ text: 'A repair.', cites: ['cra-23'] }] });
        expect(JSON.parse(recordJson(made))).to.deep.equal(made);
      }),
    );
  });

  describe('its letters', () => {
    it('leave no place unfilled, whatever was answered', () => {
      fc.assert(
        fc.property(anyAnswers(), fc.boolean(), (answers, hasRights) => {
          for (const letter of letters(answers, hasRights ? { rights: [{ text: 'A repair.', cites: ['cra-23'] }] } : NOTHING)) {
            expect(textOf(letter)).not.to.match(/[{}]|undefined|: *$/m);
            for (const paragraph of letter.paragraphs) expect(paragraph.trim()).to.equal(paragraph).and.not.equal('');
          }
        }),
      );
    });

    it('promise nothing but what was agreed and its day', () => {
      const promise = /\b(?:will|shall|promise|guarantee|ensure|make sure|going to|we'll|I'll|definitely|compensat\w+|refund(?:ed)?)\b|£/i;
      fc.assert(
        fc.property(anyAnswers(), (answers) => {
          const quiet = Object.fromEntries(
            Object.entries(answers).map(([step, { values, text }]) => [step, { values, ...(text && { text: 'Said.' }) }]),
          );
          const { wants: _, ...others } = quiet;
          for (const letter of letters(others)) expect(textOf(letter)).not.to.match(promise);
        }),
      );
      const days = (text: string) => [...text.matchAll(/\d+ [A-Z][a-z]+ \d{4}/g)].map(([found]) => found);
      expect(days(ack(KETTLE))).to.deep.equal(['22 November 2026', '30 November 2026']);
      expect(days(out(KETTLE))).to.deep.equal(['22 November 2026', '30 November 2026']);
    });

    it('keep our own notes to ourselves', () => {
      const secret = (id: string) => `secret-${id}`;
      const told: Answers = Object.fromEntries(steps.map(({ id }) => [id, { values: [], text: secret(id) }]));
      for (const letter of letters(told)) {
        const shown = steps.map(({ id }) => id).filter((id) => new RegExp(`${secret(id)}\\b(?!-)`).test(textOf(letter)));
        expect(shown).to.have.members(['what-happened', 'wants', 'reference', 'outcome']);
      }
    });

    it('say what was agreed, and no day where none was agreed', () => {
      expect(out(KETTLE)).to.include('We agreed this with you: A new kettle, free. The day agreed for it is 30 November 2026.');
      expect(out({ ...KETTLE, 'by-when': { values: ['done-now'] } })).not.to.include('The day agreed');
      expect(out({ 'by-when': { values: ['2026-11-30'] } })).not.to.include('30 November');
    });

    it('say that it is done only when it is', () => {
      expect(out({ ...KETTLE, done: { values: ['done'] } })).to.include('This has been done.');
      expect(out({ ...KETTLE, done: { values: ['handed-over'] } })).not.to.include('been done');
      expect(out({ done: { values: ['done'] } })).not.to.include('been done');
    });

    it('say so where nothing is agreed, with our own time limit first', () => {
      for (const outcome of [{}, { outcome: { values: ['nothing-agreed'] } }, { outcome: { values: ['nothing-agreed'], text: 'She left' } }]) {
        expect(ack(outcome)).to.include('We have not agreed an outcome with you yet. Our own time limit for an answer is 6 December 2026.');
        expect(out(outcome)).to.include('We have not agreed an outcome with you yet.').and.not.include('She left');
      }
      expect(ack(KETTLE)).not.to.include('time limit');
    });

    it('give a reference only where there is one, and a wish only where it says something', () => {
      expect(ack(KETTLE)).to.include('Your reference is order 5512.');
      expect(ack({ reference: { values: ['none'] } })).not.to.include('eference');
      expect(ack(KETTLE)).to.include('What you would like from us: A refund.');
      expect(ack({ wants: { values: ['other'] } })).not.to.include('would like');
      expect(ack({ wants: { values: ['other'], text: 'A call from the manager.' } })).to.include(
        'What you would like from us: A call from the manager.',
      );
    });

    it('greet "customer A", and tell the colleague to put the name there', () => {
      for (const letter of letters(KETTLE)) {
        expect(letter.paragraphs[0]).to.equal('Dear customer A,');
        expect(letter.note).to.include('"customer A"');
      }
    });

    it('name the law with its section only where it was in the rights', () => {
      const rights = [
        { text: 'She can reject it.', cites: ['cra-22', 'nps'] },
        { text: 'Or a repair.', cites: ['cra-23', 'cra-22'] },
      ];
      expect(out(KETTLE, { rights })).to.include('The law we looked at: Consumer Rights Act 2015, sections 22 and 23.');
      expect(out(KETTLE)).not.to.match(/\bAct\b|\bsection/);
    });

    it('name each Act once, whatever law was in the rights', () => {
      const cites = knowledge.content.provisions.map(({ id }) => id);
      const [law = ''] = /The law we looked at: .*/.exec(out(KETTLE, { rights: [{ text: 'All.', cites }] })) ?? [];
      for (const { title } of knowledge.content.acts) expect(law.split(`${title},`), title).to.have.length.at.most(2);
      expect(law).not.to.match(/\bs\.\d|\(\d\)/);
    });

    it('name no law that is planned, is no law, or must be checked first', () => {
      const { provisions } = knowledge.content;
      const unsettled = provisions.filter(
        ({ standing, from, sureness }) => sureness === 'check first' || standing === 'not law' || (standing === 'planned' && !from),
      );
      expect(unsettled).not.to.have.length(0);
      expect(out({}, { rights: [{ text: 'x', cites: unsettled.map(({ id }) => id) }] })).not.to.include('The law we looked at');
    });

    it('care first where somebody is hurt', () => {
      expect(ack({ hurt: { values: ['yes'] } })).to.include('sorry to hear that somebody was hurt');
      expect(ack({ hurt: { values: ['unsafe'] } }))
        .to.include('Please do not use')
        .and.not.include('was hurt');
      expect(ack({ hurt: { values: ['no'] } })).not.to.match(/hurt|unsafe/);
    });

    it('leave braces in words of people as they are', () => {
      expect(ack({ 'what-happened': { values: [], text: 'it said {outcome}' } })).to.include('it said {outcome}');
    });
  });
});
