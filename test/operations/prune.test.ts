import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { appendAudit } from '../../src/operations/audit.ts';
import { verifyAudit } from '../../src/operations/audit-verify.ts';
import { createLedger } from '../../src/operations/ledger.ts';
import { prune } from '../../src/operations/prune.ts';
import { pruneContract } from './prune-contract.ts';
import { ann, aRequest, sqliteInTempFolder } from './support.ts';

pruneContract('SQLite', sqliteInTempFolder);

test('while much is pruned, changes go on being accepted between the batches', async () => {
  const many = 20_000;
  const database = sqliteInTempFolder();
  const store = await database.open();
  await sql`insert into operation
      (id, dedupe_key, kind, lock, actor_slack_user_id, actor, destination, input, state, accepted_at, run_at, told_at)
    with recursive n(i) as (select 1 union all select i + 1 from n where i < ${many})
    select 'o' || i, 'k' || i, 'note', 'l' || i, 'U1', ${JSON.stringify(ann)}, '{}', '{}', 'told', i, i, i from n`.execute(
    store.db,
  );
  await store.transaction((db) =>
    appendAudit(db, { at: 1, operationId: 'o1', event: 'told', actor: ann, data: null }),
  );
  const ledger = createLedger(store, { now: store.time, newId: () => crypto.randomUUID() });
  let batches = 0;
  const transaction: typeof store.transaction = async (work) => {
    const result = await store.transaction(work);
    batches += 1;
    return result;
  };
  const pruning = prune({ store: { transaction }, now: Date.now, keepMs: 1_000, pauseMs: 0 });
  const waited: number[] = [];
  for (let n = 0; n < 50; n += 1) {
    const before = batches;
    expect((await ledger.accept(aRequest())).fresh).toBe(true);
    waited.push(batches - before);
  }
  expect(batches).toBeLessThan(many / 200);
  expect(Math.max(...waited)).toBeLessThanOrEqual(1);
  expect(await pruning).toEqual({ operations: many, auditRows: 1 });
  expect(await verifyAudit(store.db)).toMatchObject({ kind: 'sound' });
  await store.close();
  await database.remove();
});

test('what is old is found without reading all operations', async () => {
  const database = sqliteInTempFolder();
  const store = await database.open();
  const plan = await sql`explain query plan
    select id from operation where told_at < 5 and state = 'told' order by told_at limit 200`.execute(
    store.db,
  );
  expect(JSON.stringify(plan.rows)).toContain('operation_by_told');
  await store.close();
  await database.remove();
});
