import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import jwt from 'jsonwebtoken';
import { ask, message, type Trial, trial } from './support/running.ts';

const APP_ID = '11111111-2222-3333-4444-555555555555';
const ISSUER = 'https://issuer.example';
const SERVICE_URL = 'https://channel.example/';

describe('a bot with an app id', () => {
  const ours = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const theirs = generateKeyPairSync('rsa', { modulusLength: 2048 });
  let metadata: Server;
  let here: Trial;

  const loud = console.error;
  before(async () => {
    // The SDK writes each refused token's trouble to the console.
    console.error = () => {};
    metadata = createServer((request, response) => {
      const base = `http://127.0.0.1:${(metadata.address() as AddressInfo).port}`;
      const keys = [
        { ...ours.publicKey.export({ format: 'jwk' }), kid: 'ours', use: 'sig', endorsements: ['msteams'] },
        { ...ours.publicKey.export({ format: 'jwk' }), kid: 'elsewhere', use: 'sig', endorsements: ['webchat'] },
      ];
      const body =
        request.url === '/keys' ? { keys } : { issuer: ISSUER, jwks_uri: `${base}/keys`, id_token_signing_alg_values_supported: ['RS256'] };
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(body));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => metadata.once('listening', resolve));
    const openIdMetadataUrl = `http://127.0.0.1:${(metadata.address() as AddressInfo).port}/metadata`;
    here = await trial(
      { MicrosoftAppId: APP_ID, MicrosoftAppPassword: 'secret', MicrosoftAppTenantId: 'tenant' },
      { cloud: { openIdMetadataUrl, issuer: ISSUER } },
    );
  });
  after(async () => {
    console.error = loud;
    await here.stop();
    metadata.closeAllConnections();
    metadata.close();
  });

  const seconds = () => Math.floor(Date.now() / 1000);
  const claims = (more: object = {}) => ({ iss: ISSUER, aud: APP_ID, serviceurl: SERVICE_URL, iat: seconds(), exp: seconds() + 600, ...more });
  const sign = (payload: object, key: KeyObject = ours.privateKey, kid = 'ours') => jwt.sign(payload, key, { algorithm: 'RS256', keyid: kid });
  const post = (authorization: string | undefined, more: object = {}) =>
    ask(
      'POST',
      `${here.url}/api/messages`,
      message('hello', { channelId: 'msteams', serviceUrl: SERVICE_URL, ...more }),
      authorization ? { Authorization: authorization } : {},
    );

  it('answers a valid token', async () => {
    const { status, body } = await post(`Bearer ${sign(claims())}`);
    expect(status).to.equal(200);
    expect(body.activities[0].text).to.include('You said: hello');
  });

  it('allows for clocks that differ by less than five minutes', async () => {
    expect((await post(`Bearer ${sign(claims({ iat: seconds() - 900, exp: seconds() - 120 }))}`)).status).to.equal(200);
  });

  const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const withPublicKey = () => {
    const head = `${encoded({ alg: 'HS256', typ: 'JWT', kid: 'ours' })}.${encoded(claims())}`;
    const key = ours.publicKey.export({ type: 'spki', format: 'pem' });
    return `${head}.${createHmac('sha256', key).update(head).digest('base64url')}`;
  };
  const refused: Record<string, () => string | undefined> = {
    'no header': () => undefined,
    garbage: () => 'Bearer not.a.token',
    'one word': () => 'Bearer',
    'another scheme': () => `Basic ${sign(claims())}`,
    'another audience': () => `Bearer ${sign(claims({ aud: 'someone-else' }))}`,
    'another issuer': () => `Bearer ${sign(claims({ iss: 'https://other.example' }))}`,
    'a token long expired': () => `Bearer ${sign(claims({ iat: seconds() - 3600, exp: seconds() - 600 }))}`,
    'another service address': () => `Bearer ${sign(claims({ serviceurl: 'https://other.example/' }))}`,
    'no service address in the token': () => `Bearer ${sign({ ...claims(), serviceurl: undefined })}`,
    'a key nobody knows': () => `Bearer ${sign(claims(), ours.privateKey, 'unknown')}`,
    'a key that vouches for another channel only': () => `Bearer ${sign(claims(), ours.privateKey, 'elsewhere')}`,
    'a forged signature': () => `Bearer ${sign(claims(), theirs.privateKey)}`,
    'no signature': () => `Bearer ${encoded({ alg: 'none', typ: 'JWT', kid: 'ours' })}.${encoded(claims())}.`,
    'the public key used as a password': () => `Bearer ${withPublicKey()}`,
  };
  for (const [what, authorization] of Object.entries(refused)) {
    it(`refuses ${what}, and gives nothing away`, async () => {
      const { status, body } = await post(authorization());
      expect(status).to.equal(401);
      expect(body).to.deep.equal({ error: { code: 'Unauthorized', message: 'The token of this request is not valid for this bot.' } });
    });
  }

  it('refuses an activity without a service address, which no token could vouch for', async () => {
    for (const serviceUrl of [undefined, '']) expect((await post(`Bearer ${sign(claims())}`, { serviceUrl })).status).to.equal(401);
  });

  it('gives the web chat the way in that it had, and nobody else', async () => {
    expect((await post(`Bearer ${sign(claims())}`, { serviceUrl: 'urn:botframework:inprocess:directline' })).status).to.equal(403);
    const { token } = (await ask('POST', `${here.url}/api/web/token`, {})).body;
    expect((await ask('POST', `${here.url}/v3/directline/conversations`, {}, { Authorization: `Bearer ${token}` })).status).to.equal(201);
    expect((await post(`Bearer ${token}`)).status).to.equal(401);
  });

  it('masks a metadata server that cannot be reached', async () => {
    const lost = await trial(
      { MicrosoftAppId: APP_ID, MicrosoftAppPassword: 's', MicrosoftAppTenantId: 't' },
      { cloud: { openIdMetadataUrl: 'http://127.0.0.1:9/metadata', issuer: ISSUER } },
    );
    const { status, body } = await ask('POST', `${lost.url}/api/messages`, message('x', { channelId: 'msteams', serviceUrl: SERVICE_URL }), {
      Authorization: `Bearer ${sign(claims())}`,
    });
    await lost.stop();
    expect(status).to.equal(500);
    expect(JSON.stringify(body)).not.to.include('127.0.0.1');
  });
});

describe('a bot without an app id', () => {
  it('is reachable from this machine only', async () => {
    const here = await trial({ HOST: '' });
    expect(new URL(here.url).hostname).to.equal('127.0.0.1');
    await here.stop();
  });
});
