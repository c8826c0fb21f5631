/** Which items are due when, in memory: read from their files when first asked for, then kept up with each write. */
import type { Log } from '../log.ts';
import type { Item } from './storage.ts';

/** So many due items are given at a time. */
export const MOST_DUE = 200;
export const DUE_KIND = 'reminder';

type Files = AsyncIterable<{ readonly file: string; readonly kept: { readonly key: string; readonly item: Item } | undefined }>;

export function openDues(files: () => Files, log: Log) {
  let known: Promise<Map<string, string>> | undefined;
  const all = () => {
    known ??= readDues(files(), log).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
  return {
    async note(key: string, due: string | undefined): Promise<void> {
      if (!key.startsWith(`${DUE_KIND}/`)) return;
      // Not read yet: it will be found in its file.
      const map = await known?.catch(() => undefined);
      if (!map) return;
      if (due === undefined) map.delete(key);
      else map.set(key, due);
    },
    async by(time: string): Promise<string[]> {
      const due = [...(await all())].filter(([, at]) => at <= time).sort(([, a], [, b]) => (a < b ? -1 : Number(a > b)));
      return due.slice(0, MOST_DUE).map(([key]) => key);
    },
  };
}

async function readDues(files: Files, log: Log): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for await (const { file, kept } of files) {
    if (!kept) log.error({ file }, 'a stored file could not be understood, so its reminders do not fire');
    else if (typeof kept.item.due === 'string') found.set(kept.key, kept.item.due);
  }
  return found;
}
