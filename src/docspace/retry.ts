/** A read is sent at most this often. */
export const MAX_TRIES = 4;

const FIRST_WAIT_MS = 200;
/** DocSpace 3.7 counts refused requests, too, in a window of 60 s: come back slower. */
const FIRST_WAIT_WHEN_LIMITED_MS = 1_000;
const LONGEST_WAIT_MS = 4_000;

/** What an answer says about when to come back. */
export interface WaitHeaders {
  /** `Retry-After`: seconds or an HTTP date. */
  readonly retryAfter?: string | undefined;
  /** `X-RateLimit-Reset`: Unix seconds. */
  readonly reset?: string | undefined;
}

const WHOLE_NUMBER = /^\d{1,12}$/;
const HTTP_DATE = /^[A-Z][a-z]{2}, /;

/** How long an answer asks to wait, in ms from `nowMs` (Unix ms); undefined when it does not say. */
export function askedWaitMs({ retryAfter, reset }: WaitHeaders, nowMs: number): number | undefined {
  const after = retryAfter?.trim() ?? '';
  if (WHOLE_NUMBER.test(after)) return Number(after) * 1_000;
  const until = HTTP_DATE.test(after) ? Date.parse(after) : Number.NaN;
  if (!Number.isNaN(until)) return Math.max(0, until - nowMs);
  const resetAt = reset?.trim() ?? '';
  return WHOLE_NUMBER.test(resetAt) ? Math.max(0, Number(resetAt) * 1_000 - nowMs) : undefined;
}

/** What is known when a try has failed. */
export interface FailedTry {
  /** 1 for the first try. */
  readonly tries: number;
  readonly limited: boolean;
  /** What the answer asked for. */
  readonly askedMs?: number | undefined;
  /** What is left of the call's time limit. */
  readonly leftMs: number;
  /** 0 to 1, for the jitter. */
  readonly random: number;
}

/**
 * How long to wait before the next try, in ms; undefined = give up, since the tries or the time are used up.
 * Doubles from try to try, with up to a half taken off at random; never less than what the answer asked for.
 */
export function nextWaitMs({ tries, limited, askedMs = 0, leftMs, random }: FailedTry): number | undefined {
  if (tries >= MAX_TRIES) return undefined;
  const first = limited ? FIRST_WAIT_WHEN_LIMITED_MS : FIRST_WAIT_MS;
  const longest = Math.min(LONGEST_WAIT_MS, first * 2 ** (tries - 1));
  const wait = Math.max(askedMs, longest * (1 - random / 2));
  return wait < leftMs ? wait : undefined;
}
