import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { type Trial, trial } from '../bot/support/running.ts';
import { openBrowser } from './support/browser.ts';

const SHOTS = 'test/e2e/shots';
const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };

describe('the chat page, in a real browser', function () {
  this.timeout(60_000);
  let browser: Browser;
  let here: Trial;
  let nowMs = Date.now();
  let troubles: string[];

  before(async () => {
    mkdirSync(SHOTS, { recursive: true });
    execFileSync(process.execPath, ['bot/web/fetch-web-chat.mjs', '--strict'], { stdio: 'inherit' });
    browser = await openBrowser();
    here = await trial({}, { now: () => new Date(nowMs) });
  });
  after(async () => {
    await browser?.close();
    await here?.stop();
  });
  beforeEach(() => {
    troubles = [];
    nowMs += 120_000;
  });

  async function visit(viewport: { width: number; height: number }, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
    const page = await (await browser.newContext({ viewport, colorScheme })).newPage();
    page.on('console', (line) => line.type() === 'error' && troubles.push(line.text()));
    page.on('pageerror', (error) => troubles.push(error.message));
    await page.goto(here.url);
    await button(page, 'faulty kettle').waitFor();
    return page;
  }
  const button = (page: Page, label: string) => page.locator('.ac-pushButton', { hasText: label }).last();
  const say = async (page: Page, text: string) => {
    await page.getByPlaceholder('Ask about service or the law').fill(text);
    await page.keyboard.press('Enter');
  };
  const answer = (page: Page, text: string) => page.locator('.webchat__render-markdown', { hasText: text });

  for (const [name, size] of Object.entries(SIZES)) {
    it(`welcomes, answers a typed question and a button, and keeps it all over a reload, on a ${name}`, async () => {
      const page = await visit(size);
      await page.screenshot({ path: `${SHOTS}/${name}-welcome.png` });
      await say(page, 'What about a refund?');
      await answer(page, 'You said: What about a refund?').waitFor();
      await button(page, 'after 30 days').click();
      await answer(page, 'press:law:cra-23').waitFor();
      await page.screenshot({ path: `${SHOTS}/${name}-answer.png` });

      await page.reload();
      await answer(page, 'press:law:cra-23').waitFor();
      await answer(page, 'You said: What about a refund?').waitFor();
      expect(await answer(page, 'Hello').count(), 'greets once').to.equal(1);
      await page.screenshot({ path: `${SHOTS}/${name}-reloaded.png` });

      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), 'nothing sticks out').to.equal(true);
      expect(troubles, 'no error and no breach of the policy').to.deep.equal([]);
      await page.context().close();
    });
  }

  it('shows HTML and Markdown that somebody writes as they stand', async () => {
    const page = await visit(SIZES.desktop);
    const text = '<img src=x onerror="document.title=1"> **bold** [x](javascript:alert(1)) www.evil.example';
    await say(page, text);
    await answer(page, 'You said:').waitFor();
    expect(await answer(page, 'You said:').locator('p').first().textContent()).to.equal(`You said: ${text.replace('"', '“').replace('"', '”')}`);
    expect(await answer(page, 'You said:').locator('p').first().locator('a, img').count()).to.equal(0);
    expect(await page.locator('.webchat__bubble--from-user').textContent()).to.include(text);
    expect(await page.title()).to.equal('Shift Coach');
    expect(troubles).to.deep.equal([]);
    await page.context().close();
  });

  it('can be used with the keyboard alone, has one h1, and buttons large enough for a thumb', async () => {
    const page = await visit(SIZES.phone, 'dark');
    await page.screenshot({ path: `${SHOTS}/phone-dark.png` });
    expect(await page.locator('h1').allInnerTexts()).to.deep.equal(['Shift Coach']);
    const heights = await page
      .locator('button:visible:not([tabindex="-1"])')
      .evaluateAll((all) => all.map((one) => (one as unknown as { getBoundingClientRect(): { height: number } }).getBoundingClientRect().height));
    expect(Math.min(...heights.filter((height) => height > 1))).to.be.at.least(40);
    await button(page, 'angry customer').focus();
    await page.keyboard.press('Enter');
    await answer(page, 'press:q:angry').waitFor();
    await page.context().close();
  });

  it('starts a new chat when asked to', async () => {
    const page = await visit(SIZES.desktop);
    await say(page, 'an old matter');
    await answer(page, 'You said: an old matter').waitFor();
    await page.getByRole('button', { name: 'New chat' }).click();
    await answer(page, 'You said: an old matter').waitFor({ state: 'detached' });
    await button(page, 'faulty kettle').waitFor();
    await page.context().close();
  });

  it('works where storage is forbidden, for as long as the page is open', async () => {
    const context = await browser.newContext({ viewport: SIZES.phone });
    await context.addInitScript(`Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })`);
    const page = await context.newPage();
    await page.goto(here.url);
    await say(page, 'no storage');
    await answer(page, 'You said: no storage').waitFor();
    await context.close();
  });

  it('comes back by itself with all that was said when its token has run out and the server was away', async function () {
    // Web Chat's client waits 3 to 15 s before it tries again.
    this.timeout(90_000);
    const page = await visit(SIZES.desktop);
    await say(page, 'before the break');
    await answer(page, 'You said: before the break').waitFor();
    await page.evaluate(
      `new MutationObserver(() => { document.body.dataset.said = notice.textContent || document.body.dataset.said; }).observe(notice, { childList: true })`,
    );
    const renewed = page.waitForResponse(/api\/web\/token$/, { timeout: 60_000 });
    nowMs += 31 * 60_000;
    await here.restart();
    await renewed;
    await page.locator('#notice').waitFor({ state: 'hidden' });
    expect(await page.locator('body').getAttribute('data-said')).to.match(/^The coach (is away for a moment|cannot be reached)/);
    await say(page, 'after the break');
    await answer(page, 'You said: after the break').waitFor();
    expect(await answer(page, 'You said: before the break').count()).to.equal(1);
    await page.context().close();
  });
});
