/** Waits between attempts: `firstMs` after the first, doubled each time, `maxMs` at most. */
export interface BackOff {
  readonly firstMs: number;
  readonly maxMs: number;
}

/** 0.5, 1, 2, 4, 8 s ... 5 min. */
export const usualBackOff: BackOff = { firstMs: 500, maxMs: 300_000 };

/**
 * How long to wait after the given attempt (1 = the first), in ms: ±20 % around the step, so that operations
 * that failed together do not come back together. Never less than `retryAfterMs`, where the other side named one.
 */
export function backOffMs(backOff: BackOff, attempt: number, random: () => number, retryAfterMs = 0): number {
  const step = Math.min(backOff.maxMs, backOff.firstMs * 2 ** Math.min(Math.max(attempt, 1) - 1, 30));
  const chance = random();
  return Math.round(Math.max(step * (0.8 + 0.4 * chance), retryAfterMs + step * 0.2 * chance));
}
