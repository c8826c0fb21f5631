/** The app that an administrator uploads to Teams: manifest and icons out of the settings, as a zip. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import { strToU8, zipSync } from 'fflate';
import { z } from 'zod';

export type Made =
  | { readonly ok: true; readonly zip: Uint8Array; readonly manifest: object }
  | { readonly ok: false; readonly problems: readonly string[] };

const SCHEMA = '@microsoft/app-manifest/build/json-schemas/teams/v1.30/MicrosoftTeams.schema.json';
const HERE = new URL('.', import.meta.url);

/** @returns the zip, or every setting that is missing or wrong, each with its cure */
export async function makeApp(env: Readonly<Record<string, string | undefined>>, version: string): Promise<Made> {
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const read = Settings.safeParse(filled);
  if (!read.success) return { ok: false, problems: read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) };
  const { MicrosoftAppId, TEAMS_APP_ID, PUBLIC_URL, TEAMS_DEVELOPER, TEAMS_PRIVACY_URL, TEAMS_TERMS_URL } = read.data;
  const values: Readonly<Record<string, string>> = {
    version,
    appId: TEAMS_APP_ID ?? MicrosoftAppId,
    botId: MicrosoftAppId,
    host: new URL(PUBLIC_URL).host,
    developer: TEAMS_DEVELOPER,
    website: PUBLIC_URL,
    privacy: TEAMS_PRIVACY_URL ?? PUBLIC_URL,
    terms: TEAMS_TERMS_URL ?? PUBLIC_URL,
  };
  const template = await text('manifest.json');
  const manifest = JSON.parse(template.replace(/\{(\w+)\}/g, (whole, name: string) => JSON.stringify(values[name] ?? whole).slice(1, -1))) as object;
  const problems = await breachesOf(manifest);
  if (problems.length > 0) return { ok: false, problems };
  const zip = zipSync({
    'manifest.json': strToU8(`${JSON.stringify(manifest, null, 2)}\n`),
    'color.png': await picture('color.svg'),
    'outline.png': await picture('outline.svg'),
  });
  return { ok: true, zip, manifest };
}

/** Where the manifest breaks Microsoft's schema, by Microsoft's own validator. */
async function breachesOf(manifest: object): Promise<string[]> {
  const { AppManifestUtils } = await import('@microsoft/app-manifest');
  const schema = JSON.parse(await readFile(createRequire(import.meta.url).resolve(SCHEMA), 'utf8'));
  return AppManifestUtils.validateAgainstSchema(manifest as never, schema);
}

async function picture(name: string): Promise<Uint8Array> {
  return new Resvg(await text(name)).render().asPng();
}

function text(name: string): Promise<string> {
  return readFile(new URL(name, HERE), 'utf8');
}

const guid = (cure: string) => z.string({ error: `is missing → ${cure}` }).regex(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i, `is no GUID → ${cure}`);
const address = z.string().regex(/^https:\/\/[^\s/]+(\/\S*)?$/, 'must be an https address → such as https://example.org/privacy');

const Settings = z.object({
  MicrosoftAppId: guid('the Application (client) ID of the bot, from its Azure Bot resource'),
  TEAMS_APP_ID: guid('any new GUID, such as from: uuidgen; or leave it out, and it is the bot id').optional(),
  PUBLIC_URL: z
    .string({ error: 'is missing → the https origin by which Teams reaches this server, such as https://coach.example.org' })
    .refine(
      (url) => URL.canParse(url) && new URL(url).origin === url && url.startsWith('https:'),
      'must be an https origin → such as https://coach.example.org, without a path',
    ),
  TEAMS_DEVELOPER: z
    .string({ error: 'is missing → the name of your organisation, as people see it in Teams' })
    .max(32, 'is too long → at most 32 characters'),
  TEAMS_PRIVACY_URL: address.optional(),
  TEAMS_TERMS_URL: address.optional(),
});
