/** Run as a process of its own and killed: fires what is due, over the real store; what goes to a channel is written to a file. */
import { appendFileSync, readFileSync } from 'node:fs';
import { openChats } from '../../../bot/directline-log.ts';
import { openReminders } from '../../../bot/reminders.ts';
import { openStore } from '../../../bot/store/lowdb.ts';
import type { House } from '../../../dialogs/house.ts';
import { bellsOf } from '../../../dialogs/reminders/ring.ts';
import { silentLog } from './counting-coach.ts';

const [dir = '', sent = '', words = ''] = process.argv.slice(2);
/** As much of a house as reminders need, so that a process starts quickly. */
const house = { zone: 'Europe/London', knowledge: { content: { reminders: JSON.parse(readFileSync(words, 'utf8')) } } } as unknown as House;
const now = () => new Date();
const storage = await openStore(dir, silentLog);
const reminding = openReminders({
  bells: bellsOf(house, { from: '20:00', to: '08:00' }),
  storage,
  chats: openChats(storage, now),
  tell: async (reference) => appendFileSync(sent, `${String(reference)}\n`),
  now,
  log: silentLog,
});
process.stdout.write('open\n');
for (;;) {
  await reminding.tick();
  if ((await storage.dueBy?.(now().toISOString()))?.length === 0) process.stdout.write('done\n');
  await new Promise((resolve) => setTimeout(resolve, 2));
}
