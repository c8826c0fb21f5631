/** The set tasks of learners: to which line item of which platform a score goes. A file for each; the platform's name for the learner stands in it sealed. */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** A task nobody has opened for so long is forgotten. */
const KEPT_MS = 180 * 24 * 3600 * 1000;

export type Task = z.infer<typeof Task>;
const Task = z.object({
  /** User id of the learner: nobody else's quiz can score here. */
  user: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  lineItem: z.string(),
  /** The learner's `sub`, sealed. */
  learner: z.string(),
});

export type Tasks = Awaited<ReturnType<typeof openTasks>>;

/** @param salt what makes hashes and seals those of this installation */
export async function openTasks(folder: string, salt: string, now: () => Date) {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) {
    const { mtimeMs } = await stat(join(folder, name));
    if (mtimeMs + KEPT_MS < now().getTime()) await rm(join(folder, name), { force: true });
  }
  const sealing = Buffer.from(hkdfSync('sha256', salt, '', 'lti learner', 32));
  const fileOf = (id: string) => join(folder, `${id}.json`);

  return {
    /** A name that stands for these ids, and from which nobody without the salt gets back to them. */
    nameOf: (...ids: readonly string[]): string => createHmac('sha256', salt).update(JSON.stringify(ids)).digest('base64url'),

    seal(text: string): string {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', sealing, iv);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
    },

    /** @throws if it was not sealed here */
    unseal(text: string): string {
      const bytes = Buffer.from(text, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, 12), { authTagLength: 16 });
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    },

    /** Keeps the task, in place of what was kept of it before. */
    async keep(id: string, task: Task): Promise<void> {
      const part = `${fileOf(id)}.${randomBytes(6).toString('hex')}.part`;
      await writeFile(part, JSON.stringify(task), { mode: 0o600 });
      await rename(part, fileOf(id));
    },

    forget: (id: string): Promise<void> => rm(fileOf(id), { force: true }),

    /** Forgets every task of this user. */
    async forgetAllOf(user: string): Promise<void> {
      for (const name of await readdir(folder)) {
        const task = await readTask(join(folder, name)).catch(() => undefined);
        if (task?.user === user) await rm(join(folder, name), { force: true });
      }
    },

    /** Undefined where no score is wanted. An id that is none of ours leads to no file. */
    async of(id: string): Promise<Task | undefined> {
      if (!/^[\w-]{43}$/.test(id)) return undefined;
      try {
        return await readTask(fileOf(id));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
  };
}

async function readTask(file: string): Promise<Task> {
  return Task.parse(JSON.parse(await readFile(file, 'utf8')));
}
