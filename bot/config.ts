/** The settings, read from the environment. The only reader of `process.env`. */
import { existsSync } from 'node:fs';
import { z } from 'zod';
import { RETENTION_DAYS, type Retention } from '../dialogs/privacy/retention.ts';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
const APP_TYPES = ['SingleTenant', 'UserAssignedMSI', 'MultiTenant'] as const;
const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** Who the bot is to Azure Bot Service; `none` leaves it reachable from this machine only. */
export type App =
  | { readonly type: 'none' }
  | { readonly type: 'SingleTenant'; readonly id: string; readonly password: string; readonly tenantId: string }
  | { readonly type: 'UserAssignedMSI'; readonly id: string; readonly tenantId: string }
  | { readonly type: 'MultiTenant'; readonly id: string; readonly password: string };

export type Config = {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly app: App;
  /** Signing key of Direct Line tokens; undefined means: one kept in `dataDir`. */
  readonly webChatSecret: string | undefined;
  /** Origin by which people reach the page, such as `https://coach.example.org`. */
  readonly publicUrl: string | undefined;
  /** Origins that may show the page in a frame. */
  readonly frameAncestors: readonly string[];
  /** Number of proxies in front, each of which adds an entry to `X-Forwarded-For`. */
  readonly trustProxy: number;
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
  if (problems.length > 0) return { ok: false, problems };
  const { PORT, DATA_DIR, WEB_CHAT_SECRET, PUBLIC_URL, FRAME_ANCESTORS, TRUST_PROXY, RETENTION_DAYS: retention, LOG_LEVEL } = read.data;
  return {
    ok: true,
    config: {
      port: PORT,
      host,
      dataDir: DATA_DIR,
      app,
      webChatSecret: WEB_CHAT_SECRET,
      publicUrl: PUBLIC_URL,
      frameAncestors: FRAME_ANCESTORS,
      trustProxy: TRUST_PROXY,
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
  MicrosoftAppType: z.enum(APP_TYPES, { error: `must be one of ${APP_TYPES.join(', ')} → see .env.example` }).optional(),
  MicrosoftAppId: z.string().optional(),
  MicrosoftAppPassword: z.string().optional(),
  MicrosoftAppTenantId: z.string().optional(),
  WEB_CHAT_SECRET: z
    .string()
    .regex(/^\S{32,}$/, 'is too short to be safe → at least 32 characters without spaces, for example from: openssl rand -base64 33')
    .optional(),
  PUBLIC_URL: Origin.optional(),
  FRAME_ANCESTORS: z
    .string()
    .default('')
    .transform((list) => list.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(Origin)),
  TRUST_PROXY: wholeNumber(0, 10).default(0),
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

function wholeNumber(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`;
  return z.string().regex(/^\d+$/, message).transform(Number).pipe(z.number().min(least, message).max(most, message));
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
