/** Run as a process of its own and killed: counts up in two items of one write, and prints each count once it is acknowledged. */
import { openStore } from '../../../bot/store/lowdb.ts';

const store = await openStore(process.argv[2] ?? '');
const { 'person/a': before } = await store.read(['person/a']);
let count = Number(before?.count ?? 0);
const filler = 'x'.repeat(20_000);
process.stdout.write('open\n');
for (;;) {
  count += 1;
  await store.write({ 'person/a': { count, filler }, 'conversation/a': { count, filler } });
  process.stdout.write(`${count}\n`);
}
