// Works the knowledge out once at install time (see docs/decisions/0006), so that the first start is quick. Never fails an install.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('..', import.meta.url));

// Without the development packages there is nothing to run the sources with: a build works its knowledge out at its first start.
if (existsSync(`${home}/node_modules/tsx`)) spawnSync(process.execPath, ['--import', 'tsx', 'bot/cli.ts', 'check'], { cwd: home, stdio: 'inherit' });
