/** Keeps what people wrote out of the events: their facts are figures and words of our own. */
import { z } from 'zod';
import type { Event } from './storage.ts';

/** Ids of our own, such as `faulty-goods` or `cra-22`. A name could be one word; a sentence, a number to call or an address cannot. */
const WORD = /^[a-z][a-z0-9:._-]{0,59}$/;

export const KeptEvent: z.ZodType<Event> = z
  .object({ at: z.iso.datetime(), what: z.string().regex(WORD) })
  .catchall(z.union([z.number(), z.boolean(), z.string().regex(WORD)]));

/** The event itself. @throws if a fact is anything but a figure, yes or no, or an id */
export function harmless(event: Event): Event {
  const read = KeptEvent.safeParse(event);
  if (!read.success) throw new Error(`An event may have no such ${read.error.issues.map(({ path }) => path.join('.')).join(', ')}.`);
  return read.data;
}
