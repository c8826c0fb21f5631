/** Statements → a learning record store, and what it made of each. A statement is known there by its id, so that sending it twice leaves one. */
import type { Verdict } from '../dispatch.ts';
import type { Statement } from './statements.ts';

export type RecordStore = { readonly endpoint: string; readonly key: string; readonly secret: string };

const ANSWER_WITHIN_MS = 10_000;
const DELIVERED: Verdict = { is: 'delivered' };

/** Sends all at once; where the store takes none of them because of one, it gets them one by one. */
export async function sendTo(store: RecordStore, statements: readonly Statement[], withinMs = ANSWER_WITHIN_MS): Promise<Verdict[]> {
  const verdict = await post(store, statements, withinMs);
  if (verdict.is !== 'never' || statements.length === 1) return statements.map(() => verdict);
  const verdicts: Verdict[] = [];
  for (const statement of statements) {
    const held = verdicts.find(({ is }) => is === 'later');
    verdicts.push(held ?? (await post(store, [statement], withinMs)));
  }
  return verdicts;
}

async function post({ endpoint, key, secret }: RecordStore, statements: readonly Statement[], withinMs: number): Promise<Verdict> {
  const response = await fetch(`${endpoint.replace(/\/$/, '')}/statements`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'X-Experience-API-Version': '1.0.3',
      Authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
    },
    body: JSON.stringify(statements),
    // The key must not follow the store to another address.
    redirect: 'manual',
    signal: AbortSignal.timeout(withinMs),
  });
  await response.body?.cancel();
  if (response.ok) return DELIVERED;
  switch (response.status) {
    case 409:
      // One of these ids is there already. Alone, that is the statement itself: it came in on a try whose answer was lost.
      return statements.length === 1 ? DELIVERED : { is: 'never', why: 'one of them is there already' };
    case 400:
    case 413:
    case 422:
      return { is: 'never', why: `status ${response.status}` };
    default:
      return { is: 'later', why: `status ${response.status}`, afterS: Number(response.headers.get('retry-after')) || 0 };
  }
}
