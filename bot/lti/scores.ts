/** Assignment and Grade Services: the score of a set quiz → the line item of the platform, and what it made of it. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Parcel, Verdict } from '../dispatch.ts';
import { SCORE_SCOPE } from './claims.ts';
import type { ToolKey } from './key.ts';
import { type Platform, platformOf } from './platforms.ts';
import type { Tasks } from './tasks.ts';

const ANSWER_WITHIN_MS = 10_000;
const ASSERTION_LIFE_S = 5 * 60;
/** A token is not used in its last minute. */
const TOKEN_REST_MS = 60_000;

export type Score = z.infer<typeof Score>;
const Score = z.object({
  issuer: z.string(),
  clientId: z.string(),
  lineItem: z.string(),
  /** The learner's `sub`, sealed. */
  learner: z.string(),
  given: z.number(),
  maximum: z.number(),
  /** ISO time of the last answer: of two scores, the platform keeps the later. */
  at: z.string(),
});

export function openScores(parts: {
  platforms: readonly Platform[];
  key: ToolKey;
  tasks: Pick<Tasks, 'unseal'>;
  now: () => Date;
  withinMs?: number;
}): (parcels: readonly Parcel[]) => Promise<Verdict[]> {
  const { platforms, key, tasks, now, withinMs = ANSWER_WITHIN_MS } = parts;
  const tokens = new Map<Platform, { readonly token: string; readonly untilMs: number }>();

  const send = (url: string, init: { headers: Record<string, string>; body: string }) =>
    // A token must not follow a redirect to somebody else.
    fetch(url, { ...init, method: 'POST', redirect: 'manual', signal: AbortSignal.timeout(withinMs) });

  /** A token of the platform, or what keeps us from one. */
  async function tokenOf(platform: Platform): Promise<string | Verdict> {
    const known = tokens.get(platform);
    if (known && known.untilMs > now().getTime()) return known.token;
    const { clientId, tokenUrl, tokenAudience = tokenUrl } = platform;
    const assertion = await key.sign({ iss: clientId, sub: clientId, aud: tokenAudience, jti: randomUUID() }, now(), ASSERTION_LIFE_S);
    const response = await send(tokenUrl, {
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
        scope: SCORE_SCOPE,
      }).toString(),
    });
    if (!response.ok) return heldUp(response, 'token');
    const read = Token.safeParse(await response.json());
    if (!read.success) return { is: 'later', why: 'token: not of the form it should have' };
    const { access_token: token, expires_in: lifeS } = read.data;
    tokens.set(platform, { token, untilMs: now().getTime() + lifeS * 1000 - TOKEN_REST_MS });
    return token;
  }

  async function deliver(score: Score): Promise<Verdict> {
    const platform = platformOf(platforms, score.issuer, score.clientId);
    if (!platform) return { is: 'later', why: 'its platform is not set up any more' };
    const token = await tokenOf(platform);
    if (typeof token !== 'string') return token;
    const response = await send(scoresOf(score.lineItem), {
      headers: { 'Content-Type': 'application/vnd.ims.lis.v1.score+json', Authorization: `Bearer ${token}` },
      body: JSON.stringify({
        userId: tasks.unseal(score.learner),
        scoreGiven: score.given,
        scoreMaximum: score.maximum,
        timestamp: score.at,
        activityProgress: 'Completed',
        gradingProgress: 'FullyGraded',
      }),
    });
    await response.body?.cancel();
    if (response.ok) return { is: 'delivered' };
    switch (response.status) {
      case 401:
        tokens.delete(platform);
        return heldUp(response, 'score');
      case 409:
        // It has a score of this time or a later one: ours came in on a try whose answer was lost, or has been overtaken.
        return { is: 'delivered' };
      case 400:
      case 404:
      case 410:
      case 422:
        return { is: 'never', why: `status ${response.status}` };
      default:
        return heldUp(response, 'score');
    }
  }

  return async (parcels) => {
    const verdicts: Verdict[] = [];
    for (const { body } of parcels) {
      const score = Score.safeParse(body);
      verdicts.push(score.success ? await deliver(score.data) : { is: 'never', why: 'no score' });
    }
    return verdicts;
  };
}

/** The scores of a line item stand below it; some platforms have a query behind its address. */
function scoresOf(lineItem: string): string {
  const url = new URL(lineItem);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/scores`;
  return url.href;
}

function heldUp(response: Response, what: string): Verdict {
  return { is: 'later', why: `${what}: status ${response.status}`, afterS: Number(response.headers.get('retry-after')) || 0 };
}

const Token = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().catch(3600) });
