/**
 * A learning platform for tests, written from the 1EdTech security framework, LTI 1.3 core, deep linking and AGS 2.0. It shares no code with the coach:
 * it signs by hand, so that it can also sign what no platform should. It is strict with what the tool sends.
 */
import { createPublicKey, createVerify, generateKeyPairSync, type JsonWebKey, randomUUID, sign, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

// biome-ignore lint/suspicious/noExplicitAny: a test looks into it and fails if it is something else.
type Json = any;
export type Fields = Record<string, string>;

const LTI = 'https://purl.imsglobal.org/spec/lti/claim/';
const AGS = 'https://purl.imsglobal.org/spec/lti-ags/';

/** What an attacker, or a broken platform, changes on the way. */
export type Tamper = {
  login?: (fields: Fields) => Fields;
  claims?: (claims: Json) => Json;
  header?: (header: Json) => Json;
  /** Signs in another way: gives back the whole token. */
  token?: (header: Json, claims: Json) => string;
  form?: (fields: Fields) => Fields;
  /** Leaves out the visit to the platform: what is posted to the tool instead. */
  instead?: (location: URL) => Fields;
  cookie?: string;
};

export type Opening = { sub?: string; roles?: string[]; custom?: Fields; link?: string; lineItem?: boolean; deepLinking?: Json };
export type ToolAnswer = { status: number; location: string; headers: Headers; body: string };

export const CLIENT = 'client-1';
export const DEPLOYMENT = 'deployment-1';

const base64url = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
export const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
export const signedBy = (key: Parameters<typeof sign>[2], header: Json, claims: Json) => {
  const signed = `${base64url(header)}.${base64url(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), key as never).toString('base64url')}`;
};
export const unsigned = (header: Json, claims: Json) => `${base64url(header)}.${base64url(claims)}.`;
export { base64url };

export class Platform {
  readonly key = rsa();
  readonly kid = randomUUID();
  url = '';
  tool = '';
  /** Scores by learner, as they were taken; and every try. */
  readonly scores: Json[] = [];
  readonly tries: number[] = [];
  readonly assertions: Json[] = [];
  readonly deepLinked: string[] = [];
  readonly problems: string[] = [];
  /** How the score service is just now: a status, 'hang' or 'lost' (the score is taken, the answer never comes). */
  mood: 'well' | 'hang' | 'lost' | number = 'well';
  tokenMood: 'well' | number = 'well';
  jwksMood: 'well' | number = 'well';
  #server = createServer((request, response) => {
    this.#answer(request, response).catch((error) => {
      this.problems.push(String(error));
      end(response, 500);
    });
  });
  #openings = new Map<string, { opening: Opening; tamper: Tamper }>();
  #tokens = new Set<string>();
  #jtis = new Set<string>();

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** How the coach has to be told of this platform. */
  entry(more: object = {}) {
    return {
      issuer: this.url,
      clientId: CLIENT,
      authUrl: `${this.url}/auth`,
      tokenUrl: `${this.url}/token`,
      jwksUrl: `${this.url}/jwks`,
      deployments: [DEPLOYMENT],
      ...more,
    };
  }

  claimsFor(opening: Opening, nonce: string): Json {
    const seconds = Math.floor(Date.now() / 1000);
    return {
      iss: this.url,
      aud: CLIENT,
      sub: opening.sub ?? 'learner-7',
      iat: seconds,
      exp: seconds + 300,
      nonce,
      name: 'Ann Private',
      email: 'ann@private.example',
      [`${LTI}version`]: '1.3.0',
      [`${LTI}deployment_id`]: DEPLOYMENT,
      [`${LTI}roles`]: opening.roles ?? ['http://purl.imsglobal.org/vocab/lis/v2/membership#Learner'],
      [`${LTI}target_link_uri`]: `${this.tool}/lti/launch`,
      ...(opening.deepLinking
        ? {
            [`${LTI}message_type`]: 'LtiDeepLinkingRequest',
            'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings': {
              deep_link_return_url: `${this.url}/deep-link`,
              accept_types: ['ltiResourceLink'],
              accept_presentation_document_targets: ['iframe', 'window'],
              accept_multiple: false,
              data: 'csrf "token" <x>',
              ...opening.deepLinking,
            },
          }
        : {
            [`${LTI}message_type`]: 'LtiResourceLinkRequest',
            [`${LTI}resource_link`]: { id: opening.link ?? 'link-1', title: 'Quiz' },
            ...(opening.custom && { [`${LTI}custom`]: opening.custom }),
            ...(opening.lineItem !== false && {
              [`${AGS}claim/endpoint`]: {
                scope: [`${AGS}scope/score`, `${AGS}scope/lineitem`],
                lineitem: `${this.url}/line-items/1?type_id=2`,
                lineitems: `${this.url}/line-items`,
              },
            }),
          }),
    };
  }

  /** A person opens the task in the course: login, the platform's own answer, launch. What the tool answers last comes back. */
  async open(opening: Opening = {}, tamper: Tamper = {}): Promise<ToolAnswer> {
    const login = this.#login(opening, tamper);
    const begun = await this.post('/lti/login', tamper.login?.(login) ?? login);
    if (begun.status !== 302) return begun;
    const location = new URL(begun.location);
    const fields = tamper.instead?.(location) ?? (await this.#atPlatform(location));
    return this.post('/lti/launch', tamper.form?.(fields) ?? fields, tamper.cookie ? { Cookie: tamper.cookie } : {});
  }

  /** The parameters of a login initiation. */
  #login(opening: Opening, tamper: Tamper = {}): Fields {
    const hint = randomUUID();
    this.#openings.set(hint, { opening, tamper });
    return {
      iss: this.url,
      client_id: CLIENT,
      login_hint: 'hint-of-the-person',
      lti_message_hint: hint,
      lti_deployment_id: DEPLOYMENT,
      target_link_uri: `${this.tool}/lti/launch`,
    };
  }

  /** The same by an address that a frame can open. */
  #start(opening: Opening): string {
    return `${this.tool}/lti/login?${new URLSearchParams(this.#login(opening))}`.replaceAll('&', '&amp;');
  }

  /** What the person's browser brings back from the platform. */
  async #atPlatform(location: URL): Promise<Fields> {
    const page = await (await fetch(location)).text();
    return Object.fromEntries([...page.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]));
  }

  async post(path: string, fields: Fields, headers: Fields = {}): Promise<ToolAnswer> {
    const response = await fetch(this.tool + path, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual', headers });
    return { status: response.status, location: response.headers.get('location') ?? '', headers: response.headers, body: await response.text() };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const json = (status: number, value: unknown) => end(response, status, JSON.stringify(value));
    if (url.pathname === '/jwks') {
      if (this.jwksMood !== 'well') return void end(response, this.jwksMood);
      return void json(200, { keys: [{ ...this.key.publicKey.export({ format: 'jwk' }), kid: this.kid, alg: 'RS256', use: 'sig' }] });
    }
    if (url.pathname === '/course') {
      response.writeHead(200, { 'Content-Type': 'text/html' });
      response.end(
        `<!doctype html><title>Course</title><h1>Course</h1><iframe title="Task" width="800" height="600" src="${this.#start(JSON.parse(url.searchParams.get('opening') ?? '{}'))}"></iframe>`,
      );
      return;
    }
    if (url.pathname === '/deep-link') {
      this.deepLinked.push(new URLSearchParams(body).get('JWT') ?? '');
      return end(response, 200, '{"taken":true}');
    }
    if (url.pathname === '/auth') return this.#authenticate(url.searchParams, response);
    if (url.pathname === '/token') {
      if (this.tokenMood !== 'well') return void end(response, this.tokenMood);
      const problem = await this.#assertionProblem(new URLSearchParams(body));
      if (problem) {
        this.problems.push(problem);
        return void json(400, { error: 'invalid_client' });
      }
      const token = randomUUID();
      this.#tokens.add(token);
      return void json(200, { access_token: token, token_type: 'Bearer', expires_in: 3600, scope: `${AGS}scope/score` });
    }
    if (url.pathname === '/line-items/1/scores' && url.search === '?type_id=2') return this.#score(request, body, response);
    end(response, 404);
  }

  #authenticate(query: URLSearchParams, response: ServerResponse): void {
    const wanted: Fields = {
      scope: 'openid',
      response_type: 'id_token',
      response_mode: 'form_post',
      prompt: 'none',
      client_id: CLIENT,
      redirect_uri: `${this.tool}/lti/launch`,
      login_hint: 'hint-of-the-person',
    };
    for (const [name, value] of Object.entries(wanted)) if (query.get(name) !== value) this.problems.push(`auth: ${name} is ${query.get(name)}`);
    const known = this.#openings.get(query.get('lti_message_hint') ?? '');
    const [state, nonce] = [query.get('state') ?? '', query.get('nonce') ?? ''];
    if (!known || !state || !nonce) {
      this.problems.push('auth: no state, nonce or message hint');
      return void end(response, 400);
    }
    const { opening, tamper } = known;
    const claims = this.claimsFor(opening, nonce);
    const changed = tamper.claims?.(claims) ?? claims;
    const header = { alg: 'RS256', typ: 'JWT', kid: this.kid };
    const changedHeader = tamper.header?.(header) ?? header;
    const token = tamper.token?.(changedHeader, changed) ?? signedBy(this.key.privateKey, changedHeader, changed);
    response.writeHead(200, { 'Content-Type': 'text/html' });
    response.end(
      `<form method="post" action="${query.get('redirect_uri')}"><input name="id_token" value="${token}"><input name="state" value="${state}"></form><script>document.forms[0].submit()</script>`,
    );
  }

  /** RFC 7523 and the security framework, 4.1: what is wrong with the way in which the tool asks for a token. */
  async #assertionProblem(form: URLSearchParams): Promise<string | undefined> {
    if (form.get('grant_type') !== 'client_credentials') return 'token: grant_type';
    if (form.get('client_assertion_type') !== 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer') return 'token: client_assertion_type';
    if (!form.get('scope')?.split(' ').includes(`${AGS}scope/score`)) return 'token: scope';
    const { header, claims, signed, signature } = parsed(form.get('client_assertion') ?? '');
    this.assertions.push(claims);
    const keys: Json = await (await fetch(`${this.tool}/lti/jwks`)).json();
    const jwk = keys.keys.find((one: Json) => one.kid === header.kid);
    if (!jwk || header.alg !== 'RS256') return 'token: no such key';
    if (Object.keys(jwk).some((part) => ['d', 'p', 'q', 'dp', 'dq', 'qi'].includes(part))) return 'token: the private key is public';
    if (!verify('sha256', Buffer.from(signed), createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }), signature)) return 'token: signature';
    const seconds = Date.now() / 1000;
    if (claims.iss !== CLIENT || claims.sub !== CLIENT || claims.aud !== `${this.url}/token`) return 'token: iss, sub or aud';
    if (!(claims.iat <= seconds + 5 && claims.exp > seconds && claims.exp - claims.iat <= 3600)) return 'token: times';
    if (!claims.jti || this.#jtis.has(claims.jti)) return 'token: jti';
    this.#jtis.add(claims.jti);
    return undefined;
  }

  #score(request: IncomingMessage, body: string, response: ServerResponse): void {
    this.tries.push(Date.now());
    if (this.mood === 'hang') return;
    if (typeof this.mood === 'number') return void end(response, this.mood);
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!this.#tokens.has(token)) return void end(response, 401);
    if (request.headers['content-type'] !== 'application/vnd.ims.lis.v1.score+json') return void end(response, 415);
    const score: Json = JSON.parse(body);
    if (!score.userId || !/\.\d{3}Z$/.test(score.timestamp) || score.scoreGiven > score.scoreMaximum) this.problems.push(`score: ${body}`);
    const before = this.scores.findLast((one) => one.userId === score.userId);
    if (before && before.timestamp >= score.timestamp) return void end(response, 409);
    this.scores.push(score);
    if (this.mood === 'lost') return void request.socket.destroy();
    end(response, 204);
  }

  /** Forgets the tokens it gave out. */
  revoke(): void {
    this.#tokens.clear();
  }
}

/** A deep linking response as a platform takes it: checked against the tool's own keys. */
export async function deepLinkingResponse(tool: string, jwt: string): Promise<Json> {
  const { header, claims, signed, signature } = parsed(jwt);
  const keys: Json = await (await fetch(`${tool}/lti/jwks`)).json();
  const jwk = keys.keys.find((one: Json) => one.kid === header.kid);
  const isGood = createVerify('sha256')
    .update(signed)
    .verify(createPublicKey({ key: jwk, format: 'jwk' }), signature);
  if (!isGood) throw new Error('signature');
  return claims;
}

function parsed(jwt: string) {
  const [head = '', middle = '', end = ''] = jwt.split('.');
  const read = (part: string): Json => JSON.parse(Buffer.from(part, 'base64url').toString());
  return { header: read(head), claims: read(middle), signed: `${head}.${middle}`, signature: Buffer.from(end, 'base64url') };
}

/** restify changes every response of the process: its writeHead gives nothing back. */
function end(response: ServerResponse, status: number, body = ''): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(body);
}
