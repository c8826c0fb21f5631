import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { temporaryFolder } from './support/temporary-folder.ts';
import { copyRooms, node, ROOT, terminal, WITHOUT_SERVERS } from './support/terminal.ts';

/** One reference that will always be held, and answered with a source. */
const QUESTION = 's22 cra';

describe('the terminal', function () {
  this.timeout(60_000);

  describe('ask', () => {
    it('answers with a source, in text, and ends well', () => {
      const { status, stdout, stderr } = terminal(['ask', QUESTION]);
      expect(stderr).to.equal('');
      expect(status).to.equal(0);
      expect(stdout).to.match(/Sources?:.*Consumer Rights Act 2015 s\.22/s);
      expect(stdout).not.to.match(/undefined|\[object/);
    });

    it('takes several words without quotes as one question', () => {
      expect(terminal(['ask', 's22', 'cra']).stdout).to.equal(terminal(['ask', QUESTION]).stdout);
    });

    it('gives the whole turn as JSON, wherever --json stands', () => {
      const { status, stdout } = terminal(['ask', '--json', QUESTION]);
      expect(status).to.equal(0);
      const turn = JSON.parse(stdout);
      expect(turn).to.have.all.keys('intent', 'band', 'because', 'entities', 'replies', 'session', 'effects');
      expect(turn).to.deep.include({ intent: 'lookup_legislation', band: 'sure', effects: [] });
      expect(turn.replies[0]).to.have.all.keys('heading', 'point', 'more', 'cites', 'choices');
      expect(JSON.parse(terminal(['ask', QUESTION, '--json']).stdout)).to.deep.equal(turn);
    });

    it('never says a private detail again', () => {
      const { stdout } = terminal(['ask', '--json', 'email jane@example.com about card 4111 1111 1111 1111']);
      expect(stdout).not.to.match(/jane|4111/);
    });
  });

  describe('explain', () => {
    it('says how a message was read, what came near and what decided', () => {
      const { status, stdout } = terminal(['explain', 'customer wants a refnud after 5 weeks']);
      expect(status).to.equal(0);
      for (const part of ['Words:', 'Corrected:', 'Counted:', 'Meanings:', 'Intents:', 'Nearest:', 'Decided by:', 'Result:'])
        expect(stdout).to.include(part);
      expect(stdout).to.include('refnud → refund');
      expect(stdout).to.include('@1-6-months');
      expect(stdout).to.match(/nearest ask "[^"]+"/);
      expect(stdout).not.to.match(/undefined|NaN|nearest ask ""/);
    });

    it('comes to the same result as ask', () => {
      for (const text of [QUESTION, 'how many moons has jupiter']) {
        const { intent, band, because } = JSON.parse(terminal(['ask', '--json', text]).stdout);
        const { stdout } = terminal(['explain', text]);
        expect(stdout).to.include(`Decided by: ${because.detail}`);
        expect(stdout).to.match(new RegExp(`Result: +${intent}, ${band}`));
      }
    });
  });

  describe('check', () => {
    it('says what it read, if all is well', () => {
      const { status, stdout, stderr } = terminal(['check']);
      expect(stderr).to.equal('');
      expect(status).to.equal(0);
      expect(stdout).to.match(/\d+ guides with \d+ points, \d+ topics, \d+ situations, \d+ provisions of \d+ Acts/);
    });
  });

  describe('chat', () => {
    it('greets, presses the button of a typed number, and ends with "bye"', () => {
      const { status, stdout, stderr } = terminal(['chat'], { input: `1\n${QUESTION}\nbye\nwhat is lass\n` });
      expect(stderr).to.equal('');
      expect(status).to.equal(0);
      const [welcome = '', pressed = '', answered = '', goodbye = '', ...after] = stdout.split('\n\n> ');
      expect(welcome).to.match(/\n {2}\[1\] \S.*\n {2}\[2\] \S/);
      expect(pressed).to.match(/Sources?:/);
      expect(answered).to.include('s.22');
      expect(goodbye.trim()).not.to.equal('');
      expect(goodbye).not.to.match(/Sources?:/);
      expect(after.join('').trim(), 'nothing is said after "bye"').to.equal('');
    });

    it('presses by number what typing the label would ask', () => {
      const welcome = terminal(['chat'], { input: '' }).stdout;
      const label = /\[2\] (.+)/.exec(welcome)?.[1];
      expect(label).to.be.a('string');
      expect(terminal(['chat'], { input: '2\n' }).stdout).to.equal(terminal(['chat'], { input: `${label}\n` }).stdout);
    });

    it('numbers the buttons of a turn through all its replies', () => {
      const { stdout } = terminal(['chat'], { input: `jane@example.com: ${QUESTION}\n` });
      const numbers = [...(stdout.split('\n\n> ')[1] ?? '').matchAll(/^ {2}\[(\d+)\]/gm)].map(([, number]) => Number(number));
      expect(numbers).not.to.have.length(0);
      expect(numbers).to.deep.equal(numbers.map((_, at) => at + 1));
    });

    it('gives the first numbers to what is open, so that in a quiz 2 is the second option behind any feedback', () => {
      const { stdout } = terminal(['chat'], { input: 'quiz me on equality\ndunno\n' });
      const afterFeedback = stdout.split('\n\n> ')[2] ?? '';
      expect(afterFeedback).to.include('Question 2 of 5');
      const [, question = ''] = afterFeedback.split('Question 2 of 5');
      expect(question).to.match(/\n {2}\[1\] (A|True)\n {2}\[2\] (B|False)\n/);
      expect(afterFeedback).to.match(/\[\d+\] See /);
    });

    it('takes a number without a button as a message', () => {
      const { status, stdout } = terminal(['chat'], { input: '99\nbye\n' });
      expect(status).to.equal(0);
      expect(stdout.split('\n\n> ')[1]?.trim()).not.to.equal('');
    });

    it('ends well when the input ends', () => {
      expect(terminal(['chat'], { input: 'hello\n' }).status).to.equal(0);
      expect(terminal(['chat'], { input: '' }).status).to.equal(0);
    });
  });

  describe('sample', () => {
    it('prints as many different sentences as are wanted, the same each time', () => {
      const { status, stdout } = terminal(['sample', 'set_reminder', '7']);
      expect(status).to.equal(0);
      expect(new Set(stdout.trim().split('\n')).size).to.equal(7);
      expect(terminal(['sample', 'set_reminder', '7']).stdout).to.equal(stdout);
    });

    it('names the intents, where it is given none of them', () => {
      const { status, stderr } = terminal(['sample', 'set_alarm']);
      expect(status).to.equal(2);
      expect(stderr).to.match(/no intent "set_alarm".*set_reminder/);
    });
  });

  describe('words it does not know', () => {
    it('get the usage on standard error and exit code 2', () => {
      for (const words of [['aks', QUESTION], ['--ask'], ['ask'], ['ask', '--json'], ['explain']]) {
        const { status, stdout, stderr } = terminal(words);
        expect(status, words.join(' ')).to.equal(2);
        expect(stdout, words.join(' ')).to.equal('');
        for (const command of ['ask', 'chat', 'batch', 'explain', 'check', 'schemas']) expect(stderr).to.include(`-- ${command}`);
      }
      expect(terminal(['aks']).stderr).to.include('"aks"');
    });

    it('are none at all, or "help": the usage on standard output', () => {
      for (const words of [[], ['help'], ['--help']]) {
        const { status, stdout, stderr } = terminal(words);
        expect(status, words.join(' ')).to.equal(0);
        expect(stdout).to.include('-- batch');
        expect(stderr).to.equal('');
      }
    });
  });

  describe('libraries of the server', () => {
    it('are refused by the guard of this test', () => {
      for (const code of ["import('botbuilder')", "import('restify')", "require('botbuilder')", "require('restify')"]) {
        const { status, stderr } = node([...WITHOUT_SERVERS, '-e', code]);
        expect(status, code).not.to.equal(0);
        expect(stderr, code).to.include('the terminal loads');
      }
    });

    it('are never loaded by ask, batch, chat, explain or check', () => {
      const batch = `${JSON.stringify({ id: 1, text: QUESTION })}\n`;
      for (const [words, input] of [
        [['ask', QUESTION], ''],
        [['batch'], batch],
        [['chat'], 'bye\n'],
        [['explain', QUESTION], ''],
        [['check'], ''],
      ] as const) {
        const { status, stderr } = terminal(words, { input, nodeOptions: WITHOUT_SERVERS });
        expect(stderr, words.join(' ')).to.equal('');
        expect(status, words.join(' ')).to.equal(0);
      }
    });
  });

  describe('content with errors', () => {
    let dir: string;
    let remove: () => Promise<void>;

    before(async () => {
      ({ dir, remove } = await temporaryFolder());
      copyRooms(dir);
      spoil('knowledge/topics/quality.yaml', (text) => text.replace(/^ {4}point:/m, '    pointt:'));
      spoil('knowledge/law/acts.yaml', (text) => text.replace(/^ {4}link: .*$/m, '    link: nowhere'));
      spoil('knowledge/intents/thanks.yaml', (text) => `${text}\n  - "never closed\n`);
    });

    after(() => remove());

    for (const [command, ...more] of [['check'], ['ask', QUESTION], ['batch']] as const) {
      it(`stop ${command}: exit code 1, and each error with file, line and cure on standard error`, () => {
        const { status, stdout, stderr } = terminal([command, ...more], { root: dir, input: `${JSON.stringify({ id: 1, text: QUESTION })}\n` });
        expect(status).to.equal(1);
        expect(stdout).to.equal('');
        expect(stderr).to.match(/knowledge\/topics\/quality\.yaml:\d+ {2}.*"pointt".*\n {4}\S/);
        expect(stderr).to.match(/knowledge\/topics\/quality\.yaml:\d+ {2}.*\.point\b.*\n {4}\S/);
        expect(stderr).to.match(/knowledge\/law\/acts\.yaml:\d+ {2}.*link.*\n {4}\S/);
        expect(stderr).to.match(/knowledge\/intents\/thanks\.yaml:\d+ {2}.*\n {4}\S/);
        const listed = stderr.match(/^knowledge\//gm)?.length;
        expect(stderr).to.match(new RegExp(`^${listed} problems in the content\\.$`, 'm'));
        expect(stderr, 'no stack').not.to.match(/^ +at /m);
      });
    }

    function spoil(file: string, change: (text: string) => string): void {
      const sound = readFileSync(join(ROOT, file), 'utf8');
      const spoilt = change(sound);
      expect(spoilt, file).not.to.equal(sound);
      writeFileSync(join(dir, file), spoilt);
    }
  });
});
