/**
 * A linear scorer over the words of example sentences: each feature (word, pair of words, three letters) adds its printed weight to
 * each class. Trained when content is loaded, always in the same order, so the same content gives the same weights.
 */

/** Feature → its number; class × feature weights. Plain data: it can be saved and loaded. */
export type Linear = {
  readonly classes: readonly string[];
  readonly features: ReadonlyMap<string, number>;
  /** Weight of feature f for class c stands at f × classes + c. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
};

export type Example = { readonly stems: readonly string[]; readonly name: string };

const ROUNDS = 12;
/** First step size; each weight's steps shrink as it is moved (AdaGrad). */
const STEP = 0.3;
/** Pull towards zero at each touch of a weight. */
const SHRINK = 1e-4;

/** Trains a scorer. The order of examples does not matter much: they are dealt out evenly over the classes. */
export function train(examples: readonly Example[]): Linear {
  const classes = [...new Set(examples.map((example) => example.name))].sort();
  const dealtOut = dealt(examples, classes).map(({ stems, name }) => ({ found: featuresOf(stems), name: classes.indexOf(name) }));
  const features = repeated(dealtOut.map(({ found }) => found));
  const rows = dealtOut.map(({ found, name }) => ({ row: found.flatMap((feature) => features.get(feature) ?? []), name }));
  const counts = new Float32Array(classes.length);
  for (const { name } of rows) counts[name] = (counts[name] ?? 0) + 1;
  const size = classes.length;
  const weights = new Float32Array(features.size * size);
  const moved = new Float32Array(features.size * size).fill(1e-2);
  const bias = new Float32Array(size);
  for (let round = 0; round < ROUNDS; round++) {
    for (const { row, name } of rows) {
      const chance = softmax(sum(weights, bias, row, size));
      const scale = 1 / Math.sqrt(row.length || 1);
      // Rare classes count as much as common ones, within limits.
      const heed = Math.min(3, Math.sqrt(rows.length / size / (counts[name] ?? 1)));
      for (let c = 0; c < size; c++) {
        const error = ((c === name ? 1 : 0) - (chance[c] ?? 0)) * heed;
        if (Math.abs(error) < 1e-3) continue;
        bias[c] = (bias[c] ?? 0) + 0.01 * error;
        for (const feature of row) {
          const at = feature * size + c;
          const slope = error * scale;
          moved[at] = (moved[at] ?? 0) + slope * slope;
          weights[at] = (weights[at] ?? 0) * (1 - SHRINK) + (STEP * slope) / Math.sqrt(moved[at] ?? 1);
        }
      }
    }
  }
  return { classes, features, weights, bias };
}

/** Chance of each class for these stems, best first; the chances add up to 1. */
export function classify(model: Linear, stems: readonly string[]): { name: string; chance: number }[] {
  const row = featuresOf(stems).flatMap((feature) => model.features.get(feature) ?? []);
  const chance = softmax(sum(model.weights, model.bias, row, model.classes.length));
  return model.classes.map((name, c) => ({ name, chance: chance[c] ?? 0 })).sort((a, b) => b.chance - a.chance);
}

function sum(weights: Float32Array, bias: Float32Array, row: readonly number[], size: number): Float32Array {
  const total = Float32Array.from(bias);
  const scale = 1 / Math.sqrt(row.length || 1);
  for (const feature of row) {
    const from = feature * size;
    for (let c = 0; c < size; c++) total[c] = (total[c] as number) + (weights[from + c] as number) * scale;
  }
  return total;
}

function softmax(values: Float32Array): Float32Array {
  const top = Math.max(...values);
  const grown = values.map((value) => Math.exp(value - top));
  const total = grown.reduce((a, b) => a + b, 0);
  return grown.map((value) => value / total);
}

function featuresOf(stems: readonly string[]): string[] {
  const found = new Set<string>();
  stems.forEach((stem, at) => {
    found.add(stem);
    found.add(`${stems[at - 1] ?? '^'} ${stem}`);
    const padded = `_${stem}_`;
    for (let from = 0; from + 3 <= padded.length; from++) found.add(`#${padded.slice(from, from + 3)}`);
  });
  found.add(`${stems.at(-1) ?? '^'} $`);
  return [...found];
}

/** The features that more than one example has, numbered in the order of their coming: what comes once teaches nothing about others. */
function repeated(found: readonly (readonly string[])[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const features of found) for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  return new Map([...counts].filter(([, count]) => count > 1).map(([feature], number) => [feature, number]));
}

/** Examples in turn from each class, so that no class comes last. */
function dealt(examples: readonly Example[], classes: readonly string[]): Example[] {
  const piles = classes.map((name) => examples.filter((example) => example.name === name));
  const longest = Math.max(0, ...piles.map((pile) => pile.length));
  return Array.from({ length: longest }, (_, at) => piles.flatMap((pile) => pile[at] ?? [])).flat();
}
