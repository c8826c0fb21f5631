/** A real Chromium out of npm alone; `CHROMIUM_PATH` names another one. */
import { type Browser, chromium as playwright } from 'playwright-core';

export async function openBrowser(): Promise<Browser> {
  const own = process.env.CHROMIUM_PATH;
  if (own) return playwright.launch({ executablePath: own, args: ['--no-sandbox', '--disable-gpu'] });
  // Tells the package to unpack the libraries that a bare machine lacks.
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs20.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--headless', '--no-sandbox', '--disable-gpu'],
    env: { ...process.env, LD_LIBRARY_PATH: '/tmp/al2023/lib', FONTCONFIG_PATH: '/tmp/fonts' },
  });
}
