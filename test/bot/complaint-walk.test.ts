/** Random walks through complaints, stored and read again between any two turns. */
import { expect } from 'chai';
import fc from 'fast-check';
import { sessionIn, toPerson } from '../../bot/kept.ts';
import { openStore } from '../../bot/store/lowdb.ts';
import type { Store } from '../../bot/store/storage.ts';
import { coach } from '../../dialogs/coach.ts';
import type { Answer, Complaint } from '../../dialogs/complaint.ts';
import type { House } from '../../dialogs/house.ts';
import { factsOf } from '../../dialogs/record/record.ts';
import type { Said, Session, Turn } from '../../dialogs/turn.ts';
import { ABOUT, answerTo, openStep, stepsFor, stepsLeft, stepsOf } from '../../dialogs/walk.ts';
import type { Content } from '../../knowledge/content.ts';
import type { Step } from '../../knowledge/schema.ts';
import { fresh, holding } from '../dialogs/support/complaint.ts';
import { NOW, realHouse } from '../dialogs/support/house.ts';
import { silentLog } from './support/counting-coach.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const RUNS = 60;
const SEED = 20261122;
const DAY_MS = 24 * 60 * 60 * 1000;
const PERSON = 'person/test/p';

const MOVES = [
  ...(['press', 'press', 'press', 'press', 'type', 'type', 'type'] as const),
  ...(['back', 'change', 'skip', 'skip with a reason', 'park', 'list', 'view', 'needed', 'all', 'kind'] as const),
  ...(['drop', 'keep', 'second', 'interrupt', 'next day'] as const),
  ...(['remove a step', 'add a step', 'change values', 'lose the checklist'] as const),
];
type Move = (typeof MOVES)[number];
type Turned = { readonly move: Move; readonly pick: number; readonly stored: 'clone' | 'json' | 'lowdb' };

/** Content with these edits, made while people are in the middle of it. */
function edited(house: House, edits: ReadonlySet<Move>): House {
  const { content } = house.knowledge;
  const { spine } = content;
  const extra: Step = { ...(spine.steps.find(({ id }) => id === 'reference') as Step), id: 'extra', values: [], words: [], required: true };
  const steps = spine.steps
    .filter(({ id }) => !(edits.has('remove a step') && id === 'reference'))
    .flatMap((step) => (edits.has('add a step') && step.id === 'before' ? [extra, step] : [step]))
    .map((step) =>
      edits.has('change values') && step.id === 'before'
        ? { ...step, values: step.values.map((value) => ({ ...value, id: `now-${value.id}` })) }
        : step,
    );
  const gone = edits.has('lose the checklist') ? 'faulty-goods' : undefined;
  const checklists = content.checklists.filter(({ id }) => id !== gone);
  return {
    ...house,
    knowledge: { ...house.knowledge, content: { ...content, checklists, spine: { ...spine, steps } } },
    checklists: house.checklists.filter(({ checklist }) => checklist.id !== gone),
  };
}

describe('a complaint on a random walk', () => {
  let house: House;
  let store: Store;
  let remove: () => Promise<void>;

  before(async function () {
    this.timeout(60_000);
    house = await realHouse();
    const folder = await temporaryFolder();
    remove = folder.remove;
    store = await openStore(folder.dir, silentLog);
  });

  after(async () => {
    await store.close();
    await remove();
  });

  /** The session as it comes back out of a store. */
  async function stored(session: Session, how: Turned['stored']): Promise<Session> {
    if (how === 'clone') return structuredClone(session);
    if (how === 'json') return JSON.parse(JSON.stringify(session)) as Session;
    await store.write({ [PERSON]: toPerson(session, (await store.read([PERSON]))[PERSON]) });
    return sessionIn((await store.read([PERSON]))[PERSON]);
  }

  it('loses no answer, asks none again, stays valid in the store, can always end, and its record is what was said', async function () {
    this.timeout(120_000);
    const turned = fc.record({
      move: fc.constantFrom(...MOVES),
      pick: fc.nat(20),
      stored: fc.constantFrom('clone' as const, 'json' as const, 'lowdb' as const),
    });
    const kinds = ['', 'faulty-goods', ...house.knowledge.content.checklists.map(({ id }) => id)];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...kinds), fc.array(turned, { minLength: 5, maxLength: 40 }), async (kind, moves) => {
        const walk = new Walk(house, kind);
        for (const { move, pick, stored: how } of moves) {
          walk.session = await stored(walk.session, how);
          walk.take(move, pick);
          expect(sessionIn(toPerson(walk.session, undefined)), `not valid after ${move}`).to.deep.equal(walk.session);
        }
        walk.end();
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });
});

/** A session, and beside it a plain note of what was said. */
class Walk {
  session: Session;
  private readonly edits = new Set<Move>();
  private readonly said = new Map<string, Map<string, Answer>>();
  private readonly real: House;
  private now = NOW;
  private count = 0;

  constructor(real: House, kind: string) {
    this.real = real;
    this.session = holding(fresh(kind));
  }

  private get house(): House {
    return edited(this.real, this.edits);
  }

  private get content(): Content {
    return this.house.knowledge.content;
  }

  private get inHand(): Complaint | undefined {
    return this.session.complaints?.find(({ id, closed }) => id === this.session.walking && closed === undefined);
  }

  take(move: Move, pick: number): void {
    const complaint = this.inHand;
    const step = complaint && openStep(this.content, complaint);
    switch (move) {
      case 'press':
      case 'type':
        if (complaint && step) this.answer(complaint, step, pick, move === 'press');
        return;
      case 'change': {
        const ids = Object.keys(complaint?.answers ?? {});
        if (ids.length > 0) this.turn({ kind: 'text', text: `change the ${ids[pick % ids.length]?.split('-')[0]}` });
        return;
      }
      case 'park':
        this.turn({ kind: 'text', text: 'park it' });
        if (complaint) this.turn({ kind: 'press', press: `walk:open:${complaint.id}` });
        return;
      case 'drop':
      case 'keep':
        // One complaint in four goes; the others are kept when it is asked.
        if (!complaint || pick % 4 !== 0) return;
        this.turn({ kind: 'text', text: 'drop it' });
        this.turn(
          { kind: 'press', press: move === 'drop' ? `walk:drop-yes:${complaint.id}` : 'walk:keep-it' },
          move === 'drop' ? complaint.id : undefined,
        );
        expect(this.session.complaints?.some(({ id }) => id === complaint.id) ?? false).to.equal(move === 'keep');
        return;
      case 'kind':
        this.turn({ kind: 'text', text: pick % 2 ? 'its actually about a late delivery' : 'change the kind' });
        return;
      case 'second':
        if ((this.session.complaints?.length ?? 0) < 4) this.turn({ kind: 'press', press: 'walk:new' });
        return;
      case 'next day':
        this.now = new Date(this.now.getTime() + DAY_MS);
        return;
      case 'remove a step':
      case 'add a step':
      case 'change values':
      case 'lose the checklist':
        if (!this.edits.delete(move)) this.edits.add(move);
        return;
      default:
        this.turn({ kind: 'text', text: TYPED[move] });
    }
  }

  /** Ends the complaint in hand within as many turns as it has steps and a few more; its record then holds what was said and nothing else. */
  end(): void {
    const complaint = this.inHand;
    if (!complaint) return;
    for (let left = stepsLeft(this.content, complaint).length + 12; left > 0 && this.inHand?.id === complaint.id; left -= 1) {
      const step = openStep(this.content, this.inHand);
      // A complaint whose last answer was given under other content has nothing open until it is spoken to again.
      if (step) this.answer(this.inHand, step, left, true);
      else this.turn({ kind: 'text', text: 'that is it' });
    }
    const closed = this.session.complaints?.find(({ id }) => id === complaint.id) as Complaint;
    expect(closed.closed, `does not end: ${openStep(this.content, closed)?.id}`).not.to.equal(undefined);
    const steps = stepsFor(this.content, closed).filter(({ id, kind }) => kind !== 'rights' && id !== ABOUT);
    const said = this.said.get(complaint.id) ?? new Map();
    const meant = steps.flatMap((step) => (answerTo(closed, step) && said.has(step.id) ? [[step.id, said.get(step.id)]] : []));
    const turn = coach(this.house)(this.session, { kind: 'press', press: `record:${closed.id}:json` }, this.now);
    const facts = factsOf(JSON.parse(turn.replies[0]?.file?.text ?? '{}'));
    const kept = facts.map(({ step, values, text }) => [step, { values, ...(text !== undefined && { text }) }]);
    expect(Object.fromEntries(kept)).to.deep.equal(Object.fromEntries(meant));
  }

  private answer(complaint: Complaint, step: Step, pick: number, isPress: boolean): void {
    const value = step.values[pick % Math.max(1, step.values.length)];
    this.count += 1;
    const words = step.kind === 'day' ? '1 november 2026' : step.kind === 'money' ? '£20' : `told in words ${this.count}`;
    const isFree = step.values.length === 0 || (!isPress && pick % 2 === 1 && ['day', 'money', 'text'].includes(step.kind));
    const answer: Answer = isFree
      ? {
          day: { values: ['2026-11-01'] },
          money: { values: ['20'] },
          text: { values: [], text: words },
          choice: { values: [] },
          rights: { values: [] },
        }[step.kind]
      : { values: [value?.id ?? ''] };
    const asked = complaint.asked;
    // The label of a button on screen is that button, also where the checklist has another under that name by now: then the step is asked anew.
    const press = `answer:${step.id}:${value?.id}`;
    const isOld = this.session.offered.some((choice) => choice.label === value?.label && choice.press !== press);
    this.turn(
      isFree
        ? { kind: 'text', text: words }
        : isPress || isOld || step.kind === 'rights'
          ? { kind: 'press', press }
          : { kind: 'text', text: value?.label ?? '' },
      undefined,
      step,
    );
    const after = this.session.complaints?.find(({ id }) => id === complaint.id) as Complaint;
    // On a later day a free sentence is not taken before the person has said that this complaint goes on.
    if (after.asked !== asked && after.asked !== undefined) return;
    if (step.id === ABOUT) expect(after.checklist).to.equal(value?.id);
    else if (step.kind !== 'rights') {
      const said = this.said.get(complaint.id) ?? new Map<string, Answer>();
      said.set(step.id, answer);
      this.said.set(complaint.id, said);
      expect(after.answers[step.id], `answer to ${step.id}`).to.deep.equal(answer);
    }
  }

  private turn(what: Said, gone?: string, answering?: Step): Turn {
    const before = this.session;
    const turn = coach(this.house)(before, what, this.now);
    this.session = turn.session;
    for (const complaint of before.complaints ?? []) {
      const after = turn.session.complaints?.find(({ id }) => id === complaint.id);
      if (complaint.id === gone) {
        this.said.delete(gone);
        continue;
      }
      expect(after, `complaint lost by ${JSON.stringify(what)}`).not.to.equal(undefined);
      if (after) this.checkKept(complaint, after, what, answering);
    }
    const now = this.inHand;
    const open = now && openStep(this.content, now);
    const given = now && open && this.said.get(now.id)?.get(open.id);
    if (given && now.at !== open.id) expect(answerTo({ answers: { [open.id]: given } }, open), `${open.id} is asked again`).to.equal(undefined);
    return turn;
  }

  private checkKept(before: Complaint, after: Complaint, what: Said, answering: Step | undefined): void {
    const steps = [...stepsOf(this.content, before.checklist), ...stepsOf(this.content, after.checklist)];
    for (const [id, answer] of Object.entries(before.answers)) {
      const step = steps.find((one) => one.id === id && one.kind === 'rights') ?? steps.find((one) => one.id === id);
      const isStale = step !== undefined && answerTo(before, step) === undefined;
      if (id === answering?.id || step?.kind === 'rights' || isStale) continue;
      expect(after.answers[id], `${JSON.stringify(what)} lost ${id}`).to.deep.equal(answer);
    }
  }
}

const TYPED = {
  back: 'back',
  skip: 'skip',
  'skip with a reason': 'skip because she has left',
  list: 'list my complaints',
  view: 'use acknowledge investigate resolve learn',
  needed: 'just the needed ones',
  all: 'ask all of them',
  interrupt: 'what is lass?',
} as const;
