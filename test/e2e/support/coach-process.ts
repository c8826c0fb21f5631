/** The whole coach as a process of its own, from `bot/main.ts`: for killing it and starting it again on the same port and data. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type CoachProcess = { readonly url: string; kill(): Promise<void>; start(): Promise<void>; end(): Promise<void> };

export async function openCoach(env: Record<string, string>): Promise<CoachProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), 'shift-coach-'));
  const port = await freePort();
  let child: ChildProcess | undefined;
  const coach: CoachProcess = {
    url: `http://127.0.0.1:${port}`,
    async start() {
      const run = spawn(process.execPath, ['--import', 'tsx', 'bot/main.ts'], {
        env: { ...process.env, HOST: '127.0.0.1', PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...env },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      child = run;
      await new Promise<void>((resolve, reject) => {
        run.stdout?.on('data', (text) => String(text).includes('ready') && resolve());
        run.on('exit', () => reject(new Error('the coach ended')));
      });
    },
    async kill() {
      const ended = new Promise((resolve) => child?.on('exit', resolve));
      child?.kill('SIGKILL');
      await ended;
    },
    async end() {
      await coach.kill();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  await coach.start();
  return coach;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
