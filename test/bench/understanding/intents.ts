/** How well an engine chooses among intents, and refuses what has none. */
import { chanceOf, shuffled } from './chance.ts';
import type { Intents, Row } from './collections.ts';
import { acceptedAt, auroc, bestThreshold, type Judged, quantile, rightAt, share } from './metrics.ts';
import type { PeerChooser } from './peers.ts';
import { mistyped } from './typos.ts';

const FEW_INTENTS = 20;
const FEW_EXAMPLES = 10;
/** Where a collection has no validation or off-topic rows of its own, so many are drawn. */
const DRAWN = 800;
const DRAWN_TO_VALIDATE = 400;

type Split = {
  readonly train: readonly Row[];
  readonly test: readonly Row[];
  readonly others: readonly Row[];
  /** To choose the threshold by. */
  readonly val: { readonly ours: readonly Row[]; readonly others: readonly Row[] };
};

/**
 * Share of right choices, clean and mistyped; AUROC; right and false accepts at the threshold chosen on validation rows; milliseconds to
 * train, microseconds a message. With few examples, drawn by a seed, or with all rows. Figures of refusal are NaN where nothing is off topic.
 */
export async function measureIntents(intents: Intents, drawn: number | 'all rows', peer: PeerChooser): Promise<Record<string, number>> {
  return drawn === 'all rows' ? measure(allRows(intents), peer, 1) : measure(fewShot(intents, drawn), peer, drawn);
}

async function measure({ train, test, others, val }: Split, peer: PeerChooser, seed: number): Promise<Record<string, number>> {
  const started = performance.now();
  const choose = await peer(train);
  const trainMs = performance.now() - started;
  const times: number[] = [];
  const judge = async (rows: readonly Row[]): Promise<Judged[]> => {
    const judged: Judged[] = [];
    for (const [text, intent] of rows) {
      const from = performance.now();
      const { name, sure } = await choose(text);
      times.push((performance.now() - from) * 1000);
      judged.push({ sure, right: name === intent });
    }
    return judged;
  };
  const chance = chanceOf(seed);
  const ours = await judge(test);
  const typos = await judge(test.map(([text, intent]) => [mistyped(text, chance), intent]));
  const off = await judge(others);
  const threshold = bestThreshold(await judge(val.ours), await judge(val.others));
  const sureness = (judged: readonly Judged[]) => judged.map(({ sure }) => sure);
  return {
    acc: share(ours, ({ right }) => right),
    accTypos: share(typos, ({ right }) => right),
    auroc: auroc(sureness(ours), sureness(off)),
    rightAt: off.length > 0 ? rightAt(threshold, ours) : Number.NaN,
    falseAccepts: off.length > 0 ? acceptedAt(threshold, off) : Number.NaN,
    trainMs,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
  };
}

function allRows({ train, test, val, oos_val, oos_test }: Intents): Split {
  return { train, test, others: oos_test ?? [], val: { ours: val ?? [], others: oos_val ?? [] } };
}

/** Twenty intents with ten examples each; off topic are the rows that say so, or else those of all other intents. */
export function fewShot({ train, test, val, oos_val, oos_test }: Intents, seed: number): Split {
  const chance = chanceOf(seed);
  const all = [...new Set(train.map(([, name]) => name))].sort();
  const most = oos_test ? all.length : Math.floor(all.length / 2);
  const names = new Set(shuffled(all, chance).slice(0, Math.min(FEW_INTENTS, most)));
  const isOurs = ([, name]: Row) => names.has(name);
  const isOther = (row: Row) => !isOurs(row);
  const rows = shuffled(train, chance);
  const shown = new Set([...names].flatMap((name) => rows.filter(([, own]) => own === name).slice(0, FEW_EXAMPLES)));
  const drawn = (from: readonly Row[], count: number) => shuffled(from, chance).slice(0, count);
  const rest = rows.filter((row) => isOurs(row) && !shown.has(row));
  return {
    train: [...shown],
    test: oos_test ? test.filter(isOurs) : drawn(test.filter(isOurs), DRAWN),
    others: oos_test ?? drawn(test.filter(isOther), DRAWN),
    val: {
      ours: val?.filter(isOurs) ?? drawn(rest, DRAWN_TO_VALIDATE),
      others: oos_val ?? drawn(train.filter(isOther), DRAWN_TO_VALIDATE),
    },
  };
}
