/** A server whose store takes its time, as a process of its own: for stopping it in the middle of a turn. */
import { MemoryStorage } from 'botbuilder';
import { readConfig } from '../../../bot/config.ts';
import { openLog } from '../../../bot/log.ts';
import { start } from '../../../bot/start.ts';
import { stopOnSignal } from '../../../bot/stop.ts';
import type { Storage } from '../../../bot/store/storage.ts';
import { standInCoach } from '../../bot/support/stand-in-coach.ts';

const WRITE_MS = Number(process.argv[3]);

const read = readConfig({ PORT: '0', DATA_DIR: process.argv[2], WEB_CHAT_SECRET: 'x'.repeat(32) });
if (!read.ok) throw new Error(read.problems.join('\n'));
const memory = new MemoryStorage() as Storage;
const storage: Storage = {
  read: (keys) => memory.read(keys),
  write: async (changes) => {
    await new Promise((resolve) => setTimeout(resolve, WRITE_MS));
    await memory.write(changes);
  },
  delete: (keys) => memory.delete(keys),
};
const running = await start({ config: read.config, coach: standInCoach, storage, now: () => new Date(), log: openLog('silent') });
stopOnSignal(running.stop);
console.log(running.url);
