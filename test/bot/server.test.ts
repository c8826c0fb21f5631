import { get } from 'node:http';
import { brotliDecompressSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { start } from '../../bot/start.ts';
import type { Storage } from '../../bot/store/storage.ts';
import { ask, bearer, message, type Trial, trial } from './support/running.ts';
import { standInCoach } from './support/stand-in-coach.ts';

describe('the server', () => {
  let here: Trial;
  before(async () => {
    here = await trial();
  });
  after(() => here.stop());

  it('is ready when its store can be read', async () => {
    expect(await ask('GET', `${here.url}/health`)).to.deep.include({ status: 200, body: { status: 'ready' } });
  });

  it('says why it is not ready', async () => {
    const { config } = here;
    const storage: Storage = { read: async () => Promise.reject(new Error('gone')), write: async () => {}, delete: async () => {} };
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const broken = await start({ config, coach: standInCoach, storage, now: () => new Date(), log });
    try {
      expect(await ask('GET', `${broken.url}/health`)).to.deep.include({
        status: 503,
        body: { status: 'not ready', why: 'the store cannot be read' },
      });
    } finally {
      await broken.stop();
    }
  });

  it('says nothing of what it runs on, and forbids what the page does not need', async () => {
    const { headers } = await ask('GET', `${here.url}/`);
    expect(headers.get('server')).to.equal(null);
    expect(headers.get('x-content-type-options')).to.equal('nosniff');
    expect(headers.get('content-security-policy')).to.match(/^default-src 'none';/);
    expect(headers.get('content-security-policy')).not.to.match(/unsafe/);
  });

  it('gives each page a nonce of its own', async () => {
    const pages = await Promise.all([1, 2].map(async () => (await ask('GET', `${here.url}/`)).body));
    const nonces = pages.map((page) => /script src="[^"]+" nonce="([^"]+)"/.exec(page)?.[1]);
    expect(nonces[0]).to.have.length.above(20);
    expect(nonces[0]).not.to.equal(nonces[1]);
  });

  it('lets the listed sites and no others show the page in a frame', async () => {
    const framed = await trial({ FRAME_ANCESTORS: 'https://learning.example.org' });
    const policy = (await ask('GET', `${framed.url}/`)).headers.get('content-security-policy');
    await framed.stop();
    expect(policy).to.include("frame-ancestors 'self' https://learning.example.org");
  });

  it('serves the files of the page compressed, for good, and once', async () => {
    const page: string = (await ask('GET', `${here.url}/`)).body;
    const paths = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path);
    expect(new Set(paths)).to.have.property('size', 4);
    for (const path of new Set(paths)) {
      const plain = await ask('GET', `${here.url}${path}`, undefined, { 'Accept-Encoding': 'identity' });
      expect(plain.headers.get('cache-control')).to.include('immutable');
      const etag = plain.headers.get('etag') ?? '';
      expect((await ask('GET', `${here.url}${path}`, undefined, { 'If-None-Match': etag })).status).to.equal(304);
      const packed = await raw(`${here.url}${path}`, { 'accept-encoding': 'br' });
      expect(packed.headers['content-encoding']).to.equal('br');
      expect(brotliDecompressSync(packed.body).toString('utf8')).to.equal(plain.body);
    }
  });

  for (const path of [
    '/nowhere',
    '/assets/../package.json',
    '/assets/%2e%2e/package.json',
    '/.env',
    '/v3/directline',
    '/v3/directline/conversations/x/upload',
  ]) {
    it(`has nothing at ${path}`, async () => {
      const { status, body } = await raw(here.url, {}, path);
      expect(status).to.be.oneOf([404, 405]);
      expect(body.toString()).not.to.include('scripts');
      expect(JSON.parse(body.toString())).to.have.nested.property('error.code');
    });
  }

  it('turns away a method that a path does not have', async () => {
    expect((await ask('GET', `${here.url}/api/messages`)).status).to.equal(405);
  });

  it('turns away a body that is too large, declared or not', async () => {
    const large = JSON.stringify(message('x'.repeat(300_000)));
    expect((await ask('POST', `${here.url}/api/messages`, large)).status).to.equal(413);
    const chunked = await fetch(`${here.url}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: new Blob([large]).stream(),
      duplex: 'half',
    } as RequestInit).then(
      ({ status }) => status,
      () => 413,
    );
    expect(chunked).to.equal(413);
    expect((await ask('GET', `${here.url}/health`)).status).to.equal(200);
  });

  it('turns away a compressed body, whatever its size', async () => {
    const body = gzipSync(JSON.stringify(message('hello')));
    const response = await fetch(`${here.url}/api/messages`, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
    });
    expect(response.status).to.equal(415);
  });

  it('turns away what is not JSON', async () => {
    for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded']) {
      expect((await ask('POST', `${here.url}/api/messages`, 'a=b', { 'Content-Type': type })).status, type).to.equal(415);
    }
    expect((await ask('POST', `${here.url}/api/messages`, '{"type":', {})).status).to.equal(400);
  });

  it('slows down who asks for too many tokens, and says how long', async () => {
    const busy = await trial({ TRUST_PROXY: '1' });
    const from = (address: string) => ask('POST', `${busy.url}/api/web/token`, {}, { 'X-Forwarded-For': address });
    const answers = await Promise.all(Array.from({ length: 25 }, () => from('192.0.2.1')));
    const other = await from('192.0.2.2');
    await busy.stop();
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).to.have.lengthOf(5);
    expect(Number(refused[0]?.headers.get('retry-after'))).to.be.within(1, 10);
    expect(other.status).to.equal(200);
  });

  it('gives tokens to its own page, not to another site', async () => {
    expect((await ask('POST', `${here.url}/api/web/token`, {}, { Origin: 'https://elsewhere.example' })).status).to.equal(403);
    expect((await ask('POST', `${here.url}/api/web/token`, {}, { Origin: here.url })).status).to.equal(200);
  });

  it('hides its own faults behind a number that the log has too', async () => {
    const storage: Storage = { read: async () => Promise.reject(new Error('private words')), write: async () => {}, delete: async () => {} };
    const lines: string[] = [];
    const write = (fields: object, text: string) => void lines.push(JSON.stringify({ ...fields, text }));
    const broken = await start({
      config: here.config,
      coach: standInCoach,
      storage,
      now: () => new Date(),
      log: { debug: write, info: write, warn: write, error: write },
    });
    const token = (await ask('POST', `${broken.url}/api/web/token`, {})).body.token;
    const { status, body } = await ask('POST', `${broken.url}/v3/directline/conversations`, {}, bearer(token));
    await broken.stop();
    expect(status).to.equal(500);
    expect(JSON.stringify(body) + lines.join('')).not.to.include('private words');
    const id = /as ([\w-]{36})/.exec(body.error.message)?.[1];
    expect(lines.some((line) => id && line.includes(id))).to.equal(true);
  });
});

function raw(
  base: string,
  headers: Record<string, string>,
  path = new URL(base).pathname,
): Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]>; body: Buffer }> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    get({ hostname, port, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }));
    }).on('error', reject);
  });
}
