import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { appendTo } from '../../bot/xapi/file.ts';
import { type Bank, type Statement, statementsOf } from '../../bot/xapi/statements.ts';
import { openXapi } from '../../bot/xapi/xapi.ts';
import { coach } from '../../dialogs/coach.ts';
import { type Happened, happenedIn } from '../../dialogs/happened.ts';
import { houseOf } from '../../dialogs/house.ts';
import type { Quiz } from '../../dialogs/quiz/quiz.ts';
import { type Coach, NEW_SESSION, type Session } from '../../dialogs/turn.ts';
import { QUESTION_KINDS } from '../../knowledge/lists.ts';
import { realKnowledge } from '../knowledge/support/real.ts';
import { keepingLog } from './support/counting-coach.ts';
import { ask, bearer, type Trial, trial } from './support/running.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const HOME = 'https://coach.example.org';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
// biome-ignore lint/suspicious/noExplicitAny: a test looks into it and fails if it is something else.
type Json = any;
let talk: Coach;
let bank: Bank;

before(async function () {
  this.timeout(60_000);
  const knowledge = await realKnowledge();
  talk = coach(houseOf(knowledge));
  bank = { questions: knowledge.content.questions, subjects: knowledge.content.slots.subjects };
});

const about = (turn = 't-1') => ({ home: HOME, actor: 'pseudonym', turn, at: NOW, bank });
function said(text: string, session: Session = NEW_SESSION): { session: Session; happened: Happened[]; statements: Json[] } {
  const turn = talk(structuredClone(session), { kind: 'text', text }, NOW);
  const happened = happenedIn(session, turn);
  return { session: turn.session, happened, statements: statementsOf(happened, about()) };
}

describe('learning records', () => {
  it('tell the choice made and whether it was right, with the question and its options', () => {
    const begun = said('give me 1 easy question on consumer rights');
    expect(begun.statements).to.deep.equal([]);
    const { statements, session } = said('a', begun.session);
    const [answered, completed] = statements;
    const { given, score } = session.quiz?.attempts[0] ?? { given: [], score: -1 };
    expect(statements).to.have.lengthOf(2);
    expect(answered.verb.id).to.equal('http://adlnet.gov/expapi/verbs/answered');
    expect(answered.result).to.deep.include({ success: score === 1, response: given[0] });
    expect(answered.object.definition).to.deep.include({ interactionType: 'choice' });
    expect(answered.object.definition.choices.map(({ id }: Json) => id)).to.include(given[0]);
    expect(completed.result).to.deep.include({ completion: true, score: { scaled: score, raw: score, min: 0, max: 1 } });
    expect(completed.object.definition.name['en-GB']).to.match(/^Quiz \(practice\): /);
    expect(completed.context.registration).to.equal(answered.context.registration);
  });

  it('tell what was looked up, and nothing of a message that was not understood', () => {
    const [read] = said('what is section 22 of the consumer rights act').statements;
    expect(read.verb.id).to.equal('http://adlnet.gov/expapi/verbs/experienced');
    expect(read.object.id).to.include(`${HOME}/xapi/entry/`);
    expect(said('hello').statements).to.deep.equal([]);
    expect(said('the moon is made of cheese and I like it').statements).to.deep.equal([]);
  });

  it('hold no word that was typed, and no name of the person', () => {
    let { session, statements } = said('quiz me on zebracrossing, er, no, on consumer rights, 3 questions');
    for (const text of ['zebracrossing', 'what about a refund zebracrossing for Xerxes', 'a', 'b', 'c']) {
      const next = said(text, session);
      session = next.session;
      statements = [...statements, ...next.statements];
    }
    expect(JSON.stringify(statements)).not.to.match(/zebracrossing|xerxes/i);
  });

  it('are of the form of xAPI 1.0.3 for every kind of question', () => {
    for (const kind of QUESTION_KINDS) {
      const question = bank.questions.find((one) => one.kind === kind);
      if (!question) continue;
      const given = kind === 'short' ? ['my own words'] : kind === 'date' ? ['2026-01-02'] : ['0', '1'];
      const quiz: Quiz = { mode: 'exam', title: 'typed words', seed: 1, paper: [question.id], attempts: [], begun: NOW.toISOString() };
      const attempt = { question: question.id, at: NOW.toISOString(), score: 0.333333, sure: 'sure' as const, hint: true, given };
      const [statement] = statementsOf([{ kind: 'answered', attempt, quiz }], about()) as Json[];
      expect(statement.id).to.match(UUID);
      expect(Object.keys(statement).sort()).to.deep.equal(['actor', 'context', 'id', 'object', 'result', 'timestamp', 'verb']);
      expect(statement.actor).to.deep.equal({ objectType: 'Agent', account: { homePage: HOME, name: 'pseudonym' } });
      const { definition } = statement.object;
      expect(['choice', 'sequencing', 'matching', 'numeric', 'other', 'fill-in']).to.include(definition.interactionType);
      expect(definition.correctResponsesPattern).to.be.an('array').that.is.not.empty;
      expect(statement.result.score.scaled).to.equal(0.33);
      expect(Object.keys(statement.result.extensions).every((name) => URL.canParse(name))).to.equal(true);
      expect(JSON.stringify(statement)).not.to.match(/my own words|typed words/);
    }
  });

  it('have the same ids for the same turn, and others for any other', () => {
    const happened: Happened[] = [
      { kind: 'experienced', entry: 'e', title: 'E' },
      { kind: 'experienced', entry: 'f', title: 'F' },
    ];
    const ids = (turn: string) => statementsOf(happened, about(turn)).map(({ id }) => id);
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(ids(one)).to.deep.equal(ids(one));
        if (one !== other) expect(new Set([...ids(one), ...ids(other)]).size).to.equal(4);
      }),
    );
  });
});

describe('the file of learning records', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'xapi-'));
    file = join(folder, 'deep', 'xapi.jsonl');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const record = (id: string): Statement => ({ id, text: 'x'.repeat(100) });

  it('gets a line for each, is put beside when full, and loses none', async () => {
    for (let at = 0; at < 10; at += 1) await appendTo(file, [record(`${at}`)], new Date(NOW.getTime() + at), 400);
    const names = readdirSync(join(folder, 'deep'));
    expect(names.length).to.be.above(2);
    const lines = names.flatMap((name) =>
      readFileSync(join(folder, 'deep', name), 'utf8')
        .trim()
        .split('\n'),
    );
    expect(lines.map((line) => JSON.parse(line).id).sort()).to.deep.equal([...'0123456789']);
  });

  it('begins a new line behind one that was cut off', async () => {
    await appendTo(file, [record('1')], NOW);
    writeFileSync(file, `${readFileSync(file, 'utf8')}{"id":"2`);
    await appendTo(file, [record('3')], NOW);
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    expect(lines).to.have.lengthOf(3);
    expect(JSON.parse(lines[2] ?? '').id).to.equal('3');
  });
});

/** A learning record store for tests: strict with its callers, and unwell on demand. */
class RecordStore {
  readonly statements = new Map<string, Json>();
  readonly problems: string[] = [];
  batches: number[] = [];
  mood: 'well' | 'hang' | 'lost' | 'strict' | number = 'well';
  /** An id that it will not have. */
  refuses = '';
  url = '';
  #server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { authorization, 'content-type': type } = request.headers;
    if (request.url !== '/xapi/statements' || request.method !== 'POST') this.problems.push(`${request.method} ${request.url}`);
    if (request.headers['x-experience-api-version'] !== '1.0.3') this.problems.push('version');
    if (authorization !== `Basic ${Buffer.from('key:secret').toString('base64')}`) this.problems.push('authorization');
    if (type !== 'application/json') this.problems.push('type');
    const batch: Json[] = JSON.parse(Buffer.concat(chunks).toString());
    this.batches.push(batch.length);
    if (this.mood === 'hang') return;
    if (typeof this.mood === 'number') return end(response, this.mood);
    if (batch.some(({ id }) => id === this.refuses)) return end(response, 400);
    if (batch.some(({ id }) => this.statements.has(id))) return end(response, 409);
    for (const statement of batch) this.statements.set(statement.id, statement);
    if (this.mood === 'lost') return request.socket.destroy();
    end(response, 200);
  });
  async listen() {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/xapi`;
  }
  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status);
  response.end();
}

describe('a learning record store', function () {
  this.timeout(20_000);
  let store: RecordStore;
  let folder: string;
  let xapi: Awaited<ReturnType<typeof openXapi>>;
  beforeEach(async () => {
    store = new RecordStore();
    await store.listen();
    folder = mkdtempSync(join(tmpdir(), 'xapi-'));
    xapi = await open();
  });
  afterEach(async () => {
    store.close();
    await xapi.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const open = () =>
    openXapi({
      rule: { file: undefined, store: { endpoint: `${store.url}/`, key: 'key', secret: 'secret' } },
      bank,
      publicUrl: HOME,
      dataDir: folder,
      wasSaved: async () => true,
      now: () => NOW,
      log: keepingLog().log,
      retry: { firstMs: 5, mostMs: 20 },
      withinMs: 150,
    });
  const tell = async (activityId: string, personId = 'u-1') => {
    const happened: Happened[] = [{ kind: 'experienced', entry: activityId, title: 'E' }];
    for (const listen of xapi.listeners) {
      const ready = await listen({ channel: 'test', personId, voucher: { conversation: 'c', activityId }, at: NOW, happened });
      await ready?.go();
    }
  };
  const queue = () => readdirSync(join(folder, 'queue', 'xapi-store')).filter((name) => name !== 'refused');
  const until = async (isSo: () => boolean) => {
    for (let tries = 0; tries < 300 && !isSo(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(isSo()).to.equal(true);
  };

  for (const mood of [500, 502, 503, 429, 401, 'hang', 'lost'] as const) {
    it(`gets every statement once though it was unwell for a while (${mood})`, async () => {
      store.mood = mood;
      for (let at = 0; at < 12; at += 1) await tell(`m-${at}`);
      await until(() => store.batches.length >= 2);
      store.mood = 'well';
      await until(() => queue().length === 0);
      expect(store.statements.size).to.equal(12);
      expect(store.problems).to.deep.equal([]);
    });
  }

  it('gets what waited over a restart, in batches', async () => {
    store.mood = 503;
    for (let at = 0; at < 120; at += 1) await tell(`m-${at}`);
    await xapi.stop();
    store.mood = 'well';
    store.batches = [];
    xapi = await open();
    await until(() => queue().length === 0);
    expect(store.statements.size).to.equal(120);
    expect(store.batches).to.deep.equal([50, 50, 20]);
  });

  it('gets nothing twice when a turn is told again', async () => {
    await tell('m-1');
    await tell('m-1');
    await until(() => queue().length === 0);
    expect(store.statements.size).to.equal(1);
  });

  it('that will not have one statement gets all others', async () => {
    store.mood = 503;
    for (let at = 0; at < 5; at += 1) await tell(`m-${at}`);
    await until(() => store.batches.length >= 1);
    store.refuses = statementsOf([{ kind: 'experienced', entry: 'm-2', title: 'E' }], about('c m-2'))[0]?.id ?? '';
    store.mood = 'well';
    await until(() => queue().length === 0);
    expect(store.statements.size).to.equal(4);
    expect(readdirSync(join(folder, 'queue', 'xapi-store', 'refused'))).to.have.lengthOf(1);
  });

  it('knows a person by the same pseudonym over a restart, and cannot tell who it is', async () => {
    await tell('m-1', 'ann@example.org');
    await until(() => queue().length === 0);
    await xapi.stop();
    xapi = await open();
    await tell('m-2', 'ann@example.org');
    await tell('m-3', 'bob@example.org');
    await until(() => store.statements.size === 3);
    const [first, second, third] = [...store.statements.values()].map(({ actor }) => actor.account.name);
    expect(second).to.equal(first);
    expect(third).not.to.equal(first);
    expect(JSON.stringify([...store.statements.values()])).not.to.include('@example');
  });
});

describe('a server that keeps learning records', function () {
  this.timeout(20_000);
  let here: Trial | undefined;
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'xapi-'));
  });
  afterEach(async () => {
    await here?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const talkWith = async ({ url }: Trial) => {
    const { body } = await ask('POST', `${url}/api/web/token`, {});
    await ask('POST', `${url}/v3/directline/conversations`, {}, bearer(body.token));
    for (const text of ['give me 1 easy question on consumer rights', 'a'])
      await ask('POST', `${url}/v3/directline/conversations/${body.conversationId}/activities`, { type: 'message', text }, bearer(body.token));
  };

  it('keeps none unless it is told to', async () => {
    here = await trial({}, { coach: talk, bank });
    await talkWith(here);
    expect(readdirSync(here.config.dataDir).filter((name) => /xapi|queue/.test(name))).to.deep.equal([]);
  });

  it('writes them to the file', async () => {
    const file = join(folder, 'xapi.jsonl');
    here = await trial({ XAPI_FILE: file }, { coach: talk, bank });
    await talkWith(here);
    await here.restart();
    const verbs = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).verb.display['en-GB']);
    expect(verbs).to.deep.equal(['answered', 'completed']);
  });
});
