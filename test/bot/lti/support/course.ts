/** A coach and a platform that know each other. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Trial, trial } from '../../support/running.ts';
import { Platform } from './platform.ts';

export type Course = { readonly platform: Platform; readonly here: Trial; end(): Promise<void> };

export async function course(
  more: Parameters<typeof trial>[1] = {},
  { entry = {}, env = {}, ancestors }: { entry?: object; env?: Record<string, string>; ancestors?: (platform: string) => string } = {},
): Promise<Course> {
  const platform = new Platform();
  await platform.listen();
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'lti-'));
  const file = join(folder, 'platforms.json');
  writeFileSync(file, JSON.stringify([platform.entry(entry)]));
  platform.tool = `http://127.0.0.1:${port}`;
  const here = await trial(
    {
      PORT: String(port),
      PUBLIC_URL: platform.tool,
      LTI_PLATFORMS: file,
      FRAME_ANCESTORS: ancestors?.(platform.url) ?? 'https://moodle.example.org',
      ...env,
    },
    { retry: { firstMs: 20, mostMs: 100 }, ...more },
  );
  return {
    platform,
    here,
    async end() {
      platform.close();
      await here.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
