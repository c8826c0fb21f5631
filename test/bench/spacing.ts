/**
 * A simulated learner over 60 days with 60 questions: our spacing, with and without an exam day, beside fixed intervals. What is recalled on the
 * exam day, and after how many answers. The learner forgets in one of two ways: by the power curve that FSRS assumes, every question with
 * parameters of its own; and exponentially, with half-lives that know nothing of FSRS. Some days are off. `-- SEED` for another run.
 */
import { default_w, fsrs } from 'ts-fsrs';
import { todayOf } from '../../dialogs/quiz/plan.ts';
import type { Attempt, Learning } from '../../dialogs/quiz/quiz.ts';
import { type Day, daysFrom, plusDays } from '../../knowledge/calendar.ts';
import type { Question } from '../../knowledge/schema.ts';
import { reviewed } from '../../knowledge/spacing.ts';

const BEGIN = '2026-11-01' as Day;
const DAYS = 60;
const EXAM = plusDays(BEGIN, DAYS);
const QUESTIONS = 60;
/** Fixed intervals bring in so many new ones a day, as the coach does without an exam day. */
const NEW_A_DAY = 5;
const DAY_OFF = 0.2;
const SEEDS = 20;

/** One question in somebody's head. */
type Trace = { recall(days: number): number; answered(days: number, isRight: boolean): void };
type World = { readonly name: string; readonly trace: (chance: Chance) => Trace };
type Chance = { next(): number; around(middle: number, spread: number): number };
/** The days on which a question comes again: its answers so far in, the next day out. */
type Way = { readonly name: string; readonly dueOn: (answers: readonly { readonly on: number; readonly isRight: boolean }[]) => number };

const WORLDS: readonly World[] = [
  { name: 'power curve (what FSRS assumes, each question with its own parameters)', trace: powerTrace },
  { name: 'exponential, with half-lives (knows nothing of FSRS)', trace: exponentialTrace },
];

const FIXED: readonly Way[] = [
  { name: 'fixed 1, 3, 7, 14, 30 days (wrong: from the start)', dueOn: ladder([1, 3, 7, 14, 30]) },
  ...[3, 7, 14].map((days) => ({
    name: `every ${days} days`,
    dueOn: (answers: readonly { readonly on: number }[]) => (answers.at(-1)?.on ?? 0) + days,
  })),
];

const seed = Number(process.argv[2] ?? 1);
for (const world of WORLDS) {
  console.log(`\nThe learner forgets by the ${world.name}`);
  console.log(`${''.padEnd(54)}${'recalled on the exam day'.padStart(26)}${'answers'.padStart(9)}${'most a day'.padStart(12)}`);
  for (const [name, run] of ways()) {
    const one = run(world, seed);
    const many = Array.from({ length: SEEDS }, (_, at) => run(world, 1000 + at));
    const mean = many.reduce((sum, { recalled }) => sum + recalled, 0) / SEEDS;
    const spread = Math.sqrt(many.reduce((sum, { recalled }) => sum + (recalled - mean) ** 2, 0) / SEEDS);
    const share = `${percent(one.recalled)}  (${percent(mean)} ± ${(100 * spread).toFixed(1)})`;
    console.log(`${name.padEnd(54)}${share.padStart(26)}${String(one.answers).padStart(9)}${String(one.most).padStart(12)}`);
  }
}
console.log(`\n${QUESTIONS} questions, ${DAYS} days, one in five off; seed ${seed}, in brackets the mean of ${SEEDS} other seeds and its spread.`);

type Run = (world: World, seed: number) => { recalled: number; answers: number; most: number };

function ways(): [string, Run][] {
  return [
    ['ours, exam day known, 10 minutes a shift', (world, of) => withPlan(world, of, EXAM)],
    ['ours, no exam day', (world, of) => withPlan(world, of)],
    ...FIXED.map(({ name, dueOn }): [string, Run] => [name, (world, of) => withIntervals(world, of, dueOn)]),
  ];
}

/** By the coach's own plan: what it has for each day is answered. */
function withPlan(world: World, of: number, exam?: Day) {
  const head = headOf(world, of);
  const bank = Array.from({ length: QUESTIONS }, (_, at) => ({ id: String(at), subject: 'one', difficulty: 1 })) as unknown as Question[];
  let learning: Learning = { cards: {}, attempts: [], ...(exam && { exam }) };
  return head.live((day, answer) => {
    const now = new Date(`${plusDays(BEGIN, day)}T10:00:00Z`);
    const { due, fresh, lastLooks } = todayOf(bank, learning, now);
    for (const id of [...due, ...fresh, ...lastLooks]) {
      const score = answer(Number(id)) ? 1 : 0;
      const attempt: Attempt = { question: id, at: now.toISOString(), score };
      const card = { ...reviewed(learning.cards[id], score === 1 ? 'good' : 'again', now), version: '' };
      learning = { ...learning, cards: { ...learning.cards, [id]: card }, attempts: [...learning.attempts, attempt] };
    }
  });
}

function withIntervals(world: World, of: number, dueOn: Way['dueOn']) {
  const head = headOf(world, of);
  const answers: { on: number; isRight: boolean }[][] = Array.from({ length: QUESTIONS }, () => []);
  return head.live((day, answer) => {
    for (let at = 0; at < Math.min(QUESTIONS, NEW_A_DAY * (day + 1)); at += 1) {
      const past = answers[at] ?? [];
      if (past.length === 0 || dueOn(past) <= day) past.push({ on: day, isRight: answer(at) });
    }
  });
}

/** All questions in one head, from the first day to the exam. The same seed forgets alike in every way of learning. */
function headOf(world: World, of: number) {
  const traces = Array.from({ length: QUESTIONS }, (_, at) => world.trace(chanceOf(of * 1000 + at)));
  const chances = Array.from({ length: QUESTIONS }, (_, at) => chanceOf(of * 1000 + at + 500));
  const off = chanceOf(of * 1000 + 999);
  const last = new Map<number, number>();
  return {
    live(lesson: (day: number, answer: (at: number) => boolean) => void) {
      let answers = 0;
      let most = 0;
      for (let day = 0; day < DAYS; day += 1) {
        if (off.next() < DAY_OFF) continue;
        const before = answers;
        lesson(day, (at) => {
          const days = day - (last.get(at) ?? day);
          // The first time it is only learned: nobody is born with it.
          const isRight = last.has(at) && (chances[at] as Chance).next() < (traces[at] as Trace).recall(days);
          (traces[at] as Trace).answered(last.has(at) ? days : -1, isRight);
          last.set(at, day);
          answers += 1;
          return isRight;
        });
        most = Math.max(most, answers - before);
      }
      const recalled = traces.map((trace, at) => (last.has(at) ? trace.recall(daysFrom(BEGIN, EXAM) - (last.get(at) ?? 0)) : 0));
      return { recalled: recalled.reduce((sum, one) => sum + one, 0) / QUESTIONS, answers, most };
    },
  };
}

function powerTrace(chance: Chance): Trace {
  const memory = fsrs({ w: default_w.map((weight) => weight * chance.around(1, 0.2)), enable_short_term: false });
  let state: { stability: number; difficulty: number } | null = null;
  return {
    recall: (days) => (state ? memory.forgetting_curve(days, state.stability) : 0),
    answered(days, isRight) {
      // Read with its feedback for the first time, it sits as after a good answer.
      state = days < 0 ? memory.next_state(null, 0, 3) : memory.next_state(state, days, isRight ? 3 : 1);
    },
  };
}

function exponentialTrace(chance: Chance): Trace {
  let halfLife = chance.around(5, 0.5);
  const gain = chance.around(1.5, 0.3);
  return {
    recall: (days) => 2 ** (-days / halfLife),
    answered(days, isRight) {
      if (days < 0) return;
      // What comes back after a long time sticks the better; what was forgotten has to be built again.
      halfLife = isRight ? halfLife * (1 + gain * Math.min(1, days / halfLife)) : Math.max(2, halfLife * 0.6);
    },
  };
}

function ladder(steps: readonly number[]): Way['dueOn'] {
  return (answers) => {
    // The first answer is the learning itself.
    const rungs = answers.slice(1).reduce((rung, { isRight }) => (isRight ? rung + 1 : 0), 0);
    return (answers.at(-1)?.on ?? 0) + (steps[Math.min(rungs, steps.length - 1)] ?? 0);
  };
}

/** mulberry32; `around` is lognormal. */
function chanceOf(from: number): Chance {
  let state = from | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return { next, around: (middle, spread) => middle * Math.exp(spread * normal()) };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
