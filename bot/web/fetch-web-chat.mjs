// Puts Web Chat's ready-made bundle where bot/server.ts serves it from, compressed for the wire.
// Runs after `npm install` and before `npm start`; does nothing when the bundle is already there.
// Why not a dependency: docs/decisions/0002-web-chat-bundle.md.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gunzipSync, gzipSync } from 'node:zlib';

const VERSION = '4.18.1';
const INTEGRITY = 'sha512-7jpEUJ7olT62Xm+8eh7BhhIcXVfU2xD4pZDaeBt8K4XcNy6K/83UGIxE9BFkXmHMZ4hDEVOzs5cre07GWuaXzg==';
const FOLDER = fileURLToPath(new URL(`./vendor/web-chat-${VERSION}/`, import.meta.url));

if (!existsSync(join(FOLDER, 'webchat.js.br'))) {
  try {
    install(unpack(gunzipSync(download()), 'package/dist/webchat.js'));
    console.log(`Web Chat ${VERSION} is in place.`);
  } catch (error) {
    console.warn(`Web Chat ${VERSION} could not be fetched (${error instanceof Error ? error.message : error}).`);
    console.warn('Everything but the chat page works. To try again: npm run web-chat');
    // An install behind a shut door must still finish; only the explicit command reports failure.
    if (process.argv.includes('--strict')) process.exitCode = 1;
  }
}

/** The package as the registry has it, its checksum compared with the one pinned here. */
function download() {
  const folder = mkdtempSync(join(tmpdir(), 'web-chat-'));
  try {
    const args = ['pack', `botframework-webchat@${VERSION}`, '--silent', '--ignore-scripts', '--pack-destination', folder];
    // Without a shell, Windows cannot start npm.cmd; the arguments are all fixed.
    execFileSync('npm', args, { stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32', timeout: 120_000 });
    const packed = readFileSync(join(folder, `botframework-webchat-${VERSION}.tgz`));
    const found = `sha512-${createHash('sha512').update(packed).digest('base64')}`;
    if (found !== INTEGRITY) throw new Error(`its checksum is ${found}, not ${INTEGRITY}`);
    return packed;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One file out of a tar archive: 512-byte headers, each followed by the content in whole blocks. */
function unpack(tar, wanted) {
  for (let at = 0; at + 512 <= tar.length; ) {
    const name = text(tar, at, 100);
    const size = Number.parseInt(text(tar, at + 124, 12), 8) || 0;
    if (name === wanted) return tar.subarray(at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  throw new Error(`${wanted} is not in the package`);
}

function text(tar, from, length) {
  const field = tar.subarray(from, from + length);
  const end = field.indexOf(0);
  return field.toString('latin1', 0, end < 0 ? length : end).trim();
}

/** Writes to the side first, so that a run cut short leaves nothing half done. */
function install(bundle) {
  const side = `${FOLDER.replace(/\/$/, '')}.${process.pid}`;
  mkdirSync(side, { recursive: true });
  writeFileSync(join(side, 'webchat.js'), bundle);
  writeFileSync(join(side, 'webchat.js.gz'), gzipSync(bundle, { level: 9 }));
  // Level 11 would save a tenth of the size and take 6 s more.
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 22 };
  writeFileSync(join(side, 'webchat.js.br'), brotliCompressSync(bundle, { params }));
  rmSync(FOLDER, { recursive: true, force: true });
  renameSync(side, FOLDER);
}
