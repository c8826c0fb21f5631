import { mkdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { coach } from '../../dialogs/coach.ts';
import { type Trial, trial } from '../bot/support/running.ts';
import { unzip } from '../bot/support/unzip.ts';
import { NOW, realHouse } from '../dialogs/support/house.ts';
import { openBrowser } from './support/browser.ts';

const SHOTS = 'test/e2e/shots';

describe('the end of a complaint, in a real browser', function () {
  this.timeout(120_000);
  let browser: Browser;
  let here: Trial;
  let page: Page;

  before(async () => {
    mkdirSync(SHOTS, { recursive: true });
    browser = await openBrowser();
    here = await trial({}, { now: () => NOW, coach: coach(await realHouse()) });
    page = await (await browser.newContext({ viewport: { width: 390, height: 844 }, acceptDownloads: true })).newPage();
    await page.goto(here.url);
  });
  after(async () => {
    await browser?.close();
    await here?.stop();
  });

  const press = (label: string) => page.locator('.ac-pushButton', { hasText: label }).last().click();
  const say = async (text: string) => {
    await page.getByPlaceholder('Ask about service or the law').fill(text);
    await page.keyboard.press('Enter');
  };
  const shows = (text: string) => page.locator('.webchat__render-markdown', { hasText: text }).last().waitFor();
  const download = async (name: string) => {
    const link = page.locator('a', { hasText: name }).last();
    const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
    return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
  };

  it('gives the record and the letter as documents and text, and the dates for a calendar, at phone width', async () => {
    await say('got an angry lady here, kettle blew up');
    await shows('Is anyone hurt');
    await press('No, all safe');
    await shows('What would put it right');
    await say('thats it');
    await press('Got it, go on');
    await shows('What have you and the customer agreed');
    await say('a new kettle, free');
    await shows('By what day');
    await say('27 nov');
    await press('Not yet');
    await shows('main cause');
    await press('The product');
    await shows('Here is the record');
    await page.screenshot({ path: `${SHOTS}/phone-record.png` });
    const record = await download('complaint-2026-11-22-1.docx');
    expect(record.name).to.equal('complaint-2026-11-22-1.docx');
    expect(unzip(record.bytes).get('word/document.xml')).to.include('a new kettle, free');
    expect((await download('complaint-2026-11-22-1.md')).bytes.toString()).to.include('# Record of complaint');

    await press('Draft the outcome letter');
    await shows('We agreed this with you');
    await page.screenshot({ path: `${SHOTS}/phone-letter.png` });
    const letter = await download('complaint-2026-11-22-1-outcome.docx');
    expect(unzip(letter.bytes).get('word/document.xml')).to.include('We agreed this with you: a new kettle, free.');

    await press('Put the dates in my calendar');
    await shows('Do what was agreed');
    expect((await download('.ics')).bytes.toString()).to.include('DTSTART;VALUE=DATE:20261127');
    await press('Record as a file');
    await shows('for another system');
    expect(JSON.parse((await download('complaint-2026-11-22-1.json')).bytes.toString())).to.include({ id: '2026-11-22-1' });
  });
});
