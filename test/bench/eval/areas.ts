/** The content file that each entry stands in. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['law', 'topics', 'situations'];

/** @returns the file of an entry by its id, such as `situations/payment-cards`; a guide's points give their guide; '' for an unknown id */
export function areas(contentDir: string): (id: string) => string {
  const files = FOLDERS.flatMap((folder) => readdirSync(join(contentDir, folder)).map((name) => join(folder, name)));
  const areaOf = new Map(
    files.flatMap((file) => {
      const ids = readFileSync(join(contentDir, file), 'utf8').matchAll(/^\s*-?\s*id:\s*"?([a-z0-9-]+)/gm);
      return [...ids].map(([, id = '']) => [id, file.replace(/\.ya?ml$/, '')] as const);
    }),
  );
  return (id) => (id.includes('#') ? `guides/${id.split('#')[0]}` : (areaOf.get(id) ?? ''));
}
