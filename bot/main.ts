/** Starts the server: settings, knowledge, store, then the doors. */
import { coach } from '../dialogs/coach.ts';
import { houseOf } from '../dialogs/house.ts';
import { bellsOf } from '../dialogs/reminders/ring.ts';
import { loadKnowledge } from '../knowledge/load.ts';
import { type Config, environment, readConfig } from './config.ts';
import { openDesk } from './desk.ts';
import { openLog } from './log.ts';
import { start } from './start.ts';
import { stopOnSignal } from './stop.ts';
import { storeOf } from './store/open.ts';

async function main(): Promise<void> {
  const settings = readConfig(environment());
  if (!settings.ok) return refuse('These settings cannot be used (see .env.example):', settings.problems);
  const { config } = settings;
  const read = await loadKnowledge();
  if (!read.ok)
    return refuse(
      'The content has mistakes:',
      read.errors.map(({ file, line, problem, cure }) => `knowledge/${file}:${line}  ${problem}  → ${cure}`),
    );
  const log = openLog(config.logLevel);
  const store = await storeOf(config, log).catch((error: Error) => error);
  if (store instanceof Error) return refuse('The data cannot be kept:', [store.message]);
  const { questions, slots } = read.knowledge.content;
  const house = houseOf(read.knowledge, { zone: config.timeZone, retention: config.retention });
  const now = () => new Date();
  const running = await start({
    config,
    coach: coach(house),
    desk: openDesk(house, now),
    bells: bellsOf(house, config.quietHours),
    bank: { questions, subjects: slots.subjects },
    retention: house.retention,
    storage: store,
    now,
    log,
  });
  greet(config, running.url);

  stopOnSignal(async () => {
    await running.stop();
    await store.close();
  });
}

function greet(config: Config, url: string): void {
  process.stdout.write(`Shift Coach is ready. Open ${config.publicUrl ?? url} in a browser.\n`);
  if (config.app.type === 'none') process.stdout.write('It listens on this machine only, because MicrosoftAppId is not set (see .env.example).\n');
}

function refuse(heading: string, problems: readonly string[]): void {
  process.stderr.write(`${[heading, ...problems].join('\n  ')}\n`);
  process.exitCode = 1;
}

await main();
