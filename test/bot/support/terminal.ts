/** The terminal as people start it: a process of its own. */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..', '..');

/** Whatever answers over a network: the terminal has no use for it. */
const SERVERS = '^(botbuilder|botframework-|restify|@azure/|ws$)';

/** Makes a process end with an error as soon as it loads one of them, by import or by require. */
const refusal = (from: string) => `
  const refuse = (name) => { if (new RegExp(${JSON.stringify(SERVERS)}).test(name)) throw new Error('the terminal loads ' + name); };
  ${from}`;
const onImport = refusal('export const resolve = (name, context, next) => { refuse(name); return next(name, context); };');
const onRequire = refusal(`
  import Module, { register } from 'node:module';
  const load = Module._load;
  Module._load = (name, ...more) => { refuse(name); return load(name, ...more); };
  register(${JSON.stringify(dataUrl(onImport))});`);

export const WITHOUT_SERVERS = ['--import', dataUrl(onRequire)];

type Options = { readonly input?: string; readonly root?: string; readonly nodeOptions?: readonly string[] };

/** Runs `bot/cli.ts` with these words and waits until it ends. */
export function terminal(words: readonly string[], { input = '', root = ROOT, nodeOptions = [] }: Options = {}): SpawnSyncReturns<string> {
  return node(['--import', 'tsx', ...nodeOptions, join(root, 'bot', 'cli.ts'), ...words], input, root);
}

export function node(words: readonly string[], input = '', cwd = ROOT): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, words, { cwd, input, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
}

/** A copy of the rooms in `dir`, so that a test can spoil their content. */
export function copyRooms(dir: string): void {
  for (const room of ['bot', 'dialogs', 'knowledge', 'package.json', 'tsconfig.json']) {
    cpSync(join(ROOT, room), join(dir, room), { recursive: true, filter: (path) => basename(path) !== 'web' });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(dir, 'node_modules'));
}

function dataUrl(code: string): string {
  return `data:text/javascript,${encodeURIComponent(code)}`;
}
