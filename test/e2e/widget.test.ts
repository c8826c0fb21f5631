import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Frame, Page } from 'playwright-core';
import { type Trial, trial } from '../bot/support/running.ts';
import { openBrowser } from './support/browser.ts';
import { type CoachProcess, openCoach } from './support/coach-process.ts';
import { openSite, policyFor, type Site } from './support/sample-site.ts';

const SECRET = 'known-to-the-site-and-to-the-coach-only';
const DESKTOP = { width: 1200, height: 800 };
const PHONE = { width: 390, height: 844 };
const PLACEHOLDER = 'Ask about service or the law';

describe('the widget on a learning site, in a real browser', function () {
  this.timeout(60_000);
  let browser: Browser;
  let here: Trial;
  let site: Site;
  let troubles: string[] = [];

  before(async () => {
    browser = await openBrowser();
    site = await openSite({ coach: () => here.url, secret: SECRET });
    here = await trial({ FRAME_ANCESTORS: site.url, VISITOR_ISSUER: site.url, VISITOR_SECRET: SECRET });
  });
  after(async () => {
    await browser?.close();
    site?.close();
    await here?.stop();
  });
  beforeEach(() => {
    troubles = [];
    site.page = (html) => html;
    site.policy = policyFor('{{coach}}');
    site.learner = 'learner-7';
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
  });

  async function visit(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: DESKTOP, ...options });
    return visitIn(context.newPage());
  }
  async function visitIn(opening: Promise<Page>): Promise<Page> {
    const page = await opening;
    page.on('console', (line) => ['error', 'warning'].includes(line.type()) && troubles.push(line.text()));
    page.on('pageerror', (error) => troubles.push(error.message));
    await page.goto(site.url);
    await launcher(page).waitFor();
    return page;
  }
  const launcher = (page: Page) => page.locator('shift-coach .launcher');
  const dialog = (page: Page) => page.locator('shift-coach dialog');
  const chat = (page: Page) => page.frameLocator('shift-coach iframe');
  const box = (page: Page) => chat(page).getByPlaceholder(PLACEHOLDER);
  const answer = (page: Page, text: string) => chat(page).locator('.webchat__render-markdown', { hasText: text });
  const frameOf = (page: Page) => page.frames().find((one) => one !== page.mainFrame()) as Frame;
  async function open(page: Page): Promise<void> {
    await launcher(page).click();
    await answer(page, 'Hello').waitFor();
  }
  async function say(page: Page, text: string): Promise<void> {
    await box(page).fill(text);
    await box(page).press('Enter');
  }
  const focused = (page: Page) =>
    page.evaluate('document.activeElement.shadowRoot?.activeElement?.className || document.activeElement.shadowRoot?.activeElement?.localName');
  const userOf = async (page: Page): Promise<string> => {
    const answered = page.waitForResponse(/api\/web\/token$/);
    await open(page);
    const { token } = await (await answered).json();
    return JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString()).user;
  };

  /** Waits until this is true in the chat's frame, whose policy forbids Playwright's own way to wait. */
  const until = async (page: Page, what: string) => {
    while (!(await frameOf(page).evaluate(what))) await new Promise((resolve) => setTimeout(resolve, 50));
  };

  it('is one small file until it is opened, and nothing of it stands in the page but one element', async () => {
    expect(gzipSync(readFileSync('bot/web/widget.js')).length).to.be.below(6 * 1024);
    const context = await browser.newContext({ viewport: DESKTOP });
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => request.url().startsWith(here.url) && asked.push(request.url()));
    const look = `JSON.stringify({
      globals: Object.getOwnPropertyNames(window).sort(),
      styles: [...document.querySelectorAll('body, body *:not(shift-coach)')].map((one) => { const { font, color, display, margin, width, height } = getComputedStyle(one); return [font, color, display, margin, width, height]; }),
      sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
      markup: document.body.innerHTML.replace(/<shift-coach>.*<.shift-coach>/s, '').trim(),
      inline: document.querySelectorAll('[style], style').length,
    })`;
    site.page = (html) => html.replace(/<script.*<\/script>/, '');
    await page.goto(site.url);
    const before = await page.evaluate(look);
    site.page = (html) => html;
    await page.goto(site.url);
    await launcher(page).waitFor();
    expect(await page.evaluate(look)).to.equal(before);
    expect(asked).to.deep.equal([`${here.url}/widget.js`]);
    await open(page);
    expect(await page.evaluate(look), 'opened').to.equal(before);
  });

  it('is worked by the keyboard alone: opens into the writing box, Escape closes it and gives the focus back', async () => {
    const page = await visit();
    expect(await launcher(page).getAttribute('aria-expanded')).to.equal('false');
    await launcher(page).focus();
    await page.keyboard.press('Enter');
    await answer(page, 'Hello').waitFor();
    await until(page, `document.activeElement.dataset.id === 'webchat-sendbox-input'`);
    expect(await launcher(page).getAttribute('aria-expanded')).to.equal('true');
    await page.keyboard.type('from the keyboard');
    await page.keyboard.press('Enter');
    await answer(page, 'You said: from the keyboard').waitFor();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    expect(await focused(page)).to.equal('launcher');
    await page.keyboard.press('Space');
    await until(page, `document.activeElement.dataset.id === 'webchat-sendbox-input' && document.hasFocus()`);
    await chat(page).locator('#close').click();
    await dialog(page).waitFor({ state: 'hidden' });
    expect(await focused(page)).to.equal('launcher');
    expect(await launcher(page).getAttribute('aria-expanded')).to.equal('false');
  });

  it('tells a screen reader what it is and what is new', async () => {
    const page = await visit();
    const button = page.getByRole('button', { name: 'Ask the coach' });
    expect(await button.getAttribute('aria-haspopup')).to.equal('dialog');
    await open(page);
    await page.getByRole('dialog', { name: 'Shift Coach' }).waitFor();
    expect(await page.locator('shift-coach iframe').getAttribute('title')).to.equal('Shift Coach');
    // Web Chat takes an announcement out again after a second.
    await frameOf(page).evaluate(
      `(() => { window.heard = ''; new MutationObserver((all) => { for (const { target, addedNodes } of all) if (addedNodes.length && (target.closest ? target : target.parentElement).closest('[aria-live=polite], [role=log], [role=status]')) for (const one of addedNodes) heard += one.textContent; }).observe(document, { subtree: true, childList: true }); })()`,
    );
    await say(page, 'announce this');
    await answer(page, 'You said: announce this').waitFor();
    await until(page, `heard.includes('You said: announce this')`);
  });

  it('works under the strictest policy of its site, with no complaint from the browser', async () => {
    const page = await visit();
    await open(page);
    await say(page, 'under a strict policy');
    await answer(page, 'You said: under a strict policy').waitFor();
    expect(troubles).to.deep.equal([]);
  });

  it('offers another way in where the policy of its site forbids the frame', async () => {
    site.policy = "script-src {{coach}}; frame-src 'none'; style-src 'self'; connect-src 'self'";
    const page = await visit();
    await launcher(page).click();
    const way = page.getByRole('link', { name: 'Open in a new tab' });
    await way.waitFor({ timeout: 15_000 });
    expect(await way.getAttribute('href')).to.equal(here.url);
    await page.keyboard.press('Escape');
    expect(await focused(page)).to.equal('launcher');
  });

  it('stands on a page once, however many tags there are', async () => {
    site.page = (html) => html.replace(/(<script.*<\/script>)/, '$1$1').replace('</body>', `<script src="${here.url}/widget.js"></script></body>`);
    const page = await visit();
    await open(page);
    expect(await page.locator('shift-coach').count()).to.equal(1);
    expect(troubles).to.deep.equal([]);
  });

  it('takes colour, side, label and title from its tag, and nothing else through them', async () => {
    const tag = (attributes: string) => (html: string) =>
      html.replace(/<script.*<\/script>/, `<script src="${here.url}/widget.js" ${attributes} async></script>`);
    site.page = tag('data-color="gold" data-position="left" data-label="Hilfe &lt;b&gt;" data-title="Der Coach"');
    const page = await visit();
    const style = (property: string) =>
      launcher(page).evaluate(
        (one, name) => (globalThis as never as { getComputedStyle(of: unknown): Record<string, string> }).getComputedStyle(one)[name],
        property,
      );
    expect([await style('backgroundColor'), await style('color')]).to.deep.equal(['rgb(255, 215, 0)', 'rgb(0, 0, 0)']);
    expect((await launcher(page).boundingBox())!.x).to.equal(20);
    expect(await launcher(page).textContent()).to.equal('Hilfe <b>');
    await open(page);
    expect(await chat(page).locator('h1').textContent()).to.equal('Der Coach');

    site.page = tag('data-color="red} * { display: none"');
    await page.reload();
    await launcher(page).waitFor();
    expect(await style('backgroundColor')).to.equal('rgb(15, 92, 87)');
  });

  it('keeps its looks on a site that styles everything', async () => {
    site.policy = '';
    site.page = (html) =>
      html.replace(
        '</head>',
        '<style>* { display: none; } html, body { display: block; } button, shift-coach { display: none !important; all: unset !important; font-size: 3px !important }</style></head>',
      );
    const page = await visit();
    expect((await launcher(page).boundingBox())!.height).to.equal(56);
    await open(page);
  });

  it('fills a phone, keeps the rest of the page out of reach, and takes its motion from nobody who wants none', async () => {
    const page = await visit({ viewport: PHONE, hasTouch: true, isMobile: true });
    await launcher(page).tap();
    await answer(page, 'Hello').waitFor();
    expect(await dialog(page).boundingBox()).to.deep.equal({ x: 0, y: 0, ...PHONE });
    expect(await dialog(page).evaluate((one) => (one as never as { matches(of: string): boolean }).matches(':modal'))).to.equal(true);
    // No keyboard comes up over the conversation.
    await until(page, `document.activeElement.localName === 'h1'`);
    await chat(page).locator('#close').tap();
    await dialog(page).waitFor({ state: 'hidden' });
    expect(await focused(page)).to.equal('launcher');

    for (const [reducedMotion, animation] of [
      ['no-preference', 'rise'],
      ['reduce', 'none'],
    ] as const) {
      await page.emulateMedia({ reducedMotion });
      await launcher(page).tap();
      expect(
        await dialog(page).evaluate(
          (one) => (globalThis as never as { getComputedStyle(of: unknown): { animationName: string } }).getComputedStyle(one).animationName,
        ),
      ).to.equal(animation);
      await chat(page).locator('#close').tap();
    }
  });

  it('remembers the conversation over pages of the site, also where the browser keeps nothing for frames', async () => {
    for (const blocked of [false, true]) {
      const context = await browser.newContext({ viewport: DESKTOP });
      if (blocked) {
        const no = (name: string) => `Object.defineProperty(window, '${name}', { get() { throw new DOMException('no', 'SecurityError'); } });`;
        await context.addInitScript(`if (location.origin === '${here.url}') { ${no('localStorage')} ${no('sessionStorage')} }`);
      }
      const page = await visitIn(context.newPage());
      await open(page);
      await say(page, 'before the next page');
      await answer(page, 'You said: before the next page').waitFor();
      await page.reload();
      await launcher(page).click();
      await answer(page, 'You said: before the next page').waitFor();
      expect(await answer(page, 'Hello').count()).to.equal(1);
      await context.close();
    }
  });

  it('counts what comes while it is closed, and forgets the count when it is opened', async () => {
    const page = await visit();
    await open(page);
    await chat(page).locator('#close').click();
    await dialog(page).waitFor({ state: 'hidden' });
    const elsewhere = await visitIn(page.context().newPage());
    await open(elsewhere);
    await say(elsewhere, 'on the other tab');
    await answer(elsewhere, 'You said: on the other tab').waitFor();
    await page.getByRole('button', { name: 'Ask the coach (1 new message)' }).waitFor();
    expect(await page.locator('shift-coach .badge').textContent()).to.equal('1');
    expect(await page.locator('shift-coach [role=status].unseen').textContent()).to.equal('Shift Coach: 1 new message');
    await launcher(page).click();
    await page.locator('shift-coach .badge').waitFor({ state: 'hidden' });
    await answer(page, 'You said: on the other tab').waitFor();
  });

  describe('who is talking', () => {
    it('is the learner whom the site vouches for, on every device', async () => {
      const users = [await userOf(await visit()), await userOf(await visit({ viewport: PHONE }))];
      expect(users[0]).to.match(/^dl_learner_/);
      expect(users[1]).to.equal(users[0]);
      site.learner = 'learner-8';
      expect(await userOf(await visit())).not.to.equal(users[0]);
    });

    it('shows the next person on the same computer nothing of the one before', async () => {
      const page = await visit();
      await open(page);
      await say(page, 'only for me');
      await answer(page, 'You said: only for me').waitFor();
      for (const next of ['learner-8', '']) {
        site.learner = next;
        await page.reload();
        await open(page);
        expect(await answer(page, 'only for me').count()).to.equal(0);
      }
    });

    it('can be told by the tag, by a call and by a message, and changes when it is told anew', async () => {
      const token = async () => (await fetch(`${site.url}/coach-token`)).text();
      const given = await token();
      site.page = (html) => html.replace(/data-token-url="[^"]*"/, `data-token="${given}"`);
      const page = await visit();
      expect(await userOf(page)).to.match(/^dl_learner_/);

      const ways = [
        (text: string) => page.evaluate(`document.querySelector('script[src$="/widget.js"]').coach.token(() => Promise.resolve('${text}'))`),
        (text: string) => page.evaluate(`window.postMessage({ shiftCoach: 'token', token: '${text}' }, location.origin)`),
      ];
      for (const [at, tell] of ways.entries()) {
        site.learner = `learner-${20 + at}`;
        const changed = page.waitForResponse(/api\/web\/token$/);
        await tell(await token());
        expect((await changed).status()).to.equal(200);
        await answer(page, 'Hello').waitFor();
      }
    });

    it('is refused without a reason when the word of the site is no good, and again when it is good', async () => {
      site.page = (html) => html.replace(/data-token-url="[^"]*"/, 'data-token="eyJhbGciOiJub25lIn0.e30."');
      const page = await visit();
      await launcher(page).click();
      const notice = chat(page).locator('#notice');
      await notice.filter({ hasText: 'cannot be opened from here' }).waitFor();
      expect(await notice.textContent()).to.equal('The coach cannot be opened from here just now. Reload the page to try again.');
      const good = await (await fetch(`${site.url}/coach-token`)).text();
      await page.evaluate(`document.querySelector('script[src$="/widget.js"]').coach.token('${good}')`);
      await answer(page, 'Hello').waitFor();
      await notice.waitFor({ state: 'hidden' });
    });

    it('hears nobody but its own site: not another frame, not another origin', async () => {
      const page = await visit();
      await open(page);
      let asked = 0;
      page.on('request', (request) => {
        asked += Number(request.url().endsWith('/api/web/token'));
      });
      await frameOf(page).evaluate(`parent.postMessage({ shiftCoach: 'token', token: 'x' }, '*')`);
      await page.evaluate(
        `document.querySelector('shift-coach').shadowRoot.querySelector('iframe').contentWindow.postMessage({ shiftCoach: 'welcome', title: 'Taken over' }, '*')`,
      );
      await say(page, 'still here');
      await answer(page, 'You said: still here').waitFor();
      expect(asked).to.equal(0);
      expect(await chat(page).locator('h1').textContent()).to.equal('Shift Coach');
    });

    it('is nobody on a site that is not listed: the browser shows it no chat', async () => {
      const stranger = await openSite({ coach: () => here.url });
      try {
        const page = await (await browser.newContext({ viewport: DESKTOP })).newPage();
        await page.goto(stranger.url);
        await launcher(page).click();
        await page.getByRole('link', { name: 'Open in a new tab' }).waitFor({ timeout: 15_000 });
      } finally {
        stranger.close();
      }
    });
  });

  describe('when the coach goes away', function () {
    this.timeout(120_000);
    let coach: CoachProcess;
    let town: Site;
    before(async () => {
      town = await openSite({ coach: () => coach.url });
      coach = await openCoach({ FRAME_ANCESTORS: town.url });
    });
    after(async () => {
      town.close();
      await coach.end();
    });

    it('says so, keeps what is written, sends it when the coach is back, and neither loses nor doubles a message', async () => {
      const page = await (await browser.newContext({ viewport: DESKTOP })).newPage();
      await page.goto(town.url);
      await launcher(page).click();
      await answer(page, 'Hello').waitFor();
      await say(page, 'what is lass');
      await answer(page, 'LASS').first().waitFor();
      const bubbles = () => chat(page).locator('.webchat__bubble--from-user').allTextContents();
      const botSays = () => chat(page).locator('.webchat__render-markdown').count();
      const before = await botSays();

      await coach.kill();
      await say(page, 'what is nps');
      await say(page, 'what is csat');
      await box(page).fill('a thought not finished');
      const notice = chat(page).locator('#notice');
      await notice.filter({ hasText: 'What you write is kept' }).waitFor();
      await new Promise((resolve) => setTimeout(resolve, 6000));
      await coach.start();
      await notice.waitFor({ state: 'hidden', timeout: 60_000 });
      await chat(page)
        .locator('.webchat__render-markdown')
        .nth(before + 1)
        .waitFor({ timeout: 60_000 });
      await new Promise((resolve) => setTimeout(resolve, 3000));
      expect(await bubbles(), 'asked').to.deep.equal(['what is lass', 'what is nps', 'what is csat']);
      expect(await botSays(), 'answered').to.equal(before + 2);
      expect(await box(page).inputValue()).to.equal('a thought not finished');
      expect(await chat(page).getByText('Send failed').count()).to.equal(0);

      // And all of it is there on the next page, the draft too.
      await page.reload();
      await launcher(page).click();
      await chat(page)
        .locator('.webchat__render-markdown')
        .nth(before + 1)
        .waitFor();
      expect(await bubbles()).to.have.lengthOf(3);
      expect(await box(page).inputValue()).to.equal('a thought not finished');
    });

    it('can be tried again when it could not even be opened', async () => {
      const page = await (await browser.newContext({ viewport: DESKTOP })).newPage();
      await page.goto(town.url);
      await launcher(page).waitFor();
      await coach.kill();
      await launcher(page).click();
      const again = page.getByRole('button', { name: 'Try again' });
      await again.waitFor({ timeout: 15_000 });
      expect(await page.locator('shift-coach .wait p').textContent()).to.include('cannot be reached just now');
      await coach.start();
      await again.click();
      await answer(page, 'Hello').waitFor();
      expect(await again.isVisible()).to.equal(false);
    });
  });
});
