/** Who is talking: checks the token with which a learning site vouches for its learner. Why it refuses stands in the log only. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createLocalJWKSet, createRemoteJWKSet, errors, type JSONWebKeySet, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose';
import { z } from 'zod';
import type { VisitorRule } from './config.ts';
import type { Eraser } from './forget.ts';
import type { Log } from './log.ts';
import { openQueue } from './queue.ts';
import { Refusal } from './refusal.ts';
import { ABSENT, Conflict, type Storage } from './store/storage.ts';

/** From issue to end: long enough for a slow page, too short to be worth stealing. */
const LONGEST_LIFE_S = 10 * 60;
/** How far the site's clock may be off. */
const CLOCKS_DIFFER_S = 30;
const LONGEST_TOKEN = 4096;
const USED = 'visitor/used';
const MOST_TRIES = 8;

/** Where a token is shown: on a page of `origin`, by the page load `page`, for the conversation `conv`. */
export type Shown = { readonly token: string; readonly origin: string; readonly page: string };

export type Visitors = {
  /** Whether a page may ask from this origin at all. */
  requireOrigin(origin: string | undefined): void;
  /**
   * The learner a token vouches for, as a user id.
   * @throws {Refusal} 403 in the same words whatever is wrong with it; 503 if the site's keys cannot be had just now
   */
  learner(shown: Shown): Promise<Verified>;
  /** Forgets in which conversations tokens were used. They stay used. */
  readonly erase: Eraser;
  /** Lets pass who needs no token. */
  requireNone(): void;
};

export type Verified = {
  readonly user: string;
  /**
   * Binds the token to the conversation that it opens.
   * @returns the conversation: `conv`, or the one this very page load has opened with it before
   * @throws {Refusal} if the token has opened another conversation
   */
  bind(conv: string): Promise<string>;
};

/** The user id of a learner: the same on every device, and not to be traced back to a name without the site's help. */
export function learnerId(issuer: string, subject: string): string {
  return `dl_learner_${createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('base64url')}`;
}

export const isLearner = (user: string): boolean => user.startsWith('dl_learner_');

export function openVisitors(parts: {
  rule: VisitorRule | undefined;
  origins: readonly string[];
  storage: Storage;
  now: () => Date;
  log: Log;
}): Visitors {
  const { rule, origins, storage, now, log } = parts;
  const verify = rule && verifier(rule);
  const queue = openQueue();

  const refuse = (reason: string): never => {
    log.warn({ reason }, 'visitor refused');
    throw new Refusal(403, 'VisitorRefused', 'The coach cannot be opened from here just now.');
  };

  /** Keeps that a token was used until it ends; gives back by whom it was used before. */
  const take = (key: string, use: Use): Promise<Use> =>
    change((used) => {
      const before = used[key];
      return before ? { result: before } : { used: { ...used, [key]: use }, result: use };
    });
  /** Changes the list of used tokens; those that have ended go with every change. */
  const change = async <T>(work: (used: Readonly<Record<string, Use>>) => { used?: Readonly<Record<string, Use>>; result: T }): Promise<T> => {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const item = (await storage.read([USED]))[USED];
      const { used, result } = work(Used.parse(item));
      if (!used) return result;
      const live = Object.entries(used).filter(([, one]) => one.until > seconds());
      try {
        await storage.write({ [USED]: { tokens: Object.fromEntries(live), eTag: item?.eTag ?? ABSENT } });
        return result;
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
      }
    }
    throw new Conflict();
  };
  const seconds = () => Math.floor(now().getTime() / 1000);

  return {
    requireOrigin(origin) {
      if (origin !== undefined && !origins.includes(origin)) refuse('origin not on the list');
    },
    requireNone() {
      if (rule?.required) refuse('no token');
    },
    async erase({ personId, conversations }) {
      if (!isLearner(personId)) return;
      const isOf = ({ conv }: Use) => conversations.some((key) => key.endsWith(`/${conv}`));
      await queue.run([USED], () =>
        change((used) => {
          const isKnown = Object.values(used).some(isOf);
          const blank = Object.entries(used).map(([key, use]) => [key, isOf(use) ? { ...use, conv: '', page: '' } : use] as const);
          return { ...(isKnown && { used: Object.fromEntries(blank) }), result: undefined };
        }),
      );
    },
    async learner({ token, origin, page }) {
      if (!rule || !verify) return refuse('tokens are not set up');
      if (token.length > LONGEST_TOKEN) return refuse('token too large');
      const claims = Claims.safeParse(await verify(token, now()).catch((error) => sayWhy(error, refuse)));
      if (!claims.success) return refuse(`claim ${claims.error.issues[0]?.path.join('.')}`);
      const { iss, sub, jti, iat, exp } = claims.data;
      if (exp - iat > LONGEST_LIFE_S) return refuse('lives too long');
      if (iat > seconds() + CLOCKS_DIFFER_S) return refuse('issued in the future');
      if (claims.data.origin !== origin) return refuse('made for another origin');
      return {
        user: learnerId(iss, sub),
        async bind(conv) {
          const key = createHash('sha256')
            .update(JSON.stringify([iss, jti]))
            .digest('base64url');
          const use = await queue.run([USED], () => take(key, { conv, page, until: exp + CLOCKS_DIFFER_S }));
          if (use.conv !== conv && use.page !== page) return refuse('replayed for another conversation');
          return use.conv;
        },
      };
    },
  };
}

/** Checks signature, issuer, audience and times. Only the kinds of signature that fit the key are taken, whatever the token says of itself. */
function verifier({ key, issuer, audience }: VisitorRule): (token: string, now: Date) => Promise<JWTPayload> {
  const rules = (currentDate: Date, algorithms: string[]): JWTVerifyOptions => ({
    algorithms,
    issuer,
    audience,
    currentDate,
    clockTolerance: CLOCKS_DIFFER_S,
    maxTokenAge: LONGEST_LIFE_S,
  });
  if ('secret' in key) {
    const secret = new TextEncoder().encode(key.secret);
    return async (token, now) => (await jwtVerify(token, secret, rules(now, ['HS256']))).payload;
  }
  const keys = /^https?:/.test(key.jwks) ? createRemoteJWKSet(new URL(key.jwks)) : createLocalJWKSet(keysIn(key.jwks));
  return async (token, now) => (await jwtVerify(token, keys, rules(now, ['RS256', 'ES256']))).payload;
}

function keysIn(file: string): JSONWebKeySet {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Error(`VISITOR_JWKS: ${file} cannot be read → a JSON file with the site's public keys`);
  }
}

function sayWhy(error: unknown, refuse: (reason: string) => never): never {
  if (error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired) return refuse(`${error.claim} ${error.reason}`);
  if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout) && error.code !== 'ERR_JOSE_GENERIC') return refuse(error.code);
  if (error instanceof TypeError && !('cause' in error)) return refuse('malformed');
  // The site's keys could not be fetched: no fault of the learner's.
  throw new Refusal(503, 'ServiceUnavailable', 'The coach cannot check who you are just now. Please try again in a moment.', 30);
}

const Claims = z.object({
  iss: z.string(),
  // One audience: a token for several services could be shown here by any of them.
  aud: z.union([z.string(), z.array(z.string()).length(1)]),
  sub: z.string().min(1).max(200),
  jti: z.string().min(8).max(200),
  origin: z.string(),
  iat: z.number(),
  exp: z.number(),
});

type Use = z.infer<typeof Use>;
const Use = z.object({ conv: z.string(), page: z.string(), until: z.number() });
/** An unreadable list must not let everything pass again. */
const Used = z
  .object({ tokens: z.record(z.string(), Use) })
  .optional()
  .transform((item) => item?.tokens ?? {});
