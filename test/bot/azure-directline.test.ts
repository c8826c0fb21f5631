import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { ask, bearer, type Trial, trial, type Wire } from './support/running.ts';

const SECRET = 'the-secret-that-azure-knows-this-bot-by';

describe("Azure's Direct Line in place of our own", () => {
  /** As the documentation has it: generate takes the secret, refresh a live token, which keeps its conversation. */
  const asked: { path: string; authorization: string | undefined; body: Wire }[] = [];
  let azure: Server;
  let here: Trial;
  let working = true;
  let made = 0;

  async function read(request: IncomingMessage): Promise<Wire> {
    let text = '';
    for await (const chunk of request) text += chunk;
    return text ? JSON.parse(text) : undefined;
  }

  before(async () => {
    azure = createServer(async (request, response) => {
      const { url = '', headers } = request;
      asked.push({ path: url, authorization: headers.authorization, body: await read(request) });
      const live = /^Bearer azure-token-of-(\w+)/.exec(headers.authorization ?? '')?.[1];
      const conversationId =
        url === '/v3/directline/tokens/generate' && headers.authorization === `Bearer ${SECRET}`
          ? `azure${++made}`
          : url === '/v3/directline/tokens/refresh'
            ? live
            : undefined;
      response.statusCode = working && conversationId ? 200 : 403;
      response.end(
        JSON.stringify(conversationId ? { conversationId, token: `azure-token-of-${conversationId}.${asked.length}`, expires_in: 1800 } : {}),
      );
    });
    await new Promise<void>((resolve) => void azure.listen(0, '127.0.0.1', resolve));
    here = await trial({ DIRECT_LINE_SECRET: SECRET, DIRECT_LINE_URL: azureUrl() });
  });
  after(async () => {
    await here.stop();
    azure.close();
  });
  beforeEach(() => {
    asked.length = 0;
    working = true;
  });

  const azureUrl = () => `http://127.0.0.1:${(azure.address() as AddressInfo).port}`;
  const token = (body: object = {}) => ask('POST', `${here.url}/api/web/token`, body);

  it('exchanges the secret for a token of one user, good for our own page only', async () => {
    const { body } = await token();
    expect(body).to.include({ domain: `${azureUrl()}/v3/directline`, conversationId: 'azure1', resumed: false });
    expect(body.token).to.match(/^azure-token-of-azure1/);
    expect(asked).to.have.lengthOf(1);
    expect(asked[0]?.body.user.id).to.match(/^dl_[\w-]{16}$/);
    expect(asked[0]?.body.trustedOrigins).to.deep.equal([here.url]);
  });

  it('never shows the secret: not in an answer, not on the page, not in the log', async () => {
    const { body, headers } = await token();
    const page = await ask('GET', here.url);
    const seen = [JSON.stringify(body), JSON.stringify([...headers]), page.body, JSON.stringify([...page.headers]), ...here.logged].join('\n');
    expect(seen).not.to.include(SECRET);
  });

  it('lets the page talk to that address and no further', async () => {
    const policy = (await ask('GET', here.url)).headers.get('content-security-policy') ?? '';
    const socket = (url: string) => url.replace('http', 'ws');
    expect(policy).to.include(`connect-src 'self' ${socket(here.url)} ${azureUrl()} ${socket(azureUrl())};`);
  });

  it('takes a conversation up again with its live token, and opens a new one for the same user when that has run out', async () => {
    const first = (await token()).body;
    const again = (await token({ resume: first.resume, live: first.token })).body;
    expect(again).to.include({ conversationId: first.conversationId, resumed: true });
    const later = (await token({ resume: again.resume, live: 'run-out' })).body;
    expect(later.resumed).to.equal(false);
    const users = asked.filter(({ path }) => path.endsWith('generate')).map(({ body }) => body.user.id);
    expect(users).to.have.lengthOf(2);
    expect(users[0]).to.equal(users[1]);
  });

  it("does not let one visitor take up another's conversation with a token that she came by", async () => {
    const [hers, mine] = [(await token()).body, (await token()).body];
    const tried = (await token({ resume: mine.resume, live: hers.token })).body;
    expect(tried.resumed).to.equal(false);
    expect(tried.conversationId).not.to.equal(hers.conversationId);
  });

  it('gives a word to resume by that opens nothing here', async () => {
    const { resume } = (await token()).body;
    expect(await ask('POST', `${here.url}/v3/directline/conversations`, {}, bearer(resume))).to.include({ status: 403 });
  });

  it('says to try again when Azure gives no token', async () => {
    working = false;
    const { status, body } = await token();
    expect([status, body.error.code]).to.deep.equal([503, 'ServiceUnavailable']);
    expect(JSON.stringify(body)).not.to.match(/azure|127\.0\.0\.1|403/i);
  });
});
