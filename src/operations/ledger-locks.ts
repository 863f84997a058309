import type { ExpressionBuilder } from 'kysely';
import { z } from 'zod';
import type { Schema } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { holding } from './locks.ts';

/** What is known of operations that share a lock. */
export interface LockRecords {
  /** Whether another operation than the one of this dedupe key waits or runs under this lock. */
  isBusy(lock: string, dedupeKey: string): Promise<boolean>;
  /** The same, of operations that have it as their first lock and run, or come before that one. */
  isBusyFirst(lock: string, dedupeKey: string): Promise<boolean>;
  /** When the last operation under one of these locks settled (Unix ms); undefined = none did. */
  lockSettledAt(...locks: readonly string[]): Promise<number | undefined>;
  /** When the last operation under one of these locks ended unclear (Unix ms); undefined = none did. */
  lockUnclearAt(...locks: readonly string[]): Promise<number | undefined>;
}

const settledSchema = z.object({ settled_at: z.coerce.number().int() });

function openOf(db: Store['db'], dedupeKey: string) {
  return db
    .selectFrom('operation')
    .select('id')
    .where('state', 'in', ['accepted', 'running'])
    .where('dedupe_key', '!=', dedupeKey)
    .limit(1);
}

/** What comes after an operation waits for it: who waited for that in turn would wait for ever. */
function beforeOrAtWork(dedupeKey: string) {
  return ({ eb, or, selectFrom }: ExpressionBuilder<Schema, 'operation'>) => {
    const own = selectFrom('operation as own').select('own.sequence').where('own.dedupe_key', '=', dedupeKey);
    const isUnknown = eb.not(eb.exists(own));
    return or([eb('state', '=', 'running'), eb('sequence', '<', own), isUnknown]);
  };
}

async function isAnyOpen(query: ReturnType<typeof openOf>): Promise<boolean> {
  return (await query.executeTakeFirst()) !== undefined;
}

/** The part of the ledger about locks. */
export function createLockRecords(store: Store): LockRecords {
  async function lastSettledAt(locks: readonly string[], unclear: boolean): Promise<number | undefined> {
    const settled = store.db
      .selectFrom('operation')
      .select('settled_at')
      .where(holding(locks))
      .where('settled_at', 'is not', null);
    const last = await (unclear ? settled.where('needs_attention', '=', 1) : settled)
      .orderBy('settled_at', 'desc')
      .limit(1)
      .executeTakeFirst();
    return last && settledSchema.parse(last).settled_at;
  }

  return {
    isBusy: (lock, dedupeKey) => isAnyOpen(openOf(store.db, dedupeKey).where(holding([lock]))),
    isBusyFirst: (lock, dedupeKey) =>
      isAnyOpen(openOf(store.db, dedupeKey).where('lock', '=', lock).where(beforeOrAtWork(dedupeKey))),
    lockSettledAt: (...locks) => lastSettledAt(locks, false),
    lockUnclearAt: (...locks) => lastSettledAt(locks, true),
  };
}
