/** A file that grows by whole lines. Lines of the same moment share one write and, where wanted, one sync. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';

export type Lines = {
  /** Resolves when the line is in the file, and on the disk if the file is synced. A failure leaves the file as it was. */
  add(line: string): Promise<void>;
  bytes(): number;
  close(): Promise<void>;
};

type Waiting = { readonly line: string; resolve(): void; reject(error: unknown): void };

/** @param sync whether a line has to outlast a power cut */
export async function openLines(file: string, sync: boolean): Promise<Lines> {
  const handle = await open(file, 'a+', 0o600);
  let { size } = await handle.stat();
  let waiting: Waiting[] = [];
  let writing: Promise<void> | undefined;

  async function write(lines: readonly Waiting[]): Promise<void> {
    const text = Buffer.from(lines.map(({ line }) => `${line}\n`).join(''));
    try {
      await handle.appendFile(text);
      if (sync) await handle.datasync();
      size += text.length;
    } catch (error) {
      // Half a line would spoil the next one. If this fails too, its reader drops the two.
      await handle.truncate(size).catch(() => undefined);
      for (const { reject } of lines) reject(error);
      return;
    }
    for (const { resolve } of lines) resolve();
  }

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const lines = waiting;
      waiting = [];
      await write(lines);
    }
    writing = undefined;
  }

  if (size > 0) {
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
    // A process was killed in the middle of its last line.
    if (buffer.toString() !== '\n') await write([{ line: '', resolve: () => undefined, reject: () => undefined }]);
  }
  return {
    add(line) {
      return new Promise((resolve, reject) => {
        waiting.push({ line, resolve, reject });
        writing ??= writeAll();
      });
    },
    bytes: () => size,
    async close() {
      await writing;
      await handle.close();
    },
  };
}

/** What stands in each line as JSON, in order; a line that is not whole is left out. A file that is not there has none. */
export async function* readLines(file: string): AsyncIterable<unknown> {
  const stream = createReadStream(file, 'utf8');
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      const read = parsed(line);
      if (read !== undefined) yield read;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  } finally {
    stream.destroy();
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
