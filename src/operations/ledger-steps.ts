import { z } from 'zod';
import type { Store } from '../store/store.ts';
import { changeOwned, fence } from './fence.ts';
import type { Ledger, Now } from './ledger.ts';
import { fromJson } from './operation-row.ts';

/**
 * What is known of a step.
 * new     nothing was known; now it is written down that it begins
 * begun   an earlier attempt began it, its end is unknown
 * ended   it was done; `result` is what it gave, as JSON
 */
export type StepState =
  | { readonly kind: 'new' }
  /** Its end is unknown; nothing of it can come to pass after `settlesAt` (Unix ms), if that is known. */
  | { readonly kind: 'begun'; readonly settlesAt?: number }
  | { readonly kind: 'ended'; readonly result: unknown };

type StepRecords = Pick<
  Ledger,
  'beginStep' | 'repeatStep' | 'settleStep' | 'endStep' | 'undoBegin' | 'hasUnclearStep' | 'toldResult'
>;

// In an object, so that a step without a result (`undefined`) is told from one with `null`.
const resultSchema = z.object({ value: z.unknown().optional() }).catch({});

const settlesSchema = z
  .object({ settles_at: z.coerce.number().nullable() })
  .transform(({ settles_at: at }) => (at === null ? {} : { settlesAt: at }));

/** Steps that only read: what became of them matters to nobody. */
const readingSteps = ['run:check', 'run:plan'];

/** The part of the ledger about the steps of operations. */
export function createStepRecords({ db, transaction }: Store, now: Now): StepRecords {
  return {
    beginStep: (id, name, owner) =>
      transaction(async (trx): Promise<StepState> => {
        await fence(trx, id, owner);
        const inserted = await trx
          .insertInto('operation_step')
          .values({ operation_id: id, name, begun_at: await now(trx) })
          .onConflict((conflict) => conflict.columns(['operation_id', 'name']).doNothing())
          .returning('name')
          .executeTakeFirst();
        if (inserted !== undefined) return { kind: 'new' };
        const known = await trx
          .selectFrom('operation_step')
          .select(['result', 'settles_at'])
          .where('operation_id', '=', id)
          .where('name', '=', name)
          .executeTakeFirstOrThrow();
        if (known.result === null) return { kind: 'begun', ...settlesSchema.parse(known) };
        return { kind: 'ended', result: resultSchema.parse(fromJson(known.result)).value };
      }),

    repeatStep: async (id, name, owner) => {
      await transaction(async (trx) => {
        await fence(trx, id, owner);
        await trx
          .updateTable('operation_step')
          .set({ begun_at: await now(trx), settles_at: null })
          .where('operation_id', '=', id)
          .where('name', '=', name)
          .execute();
      });
    },

    settleStep: async (id, name, owner, settlesAt) => {
      await transaction(async (trx) => {
        await fence(trx, id, owner);
        await trx
          .updateTable('operation_step')
          .set({ settles_at: settlesAt })
          .where('operation_id', '=', id)
          .where('name', '=', name)
          .execute();
      });
    },

    endStep: async (id, name, owner, result) => {
      await transaction(async (trx) => {
        // Who gets on is in no crash loop.
        await changeOwned(trx, id, owner, { unfinished_attempts: 0 });
        await trx
          .updateTable('operation_step')
          .set({ ended_at: await now(trx), result: JSON.stringify({ value: result }) })
          .where('operation_id', '=', id)
          .where('name', '=', name)
          .execute();
      });
    },

    undoBegin: async (id, name, owner) => {
      await transaction(async (trx) => {
        await fence(trx, id, owner);
        await trx
          .deleteFrom('operation_step')
          .where('operation_id', '=', id)
          .where('name', '=', name)
          .where('ended_at', 'is', null)
          .execute();
      });
    },

    hasUnclearStep: (id) => hasUnclearStep(db, id),

    toldResult: async (id, name) => {
      const row = await db
        .selectFrom('operation_step')
        .select('result')
        .where('operation_id', '=', id)
        .where('name', '=', `tell:${name}`)
        .executeTakeFirst();
      return row?.result == null ? undefined : resultSchema.parse(fromJson(row.result)).value;
    },
  };
}

/** Whether a step of the operation was begun whose end is unknown. */
export async function hasUnclearStep(db: Store['db'], id: string): Promise<boolean> {
  const unclear = await db
    .selectFrom('operation_step')
    .select('name')
    .where('operation_id', '=', id)
    .where('ended_at', 'is', null)
    .where('name', 'not in', readingSteps)
    .limit(1)
    .executeTakeFirst();
  return unclear !== undefined;
}

/** Whether a step of the run came to its end that wrote something: all do but `check` and `plan`. */
export async function hasWritten(db: Store['db'], id: string): Promise<boolean> {
  const written = await db
    .selectFrom('operation_step')
    .select('name')
    .where('operation_id', '=', id)
    .where('name', 'like', 'run:%')
    .where('name', 'not in', readingSteps)
    .where('ended_at', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return written !== undefined;
}
