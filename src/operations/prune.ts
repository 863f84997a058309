import { setTimeout as delay } from 'node:timers/promises';
import type { Store } from '../store/store.ts';
import { pruneAudit } from './audit.ts';
import type { Daily } from './daily.ts';
import type { OperationLog } from './log.ts';

/** How many were deleted. */
export interface Pruned {
  readonly operations: number;
  readonly auditRows: number;
}

export interface PruneOptions {
  readonly store: Pick<Store, 'transaction'>;
  /** Unix ms. */
  readonly now: () => number;
  /** Of operations from when they were told, of audit rows from when they were written. */
  readonly keepMs: number;
  readonly signal?: AbortSignal;
  /** How many rows go in one transaction; nothing else is written to the file meanwhile. */
  readonly batch?: number;
  /** What others get between two batches. */
  readonly pauseMs?: number;
}

/**
 * Deletes operations that are over, with their steps, and audit rows, once they are old; what is open or needs
 * attention stays, however old. In small transactions, so that others hardly wait. Safe with several at once.
 */
export async function prune(options: PruneOptions): Promise<Pruned> {
  const { store, now, batch = 200 } = options;
  const before = now() - options.keepMs;
  const operations = await inBatches(options, () =>
    store.transaction(async (db) => {
      const old = await db
        .selectFrom('operation')
        .select('id')
        .where('told_at', '<', before)
        .where('state', '=', 'told')
        .orderBy('told_at')
        .limit(batch)
        .execute();
      const ids = old.map(({ id }) => id);
      if (ids.length === 0) return 0;
      await db.deleteFrom('operation_step').where('operation_id', 'in', ids).execute();
      await db.deleteFrom('operation').where('id', 'in', ids).execute();
      return ids.length;
    }),
  );
  const auditRows = await inBatches(options, () =>
    store.transaction((db) => pruneAudit(db, { at: now(), before, most: batch })),
  );
  return { operations, auditRows };
}

async function inBatches(
  { batch = 200, pauseMs = 20, signal }: PruneOptions,
  one: () => Promise<number>,
): Promise<number> {
  let all = 0;
  while (signal?.aborted !== true) {
    const count = await one();
    all += count;
    if (count < batch) break;
    await delay(pauseMs);
  }
  return all;
}

/** Prunes now and then daily, in the background; a fault is logged, and it is tried again. */
export function keepPruned(
  options: Pick<PruneOptions, 'store' | 'now' | 'keepMs'> & {
    readonly daily: Daily;
    readonly log: OperationLog;
  },
): { stop(): Promise<void> } {
  const { log, daily } = options;
  const stopping = new AbortController();

  async function once(): Promise<void> {
    try {
      const pruned = await prune({ ...options, signal: stopping.signal });
      if (pruned.operations + pruned.auditRows > 0) log.info(pruned, 'old history was pruned');
    } catch (error) {
      log.warn({ err: error }, 'old history could not be pruned; it is tried again');
      throw error;
    }
  }

  const ignore = () => undefined;
  let last: Promise<unknown> = once().catch(ignore);
  const next = () => {
    const work = last.then(once);
    last = work.catch(ignore);
    return work;
  };
  const days = daily('prune', next).catch((error: unknown) => {
    log.warn({ err: error }, 'old history is pruned at the next start only');
    return undefined;
  });
  return {
    async stop() {
      stopping.abort();
      (await days)?.stop();
      await last;
    },
  };
}
