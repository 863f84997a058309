import type { ExpressionBuilder, Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import type { OperationRequest } from './kind.ts';

/** Whatever one operation holds: one lock or two. */
export function locksOf({ lock, alsoLock }: Pick<OperationRequest, 'lock' | 'alsoLock'>): readonly string[] {
  return alsoLock === undefined || alsoLock === lock ? [lock] : [lock, alsoLock];
}

/** Rows of operations that hold one of these locks, as their first or their second. */
export function holding(locks: readonly string[]) {
  return ({ eb, or }: ExpressionBuilder<Schema, 'operation'>) =>
    or([eb('lock', 'in', [...locks]), eb('also_lock', 'in', [...locks])]);
}

/** Takes the turn of each lock; always in the same order, so that two who want both never wait for each other. */
export async function takeTurns(
  store: Pick<Store, 'takeTurn'>,
  db: Kysely<Schema>,
  locks: readonly string[],
): Promise<void> {
  const inOrder = [...locks].sort((one, other) => (one < other ? -1 : 1));
  for (const lock of inOrder) await store.takeTurn(db, `lock:${lock}`);
}
