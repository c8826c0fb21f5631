/** What a request says of its origin, and what an answer forbids a browser to do. Pure. */
import type { IncomingMessage } from 'node:http';
import type { Config } from './config.ts';

/** Whether a request comes from a page of this server, or from no browser at all. */
export function fromOwnPage(request: IncomingMessage, config: Config): boolean {
  const { origin, host } = request.headers;
  return origin === undefined || origin === config.publicUrl || (URL.canParse(origin) && new URL(origin).host === host);
}

/** What every answer carries. */
export function securityHeaders(config: Config): Record<string, string> {
  return {
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    ...(config.publicUrl?.startsWith('https:') && { 'Strict-Transport-Security': 'max-age=31536000' }),
  };
}

/** Hash of the empty text: Web Chat puts one empty style element without a nonce into the page. */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** Only what carries the nonce runs; only this server is talked to, and Azure's Direct Line where that is used. Older Safari wants its WebSocket named. */
export function pagePolicy(nonce: string, request: IncomingMessage, config: Config): string {
  const socket = originOf(request, config).replace(/^http/, 'ws');
  const azure = config.azureDirectLine ? ` ${config.azureDirectLine.url} ${config.azureDirectLine.url.replace(/^http/, 'ws')}` : '';
  return [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}' ${EMPTY_STYLE}`,
    "img-src 'self' data: blob:",
    `connect-src 'self' ${socket}${azure}`,
    `frame-ancestors ${["'self'", ...config.frameAncestors].join(' ')}`,
  ].join('; ');
}

/** How the client reached this server. */
export function originOf(request: IncomingMessage, config: Config): string {
  if (config.publicUrl) return config.publicUrl;
  const host = request.headers.host ?? '';
  const scheme = config.trustProxy > 0 && request.headers['x-forwarded-proto'] === 'https' ? 'https' : 'http';
  return `${scheme}://${/^[\w.:[\]-]+$/.test(host) ? host : 'localhost'}`;
}

/** The client's address; each proxy in front has added the one it saw. */
export function addressOf(request: IncomingMessage, config: Config): string {
  const seen = String(request.headers['x-forwarded-for'] ?? '').split(',');
  return (config.trustProxy > 0 && seen.at(-config.trustProxy)?.trim()) || request.socket.remoteAddress || '';
}
