/** Azure's own Direct Line: exchanges the secret for tokens, each for one user and one conversation. The secret never leaves this server. */
import { z } from 'zod';
import type { Config } from './config.ts';
import type { Log } from './log.ts';
import { Refusal } from './refusal.ts';

const PATIENCE_MS = 10_000;

export type Issued = z.infer<typeof Issued>;

export type Azure = {
  /** Where the page's client talks to. */
  readonly domain: string;
  /** A token for a new conversation of this user, good for pages of `origin` only. @throws {Refusal} 503 if Azure gives none */
  generate(user: string, origin: string): Promise<Issued>;
  /** A fresh token for a live one, or undefined if it has run out. */
  refresh(token: string): Promise<Issued | undefined>;
};

export function openAzure({ url, secret }: NonNullable<Config['azureDirectLine']>, log: Log): Azure {
  const domain = `${url}/v3/directline`;

  const post = async (path: string, bearer: string, body?: object): Promise<Issued | undefined> => {
    try {
      const response = await fetch(`${domain}${path}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${bearer}`, ...(body && { 'Content-Type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (response.ok) return Issued.parse(await response.json());
      log.warn({ path, status: response.status }, 'azure direct line refused');
    } catch (error) {
      log.warn({ path, name: error instanceof Error ? error.name : '' }, 'azure direct line not reached');
    }
    return undefined;
  };

  return {
    domain,
    async generate(user, origin) {
      const issued = await post('/tokens/generate', secret, { user: { id: user }, trustedOrigins: [origin] });
      if (!issued) throw new Refusal(503, 'ServiceUnavailable', 'The coach cannot be reached just now. Please try again in a moment.', 5);
      return issued;
    },
    refresh: (token) => post('/tokens/refresh', token),
  };
}

const Issued = z.object({ conversationId: z.string(), token: z.string(), expires_in: z.number() });
