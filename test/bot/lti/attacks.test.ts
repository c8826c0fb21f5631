import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import { type Course, course } from './support/course.ts';
import { base64url, CLIENT, type Fields, type Opening, Platform, rsa, signedBy, type Tamper, unsigned } from './support/platform.ts';

const LTI = 'https://purl.imsglobal.org/spec/lti/claim/';
const OTHER = 'other-tool';

describe('a launch by LTI', function () {
  this.timeout(20_000);
  let all: Course;
  let captured: Fields = {};
  const stranger = rsa();

  before(async () => {
    all = await course({}, { entry: { audiences: [OTHER] } });
  });
  after(() => all.end());

  const reasons = () => all.here.logged.flatMap((line) => JSON.parse(line).reason ?? []);
  const claim = (change: object): Tamper => ({ claims: (claims) => ({ ...claims, ...change }) });
  const without = (...names: string[]): Tamper => ({
    claims: (claims) => Object.fromEntries(Object.entries(claims).filter(([name]) => !names.includes(name))),
  });
  const login = (change: Fields): Tamper => ({ login: (fields) => ({ ...fields, ...change }) });
  const now = () => Math.floor(Date.now() / 1000);
  const pem = () => all.platform.key.publicKey.export({ type: 'spki', format: 'pem' });

  it('opens the chat page where everything is as it should be', async () => {
    const answer = await all.platform.open({}, { form: (fields) => (captured = fields) });
    expect(answer.status).to.equal(303);
    expect(answer.location).to.match(new RegExp(`^${all.platform.tool}/#launch=[\\w-]{43}$`));
    expect(all.platform.problems).to.deep.equal([]);
  });

  it('takes several audiences that are trusted, with azp', async () => {
    expect((await all.platform.open({}, claim({ aud: [CLIENT, OTHER], azp: CLIENT }))).status).to.equal(303);
  });

  const attacks: readonly (readonly [string, Tamper | (() => Tamper), RegExp, Opening?])[] = [
    ['signed by a key of somebody else', { token: (header, claims) => signedBy(stranger.privateKey, header, claims) }, /SIGNATURE_VERIFICATION/],
    [
      'changed after it was signed',
      () => ({
        form: ({ id_token = '', ...fields }) => {
          const [head, , end] = id_token.split('.');
          return { ...fields, id_token: `${head}.${base64url(all.platform.claimsFor({ sub: 'victim' }, 'x'))}.${end}` };
        },
      }),
      /SIGNATURE_VERIFICATION/,
    ],
    ['with alg none', { header: (header) => ({ ...header, alg: 'none' }), token: unsigned }, /ALG_NOT_ALLOWED/],
    [
      'signed by HMAC with the public key',
      () => ({
        header: (header) => ({ ...header, alg: 'HS256' }),
        token: (header, claims) => {
          const text = `${base64url(header)}.${base64url(claims)}`;
          return `${text}.${createHmac('sha256', pem()).update(text).digest('base64url')}`;
        },
      }),
      /ALG_NOT_ALLOWED/,
    ],
    [
      'that brings its own key along',
      {
        header: (header) => ({ ...header, kid: 'mine', jwk: stranger.publicKey.export({ format: 'jwk' }) }),
        token: (header, claims) => signedBy(stranger.privateKey, header, claims),
      },
      /NO_MATCHING_KEY/,
    ],
    [
      'that names where its key is',
      {
        header: (header) => ({ ...header, kid: 'mine', jku: 'http://127.0.0.1:9/jwks' }),
        token: (header, claims) => signedBy(stranger.privateKey, header, claims),
      },
      /NO_MATCHING_KEY/,
    ],
    ['with the nonce of another login', claim({ nonce: 'another' }), /nonce of another login/],
    ['without a nonce', without('nonce'), /nonce missing/],
    ['that was used before', { instead: () => captured }, /state unknown or used/],
    [
      'that was used before, with a new state',
      { instead: (location) => ({ ...captured, state: location.searchParams.get('state') ?? '' }) },
      /nonce of another login/,
    ],
    ['with a state that was never given out', { form: (fields) => ({ ...fields, state: 'x'.repeat(43) }) }, /state unknown/],
    ['without a state', { form: ({ id_token = '' }) => ({ id_token }) }, /no state/],
    ['with the state of another browser', { cookie: '__Host-lti-abcdefghijklmnop=1' }, /state of another browser/],
    ['from an unknown deployment', claim({ [`${LTI}deployment_id`]: 'deployment-2' }), /unknown deployment/],
    ['without a deployment', without(`${LTI}deployment_id`), /claim deployment_id/],
    ['that has expired', () => claim({ iat: now() - 400, exp: now() - 100 }), /exp check_failed/],
    ['that never expires', without('exp'), /exp missing/],
    ['that is old, though it has not expired', () => claim({ iat: now() - 3600 }), /iat check_failed/],
    ['from the future', () => claim({ iat: now() + 3600, exp: now() + 7200 }), /iat check_failed/],
    ['for another tool', claim({ aud: OTHER }), /aud check_failed/],
    ['for several, without azp', claim({ aud: [CLIENT, OTHER] }), /no azp/],
    ['whose azp is somebody else', claim({ aud: [CLIENT, OTHER], azp: OTHER }), /azp is not our/],
    ['for somebody who is not trusted as well', claim({ aud: [CLIENT, 'stranger'], azp: CLIENT }), /not trusted/],
    ['in the name of another platform', claim({ iss: 'https://other.example.org' }), /iss check_failed/],
    [
      'that leads elsewhere than its login said',
      () => claim({ [`${LTI}target_link_uri`]: `${all.platform.tool}/elsewhere` }),
      /target_link_uri differs/,
    ],
    ['without a target', without(`${LTI}target_link_uri`), /target_link_uri/],
    ['of another version', claim({ [`${LTI}version`]: '1.1' }), /claim version/],
    ['of a kind that we do not know', claim({ [`${LTI}message_type`]: 'LtiSubmissionReviewRequest' }), /claim message_type/],
    ['without a resource link', without(`${LTI}resource_link`), /claim resource_link/],
    ['without roles', without(`${LTI}roles`), /claim roles/],
    ['without a token', { form: ({ state = '' }) => ({ state }) }, /ERR_JWS_INVALID|ERR_JWT_INVALID/],
    ['with a token that is none', { form: (fields) => ({ ...fields, id_token: 'a.b.c' }) }, /token: /],
    ['that the platform refused', { form: ({ state = '' }) => ({ state, error: 'login_required<script>' }) }, /platform says login_requiredscript/],
    [
      'whose scores would go out unencrypted',
      claim({ 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint': { scope: [], lineitem: 'http://evil.example.org/1' } }),
      /claim endpoint.lineitem/,
    ],
    ['for a quiz that there is not', {}, /custom quiz_subject/, { custom: { quiz_subject: '../x' } }],
    ['for a quiz of a million questions', {}, /custom quiz_count/, { custom: { quiz_subject: 'mix', quiz_count: '1000000' } }],
    [
      'that answers a choice to an address that is not safe',
      {},
      /deep_link_return_url/,
      { deepLinking: { deep_link_return_url: 'javascript:alert(1)' } },
    ],
    ['begun by an unknown platform', login({ iss: 'https://other.example.org' }), /unknown platform/],
    ['begun for an unknown client', login({ client_id: 'other' }), /unknown platform/],
    ['begun for an unknown deployment', login({ lti_deployment_id: 'deployment-2' }), /unknown deployment/],
    ['begun towards another site', login({ target_link_uri: 'https://evil.example.org/lti/launch' }), /target_link_uri that is not ours/],
    ['begun towards an address that only begins like ours', () => login({ target_link_uri: `${all.platform.tool}.evil.example.org/` }), /not ours/],
    ['begun towards ours with a user part', () => login({ target_link_uri: all.platform.tool.replace('//', '//us:er@') }), /not ours/],
    ['begun towards a script', login({ target_link_uri: 'javascript:alert(1)' }), /not ours/],
    ['begun without a person', login({ login_hint: '' }), /login_hint/],
  ];

  for (const [name, tamper, reason, opening] of attacks) {
    it(`is refused ${name}: the reason in the log, a kind page for the person`, async () => {
      const { status, body, location } = await all.platform.open(opening, typeof tamper === 'function' ? tamper() : tamper);
      expect(status).to.equal(403);
      expect(location).to.equal('');
      expect(body).to.include('go back to your course');
      expect(reasons().at(-1)).to.match(reason);
      const { reference } = JSON.parse(all.here.logged.at(-1) ?? '{}');
      expect(body).to.include(reference).and.not.include(reasons().at(-1));
    });
  }

  it("is refused where the login is another platform's: each is bound to its own keys", async () => {
    const other = new Platform();
    await other.listen();
    other.tool = all.platform.tool;
    try {
      const forged = (header: object, claims: object) => signedBy(other.key.privateKey, { ...header, kid: other.kid }, claims);
      expect((await all.platform.open({}, { token: forged })).status).to.equal(403);
    } finally {
      other.close();
    }
  });

  it('is put off kindly while the platform does not give its keys', async () => {
    const fresh = await course();
    try {
      fresh.platform.jwksMood = 503;
      const { status, body } = await fresh.platform.open();
      expect(status).to.equal(503);
      expect(body).to.include('wait a minute');
      fresh.platform.jwksMood = 'well';
      expect((await fresh.platform.open()).status).to.equal(303);
    } finally {
      await fresh.end();
    }
  });

  it('is refused once its login is ten minutes old', async () => {
    let ahead = 0;
    const fresh = await course({ now: () => new Date(Date.now() + ahead) });
    try {
      const late: Tamper = {
        form: (fields) => {
          ahead = 11 * 60_000;
          return fields;
        },
      };
      expect((await fresh.platform.open({}, late)).status).to.equal(403);
      expect(fresh.here.logged.join()).to.include('state expired');
    } finally {
      await fresh.end();
    }
  });

  it('refuses a form in which a field stands twice', async () => {
    const body = `state=a&state=b&id_token=c`;
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    expect((await fetch(`${all.platform.tool}/lti/launch`, { method: 'POST', body, headers })).status).to.equal(400);
  });

  it('writes nothing of the person into the log or onto the page', async () => {
    const answer = await all.platform.open({ sub: 'private-sub' }, claim({ [`${LTI}version`]: 'x' }));
    await all.platform.open({ sub: 'private-sub' });
    const seen = answer.body + all.here.logged.join();
    for (const word of ['private-sub', 'Ann Private', 'ann@private.example']) expect(seen).not.to.include(word);
  });

  it('ties the state to the browser where that keeps cookies', async () => {
    const secure = await course({}, { env: { PUBLIC_URL: 'https://coach.example.org' } });
    try {
      const begun = await secure.platform.post('/lti/login', {
        iss: secure.platform.url,
        client_id: CLIENT,
        login_hint: 'x',
        target_link_uri: 'https://coach.example.org/lti/launch',
      });
      const cookie = begun.headers.get('set-cookie') ?? '';
      expect(cookie).to.match(/^__Host-lti-[\w-]{16}=1; Path=\/; Max-Age=600; Secure; HttpOnly; SameSite=None; Partitioned$/);
      const state = new URL(begun.location).searchParams.get('state') ?? '';
      await secure.platform.post('/lti/launch', { state, id_token: 'x' }, { Cookie: `a=b; ${cookie.split(';')[0]}` });
      expect(secure.here.logged.at(-1)).to.include('token: ').and.not.include('another browser');
    } finally {
      await secure.end();
    }
  });
});
