import PQueue from 'p-queue';
import type { Dispatcher } from './kind.ts';
import type { Ledger } from './ledger.ts';

/** `parallel` = how many operations are at work at once (those that only wait take no place). */
export interface InProcessDispatchOptions {
  readonly ledger: Pick<Ledger, 'open' | 'due'>;
  /** Unix ms. */
  readonly now: () => number;
  readonly parallel?: number;
  /** How often the ledger is looked through for what an operator has opened again from another process. */
  readonly sweepEveryMs?: number;
}

// Long timers are cut in pieces: Node's end at 24 days, and a clock that was set must not be slept through.
const longestTimerMs = 60_000;
const sweptAtOnce = 200;
// How long a run that was told to leave may take for that.
const leaveMs = 1_000;

/** Hands operations to the runner within this process; for a store that no other process has open. */
export function createInProcessDispatcher(options: InProcessDispatchOptions): Dispatcher {
  const { ledger, now, parallel = 50, sweepEveryMs = 3_000 } = options;
  const queue = new PQueue({ concurrency: parallel });
  const timers = new Map<string, { readonly runAt: number; readonly timer: NodeJS.Timeout }>();
  const queued = new Set<string>();
  const running = new Map<string, AbortController>();
  const again = new Set<string>();
  let run: ((operationId: string, signal: AbortSignal) => Promise<void>) | undefined;
  let sweeper: NodeJS.Timeout | undefined;

  function wake(operationId: string, runAt = 0): void {
    if (run === undefined) return;
    const known = timers.get(operationId);
    if (known !== undefined && known.runAt <= runAt) return;
    clearTimeout(known?.timer);
    timers.delete(operationId);
    const wait = runAt - now();
    if (wait <= 0) {
      enqueue(operationId);
      return;
    }
    const timer = setTimeout(
      () => {
        timers.delete(operationId);
        wake(operationId, runAt);
      },
      Math.min(wait, longestTimerMs),
    );
    timers.set(operationId, { runAt, timer });
  }

  function enqueue(operationId: string): void {
    if (queued.has(operationId)) return;
    if (running.has(operationId)) {
      again.add(operationId);
      return;
    }
    queued.add(operationId);
    void queue.add(() => work(operationId));
  }

  async function work(operationId: string): Promise<void> {
    queued.delete(operationId);
    const stopping = new AbortController();
    running.set(operationId, stopping);
    try {
      await run?.(operationId, stopping.signal);
    } finally {
      running.delete(operationId);
      if (again.delete(operationId)) wake(operationId);
    }
  }

  async function sweep(): Promise<void> {
    // What can't be read now is read the next time.
    for (const id of await ledger.due(sweptAtOnce).catch(() => [])) {
      if (!running.has(id)) wake(id);
    }
    if (run !== undefined) sweeper = setTimeout(sweep, sweepEveryMs);
  }

  return {
    accepted: (operationId) => wake(operationId),
    wake: (operationId, runAt) => wake(operationId, runAt),

    start: async (runner) => {
      run = runner;
      for (const { id, runAt } of await ledger.open()) wake(id, runAt);
      sweeper = setTimeout(sweep, sweepEveryMs);
    },

    stop: async (graceMs) => {
      run = undefined;
      clearTimeout(sweeper);
      for (const { timer } of timers.values()) clearTimeout(timer);
      timers.clear();
      again.clear();
      queue.clear();
      queued.clear();
      if (await within(queue.onIdle(), graceMs)) return;
      for (const stopping of running.values()) stopping.abort(new Error('The program stops.'));
      await within(queue.onIdle(), leaveMs);
    },
  };
}

async function within(work: Promise<void>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  try {
    return await Promise.race([work.then(() => true), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
