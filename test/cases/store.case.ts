/** What every store must do, as one suite for all of them. */
import { expect } from 'chai';
import { openConversations } from '../../bot/conversation.ts';
import { ABSENT, Conflict, type Event, type Storage, type Store } from '../../bot/store/storage.ts';
import { countingCoach, silentLog } from '../bot/support/counting-coach.ts';

/** The whole suite: Bot Framework's contract, and what reminders, reports and exports need on top. */
export function describeWholeStore(name: string, open: () => Promise<{ storage: Store; end(): Promise<void> }>): void {
  describeStore(name, open);
  describe(`${name} as more than Bot Framework asks for`, () => {
    for (const [title, run] of Object.entries(MORE)) {
      it(title, async () => {
        const { storage, end } = await open();
        await run(storage).finally(end);
      });
    }
  });
}

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

  'writes an item that has to be new only if there is none, also when many try at once': async (storage) => {
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, (_, by) => storage.write({ 'person/a': { by, eTag: ABSENT } })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
    const [first] = outcomes.flatMap(({ status }, by) => (status === 'fulfilled' ? [by] : []));
    expect(await readOne(storage, 'person/a')).to.include({ by: first });
    await storage.delete(['person/a']);
    await storage.write({ 'person/a': { by: 9, eTag: ABSENT } });
  },

  'gives back odd characters in texts and names of fields': async (storage) => {
    const item = { 'na\u0000me': 'nul \u0000', half: 'a \ud800 b', mark: '\ue000 \ue0000000', slash: '\\u0000 \\\\', list: ['\udfff'] };
    await storage.write({ 'person/a': item });
    const { eTag: _, ...found } = await readOne(storage, 'person/a');
    expect(found).to.deep.equal(item);
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

const MORE: Record<string, (store: Store) => Promise<void>> = {
  'lists the keys with a prefix, whatever is in them': async (store) => {
    const keys = ['person/web/a', 'person/web/a/b', 'person/web_a', 'person/web%2Fa', 'conversation/web/a', 'personal', 'person/web/\u0000', 'x'];
    await store.write(Object.fromEntries(keys.map((key) => [key, { key }])));
    const listed = async (prefix: string) => [...(await store.list(prefix))].sort();
    expect(await listed('person/web/')).to.deep.equal(['person/web/\u0000', 'person/web/a', 'person/web/a/b']);
    expect(await listed('person/web/a')).to.deep.equal(['person/web/a', 'person/web/a/b']);
    expect(await listed('person')).to.deep.equal(keys.filter((key) => key.startsWith('person')).sort());
    expect(await listed('')).to.deep.equal([...keys].sort());
    expect(await listed('nobody/')).to.deep.equal([]);
  },

  'lists no key that was deleted': async (store) => {
    await store.write({ 'person/a': {}, 'person/b': {} });
    await store.delete(['person/a']);
    expect(await store.list('person/')).to.deep.equal(['person/b']);
  },

  'finds the reminders that are due, the earliest first, until they are put off': async (store) => {
    const due = (minute: number) => ({ due: `2026-11-22T10:0${minute}:00.000Z` });
    await store.write({ 'reminder/a': due(3), 'reminder/b': due(1), 'reminder/c': due(5), 'reminder/d': {}, 'person/a': due(1) });
    expect(await store.dueBy?.('2026-11-22T10:04:00.000Z')).to.deep.equal(['reminder/b', 'reminder/a']);
    await store.write({ 'reminder/b': due(4), 'reminder/a': {} });
    expect(await store.dueBy?.('2026-11-22T10:04:00.000Z')).to.deep.equal(['reminder/b']);
    await store.delete(['reminder/b', 'reminder/c']);
    expect(await store.dueBy?.('2026-11-22T11:00:00.000Z')).to.deep.equal([]);
  },

  'keeps events in their order, and finds those of a day': async (store) => {
    const events = [21, 21, 22, 23].map(
      (day, at): Event => ({ at: `2026-11-${day}T10:00:00.000Z`, what: 'turn', band: 'sure', at_once: at, again: false }),
    );
    for (const event of events) await store.append(event);
    expect(await all(store.events())).to.deep.equal(events);
    expect(await all(store.events('2026-11-22', '2026-11-22'))).to.deep.equal(events.slice(2, 3));
    expect(await all(store.events('2026-11-22'))).to.deep.equal(events.slice(2));
    expect(await all(store.events('2026-12-01'))).to.deep.equal([]);
  },

  'keeps every one of many events that come at once': async (store) => {
    await Promise.all(Array.from({ length: 500 }, (_, n) => store.append({ at: '2026-11-22T10:00:00.000Z', what: 'turn', n })));
    expect((await all(store.events())).map(({ n }) => n).sort((a, b) => Number(a) - Number(b))).to.deep.equal(
      Array.from({ length: 500 }, (_, n) => n),
    );
  },

  'takes no event that could hold what somebody wrote': async (store) => {
    const at = '2026-11-22T10:00:00.000Z';
    for (const fact of ['She rang twice', 'Jane', 'jane@example.org', '07700 900123', '', 'x'.repeat(61), { deep: 1 }, null]) {
      await rejected(store.append({ at, what: 'turn', fact } as Event));
    }
    await rejected(store.append({ at, what: 'What she said' }));
    await rejected(store.append({ at: 'yesterday', what: 'turn' }));
    expect(await all(store.events())).to.deep.equal([]);
  },

  'takes nothing after it was closed': async (store) => {
    await store.close();
    await rejected(store.read(['person/a']));
    await rejected(store.write({ 'person/a': {} }));
    await rejected(store.list(''));
    await store.close();
  },
};

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

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
