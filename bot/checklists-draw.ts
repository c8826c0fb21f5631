/** `npm run checklists:draw`: draws the checklists from the content into docs/. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stderr, stdout } from 'node:process';
import { loadKnowledge } from '../knowledge/load.ts';
import { checklistFiles, PICTURES } from './draw/files.ts';

const DOCS = join(import.meta.dirname, '..', 'docs');

const loaded = await loadKnowledge();
if (loaded.ok) {
  const files = await checklistFiles(loaded.knowledge.content);
  // A picture of a checklist that has gone goes too.
  rmSync(join(DOCS, PICTURES), { recursive: true, force: true });
  mkdirSync(join(DOCS, PICTURES));
  for (const [path, text] of files) writeFileSync(join(DOCS, path), text);
  stdout.write(`Drew ${files.size - 1} pictures into docs/${PICTURES}\n`);
} else {
  stderr.write('The content has faults: run "npm run check:content".\n');
  process.exitCode = 1;
}
