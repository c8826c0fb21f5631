/** What people thought of answers: a thumb, a reason out of a list, and what the answer rested on. No words, no names. */

import { atMost } from './limits.ts';
import { openQueue } from './queue.ts';
import type { Storage } from './store/storage.ts';
import type { Feedback } from './teams.ts';

export type Opinions = {
  /** Remembers for a while which source the message rests on. */
  answered(messageId: string, source: string): void;
  keep(feedback: Feedback, messageId: string): Promise<void>;
};

const KEY = 'feedback/events';
const MOST_EVENTS = 1000;

export function openOpinions(storage: Storage, now: () => Date): Opinions {
  const sources = new Map<string, string>();
  const queue = openQueue();
  return {
    answered: (messageId, source) => void atMost(2000, sources.set(messageId, source)),
    keep: (feedback, messageId) =>
      queue.run([KEY], async () => {
        const kept = (await storage.read([KEY]))[KEY]?.events;
        const about = sources.get(messageId);
        const event = { at: now().toISOString(), ...feedback, ...(about !== undefined && { about }) };
        await storage.write({ [KEY]: { events: [...(Array.isArray(kept) ? kept : []), event].slice(-MOST_EVENTS) } });
      }),
  };
}
