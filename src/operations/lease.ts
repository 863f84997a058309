import { LeaseLost } from './lease-lost.ts';

/** A lease that is kept alive. */
export interface Lease {
  /** Stops that; the operation itself is given back elsewhere. */
  end(): void;
  /**
   * To be called before anything is done outside: rejects if somebody else may have the operation by now. Asks the
   * ledger only where the process was frozen for so long, or could not renew, that the lease may be over.
   */
  confirm(): Promise<void>;
}

/**
 * Renews a lease at a third of its time. Calls `onLost` once when somebody else has taken it, or when it could
 * not be renewed for its whole time, so that somebody else may have. A process that was frozen finds that out with the
 * first of its timers, before it sends anything.
 */
export function keepLease(options: {
  readonly leaseMs: number;
  readonly now: () => number;
  readonly renew: () => Promise<void>;
  readonly onLost: (reason: unknown) => void;
}): Lease {
  const { leaseMs, now } = options;
  // By two clocks: one may be set back, the other stands still while the whole machine sleeps.
  const reading = () => ({ wall: now(), steady: performance.now() });
  let renewedAt = reading();
  let timer = setTimeout(renewInTime, leaseMs / 3);
  let overTimer = setTimeout(over, leaseMs);
  let ended = false;

  function isOver(): boolean {
    const { wall, steady } = reading();
    return wall - renewedAt.wall >= leaseMs || steady - renewedAt.steady >= leaseMs;
  }

  async function renew(): Promise<void> {
    const begunAt = reading();
    await options.renew();
    renewedAt = begunAt;
    if (ended) return;
    clearTimeout(overTimer);
    overTimer = setTimeout(over, Math.max(1, leaseMs - (performance.now() - begunAt.steady)));
  }

  function renewInTime(): void {
    renew().then(again, (error: unknown) => {
      if (error instanceof LeaseLost || isOver()) lose(error);
      else again();
    });
  }

  function again(): void {
    if (!ended) timer = setTimeout(renewInTime, leaseMs / 3);
  }

  function over(): void {
    lose(new Error('The lease could not be renewed in time.'));
  }

  function lose(reason: unknown): void {
    if (ended) return;
    end();
    options.onLost(reason);
  }

  function end(): void {
    ended = true;
    clearTimeout(timer);
    clearTimeout(overTimer);
  }

  return {
    end,
    confirm: async () => {
      if (isOver()) await renew();
    },
  };
}
