/** How long Teams' search takes: `npx tsx test/bench/search.ts` prints the slowest and the median of what people type, key by key, in ms. */
import { openDesk } from '../../bot/desk.ts';
import { invoked } from '../../bot/teams.ts';
import { realHouse } from '../dialogs/support/house.ts';

async function main(): Promise<void> {
  const desk = openDesk(await realHouse(), () => new Date());
  desk.search('warm', 0, 25);
  const typed = ['s22 CRA', 'short-term right to reject', 'refund for a faulty kettle', 'net promoter score', 'guide dog in the shop', 'article 15'];
  const times = typed.flatMap((text) =>
    Array.from(text, (_, at) => {
      const begun = performance.now();
      invoked('composeExtension/query', { parameters: [{ name: 'query', value: text.slice(0, at + 1) }] }, desk);
      return performance.now() - begun;
    }),
  );
  times.sort((a, b) => a - b);
  console.log({
    searches: times.length,
    median: times[Math.floor(times.length / 2)]?.toFixed(1),
    ninetyFive: times[Math.floor(times.length * 0.95)]?.toFixed(1),
    slowest: times.at(-1)?.toFixed(1),
  });
}

void main();
