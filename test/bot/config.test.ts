import { expect } from 'chai';
import { readConfig } from '../../bot/config.ts';

describe('the settings', () => {
  it('need nothing at all, and then keep the server to this machine', () => {
    const read = readConfig({});
    expect(read).to.deep.include({ ok: true });
    expect(read.ok && read.config).to.include({ port: 3978, host: '127.0.0.1', dataDir: './data', trustProxy: 0, logLevel: 'info' });
  });

  it('listen on every address once there is an app id', () => {
    const read = readConfig({ MicrosoftAppId: 'id', MicrosoftAppPassword: 'secret', MicrosoftAppTenantId: 'tenant' });
    expect(read.ok && read.config).to.deep.include({
      host: '0.0.0.0',
      app: { type: 'SingleTenant', id: 'id', password: 'secret', tenantId: 'tenant' },
    });
  });

  it('refuse an outside address without an app id', () => {
    expect(problemsOf({ HOST: '0.0.0.0' })).to.have.lengthOf(1);
    expect(problemsOf({ HOST: '0.0.0.0' })[0]).to.match(/^HOST: .*→ set the app id/);
  });

  it('name every problem at once, each with its cure', () => {
    const problems = problemsOf({
      PORT: 'eighty',
      LOG_LEVEL: 'loud',
      WEB_CHAT_SECRET: 'short',
      PUBLIC_URL: 'https://coach.example.org/page',
      FRAME_ANCESTORS: '*',
    });
    expect(problems.map((problem) => problem.split(/[:.]/)[0])).to.have.members([
      'PORT',
      'LOG_LEVEL',
      'WEB_CHAT_SECRET',
      'PUBLIC_URL',
      'FRAME_ANCESTORS',
    ]);
  });

  it('tell what each kind of app still needs', () => {
    expect(problemsOf({ MicrosoftAppId: 'id' })).to.have.lengthOf(2);
    expect(
      problemsOf({ MicrosoftAppId: 'id', MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppPassword: 'p', MicrosoftAppTenantId: 't' })[0],
    ).to.include('leave it out');
    expect(problemsOf({ MicrosoftAppPassword: 'p' })[0]).to.include('MicrosoftAppId is not');
    expect(readConfig({ MicrosoftAppId: 'id', MicrosoftAppType: 'MultiTenant', MicrosoftAppPassword: 'p' }).ok).to.equal(true);
  });

  it('tell what is still needed to know learners by their site', () => {
    const secret = 'x'.repeat(32);
    const whole = { VISITOR_SECRET: secret, VISITOR_ISSUER: 'https://site.example', FRAME_ANCESTORS: 'https://site.example' };
    const read = readConfig(whole);
    expect(read.ok && read.config.visitor).to.deep.equal({
      key: { secret },
      issuer: 'https://site.example',
      audience: 'shift-coach',
      required: false,
    });
    const names = (env: Record<string, string>) => problemsOf(env).map((problem) => problem.split(/[:.]/)[0]);
    expect(names({ VISITOR_SECRET: secret })).to.have.members(['VISITOR_ISSUER', 'FRAME_ANCESTORS']);
    expect(names({ VISITOR_REQUIRED: 'yes' })).to.deep.equal(['VISITOR_SECRET']);
    expect(names({ ...whole, VISITOR_JWKS: './keys.json' })).to.deep.equal(['VISITOR_JWKS']);
    expect(names({ ...whole, VISITOR_SECRET: 'short' })).to.deep.equal(['VISITOR_SECRET']);
    expect(names({ VISITOR_JWKS: 'http://site.example/keys.json' }), 'keys without encryption').to.deep.equal(['VISITOR_JWKS']);
  });

  it('take an empty variable for one that is not set', () => {
    expect(readConfig({ PORT: '', MicrosoftAppId: ' ' }).ok).to.equal(true);
  });
});

function problemsOf(env: Record<string, string>): string[] {
  const read = readConfig(env);
  return read.ok ? [] : read.problems;
}
