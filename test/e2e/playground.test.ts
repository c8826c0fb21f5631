import { mkdirSync } from 'node:fs';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { openDesk } from '../../bot/desk.ts';
import { coach } from '../../dialogs/coach.ts';
import { type Trial, trial } from '../bot/support/running.ts';
import { realHouse } from '../dialogs/support/house.ts';
import { openBrowser } from './support/browser.ts';
import { openPlayground, type Playground } from './support/playground.ts';

const SHOTS = 'test/e2e/shots';
/** The window without the log beside it. */
const CHAT = { x: 330, y: 48, width: 680, height: 852 };

describe("the coach in Microsoft's Agents Playground, as in Teams", function () {
  this.timeout(120_000);
  let browser: Browser;
  let here: Trial;
  let playground: Playground;
  let page: Page;
  before(async () => {
    mkdirSync(SHOTS, { recursive: true });
    const house = await realHouse();
    const now = () => new Date();
    here = await trial({}, { coach: coach(house), desk: openDesk(house, now), now });
    playground = await openPlayground(`${here.url}/api/messages`);
    browser = await openBrowser();
    page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    // The Playground (0.2.28) freezes the card and then writes into it: "Cannot add property msTeams". Teams does not.
    await page.addInitScript('Object.freeze = (object) => object');
    await page.goto(playground.url);
  });
  after(async () => {
    await browser?.close();
    playground?.stop();
    await here?.stop();
  });

  const button = (label: string) => page.getByRole('button', { name: label, exact: true }).last();
  const seen = (text: string) => page.getByText(text).last();
  const shot = (name: string) => page.screenshot({ path: `${SHOTS}/teams-${name}.png`, clip: CHAT });
  const say = async (text: string) => {
    await page.locator('[role=textbox][contenteditable=true]').click();
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  };

  it('welcomes once, when it is installed', async () => {
    await seen("Hello, I'm Shift Coach").waitFor();
    await shot('welcome');
    expect(await page.getByText("Hello, I'm Shift Coach").count()).to.equal(1);
  });

  it('answers a question and the buttons of its card', async () => {
    await say('s22 CRA');
    await seen('Consumer Rights Act 2015 s.22').waitFor();
    await shot('answer');
    await button('Quiz me on this').click();
    await seen('Question 1 of').waitFor();
    await shot('quiz');
    await button("Don't know").click();
    await seen('Question 2 of').waitFor();
  });

  it('goes through a complaint step by step', async () => {
    await say('stop');
    await say('got an angry lady here, kettle blew up');
    await seen('step 1 of').waitFor();
    await shot('complaint');
  });

  it('finds law for its message extension and shows the card', async () => {
    await page.getByRole('button', { name: 'Trigger Message Extension App' }).click();
    await page.getByText('Search Command').click();
    await page.getByPlaceholder('Enter a search term').fill('net promoter');
    await page.keyboard.press('Enter');
    await seen('Net Promoter').waitFor();
    await shot('extension');
  });
});
