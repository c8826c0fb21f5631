/** The pages between the platform and the chat: a kind refusal, the choice of what to put into a course, the way back. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOME } from '../files.ts';

const FOLDER = join(HOME, 'bot/lti/pages');

/** A whole page; every value is escaped, but for those that are HTML already. */
export function page(name: 'sorry' | 'later' | 'choose' | 'done', values: Readonly<Record<string, string | { readonly html: string }>>): string {
  const fill = (text: string, of: typeof values) => text.replace(/\{\{(\w+)\}\}/g, (mark, key: string) => htmlOf(of[key] ?? mark));
  const main = fill(readFileSync(join(FOLDER, `${name}.html`), 'utf8'), values);
  return fill(readFileSync(join(FOLDER, 'frame.html'), 'utf8'), { ...values, main: { html: main } });
}

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function htmlOf(value: string | { readonly html: string }): string {
  return typeof value === 'string' ? escaped(value) : value.html;
}

/** What such a page may do: run and look as we wrote it, post its form there, and stand in the listed sites. */
export function policy(nonce: string, formTo: string, frameAncestors: readonly string[]): string {
  return [
    "default-src 'none'",
    "base-uri 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    `form-action ${formTo}`,
    `frame-ancestors ${["'self'", ...frameAncestors].join(' ')}`,
  ].join('; ');
}
