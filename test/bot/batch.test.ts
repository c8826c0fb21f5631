import { expect } from 'chai';
import { runBatch } from '../../bot/batch.ts';
import { toText } from '../../bot/render.ts';
import { coach } from '../../dialogs/coach.ts';
import type { House } from '../../dialogs/house.ts';
import { type Choice, type Citation, NEW_SESSION, type Reason } from '../../dialogs/turn.ts';
import type { Entry } from '../../knowledge/entries.ts';
import { NOW, realHouse } from '../dialogs/support/house.ts';
import { terminal } from './support/terminal.ts';

type Answer = {
  readonly id: unknown;
  readonly intent: string;
  readonly band: string;
  readonly because: Reason;
  readonly replies: readonly { readonly text: string; readonly choices: readonly Choice[]; readonly cites: readonly Citation[] }[];
  readonly effects: readonly unknown[];
  readonly error?: string;
};

let house: House;

before(async function () {
  this.timeout(60_000);
  house = await realHouse();
});

describe('a line of a batch', () => {
  it('becomes one line with id, intent, band, because, replies and effects, and nothing else', async () => {
    const { answers } = await batch([
      { id: 'a', text: 's22 cra' },
      { id: 2, press: 'help' },
      { id: 'c', text: 'how many moons has jupiter' },
    ]);
    expect(answers.map(({ id }) => id)).to.deep.equal(['a', 2, 'c']);
    for (const answer of answers) {
      expect(answer).to.have.all.keys('id', 'intent', 'band', 'because', 'entities', 'replies', 'effects');
      expect(answer.because).to.have.all.keys('by', 'detail', 'score');
      expect(answer.replies).not.to.have.length(0);
      for (const reply of answer.replies) {
        expect(reply).to.have.all.keys('text', 'choices', 'cites');
        expect(reply.text.trim()).not.to.equal('');
        for (const choice of reply.choices) expect(choice).to.have.all.keys('label', 'press');
      }
    }
    expect(answers[0]?.replies[0]?.cites).not.to.have.length(0);
    expect(answers[0]?.effects).to.deep.equal([]);
  });

  it('says what the coach says', async () => {
    const text = 's22 cra';
    const turn = coach(house)(NEW_SESSION, { kind: 'text', text }, NOW);
    const { answers } = await batch([{ id: 1, text, now: NOW.toISOString() }]);
    const replies = turn.replies.map((reply) => ({ text: toText(reply), choices: reply.choices, cites: reply.cites }));
    expect(answers).to.deep.equal([
      { id: 1, intent: turn.intent, band: turn.band, because: turn.because, entities: { topic: 'cra', ref: 'CRA 2015 s.22' }, replies, effects: [] },
    ]);
  });

  it('is answered in its place', async () => {
    const lines = Array.from({ length: 60 }, (_, at) =>
      at % 3 === 1 ? { id: at, press: 'welcome' } : { id: at, text: at % 2 ? 'hello' : 's22 cra', person: `p${at % 4}` },
    );
    const { answers } = await batch(lines);
    expect(answers.map(({ id }) => id)).to.deep.equal(lines.map(({ id }) => id));
  });

  it('may be an empty message', async () => {
    const { answers, code } = await batch([{ id: 1, text: '' }]);
    expect(answers[0]).to.deep.include({ intent: 'help', band: 'unknown' });
    expect(code).to.equal(0);
  });

  it('shares a session with the lines of the same person, and with no other', async () => {
    const { entry, choice } = somethingWithAButton();
    const opening = { press: `ask:${entry.id}` };
    const { answers } = await batch([
      { id: 'ana 1', ...opening, person: 'ana' },
      { id: 'ben 1', text: choice.label, person: 'ben' },
      { id: 'nobody', text: choice.label },
      { id: 'ana 2', text: choice.label, person: 'ana' },
    ]);
    const by = Object.fromEntries(answers.map(({ id, because }) => [id, because.by]));
    expect(by).to.deep.include({ 'ana 1': 'press', 'ana 2': 'press' });
    expect(by['ben 1']).not.to.equal('press');
    expect(by.nobody).not.to.equal('press');
    expect(answers.at(-1)?.because.detail).to.equal(`press: ${choice.press}`);
  });

  it('without a person has a session of its own', async () => {
    const { entry, choice } = somethingWithAButton();
    const { answers } = await batch([
      { id: 1, press: `ask:${entry.id}` },
      { id: 2, text: choice.label },
    ]);
    expect(answers[1]?.because.by).not.to.equal('press');
  });

  it('keeps persons apart whatever their names', async () => {
    const { entry, choice } = somethingWithAButton();
    const people = ['', '__proto__', 'constructor', ' '];
    const { answers } = await batch(
      people.flatMap((person) => [
        { id: `${person} 0`, text: choice.label, person },
        { id: 1, press: `ask:${entry.id}`, person },
        { id: 2, text: choice.label, person },
      ]),
    );
    expect(answers.map(({ because }) => because.by === 'press')).to.deep.equal(people.flatMap(() => [false, true, true]));
  });

  it('is answered as on the day it names', async () => {
    const [provision] = house.knowledge.content.provisions;
    const [due = ''] = house.knowledge.content.phrases.labels['review-due'].split('{date}');
    const press = `ask:${provision?.id}`;
    const { answers, code } = await batch([
      { id: 'then', press, now: `${provision?.checked}T10:00:00Z` },
      { id: 'long after', press, now: '2099-01-01T10:00:00+01:00' },
      { id: 'the last day', press, now: `${provision?.reviewBy}T12:00:00Z` },
    ]);
    expect(code).to.equal(0);
    expect(answers.map(({ replies }) => replies.some(({ text }) => text.includes(due)))).to.deep.equal([false, true, false]);
  });

  it('is passed over, if it is blank', async () => {
    const { answers, code } = await batchOf(['', '  ', JSON.stringify({ id: 1, text: 'hello' }), '\t']);
    expect(answers.map(({ id }) => id)).to.deep.equal([1]);
    expect(code).to.equal(0);
  });
});

describe('a line of a batch that cannot be read', () => {
  const BAD: readonly (readonly [string, string, unknown])[] = [
    ['no JSON', '{"id": 1, "text": ', null],
    ['plain words', 'what is lass', null],
    ['a list', '[{"id": 1, "text": "hello"}]', null],
    ['null', 'null', null],
    ['a number', '7', null],
    ['no id', '{"text": "hello"}', null],
    ['an id that is neither text nor number', '{"id": true, "text": "hello"}', true],
    ['neither text nor press', '{"id": "x"}', 'x'],
    ['both text and press', '{"id": "x", "text": "hello", "press": "help"}', 'x'],
    ['text that is none', '{"id": "x", "text": 5}', 'x'],
    ['a key that nobody knows', '{"id": "x", "text": "hello", "persn": "ana"}', 'x'],
    ['a date that does not exist', '{"id": "x", "text": "hello", "now": "2026-02-30T10:00:00Z"}', 'x'],
    ['a time in words', '{"id": "x", "text": "hello", "now": "yesterday"}', 'x'],
    ['a person that is none', '{"id": "x", "text": "hello", "person": {}}', 'x'],
  ];

  for (const [what, line, id] of BAD) {
    it(`gives its id and an error, and the others go on: ${what}`, async () => {
      const { answers, code } = await batchOf([
        JSON.stringify({ id: 'before', text: 'hello' }),
        line,
        JSON.stringify({ id: 'after', text: 'hello' }),
      ]);
      expect(answers).to.have.length(3);
      expect(answers.map((answer) => answer.id)).to.deep.equal(['before', id, 'after']);
      expect(Object.keys(answers[1] ?? {})).to.deep.equal(['id', 'error']);
      expect(answers[1]?.error).to.be.a('string').and.not.to.equal('');
      expect(answers[0]).to.have.property('replies');
      expect(answers[2]).to.have.property('replies');
      expect(code).to.equal(1);
    });
  }

  it('says which field is wrong', async () => {
    const { answers } = await batchOf(['{"id": "x", "text": 5}', '{"id": "x", "text": "hello", "persn": "ana"}']);
    expect(answers[0]?.error).to.include('text');
    expect(answers[1]?.error).to.include('persn');
  });

  it('leaves the session of its person as it was', async () => {
    const { entry, choice } = somethingWithAButton();
    const { answers } = await batch([
      { id: 1, press: `ask:${entry.id}`, person: 'ana' },
      { id: 2, text: 'a', press: 'b', person: 'ana' },
      { id: 3, text: choice.label, person: 'ana' },
    ]);
    expect(answers[2]?.because.by).to.equal('press');
  });
});

describe('batch in a terminal', function () {
  this.timeout(60_000);

  it('reads standard input, whatever ends its lines, and writes as many lines', () => {
    const { status, stdout, stderr } = terminal(['batch'], {
      input: '{"id":1,"text":"s22 cra"}\r\n\r\n{"id":2,"text":"hello"}\n{"id":3,"press":"help"}',
    });
    expect(stderr).to.equal('');
    expect(status).to.equal(0);
    expect(stdout.endsWith('\n')).to.equal(true);
    expect(read(stdout.trim().split('\n')).map(({ id }) => id)).to.deep.equal([1, 2, 3]);
  });

  it('ends with exit code 1 after a bad line, with all the others answered', () => {
    const { status, stdout } = terminal(['batch'], { input: '{"id":1,"text":"hello"}\nnot json\n{"id":3,"text":"hello"}\n' });
    expect(status).to.equal(1);
    const [first, second, third] = read(stdout.trim().split('\n'));
    expect(first?.intent).to.equal('greeting');
    expect(second).to.have.all.keys('id', 'error');
    expect(third?.intent).to.equal('greeting');
  });

  it('gives nothing for nothing', () => {
    const { status, stdout } = terminal(['batch'], { input: '' });
    expect(status).to.equal(0);
    expect(stdout).to.equal('');
  });

  it('answers a thousand lines, each once', () => {
    const input = Array.from({ length: 1000 }, (_, at) =>
      JSON.stringify({ id: at, text: at % 2 ? 's22 cra' : 'customer wants a refund after 5 weeks' }),
    ).join('\n');
    const { status, stdout } = terminal(['batch'], { input });
    expect(status).to.equal(0);
    expect(read(stdout.trim().split('\n')).map(({ id }) => id)).to.deep.equal(Array.from({ length: 1000 }, (_, at) => at));
  });
});

/** An entry, and the first button of its answer. */
function somethingWithAButton(): { entry: Entry; choice: Choice } {
  for (const entry of house.knowledge.entries) {
    const [choice] = coach(house)(NEW_SESSION, { kind: 'press', press: `ask:${entry.id}` }, NOW).session.offered;
    if (choice) return { entry, choice };
  }
  throw new Error('no entry has a button');
}

function batch(lines: readonly object[]) {
  return batchOf(lines.map((line) => JSON.stringify(line)));
}

async function batchOf(lines: readonly string[]): Promise<{ answers: Answer[]; code: number }> {
  const written: string[] = [];
  const code = await runBatch(house, oneByOne(lines), (line) => void written.push(line));
  return { answers: read(written), code };
}

async function* oneByOne(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

function read(lines: readonly string[]): Answer[] {
  return lines.map((line) => JSON.parse(line) as Answer);
}
