/** Reads the content folder. The only file here that touches the disk. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ContentFile, parseContent } from './content.ts';

const HERE = dirname(fileURLToPath(import.meta.url));

/** Reads and checks all content below `dir` (default: this folder). */
export function loadContent(dir = HERE) {
  return parseContent(readFiles(dir));
}

function readFiles(dir: string): ContentFile[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ya?ml|md|txt)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path: relative(dir, path).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }));
}
