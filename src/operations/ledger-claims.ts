import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { changeOwned, noLease } from './fence.ts';
import type { Operation } from './kind.ts';
import type { Ledger, Now } from './ledger.ts';
import { holding, locksOf, takeTurns } from './locks.ts';
import { readOperation, type StoredOperation, toJson } from './operation-row.ts';

/** What came of a claim. `attempt` counts the attempts to run it, or, once it is settled, to tell it. */
export type Claim =
  | {
      readonly kind: 'taken';
      readonly operation: Operation;
      readonly attempt: number;
      /** Attempts in a row, this one included, that came to nothing: their process may have died each time. */
      readonly unfinished: number;
      /** Until when (Unix ms, at the latest) an attempt before this one can have sent anything. */
      readonly quietSince: number;
    }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'over' }
  /** Somebody else has it until then (Unix ms), unless he renews. */
  | { readonly kind: 'held'; readonly until: number }
  | { readonly kind: 'not due'; readonly runAt: number }
  /** `first` is the first open operation with the same lock. */
  | { readonly kind: 'behind'; readonly operation: Operation; readonly first: Operation };

type Claims = Pick<Ledger, 'claim' | 'renew' | 'release' | 'postpone' | 'postponeTelling'>;

/** The part of the ledger about who works on an operation, and when. */
export function createClaims(store: Store, now: Now): Claims {
  return {
    claim: (id, owner, leaseMs) =>
      store.transaction(async (db) => claim(db, store, { id, owner, at: await now(db), leaseMs })),

    renew: async (id, owner, leaseMs) => {
      await store.transaction(async (db) =>
        changeOwned(db, id, owner, { lease_until: (await now(db)) + leaseMs }),
      );
    },

    release: async (id, owner) => {
      await store.transaction(async (db) => {
        const row = await changeOwned(db, id, owner, noLease);
        if (row.state === 'running') await backToAccepted(db, id);
      });
    },

    postpone: async (id, owner, runAt, fault) => {
      await store.transaction(async (db) => {
        const row = await changeOwned(db, id, owner, {
          ...noLease,
          run_at: runAt,
          fault: toJson(fault),
          unfinished_attempts: 0,
        });
        if (row.state !== 'running')
          throw new Error(`Operation ${id} is ${row.state}: only a run is postponed.`);
        await backToAccepted(db, id, row.waiting_since ?? (await now(db)));
      });
    },

    postponeTelling: async (id, owner, runAt) => {
      await store.transaction((db) =>
        changeOwned(db, id, owner, { ...noLease, run_at: runAt, unfinished_attempts: 0 }),
      );
    },
  };
}

async function claim(
  db: Kysely<Schema>,
  store: Store,
  by: { readonly id: string; readonly owner: string; readonly at: number; readonly leaseMs: number },
): Promise<Claim> {
  const row = await db.selectFrom('operation').selectAll().where('id', '=', by.id).executeTakeFirst();
  if (row === undefined) return { kind: 'unknown' };
  const stored = readOperation(row);
  const { operation } = stored;
  if (operation.state === 'told' || operation.state === 'attention') return { kind: 'over' };
  if (isHeld(stored, store, by.at)) return { kind: 'held', until: stored.leaseUntil };
  if (operation.runAt > by.at) return { kind: 'not due', runAt: operation.runAt };
  if (operation.state !== 'settled') {
    // Of two that are claimed at once, one sees that the other runs.
    await takeTurns(store, db, locksOf(operation));
    const first = await firstWithLock(db, stored);
    if (first !== undefined) return { kind: 'behind', operation, first };
  }
  const telling = operation.state === 'settled';
  const taken = await db
    .updateTable('operation')
    .set({
      state: telling ? 'settled' : 'running',
      attempts: operation.attempts + (telling ? 0 : 1),
      telling_attempts: stored.tellingAttempts + (telling ? 1 : 0),
      unfinished_attempts: stored.unfinishedAttempts + 1,
      lease_owner: by.owner,
      lease_instance: store.instance,
      lease_until: by.at + by.leaseMs,
    })
    .where('id', '=', by.id)
    // What was read must still be so: with replicas, another one may have been quicker.
    .where('state', '=', operation.state)
    .where(
      'lease_until',
      stored.leaseUntil === 0 ? 'is' : '=',
      stored.leaseUntil === 0 ? null : stored.leaseUntil,
    )
    .where('attempts', '=', operation.attempts)
    .where('telling_attempts', '=', stored.tellingAttempts)
    .returningAll()
    .executeTakeFirst();
  if (taken === undefined) return { kind: 'held', until: by.at + by.leaseMs };
  const mine = readOperation(taken);
  const attempt = telling ? mine.tellingAttempts : mine.operation.attempts;
  return {
    kind: 'taken',
    operation: mine.operation,
    attempt,
    unfinished: mine.unfinishedAttempts,
    quietSince: quietSince(stored, by),
  };
}

/** A lease that is alive is renewed at a third of its time: whoever was to do so at its half did not live to. */
function quietSince(
  { operation, leaseUntil }: StoredOperation,
  { at, leaseMs }: { readonly at: number; readonly leaseMs: number },
): number {
  return operation.state === 'running' ? Math.min(at, leaseUntil - leaseMs / 2) : at;
}

function isHeld(stored: StoredOperation, store: Store, at: number): boolean {
  if (stored.leaseOwner === null || stored.leaseUntil <= at) return false;
  return !(store.exclusive && stored.leaseInstance !== store.instance);
}

/** The first that is before it or, though it came later, runs: what an operator has opened again is first in number. */
async function firstWithLock(db: Kysely<Schema>, stored: StoredOperation): Promise<Operation | undefined> {
  const row = await db
    .selectFrom('operation')
    .selectAll()
    .where(holding(locksOf(stored.operation)))
    .where('state', 'in', ['accepted', 'running'])
    .where('id', '!=', stored.operation.id)
    .where(({ eb, or }) => or([eb('sequence', '<', stored.sequence), eb('state', '=', 'running')]))
    .orderBy('sequence')
    .limit(1)
    .executeTakeFirst();
  return row && readOperation(row).operation;
}

async function backToAccepted(db: Kysely<Schema>, id: string, waitingSince?: number): Promise<void> {
  await db
    .updateTable('operation')
    .set({ state: 'accepted', ...(waitingSince !== undefined && { waiting_since: waitingSince }) })
    .where('id', '=', id)
    .execute();
}
