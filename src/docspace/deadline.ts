/** The time limit of one call, together with the caller's signal. */
export interface Deadline {
  /** Aborted when the time is over or the caller gave up. */
  readonly signal: AbortSignal;
  /** What is left, in ms; never below 0. */
  leftMs(): number;
  /** Stops the timer and lets go of the caller's signal. */
  end(): void;
}

/** Starts a time limit of `budgetMs`. */
export function startDeadline(budgetMs: number, signal?: AbortSignal): Deadline {
  const until = performance.now() + budgetMs;
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, budgetMs);
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort, { once: true });
  return {
    signal: controller.signal,
    leftMs: () => Math.max(0, until - performance.now()),
    end() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    },
  };
}
