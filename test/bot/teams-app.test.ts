import { expect } from 'chai';
import { strFromU8, unzipSync } from 'fflate';
import { makeApp } from '../../bot/teams-app/app.ts';

const ENV = {
  MicrosoftAppId: '6f1c2a34-1111-4222-8333-444455556666',
  PUBLIC_URL: 'https://coach.example.org',
  TEAMS_DEVELOPER: 'Example "Homes" & Sons',
};

describe('the app for Teams', () => {
  it('is a zip of a manifest that keeps to the schema and two icons of the right size', async () => {
    const made = await makeApp({ ...ENV, TEAMS_APP_ID: '0a1b2c3d-1111-4222-8333-444455556666' }, '1.2.3');
    if (!made.ok) throw new Error(made.problems.join('\n'));
    const files = unzipSync(made.zip);
    expect(Object.keys(files)).to.have.members(['manifest.json', 'color.png', 'outline.png']);
    const manifest = JSON.parse(strFromU8(files['manifest.json']!));
    expect(manifest).to.deep.include({
      version: '1.2.3',
      manifestVersion: '1.30',
      id: '0a1b2c3d-1111-4222-8333-444455556666',
      validDomains: ['coach.example.org'],
    });
    expect(manifest.bots[0].botId).to.equal(ENV.MicrosoftAppId);
    expect(manifest.developer.name).to.equal(ENV.TEAMS_DEVELOPER);
    expect(JSON.stringify(manifest)).not.to.match(/\{\w+\}/);
    for (const [name, side] of [
      ['color.png', 192],
      ['outline.png', 32],
    ] as const) {
      const png = Buffer.from(files[name]!);
      expect([png.readUInt32BE(16), png.readUInt32BE(20)], name).to.deep.equal([side, side]);
      expect(png.length).to.be.lessThan(30_000);
    }
  });

  it('is not made without its settings, and says which to set', async () => {
    const none = await makeApp({}, '1.0.0');
    expect(none.ok || none.problems.map((problem) => problem.split(':')[0])).to.deep.equal(['MicrosoftAppId', 'PUBLIC_URL', 'TEAMS_DEVELOPER']);
    for (const wrong of [
      { MicrosoftAppId: 'abc' },
      { PUBLIC_URL: 'http://coach.example.org' },
      { PUBLIC_URL: 'https://coach.example.org/x' },
      { TEAMS_APP_ID: '7' },
      { TEAMS_DEVELOPER: 'x'.repeat(33) },
      { TEAMS_TERMS_URL: 'terms' },
    ]) {
      const made = await makeApp({ ...ENV, ...wrong }, '1.0.0');
      expect(made.ok || made.problems.join(), JSON.stringify(wrong)).to.match(new RegExp(`^${Object.keys(wrong)[0]}: .* → `));
    }
  });

  it('is not made from a manifest that breaks the schema', async () => {
    const made = await makeApp(ENV, '1'.repeat(300));
    expect(made.ok).to.equal(false);
  });
});
