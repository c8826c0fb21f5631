/** Keeps a folder to one process at a time: lowdb gives no protection against two. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** The holder stands in the name of its file, so that a lock file is never half written. */
const LOCK_FILE = /^\.lock-(?<pid>\d+)-(?<started>\d+)-(?<host>.+)$/;

type Holder = { readonly pid: number; readonly started: number; readonly host: string };

/**
 * Takes the folder for this process; a lock whose process is dead is removed. Gives back what frees the folder again.
 * @throws if a live process holds the folder, naming it. Of two that try at the same moment, both may be refused.
 */
export async function lockFolder(dir: string): Promise<() => Promise<void>> {
  const own = { pid: process.pid, started: (await startOf(process.pid)) ?? 0, host: hostname() };
  const file = join(dir, nameOf(own));
  await writeFile(file, '', { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? inUse(dir, own) : error;
  });
  // Announced before looking round: of two processes, at least one sees the other.
  for (const name of await readdir(dir)) {
    const other = holderIn(name);
    if (!other || name === nameOf(own)) continue;
    if (await isAlive(other)) {
      await rm(file, { force: true });
      throw inUse(dir, other);
    }
    await rm(join(dir, name), { force: true });
  }
  return () => rm(file, { force: true });
}

function nameOf({ pid, started, host }: Holder): string {
  return `.lock-${pid}-${started}-${encodeURIComponent(host)}`;
}

function holderIn(name: string): Holder | undefined {
  const { pid, started, host } = LOCK_FILE.exec(name)?.groups ?? {};
  return pid && started && host ? { pid: Number(pid), started: Number(started), host: decodeURIComponent(host) } : undefined;
}

/** A process of another machine cannot be asked, so it counts as alive. */
async function isAlive({ pid, started, host }: Holder): Promise<boolean> {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  // A number is used again after a restart; a moment of start is not.
  return (await startOf(pid)) === started;
}

/** When a process started, in ticks since boot; 0 where the system does not tell; undefined if it has ended. */
async function startOf(pid: number): Promise<number | undefined> {
  if (process.platform !== 'linux') return 0;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // See proc(5): after the name in brackets come the state (field 3) and, 19 fields on, the start (field 22).
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields && fields[0] !== 'Z' ? Number(fields[19]) : undefined;
}

function inUse(dir: string, { pid, host }: Holder): Error {
  const whose = host === hostname() ? `process ${pid}` : `process ${pid} on ${host}`;
  const cure = host === hostname() ? 'stop it, or set another DATA_DIR' : 'stop it; if that machine is gone, delete the .lock-… file in the folder';
  return new Error(`The folder ${dir} is in use by ${whose} → ${cure}`);
}
