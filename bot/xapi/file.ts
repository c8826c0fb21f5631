/** Statements → a file of JSON lines; a full one is put beside with the time in its name, and never deleted. */
import { appendFile, mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Statement } from './statements.ts';

const FULL_BYTES = 10 * 1024 * 1024;

/** Appends one line for each statement. */
export async function appendTo(file: string, statements: readonly Statement[], now: Date, fullBytes = FULL_BYTES): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const lines = statements.map((statement) => `${JSON.stringify(statement)}\n`).join('');
  const { size } = await stat(file).catch(() => ({ size: 0 }));
  if (size > 0 && size + Buffer.byteLength(lines) > fullBytes) {
    await rename(file, file.replace(/(\.\w+)?$/, `-${now.toISOString().replace(/[^\dT]/g, '')}$1`));
    return appendFile(file, lines, { mode: 0o600 });
  }
  // Cut off in the middle of a line, the last time.
  const isCut = size > 0 && !(await endsLine(file, size));
  await appendFile(file, (isCut ? '\n' : '') + lines, { mode: 0o600 });
}

async function endsLine(file: string, size: number): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer.toString() === '\n';
  } finally {
    await handle.close();
  }
}
