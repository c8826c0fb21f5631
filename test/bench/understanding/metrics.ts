/** How good a ranking, a choice or a refusal is; and the time things take. */

/** Relevance of each document that is relevant to a question. */
export type Relevance = Readonly<Record<string, number>>;

/** Normalised discounted cumulative gain of the first ten: 0 to 1, 1 where nothing could stand better. */
export function ndcgAt10(ranked: readonly string[], relevant: Relevance): number {
  const gain = (relevances: readonly number[]) => relevances.slice(0, 10).reduce((sum, relevance, at) => sum + relevance / Math.log2(at + 2), 0);
  const ideal = gain(Object.values(relevant).sort((a, b) => b - a));
  return ideal === 0 ? 0 : gain(ranked.map((id) => relevant[id] ?? 0)) / ideal;
}

/** Share of the relevant documents among the first five. */
export function recallAt5(ranked: readonly string[], relevant: Relevance): number {
  const all = Object.values(relevant).filter((relevance) => relevance > 0).length;
  return all === 0 ? 0 : ranked.slice(0, 5).filter((id) => (relevant[id] ?? 0) > 0).length / all;
}

/** 1 / place of the first relevant document; 0 if it is not among the first ten. */
export function mrrAt10(ranked: readonly string[], relevant: Relevance): number {
  const place = ranked.slice(0, 10).findIndex((id) => (relevant[id] ?? 0) > 0);
  return place < 0 ? 0 : 1 / (place + 1);
}

/** Chance that a message of ours is surer than one that is not (area under the ROC curve): 0.5 is blind, 1 perfect. Ties count half. */
export function auroc(ours: readonly number[], others: readonly number[]): number {
  const all = [...ours.map((value) => ({ value, ours: true })), ...others.map((value) => ({ value, ours: false }))].sort((a, b) => a.value - b.value);
  let wins = 0;
  let below = 0;
  for (let from = 0; from < all.length; ) {
    let to = from;
    let [tiedOurs, tiedOthers] = [0, 0];
    while (to < all.length && all[to]?.value === all[from]?.value) {
      if (all[to]?.ours) tiedOurs++;
      else tiedOthers++;
      to++;
    }
    wins += tiedOurs * (below + tiedOthers / 2);
    below += tiedOthers;
    from = to;
  }
  return wins / (ours.length * others.length);
}

/** One message judged: how sure the engine is of its choice, and whether that choice is right (never, where the message is off topic). */
export type Judged = { readonly sure: number; readonly right: boolean };

/** The least sureness to accept that gets most right: choices in scope that are right and accepted, plus messages out of scope that are refused. */
export function bestThreshold(ours: readonly Judged[], others: readonly Judged[]): number {
  const all = [...ours.map((judged) => ({ ...judged, ours: true })), ...others.map((judged) => ({ ...judged, ours: false }))];
  all.sort((a, b) => b.sure - a.sure);
  // Shares, so that neither side counts for more because it has more messages.
  let value = 1;
  let [best, threshold] = [value, Number.POSITIVE_INFINITY];
  all.forEach((judged, at) => {
    if (judged.ours) value += judged.right ? 1 / ours.length : 0;
    else value -= 1 / others.length;
    const next = all[at + 1]?.sure ?? judged.sure - 1e-9;
    if (value > best && next < judged.sure) [best, threshold] = [value, (judged.sure + next) / 2];
  });
  return threshold;
}

/** Share of messages that are accepted and right. */
export function rightAt(threshold: number, judged: readonly Judged[]): number {
  return share(judged, ({ sure, right }) => right && sure >= threshold);
}

/** Share of messages that are accepted: of off-topic ones, the false accepts. */
export function acceptedAt(threshold: number, judged: readonly Judged[]): number {
  return share(judged, ({ sure }) => sure >= threshold);
}

/** Share of the items of which something holds; 0 of none. */
export function share<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.filter(holds).length / Math.max(1, items.length);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** The value below which this part (0 to 1) of the values lies. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}
