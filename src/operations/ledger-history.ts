import { z } from 'zod';
import type { Store } from '../store/store.ts';
import type { Operation } from './kind.ts';
import type { Ledger, Now } from './ledger.ts';
import { holding, locksOf } from './locks.ts';
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

/** A name under which a group stands in the ledger; a group that was renamed has several. */
export interface LedgerGroup {
  readonly groupId: string;
  readonly name: string;
  /** When the last operation under this name was accepted (Unix ms). */
  readonly lastAt: number;
}

type History = Pick<
  Ledger,
  | 'get'
  | 'open'
  | 'due'
  | 'countByState'
  | 'nextBehind'
  | 'byGroup'
  | 'byActor'
  | 'recent'
  | 'groupsCalled'
  | 'byDedupeKeys'
>;

/** What has just become due is in somebody's hands already. */
const duePatienceMs = 5_000;

const openSchema = z.object({ id: z.string(), run_at: z.coerce.number().int() });
const groupSchema = z.object({
  group_id: z.string(),
  group_name: z
    .string()
    .nullable()
    .transform((name) => name ?? ''),
  last_at: z.coerce.number().int(),
});
const countSchema = z.object({ total: z.coerce.number().int() });

/** The part of the ledger that only reads. */
export function createHistory({ db }: Store, now: Now): History {
  return {
    get: async (id) => {
      const row = await db.selectFrom('operation').selectAll().where('id', '=', id).executeTakeFirst();
      return row && readOperation(row).operation;
    },

    byDedupeKeys: async (keys) => {
      if (keys.length === 0) return [];
      const rows = await db.selectFrom('operation').selectAll().where('dedupe_key', 'in', keys).execute();
      return rows.map((row) => readOperation(row).operation);
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

    due: async (most) => {
      const at = await now(db);
      const rows = await db
        .selectFrom('operation as due')
        .select('due.id')
        .where('due.state', 'in', ['accepted', 'running', 'settled'])
        .where('due.run_at', '<=', at - duePatienceMs)
        .where(({ eb, or }) => or([eb('due.lease_until', 'is', null), eb('due.lease_until', '<=', at)]))
        .where(({ eb, or, not, exists, selectFrom }) =>
          or([
            eb('due.state', '=', 'settled'),
            not(
              exists(
                selectFrom('operation as first')
                  .select('first.id')
                  .where((of) =>
                    of.or([
                      of('first.lock', 'in', [of.ref('due.lock'), of.ref('due.also_lock')]),
                      of('first.also_lock', 'in', [of.ref('due.lock'), of.ref('due.also_lock')]),
                    ]),
                  )
                  .where('first.state', 'in', ['accepted', 'running'])
                  .whereRef('first.sequence', '<', 'due.sequence'),
              ),
            ),
          ]),
        )
        .orderBy('due.sequence')
        .limit(most)
        .execute();
      return rows.map(({ id }) => id);
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
      const done = await db.selectFrom('operation').selectAll().where('id', '=', id).executeTakeFirst();
      if (done === undefined) return [];
      const { operation, sequence } = readOperation(done);
      const behind = await Promise.all(
        locksOf(operation).map((lock) =>
          db
            .selectFrom('operation')
            .select('id')
            .where(holding([lock]))
            .where('state', 'in', ['accepted', 'running'])
            .where('sequence', '>', sequence)
            .orderBy('sequence')
            .limit(1)
            .executeTakeFirst(),
        ),
      );
      return [...new Set(behind.flatMap((next) => (next === undefined ? [] : [next.id])))];
    },

    byGroup: (groupId, page) => read(page, (query) => query.where('group_id', '=', groupId)),
    byActor: (slackUserId, page) =>
      read(page, (query) => query.where('actor_slack_user_id', '=', slackUserId)),
    recent: (page) => read(page, (query) => query),

    groupsCalled: async (matches) => {
      // Databases differ in what they take for the same letter in another case: the caller compares.
      const rows = await db
        .selectFrom('operation')
        .select(['group_id', 'group_name', ({ fn }) => fn.max('accepted_at').as('last_at')])
        .where('group_id', 'is not', null)
        .groupBy(['group_name', 'group_id'])
        .execute();
      return rows
        .map((row) => groupSchema.parse(row))
        .filter((row) => matches(row.group_name))
        .map((row) => ({ groupId: row.group_id, name: row.group_name, lastAt: row.last_at }))
        .sort((one, other) => other.lastAt - one.lastAt);
    },
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
