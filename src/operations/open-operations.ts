import { randomUUID } from 'node:crypto';
import { placeOf, toPostgresError } from '../store/postgres-faults.ts';
import { openStore, type Store, type StoreOptions } from '../store/store.ts';
import { type Daily, dailyInProcess } from './daily.ts';
import { createInProcessDispatcher } from './dispatch-in-process.ts';
import { createPgBossDispatcher } from './dispatch-pg-boss.ts';
import type { Dispatcher } from './kind.ts';
import { createLedger, type Ledger } from './ledger.ts';
import type { OperationLog } from './log.ts';

/** Where operations are kept, and who sees that they are run. */
export interface OpenOperations {
  readonly store: Store;
  readonly ledger: Ledger;
  readonly dispatcher: Dispatcher;
  readonly daily: Daily;
  /** How long an attempt has an operation without renewing its lease. */
  readonly leaseMs: number;
}

/** Nobody else works on a file: a lease there only says that an attempt is under way. */
const fileLeaseMs = 60_000;
/** A dead replica's work is taken over when its lease is over and the next sweep has seen it: within 30 s. */
const replicaLeaseMs = 15_000;

/** Opens all of it, in PostgreSQL or in a file. Throws `StoreError`; then nothing is left open. */
export async function openOperations(
  options: StoreOptions & { readonly log: OperationLog },
): Promise<OpenOperations> {
  const { databaseUrl, log } = options;
  const store = await openStore(options);
  if (databaseUrl === undefined) {
    const ledger = createLedger(store, { now: store.time, newId: randomUUID });
    return {
      store,
      ledger,
      dispatcher: createInProcessDispatcher({ ledger, now: store.now }),
      daily: dailyInProcess,
      leaseMs: fileLeaseMs,
    };
  }
  try {
    const { openJobQueue } = await import('./job-queue.ts');
    const queue = await openJobQueue({ databaseUrl, store, log });
    const ledger = createLedger(store, { now: store.time, newId: randomUUID, onAccept: queue.add });
    const dispatcher = createPgBossDispatcher({ queue, ledger, now: store.now, log });
    return { store, ledger, dispatcher, daily: queue.daily, leaseMs: replicaLeaseMs };
  } catch (error) {
    await store.close();
    throw toPostgresError(error, placeOf(databaseUrl));
  }
}
