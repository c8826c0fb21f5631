/**
 * Questions a second over POST /api/messages (replies expected in the response), the whole coach with its content and its
 * file store beside a bare echo bot, by turns in one run, each in a process of its own.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';

const ROUNDS = 4;
const SECONDS = 5;
const CONNECTIONS = 32;
const QUESTIONS = [
  'A kettle broke after 3 weeks, can she get her money back?',
  'What is SERVQUAL?',
  'How do I calm down an angry customer?',
  'Can I ask for proof of disability?',
  'what is first contact resolution',
  'How long do we have to answer a subject access request?',
];

const dataDir = mkdtempSync(join(tmpdir(), 'shift-coach-bench-'));
const children: ChildProcess[] = [];
try {
  const coach = await serve(['bot/main.ts'], { PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent' });
  const echo = await serve(['test/bench/support/echo-server.ts'], {});
  const rates = { coach: [] as number[], echo: [] as number[] };
  // One round to warm up, which does not count.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, { url }] of [
      ['echo', echo],
      ['coach', coach],
    ] as const) {
      const { average, p99 } = await fire(url);
      if (round > 0) rates[name].push(average);
      console.log(`${round === 0 ? 'warm-up' : `round ${round}`}  ${name.padEnd(5)}  ${average.toFixed(0).padStart(6)} turns/s  p99 ${p99} ms`);
    }
  }
  const [ours, theirs] = [median(rates.coach), median(rates.echo)];
  console.log(
    `coach ${ours.toFixed(0)} turns/s, echo ${theirs.toFixed(0)} turns/s, ratio ${(ours / theirs).toFixed(2)}; coach memory ${residentMb(coach.child)} MB after the run`,
  );
} finally {
  // A server that is stopped still finishes its last writes.
  await Promise.all(children.map((child) => new Promise((ended) => child.once('exit', ended).kill())));
  rmSync(dataDir, { recursive: true, force: true });
}

/** Starts a server and resolves with the address that it prints. */
function serve(args: string[], env: Record<string, string>): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${args[0]} ended with ${code}`)));
    child.stdout.on('data', (text) => {
      const url = /http:\/\/[\d.:]+/.exec(String(text))?.[0];
      if (url) resolve({ url, child });
    });
  });
}

async function fire(url: string): Promise<{ average: number; p99: number }> {
  const requests = Array.from({ length: 64 }, (_, i) => ({
    method: 'POST' as const,
    path: '/api/messages',
    headers: { 'content-type': 'application/json' },
    // Without an id, so that no turn is taken for the repeat of another.
    body: JSON.stringify({
      type: 'message',
      channelId: 'bench',
      serviceUrl: 'http://127.0.0.1:9',
      conversation: { id: `c${i}` },
      from: { id: `u${i}` },
      recipient: { id: 'bot' },
      text: QUESTIONS[i % QUESTIONS.length],
      deliveryMode: 'expectReplies',
    }),
  }));
  const { requests: rate, latency, non2xx, errors } = await autocannon({ url, connections: CONNECTIONS, duration: SECONDS, requests });
  if (non2xx + errors > 0) throw new Error(`${non2xx} answers were no success, ${errors} requests failed`);
  return { average: rate.average, p99: latency.p99 };
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

function residentMb(child: ChildProcess): number {
  const kb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kb) / 1024);
}
