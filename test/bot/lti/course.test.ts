import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Bank } from '../../../bot/xapi/statements.ts';
import { coach } from '../../../dialogs/coach.ts';
import { houseOf } from '../../../dialogs/house.ts';
import type { Coach } from '../../../dialogs/turn.ts';
import { realKnowledge } from '../../knowledge/support/real.ts';
import { ask, bearer, type Wire } from '../support/running.ts';
import { type Course, course } from './support/course.ts';
import { CLIENT, DEPLOYMENT, deepLinkingResponse, type Opening, type ToolAnswer } from './support/platform.ts';

const QUIZ = { quiz_subject: 'cra', quiz_count: '3', quiz_mode: 'practice' };
let talk: Coach;
let bank: Bank;

before(async function () {
  this.timeout(60_000);
  const knowledge = await realKnowledge();
  talk = coach(houseOf(knowledge));
  bank = { questions: knowledge.content.questions, subjects: knowledge.content.slots.subjects };
});

/** The chat page as far as it matters here: what it does with a ticket, and what it shows. */
class Page {
  token = '';
  conversation = '';
  private readonly url: string;
  constructor(url: string) {
    this.url = url;
  }
  async open(body: object) {
    const { status, body: answer } = await ask('POST', `${this.url}/api/web/token`, body);
    if (status === 200) {
      this.token = answer.token;
      this.conversation = answer.conversationId;
      if (!answer.resumed) await ask('POST', `${this.url}/v3/directline/conversations`, {}, bearer(this.token));
    }
    return status;
  }
  say = (activity: object) =>
    ask('POST', `${this.url}/v3/directline/conversations/${this.conversation}/activities`, { type: 'message', ...activity }, bearer(this.token));
  async shown(): Promise<string[]> {
    const { body } = await ask('GET', `${this.url}/v3/directline/conversations/${this.conversation}/activities`, undefined, bearer(this.token));
    return body.activities.filter((one: Wire) => one.from.role === 'bot').map((one: Wire) => one.text);
  }
  /** Answers "a" until the quiz is over; gives back how many the coach says were right. */
  async answerAll(): Promise<number> {
    for (let tries = 0; tries < 12; tries += 1) {
      const over = /You got (\d+) of (\d+) right/.exec((await this.shown()).at(-1) ?? '');
      if (over) return Number(over[1]);
      await this.say({ text: 'a' });
    }
    throw new Error(`the quiz does not end: ${(await this.shown()).at(-1)}`);
  }
}

const user = ({ token }: Page): string => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).user;
const ticketIn = ({ location }: ToolAnswer) => new URLSearchParams(new URL(location).hash.slice(1)).get('launch') ?? '';
async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !isSo(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 25));
  expect(isSo()).to.equal(true);
}

describe('the coach in a course', function () {
  this.timeout(30_000);
  let all: Course;
  beforeEach(async () => {
    all = await course({ coach: talk, bank });
  });
  afterEach(() => all.end());

  async function launched(opening: Opening = {}): Promise<Page> {
    const page = new Page(all.here.url);
    expect(await page.open({ launch: ticketIn(await all.platform.open(opening)) })).to.equal(200);
    return page;
  }
  const queue = () => readdirSync(join(all.here.config.dataDir, 'queue', 'lti-scores')).filter((name) => name !== 'refused');

  it('welcomes who opens it as a whole', async () => {
    const page = await launched();
    expect((await page.shown()).join()).to.include('Shift Coach');
  });

  it('begins the quiz that the course sets, and its score arrives once at the line item', async () => {
    const page = await launched({ custom: QUIZ });
    expect((await page.shown())[0]).to.include('3 questions');
    const right = await page.answerAll();
    await until(() => all.platform.scores.length === 1 && queue().length === 0);
    expect(all.platform.scores[0]).to.deep.include({
      userId: 'learner-7',
      scoreGiven: right,
      scoreMaximum: 3,
      activityProgress: 'Completed',
      gradingProgress: 'FullyGraded',
    });
    expect(all.platform.problems).to.deep.equal([]);
    // Another quiz is for practice: it does not touch the mark.
    await page.say({ text: 'another quiz', value: { press: 'quizdo:another' } });
    await page.answerAll();
    expect(all.platform.scores).to.have.lengthOf(1);
  });

  it('goes on with the open quiz when the task is opened again, and begins anew once it was done', async () => {
    const first = await launched({ custom: QUIZ });
    await first.say({ text: 'a' });
    const second = await launched({ custom: QUIZ });
    expect((await second.shown()).join()).to.match(/2 of 3/);
    await second.answerAll();
    await until(() => all.platform.scores.length === 1);
    await (await launched({ custom: QUIZ })).answerAll();
    await until(() => all.platform.scores.length === 2);
  });

  it('sends nothing where the platform wants no scores, or the learner stops', async () => {
    await (await launched({ custom: QUIZ, lineItem: false })).answerAll();
    const page = await launched({ custom: QUIZ, link: 'link-2' });
    await page.say({ text: 'a' });
    await page.say({ text: 'stop the quiz' });
    expect(queue()).to.deep.equal([]);
    expect(all.platform.tries).to.deep.equal([]);
  });

  for (const mood of [500, 503, 429, 403, 'lost'] as const) {
    it(`loses and doubles no score when the platform answers ${mood}`, async () => {
      all.platform.mood = mood;
      await (await launched({ custom: QUIZ })).answerAll();
      await until(() => all.platform.tries.length >= 2 || (mood === 'lost' && queue().length === 0));
      all.platform.mood = 'well';
      await until(() => queue().length === 0);
      expect(all.platform.scores).to.have.lengthOf(1);
    });
  }

  it('asks for a new token when the old one is not taken any more, or none is to be had for a while', async () => {
    all.platform.tokenMood = 500;
    await (await launched({ custom: QUIZ })).answerAll();
    await until(() => all.here.logged.join().includes('token: status 500'));
    all.platform.tokenMood = 'well';
    await until(() => all.platform.scores.length === 1);
    all.platform.revoke();
    await (await launched({ custom: QUIZ, link: 'link-2' })).answerAll();
    await until(() => all.platform.scores.length === 2);
    expect(new Set(all.platform.assertions.map(({ jti }) => jti)).size).to.equal(all.platform.assertions.length);
  });

  it('keeps a score over a restart while the platform is away', async () => {
    all.platform.mood = 503;
    await (await launched({ custom: QUIZ })).answerAll();
    expect(queue()).to.have.lengthOf(1);
    await all.here.restart();
    all.platform.mood = 'well';
    await until(() => queue().length === 0);
    expect(all.platform.scores).to.have.lengthOf(1);
  });

  it('puts a score aside that the platform will never take, with the reason', async () => {
    all.platform.mood = 404;
    await (await launched({ custom: QUIZ })).answerAll();
    await until(() => queue().length === 0);
    expect(readdirSync(join(all.here.config.dataDir, 'queue', 'lti-scores', 'refused'))[0]).to.match(/status-404$/);
  });

  it('holds nothing of the learner in its files in readable form', async () => {
    all.platform.mood = 503;
    await (await launched({ custom: QUIZ, sub: 'private-sub' })).answerAll();
    const read = (folder: string): string =>
      readdirSync(folder)
        .map((name) => join(folder, name))
        .map((path) => (statSync(path).isDirectory() ? read(path) : readFileSync(path, 'utf8')))
        .join();
    const text = read(all.here.config.dataDir);
    for (const word of ['private-sub', 'Ann Private', 'ann@private.example']) expect(text).not.to.include(word);
    expect(statSync(join(all.here.config.dataDir, 'lti', 'key.pem')).mode & 0o077).to.equal(0);
  });

  it('forgets the task and a score that still waits when the learner asks for that, and nobody else', async () => {
    all.platform.mood = 503;
    const his = await launched({ custom: QUIZ, sub: 'he' });
    await his.answerAll();
    const hers = await launched({ custom: QUIZ, sub: 'she' });
    await hers.answerAll();
    const tasks = () => readdirSync(join(all.here.config.dataDir, 'lti', 'tasks')).length;
    expect([queue().length, tasks()]).to.deep.equal([2, 2]);
    for (const text of ['delete everything you have on me', 'do it']) await hers.say({ text });
    expect((await hers.shown()).at(-1)).to.include('deleted');
    expect([queue().length, tasks()]).to.deep.equal([1, 1]);
    all.platform.mood = 'well';
    await until(() => queue().length === 0);
    expect(all.platform.scores.map(({ userId }) => userId)).to.deep.equal(['he']);
  });

  it('knows the learner again, and nobody else as her', async () => {
    const hers = await launched({ sub: 'she' });
    const again = await launched({ sub: 'she' });
    const his = await launched({ sub: 'he' });
    expect(user(again)).to.equal(user(hers));
    expect(user(his)).not.to.equal(user(hers));
  });

  describe('with its ticket', () => {
    it('lets in once', async () => {
      const launch = ticketIn(await all.platform.open());
      expect(await new Page(all.here.url).open({ launch })).to.equal(200);
      expect(await new Page(all.here.url).open({ launch })).to.equal(403);
    });

    it('goes on after a reload with the kept token, and begins anew as the same learner', async () => {
      const page = new Page(all.here.url);
      const launch = ticketIn(await all.platform.open({ custom: QUIZ }));
      await page.open({ launch });
      const { token, conversation } = page;
      expect(await page.open({ launch, resume: token })).to.equal(200);
      expect(page.conversation).to.equal(conversation);
      expect(await page.open({ launch, resume: token, again: true })).to.equal(200);
      expect(page.conversation).not.to.equal(conversation);
      await page.say({ text: 'a' });
      expect((await page.shown()).join()).to.match(/2 of 3/);
    });

    it('takes no anonymous token in its place, and no ticket that was made up', async () => {
      const anonymous = new Page(all.here.url);
      await anonymous.open({});
      expect(await new Page(all.here.url).open({ launch: 'x'.repeat(43), resume: anonymous.token })).to.equal(403);
    });

    it('is not of the person who used this browser before', async () => {
      const hers = await launched({ sub: 'she' });
      const his = new Page(all.here.url);
      await his.open({ launch: ticketIn(await all.platform.open({ sub: 'he' })), resume: hers.token });
      expect(his.conversation).not.to.equal(hers.conversation);
    });

    it('is needed to go on: without it, whoever opens the page next is nobody known', async () => {
      const hers = await launched({ sub: 'she' });
      const { token, conversation } = hers;
      for (const body of [{ resume: token }, { resume: token, again: true }]) {
        await hers.open(body);
        expect(hers.conversation).not.to.equal(conversation);
        expect(user(hers)).not.to.match(/^dl_lti_/);
      }
    });

    it('lets in a class that comes all at once from one address', async () => {
      const pages = [];
      for (let at = 0; at < 40; at += 1) pages.push(launched({ sub: `learner-${at}` }));
      expect(await Promise.all(pages)).to.have.lengthOf(40);
    });
  });

  it('lets nobody set a task for herself from outside', async () => {
    const page = await launched();
    const value = { id: 'x'.repeat(43), count: 1, mode: 'practice' };
    await page.say({ type: 'event', name: 'shift-coach/assigned', value });
    const before = (await page.shown()).length;
    const outside = {
      type: 'event',
      name: 'shift-coach/assigned',
      value,
      channelId: 'directline',
      serviceUrl: 'urn:botframework:inprocess:directline',
      conversation: { id: page.conversation },
      from: { id: 'x' },
    };
    expect((await ask('POST', `${all.here.url}/api/messages`, outside)).status).to.equal(403);
    const { body } = await ask('POST', `${all.here.url}/api/messages`, {
      ...outside,
      serviceUrl: 'http://127.0.0.1:9/',
      deliveryMode: 'expectReplies',
    });
    expect(JSON.stringify(body)).not.to.include('1 question');
    expect(await page.shown()).to.have.lengthOf(before);
  });
});

describe('a teacher who puts the coach into a course', function () {
  this.timeout(30_000);
  let all: Course;
  before(async () => {
    all = await course({ coach: talk, bank });
  });
  after(() => all.end());

  const choose = async (fields: Record<string, string>, deepLinking = {}) => {
    const form = await all.platform.open({ deepLinking });
    expect(form.status, form.body).to.equal(200);
    const request = /name="request" value="([^"]+)"/.exec(form.body)?.[1] ?? '';
    return { form, request, done: await all.platform.post('/lti/choose', { request, ...fields }) };
  };
  const claimsIn = async (page: string) => deepLinkingResponse(all.platform.tool, /name="JWT" value="([^"]+)"/.exec(page)?.[1] ?? '');
  const EXAM = { what: 'quiz', quiz_subject: 'cra', quiz_count: '10', quiz_mode: 'exam' };

  it('gets a quiz on a subject, as a link with a line item', async () => {
    const { form, done } = await choose(EXAM);
    expect(form.body)
      .to.match(/<option value="cra">[^<]+<\/option>/)
      .and.include('value="mix"');
    expect(done.status).to.equal(200);
    expect(done.body).to.include(`action="${all.platform.url}/deep-link"`);
    const claims = await claimsIn(done.body);
    expect(claims).to.deep.include({ iss: CLIENT, aud: all.platform.url });
    expect(claims['https://purl.imsglobal.org/spec/lti/claim/deployment_id']).to.equal(DEPLOYMENT);
    expect(claims['https://purl.imsglobal.org/spec/lti/claim/message_type']).to.equal('LtiDeepLinkingResponse');
    expect(claims['https://purl.imsglobal.org/spec/lti-dl/claim/data']).to.equal('csrf "token" <x>');
    const [item, ...others] = claims['https://purl.imsglobal.org/spec/lti-dl/claim/content_items'];
    expect(others).to.deep.equal([]);
    expect(item).to.deep.include({ type: 'ltiResourceLink', custom: { quiz_subject: 'cra', quiz_count: '10', quiz_mode: 'exam' } });
    expect(item.lineItem).to.deep.include({ scoreMaximum: 10 });
    // What is in the link is what a launch of it begins.
    const page = new Page(all.here.url);
    await page.open({ launch: ticketIn(await all.platform.open({ custom: item.custom })) });
    expect((await page.shown())[0]).to.include('10');
  });

  it('gets the coach as a whole, without a line item', async () => {
    const [item] = (await claimsIn((await choose({ what: 'coach' })).done.body))['https://purl.imsglobal.org/spec/lti-dl/claim/content_items'];
    expect(item).to.deep.equal({ type: 'ltiResourceLink', title: 'Shift Coach', url: `${all.platform.tool}/lti/launch` });
  });

  it('gets no line item where the platform takes none, and is refused where it takes no links', async () => {
    const { done } = await choose(EXAM, { accept_lineitem: false });
    expect((await claimsIn(done.body))['https://purl.imsglobal.org/spec/lti-dl/claim/content_items'][0]).not.to.have.property('lineItem');
    expect((await all.platform.open({ deepLinking: { accept_types: ['file'] } })).status).to.equal(403);
  });

  it('answers once, and only what she was asked', async () => {
    const { request } = await choose(EXAM);
    expect((await all.platform.post('/lti/choose', { request, ...EXAM })).status).to.equal(403);
    expect((await all.platform.post('/lti/choose', { request: 'x', ...EXAM })).status).to.equal(403);
    expect((await choose({ ...EXAM, quiz_subject: '"><script>' })).done.status).to.equal(403);
  });

  it('sees pages that only the listed sites may frame, and that run nothing of anybody else', async () => {
    const { form, done } = await choose(EXAM);
    for (const { headers } of [form, done])
      expect(headers.get('content-security-policy')).to.include("frame-ancestors 'self' https://moodle.example.org").and.not.include('unsafe');
    expect(done.headers.get('content-security-policy')).to.include(`form-action ${all.platform.url}`);
  });
});

describe('a course beside what else may open the coach', function () {
  this.timeout(60_000);

  it("lets in its learners where a site's token is required of everybody else", async () => {
    const all = await course(
      { coach: talk, bank },
      { env: { VISITOR_REQUIRED: 'yes', VISITOR_SECRET: 'a-secret-nobody-uses-in-this-very-test', VISITOR_ISSUER: 'https://moodle.example.org' } },
    );
    const page = new Page(all.here.url);
    const launch = ticketIn(await all.platform.open({ custom: QUIZ }));
    expect(await page.open({})).to.equal(403);
    expect(await page.open({ launch })).to.equal(200);
    expect(await page.open({ launch, resume: page.token })).to.equal(200);
    expect((await page.shown()).join()).to.match(/1 of 3/);
    await all.end();
  });

  it("opens with its quiz over our own Direct Line where Azure's is set", async () => {
    // Nobody listens there.
    const all = await course({ coach: talk, bank }, { env: { DIRECT_LINE_SECRET: 'of-azure', DIRECT_LINE_URL: 'http://127.0.0.1:9' } });
    const page = new Page(all.here.url);
    expect(await page.open({})).to.equal(503);
    expect(await page.open({ launch: ticketIn(await all.platform.open({ custom: QUIZ })) })).to.equal(200);
    expect((await page.shown()).join()).to.match(/1 of 3/);
    await all.end();
  });
});
