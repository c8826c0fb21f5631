/** `npm run bench:kill -- [ROUNDS]`: kill -9 at random moments under the load of 50 people, on files (both settings of DURABLE) and on PostgreSQL. */
import { startDatabase } from '../bot/store/support/postgres.ts';
import { temporaryFolder } from '../bot/support/temporary-folder.ts';
import { killRounds, type Outcome } from './support/kill-rounds.ts';

const rounds = Number(process.argv[2] ?? 200);
let bad = 0;

for (const durable of ['kill', 'power-loss']) {
  const { dir, remove } = await temporaryFolder();
  report(`lowdb, DURABLE=${durable}`, await killRounds({ dataDir: dir, durable }, rounds));
  await remove();
}
const database = await startDatabase();
report(database.name, await killRounds({ url: database.url }, rounds));
const { server } = database;
await database.clear();
if (server) {
  // Every round, the database is stopped without a checkpoint as well.
  const alsoServer = async () => {
    await server.stop('immediate');
    await server.start();
  };
  report(`${database.name}, itself stopped hard each round`, await killRounds({ url: database.url }, Math.ceil(rounds / 10), 50, alsoServer));
}
await database.end();
process.exitCode = bad === 0 ? 0 : 1;

function report(name: string, { rounds: done, acknowledged, repeated, lost, doubled, unreadable }: Outcome): void {
  bad += lost + doubled + unreadable;
  console.log(
    `${name}: ${done} rounds, ${acknowledged} turns acknowledged, ${repeated} messages sent again; lost ${lost}, doubled ${doubled}, unreadable ${unreadable}`,
  );
}
