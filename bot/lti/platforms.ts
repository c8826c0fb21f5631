/** The learning platforms that may launch the coach, read from a JSON file. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** A learning platform as its administrator registered the coach there. */
export type Platform = {
  /** `iss` of its tokens, such as `https://moodle.example.org`. */
  readonly issuer: string;
  readonly clientId: string;
  readonly authUrl: string;
  readonly tokenUrl: string;
  readonly jwksUrl: string;
  readonly deployments: readonly string[];
  /** `aud` of the assertions with which we ask for a token, where that is not the token URL. */
  readonly tokenAudience?: string | undefined;
  /** Audiences that its tokens may name beside us. */
  readonly audiences: readonly string[];
};

/** @returns the platforms, or every problem with its field and its cure */
export function readPlatforms(file: string): { ok: true; platforms: readonly Platform[] } | { ok: false; problems: string[] } {
  const wrong = (problem: string) => ({ ok: false as const, problems: [`LTI_PLATFORMS: ${file}: ${problem}`] });
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return error instanceof SyntaxError
      ? wrong('is not JSON → docs/lti.md has one to start from')
      : wrong('cannot be read → make the file, or leave LTI_PLATFORMS out');
  }
  const read = File.safeParse(json);
  if (!read.success)
    return { ok: false, problems: read.error.issues.map(({ path, message }) => `LTI_PLATFORMS: ${file}: ${fieldOf(path)} ${message}`) };
  const names = read.data.map(({ issuer, clientId }) => JSON.stringify([issuer, clientId]));
  const twice = names.findIndex((name, at) => names.indexOf(name) !== at);
  if (twice >= 0) return wrong(`[${twice}].clientId stands there twice with the same issuer → put all deployments into one entry`);
  return { ok: true, platforms: read.data };
}

/** The one platform of this issuer and client; undefined where there is none, or where only the client id would tell which. */
export function platformOf(platforms: readonly Platform[], issuer: string, clientId: string | undefined): Platform | undefined {
  const fit = platforms.filter((one) => one.issuer === issuer && (clientId === undefined || one.clientId === clientId));
  return fit.length === 1 ? fit[0] : undefined;
}

/** An address to which a token or a person may be sent: encrypted, or on this machine for a trial. */
export function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username || password) return false;
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname));
}

const Text = z.string({ error: 'is missing → a text that the platform shows when the coach is registered there' }).min(1, 'is empty → fill it in');
const Address = z
  .string({ error: 'is missing → the platform shows it when the coach is registered there' })
  .refine(isSafeUrl, 'must be an address that begins with https:// → copy it from the platform');

const File = z
  .array(
    z.strictObject(
      {
        issuer: Text,
        clientId: Text,
        authUrl: Address,
        tokenUrl: Address,
        jwksUrl: Address,
        deployments: z
          .array(Text, { error: 'is missing → a list of deployment ids, such as ["1"]' })
          .min(1, 'is empty → list at least one deployment id, such as ["1"]'),
        tokenAudience: Text.optional(),
        audiences: z.array(Text).default([]),
      },
      {
        error: ({ code, keys }) =>
          code === 'unrecognized_keys' ? `has a field that means nothing here: ${keys?.join(', ')} → correct its name, or take it out` : undefined,
      },
    ),
    { error: 'must be a list → put [ and ] around the platforms' },
  )
  .min(1, 'has no platform → add one, or leave LTI_PLATFORMS out');

function fieldOf(path: readonly PropertyKey[]): string {
  return (
    path
      .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
      .join('')
      .replace(/^\./, '') || 'the file'
  );
}
