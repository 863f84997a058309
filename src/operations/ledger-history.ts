import { z } from 'zod';
import type { Store } from '../store/store.ts';
import type { Operation } from './kind.ts';
import type { Ledger } from './ledger.ts';
import { readOperation } from './operation-row.ts';

/** Which part of a list is wanted; `offset` 0 = from the newest. */
export interface PageRequest {
  readonly offset: number;
  readonly limit: number;
}

/** A page of operations, newest first; `total` counts all. */
export interface OperationPage {
  readonly items: readonly Operation[];
  readonly total: number;
}

type History = Pick<
  Ledger,
  'get' | 'open' | 'countByState' | 'nextBehind' | 'byGroup' | 'byActor' | 'recent'
>;

const openSchema = z.object({ id: z.string(), run_at: z.coerce.number().int() });
const countSchema = z.object({ total: z.coerce.number().int() });

/** The part of the ledger that only reads. */
export function createHistory({ db }: Store): History {
  return {
    get: async (id) => {
      const row = await db.selectFrom('operation').selectAll().where('id', '=', id).executeTakeFirst();
      return row && readOperation(row).operation;
    },

    open: async () => {
      const rows = await db
        .selectFrom('operation')
        .select(['id', 'run_at'])
        .where('state', 'in', ['accepted', 'running', 'settled'])
        .orderBy('sequence')
        .execute();
      return rows.map((row) => openSchema.parse(row)).map(({ id, run_at }) => ({ id, runAt: run_at }));
    },

    countByState: async () => {
      const rows = await db
        .selectFrom('operation')
        .select(['state', ({ fn }) => fn.countAll().as('total')])
        .groupBy('state')
        .execute();
      return Object.fromEntries(rows.map((row) => [row.state, countSchema.parse(row).total]));
    },

    nextBehind: async (id) => {
      const behind = await db
        .selectFrom('operation as done')
        .innerJoin('operation as next', 'next.lock', 'done.lock')
        .select('next.id')
        .where('done.id', '=', id)
        .where('next.state', 'in', ['accepted', 'running'])
        .whereRef('next.sequence', '>', 'done.sequence')
        .orderBy('next.sequence')
        .limit(1)
        .executeTakeFirst();
      return behind?.id;
    },

    byGroup: (groupId, page) => read(page, (query) => query.where('group_id', '=', groupId)),
    byActor: (slackUserId, page) =>
      read(page, (query) => query.where('actor_slack_user_id', '=', slackUserId)),
    recent: (page) => read(page, (query) => query),
  };

  type All = ReturnType<typeof all>;

  function all() {
    return db.selectFrom('operation');
  }

  async function read(page: PageRequest, filter: (query: All) => All): Promise<OperationPage> {
    const count = await filter(all())
      .select(({ fn }) => fn.countAll().as('total'))
      .executeTakeFirstOrThrow();
    const rows = await filter(all())
      .selectAll()
      .orderBy('sequence', 'desc')
      .limit(page.limit)
      .offset(page.offset)
      .execute();
    return { items: rows.map((row) => readOperation(row).operation), total: countSchema.parse(count).total };
  }
}
