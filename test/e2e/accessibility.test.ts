import axe from 'axe-core';
import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Frame, Page } from 'playwright-core';
import { openBrowser } from './support/browser.ts';
import { type CoachProcess, openCoach } from './support/coach-process.ts';
import { openSite, type Site } from './support/sample-site.ts';

const PLACEHOLDER = 'Ask about service or the law';

/** What axe finds against WCAG 2.2 A and AA and good practice, Web Chat's own parts included. */
async function findings(frame: Frame): Promise<string[]> {
  await frame.evaluate(axe.source);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = (await frame.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(tags)}, iframes: false })`)) as {
    violations: { id: string; nodes: { target: unknown[]; html: string }[] }[];
  };
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id}: ${target.flat().join(' ')} ${html.slice(0, 160)}`));
}

describe('accessibility, in a real browser', function () {
  this.timeout(90_000);
  let browser: Browser;
  let coach: CoachProcess;
  let site: Site;

  before(async () => {
    browser = await openBrowser();
    site = await openSite({ coach: () => coach.url });
    coach = await openCoach({ FRAME_ANCESTORS: site.url, VISITOR_SECRET: 'a-secret-nobody-uses-in-this-very-test', VISITOR_ISSUER: site.url });
  });
  after(async () => {
    await browser?.close();
    site.close();
    await coach.end();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    site.page = (html) => html;
  });

  const chat = (page: Page) => page.frameLocator('shift-coach iframe');
  const frameOf = (page: Page) => page.frames().find((one) => one !== page.mainFrame()) as Frame;
  async function visit(options: BrowserContextOptions = {}): Promise<Page> {
    const page = await (await browser.newContext({ viewport: { width: 1200, height: 800 }, reducedMotion: 'reduce', ...options })).newPage();
    await page.goto(site.url);
    await page.locator('shift-coach .launcher').waitFor();
    return page;
  }
  async function open(page: Page): Promise<void> {
    await page.locator('shift-coach .launcher').click();
    await chat(page).locator('.ac-pushButton').first().waitFor();
  }
  async function ask(page: Page, text: string, shows: RegExp): Promise<void> {
    await chat(page).getByPlaceholder(PLACEHOLDER).fill(text);
    await chat(page).getByPlaceholder(PLACEHOLDER).press('Enter');
    await chat(page).locator('.webchat__render-markdown', { hasText: shows }).last().waitFor();
  }

  const STATES: Record<string, (page: Page) => Promise<void>> = {
    closed: async () => undefined,
    open,
    'an answer with its card': async (page) => {
      await open(page);
      await ask(page, 'kettle packed in after 5 weeks, can she have her money back', /30 days/);
    },
    'a step of a complaint': async (page) => {
      await open(page);
      await ask(page, 'got an angry lady here, kettle blew up', /\?/);
    },
    'a quiz question': async (page) => {
      await open(page);
      await ask(page, 'quiz me on anything, 4 questions', /Question 1 of 4/);
    },
    'the end of a quiz with its chart': async (page) => {
      await open(page);
      await ask(page, 'quiz me on anything, 4 questions', /Question 1 of 4/);
      for (const shows of [/Question 2 of 4/, /Question 3 of 4/, /Question 4 of 4/, /You got 0 of 4/]) await ask(page, 'pass', shows);
      await chat(page).locator('img[src^="blob:"]').waitFor();
    },
    'the coach cannot be reached at all': async (page) => {
      await page.context().route(`${coach.url}/**`, (route) => route.abort());
      await page.locator('shift-coach .launcher').click();
      await page.getByRole('button', { name: 'Try again' }).waitFor();
    },
    'the coach is away': async (page) => {
      await page.context().route('**/api/web/token', (route) => route.abort());
      await page.locator('shift-coach .launcher').click();
      await chat(page).locator('#notice').filter({ hasText: 'cannot be reached' }).waitFor();
    },
    offline: async (page) => {
      await open(page);
      await page.context().setOffline(true);
      await chat(page).locator('#notice').filter({ hasText: 'You are offline' }).waitFor();
    },
    refused: async (page) => {
      site.page = (html) => html.replace(/data-token-url="[^"]*"/, 'data-token="no.good.token"');
      await page.reload();
      await page.locator('shift-coach .launcher').click();
      await chat(page).locator('#notice').filter({ hasText: 'cannot be opened' }).waitFor();
    },
  };

  const VIEWS: Record<string, BrowserContextOptions> = {
    light: {},
    dark: { colorScheme: 'dark' },
    'a phone of 320 px': { viewport: { width: 320, height: 640 } },
  };
  for (const [view, options] of Object.entries(VIEWS)) {
    for (const [state, reach] of Object.entries(STATES)) {
      it(`axe finds nothing of ours: ${state}, ${view}`, async () => {
        const page = await visit(options);
        await reach(page);
        const found = [...(await findings(page.mainFrame()))];
        for (const frame of page.frames().filter((one) => one.url().startsWith(coach.url))) found.push(...(await findings(frame)));
        expect(found).to.deep.equal([]);
      });
    }
  }

  it('axe looks into the widget and into the chat: it finds what is broken there on purpose', async () => {
    const page = await visit();
    await open(page);
    await page.evaluate(
      `document.querySelector('shift-coach').shadowRoot.querySelector('.launcher').append(Object.assign(document.createElement('img'), { src: 'x' }))`,
    );
    await frameOf(page).evaluate(`document.querySelector('.webchat__bubble').append(Object.assign(document.createElement('img'), { src: 'x' }))`);
    expect((await findings(page.mainFrame())).join()).to.match(/image-alt/);
    expect((await findings(frameOf(page))).join()).to.match(/image-alt/);
  });

  it('the chat page by itself, light and dark, has no finding either', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await (await browser.newContext({ colorScheme })).newPage();
      await page.goto(coach.url);
      await page.locator('.ac-pushButton').first().waitFor();
      expect(await findings(page.mainFrame())).to.deep.equal([]);
    }
  });

  /** Where the keyboard is: on the site, in the widget, or in the chat. */
  const place = async (page: Page): Promise<string> => {
    const inPage = `(() => { let one = document.activeElement; while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement; return one ? one.id || one.dataset.id || one.className || one.localName : 'nowhere'; })()`;
    const outside = String(await page.evaluate(inPage));
    return outside === 'iframe' ? `chat: ${await frameOf(page).evaluate(inPage)}` : outside;
  };
  const until = async (page: Page, what: RegExp) => {
    for (let tries = 0; tries < 200; tries += 1) {
      if (what.test(await place(page))) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(await place(page)).to.match(what);
  };

  it('everything is reached by the keyboard, in order, and the focus is never lost', async () => {
    const page = await visit();
    const stops: string[] = [];
    for (let tries = 0; tries < 20 && !stops.at(-1)?.includes('launcher'); tries += 1) {
      await page.keyboard.press('Tab');
      stops.push(await place(page));
    }
    expect(stops.at(-1), 'the launcher comes in the order of the page').to.equal('launcher');
    await page.keyboard.press('Enter');
    await until(page, /^chat: webchat-sendbox-input$/);

    await page.keyboard.type('kettle packed in after 5 weeks, can she have her money back');
    await page.keyboard.press('Enter');
    await chat(page).locator('.webchat__render-markdown', { hasText: '30 days' }).last().waitFor();
    expect(await place(page), 'after an answer').to.equal('chat: webchat-sendbox-input');

    // Backwards from the box: the list of messages, whose newest message Enter goes into.
    await page.keyboard.press('Shift+Tab');
    await until(page, /^chat: .*terminator/);
    await page.keyboard.press('Shift+Tab');
    await until(page, /^chat: .*transcript(?!.*terminator)/);
    await page.keyboard.press('Enter');
    await until(page, /^chat: (a|ac-pushButton.*)$/);
    const within = await place(page);
    await page.keyboard.press('Escape');
    await until(page, /^chat: .*transcript/);
    expect(within).not.to.equal(await place(page));
    await page.keyboard.press('Escape');
    await until(page, /^chat: webchat-sendbox-input$|^launcher$/);

    for (let tries = 0; tries < 6 && !(await place(page)).endsWith('close'); tries += 1) await page.keyboard.press('Shift+Tab');
    expect(await place(page)).to.equal('chat: close');
    await page.keyboard.press('Enter');
    await until(page, /^launcher$/);
    await page.keyboard.press('Shift+Tab');
    expect(await place(page), 'no trap').not.to.match(/launcher|chat|nowhere/);
  });

  it('a button of an answer pressed by the keyboard leaves the focus in the chat', async () => {
    const page = await visit();
    await open(page);
    await until(page, /^chat: webchat-sendbox-input$/);
    await chat(page).locator('.ac-pushButton').first().focus();
    await page.keyboard.press('Enter');
    await chat(page).locator('.webchat__render-markdown').nth(1).waitFor();
    expect(await place(page)).to.match(/^chat: (?!body|nowhere)/);
  });

  it('the focus can always be seen', async () => {
    const page = await visit();
    await page.locator('shift-coach .launcher').focus();
    await page.keyboard.press('Shift');
    const ring = (selector: string, at: Frame) =>
      at.evaluate(`getComputedStyle(${selector}).outlineStyle + getComputedStyle(${selector}).outlineWidth`);
    expect(await ring(`document.querySelector('shift-coach').shadowRoot.querySelector('.launcher')`, page.mainFrame())).to.equal('solid3px');
    await page.keyboard.press('Enter');
    await until(page, /^chat: webchat-sendbox-input$/);
    await page.keyboard.press('Tab');
    await chat(page).locator('#close').focus();
    expect(await ring(`document.querySelector('#close')`, frameOf(page))).to.equal('solid3px');
  });

  for (const [what, viewport] of Object.entries({
    'a window of 1280 by 800 at 200 %': { width: 640, height: 400 },
    'a window of 1280 by 1024 at 400 %': { width: 320, height: 256 },
    'a phone of 320 px': { width: 320, height: 568 },
  })) {
    it(`nothing is cut off or must be scrolled sideways: ${what}`, async () => {
      const page = await visit({ viewport });
      await open(page);
      await ask(page, 'kettle packed in after 5 weeks, can she have her money back', /30 days/);
      for (const frame of [page.mainFrame(), frameOf(page)])
        expect(await frame.evaluate('document.documentElement.scrollWidth <= innerWidth')).to.equal(true);
      expect(await page.locator('shift-coach dialog').boundingBox()).to.deep.equal({ x: 0, y: 0, ...viewport });
      for (const part of ['#again', '#close', '[data-id="webchat-sendbox-input"]']) {
        const box = (await chat(page).locator(part).boundingBox())!;
        expect(box.x, part).to.be.at.least(0);
        expect(box.y, part).to.be.at.least(0);
        expect(box.x + box.width, part).to.be.at.most(viewport.width);
        expect(box.y + box.height, part).to.be.at.most(viewport.height);
      }
      // Some of the conversation is left to read.
      expect((await chat(page).locator('.webchat__basic-transcript').boundingBox())!.height).to.be.above(60);
    });
  }
});
