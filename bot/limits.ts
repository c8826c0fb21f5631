/** Bounds on what is kept in memory and on how often something may be done. */

/** The same collection, its oldest entries dropped until it has at most `size`. */
export function atMost<T extends Map<unknown, unknown> | Set<unknown>>(size: number, kept: T): T {
  for (const key of kept.keys()) {
    if (kept.size <= size) break;
    kept.delete(key);
  }
  return kept;
}

/** Gives back 0 if the one named by `key` may go on, else the seconds to wait. */
export type Throttle = (key: string, nowMs: number) => number;

/** A token bucket for each key: `burst` at once, then `perMinute`. */
export function throttle({ burst, perMinute }: { burst: number; perMinute: number }): Throttle {
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  const perMs = perMinute / 60_000;
  return (key, nowMs) => {
    const { tokens, atMs } = buckets.get(key) ?? { tokens: burst, atMs: nowMs };
    const filled = Math.min(burst, tokens + (nowMs - atMs) * perMs);
    buckets.delete(key);
    atMost(10_000, buckets.set(key, { tokens: filled >= 1 ? filled - 1 : filled, atMs: nowMs }));
    return filled >= 1 ? 0 : Math.ceil((1 - filled) / perMs / 1000);
  };
}
