/**
 * A linear scorer over the words of example sentences: each feature (word, pair of words, three letters) adds its printed weight to
 * each class. Trained when content is loaded, always in the same order, so the same content gives the same weights.
 */

/** Feature → its number; class × feature weights. Plain data: it can be saved and loaded. */
export type Linear = {
  readonly classes: readonly string[];
  readonly features: ReadonlyMap<string, number>;
  /** How much feature f counts; the last is for a feature that no example has: it counts against all classes alike. */
  readonly telling: Float32Array;
  /** Weight of feature f for class c stands at f × classes + c. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
};

export type Example = { readonly stems: readonly string[]; readonly name: string };

/**
 * How features count. Of few examples a class, each feature teaches something: it counts by its rarity, ln(1 + examples / examples that
 * have it), and features never met count as the rarest, so that a text about something else gets no class by the little that it shares.
 * Of thousands a class, the common words tell as much as the rare: all count alike, and those met only once are left out.
 */
export type Counting = 'by rarity' | 'alike';

/** The features of a text that are known, by number, and how much each counts: squares add up to 1, less what is unknown. */
type Row = { readonly features: Uint32Array; readonly parts: Float32Array };

const ROUNDS = 12;
/** First step size; each weight's steps shrink as it is moved (AdaGrad). */
const STEP = 0.3;
const BIAS_STEP = 0.01;
/** Pull towards zero at each touch of a weight. */
const SHRINK = 1e-4;
/** An error below this teaches nothing. */
const LEAST_ERROR = 1e-3;
/** A rare class counts for at most so much more than a common one. */
const MOST_HEED = 3;

/** Trains a scorer. The order of examples does not matter much: they are dealt out evenly over the classes. */
export function train(examples: readonly Example[], counting: Counting = 'by rarity'): Linear {
  const classes = [...new Set(examples.map((example) => example.name))].sort();
  const size = classes.length;
  const dealtOut = dealt(examples, classes);
  const found = dealtOut.map(({ stems }) => featuresOf(stems));
  const model = untrained(classes, found, counting);
  const rows = found.map((features) => rowOf(model, features));
  const names = dealtOut.map(({ name }) => classes.indexOf(name));
  const heed = classes.map((_, c) => Math.min(MOST_HEED, Math.sqrt(rows.length / size / names.filter((name) => name === c).length)));

  const moved = new Float32Array(model.weights.length).fill(1e-2);
  // The classes that the model is wrong about, and by how much.
  const wrong = new Uint32Array(size);
  const errors = new Float32Array(size);
  for (let round = 0; round < ROUNDS; round++) {
    rows.forEach((row, at) => {
      const name = names[at] as number;
      const chance = chances(model, row);
      let count = 0;
      for (let c = 0; c < size; c++) {
        const error = ((c === name ? 1 : 0) - (chance[c] as number)) * (heed[name] as number);
        if (Math.abs(error) < LEAST_ERROR) continue;
        model.bias[c] = (model.bias[c] as number) + BIAS_STEP * error;
        wrong[count] = c;
        errors[count++] = error;
      }
      if (count > 0) move(model, moved, row, wrong.subarray(0, count), errors);
    });
  }
  return model;
}

/** Moves the weights of a row's features towards the classes by their errors, each by less the further it has moved before. */
function move({ weights, classes }: Linear, moved: Float32Array, { features, parts }: Row, wrong: Uint32Array, errors: Float32Array): void {
  for (let place = 0; place < features.length; place++) {
    const from = (features[place] as number) * classes.length;
    const part = parts[place] as number;
    for (let each = 0; each < wrong.length; each++) {
      const at = from + (wrong[each] as number);
      const slope = (errors[each] as number) * part;
      const far = (moved[at] as number) + slope * slope;
      moved[at] = far;
      weights[at] = (weights[at] as number) * (1 - SHRINK) + (STEP * slope) / Math.sqrt(far);
    }
  }
}

/**
 * Chance of each class for these stems, best first; the chances add up to 1. The more of the text is unlike any example, the nearer
 * they come to each other: the best chance is low for a text that is about something else.
 */
export function classify(model: Linear, stems: readonly string[]): { name: string; chance: number }[] {
  const chance = chances(model, rowOf(model, featuresOf(stems)));
  return model.classes.map((name, c) => ({ name, chance: chance[c] ?? 0 })).sort((a, b) => b.chance - a.chance);
}

/** A scorer that knows the features of the examples and has no opinion yet. */
function untrained(classes: readonly string[], found: readonly (readonly string[])[], counting: Counting): Linear {
  const byRarity = counting === 'by rarity';
  const counts = new Map<string, number>();
  for (const features of found) for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const kept = [...counts].filter(([, count]) => byRarity || count > 1);
  const rarity = (count: number) => Math.log(1 + found.length / count);
  const telling = byRarity ? [...kept.map(([, count]) => rarity(count)), rarity(1)] : [...kept.map(() => 1), 0];
  return {
    classes,
    features: new Map(kept.map(([feature], number) => [feature, number])),
    telling: Float32Array.from(telling),
    weights: new Float32Array(kept.length * classes.length),
    bias: new Float32Array(classes.length),
  };
}

function rowOf(model: Linear, found: readonly string[]): Row {
  const features = Uint32Array.from(found.flatMap((feature) => model.features.get(feature) ?? []));
  const parts = Float32Array.from(features, (feature) => model.telling[feature] as number);
  const strange = model.telling.at(-1) ?? 0;
  const known = parts.reduce((sum, part) => sum + part * part, 0);
  const length = Math.sqrt(known + (found.length - features.length) * strange ** 2) || 1;
  return { features, parts: parts.map((part) => part / length) };
}

function chances({ classes, weights, bias }: Linear, { features, parts }: Row): Float32Array {
  const size = classes.length;
  const total = Float32Array.from(bias);
  for (let place = 0; place < features.length; place++) {
    const from = (features[place] as number) * size;
    const part = parts[place] as number;
    for (let c = 0; c < size; c++) total[c] = (total[c] as number) + (weights[from + c] as number) * part;
  }
  return softmax(total);
}

/** In place. */
function softmax(values: Float32Array): Float32Array {
  let top = Number.NEGATIVE_INFINITY;
  for (const value of values) if (value > top) top = value;
  let total = 0;
  for (let c = 0; c < values.length; c++) {
    values[c] = Math.exp((values[c] as number) - top);
    total += values[c] as number;
  }
  for (let c = 0; c < values.length; c++) values[c] = (values[c] as number) / total;
  return values;
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

/** Examples in turn from each class, so that no class comes last. */
function dealt(examples: readonly Example[], classes: readonly string[]): Example[] {
  const piles = classes.map((name) => examples.filter((example) => example.name === name));
  const longest = Math.max(0, ...piles.map((pile) => pile.length));
  return Array.from({ length: longest }, (_, at) => piles.flatMap((pile) => pile[at] ?? [])).flat();
}
