/** One message at a time: read, think, save, answer. */
import { expect } from 'chai';
import { type Incoming, NotSaved, openConversations } from '../../bot/conversation.ts';
import type { Log } from '../../bot/log.ts';
import { openStore } from '../../bot/store/lowdb.ts';
import { Conflict, type Item, type Storage, type Store } from '../../bot/store/storage.ts';
import type { Coach } from '../../dialogs/turn.ts';
import { countingCoach, keepingLog, silentLog } from './support/counting-coach.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const PERSON = 'person/test/p';
const CONVERSATION = 'conversation/test/c';
const SECRET = 'the kettle of Jane Doe';

describe('a conversation', () => {
  let store: Store;
  let remove: () => Promise<void>;
  let ids = 0;

  beforeEach(async () => {
    const folder = await temporaryFolder();
    remove = folder.remove;
    store = await openStore(folder.dir, silentLog);
  });

  afterEach(async () => {
    await store.close();
    await remove();
  });

  const message = (more: Partial<Incoming> = {}): Incoming => ({
    channel: 'test',
    conversationId: 'c',
    personId: 'p',
    activityId: `a${++ids}`,
    said: { kind: 'text', text: SECRET },
    ...more,
  });
  const open = (parts: { coach?: Coach; storage?: Storage; log?: Log; now?: () => Date } = {}) =>
    openConversations({ coach: countingCoach, storage: store, now: () => new Date(0), log: silentLog, ...parts });
  const counted = async (key = PERSON) =>
    Number(((await store.read([key]))[key]?.session as { last?: { entry: string } } | undefined)?.last?.entry ?? 0);

  it('reads, thinks, saves and only then answers', async () => {
    const steps: string[] = [];
    const { storage } = watched(store, (step) => void steps.push(step));
    const coach: Coach = (...args) => {
      steps.push('think');
      return countingCoach(...args);
    };
    await open({ storage, coach }).take(message());
    steps.push('answer');
    expect(steps).to.deep.equal([`read ${PERSON} ${CONVERSATION}`, 'think', `write ${PERSON} ${CONVERSATION}`, 'written', 'answer']);
  });

  it('gives the coach the session of the person, what was said, and the time of its arrival', async () => {
    const given: Parameters<Coach>[] = [];
    const coach: Coach = (...args) => {
      given.push(args);
      return countingCoach(...args);
    };
    const { take } = open({ coach, now: ticking() });
    await take(message());
    await take(message({ said: { kind: 'press', press: 'help' } }));
    expect(given[0]?.[0]).to.deep.equal({ version: 1, offered: [], noted: false });
    expect(given[1]?.[0]).to.deep.equal({ version: 1, offered: [], noted: false, last: { entry: '1', meanings: [] } });
    expect(given[0]?.[1]).to.deep.equal({ kind: 'text', text: SECRET });
    expect(given[1]?.[1]).to.deep.equal({ kind: 'press', press: 'help' });
    expect(given[0]?.[2]).to.deep.equal(new Date(1000));
  });

  it('keeps parts of a session that it does not know itself', async () => {
    const coach: Coach = (session, ...rest) => {
      const turn = countingCoach(session, ...rest);
      return {
        ...turn,
        session: { ...turn.session, flow: 'walking' } as typeof session,
        replies: [{ point: String('flow' in session), more: [], cites: [], choices: [] }],
      };
    };
    const { take } = open({ coach });
    expect(points(await take(message()))).to.deep.equal(['false']);
    expect(points(await take(message()))).to.deep.equal(['true']);
  });

  it('counts each of 8 messages that come at once, in their order', async () => {
    const { take } = open();
    const answers = await Promise.all(Array.from({ length: 8 }, () => take(message())));
    expect(answers.flatMap(points)).to.deep.equal(['1', '2', '3', '4', '5', '6', '7', '8']);
  });

  it('counts each message of a person who is in two conversations at once', async () => {
    const { take } = open();
    await Promise.all(Array.from({ length: 8 }, (_, at) => take(message({ conversationId: `c${at % 2}` }))));
    expect(await counted()).to.equal(8);
  });

  it('loses no activity of two people in one conversation', async () => {
    const { take } = open();
    const messages = Array.from({ length: 8 }, (_, at) => message({ personId: `p${at % 2}` }));
    await Promise.all(messages.map(take));
    expect([await counted('person/test/p0'), await counted('person/test/p1')]).to.deep.equal([4, 4]);
    for (const one of messages) expect((await take(one)).again).to.equal(true);
  });

  it('counts 1,000 messages to 100 people, all at once', async () => {
    const { take } = open();
    await Promise.all(Array.from({ length: 1000 }, (_, at) => take(message({ personId: `p${at % 100}`, conversationId: `c${at % 100}` }))));
    for (let at = 0; at < 100; at += 1) expect(await counted(`person/test/p${at}`)).to.equal(10);
  });

  it('does not let one conversation wait for another', async () => {
    let release: (() => void) | undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const storage: Storage = { ...store, read: (keys) => (keys.includes(PERSON) ? held.then(() => store.read(keys)) : store.read(keys)) };
    const { take } = open({ storage });
    const slow = take(message());
    await take(message({ conversationId: 'other', personId: 'other' }));
    release?.();
    await slow;
  });

  it('keeps people and channels apart, whatever their ids', async () => {
    const { take } = open();
    const apart = [
      { channel: 'a', personId: 'b/c' },
      { channel: 'a/b', personId: 'c' },
      { channel: 'a%2Fb', personId: 'c' },
      { channel: 'a', personId: '../a/b/c' },
      { channel: 'A', personId: 'b/c' },
      { channel: 'a', personId: '__proto__' },
    ];
    for (const one of apart) expect(points(await take(message(one)))).to.deep.equal(['1']);
  });

  describe('to which a message comes twice', () => {
    it('answers it once, from what was saved', async () => {
      const { take } = open();
      const twice = message();
      const first = await take(twice);
      await take(message());
      expect(first.again).to.equal(false);
      expect(await take(twice)).to.deep.equal({ replies: first.replies, again: true });
      expect(await counted()).to.equal(2);
    });

    it('answers it once when both come at the same time', async () => {
      const { take } = open();
      const twice = message();
      const answers = await Promise.all([take(twice), take(twice), take(twice)]);
      expect(answers.map(({ again }) => again)).to.deep.equal([false, true, true]);
      expect(answers.flatMap(points)).to.deep.equal(['1', '1', '1']);
    });

    it('still knows it after a restart', async () => {
      const twice = message();
      const first = await open().take(twice);
      expect(await open().take(twice)).to.deep.equal({ replies: first.replies, again: true });
    });

    it('takes the same id in another conversation for another message', async () => {
      const { take } = open();
      const twice = message();
      await take(twice);
      expect((await take({ ...twice, conversationId: 'other' })).again).to.equal(false);
    });

    it('takes messages without an id for different ones', async () => {
      const { take } = open();
      const { activityId: _, ...nameless } = message();
      await take(nameless);
      expect(points(await take(nameless))).to.deep.equal(['2']);
    });

    it('knows the newest 50 and forgets older ones', async () => {
      const { take } = open();
      const messages = Array.from({ length: 51 }, () => message());
      for (const one of messages) await take(one);
      expect((await take(messages[1] as Incoming)).again).to.equal(true);
      expect((await take(messages[0] as Incoming)).again).to.equal(false);
    });
  });

  describe('that somebody else writes to meanwhile', () => {
    it('thinks again on the newer session, with the time of the first try', async () => {
      const times: Date[] = [];
      const coach: Coach = (session, said, now) => {
        times.push(now);
        return countingCoach(session, said, now);
      };
      let others = 2;
      const { storage } = watched(store, async (step) => {
        if (!step.startsWith('write') || others === 0) return;
        others -= 1;
        await store.write({
          [PERSON]: { session: { version: 1, last: { entry: String((await counted()) + 1), meanings: [] }, offered: [], noted: false } },
        });
      });
      const { take } = open({ coach, storage, now: ticking() });
      // A first write has no eTag to disagree with.
      await open().take(message());
      expect(points(await take(message()))).to.deep.equal(['4']);
      expect(await counted()).to.equal(4);
      expect(times).to.deep.equal([new Date(1000), new Date(1000), new Date(1000)]);
    });

    it('finds that the other one has answered the same message', async () => {
      const twice = message();
      await open().take(message());
      let other = true;
      const { storage } = watched(store, async (step) => {
        if (!step.startsWith('write') || !other) return;
        other = false;
        await open().take(twice);
      });
      const answer = await open({ storage }).take(twice);
      expect(answer.again).to.equal(true);
      expect(await counted()).to.equal(2);
    });

    it('gives up in the end and says that nothing was saved', async () => {
      let tries = 0;
      const storage: Storage = {
        ...store,
        write: async () => {
          tries += 1;
          throw new Conflict();
        },
      };
      expect(await failure(open({ storage }).take(message()))).to.be.instanceOf(NotSaved);
      expect(tries).to.be.within(2, 20);
    });
  });

  describe('with something in the store that does not fit', () => {
    const STRANGE: Record<string, Item> = {
      'a session of an unknown version': { session: { version: 2, last: { entry: '7', meanings: [] }, offered: [], noted: true } },
      'a session without a part': { session: { version: 1, last: { entry: '7', meanings: [] } } },
      'a session of another shape': { session: { version: 1, last: '7', offered: [], noted: false } },
      'no session': { other: 'thing' },
    };
    for (const [what, item] of Object.entries(STRANGE)) {
      it(`starts anew in place of ${what}`, async () => {
        await store.write({ [PERSON]: item });
        const { take } = open();
        expect(points(await take(message()))).to.deep.equal(['1']);
        expect(points(await take(message()))).to.deep.equal(['2']);
      });
    }

    it('drops a conversation of an unknown version, and keeps the session', async () => {
      const { take } = open();
      await take(message());
      await store.write({ [CONVERSATION]: { version: 2, past: 'elsewhere' } });
      expect(points(await take(message()))).to.deep.equal(['2']);
    });
  });

  describe('whose turn fails', () => {
    const full = Object.assign(new Error('no space left on device, write'), { code: 'ENOSPC' });

    it('says that it was not saved, changes nothing, and takes the same message later', async () => {
      let broken = true;
      const storage: Storage = { ...store, write: (changes) => (broken ? Promise.reject(full) : store.write(changes)) };
      const { lines, log } = keepingLog();
      const { take } = open({ storage, log });
      const twice = message();
      const error = await failure(take(twice));
      expect(error).to.be.instanceOf(NotSaved).with.property('cause', full);
      expect(error).to.have.property('name', 'NotSaved');
      expect(lines.map(({ level, fields }) => [level, 'code' in fields && fields.code])).to.deep.equal([['error', 'ENOSPC']]);
      expect(await counted()).to.equal(0);
      broken = false;
      expect(await take(twice)).to.deep.include({ again: false });
      expect(await counted()).to.equal(1);
    });

    it('passes on that the store cannot be read', async () => {
      const storage: Storage = { ...store, read: () => Promise.reject(full) };
      expect(await failure(open({ storage }).take(message()))).to.equal(full);
    });

    it('changes nothing when the coach breaks, and goes on with the next message', async () => {
      let broken = true;
      const coach: Coach = (...args) => {
        if (broken) throw new Error('broken');
        return countingCoach(...args);
      };
      const { take } = open({ coach });
      expect(await failure(take(message()))).to.have.property('message', 'broken');
      broken = false;
      expect(points(await take(message()))).to.deep.equal(['1']);
    });
  });

  it('is idle when every turn under way has ended, well or not', async () => {
    const coach: Coach = (session, said, now) => {
      if (said.kind === 'press') throw new Error('broken');
      return countingCoach(session, said, now);
    };
    const { take, idle } = open({ coach });
    await idle();
    let ended = 0;
    const end = () => {
      ended += 1;
    };
    for (let at = 0; at < 8; at += 1) void take(message(at % 2 ? {} : { said: { kind: 'press', press: 'x' } })).then(end, end);
    await idle();
    await Promise.resolve();
    expect(ended).to.equal(8);
  });

  it('writes one line a turn to the log, without text, names or ids', async () => {
    const { lines, log } = keepingLog();
    const { take } = open({ log });
    const ids = { conversationId: 'conversation-of-jane', personId: 'jane', activityId: 'activity-of-jane' };
    await take(message(ids));
    await take(message(ids));
    expect(lines).to.have.length(2);
    expect(lines[0]).to.deep.include({ level: 'info', message: 'turn' });
    expect(lines[0]?.fields).to.have.all.keys('channel', 'intent', 'band', 'ms', 'conversation');
    expect(lines[0]?.fields).to.include({ channel: 'test', intent: 'help', band: 'sure', ms: 0 });
    expect(lines[1]?.fields).to.include({ again: true });
    expect(JSON.stringify(lines)).not.to.match(/jane|kettle/i);
  });

  it('stores nothing of what was said', async () => {
    await open().take(message());
    expect(JSON.stringify(await store.read([PERSON, CONVERSATION]))).not.to.include('kettle');
  });
});

/** The storage, with `see` called before each step and after a write. */
function watched(storage: Storage, see: (step: string) => void | Promise<void>): { storage: Storage } {
  return {
    storage: {
      ...storage,
      async read(keys) {
        await see(`read ${keys.join(' ')}`);
        return storage.read(keys);
      },
      async write(changes) {
        await see(`write ${Object.keys(changes).join(' ')}`);
        await storage.write(changes);
        await see('written');
      },
    },
  };
}

/** A clock that goes on by a second each time it is read, from one second on. */
function ticking(): () => Date {
  let seconds = 0;
  return () => {
    seconds += 1;
    return new Date(seconds * 1000);
  };
}

function points({ replies }: { readonly replies: readonly { readonly point: string }[] }): string[] {
  return replies.map(({ point }) => point);
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('expected a rejection'),
    (error: unknown) => error,
  );
}
