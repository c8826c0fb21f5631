import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ask, message } from '../bot/support/running.ts';

describe('SIGTERM', () => {
  const dir = mkdtempSync(join(tmpdir(), 'shift-coach-'));
  const children: ChildProcess[] = [];
  after(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  });

  async function server(writeMs: number) {
    const child = spawn(process.execPath, ['--import', 'tsx', 'test/e2e/support/slow-server.ts', dir, String(writeMs)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    const [line] = await once(child.stdout, 'data');
    return { child, url: String(line).trim() };
  }

  it('lets the turn under way be answered, takes no new one, and ends well', async () => {
    const { child, url } = await server(800);
    const exit = once(child, 'exit');
    const answer = ask('POST', `${url}/api/messages`, message('in flight'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    child.kill('SIGTERM');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const late = await ask('GET', `${url}/health`).catch(() => 'refused');
    expect(late).to.equal('refused');
    expect((await answer).body.activities[0].text).to.include('in flight');
    expect(await exit).to.deep.equal([0, null]);
  });

  it('does not wait for ever', async function () {
    this.timeout(30_000);
    const { child, url } = await server(60_000);
    const exit = once(child, 'exit');
    ask('POST', `${url}/api/messages`, message('stuck')).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const from = Date.now();
    child.kill('SIGTERM');
    expect(await exit).to.deep.equal([1, null]);
    expect(Date.now() - from).to.be.within(7000, 10_000);
  });
});
