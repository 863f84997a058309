import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { LeaseLost } from './lease-lost.ts';

/**
 * Makes sure, for the rest of the transaction, that the owner still has the operation; throws `LeaseLost`.
 * It writes, and does not only read, so that PostgreSQL locks the row against a claim, too.
 */
export async function fence(db: Kysely<Schema>, id: string, owner: string): Promise<void> {
  await changeOwned(db, id, owner, { lease_owner: owner });
}

/** Changes columns of an operation that the owner still has; else throws `LeaseLost`. Returns the row. */
export async function changeOwned(db: Kysely<Schema>, id: string, owner: string, change: OwnedChange) {
  const row = await db
    .updateTable('operation')
    .set(change)
    .where('id', '=', id)
    .where('lease_owner', '=', owner)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) throw new LeaseLost(id);
  return row;
}

/** The columns of a lease that is given back. */
export const noLease = { lease_owner: null, lease_instance: null, lease_until: null } as const;

type OwnedChange = Partial<{
  readonly state: string;
  readonly run_at: number;
  readonly fault: string | null;
  readonly waiting_since: number;
  readonly unfinished_attempts: number;
  readonly told_at: number;
  readonly destination: string;
  readonly outcome: string;
  readonly needs_attention: number;
  readonly settled_at: number;
  readonly group_id: string;
  readonly group_name: string;
  readonly lease_owner: string | null;
  readonly lease_instance: null;
  readonly lease_until: number | null;
}>;
