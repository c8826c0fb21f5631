import { mkdirSync } from 'node:fs';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { coach } from '../../dialogs/coach.ts';
import { type Trial, trial } from '../bot/support/running.ts';
import { NOW } from '../dialogs/support/house.ts';
import { quizHouse } from '../dialogs/support/quiz-house.ts';
import { openBrowser } from './support/browser.ts';

const SHOTS = 'test/e2e/shots';
const LOOKS = [
  { name: 'phone', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  { name: 'phone-dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  { name: 'desktop', viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
] as const;

describe('a quiz from its start to its charts, in a real browser', function () {
  this.timeout(120_000);
  let browser: Browser;
  let here: Trial;

  before(async () => {
    mkdirSync(SHOTS, { recursive: true });
    browser = await openBrowser();
    here = await trial({}, { now: () => NOW, coach: coach(await quizHouse()) });
  });
  after(async () => {
    await browser?.close();
    await here?.stop();
  });

  for (const { name, ...look } of LOOKS)
    it(`shows them as images that say what they show, and fit, on: ${name}`, async () => {
      const troubles: string[] = [];
      const page = await (await browser.newContext(look)).newPage();
      page.on('console', (line) => line.type() === 'error' && troubles.push(line.text()));
      await page.goto(here.url);
      const say = async (text: string) => {
        await page.getByPlaceholder('Ask about service or the law').fill(text);
        await page.keyboard.press('Enter');
      };
      const shows = (text: string) => page.locator('.webchat__render-markdown', { hasText: text }).last().waitFor();
      await page.locator('.ac-pushButton').first().waitFor();
      await say('quiz me on anything, 4 questions');
      for (const [at, answer] of ['b, sure', 'a, sure', 'b', 'pass'].entries()) {
        await shows(`Question ${at + 1} of 4`);
        await say(answer);
      }
      await shows('You got 2 of 4 right');
      await checkImage(page, /^This quiz\. .*1 right/);
      await page.screenshot({ path: `${SHOTS}/${name}-quiz-end.png` });

      await page.locator('.ac-pushButton', { hasText: 'How am I doing?' }).last().click();
      await shows('2 of 20 questions learned');
      await checkImage(page, /^How you are doing\. .*sure, but wrong/);
      await page.screenshot({ path: `${SHOTS}/${name}-progress.png` });
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), 'nothing sticks out').to.equal(true);
      expect(troubles, 'no error and no breach of the policy').to.deep.equal([]);
      await page.context().close();
    });
});

/** The newest image is there, drawn, named, and no wider than the page. */
async function checkImage(page: Page, alt: RegExp): Promise<void> {
  // Web Chat makes a blob of it.
  const image = page.locator('img[src^="blob:"]').last();
  await image.waitFor();
  await image.scrollIntoViewIfNeeded();
  expect(await image.getAttribute('alt')).to.match(alt);
  const drawn = await image.evaluate((one) => {
    type Box = { clientWidth: number; clientHeight: number };
    const { naturalWidth, naturalHeight, clientWidth, clientHeight, parentElement } = one as unknown as Box & {
      naturalWidth: number;
      naturalHeight: number;
      parentElement: Box;
    };
    return {
      naturalWidth,
      clientWidth,
      shape: clientHeight / clientWidth / (naturalHeight / naturalWidth),
      frame: parentElement.clientHeight - clientHeight,
    };
  });
  expect(drawn.naturalWidth).to.equal(640);
  expect(drawn.clientWidth).to.be.within(320, 420);
  expect(drawn.shape, 'not stretched').to.be.closeTo(1, 0.02);
  expect(drawn.frame, 'not cropped').to.be.at.least(0);
}
