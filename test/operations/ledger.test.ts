import { CompiledQuery } from 'kysely';
import { expect, test } from 'vitest';
import { ledgerContract } from './ledger-contract.ts';
import { sqliteInTempFolder } from './support.ts';

ledgerContract('SQLite', sqliteInTempFolder);

test.each([
  ['open', `select id from operation where state in ('accepted','running','settled') order by sequence`],
  [
    'claim',
    `select * from operation where lock = ? and state in ('accepted','running') and sequence < ? order by sequence`,
  ],
  ['byGroup', 'select * from operation where group_id = ? order by sequence desc limit 10'],
  ['byActor', 'select * from operation where actor_slack_user_id = ? order by sequence desc limit 10'],
  [
    'lockSettledAt',
    'select settled_at from operation where lock = ? and settled_at is not null order by settled_at desc limit 1',
  ],
  ['get', 'select * from operation where id = ?'],
  ['accept', 'select * from operation where dedupe_key = ?'],
  ['audit', 'select * from audit where operation_id = ? order by sequence'],
  ['steps', 'select name from operation_step where operation_id = ? and ended_at is null'],
])('%s does not read the whole table', async (name, query) => {
  const database = sqliteInTempFolder();
  const store = await database.open();
  const parameters = [...query].filter((letter) => letter === '?').map(() => '');
  const plan = await store.db.executeQuery(CompiledQuery.raw(`explain query plan ${query}`, parameters));
  expect(JSON.stringify(plan.rows)).toContain('SEARCH');
  expect(JSON.stringify(plan.rows)).not.toContain('SCAN');
  // `open` sorts, but only the few that are open.
  if (name !== 'open' && name !== 'claim') expect(JSON.stringify(plan.rows)).not.toContain('TEMP B-TREE');
  await store.close();
  await database.remove();
});
