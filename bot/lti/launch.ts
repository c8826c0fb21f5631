/** OIDC third-party login and the launch message: who may begin one, and what must hold of the token that ends it. Refusals have a reason for the log. */
import { createHash, randomBytes } from 'node:crypto';
import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import { atMost } from '../limits.ts';
import { CLAIM, isDeepLinking, Message } from './claims.ts';
import { type Platform, platformOf } from './platforms.ts';

/** Time for signing in at the platform, if it asks for that. */
const LOGIN_WITHIN_MS = 10 * 60 * 1000;
const MOST_LOGINS = 10_000;
/** How far the platform's clock may be off, and how old a token may be. */
const CLOCKS_DIFFER_S = 60;
const OLDEST_TOKEN_S = 10 * 60;
const KEYS_WITHIN_MS = 5000;

/** A launch that is turned down. `reason` is for the log; the person reads nothing of it. */
export class NoLaunch extends Error {
  readonly reason: string;
  /** Whether it may work a little later, because it is the platform that does not answer. */
  readonly passing: boolean;

  constructor(reason: string, passing = false) {
    super(reason);
    this.reason = reason;
    this.passing = passing;
  }
}

/** A message that is what it says, of this platform. */
export type Launch = { readonly platform: Platform; readonly message: Message };

type Fields = Readonly<Record<string, string>>;
type Login = { readonly platform: Platform; readonly nonce: string; readonly target: string; readonly untilMs: number };

/** @param home the origin of this server, which is where launches must lead */
export function openLaunches(parts: { platforms: readonly Platform[]; home: string; redirectUri: string; now: () => Date }) {
  const { platforms, home, redirectUri, now } = parts;
  /** Logins under way by state. A restart forgets them: the person opens the course once more. */
  const logins = new Map<string, Login>();
  const keys = new Map<string, JWTVerifyGetKey>();

  const keysOf = ({ jwksUrl }: Platform): JWTVerifyGetKey => {
    const known = keys.get(jwksUrl) ?? createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: KEYS_WITHIN_MS });
    keys.set(jwksUrl, known);
    return known;
  };

  return {
    /**
     * Login initiation → where to send the person, and the cookie that ties the state to the browser where that keeps cookies.
     * @throws {NoLaunch}
     */
    begin(fields: Fields): { location: string; state: string } {
      const read = Initiation.safeParse(fields);
      if (!read.success) throw new NoLaunch(`login without a usable ${read.error.issues[0]?.path.join('.')}`);
      const { iss, client_id, login_hint, target_link_uri, lti_message_hint, lti_deployment_id } = read.data;
      const platform = platformOf(platforms, iss, client_id);
      if (!platform) throw new NoLaunch('login of an unknown platform');
      if (lti_deployment_id !== undefined && !platform.deployments.includes(lti_deployment_id)) throw new NoLaunch('login of an unknown deployment');
      if (!isOurs(target_link_uri, home)) throw new NoLaunch('login with a target_link_uri that is not ours');
      const [state, nonce] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')];
      atMost(MOST_LOGINS, logins.set(hashOf(state), { platform, nonce, target: target_link_uri, untilMs: now().getTime() + LOGIN_WITHIN_MS }));
      const location = new URL(platform.authUrl);
      const asked = {
        scope: 'openid',
        response_type: 'id_token',
        response_mode: 'form_post',
        prompt: 'none',
        client_id: platform.clientId,
        redirect_uri: redirectUri,
        login_hint,
        state,
        nonce,
        ...(lti_message_hint !== undefined && { lti_message_hint }),
      };
      for (const [name, value] of Object.entries(asked)) location.searchParams.set(name, value);
      return { location: location.href, state };
    },

    /**
     * The answer of the platform → its message.
     * @param cookies names of our state cookies that the browser sent
     * @throws {NoLaunch}
     */
    async finish(fields: Fields, cookies: readonly string[]): Promise<Launch> {
      const { state = '', id_token: token = '', error } = fields;
      const login = logins.get(hashOf(state));
      // Whatever becomes of it, a state is good for one answer.
      logins.delete(hashOf(state));
      if (!login) throw new NoLaunch(state ? 'state unknown or used' : 'no state');
      if (login.untilMs < now().getTime()) throw new NoLaunch('state expired');
      // A browser that keeps our cookies has the one of its own login.
      if (cookies.length > 0 && !cookies.includes(cookieOf(state))) throw new NoLaunch('state of another browser');
      if (error !== undefined) throw new NoLaunch(`platform says ${error.replace(/[^\w .-]/g, '').slice(0, 60)}`);
      const { platform } = login;
      const message = Message.safeParse(await verified(token, platform, keysOf(platform), now()));
      if (!message.success) throw new NoLaunch(`claim ${message.error.issues[0]?.path.join('.').replace(/^.*\/claim\//, '')}`);
      const { data } = message;
      if (data.nonce !== login.nonce) throw new NoLaunch('nonce of another login');
      if (!platform.deployments.includes(data[CLAIM.deploymentId])) throw new NoLaunch('unknown deployment');
      const target = data[CLAIM.targetLinkUri];
      if (target === undefined ? !isDeepLinking(data) : target !== login.target) throw new NoLaunch('target_link_uri differs from that of the login');
      return { platform, message: data };
    },
  };
}

/** Name of the cookie that goes with a state. */
export function cookieOf(state: string): string {
  return `__Host-lti-${hashOf(state).slice(0, 16)}`;
}

async function verified(token: string, { issuer, clientId, audiences }: Platform, keys: JWTVerifyGetKey, currentDate: Date): Promise<JWTPayload> {
  const { payload } = await jwtVerify(token, keys, {
    algorithms: ['RS256'],
    issuer,
    audience: clientId,
    currentDate,
    clockTolerance: CLOCKS_DIFFER_S,
    maxTokenAge: OLDEST_TOKEN_S,
    requiredClaims: ['exp', 'iat', 'nonce'],
  }).catch(because);
  const others = [payload.aud ?? []].flat().filter((one) => one !== clientId);
  if (others.length > 0 && payload.azp === undefined) throw new NoLaunch('several audiences and no azp');
  if (payload.azp !== undefined && payload.azp !== clientId) throw new NoLaunch('azp is not our client id');
  if (others.some((one) => !audiences.includes(one))) throw new NoLaunch('an audience that is not trusted');
  return payload;
}

function because(error: unknown): never {
  if (error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired)
    throw new NoLaunch(`token: ${error.claim} ${error.reason}`);
  if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout) && error.code !== 'ERR_JOSE_GENERIC')
    throw new NoLaunch(`token: ${error.code}`);
  throw new NoLaunch('the keys of the platform cannot be had', true);
}

/** Exactly this server: no user part, no other port, no address that only begins like ours. */
function isOurs(text: string, home: string): boolean {
  if (!URL.canParse(text)) return false;
  const { origin, username, password } = new URL(text);
  return origin === home && !username && !password;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

const Initiation = z.object({
  iss: z.string().min(1).max(500),
  client_id: z.string().min(1).max(500).optional(),
  login_hint: z.string().min(1).max(2000),
  target_link_uri: z.string().min(1).max(2000),
  lti_message_hint: z.string().max(5000).optional(),
  lti_deployment_id: z.string().max(255).optional(),
});
