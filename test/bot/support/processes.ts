/** Server processes of a test or a bench, and a plain load balancer before them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { fileURLToPath } from 'node:url';

const COUNTING_SERVER = fileURLToPath(new URL('counting-server.ts', import.meta.url));

export type ServerProcess = {
  readonly url: string;
  readonly child: ChildProcess;
  /** Resolves when the process is gone. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
};

/** Starts the counting server with these settings; resolves when it listens. */
export async function startCounting(env: Record<string, string>): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', COUNTING_SERVER], {
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const ended = once(child, 'close');
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const found = /http:\/\/[\d.:]+/.exec(text)?.[0];
      if (found) resolve(found);
    });
    ended.then(() => reject(new Error(`the server ended: ${complaint}`)));
  });
  return {
    url,
    child,
    async end(signal) {
      child.kill(signal);
      await ended;
    },
  };
}

/** Gives each request and each stream to the next server in turn, whoever had the one before. */
export async function roundRobin(urls: readonly string[]): Promise<{ url: string; end(): Promise<void> }> {
  let turn = 0;
  const next = () => {
    turn += 1;
    return new URL(urls[turn % urls.length] ?? '');
  };
  const server = createServer((asked, answer) => {
    const { hostname, port } = next();
    const passed = request({ hostname, port, method: asked.method, path: asked.url, headers: asked.headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    passed.on('error', () => answer.writeHead(502).end());
    asked.pipe(passed);
  });
  server.on('upgrade', (asked, socket, head) => {
    const { hostname, port } = next();
    const passed = connect(Number(port), hostname, () => {
      const headers = Object.entries(asked.headers).map(([name, value]) => `${name}: ${value}\r\n`);
      passed.write(`${asked.method} ${asked.url} HTTP/1.1\r\n${headers.join('')}\r\n`);
      passed.write(head);
      passed.pipe(socket).pipe(passed);
    });
    passed.on('error', () => socket.destroy());
    socket.on('error', () => passed.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    end: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
