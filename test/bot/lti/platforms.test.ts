import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readConfig } from '../../../bot/config.ts';
import { openKey } from '../../../bot/lti/key.ts';
import { platformOf, readPlatforms } from '../../../bot/lti/platforms.ts';

const MOODLE = {
  issuer: 'https://moodle.example.org',
  clientId: 'abc',
  authUrl: 'https://moodle.example.org/mod/lti/auth.php',
  tokenUrl: 'https://moodle.example.org/mod/lti/token.php',
  jwksUrl: 'https://moodle.example.org/mod/lti/certs.php',
  deployments: ['1'],
};

describe('the list of learning platforms', () => {
  let folder: string;
  let file: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'lti-'));
    file = join(folder, 'platforms.json');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const problemsOf = (content: unknown): string[] => {
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    const read = readPlatforms(file);
    return read.ok ? [] : read.problems;
  };

  it('takes what an administrator copies from the platform', () => {
    expect(problemsOf([MOODLE])).to.deep.equal([]);
    expect(problemsOf([MOODLE, { ...MOODLE, clientId: 'def' }])).to.deep.equal([]);
  });

  const { jwksUrl: _, ...withoutKeys } = MOODLE;
  const wrong: readonly (readonly [string, unknown, RegExp])[] = [
    ['no JSON', '[{', /is not JSON → /],
    ['no list', MOODLE, /must be a list → /],
    ['an empty list', [], /has no platform → /],
    ['a field that is missing', [withoutKeys], /\[0\]\.jwksUrl is missing → /],
    [
      'an address without encryption',
      [{ ...MOODLE, tokenUrl: 'http://moodle.example.org/token' }],
      /\[0\]\.tokenUrl must be an address that begins with https:\/\/ → /,
    ],
    ['no deployment', [{ ...MOODLE, deployments: [] }], /\[0\]\.deployments is empty → /],
    ['a deployment that is a number', [{ ...MOODLE, deployments: [1] }], /\[0\]\.deployments\[0\] is missing → a text/],
    ['a field with another name', [{ ...MOODLE, tokenURL: 'x' }], /\[0\] has a field that means nothing here: tokenURL → /],
    ['a client that is there twice', [MOODLE, MOODLE], /\[1\]\.clientId stands there twice/],
  ];
  for (const [name, content, problem] of wrong) {
    it(`refuses ${name}, with file, field and cure`, () => {
      const [first, ...others] = problemsOf(content);
      expect(first).to.match(problem);
      expect(first).to.include(`LTI_PLATFORMS: ${file}: `);
      expect(others).to.deep.equal([]);
    });
  }

  it('has one platform for an issuer and a client, and none where only the client would tell which', () => {
    const two = [MOODLE, { ...MOODLE, clientId: 'def' }].map((one) => ({ ...one, audiences: [] }));
    expect(platformOf(two, MOODLE.issuer, 'def')).to.equal(two[1]);
    expect(platformOf(two, MOODLE.issuer, undefined)).to.equal(undefined);
    expect(platformOf(two.slice(1), MOODLE.issuer, undefined)).to.equal(two[1]);
  });

  it('is refused by the settings without the address of this server, with a missing file or a key that is none', () => {
    const problems = (env: Record<string, string>) => {
      const read = readConfig(env);
      return read.ok ? [] : read.problems;
    };
    writeFileSync(file, JSON.stringify([MOODLE]));
    expect(problems({ LTI_PLATFORMS: file, PUBLIC_URL: 'https://coach.example.org' })).to.deep.equal([]);
    expect(problems({ LTI_PLATFORMS: file })[0]).to.match(/^PUBLIC_URL: is missing → /);
    expect(problems({ LTI_PLATFORMS: `${file}x`, PUBLIC_URL: 'https://coach.example.org' })[0]).to.match(/cannot be read → /);
    expect(problems({ LTI_PLATFORMS: file, LTI_KEY_FILE: file, PUBLIC_URL: 'https://coach.example.org' })[0]).to.match(/^LTI_KEY_FILE: .* → /);
    expect(problems({ LTI_KEY_FILE: file })[0]).to.match(/LTI_PLATFORMS is not/);
    expect(problems({ XAPI_ENDPOINT: 'https://lrs.example.org/xapi' })).to.have.lengthOf(2);
    expect(problems({ XAPI_ENDPOINT: 'http://lrs.example.org/xapi', XAPI_KEY: 'k', XAPI_SECRET: 's' })[0]).to.match(/^XAPI_ENDPOINT: .*https/);
  });

  it('has a key of ours that stays the same, and of which only the public part is shown', async () => {
    const files = { configured: undefined, kept: join(folder, 'lti', 'key.pem') };
    const [first, second] = [await openKey(files), await openKey(files)];
    expect(second.jwks).to.deep.equal(first.jwks);
    expect(Object.keys(first.jwks.keys[0] ?? {}).sort()).to.deep.equal(['alg', 'e', 'kid', 'kty', 'n', 'use']);
    expect((await openKey({ ...files, configured: files.kept })).jwks).to.deep.equal(first.jwks);
  });
});
