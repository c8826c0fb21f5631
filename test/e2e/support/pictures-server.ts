/** `npm run pictures:widget`: the pictures of the widget in docs/pictures, of the real thing on the sample site. */
import { mkdirSync } from 'node:fs';
import type { BrowserContextOptions } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { openCoach } from './coach-process.ts';
import { openSite } from './sample-site.ts';

const DESKTOP = { width: 1100, height: 740 };
const PHONE = { viewport: { width: 390, height: 760 }, isMobile: true, hasTouch: true };
const PICTURES: Record<string, BrowserContextOptions & { asks?: string; closed?: true }> = {
  'widget-closed': { viewport: DESKTOP, closed: true },
  'widget-open': { viewport: DESKTOP, asks: 'kettle packed in after 5 weeks, can she have her money back' },
  'widget-dark': { viewport: DESKTOP, colorScheme: 'dark', asks: 'kettle packed in after 5 weeks, can she have her money back' },
  'widget-phone-closed': { ...PHONE, closed: true },
  'widget-phone': PHONE,
  'widget-phone-answer': { ...PHONE, asks: 'what is lass' },
};

mkdirSync('docs/pictures', { recursive: true });
let coachUrl = '';
const site = await openSite({ coach: () => coachUrl });
const coach = await openCoach({ FRAME_ANCESTORS: site.url });
coachUrl = coach.url;
const browser = await openBrowser();
for (const [name, { asks, closed, ...options }] of Object.entries(PICTURES)) {
  const context = await browser.newContext({ ...options, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(site.url);
  const launcher = page.locator('shift-coach .launcher');
  await launcher.waitFor();
  if (!closed) {
    await launcher.click();
    const chat = page.frameLocator('shift-coach iframe');
    await chat.locator('.ac-pushButton').first().waitFor();
    if (asks) {
      const before = await chat.locator('.webchat__render-markdown').count();
      await chat.getByPlaceholder('Ask about service or the law').fill(asks);
      await chat.getByPlaceholder('Ask about service or the law').press('Enter');
      await chat.locator('.webchat__render-markdown').nth(before).waitFor();
    }
    await page.waitForTimeout(1500);
  }
  await page.screenshot({ path: `docs/pictures/${name}.png` });
  await context.close();
}
await browser.close();
await coach.end();
site.close();
