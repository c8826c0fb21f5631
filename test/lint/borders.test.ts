import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';

const ROOT = join(import.meta.dirname, '..', '..');

/** Lints one file with the project's own rules, in a folder of its own. */
function lint(file: string, code: string): { passes: boolean; says: string } {
  const dir = mkdtempSync(join(tmpdir(), 'borders-'));
  try {
    cpSync(join(ROOT, 'biome.json'), join(dir, 'biome.json'));
    cpSync(join(ROOT, 'test/lint'), join(dir, 'test/lint'), { recursive: true });
    writeFileSync(join(dir, '.gitignore'), 'dist\n');
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), `${code}\n`);
    const run = spawnSync(join(ROOT, 'node_modules/.bin/biome'), ['lint', file], { cwd: dir, encoding: 'utf8' });
    return { passes: run.status === 0, says: run.stdout + run.stderr };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

describe('the borders of the rooms', () => {
  const breaches: readonly (readonly [string, string, string, string])[] = [
    ['knowledge imports dialogs', 'knowledge/x.ts', "import { coach } from '../dialogs/coach.ts';\ncoach();", 'noRestrictedImports'],
    ['knowledge imports bot', 'knowledge/x.ts', "import { toText } from '../bot/render.ts';\ntoText();", 'noRestrictedImports'],
    ['dialogs import bot', 'dialogs/x.ts', "import { toText } from '../bot/render.ts';\ntoText();", 'noRestrictedImports'],
    ['dialogs touch the disk', 'dialogs/x.ts', "import { readFileSync } from 'node:fs';\nreadFileSync('x');", 'noRestrictedImports'],
    ['dialogs use a package', 'dialogs/x.ts', "import { z } from 'zod';\nz.string();", 'noRestrictedImports'],
    ['dialogs read the clock by Date.now', 'dialogs/x.ts', 'export const now = Date.now();', 'plugin'],
    ['dialogs read the clock by new Date', 'dialogs/x.ts', 'export const now = new Date();', 'plugin'],
    ['dialogs toss a coin', 'dialogs/x.ts', 'export const coin = Math.random();', 'plugin'],
    ['dialogs wait', 'dialogs/x.ts', 'setTimeout(() => undefined, 1);', 'noRestrictedGlobals'],
    ['dialogs read the environment', 'dialogs/x.ts', 'export const home = process.cwd();', 'noRestrictedGlobals'],
    [
      'a second file of knowledge touches the disk',
      'knowledge/x.ts',
      "import { readFileSync } from 'node:fs';\nreadFileSync('x');",
      'noRestrictedImports',
    ],
    [
      'a second file reads natural',
      'knowledge/x.ts',
      "import stemmer from 'natural/lib/natural/stemmers/porter_stemmer.js';\nstemmer.stem('x');",
      'noRestrictedImports',
    ],
    ['a second file reads YAML', 'knowledge/x.ts', "import { parse } from 'yaml';\nparse('x');", 'noRestrictedImports'],
    ['a second file knows Bot Framework', 'bot/x.ts', "import { TurnContext } from 'botbuilder';\nnew TurnContext();", 'noRestrictedImports'],
    ['a second file knows restify', 'bot/x.ts', "import { createServer } from 'restify';\ncreateServer();", 'noRestrictedImports'],
    ['a second file knows lowdb', 'bot/x.ts', "import { Low } from 'lowdb';\nnew Low();", 'noRestrictedImports'],
    ['a second file reads the environment', 'bot/x.ts', "export const port = process.env['PORT'];", 'noProcessEnv'],
  ];

  for (const [breach, file, code, rule] of breaches) {
    it(`refuse that ${breach}`, () => {
      const { passes, says } = lint(file, code);
      expect(passes, says).to.equal(false);
      expect(says).to.include(rule);
    });
  }

  it('let each library be used by its own file', () => {
    expect(lint('bot/server.ts', "import { createServer } from 'restify';\ncreateServer();").passes).to.equal(true);
    expect(lint('bot/store/lowdb.ts', "import { Low } from 'lowdb';\nnew Low();").passes).to.equal(true);
    expect(lint('knowledge/content.ts', "import { parse } from 'yaml';\nparse('x');").passes).to.equal(true);
    expect(lint('dialogs/x.ts', 'export const dayOne = new Date(0);').passes).to.equal(true);
  });
});
