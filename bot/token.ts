/** Direct Line tokens: who may speak in which conversation, signed, for half an hour. */
import { createSecretKey, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { Refusal } from './refusal.ts';
import { ABSENT, Conflict, type Storage } from './store/storage.ts';

/** Clients refresh after 15 minutes; anything shorter would not outlast a missed refresh. */
const LIFE_S = 30 * 60;
/** A stream must be opened within this time of being offered. */
const TICKET_S = 60;
/** How long after its end a token still lets its page take the conversation up again. */
const RESUME_S = 90 * 24 * 3600;

/** `user` is the claim in which Web Chat looks for the id of its user. */
export type Holder = { readonly conv: string; readonly user: string };

/** Opens nothing by itself: it only lets a page take up its conversation. */
const RESUME_ONLY = 'resume';

export type Tokens = ReturnType<typeof openTokens>;

export function openTokens(secret: string, now: () => Date) {
  // A string would be tried as a public key first, at a millisecond a time.
  const key = createSecretKey(Buffer.from(secret));
  const seconds = () => Math.floor(now().getTime() / 1000);

  return {
    /** A token for `holder`, in the shape in which Direct Line answers. */
    issue({ conv, user }: Holder) {
      const token = jwt.sign({ conv, user, iat: seconds(), exp: seconds() + LIFE_S, jti: randomUUID() }, key, { algorithm: 'HS256' });
      return { conversationId: conv, token, expires_in: LIFE_S };
    },

    /** A word by which a page takes up a conversation that another Direct Line holds. */
    issueResume({ conv, user }: Holder): string {
      return jwt.sign({ conv, user, use: RESUME_ONLY, iat: seconds(), exp: seconds() + LIFE_S }, key, { algorithm: 'HS256' });
    },

    /** Who holds the token in an `Authorization` header. */
    holder(authorization: string | undefined): Holder {
      const token = bearer(authorization);
      try {
        return SpeakingClaims.parse(jwt.verify(token, key, { algorithms: ['HS256'], clockTimestamp: seconds() }));
      } catch (error) {
        if (error instanceof jwt.TokenExpiredError) throw new Refusal(403, 'TokenExpired', 'This token has expired.');
        throw new Refusal(403, 'BadArgument', 'This token is not valid here.');
      }
    },

    /** Who held a token that may have expired since, or undefined if it is none of ours or too old. */
    formerHolder(token: string): Holder | undefined {
      try {
        const claims = Claims.parse(jwt.verify(token, key, { algorithms: ['HS256'], ignoreExpiration: true }));
        return claims.exp + RESUME_S > seconds() ? claims : undefined;
      } catch {
        return undefined;
      }
    },

    /** A word that opens a stream of this conversation, in any process that has the secret. */
    ticket: (conv: string) => jwt.sign({ stream: conv, iat: seconds(), exp: seconds() + TICKET_S, jti: randomUUID() }, key, { algorithm: 'HS256' }),

    /** The conversation of a ticket, and the ticket's own id; undefined if it is none of ours or too old. */
    ticketHolder(ticket: string): { conv: string; jti: string } | undefined {
      try {
        const { stream, jti } = TicketClaims.parse(jwt.verify(ticket, key, { algorithms: ['HS256'], clockTimestamp: seconds() }));
        return { conv: stream, jti };
      } catch {
        return undefined;
      }
    },

    /** Lets pass who shows the secret itself. */
    requireSecret(authorization: string | undefined): void {
      const shown = Buffer.from(bearer(authorization));
      const right = Buffer.from(secret);
      if (shown.length !== right.length || !timingSafeEqual(shown, right)) throw new Refusal(403, 'BadArgument', 'Only the secret makes tokens.');
    },

    newHolder: (user = `dl_${randomBytes(12).toString('base64url')}`): Holder => ({ conv: randomBytes(16).toString('base64url'), user }),
  };
}

/** The signing key kept in `dataDir`, made on first use and readable by its owner only. */
export function keptSecret(dataDir: string): string {
  const file = join(dataDir, 'web-chat-secret');
  mkdirSync(dataDir, { recursive: true });
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    chmodSync(file, 0o600);
  }
  return readFileSync(file, 'utf8').trim();
}

/** The signing key kept in a store that several processes share, made by the first of them. */
export async function sharedSecret(storage: Storage): Promise<string> {
  const key = 'secret/web-chat';
  await storage.write({ [key]: { secret: randomBytes(32).toString('base64url'), eTag: ABSENT } }).catch((error: unknown) => {
    if (!(error instanceof Conflict)) throw error;
  });
  return SecretItem.parse((await storage.read([key]))[key]).secret;
}

const SecretItem = z.object({ secret: z.string().min(32) });
const TicketClaims = z.object({ stream: z.string(), jti: z.string() });
const Claims = z.object({ conv: z.string(), user: z.string(), exp: z.number() });
const SpeakingClaims = Claims.extend({ use: z.never().optional() });

function bearer(authorization: string | undefined): string {
  const [scheme, token] = authorization?.split(' ') ?? [];
  if (scheme?.toLowerCase() !== 'bearer' || !token) throw new Refusal(401, 'Unauthorized', 'An Authorization header with a Bearer token is needed.');
  return token;
}
