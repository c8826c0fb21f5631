import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openDispatch, type Parcel, type Verdict } from '../../bot/dispatch.ts';
import { silentLog } from './support/counting-coach.ts';

describe('parcels for another server', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dispatch-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const got: string[] = [];
  const taking = async (parcels: readonly Parcel[]): Promise<Verdict[]> => {
    got.push(...parcels.map(({ id }) => id));
    return parcels.map(() => ({ is: 'delivered' }));
  };
  const open = (deliver: typeof taking, saved = true, batch = 1) => {
    got.length = 0;
    const retry = { firstMs: 5, mostMs: 20 };
    return openDispatch({ name: 'test', folder, batch, deliver, wasSaved: async () => saved, now: () => new Date(), log: silentLog, retry });
  };
  const parcel = (id: string, lane = 'one'): Parcel => ({ id, lane, body: id });
  const waiting = () => readdirSync(folder).filter((name) => name !== 'refused');
  const until = async (isSo: () => boolean) => {
    for (let tries = 0; tries < 200 && !isSo(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(isSo()).to.equal(true);
  };
  const VOUCHER = { conversation: 'c', activityId: 'a' };

  it('wait until their turn is saved, and are dropped with it', async () => {
    const dispatch = await open(taking);
    const [kept, dropped] = [await dispatch.prepare([parcel('kept')], VOUCHER), await dispatch.prepare([parcel('dropped')], VOUCHER)];
    expect(got).to.deep.equal([]);
    await dropped.drop();
    await kept.go();
    await until(() => waiting().length === 0);
    expect(got).to.deep.equal(['kept']);
  });

  it('are sent after a crash between saving and sending, if the turn was saved', async () => {
    await (await open(taking)).prepare([parcel('lost?')], VOUCHER);
    const dispatch = await open(taking, true);
    await until(() => waiting().length === 0);
    expect(got).to.deep.equal(['lost?']);
    await dispatch.stop();
  });

  it('are not sent after a crash if the turn was not saved', async () => {
    await (await open(taking)).prepare([parcel('invented?')], VOUCHER);
    await (await open(taking, false)).stop();
    expect(waiting()).to.deep.equal([]);
    expect(got).to.deep.equal([]);
  });

  it('go in order within a lane, and are not held up by another lane', async () => {
    const dispatch = await open(async (parcels) => {
      if (parcels[0]?.lane === 'away') return parcels.map(() => ({ is: 'later', why: 'away' }));
      return taking(parcels);
    });
    for (const [id, lane] of [
      ['x', 'away'],
      ['1', 'here'],
      ['2', 'here'],
      ['3', 'here'],
    ] as const)
      await (await dispatch.prepare([parcel(id, lane)], VOUCHER)).go();
    await until(() => waiting().length === 1);
    expect(got).to.deep.equal(['1', '2', '3']);
    await dispatch.stop();
  });

  it('keep their order while the first of them is tried again', async () => {
    let failures = 3;
    const dispatch = await open(async (parcels) => {
      failures -= 1;
      if (failures >= 0) throw new Error('connection refused');
      return taking(parcels);
    });
    for (const id of ['1', '2', '3']) await (await dispatch.prepare([parcel(id)], VOUCHER)).go();
    await until(() => waiting().length === 0);
    expect(got).to.deep.equal(['1', '2', '3']);
  });

  it('are put aside with the reason where nobody will ever take them, and hold up nothing', async () => {
    const dispatch = await open(async (parcels) => (parcels[0]?.id === 'bad' ? [{ is: 'never', why: 'status 400' }] : taking(parcels)));
    for (const id of ['bad', 'good']) await (await dispatch.prepare([parcel(id)], VOUCHER)).go();
    await until(() => waiting().length === 0);
    expect(got).to.deep.equal(['good']);
    expect(readdirSync(join(folder, 'refused'))[0]).to.match(/status-400$/);
  });

  it('are forgotten wherever they are: waiting, put aside or being delivered; others are not', async () => {
    let answer: (verdicts: Verdict[]) => void = () => {};
    const dispatch = await open((parcels) => {
      const [id = ''] = parcels.map((one) => one.id);
      if (id === 'aside') return Promise.resolve([{ is: 'never', why: 'no' }]);
      if (id === 'under way') return new Promise((resolve) => (answer = resolve));
      return taking(parcels);
    });
    for (const id of ['aside', 'under way', 'hers', 'his']) await (await dispatch.prepare([parcel(id)], VOUCHER)).go();
    await until(() => readdirSync(join(folder, 'refused')).length === 1 && waiting().length === 3);
    await dispatch.forget(({ id }, { conversation }) => conversation === 'c' && id !== 'his');
    expect(readdirSync(join(folder, 'refused'))).to.deep.equal([]);
    expect(waiting()).to.have.lengthOf(1);
    answer([{ is: 'later', why: 'away' }]);
    await until(() => waiting().length === 0);
    expect(got).to.deep.equal(['his']);
    await dispatch.stop();
  });

  it('leave out a file that is none, and half a file', async () => {
    writeFileSync(join(folder, '1-1.ready'), '{"id":');
    writeFileSync(join(folder, '1-2.prepared.part'), '{');
    await (await open(taking)).stop();
    expect(waiting()).to.deep.equal([]);
    expect(readdirSync(join(folder, 'refused'))).to.deep.equal(['1-1.unreadable']);
  });
});
