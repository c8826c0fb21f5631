/** Many messages in one go: JSON Lines in, JSON Lines out, in order. */
import { z } from 'zod';
import { coach } from '../dialogs/coach.ts';
import type { House } from '../dialogs/house.ts';
import { NEW_SESSION, type Session, type Turn } from '../dialogs/turn.ts';
import { toText } from './render.ts';

const Line = z
  .strictObject({
    id: z.union([z.string(), z.number()]),
    text: z.string().optional(),
    press: z.string().optional(),
    person: z.string().optional(),
    now: z.iso.datetime({ offset: true, local: true }).optional(),
  })
  .refine((line) => (line.text === undefined) !== (line.press === undefined), 'give either "text" or "press"');

/**
 * Answers each line. Lines with the same `person` share a session; a line without one gets a fresh session.
 *
 * @param write takes one line of output, without its end
 * @returns the exit code: 1 if any line could not be read, else 0; the other lines are answered all the same
 */
export async function runBatch(house: House, lines: AsyncIterable<string>, write: (line: string) => void): Promise<number> {
  const talk = coach(house);
  const sessions = new Map<string, Session>();
  let failed = false;
  for await (const line of lines) {
    const raw = line.replace(/^\uFEFF/, '');
    if (!raw.trim()) continue;
    const read = parse(raw);
    if (!read.ok) {
      failed = true;
      write(JSON.stringify({ id: read.id, error: read.error }));
      continue;
    }
    const { id, text, press, person, now } = read.line;
    const session = (person !== undefined && sessions.get(person)) || NEW_SESSION;
    const turn = talk(session, press === undefined ? { kind: 'text', text: text ?? '' } : { kind: 'press', press }, now ? new Date(now) : new Date());
    if (person !== undefined) sessions.set(person, turn.session);
    write(JSON.stringify({ id, ...output(turn) }));
  }
  return failed ? 1 : 0;
}

function output({ intent, band, because, entities, replies, effects }: Turn) {
  return {
    intent,
    band,
    because,
    entities,
    replies: replies.map((reply) => ({ text: toText(reply), choices: reply.choices, cites: reply.cites })),
    effects,
  };
}

function parse(raw: string): { ok: true; line: z.infer<typeof Line> } | { ok: false; id: unknown; error: string } {
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch {
    return { ok: false, id: null, error: 'this line is not valid JSON' };
  }
  const read = Line.safeParse(value);
  if (read.success) return { ok: true, line: read.data };
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
  return { ok: false, id, error: read.error.issues.map((issue) => [issue.path.join('.'), issue.message].filter(Boolean).join(': ')).join('; ') };
}
