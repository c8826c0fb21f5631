/** Events in files of a day each, one JSON line an event: `events/2026-11-22.jsonl`. */
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { harmless, KeptEvent } from './event.ts';
import { type Lines, openLines, readLines } from './lines.ts';
import type { Event } from './storage.ts';

const FOLDER = 'events';
const DAY_FILE = /^(?<day>\d{4}-\d\d-\d\d)\.jsonl$/;

export type EventFiles = { append(event: Event): Promise<void>; close(): Promise<void> };

/** @param sync whether an event has to outlast a power cut */
export function openEventFiles(root: string, sync: boolean): EventFiles {
  /** Of the newest day written; the one before is closed. */
  let open: { readonly day: string; readonly lines: Promise<Lines> } | undefined;

  async function linesOf(day: string): Promise<Lines> {
    if (open?.day === day) return open.lines;
    const before = open;
    const lines = mkdir(join(root, FOLDER), { recursive: true, mode: 0o700 }).then(() => openLines(join(root, FOLDER, `${day}.jsonl`), sync));
    open = { day, lines };
    lines.catch(() => {
      if (open?.lines === lines) open = undefined;
    });
    await (await before?.lines)?.close();
    return lines;
  }

  let last: Promise<unknown> = Promise.resolve();
  return {
    async append(event) {
      const { at } = harmless(event);
      const day = at.slice(0, 10);
      // The right file is found for one after the other; what is added to it then shares its write.
      const found = last.then(
        () => linesOf(day),
        () => linesOf(day),
      );
      const added = found.then((lines) => ({ done: lines.add(JSON.stringify(event)) }));
      last = added;
      await (await added).done;
    },
    async close() {
      await last.catch(() => undefined);
      await (await open?.lines.catch(() => undefined))?.close();
    },
  };
}

/** The events of the days from `from` to `to`. */
export async function* readEvents(root: string, from = '', to = '9999'): AsyncIterable<Event> {
  const names = await readdir(join(root, FOLDER)).catch(() => []);
  for (const name of names.sort()) {
    const day = DAY_FILE.exec(name)?.groups?.day;
    if (!day || day < from || day > to) continue;
    for await (const line of readLines(join(root, FOLDER, name))) {
      const event = KeptEvent.safeParse(line);
      if (event.success) yield event.data;
    }
  }
}
