/** Time as the stand-in sees it, in milliseconds since the epoch (fractions allowed). */
export interface Clock {
  now(): number;
  /** Runs `task` once after `ms` milliseconds of this clock; the answer cancels it. */
  after(ms: number, task: () => void): () => void;
}

/** The machine's clock, fine enough to time an acknowledgement. */
export const realClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  after: (ms, task) => {
    const timer = setTimeout(task, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** A clock that stands still until told to move, for tests of expiry. */
export interface ManualClock extends Clock {
  /** Moves on and runs everything that falls due, in order. */
  advance(ms: number): void;
}

/** A clock that starts at the present moment and moves only through `advance`. */
export function manualClock(start: number = Date.now()): ManualClock {
  let now = start;
  let due: { readonly at: number; readonly task: () => void }[] = [];
  const nextUntil = (end: number) =>
    due.filter((one) => one.at <= end).toSorted((left, right) => left.at - right.at)[0];
  return {
    now: () => now,
    after: (ms, task) => {
      const entry = { at: now + ms, task };
      due.push(entry);
      return () => {
        due = due.filter((one) => one !== entry);
      };
    },
    advance: (ms) => {
      const end = now + ms;
      for (let next = nextUntil(end); next !== undefined; next = nextUntil(end)) {
        const ran = next;
        due = due.filter((one) => one !== ran);
        now = Math.max(now, ran.at);
        ran.task();
      }
      now = end;
    },
  };
}
