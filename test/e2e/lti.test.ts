import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { expect } from 'chai';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { coach } from '../../dialogs/coach.ts';
import { houseOf } from '../../dialogs/house.ts';
import { type Course, course } from '../bot/lti/support/course.ts';
import { deepLinkingResponse, type Opening } from '../bot/lti/support/platform.ts';
import { realKnowledge } from '../knowledge/support/real.ts';
import { openBrowser } from './support/browser.ts';

const SHOTS = 'test/e2e/shots';

describe('the coach in a frame of a course on another site, in a real browser', function () {
  this.timeout(90_000);
  let browser: Browser;
  let all: Course;

  before(async () => {
    mkdirSync(SHOTS, { recursive: true });
    execFileSync(process.execPath, ['bot/web/fetch-web-chat.mjs', '--strict'], { stdio: 'inherit' });
    browser = await openBrowser();
    const knowledge = await realKnowledge();
    const bank = { questions: knowledge.content.questions, subjects: knowledge.content.slots.subjects };
    all = await course({ coach: coach(houseOf(knowledge)), bank }, { ancestors: (url) => url.replace('127.0.0.1', 'localhost') });
  });
  after(async () => {
    await browser?.close();
    await all?.end();
  });

  /** The course stands on localhost and the coach on 127.0.0.1: two sites, to a browser. */
  async function visit(opening: Opening, blockStorage = false): Promise<{ page: Page; frame: FrameLocator }> {
    const page = await (await browser.newContext({ viewport: { width: 900, height: 760 } })).newPage();
    if (blockStorage)
      await page.addInitScript(() => {
        for (const name of ['localStorage', 'sessionStorage'])
          Object.defineProperty(globalThis, name, {
            get: () => {
              throw new DOMException('blocked', 'SecurityError');
            },
          });
      });
    const url = all.platform.url.replace('127.0.0.1', 'localhost');
    await page.goto(`${url}/course?opening=${encodeURIComponent(JSON.stringify(opening))}`);
    return { page, frame: page.frameLocator('iframe') };
  }

  for (const blocked of [false, true]) {
    it(`begins the set quiz and sends the score, ${blocked ? 'though cookies and storage are blocked' : 'with cookies'}`, async () => {
      const before = all.platform.scores.length;
      const { page, frame } = await visit(
        { sub: `she-${blocked}`, custom: { quiz_subject: 'cra', quiz_count: '1', quiz_mode: 'practice' } },
        blocked,
      );
      const box = frame.getByPlaceholder('Ask about service or the law');
      await frame
        .locator('.webchat__render-markdown', { hasText: 'Question 1 of 1' })
        .or(frame.locator('.webchat__render-markdown', { hasText: '1 question' }))
        .first()
        .waitFor();
      await page.screenshot({ path: `${SHOTS}/lti-quiz${blocked ? '-blocked' : ''}.png` });
      await box.fill('a');
      await box.press('Enter');
      await frame.locator('.webchat__render-markdown', { hasText: /You got \d of 1/ }).waitFor();
      for (let tries = 0; tries < 100 && all.platform.scores.length === before; tries += 1) await page.waitForTimeout(50);
      expect(all.platform.scores.length).to.equal(before + 1);
      await page.context().close();
    });
  }

  it('lets a teacher choose a quiz and brings the choice back', async () => {
    const { page, frame } = await visit({ deepLinking: {} });
    await frame.getByLabel('About').selectOption('cra');
    await frame.getByLabel('Exam: learners').check();
    await page.screenshot({ path: `${SHOTS}/lti-choose.png` });
    await frame.getByRole('button', { name: 'Add to the course' }).click();
    await frame.getByText('"taken":true').waitFor();
    const claims = await deepLinkingResponse(all.platform.tool, all.platform.deepLinked.at(-1) ?? '');
    expect(JSON.stringify(claims)).to.include('"quiz_mode":"exam"');
    await page.context().close();
  });

  it('says kindly that it cannot be opened', async () => {
    const { page, frame } = await visit({ custom: { quiz_subject: 'no-such' } });
    await frame.getByRole('heading', { name: 'The coach could not be opened from here' }).waitFor();
    await page.screenshot({ path: `${SHOTS}/lti-sorry.png` });
    await page.context().close();
  });
});
