/** HTTP: routes, limits, headers, health and the way to stop. The only user of restify. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer, type Next, type Request, type Response } from 'restify';
import type { Bot } from './activity.ts';
import type { Config } from './config.ts';
import type { Asked, DirectLine } from './directline.ts';
import type { Streams } from './directline-stream.ts';
import type { Files, Served } from './files.ts';
import { addressOf, fromOwnPage, originOf, pagePolicy, securityHeaders } from './headers.ts';
import { throttle } from './limits.ts';
import type { Log } from './log.ts';
import type { Door } from './lti/lti.ts';
import { Refusal } from './refusal.ts';

const BOT_BODY_BYTES = 256 * 1024;
const CLIENT_BODY_BYTES = 64 * 1024;

export type Server = {
  /** Starts to listen; gives back the address, such as `http://127.0.0.1:3978`. */
  listen(): Promise<string>;
  /** Turns new requests away and resolves when those under way are answered. */
  close(): Promise<void>;
};

type Parts = {
  config: Config;
  bot: Bot;
  directLine: DirectLine;
  streams: Streams;
  files: Files;
  /** Doors for learning platforms. */
  doors?: readonly Door[];
  /** Undefined when all is well, else why not. */
  trouble: () => Promise<string | undefined>;
  now: () => Date;
  log: Log;
};

type Answer = { status?: number; body?: unknown; headers?: Record<string, string> };

export function openServer(parts: Parts): Server {
  const { config, bot, directLine, files, log } = parts;
  const server = createServer({ name: '', noWriteContinue: true });
  const mayHaveToken = throttle({ burst: 20, perMinute: 30 });
  limitTime(server.server);
  if (config.app.type === 'none') server.server.maxConnections = 1000;

  server.pre((_request: Request, response: Response, next: Next) => {
    for (const [name, value] of Object.entries(securityHeaders(config))) response.setHeader(name, value);
    next();
  });

  let closing = false;
  const route = (method: 'get' | 'post', path: string, answer: (request: Request) => Promise<Answer>) =>
    server[method](path, async (request: Request, response: Response) => {
      const { status = 200, body, headers } = await answer(request).catch((error) => explain(error, log));
      // An answer given while closing is the last on its connection, which would else stay open for the next.
      if (closing) response.shouldKeepAlive = false;
      json(response, status, body, headers);
      // What was not read of a refused body must not be taken for the next request.
      if (!request.readableEnded && status >= 400) request.destroy();
    });

  const asked = (request: Request): Asked => ({
    authorization: request.headers.authorization,
    conversationId: String(request.params.id ?? ''),
    watermark: new URLSearchParams(request.getQuery()).get('watermark') ?? undefined,
    origin: originOf(request, config).replace(/^http/, 'ws'),
  });

  const base = '/v3/directline';
  route('post', '/api/messages', async (request) => bot.receive(request.headers.authorization ?? '', await readJson(request, BOT_BODY_BYTES)));
  route('post', '/api/web/token', async (request) => {
    if (!fromOwnPage(request, config)) throw new Refusal(403, 'Forbidden', 'Only the page of this server gets its tokens here.');
    const body = await readJson(request, CLIENT_BODY_BYTES);
    // A class that comes from its course at one time stands behind one address.
    const waitS = directLine.isLaunched(body) ? 0 : mayHaveToken(addressOf(request, config), parts.now().getTime());
    if (waitS > 0) throw new Refusal(429, 'TooManyRequests', 'Too many new chats at once. Please wait a moment.', waitS);
    return { body: directLine.pageToken(body) };
  });
  route('post', `${base}/tokens/generate`, async (request) => ({
    body: directLine.generate(request.headers.authorization, await readJson(request, CLIENT_BODY_BYTES)),
  }));
  route('post', `${base}/tokens/refresh`, async (request) => ({ body: directLine.refresh(request.headers.authorization) }));
  route('post', `${base}/conversations`, async (request) => directLine.start(asked(request), await readJson(request, CLIENT_BODY_BYTES)));
  route('get', `${base}/conversations/:id`, async (request) => ({ body: await directLine.reconnect(asked(request)) }));
  route('get', `${base}/conversations/:id/activities`, async (request) => ({ body: await directLine.activities(asked(request)) }));
  route('post', `${base}/conversations/:id/activities`, async (request) => ({
    body: await directLine.post(asked(request), await readJson(request, CLIENT_BODY_BYTES)),
  }));
  route('get', '/health', async () => {
    const trouble = await parts.trouble();
    return trouble ? { status: 503, body: { status: 'not ready', why: trouble } } : { body: { status: 'ready' } };
  });

  for (const { method, path, open } of parts.doors ?? [])
    server[method](path, async (request: Request, response: Response) => {
      const opened = await readFields(request)
        .then((fields) => open({ fields, cookie: request.headers.cookie ?? '', address: addressOf(request, config) }))
        .catch((error) => explain(error, log));
      if (closing) response.shouldKeepAlive = false;
      if (typeof opened.body !== 'string') return json(response, opened.status ?? 200, opened.body, opened.headers);
      response.writeHead(opened.status ?? 200, { 'Cache-Control': 'no-store', ...opened.headers });
      response.end(opened.body);
    });

  server.get('/', async (request: Request, response: Response) => {
    const nonce = randomBytes(16).toString('base64url');
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': pagePolicy(nonce, request, config),
    });
    response.end(files.page(nonce));
  });
  for (const [path, file] of files.byPath) server.get(path, async (request: Request, response: Response) => sendFile(request, response, file));

  // What restify refuses by itself (no such path, wrong method) gets the same shape as everything else, without its quotation of the path.
  server.on('restifyError', (_request: Request, response: Response, error: { statusCode?: number; toJSON?: () => unknown }, done: () => void) => {
    const known = error.statusCode === 404 || error.statusCode === 405;
    const { status = 500, body } = known
      ? refuse(new Refusal(error.statusCode ?? 404, 'NotFound', 'There is nothing here by that address and method.'))
      : explain(error, log);
    response.statusCode = status;
    error.toJSON = () => body;
    done();
  });
  server.server.on('upgrade', parts.streams.upgrade);

  return {
    listen: () =>
      new Promise((resolve, reject) => {
        // restify passes on what its http server emits; nobody else listens to it there.
        server.once('error', reject);
        server.listen(config.port, config.host, () => {
          const { address, port, family } = server.address() as AddressInfo;
          resolve(`http://${family === 'IPv6' ? `[${address}]` : address}:${port}`);
        });
      }),
    close: () =>
      new Promise((resolve) => {
        closing = true;
        server.server.close(() => resolve());
        server.server.closeIdleConnections();
      }),
  };
}

/** Short enough that nobody holds a connection by dribbling a request into it. */
function limitTime(server: import('node:http').Server): void {
  server.headersTimeout = 10_000;
  server.requestTimeout = 20_000;
  server.keepAliveTimeout = 5_000;
  server.maxHeadersCount = 100;
}

async function readJson(request: Request, mostBytes: number): Promise<unknown> {
  const body = await readBody(request, mostBytes, /^application\/(\w+\+)?json\s*(;|$)/i, 'application/json');
  if (body === undefined) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    throw new Refusal(400, 'BadSyntax', 'The body is not JSON.');
  }
}

/** The fields of a form or of the query. Of one that is there twice, nobody could say which is meant. */
async function readFields(request: Request): Promise<Record<string, string>> {
  const form = /^application\/x-www-form-urlencoded\s*(;|$)/i;
  const text = request.method === 'GET' ? request.getQuery() : ((await readBody(request, CLIENT_BODY_BYTES, form, 'a form')) ?? '');
  const pairs = [...new URLSearchParams(text)];
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) throw new Refusal(400, 'BadArgument', 'A field is there twice.');
  return Object.fromEntries(pairs);
}

/** The body as text; undefined where there is none. */
async function readBody(request: Request, mostBytes: number, type: RegExp, understood: string): Promise<string | undefined> {
  // A compressed body could be a thousand times as large as it says.
  if (request.headers['content-encoding']) throw new Refusal(415, 'UnsupportedMediaType', 'Send the body without Content-Encoding.');
  const chunks: Buffer[] = [];
  let bytes = Number(request.headers['content-length'] ?? 0);
  const refuseLarge = () => {
    if (bytes > mostBytes) throw new Refusal(413, 'MessageSizeTooBig', `A body may have ${mostBytes} bytes.`);
  };
  refuseLarge();
  bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    refuseLarge();
    chunks.push(chunk);
  }
  if (bytes === 0) return undefined;
  if (!type.test(request.headers['content-type'] ?? '')) throw new Refusal(415, 'UnsupportedMediaType', `Only ${understood} is understood.`);
  return Buffer.concat(chunks).toString('utf8');
}

function explain(error: unknown, log: Log): Answer {
  if (error instanceof Refusal) return refuse(error);
  const id = randomUUID();
  const { name, stack = '' } = error instanceof Error ? error : new Error();
  log.error({ request: id, name, at: stack.split('\n').filter((line) => /^\s+at /.test(line)) }, 'request failed');
  return { status: 500, body: { error: { code: 'ServerError', message: `Something went wrong here. The log has it as ${id}.` } } };
}

function refuse({ status, code, message, retryAfter }: Refusal): Answer {
  return { status, body: { error: { code, message } }, ...(retryAfter && { headers: { 'Retry-After': String(retryAfter) } }) };
}

function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  const text = body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

function sendFile(request: Request, response: Response, { type, etag, immutable, bodies }: Served): void {
  const headers = {
    'Content-Type': type,
    ETag: etag,
    Vary: 'Accept-Encoding',
    'Cache-Control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers);
    response.end();
    return;
  }
  const accepts = String(request.headers['accept-encoding'] ?? '');
  const [encoding, body] =
    bodies.br && /\bbr\b/.test(accepts) ? ['br', bodies.br] : bodies.gz && /\bgzip\b/.test(accepts) ? ['gzip', bodies.gz] : [undefined, bodies.plain];
  response.writeHead(200, { ...headers, 'Content-Length': body.length, ...(encoding && { 'Content-Encoding': encoding }) });
  response.end(body);
}
