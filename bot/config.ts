/** The settings, read from the environment. The only reader of `process.env`. */
import { existsSync } from 'node:fs';
import { z } from 'zod';
import { RETENTION_DAYS, type Retention } from '../dialogs/privacy/retention.ts';
import type { Quiet } from '../dialogs/reminders/ring.ts';
import { isZone } from '../knowledge/zone.ts';
import { configuredKey } from './lti/key.ts';
import type { LtiRule } from './lti/lti.ts';
import { isSafeUrl, readPlatforms } from './lti/platforms.ts';
import type { XapiRule } from './xapi/xapi.ts';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
const APP_TYPES = ['SingleTenant', 'UserAssignedMSI', 'MultiTenant'] as const;
const OUTLASTS = ['kill', 'power-loss'] as const;
const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** Who the bot is to Azure Bot Service; `none` leaves it reachable from this machine only. */
export type App =
  | { readonly type: 'none' }
  | { readonly type: 'SingleTenant'; readonly id: string; readonly password: string; readonly tenantId: string }
  | { readonly type: 'UserAssignedMSI'; readonly id: string; readonly tenantId: string }
  | { readonly type: 'MultiTenant'; readonly id: string; readonly password: string };

/** How a learning site proves who its learner is: with a shared secret, or with keys at an address or in a file. */
export type VisitorRule = {
  readonly key: { readonly secret: string } | { readonly jwks: string };
  readonly issuer: string;
  readonly audience: string;
  /** Whether nobody may talk to the coach without a token. */
  readonly required: boolean;
};

export type Config = {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** The PostgreSQL in which everything is kept; undefined means: in files in `dataDir`. */
  readonly databaseUrl: string | undefined;
  /** What acknowledged writes to files outlast: a killed process, or a power cut too. */
  readonly durable: (typeof OUTLASTS)[number];
  readonly app: App;
  /** Signing key of Direct Line tokens; undefined means: one kept in `dataDir`. */
  readonly webChatSecret: string | undefined;
  /** Origin by which people reach the page, such as `https://coach.example.org`. */
  readonly publicUrl: string | undefined;
  /** Azure's Direct Line in place of our own, and the secret it knows this bot by. */
  readonly azureDirectLine: { readonly url: string; readonly secret: string } | undefined;
  /** Undefined: every visitor is anonymous. */
  readonly visitor: VisitorRule | undefined;
  /** Origins that may show the page in a frame, and whose learners may be signed in. */
  readonly frameAncestors: readonly string[];
  /** Undefined: no learning platform opens the coach. */
  readonly lti: LtiRule | undefined;
  readonly xapi: XapiRule;
  /** Number of proxies in front, each of which adds an entry to `X-Forwarded-For`. */
  readonly trustProxy: number;
  /** Time zone in which people say and read times. */
  readonly timeZone: string;
  /** Hours of the day in which no reminder arrives, unless it was set for that very time. */
  readonly quietHours: Quiet;
  /** Days that things are kept; complaints as policy.yaml says. */
  readonly retention: Pick<Retention, 'conversations' | 'learning'>;
  readonly logLevel: (typeof LOG_LEVELS)[number];
};

/** `.env` (if there is one) and the environment, the latter winning. */
export function environment(): Record<string, string | undefined> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}

/** The settings, or every problem found, each with its cure. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): { ok: true; config: Config } | { ok: false; problems: string[] } {
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const read = Variables.safeParse(filled);
  if (!read.success) return { ok: false, problems: read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) };
  const problems: string[] = [];
  const app = readApp(read.data, problems);
  const host = read.data.HOST ?? (app.type === 'none' ? '127.0.0.1' : '0.0.0.0');
  if (app.type === 'none' && !LOOPBACK.includes(host)) {
    problems.push(
      `HOST: without MicrosoftAppId anyone could talk to /api/messages, so only ${LOOPBACK.join(', ')} will do → set the app id, or leave HOST out`,
    );
  }
  const lti = readLti(read.data, problems);
  const xapi = readXapi(read.data, problems);
  const visitor = readVisitor(read.data, problems);
  if (problems.length > 0) return { ok: false, problems };
  const { PORT, DATA_DIR, DATABASE_URL, DURABLE, WEB_CHAT_SECRET, PUBLIC_URL, FRAME_ANCESTORS, TRUST_PROXY, TIME_ZONE, QUIET_HOURS } = read.data;
  const { DIRECT_LINE_SECRET, DIRECT_LINE_URL, RETENTION_DAYS: retention, LOG_LEVEL } = read.data;
  return {
    ok: true,
    config: {
      port: PORT,
      host,
      dataDir: DATA_DIR,
      databaseUrl: DATABASE_URL,
      durable: DURABLE,
      app,
      webChatSecret: WEB_CHAT_SECRET,
      azureDirectLine: DIRECT_LINE_SECRET ? { url: DIRECT_LINE_URL, secret: DIRECT_LINE_SECRET } : undefined,
      visitor,
      publicUrl: PUBLIC_URL,
      frameAncestors: FRAME_ANCESTORS,
      lti,
      xapi,
      trustProxy: TRUST_PROXY,
      timeZone: TIME_ZONE,
      quietHours: QUIET_HOURS,
      retention,
      logLevel: LOG_LEVEL,
    },
  };
}

const Origin = z.string().refine(isOrigin, 'must be an origin → such as https://coach.example.org, without a path');

const Variables = z.object({
  PORT: wholeNumber(0, 65535).default(3978),
  HOST: z.string().optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/./, 'must be an address of PostgreSQL → such as postgres://name:password@machine:5432/database')
    .optional(),
  DURABLE: z.enum(OUTLASTS, { error: `must be one of ${OUTLASTS.join(', ')}` }).default('kill'),
  MicrosoftAppType: z.enum(APP_TYPES, { error: `must be one of ${APP_TYPES.join(', ')} → see .env.example` }).optional(),
  MicrosoftAppId: z.string().optional(),
  MicrosoftAppPassword: z.string().optional(),
  MicrosoftAppTenantId: z.string().optional(),
  WEB_CHAT_SECRET: z
    .string()
    .regex(/^\S{32,}$/, 'is too short to be safe → at least 32 characters without spaces, for example from: openssl rand -base64 33')
    .optional(),
  DIRECT_LINE_SECRET: z.string().optional(),
  DIRECT_LINE_URL: Origin.default('https://directline.botframework.com'),
  VISITOR_SECRET: z
    .string()
    .regex(/^\S{32,}$/, 'is too short to be safe → at least 32 characters without spaces, for example from: openssl rand -base64 33')
    .optional(),
  VISITOR_JWKS: z
    .string()
    .refine(isSafeAddressOrFile, 'must be an https address or a file → such as https://learning.example.org/jwks.json')
    .optional(),
  VISITOR_ISSUER: z.string().optional(),
  VISITOR_AUDIENCE: z.string().default('shift-coach'),
  VISITOR_REQUIRED: z.enum(['yes', 'no'], { error: 'must be yes or no' }).default('no'),
  PUBLIC_URL: Origin.optional(),
  FRAME_ANCESTORS: z
    .string()
    .default('')
    .transform((list) => list.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(Origin)),
  LTI_PLATFORMS: z.string().optional(),
  LTI_KEY_FILE: z.string().optional(),
  XAPI_FILE: z.string().optional(),
  XAPI_ENDPOINT: z.string().refine(isSafeUrl, 'must be an address that begins with https:// → such as https://lrs.example.org/xapi').optional(),
  XAPI_KEY: z.string().optional(),
  XAPI_SECRET: z.string().optional(),
  TRUST_PROXY: wholeNumber(0, 10).default(0),
  TIME_ZONE: z.string().default('Europe/London').refine(isZone, 'is no time zone → such as Europe/London'),
  QUIET_HOURS: z
    .string()
    .regex(/^(?:[01]\d|2[0-3]):[0-5]\d-(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be two times → such as 20:00-08:00; 00:00-00:00 for none')
    .default('20:00-08:00')
    .transform((hours): Quiet => ({ from: hours.slice(0, 5), to: hours.slice(6) })),
  RETENTION_DAYS: z
    .string()
    .default('')
    .transform((text, context) => {
      const days: Record<string, number> = { ...RETENTION_DAYS };
      for (const part of text.split(/[\s,]+/).filter(Boolean)) {
        const [, kind = '', count] = /^(\w+)[=:]([1-9]\d{0,4})$/.exec(part) ?? [];
        if (kind in RETENTION_DAYS) days[kind] = Number(count);
        else
          context.addIssue(
            `"${part}" cannot be used → ${Object.entries(RETENTION_DAYS)
              .map(([name, most]) => `${name}:${most}`)
              .join(', ')}`,
          );
      }
      return days as Config['retention'];
    }),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
});

function readApp(env: z.infer<typeof Variables>, problems: string[]): App {
  const { MicrosoftAppId: id, MicrosoftAppPassword: password, MicrosoftAppTenantId: tenantId } = env;
  if (!id) {
    for (const name of ['MicrosoftAppType', 'MicrosoftAppPassword', 'MicrosoftAppTenantId'] as const) {
      if (env[name]) problems.push(`${name}: is set, but MicrosoftAppId is not → set both or neither`);
    }
    return { type: 'none' };
  }
  const type = env.MicrosoftAppType ?? 'SingleTenant';
  const need = (name: string, value: string | undefined) => {
    if (!value) problems.push(`${name}: is missing → ${type} needs it`);
    return value ?? '';
  };
  switch (type) {
    case 'SingleTenant':
      return { type, id, password: need('MicrosoftAppPassword', password), tenantId: need('MicrosoftAppTenantId', tenantId) };
    case 'UserAssignedMSI':
      if (password) problems.push('MicrosoftAppPassword: a managed identity has none → leave it out');
      return { type, id, tenantId: need('MicrosoftAppTenantId', tenantId) };
    case 'MultiTenant':
      return { type, id, password: need('MicrosoftAppPassword', password) };
  }
}

function readLti(env: z.infer<typeof Variables>, problems: string[]): LtiRule | undefined {
  const { LTI_PLATFORMS: file, LTI_KEY_FILE: keyFile } = env;
  if (!file) {
    if (keyFile) problems.push('LTI_KEY_FILE: is set, but LTI_PLATFORMS is not → set both or neither');
    return undefined;
  }
  if (!env.PUBLIC_URL) problems.push('PUBLIC_URL: is missing → platforms know the coach by it; LTI_PLATFORMS needs it');
  const read = readPlatforms(file);
  if (!read.ok) problems.push(...read.problems);
  try {
    if (keyFile) configuredKey(keyFile);
  } catch (error) {
    problems.push((error as Error).message);
  }
  return read.ok ? { platforms: read.platforms, keyFile } : undefined;
}

function readXapi(env: z.infer<typeof Variables>, problems: string[]): XapiRule {
  const { XAPI_FILE: file, XAPI_ENDPOINT: endpoint, XAPI_KEY: key, XAPI_SECRET: secret } = env;
  const set = { XAPI_ENDPOINT: endpoint, XAPI_KEY: key, XAPI_SECRET: secret };
  if (endpoint && key && secret) return { file, store: { endpoint, key, secret } };
  if (endpoint || key || secret)
    for (const [name, value] of Object.entries(set))
      if (!value) problems.push(`${name}: is missing → a learning record store needs ${Object.keys(set).join(', ')}`);
  return { file, store: undefined };
}

function readVisitor(env: z.infer<typeof Variables>, problems: string[]): VisitorRule | undefined {
  const { VISITOR_SECRET: secret, VISITOR_JWKS: jwks, VISITOR_ISSUER: issuer, VISITOR_AUDIENCE: audience } = env;
  const required = env.VISITOR_REQUIRED === 'yes';
  if (secret && jwks) problems.push('VISITOR_JWKS: VISITOR_SECRET is set too → set one of the two');
  if (!secret && !jwks) {
    if (issuer || required) problems.push('VISITOR_SECRET: is missing → set it, or VISITOR_JWKS, so that tokens can be checked');
    return undefined;
  }
  if (!issuer) problems.push('VISITOR_ISSUER: is missing → the iss that the learning site puts into its tokens');
  if (env.FRAME_ANCESTORS.length === 0) problems.push('FRAME_ANCESTORS: is empty → list the learning site, or none of its tokens will do');
  return { key: secret ? { secret } : { jwks: jwks ?? '' }, issuer: issuer ?? '', audience, required };
}

function wholeNumber(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`;
  return z.string().regex(/^\d+$/, message).transform(Number).pipe(z.number().min(least, message).max(most, message));
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

/** Keys fetched without encryption could be anybody's; this machine may serve them in a trial. */
function isSafeAddressOrFile(text: string): boolean {
  if (!/^\w{2,}:/.test(text)) return true;
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
}
