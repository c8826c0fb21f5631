import { openBrowser } from './support/browser.ts';
const browser = await openBrowser();
const dark = process.argv[3] === 'dark';
for (const [name, width, height] of [['phone', 390, 844], ['desktop', 1280, 800]] as const) {
  const page = await (await browser.newContext({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', deviceScaleFactor: name === 'phone' ? 2 : 1 })).newPage();
  page.on('console', (m) => console.log(name, m.type(), m.text().slice(0, 300)));
  page.on('pageerror', (e) => console.log(name, 'ERR', e.message));
  await page.goto(process.argv[2]!);
  await page.locator('.ac-pushButton', { hasText: 'kettle' }).waitFor({ timeout: 10000 });
  await page.waitForTimeout(300);
  await page.screenshot({ path: `test/e2e/shots/${name}-welcome${dark ? '-dark' : ''}.png` });
  await page.getByPlaceholder(/Ask about/).fill('Can I get a refund? <b>now</b>');
  await page.keyboard.press('Enter');
  await page.getByText('You said: Can I').first().waitFor({ timeout: 10000 });
  await page.locator('.ac-pushButton', { hasText: '30 days' }).first().click();
  await page.getByText('press:law:cra-23').first().waitFor({ timeout: 10000 });
  await page.waitForTimeout(500);
  await page.screenshot({ path: `test/e2e/shots/${name}-answer${dark ? '-dark' : ''}.png` });
  await page.reload();
  await page.getByText('press:law:cra-23').first().waitFor({ timeout: 10000 });
  await page.waitForTimeout(300);
  console.log(name, 'answers', await page.getByText('You said').count());
  await page.screenshot({ path: `test/e2e/shots/${name}-reload${dark ? '-dark' : ''}.png` });
}
await browser.close();
