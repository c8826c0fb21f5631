import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { questionsToCsv, readQuestionsCsv } from '../../../bot/exchange/csv-questions.ts';
import { type Defaults, finish } from '../../../bot/exchange/finish.ts';
import { writeGift } from '../../../bot/exchange/gift.ts';
import { readGift } from '../../../bot/exchange/gift-read.ts';
import { importQuestions } from '../../../bot/exchange/import.ts';
import { parseContent } from '../../../knowledge/content.ts';
import { contentFiles } from '../../../knowledge/load.ts';
import type { Question } from '../../../knowledge/schema.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { terminal } from '../support/terminal.ts';
import { plain } from './every-kind.ts';

/** What a question from elsewhere lacks, as it may stand above it: three lines. */
const ABOVE = `// [tag:refunds]
// subject: cra
// difficulty: 1
// cites: cra-22
// hint: Count the days.
`;
const OPTIONS = '\t=One#Right.\n\t~Two#No.\n\t~Three#Not so.\n\t~Four#Never.\n\t####Because.\n';
const gift = (text: string) => `// A file from elsewhere\n\n${ABOVE}${text}\n`;

/** The kind of mistake, the file, and the line, the question, the problem and the cure that must be said of it. */
const BAD_GIFT: readonly [kind: string, file: string, line: number, question: string, problem: RegExp, cure: RegExp][] = [
  ['an empty file', '', 1, '', /no question/, /exported as GIFT/],
  ['no answers', gift('::q1::Just a text'), 8, 'q1', /no answers/, /in \{ \}/],
  ['a brace never closed', gift(`::q1::What?{\n${OPTIONS}`), 8, 'q1', /never closed/, /Close it with \}/],
  ['a brace never opened', gift(`::q1::What?\n${OPTIONS}}`), 8, 'q1', /no \{ before/, /Write \{/],
  ['a brace that is text', gift(`::q1::What {is} it?{\n${OPTIONS}}`), 8, 'q1', /more than one/, /\\\{/],
  ['no question', gift(`::q1::{\n${OPTIONS}}`), 8, 'q1', /does not ask/, /before the \{/],
  ['an essay', gift('::q1::Tell us all.{}'), 8, 'q1', /essay/, /take the question out/],
  ['a share that Moodle does not know', gift('::q1::What?{\n~%45%a#A\n~%55%b#B\n~c#C\n~d#D\n}'), 9, 'q1', /"45" is no share/, /33\.33333/],
  ['shares that are not 100', gift('::q1::What?{\n~%50%a#A\n~%40%b#B\n~c#C\n~d#D\n####W}'), 9, 'q1', /90 per cent/, /~%50%/],
  ['half a mark beside a right option', gift('::q1::What?{\n=a#A\n~%50%b#B\n~c#C\n~d#D\n####W}'), 9, 'q1', /half right/, /half marks/],
  ['two right options of a single choice', gift('::q1::What?{\n=a#A\n=b#B\n~c#C\n~d#D\n####W}'), 9, 'q1', /two options have =/, /~%50%/],
  ['an empty option', gift('::q1::What?{\n=a#A\n~#B\n~c#C\n~d#D\n####W}'), 10, 'q1', /empty/, /take its sign out/],
  ['two feedbacks to an option', gift('::q1::What?{\n=a#A#1\n~b#B\n~c#C\n~d#D\n####W}'), 9, 'q1', /two feedbacks/, /\\#/],
  ['too few options', gift('::q1::What?{\n=a#A\n~b#B\n####W}'), 9, 'q1', /2 options, not 4/, /Add some/],
  ['no feedback to an option', gift('::q1::What?{\n=a#A\n~b#B\n~c\n~d#D\n####W}'), 11, 'q1', /feedback to answer 3 is missing/, /after a #/],
  ['a third feedback to true or false', gift('::q1::Is it?{TRUE#a#b#c####W}'), 8, 'q1', /third feedback/, /\{TRUE#wrong#right/],
  ['a pair without an arrow', gift('::q1::Which?{\n=a -> b\n=c\n=d -> e\n####W}'), 10, 'q1', /no ->/, /=left -> right/],
  ['a pair with one side', gift('::q1::Which?{\n=a -> b\n= -> c\n=d -> e\n####W}'), 10, 'q1', /only one side/, /both sides/],
  ['no feedback to a pair', gift('::q1::Which?{\n=a -> b\n=c -> d\n=e -> f\n####W}'), 9, 'q1', /feedback to answer 1/, /\/\/ why 1: /],
  ['a number with its unit', gift('// unit: days\n::q1::How many?{#\n=30 days\n####W}'), 10, 'q1', /"30 days" is not a number/, /without a unit/],
  ['two right numbers', gift('// unit: days\n::q1::How many?{#\n=30\n=31\n####W}'), 9, 'q1', /2 numbers are right/, /30:2/],
  ['feedback to any other number', gift('// unit: days\n::q1::How many?{#\n=30\n~#No\n####W}'), 11, 'q1', /all other answers/, /=%0%28:0/],
  ['no unit', gift('::q1::How many?{#30####W}'), 8, 'q1', /"unit" is missing/, /\/\/ unit: days/],
  ['half a mark for a word', gift('::q1::Who?{\n=%100%a\n=%50%b\n####W}'), 10, 'q1', /half right/, /100 or 0/],
  ['a picture', gift(`::q1::[html]<p>What is <img src="a.png">?</p>{\n${OPTIONS}}`), 8, 'q1', /<img>/, /in words/],
  ['a kind that the answers are not', gift(`// kind: order\n::q1::What?{\n${OPTIONS}}`), 8, 'q1', /"order".*"one"/, /\/\/ kind: one/],
  ['a day that is none', gift('// kind: date\n::q1::When?{\n=2026-02-30\n####W}'), 10, 'q1', /(no right day|none of the days)/, /YYYY-MM-DD/],
  ['misconceptions for other answers', gift(`// shows: -, myth-one\n::q1::What?{\n${OPTIONS}}`), 8, 'q1', /2 entries for 4/, /in their order/],
  ['nothing above the question', `::q1::What?{\n${OPTIONS}}`, 1, 'q1', /"cites" is missing/, /"\/\/ cites: cra-22, cra-20".*--cites/],
  ['no name', gift(`What?{\n${OPTIONS}}`), 8, 'the question in line 8', /"id" is missing/, /::refund-day-20::/],
  [
    'a difficulty that is none',
    gift(`::q1::What?{\n${OPTIONS}}`).replace('difficulty: 1', 'difficulty: easy'),
    5,
    'q1',
    /"difficulty"/,
    /docs\/content\.md/,
  ],
];

const HEAD =
  'id,kind,subject,ask,difficulty,tags,cites,why,hint,answer,unit,option 1,right 1,why 1,option 2,right 2,why 2,option 3,right 3,why 3,option 4,right 4,why 4';
const ROW = 'q1,one,cra,What?,1,refunds,cra-22,Because.,Count.,,,a,yes,A,b,,B,c,,C,d,,D';
const csv = (row: string, head = HEAD) => `${head}\n${ROW.replace('q1', 'q0')}\n${row}\n`;
const BAD_CSV: typeof BAD_GIFT = [
  ['an empty file', '', 1, '', /no column "kind"/, /export some questions/],
  ['no rows', `${HEAD}\n`, 1, '', /no question/, /one question a row/],
  [
    'a column that is missing',
    csv(ROW, HEAD.replace('ask', 'question')),
    1,
    '',
    /(no column "ask"|no such column as "question")/,
    /(names the columns|Correct its name)/,
  ],
  ['a column twice', csv(ROW, HEAD.replace('hint', 'ask')), 1, '', /"ask" twice/, /Take one/],
  ['a quote never closed', csv(ROW.replace('What?', '"What?')), 3, '', /never closed/, /as ""/],
  ['a quote in a bare cell', csv(ROW.replace('What?', 'a 5" nail?')), 3, '', /not in quotes/, /as ""/],
  ['text behind a quote', csv(ROW.replace('What?', '"What"?')), 3, '', /behind a closing quote/, /as ""/],
  ['a comma without quotes', csv(ROW.replace('What?', 'What, then?')), 3, 'q1', /24 cells for 23 columns/, /in quotes/],
  ['a kind that is none', csv(ROW.replace('one', 'multichoice')), 3, 'q1', /"multichoice" is no kind/, /true-false/],
  ['no question', csv(ROW.replace('What?', '')), 3, 'q1', /does not ask/, /column "ask"/],
  ['an answer left out in between', csv(ROW.replace(',b,', ',,')), 3, 'q1', /"option 2" is empty/, /move the answers/],
  ['neither yes nor no', csv(ROW.replace('yes', 'maybe')), 3, 'q1', /"maybe"/, /Write yes/],
  ['a cell that the kind has no use for', csv(ROW.replace('Count.,', 'Count.,30')), 3, 'q1', /"answer" is filled/, /Empty it/],
  ['a number in words', csv('q1,number,cra,How many?,1,refunds,cra-22,Because.,Count.,thirty,days'), 3, 'q1', /"thirty" in "answer"/, /figures/],
  ['a day that is none', csv('q1,date,cra,When?,1,refunds,cra-22,Because.,Count.,31/02/2026'), 3, 'q1', /real date/, /docs\/content\.md/],
  ['nothing to cite', csv(ROW.replace('cra-22', '')), 3, 'q1', /"cites" is missing/, /column "cites".*--cites/],
];

function problemsIn(file: string, format: 'gift' | 'csv', defaults: Defaults = {}) {
  return finish(format === 'gift' ? readGift(file, []) : readQuestionsCsv(file), format, defaults);
}

describe('the import of questions', function () {
  this.timeout(60_000);

  for (const [format, cases] of [
    ['gift', BAD_GIFT],
    ['csv', BAD_CSV],
  ] as const)
    describe(`says of a bad ${format} file where it is wrong and what to do`, () => {
      for (const [kind, file, line, question, problem, cure] of cases)
        it(kind, () => {
          const { problems } = problemsIn(file, format);
          const found = problems.find((one) => problem.test(one.problem) && one.line === line);
          expect(found, JSON.stringify(problems)).to.not.equal(undefined);
          expect(found!.question).to.equal(question);
          expect(found!.cure).to.match(cure);
        });
    });

  it('names every mistake of a file at once, in the order of its lines', () => {
    const { problems } = problemsIn(
      BAD_GIFT.slice(1)
        .map(([, file]) => file)
        .join('\n\n'),
      'gift',
    );
    expect(problems.length).to.be.at.least(BAD_GIFT.length - 1);
    expect(problems.map(({ line }) => line)).to.deep.equal(problems.map(({ line }) => line).toSorted((a, b) => a - b));
  });

  it('takes from the command line what a file does not say, and nothing that it says', () => {
    const file = `::Q 1::What?{\n${OPTIONS}}\n\n// [tag:own]\n// cites: cra-20\n::Q 2::And?{\n${OPTIONS}}`;
    const { questions, problems } = problemsIn(file, 'gift', { subject: 'cra', difficulty: 2, tags: ['refunds'], cites: ['cra-22'], hint: 'Think.' });
    expect(problems).to.deep.equal([]);
    expect(questions.map(({ question: { id, tags, cites, difficulty } }) => ({ id, tags, cites, difficulty }))).to.deep.equal([
      { id: 'q-1', tags: ['refunds'], cites: ['cra-22'], difficulty: 2 },
      { id: 'q-2', tags: ['own'], cites: ['cra-20'], difficulty: 2 },
    ]);
  });

  describe('reads what Moodle writes', () => {
    const all: Defaults = { subject: 'cra', difficulty: 1, tags: ['refunds'], cites: ['cra-22'], hint: 'Think.' };
    const only = (file: string): Question => {
      const { questions, problems } = problemsIn(file, 'gift', all);
      expect(problems).to.deep.equal([]);
      return questions[0]!.question;
    };

    it('its HTML as plain text, entities and all', () => {
      const question = only(
        `// question: 7  name: Toaster\n::Toaster::[html]<p>A <b>toaster</b> for &pound;5 &amp; more.</p><p>What now?</p>{\n${OPTIONS}}`,
      );
      expect(question.ask).to.equal('A toaster for £5 & more.\nWhat now?');
    });

    it('a missing word, and a name and tags of its own', () => {
      const question = only(`// question: 1  name: x\n// [id:old-id] [tag:late] [tag:parcel]\n::x::She has {\n${OPTIONS}} to reject.`);
      expect(question).to.include({ id: 'old-id', ask: 'She has _____ to reject.' });
      expect(question.tags).to.deep.equal(['late', 'parcel']);
    });

    it('a range, and why from the feedback to the right answer', () => {
      const question = only('// unit: days\n::x::How long?{#\n\t=%100%28..32#Thirty or so.\n\t=%0%14:0#That is online.\n}');
      expect(question).to.deep.include({ answer: 30, tolerance: 2, why: 'Thirty or so.', near: [{ value: 14, why: 'That is online.' }] });
    });

    it('the subject from the category', () => {
      const file = `$CATEGORY: $course$/top/Shift Coach/Equality\n\n::x::What?{\n${OPTIONS}}`;
      const [draft] = readGift(file, [{ id: 'equality', title: 'Equality', names: [], acts: [], guides: [] }]).drafts;
      expect(draft!.value.subject).to.equal('equality');
    });
  });

  describe('beside the content that is there', () => {
    const subjects = [{ id: 'cra', title: 'Consumer rights', names: [], acts: [], guides: [] }];
    const plan = { subjects, defaults: {}, path: 'questions/new.yaml', content: contentFiles() };
    const one = (id: string): Question => ({
      id,
      kind: 'one',
      subject: 'cra',
      ask: 'Which colour has the kettle of our example: pick any?',
      difficulty: 1,
      tags: ['kettles'],
      cites: ['cra-22'],
      why: 'It is: red\nor "so".',
      hint: '- think',
      options: ['red', 'no', '12', '#blue'].map((text, at) => ({ text, right: at === 0, why: `{${text}}` })),
    });
    const bytes = (text: string) => new TextEncoder().encode(text);

    it('writes a file that passes every check and is read as the same questions', () => {
      for (const [format, file] of [
        ['gift', writeGift([one('kettle-colour')], new Map())],
        ['csv', questionsToCsv([one('kettle-colour')])],
      ] as const) {
        const imported = importQuestions(bytes(file), { ...plan, format });
        if (!imported.ok) throw new Error(JSON.stringify(imported.problems));
        const parsed = parseContent([...plan.content, { path: plan.path, text: imported.yaml }]);
        expect(parsed.ok && parsed.content.questions.filter(({ id }) => id === 'kettle-colour')).to.deep.equal([one('kettle-colour')]);
      }
    });

    it('lets a file take the place of the one it came from', () => {
      const own = plan.content.find(({ path }) => path.startsWith('questions/'))!;
      const parsed = parseContent(plan.content);
      const questions = parsed.ok ? parsed.content.questions.filter(({ id }) => own.text.includes(`id: ${id}\n`)) : [];
      expect(questions).not.to.have.length(0);
      const file = bytes(questionsToCsv(questions));
      expect(importQuestions(file, { ...plan, format: 'csv', path: own.path })).to.deep.include({ ok: true, questions });
      const again = importQuestions(file, { ...plan, format: 'csv' });
      expect(again.ok ? [] : again.problems.filter(({ problem }) => problem.includes('used twice')).map(({ question }) => question)).to.deep.equal(
        questions.map(({ id }) => id),
      );
    });

    it('says what the gate says, with the line of the file', () => {
      const file = writeGift(
        [one('good-one'), { ...one('bad-one'), ask: 'Which law is not of any use to the shop here?', cites: ['no-such-law'] }],
        new Map(),
      );
      const imported = importQuestions(bytes(file), { ...plan, format: 'gift' });
      const line = 1 + file.split('\n').findIndex((text) => text.includes('[id:bad-one]'));
      const problems = imported.ok ? [] : imported.problems.filter(({ question }) => question === 'bad-one');
      for (const problem of [/no-such-law/, /negative/])
        expect(problems.some((found) => problem.test(found.problem) && found.line >= line)).to.equal(true);
    });

    it('refuses a file that is not UTF-8', () => {
      const imported = importQuestions(new Uint8Array([0x61, 0xa3, 0x35]), { ...plan, format: 'csv' });
      expect(imported).to.deep.include({ ok: false });
      expect(!imported.ok && imported.problems[0]!.cure).to.include('UTF-8');
    });
  });

  describe('in the terminal', () => {
    let folder: Awaited<ReturnType<typeof temporaryFolder>>;
    beforeEach(async () => {
      folder = await temporaryFolder();
    });
    afterEach(() => folder.remove());

    it('writes nothing at all where one question of a file is wrong, and says so', () => {
      const source = join(folder.dir, 'mixed.gift');
      writeFileSync(source, `${writeGift(plain.slice(0, 2), new Map())}\n::broken::What?{\n`);
      const { status, stdout, stderr } = terminal(['questions', 'import', source, '-o', join(folder.dir, 'out', 'new.yaml')]);
      expect(stdout).to.equal('');
      expect(status).to.equal(1);
      expect(stderr).to.match(/mixed\.gift:\d+ {2}broken: a \{ is never closed\n {4}Close it/);
      expect(stderr).to.include('nothing was imported');
      expect(readdirSync(folder.dir)).to.deep.equal(['mixed.gift']);
    });

    it('exports to a file and to the screen, and takes an edited sheet back', () => {
      const sheet = join(folder.dir, 'sheet.csv');
      expect(terminal(['questions', 'export', '--csv', 'cra', '-o', sheet])).to.include({ status: 0, stderr: '' });
      expect(terminal(['questions', 'export', '--csv', 'cra']).stdout).to.equal(readFileSync(sheet, 'utf8'));
      expect(readdirSync(folder.dir)).to.deep.equal(['sheet.csv']);
      const edited = HEAD.concat(
        '\n',
        ROW.replace('q1', 'kettle-colour').replace('What?', 'Which colour has the kettle of our example: pick any?'),
      ).replace('a,yes', 'red,yes');
      writeFileSync(sheet, edited);
      const out = join(folder.dir, 'new.yaml');
      const first = terminal(['questions', 'import', sheet, '-o', out]);
      expect(first).to.include({ status: 0, stderr: '' });
      expect(first.stdout).to.include('Wrote 1 question');
      const again = terminal(['questions', 'import', sheet, '-o', out]);
      expect(again.status).to.equal(2);
      expect(again.stderr).to.include('--replace');
      expect(readFileSync(out, 'utf8')).to.include('kettle-colour');
    });

    it('refuses what it does not understand, in a sentence', () => {
      const wrong: [string[], RegExp][] = [
        [['export'], /one of --gift, --csv and --qti/],
        [['export', '--gift', '--csv'], /one of/],
        [['export', '--gift', 'no-subject'], /There are: cra/],
        [['export', '--qti'], /-o/],
        [['import'], /one file/],
        [['import', 'no-such-file.csv'], /no file/],
        [['import', '--nonsense'], /--nonsense/],
      ];
      for (const [words, said] of wrong) {
        const { status, stderr } = terminal(['questions', ...words]);
        expect(status).to.equal(2);
        expect(stderr).to.match(said);
        expect(stderr).not.to.match(/at .*\.ts:/);
      }
      expect(existsSync('knowledge/questions/no-such-file.yaml')).to.equal(false);
    });
  });
});
