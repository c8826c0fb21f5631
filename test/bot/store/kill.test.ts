/** Killed at random moments under load: the short version of `npm run bench:kill`. */
import { expect } from 'chai';
import { killRounds } from '../../bench/support/kill-rounds.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type Database, startDatabase } from './support/postgres.ts';

describe('turns of 50 people, killed at random moments', function () {
  this.timeout(300_000);
  const nothing = { lost: 0, doubled: 0, unreadable: 0 };

  for (const durable of ['kill', 'power-loss']) {
    it(`are all kept once in files that outlast ${durable}`, async () => {
      const { dir, remove } = await temporaryFolder();
      const outcome = await killRounds({ dataDir: dir, durable }, 5);
      await remove();
      expect(outcome).to.include(nothing);
      expect(outcome.acknowledged).to.be.above(50);
    });
  }

  describe('on PostgreSQL', () => {
    let database: Database;
    before(async () => {
      database = await startDatabase();
    });
    after(() => database.end());

    it('are all kept once, also where the database is killed', async () => {
      const outcome = await killRounds({ url: database.url }, 5, 50, async (round) => {
        if (round % 2 === 1) return;
        await database.server?.stop('immediate');
        await database.server?.start();
      });
      expect(outcome).to.include(nothing);
      expect(outcome.acknowledged).to.be.above(50);
    });
  });
});
