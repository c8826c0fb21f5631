/** What every store must do, as one suite for all of them. */
import { expect } from 'chai';
import { openConversations } from '../../bot/conversation.ts';
import { Conflict, type Storage } from '../../bot/store/storage.ts';
import { countingCoach, silentLog } from '../bot/support/counting-coach.ts';

/**
 * Runs the suite against the stores that `open` gives. What a store cannot do is named in `cannot` with the reason;
 * such a case must fail, so that no excuse outlives its reason.
 */
export function describeStore(
  name: string,
  open: () => Promise<{ storage: Storage; end(): Promise<void> }>,
  cannot: Readonly<Partial<Record<CaseName, string>>> = {},
): void {
  describe(`${name} as a store`, () => {
    for (const title of CASE_NAMES) {
      const reason = cannot[title];
      it(reason ? `cannot do this: ${title} (${reason})` : title, async () => {
        const { storage, end } = await open();
        const outcome = await CASES[title](storage).then(
          () => ({ failed: false as const }),
          (error: unknown) => ({ failed: true as const, error }),
        );
        await end();
        if (reason) expect(outcome.failed, 'the store can do it, so the reason is out of date').to.equal(true);
        else if (outcome.failed) throw outcome.error;
      });
    }
  });
}

const ODD_KEYS = [
  'person/msteams/29:1f-ß_ü',
  'conversation/msteams/19:abc@thread.tacv2;messageid=1/2',
  'person/webchat/👩‍🔧 kettle 🫖',
  '../../../etc/passwd',
  'person/../person/..\\..\\x',
  '/',
  '.',
  '..',
  ' ',
  'CON',
  'person/a',
  'person/A',
  'person/a/',
  'person//a',
  'person/a.json',
  'person/%2Fa',
  'person/nul\u0000byte',
  'person/new\nline',
  'person/?*<>|":',
  'person/\ud800',
  'person/\ud801',
  `person/webchat/${'long'.repeat(75)}`,
  `person/webchat/${'long'.repeat(75)}er`,
];

const CASES = {
  'leaves out what it does not have': async (storage) => {
    await storage.write({ 'person/a': { is: 'here' } });
    expect(Object.keys(await storage.read(['person/a', 'person/b']))).to.deep.equal(['person/a']);
    expect(await storage.read([])).to.deep.equal({});
  },

  'rejects a call without keys or changes': async (storage) => {
    await rejected(storage.read(undefined as never));
    await rejected(storage.write(undefined as never));
  },

  'takes a write without items': async (storage) => {
    await storage.write({});
  },

  'gives back an item as it was, with an eTag': async (storage) => {
    const item = { text: 'naïve “quotes” 🫖\u2028', number: 1.5, none: null, yes: true, list: [1, [2, {}]], deep: { er: { still: [] } } };
    await storage.write({ 'person/a': item });
    const { eTag, ...found } = await readOne(storage, 'person/a');
    expect(found).to.deep.equal(item);
    expect(eTag).to.be.a('string').that.is.not.empty;
  },

  'keeps keys apart, whatever is in them': async (storage) => {
    for (const key of ODD_KEYS) await storage.write({ [key]: { key } });
    const found = await storage.read(ODD_KEYS);
    for (const key of ODD_KEYS) expect(found[key]?.key, JSON.stringify(key)).to.equal(key);
    for (const key of ODD_KEYS) {
      await storage.delete([key]);
      expect(await storage.read([key]), JSON.stringify(key)).to.deep.equal({});
    }
  },

  'takes a name of the language for a key like any other': async (storage) => {
    for (const key of ['__proto__', 'constructor', 'hasOwnProperty']) {
      expect(Object.keys(await storage.read([key]))).to.deep.equal([]);
      await storage.write(Object.fromEntries([[key, { key }]]));
      expect(Object.entries(await storage.read([key])).map(([found, item]) => [found, item.key])).to.deep.equal([[key, key]]);
    }
  },

  'overwrites without an eTag and with the eTag *': async (storage) => {
    await storage.write({ 'person/a': { count: 1 } });
    await storage.write({ 'person/a': { count: 2 } });
    expect(await readOne(storage, 'person/a')).to.include({ count: 2 });
    await storage.write({ 'person/a': { count: 3, eTag: '*' } });
    expect(await readOne(storage, 'person/a')).to.include({ count: 3 });
  },

  'replaces an item, and does not mix it with the old one': async (storage) => {
    await storage.write({ 'person/a': { old: true } });
    await storage.write({ 'person/a': { new: true } });
    expect(await readOne(storage, 'person/a')).to.have.all.keys('new', 'eTag');
  },

  'writes with the eTag that was read, and gives a new one': async (storage) => {
    await storage.write({ 'person/a': { count: 1 } });
    const first = await readOne(storage, 'person/a');
    await storage.write({ 'person/a': { ...first, count: 2 } });
    const second = await readOne(storage, 'person/a');
    expect(second).to.include({ count: 2 });
    expect(second.eTag).not.to.equal(first.eTag);
  },

  'refuses an eTag that is out of date, and keeps the item': async (storage) => {
    await storage.write({ 'person/a': { count: 1 } });
    const stale = await readOne(storage, 'person/a');
    await storage.write({ 'person/a': { count: 2 } });
    await rejected(storage.write({ 'person/a': { ...stale, count: 3 } }));
    expect(await readOne(storage, 'person/a')).to.include({ count: 2 });
  },

  'calls a refused eTag a Conflict': async (storage) => {
    await storage.write({ 'person/a': { count: 1 } });
    expect(await rejected(storage.write({ 'person/a': { eTag: 'made up' } }))).to.be.instanceOf(Conflict);
  },

  'writes nothing of several items if one eTag is out of date': async (storage) => {
    await storage.write({ 'person/a': { count: 1 }, 'person/b': { count: 1 } });
    const { 'person/a': fresh, 'person/b': stale } = await storage.read(['person/a', 'person/b']);
    await storage.write({ 'person/b': { count: 2 } });
    await rejected(storage.write({ 'person/a': { ...fresh, count: 9 }, 'person/b': { ...stale, count: 9 }, 'person/c': { count: 9 } }));
    expect(await readOne(storage, 'person/a')).to.include({ count: 1 });
    expect(await readOne(storage, 'person/b')).to.include({ count: 2 });
    expect(await storage.read(['person/c'])).to.deep.equal({});
  },

  'refuses the eTag of an item that was deleted since': async (storage) => {
    await storage.write({ 'person/a': { count: 1 } });
    const gone = await readOne(storage, 'person/a');
    await storage.delete(['person/a']);
    await rejected(storage.write({ 'person/a': { ...gone, count: 2 } }));
    expect(await storage.read(['person/a'])).to.deep.equal({});
  },

  'lets one of many win who write with the same eTag at once': async (storage) => {
    await storage.write({ 'person/a': { by: -1 } });
    const read = await readOne(storage, 'person/a');
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, (_, by) => storage.write({ 'person/a': { ...read, by } })));
    const winners = outcomes.flatMap(({ status }, by) => (status === 'fulfilled' ? [by] : []));
    expect(winners).to.have.length(1);
    expect(await readOne(storage, 'person/a')).to.include({ by: winners[0] });
  },

  'stores what stood there at the call, and gives out copies': async (storage) => {
    const list = ['before'];
    const writing = storage.write({ 'person/a': { list } });
    list.push('after');
    await writing;
    const found = await readOne(storage, 'person/a');
    expect(found.list).to.deep.equal(['before']);
    (found.list as string[]).push('later');
    expect((await readOne(storage, 'person/a')).list).to.deep.equal(['before']);
  },

  'keeps the last of many writes to one key, in the order of the calls': async (storage) => {
    await Promise.all(Array.from({ length: 50 }, (_, count) => storage.write({ 'person/a': { count } })));
    expect(await readOne(storage, 'person/a')).to.include({ count: 49 });
  },

  'deletes an item, and takes a key without one': async (storage) => {
    await storage.write({ 'person/a': { is: 'here' }, 'person/b': { is: 'here' } });
    await storage.delete(['person/a', 'person/unknown']);
    await storage.delete(['person/a']);
    expect(Object.keys(await storage.read(['person/a', 'person/b']))).to.deep.equal(['person/b']);
  },

  'writes, reads and deletes many items in one call': async (storage) => {
    const keys = Array.from({ length: 30 }, (_, at) => `person/webchat/${at}`);
    await storage.write(Object.fromEntries(keys.map((key, at) => [key, { at }])));
    const found = await storage.read(keys);
    expect(keys.map((key) => found[key]?.at)).to.deep.equal(keys.map((_, at) => at));
    await storage.delete(keys);
    expect(await storage.read(keys)).to.deep.equal({});
  },

  'carries a conversation from turn to turn': async (storage) => {
    const parts = { coach: countingCoach, storage, now: () => new Date(0), log: silentLog };
    for (const turn of ['1', '2', '3', '4']) {
      // Opened anew each time, so that nothing is carried in memory.
      const { replies } = await openConversations(parts).take({
        channel: 'test',
        conversationId: 'c',
        personId: 'p',
        activityId: turn,
        said: { kind: 'text', text: 'go on' },
      });
      expect(replies[0]?.point).to.equal(turn);
    }
  },
} satisfies Record<string, (storage: Storage) => Promise<void>>;

type CaseName = keyof typeof CASES;
const CASE_NAMES = Object.keys(CASES) as CaseName[];

async function readOne(storage: Storage, key: string) {
  const { [key]: item } = await storage.read([key]);
  if (!item) throw new Error(`There is nothing under ${key}.`);
  return item;
}

async function rejected(promise: Promise<unknown>): Promise<unknown> {
  const outcome = await promise.then(
    () => ({ rejected: false, error: undefined }),
    (error: unknown) => ({ rejected: true, error }),
  );
  expect(outcome.rejected, 'rejected').to.equal(true);
  return outcome.error;
}
