import { LeaseLost } from './lease-lost.ts';

/** A lease that is kept alive. `end` stops that; the operation itself is given back elsewhere. */
export interface Lease {
  end(): void;
}

/**
 * Renews a lease at a third of its time. Calls `onLost` once when somebody else has taken it, or when it could
 * not be renewed for its whole time, so that somebody else may have.
 */
export function keepLease(options: {
  readonly leaseMs: number;
  readonly now: () => number;
  readonly renew: () => Promise<void>;
  readonly onLost: (reason: unknown) => void;
}): Lease {
  const { leaseMs, now } = options;
  let renewedAt = now();
  let timer = setTimeout(renew, leaseMs / 3);
  let ended = false;

  function renew(): void {
    const begunAt = now();
    options.renew().then(
      () => {
        renewedAt = begunAt;
        again();
      },
      (error: unknown) => {
        if (ended) return;
        if (error instanceof LeaseLost || now() - renewedAt >= leaseMs) options.onLost(error);
        else again();
      },
    );
  }

  function again(): void {
    if (!ended) timer = setTimeout(renew, leaseMs / 3);
  }

  return {
    end: () => {
      ended = true;
      clearTimeout(timer);
    },
  };
}
