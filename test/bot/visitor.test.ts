import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { learnerId } from '../../bot/visitor.ts';
import { ask, bearer, type Trial, trial } from './support/running.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const SITE = 'https://learning.example.org';
const SECRET = 'known-to-the-site-and-to-the-coach-only';
/** Behind a proxy, so that each try can come from an address of its own and none is slowed down. */
const SETTINGS = { FRAME_ANCESTORS: SITE, VISITOR_ISSUER: SITE, TRUST_PROXY: '1' };
/** A fixed moment, so that every time in a token is exact. */
const NOW = Date.parse('2026-11-20T10:00:00Z');
const AT = NOW / 1000;
let serial = 0;

const claims = (more: object = {}) => {
  serial += 1;
  return { iss: SITE, aud: 'shift-coach', sub: 'learner-7', jti: `token-number-${serial}`, origin: SITE, iat: AT, exp: AT + 300, ...more };
};
const b64 = (of: object | string) => Buffer.from(typeof of === 'string' ? of : JSON.stringify(of)).toString('base64url');
/** A token made by hand, so that it can be as wrong as one likes. */
const byHand = (header: object, payload: object, key: string | Buffer = SECRET, hash = 'sha256') => {
  const body = `${b64(header)}.${b64(payload)}`;
  return `${body}.${createHmac(hash, key).update(body).digest('base64url')}`;
};
const hs256 = (payload: object = claims(), header: object = {}) => byHand({ alg: 'HS256', typ: 'JWT', ...header }, payload);
const without = (name: string) => Object.fromEntries(Object.entries(claims()).filter(([key]) => key !== name));
const PAGE = 'a-page-load-of-hers-0001';
const shown = (token: string | undefined, more: object = {}) => ({ token, page: PAGE, origin: SITE, ...more });
const REFUSED = { error: { code: 'VisitorRefused', message: 'The coach cannot be opened from here just now.' } };

describe('who is talking', () => {
  let here: Trial;
  const tokenFor = (body: object, at: Trial = here) => {
    serial += 1;
    return ask('POST', `${at.url}/api/web/token`, body, { 'X-Forwarded-For': `10.0.${serial >> 8}.${serial % 256}` });
  };
  const userIn = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).user;

  before(async () => {
    here = await trial({ ...SETTINGS, VISITOR_SECRET: SECRET }, { now: () => new Date(NOW) });
  });
  after(() => here.stop());

  /** Every try gets a server's answer of its own; `why` is what the log says and the visitor never reads. */
  const TRIES: readonly { what: string; body: () => object | Promise<object>; why: RegExp }[] = [
    { what: 'signed with another secret', body: () => shown(byHand({ alg: 'HS256' }, claims(), 'a-guess')), why: /SIGNATURE/ },
    { what: 'signed with an empty secret', body: () => shown(byHand({ alg: 'HS256' }, claims(), '')), why: /SIGNATURE/ },
    { what: 'its claims changed after signing', body: () => shown(swapClaims(hs256(), claims({ sub: 'somebody-else' }))), why: /SIGNATURE/ },
    { what: 'its signature cut off', body: () => shown(hs256().replace(/[^.]+$/, '')), why: /SIGNATURE/ },
    { what: 'algorithm none', body: () => shown(`${b64({ alg: 'none' })}.${b64(claims())}.`), why: /ALG/ },
    { what: 'algorithm nOnE', body: () => shown(`${b64({ alg: 'nOnE' })}.${b64(claims())}.`), why: /ALG/ },
    { what: 'no algorithm at all', body: () => shown(byHand({ typ: 'JWT' }, claims())), why: /JWS_INVALID/ },
    { what: 'HS512 with the right secret', body: () => shown(byHand({ alg: 'HS512' }, claims(), SECRET, 'sha512')), why: /ALG/ },
    { what: 'RS256 by a key of its own', body: async () => shown(await signedBy('RS256')), why: /ALG/ },
    { what: 'ES256 with its key in the header', body: async () => shown(await signedBy('ES256', true)), why: /ALG/ },
    {
      what: 'an unknown critical header',
      body: () => shown(hs256(claims(), { crit: ['trust-me'], 'trust-me': true })),
      why: /NOT_SUPPORTED|JWS_INVALID/,
    },
    { what: 'for another service', body: () => shown(hs256(claims({ aud: 'payroll' }))), why: /aud/ },
    { what: 'for us and another service', body: () => shown(hs256(claims({ aud: ['shift-coach', 'payroll'] }))), why: /aud/ },
    { what: 'without an audience', body: () => shown(hs256(without('aud'))), why: /aud/ },
    { what: 'by another issuer', body: () => shown(hs256(claims({ iss: 'https://evil.example' }))), why: /iss/ },
    { what: 'without an issuer', body: () => shown(hs256(without('iss'))), why: /iss/ },
    { what: 'expired', body: () => shown(hs256(claims({ iat: AT - 360, exp: AT - 60 }))), why: /exp/ },
    { what: 'without an end', body: () => shown(hs256(without('exp'))), why: /exp/ },
    { what: 'not yet valid', body: () => shown(hs256(claims({ nbf: AT + 120 }))), why: /nbf/ },
    { what: 'issued in the future', body: () => shown(hs256(claims({ iat: AT + 120, exp: AT + 300 }))), why: /iat|future/ },
    { what: 'issued long ago', body: () => shown(hs256(claims({ iat: AT - 3600, exp: AT + 60 }))), why: /iat|lives/ },
    { what: 'valid for a day', body: () => shown(hs256(claims({ exp: AT + 86_400 }))), why: /lives too long/ },
    { what: 'without a time of issue', body: () => shown(hs256(without('iat'))), why: /iat/ },
    { what: 'without a subject', body: () => shown(hs256(without('sub'))), why: /sub/ },
    { what: 'an empty subject', body: () => shown(hs256(claims({ sub: '' }))), why: /sub/ },
    { what: 'a subject that is no text', body: () => shown(hs256(claims({ sub: { $ne: null } }))), why: /sub|JWT_INVALID/ },
    { what: 'without an id of its own', body: () => shown(hs256(without('jti'))), why: /jti/ },
    { what: 'made for another origin', body: () => shown(hs256(claims({ origin: 'https://other.example' }))), why: /another origin/ },
    { what: 'without an origin', body: () => shown(hs256(without('origin'))), why: /origin/ },
    {
      what: 'shown on a site that is not listed',
      body: () => shown(hs256(claims({ origin: 'https://evil.example' })), { origin: 'https://evil.example' }),
      why: /not on the list/,
    },
    { what: 'shown where no site is told', body: () => shown(hs256(), { origin: undefined }), why: /another origin/ },
    {
      what: 'an origin that only begins like the listed one',
      body: () => shown(hs256(claims({ origin: `${SITE}.evil.example` })), { origin: `${SITE}.evil.example` }),
      why: /not on the list/,
    },
    { what: 'too large', body: () => shown(hs256(claims({ padding: 'x'.repeat(5000) }))), why: /too large/ },
    { what: 'no token but noise', body: () => shown('not.a.token'), why: /JWS_INVALID|JWT_INVALID|ALG|malformed/ },
    { what: 'an empty token', body: () => shown(''), why: /JWS_INVALID/ },
    { what: 'a Direct Line token of this server', body: async () => shown((await tokenFor({})).body.token), why: /SIGNATURE/ },
    { what: 'anonymous from a site that is not listed', body: () => ({ origin: 'https://evil.example' }), why: /not on the list/ },
    {
      what: 'replayed by another page for another conversation',
      body: async () => {
        const token = hs256();
        await tokenFor(shown(token));
        return shown(token, { page: 'a-page-load-of-a-thief-1' });
      },
      why: /replayed/,
    },
    {
      what: 'replayed with the conversation of somebody anonymous',
      body: async () => {
        const token = hs256();
        await tokenFor(shown(token));
        return shown(token, { page: 'a-page-load-of-a-thief-2', resume: (await tokenFor({})).body.resume });
      },
      why: /replayed/,
    },
    {
      what: 'replayed after a restart',
      body: async () => {
        const token = hs256();
        await tokenFor(shown(token));
        await here.restart();
        return shown(token, { page: 'a-page-load-of-a-thief-3' });
      },
      why: /replayed/,
    },
  ];

  describe('refused in the same words, the reason in the log only', () => {
    for (const { what, body, why } of TRIES) {
      it(what, async () => {
        const sent = await body();
        const before = here.logged.length;
        expect(await tokenFor(sent)).to.deep.include({ status: 403, body: REFUSED });
        const lines = here.logged.slice(before).map((line) => JSON.parse(line));
        expect(lines).to.have.lengthOf(1);
        expect(lines[0]).to.include({ message: 'visitor refused' });
        expect(lines[0].reason).to.match(why);
      });
    }

    it('keeps the token and whom it names out of the log', () => {
      expect(here.logged.join('\n')).not.to.match(/learner-7|eyJ|token-number/);
    });

    it('refuses a token shown without the mark of its page, as a repeat could not be told from a replay', async () => {
      expect(await tokenFor({ token: hs256(), origin: SITE })).to.include({ status: 400 });
    });
  });

  it('gives a learner the same user on every device, and every device its own conversation', async () => {
    const [desk, phone] = [await tokenFor(shown(hs256())), await tokenFor(shown(hs256(), { page: 'the-page-on-her-phone' }))];
    expect([userIn(desk.body.token), userIn(phone.body.token)]).to.deep.equal([learnerId(SITE, 'learner-7'), learnerId(SITE, 'learner-7')]);
    expect(desk.body.conversationId).not.to.equal(phone.body.conversationId);
  });

  it('gives other learners, and the same number at another site, other users', () => {
    const users = [learnerId(SITE, 'a'), learnerId(SITE, 'b'), learnerId('https://other.example', 'a'), learnerId(`${SITE}a`, '')];
    expect(new Set(users)).to.have.property('size', 4);
    expect(users.join()).to.match(/^(dl_learner_[\w-]{43},?)+$/);
  });

  it('lets the same page ask again when an answer got lost, and the next page go on with a new token', async () => {
    const token = hs256();
    const first = await tokenFor(shown(token));
    const again = await tokenFor(shown(token));
    expect(again.body.conversationId).to.equal(first.body.conversationId);
    const later = await tokenFor(shown(hs256(), { page: 'the-page-loaded-again', resume: again.body.resume }));
    expect(later.body).to.include({ conversationId: first.body.conversationId, resumed: true });
  });

  it("opens a learner's conversation to nobody else: not without a token, not to another learner", async () => {
    const hers = (await tokenFor(shown(hs256()))).body;
    const anonymous = (await tokenFor({ resume: hers.resume })).body;
    const other = (await tokenFor(shown(hs256(claims({ sub: 'learner-8' })), { resume: hers.resume }))).body;
    for (const one of [anonymous, other]) {
      expect(one).to.include({ resumed: false });
      expect(one.conversationId).not.to.equal(hers.conversationId);
    }
    expect(userIn(anonymous.token)).to.match(/^dl_[\w-]{16}$/);
  });

  it('leaves everybody else anonymous', async () => {
    const { body } = await tokenFor({ origin: SITE });
    expect(userIn(body.token)).to.match(/^dl_[\w-]{16}$/);
    expect(await ask('POST', `${here.url}/v3/directline/conversations`, {}, bearer(body.token))).to.include({ status: 201 });
  });

  it('refuses whoever brings no token where one is required', async () => {
    const strict = await trial({ ...SETTINGS, VISITOR_SECRET: SECRET, VISITOR_REQUIRED: 'yes' }, { now: () => new Date(NOW) });
    try {
      expect(await tokenFor({ origin: SITE }, strict)).to.deep.include({ status: 403, body: REFUSED });
      expect(await tokenFor({}, strict)).to.deep.include({ status: 403, body: REFUSED });
      expect(await tokenFor(shown(hs256()), strict)).to.include({ status: 200 });
      expect(strict.logged.filter((line) => line.includes('no token'))).to.have.lengthOf(2);
    } finally {
      await strict.stop();
    }
  });

  it('refuses every token where none are set up', async () => {
    const plain = await trial({ FRAME_ANCESTORS: SITE, TRUST_PROXY: '1' });
    try {
      expect(await tokenFor(shown(hs256()), plain)).to.deep.include({ status: 403, body: REFUSED });
    } finally {
      await plain.stop();
    }
  });

  describe("with the site's public keys", () => {
    let folder: Awaited<ReturnType<typeof temporaryFolder>>;
    let keys: Awaited<ReturnType<typeof siteKeys>>;
    let site: Server;
    let answers = 200;
    const trials: Trial[] = [];
    const open = async (jwks: string) => {
      const one = await trial({ ...SETTINGS, VISITOR_JWKS: jwks }, { now: () => new Date(NOW) });
      trials.push(one);
      return one;
    };
    const siteUrl = () => `http://127.0.0.1:${(site.address() as AddressInfo).port}/jwks.json`;

    before(async () => {
      folder = await temporaryFolder();
      keys = await siteKeys();
      site = createServer((_request, response) => {
        response.statusCode = answers;
        response.end(JSON.stringify(keys.jwks));
      });
      await new Promise<void>((resolve) => void site.listen(0, '127.0.0.1', resolve));
    });
    after(async () => {
      site.close();
      await folder.remove();
      for (const one of trials) await one.stop();
    });

    it('takes RS256 and ES256, the keys from an address or from a file', async () => {
      const file = join(folder.dir, 'jwks.json');
      writeFileSync(file, JSON.stringify(keys.jwks));
      for (const at of [await open(siteUrl()), await open(file)]) {
        for (const alg of ['RS256', 'ES256'] as const) expect(await tokenFor(shown(await keys.sign(alg)), at)).to.include({ status: 200 });
      }
    });

    it('refuses HS256 with a public key as the secret, unknown keys, and algorithms that were not agreed', async () => {
      const at = await open(siteUrl());
      const stranger = await siteKeys();
      const tries = [
        byHand({ alg: 'HS256', kid: 'RS256' }, claims(), keys.pem),
        byHand({ alg: 'HS256', kid: 'RS256' }, claims(), JSON.stringify(keys.jwks.keys[0])),
        `${b64({ alg: 'none', kid: 'RS256' })}.${b64(claims())}.`,
        await stranger.sign('RS256'),
        await stranger.sign('ES256'),
        await keys.sign('RS256', 'no-such-key'),
        await keys.sign('RS256', 'ES256'),
        await signedBy('PS256'),
        await signedBy('ES256', true),
      ];
      for (const token of tries) expect(await tokenFor(shown(token), at)).to.deep.include({ status: 403, body: REFUSED });
    });

    it('says to try again when the keys cannot be fetched, and never lets anybody pass meanwhile', async () => {
      answers = 500;
      const at = await open(siteUrl());
      const { status, headers } = await tokenFor(shown(await keys.sign('RS256')), at);
      expect([status, headers.get('retry-after')]).to.deep.equal([503, '30']);
      answers = 200;
    });
  });
});

function swapClaims(token: string, payload: object): string {
  const [header, , signature] = token.split('.');
  return `${header}.${b64(payload)}.${signature}`;
}

/** Correctly signed, by a key that nobody knows. */
async function signedBy(alg: string, inHeader = false): Promise<string> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return new SignJWT(claims()).setProtectedHeader({ alg, ...(inHeader && { jwk: await exportJWK(publicKey) }) }).sign(privateKey);
}

async function siteKeys() {
  const pairs = { RS256: await generateKeyPair('RS256', { extractable: true }), ES256: await generateKeyPair('ES256', { extractable: true }) };
  const jwk = async (alg: keyof typeof pairs) => ({ ...(await exportJWK(pairs[alg].publicKey)), kid: alg, alg, use: 'sig' });
  return {
    jwks: { keys: [await jwk('RS256'), await jwk('ES256')] },
    pem: await exportSPKI(pairs.RS256.publicKey),
    sign: (alg: keyof typeof pairs, kid: string = alg) => new SignJWT(claims()).setProtectedHeader({ alg, kid }).sign(pairs[alg].privateKey),
  };
}
