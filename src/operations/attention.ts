import { type Kysely, PostgresAdapter, sql, type UpdateObject } from 'kysely';
import type { Schema } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { type AuditEvent, appendAudit, type Operator } from './audit.ts';
import type { Operation, OperationState } from './kind.ts';
import { locksOf, takeTurns } from './locks.ts';
import { readOperation, toJson } from './operation-row.ts';

/** What an operator decides about an operation that needs attention. */
export interface Decision {
  readonly by: Operator;
  readonly reason?: string;
}

/** What came of a decision; `attention` is the only state in which there is something to decide. */
export type Decided =
  | { readonly kind: 'done'; readonly operation: Operation }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'several'; readonly ids: readonly string[] }
  | { readonly kind: 'not now'; readonly operation: Operation };

/**
 * How operators settle what the bot could not: used by their commands, in another process than the bot, or while it
 * is stopped. The bot finds what was decided by itself: it looks through its ledger every few seconds.
 */
export interface Desk {
  /** What needs attention, with all that is not over if `all`; oldest first. */
  list(all: boolean): Promise<readonly Operation[]>;
  /**
   * Has it tried again, as long as a new one and behind those that wait for the same lock. What was begun stays
   * noted, so that the run looks first what DocSpace has. `id` may be cut off in front, to six characters or more.
   */
  retry(id: string, decision: Decision): Promise<Decided>;
  /** Closes it with the fault `{ reason: 'discarded' }`, which is told to the person who asked for it. */
  discard(id: string, decision: Decision): Promise<Decided>;
}

const open: readonly OperationState[] = ['accepted', 'running', 'settled'];

/** `now` gives Unix ms, by the clock of all who have the store open. */
export function createDesk(store: Store, now: Store['time'] = store.time): Desk {
  async function list(all: boolean): Promise<readonly Operation[]> {
    const rows = await store.db
      .selectFrom('operation')
      .selectAll()
      .where('state', 'in', ['attention', ...open])
      .where('needs_attention', '>=', all ? 0 : 1)
      .orderBy('sequence')
      .execute();
    return rows.map((row) => readOperation(row).operation);
  }

  function decide(idOrEnd: string, { by, reason }: Decision, how: Change): Promise<Decided> {
    return store.transaction(async (db) => {
      const [found, ...others] = await withIdOrEnd(db, idOrEnd);
      if (found === undefined) return { kind: 'unknown' };
      if (others.length > 0) return { kind: 'several', ids: [found, ...others].map(({ id }) => id) };
      await takeTurns(store, db, locksOf(found));
      const at = await now(db);
      const row = await db
        .updateTable('operation')
        .set({
          ...how.columns(db, at),
          needs_attention: 0,
          unfinished_attempts: 0,
          run_at: at,
          told_at: null,
        })
        .where('id', '=', found.id)
        .where('state', '=', 'attention')
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) return { kind: 'not now', operation: found };
      // The end that was told is not the end: what comes is told anew.
      await db
        .deleteFrom('operation_step')
        .where('operation_id', '=', found.id)
        .where('name', 'like', 'tell:%')
        .execute();
      const data = { fault: found.fault, ...(reason !== undefined && { reason }) };
      await appendAudit(db, { at, operationId: found.id, event: how.event, actor: by, data });
      return { kind: 'done', operation: readOperation(row).operation };
    });
  }

  return {
    list,
    retry: (id, decision) =>
      decide(id, decision, {
        event: 'retried',
        columns: (db, at) => ({
          // One that was accepted later may be at work on the same group right now.
          sequence: behindAll(db),
          state: 'accepted',
          fault: null,
          retried_at: at,
          settled_at: null,
          waiting_since: null,
          wait_told_at: null,
        }),
      }),
    discard: (id, decision) =>
      decide(id, decision, {
        event: 'discarded',
        columns: (_, at) => ({
          state: 'settled',
          fault: toJson({ reason: 'discarded', unclear: true, note: decision.reason }),
          settled_at: at,
        }),
      }),
  };
}

/** The number that the next operation would get. */
function behindAll(db: Kysely<Schema>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter;
  return isPostgres ? sql<number>`default` : sql<number>`(select max(sequence) + 1 from operation)`;
}

/** What a decision makes of the operation. */
interface Change {
  readonly event: AuditEvent;
  columns(db: Kysely<Schema>, at: number): UpdateObject<Schema, 'operation'>;
}

/** People are given the end of an id to quote. */
async function withIdOrEnd(db: Kysely<Schema>, idOrEnd: string): Promise<readonly Operation[]> {
  const all = db.selectFrom('operation').selectAll().limit(5);
  const exact = await all.where('id', '=', idOrEnd).execute();
  const isEnd = exact.length === 0 && /^[0-9a-f-]{6,}$/i.test(idOrEnd);
  const rows = isEnd ? await all.where('id', 'like', `%${idOrEnd.toLowerCase()}`).execute() : exact;
  return rows.map((row) => readOperation(row).operation);
}
