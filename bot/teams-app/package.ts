/** `npm run teams:package`: writes the Teams app to dist/teams, or says what to set. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { environment } from '../config.ts';
import { makeApp } from './app.ts';

const FOLDER = 'dist/teams';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const made = await makeApp(environment(), version);
if (made.ok) {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}/shift-coach.zip`, made.zip);
  process.stdout.write(`Wrote ${FOLDER}/shift-coach.zip. Upload it in the Teams admin center (see docs/teams.md).\n`);
} else {
  process.stderr.write(
    `${['The Teams app cannot be made. Set these in .env or the environment (see docs/teams.md):', ...made.problems].join('\n  ')}\n`,
  );
  process.exitCode = 1;
}
