import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { appendAudit } from './audit.ts';
import { changeOwned, noLease } from './fence.ts';
import type { Operation } from './kind.ts';
import type { Ledger, Now } from './ledger.ts';
import { hasUnclearStep, hasWritten } from './ledger-steps.ts';
import { readOperation, toJson } from './operation-row.ts';

/** How a run ended; `groupId` and `groupName` are written down for the history if the run has just learned them. */
export type Ending =
  | { readonly outcome: unknown; readonly groupId?: string; readonly groupName?: string }
  | { readonly fault: unknown };

type Endings = Pick<Ledger, 'settle' | 'needsAttention' | 'cancel' | 'markWaitTold' | 'markTold'>;

/** The part of the ledger about how operations end and are told. */
export function createEndings({ transaction }: Store, now: Now): Endings {
  return {
    settle: (id, owner, ending) =>
      transaction(async (db) => settle(db, { id, owner, at: await now(db) }, ending)),

    needsAttention: (id, owner, fault) =>
      transaction(async (db) => settle(db, { id, owner, at: await now(db) }, { fault }, 'attention')),

    cancel: (id, actor) =>
      transaction(async (db) => {
        const at = await now(db);
        if (!(await isWaiting(db, id))) return undefined;
        // "Cancelled" means that nothing was done: what is half done is carried through.
        if (await hasWritten(db, id)) return undefined;
        const unclear = await hasUnclearStep(db, id);
        const fault = { reason: 'cancelled' };
        const row = await db
          .updateTable('operation')
          .set({
            state: 'settled',
            fault: toJson(fault),
            needs_attention: unclear ? 1 : 0,
            settled_at: at,
            run_at: at,
            unfinished_attempts: 0,
          })
          .where('id', '=', id)
          .where('state', '=', 'accepted')
          .returningAll()
          .executeTakeFirst();
        if (row === undefined) return undefined;
        const data = { fault, unclear };
        await appendAudit(db, { at, operationId: id, event: 'cancelled', actor, data });
        return readOperation(row).operation;
      }),

    markWaitTold: async (id) => {
      await transaction(async (db) => {
        const at = await now(db);
        await db.updateTable('operation').set({ wait_told_at: at }).where('id', '=', id).execute();
      });
    },

    markTold: (id, owner, how = 'told') =>
      transaction(async (db) => {
        const at = await now(db);
        const { operation } = readOperation(await changeOwned(db, id, owner, { ...noLease, told_at: at }));
        const { answer: _, ...destination } = operation.destination;
        await db
          .updateTable('operation')
          .set({
            state: operation.needsAttention ? 'attention' : 'told',
            destination: toJson(destination),
          })
          .where('id', '=', id)
          .execute();
        const event = how === 'told' ? 'told' : 'untold';
        await appendAudit(db, { at, operationId: id, event, actor: operation.actor, data: null });
      }),
  };
}

/** Whether nobody runs it, for the rest of the transaction: it writes, so that PostgreSQL locks the row. */
async function isWaiting(db: Kysely<Schema>, id: string): Promise<boolean> {
  const row = await db
    .updateTable('operation')
    .set({ state: 'accepted' })
    .where('id', '=', id)
    .where('state', '=', 'accepted')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

async function settle(
  db: Kysely<Schema>,
  by: { readonly id: string; readonly owner: string; readonly at: number },
  ending: Ending,
  event: 'settled' | 'attention' = 'settled',
): Promise<Operation> {
  const end =
    'outcome' in ending
      ? {
          outcome: toJson(ending.outcome),
          // The fault of an earlier attempt is history now.
          fault: null,
          ...(ending.groupId !== undefined && { group_id: ending.groupId }),
          ...(ending.groupName !== undefined && { group_name: ending.groupName }),
        }
      : { fault: toJson(ending.fault) };
  const row = await changeOwned(db, by.id, by.owner, {
    ...end,
    state: 'settled',
    needs_attention: event === 'attention' ? 1 : 0,
    settled_at: by.at,
    run_at: by.at,
    unfinished_attempts: 0,
  });
  const { operation } = readOperation(row);
  await appendAudit(db, {
    at: by.at,
    operationId: by.id,
    event,
    actor: operation.actor,
    data: ending,
  });
  return operation;
}
