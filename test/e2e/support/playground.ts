/** Microsoft's Agents Playground, a client much like Teams, as a process of its own beside the server of a test. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Playground = { readonly url: string; stop(): void };

/** @param endpoint where the bot takes its messages */
export async function openPlayground(endpoint: string): Promise<Playground> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'playground-'));
  const started = spawn(
    process.execPath,
    ['node_modules/@microsoft/m365agentsplayground/cli.js', 'start', '-e', endpoint, '-c', 'msteams', '-p', String(port), '--dt'],
    {
      env: { ...process.env, TEAMSAPPTESTER_BROWSER: 'none', M365_AGENTS_PLAYGROUND_LOGFILE: join(folder, 'log.txt') },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const url = await new Promise<string>((resolve, reject) => {
    started.stdout.on('data', (text) => {
      const listening = /Listening on (\d+)/.exec(String(text));
      if (listening) resolve(`http://localhost:${listening[1]}/`);
    });
    started.once('exit', () => reject(new Error('The Agents Playground did not start.')));
  });
  return {
    url,
    stop() {
      started.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
