import type { Clock } from '../clock.ts';

/** Counts calls; off at first. */
export interface RateLimits {
  on: boolean;
  /** Counts a call: `undefined` when it may pass, else the seconds to wait. */
  count(key: string, perMinute: number): number | undefined;
}

/** A sliding window of one minute for each key. */
export function createRateLimits(clock: Clock): RateLimits {
  const seen = new Map<string, readonly number[]>();
  return {
    on: false,
    count: (key, perMinute) => {
      const now = clock.now();
      const recent = (seen.get(key) ?? []).filter((at) => at > now - 60_000);
      const oldest = recent[0];
      if (recent.length >= perMinute && oldest !== undefined) {
        seen.set(key, recent);
        return Math.max(1, Math.ceil((oldest + 60_000 - now) / 1000));
      }
      seen.set(key, [...recent, now]);
      return undefined;
    },
  };
}
