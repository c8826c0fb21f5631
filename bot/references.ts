/** Where a person can be written to: the conversation in which they last talked with the bot alone. */
import { atMost } from './limits.ts';
import type { Storage } from './store/storage.ts';

/** As Bot Framework has it; this file looks at none of it but the conversation. */
export type Reference = { readonly conversation: { readonly id: string }; readonly [field: string]: unknown };

export type References = {
  keep(channel: string, person: string, reference: Reference): Promise<void>;
  of(channel: string, person: string): Promise<Reference | undefined>;
  /** The person blocked the bot, or it was removed. */
  forget(channel: string, person: string): Promise<void>;
};

export function openReferences(storage: Storage): References {
  /** What was kept last, so that not every message writes it anew. */
  const known = new Map<string, string>();
  const keyOf = (channel: string, person: string) => `reference/${channel.replace(/[%/]/g, encodeURIComponent)}/${person}`;
  return {
    async keep(channel, person, reference) {
      const key = keyOf(channel, person);
      const now = JSON.stringify(reference);
      if (known.get(key) === now) return;
      await storage.write({ [key]: { reference } });
      atMost(10_000, known.set(key, now));
    },
    async of(channel, person) {
      const key = keyOf(channel, person);
      return (await storage.read([key]))[key]?.reference as Reference | undefined;
    },
    async forget(channel, person) {
      const key = keyOf(channel, person);
      known.delete(key);
      await storage.delete([key]);
    },
  };
}
