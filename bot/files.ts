/** The chat page and its files: a fixed list, held in memory, compressed once. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** The folder with `package.json`. */
export const HOME = packageFolder();
/** The source folder also when the code runs from `dist/`. */
const WEB = join(HOME, 'bot/web');
/** Where `bot/web/fetch-web-chat.mjs` puts it. */
const BUNDLE = join(WEB, 'vendor/web-chat-4.18.1/webchat.js');

export type Served = {
  readonly type: string;
  readonly etag: string;
  /** Its name has its hash in it, so that it never changes. */
  readonly immutable: boolean;
  readonly bodies: { readonly plain: Buffer; readonly gz?: Buffer; readonly br?: Buffer };
};

export type Files = {
  /** By path, such as `/assets/chat.1a2b3c4d.js`. */
  readonly byPath: ReadonlyMap<string, Served>;
  /** The page for one request. `nonce` lets its own scripts and styles run and no others. */
  page(nonce: string): string;
};

export function readFiles(): Files {
  const byPath = new Map<string, Served>();
  const add = (name: string, type: string, plain: Buffer, packed?: { gz: Buffer; br: Buffer }): string => {
    const hash = createHash('sha256').update(plain).digest('hex').slice(0, 12);
    const path = `/assets/${name.replace(/(\.\w+)$/, `.${hash}$1`)}`;
    byPath.set(path, { type, etag: `"${hash}"`, immutable: true, bodies: { plain, ...(packed ?? compress(plain)) } });
    return path;
  };
  const own = (name: string, type: string) => add(name, type, readFileSync(join(WEB, name)));
  const bundle = existsSync(BUNDLE)
    ? add('webchat.js', 'text/javascript; charset=utf-8', readFileSync(BUNDLE), {
        gz: readFileSync(`${BUNDLE}.gz`),
        br: readFileSync(`${BUNDLE}.br`),
      })
    : '';
  const paths: Record<string, string> = {
    webchat: bundle,
    script: own('chat.js', 'text/javascript; charset=utf-8'),
    style: own('chat.css', 'text/css; charset=utf-8'),
    icon: own('icon.svg', 'image/svg+xml'),
  };
  const template = readFileSync(join(WEB, 'index.html'), 'utf8').replace(/\{\{(\w+)\}\}/g, (mark, name) => paths[name] ?? mark);
  return { byPath, page: (nonce) => template.replaceAll('{{nonce}}', nonce) };
}

function compress(plain: Buffer) {
  return { gz: gzipSync(plain), br: brotliCompressSync(plain) };
}

/** The folder with `package.json`, of which this file may be one or two levels away (source or build). */
function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
