/** Run as a process of its own: the server with the real store and a coach that counts the turns of each person. Settings come from the environment. */
import { environment, readConfig } from '../../../bot/config.ts';
import { openLog } from '../../../bot/log.ts';
import { start } from '../../../bot/start.ts';
import { stopOnSignal } from '../../../bot/stop.ts';
import { storeOf } from '../../../bot/store/open.ts';
import { countingCoach } from './counting-coach.ts';

const read = readConfig(environment());
if (!read.ok) throw new Error(read.problems.join('\n'));
const log = openLog(read.config.logLevel);
const storage = await storeOf(read.config, log);
const running = await start({ config: read.config, coach: countingCoach, storage, now: () => new Date(), log });
process.stdout.write(`${running.url}\n`);
stopOnSignal(async () => {
  await running.stop();
  await storage.close();
});
