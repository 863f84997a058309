import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDeliveries } from '../../src/store/deliveries.ts';
import type { Store } from '../../src/store/store.ts';
import {
  aClock,
  type Clock,
  databasesOn,
  sqliteInTempFolder,
  type TestDatabase,
} from '../operations/support.ts';
import { usePostgres } from '../support/postgres.ts';

const minutes = 60_000;

describe.each<[string, () => TestDatabase]>([
  ['SQLite', sqliteInTempFolder],
  ['PostgreSQL', databasesOn(usePostgres())],
])('deliveries on %s', (_, createDatabase) => {
  let database: TestDatabase;
  let store: Store;
  let clock: Clock;
  const deliveries = () => createDeliveries({ ...store, now: clock.now });

  beforeEach(async () => {
    database = createDatabase();
    store = await database.open();
    clock = aClock();
  });
  afterEach(async () => {
    await store.close();
    await database.remove();
  });

  test('of the same delivery, many times at once to many, one is the first', async () => {
    const [one, other] = [deliveries(), deliveries()];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_unused, n) => (n % 2 === 0 ? one : other).isFirst('command:1')),
    );
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await one.isFirst('command:2')).toBe(true);
  });

  test('it is known for 15 minutes, also after a restart', async () => {
    await deliveries().isFirst('command:1');
    await store.close();
    store = await database.open();
    clock.pass(15 * minutes);
    expect(await deliveries().isFirst('command:1')).toBe(false);
    clock.pass(1);
    expect(await deliveries().isFirst('command:1')).toBe(true);
  });

  test('what is older goes, and no key is kept in the clear', async () => {
    const some = deliveries();
    await some.isFirst('press:trigger-id');
    const rows = () => store.db.selectFrom('delivery').selectAll().execute();
    expect(JSON.stringify(await rows())).not.toContain('trigger-id');
    clock.pass(16 * minutes);
    await some.isFirst('press:another');
    // The old one goes behind the answer.
    await store.transaction(async () => undefined);
    await expect.poll(async () => (await rows()).length).toBe(1);
  });
});
