/** A PostgreSQL for tests: a real one in a temporary folder where its programs are found, else PGlite behind a socket. */
import { execFile, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import pg from 'pg';

const run = promisify(execFile);

export type Database = {
  readonly url: string;
  readonly name: string;
  /** Only of a real one: ends it as `kill` would, or as an administrator does, and starts it again. */
  readonly server?: { stop(how: 'fast' | 'immediate'): Promise<void>; start(): Promise<void> };
  /** Removes all that the coach has put there. */
  clear(): Promise<void>;
  end(): Promise<void>;
};

/** The folder of initdb and pg_ctl, or undefined. */
function programs(): string | undefined {
  if (process.env.TEST_POSTGRES === 'pglite') return undefined;
  const debian = '/usr/lib/postgresql';
  const folders = existsSync(debian) ? readdirSync(debian).map((version) => join(debian, version, 'bin')) : [];
  return [...folders.sort().reverse(), '/usr/local/bin', '/usr/bin'].find(
    (dir) => existsSync(join(dir, 'initdb')) && existsSync(join(dir, 'pg_ctl')),
  );
}

export function startDatabase(): Promise<Database> {
  const bin = programs();
  return bin ? startPostgres(bin) : startPglite();
}

async function startPostgres(bin: string): Promise<Database> {
  const dir = mkdtempSync(join(tmpdir(), 'shift-coach-postgres-'));
  const data = join(dir, 'data');
  // PostgreSQL does not run as root.
  const user = process.getuid?.() === 0 ? await idsOf('postgres').catch(() => idsOf('nobody')) : undefined;
  if (user) chownSync(dir, user.uid, user.gid);
  const as = { ...user, cwd: dir };
  const port = await freePort();
  const settings = ['-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${dir}`, '-c', 'max_connections=60'];
  await run(join(bin, 'initdb'), ['-D', data, '-U', 'coach', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'], as);
  const control = (...words: string[]) =>
    new Promise<void>((resolve, reject) => {
      // Without pipes, which the server would inherit and hold open.
      const child = spawn(join(bin, 'pg_ctl'), ['-D', data, '-w', ...words], { ...as, stdio: 'ignore' });
      child.once('error', reject).once('close', (code) => (code === 0 ? resolve() : reject(new Error(`pg_ctl ${words[0]} ended with ${code}`))));
    });
  const server = {
    start: () => control('start', '-l', join(dir, 'log'), '-o', settings.join(' ')),
    stop: (how: 'fast' | 'immediate') => control('stop', '-m', how),
  };
  await server.start();
  const url = `postgres://coach@127.0.0.1:${port}/postgres`;
  return {
    url,
    name: 'PostgreSQL',
    server,
    clear: () => clear(url),
    async end() {
      await server.stop('immediate').catch(() => undefined);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function startPglite(): Promise<Database> {
  const db = await PGlite.create();
  const port = await freePort();
  const server = new PGLiteSocketServer({ db, port, host: '127.0.0.1', maxConnections: 50 });
  await server.start();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres?sslmode=disable`;
  return {
    url,
    name: 'PGlite',
    clear: () => clear(url),
    async end() {
      await server.stop();
      await db.close();
    },
  };
}

async function clear(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('DROP TABLE IF EXISTS coach_item, coach_event, coach_step');
  await client.end();
}

async function idsOf(name: string): Promise<{ uid: number; gid: number }> {
  const [uid, gid] = await Promise.all(['-u', '-g'].map(async (what) => Number((await run('id', [what, name])).stdout)));
  return { uid: uid ?? 0, gid: gid ?? 0 };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
