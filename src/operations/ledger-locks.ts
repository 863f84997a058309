import { z } from 'zod';
import type { Store } from '../store/store.ts';

/** What is known of operations that share a lock. */
export interface LockRecords {
  /** Whether another operation than the one of this dedupe key waits or runs under this lock. */
  isBusy(lock: string, dedupeKey: string): Promise<boolean>;
  /** When the last operation under this lock settled (Unix ms); undefined = none did. */
  lockSettledAt(lock: string): Promise<number | undefined>;
  /** When the last operation under this lock ended unclear (Unix ms); undefined = none did. */
  lockUnclearAt(lock: string): Promise<number | undefined>;
}

const settledSchema = z.object({ settled_at: z.coerce.number().int() });

/** The part of the ledger about locks. */
export function createLockRecords(store: Store): LockRecords {
  async function lastSettledAt(lock: string, unclear: boolean): Promise<number | undefined> {
    const settled = store.db
      .selectFrom('operation')
      .select('settled_at')
      .where('lock', '=', lock)
      .where('settled_at', 'is not', null);
    const last = await (unclear ? settled.where('needs_attention', '=', 1) : settled)
      .orderBy('settled_at', 'desc')
      .limit(1)
      .executeTakeFirst();
    return last && settledSchema.parse(last).settled_at;
  }

  return {
    isBusy: async (lock, dedupeKey) => {
      const other = await store.db
        .selectFrom('operation')
        .select('id')
        .where('lock', '=', lock)
        .where('state', 'in', ['accepted', 'running'])
        .where('dedupe_key', '!=', dedupeKey)
        .limit(1)
        .executeTakeFirst();
      return other !== undefined;
    },
    lockSettledAt: (lock) => lastSettledAt(lock, false),
    lockUnclearAt: (lock) => lastSettledAt(lock, true),
  };
}
