/** A learning site in small, with the widget on it. It also shows how a site vouches for its learner. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT } from 'jose';

const read = (name: string) => readFileSync(new URL(`../../../bot/web/sample/${name}`, import.meta.url), 'utf8');

/** All that the widget needs of a strict policy: its script and its frame. */
export const policyFor = (coach: string) =>
  `default-src 'none'; script-src ${coach}; frame-src ${coach}; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'`;

export type Site = { readonly url: string; learner: string; page: (html: string) => string; policy: string; close(): void };

/** @param secret shared with the coach; without it learners are anonymous */
export async function openSite(parts: { coach: () => string; secret?: string; port?: number }): Promise<Site> {
  const server = createServer(async (request, response) => {
    const send = (type: string, text: string) => {
      response.setHeader('Content-Type', type);
      response.end(text);
    };
    if (request.url === '/site.css') return send('text/css', read('site.css'));
    if (request.url === '/coach-token') {
      const known = parts.secret && site.learner;
      return send('text/plain', known ? await vouch(parts.secret ?? '', site.url, site.learner) : '');
    }
    if (request.url !== '/') response.statusCode = 404;
    if (site.policy) response.setHeader('Content-Security-Policy', site.policy.replaceAll('{{coach}}', parts.coach()));
    send('text/html; charset=utf-8', site.page(read('index.html').replaceAll('{{coach}}', parts.coach())));
  });
  await new Promise<void>((resolve) => void server.listen(parts.port ?? 0, '127.0.0.1', resolve));
  const site: Site = {
    // By name: to a browser that is another site than 127.0.0.1, where the coach is.
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    learner: 'learner-7',
    page: (html) => html,
    policy: policyFor('{{coach}}'),
    close: () => server.close(),
  };
  return site;

  /** What a site signs for the learner it knows: who, for whom, on which site, for five minutes, once. */
  function vouch(secret: string, origin: string, learner: string): Promise<string> {
    return new SignJWT({ origin })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(origin)
      .setAudience('shift-coach')
      .setSubject(learner)
      .setJti(crypto.randomUUID())
      .setIssuedAt()
      .setExpirationTime('5 minutes')
      .sign(new TextEncoder().encode(secret));
  }
}
