import { sql } from 'kysely';
import { afterEach, expect, test, vi } from 'vitest';
import { openStore, type Store } from '../../src/store/store.ts';
import { isStoreAway, StoreError } from '../../src/store/store-error.ts';
import { usePostgres } from '../support/postgres.ts';

const server = usePostgres({ durable: true });
const opened: Store[] = [];

afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
});

async function open(databaseUrl: string, onAway?: (error: Error) => void): Promise<Store> {
  const store = await openStore({ dataDir: '', databaseUrl, ...(onAway && { onAway }) });
  opened.push(store);
  return store;
}

async function refusal(databaseUrl: string): Promise<StoreError> {
  const error = await open(databaseUrl).catch((caught: unknown) => caught);
  if (error instanceof StoreError) return error;
  throw new Error(`Expected a StoreError, got ${String(error)}`);
}

const changed = (databaseUrl: string, change: Partial<URL>) =>
  Object.assign(new URL(databaseUrl), change).href;

async function watch(store: Store, channel: string): Promise<void> {
  const row = { group_id: 'g', channel_id: channel, slack_user_id: 'U1', at: 1_795_000_000_000 };
  await store.transaction((db) => db.insertInto('watch').values(row).execute());
}

const channels = async (store: Store) =>
  (await store.db.selectFrom('watch').selectAll().orderBy('channel_id').execute()).map(
    (row) => row.channel_id,
  );

test('big numbers come as numbers, and what was written stays', async () => {
  const url = await server.createDatabase();
  const first = await open(url);
  await watch(first, 'C1');
  const second = await open(url);
  expect(await second.db.selectFrom('watch').select('at').execute()).toEqual([{ at: 1_795_000_000_000 }]);
  expect(second.instance).not.toBe(first.instance);
  expect(second.exclusive).toBe(false);
});

test('many that open an empty database at once all get it, migrated once', async () => {
  const url = await server.createDatabase();
  const stores = await Promise.all(Array.from({ length: 6 }, () => open(url)));
  const names = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(
    stores[0]?.db ?? raise(),
  );
  expect(names.rows.map(({ name }) => name)).toEqual([...new Set(names.rows.map(({ name }) => name))]);
  for (const [at, store] of stores.entries()) await watch(store, `C${at}`);
  expect(await channels(stores[5] ?? raise())).toHaveLength(6);
});

function raise(): never {
  throw new Error('there is one');
}

test('a database of a newer version is refused, and left as it is', async () => {
  const url = await server.createDatabase();
  await sql`insert into kysely_migration (name, timestamp) values ('9999-later', 'x')`.execute(
    (await open(url)).db,
  );
  expect(await refusal(url)).toMatchObject({ reason: 'written by a newer version' });
});

test('what only a human can mend is named, without the password', async () => {
  const url = await server.createDatabase();
  await server.sql(`create role guest login password 'guest-secret'`);
  const cases = [
    [changed(url, { password: 'not-this' }), 'login refused'],
    [changed(url, { pathname: '/nowhere' }), 'no such database'],
    [changed(url, { username: 'guest', password: 'guest-secret' }), 'no rights'],
    [changed(url, { search: '?sslmode=require' }), 'no secure connection'],
  ] as const;
  for (const [address, reason] of cases) {
    const error = await refusal(address);
    expect(error.reason).toBe(reason);
    expect(error.message).toMatch(/DATABASE_URL \(127\.0\.0\.1:\d+\/\w+\): /);
    expect(JSON.stringify([error, error.message, error.stack])).not.toMatch(
      /not-this|guest-secret|only-for-tests/,
    );
  }
});

test('nobody at the address: out of reach, which passes', async () => {
  const error = await refusal('postgres://bot:secret@127.0.0.1:1/bot');
  expect(isStoreAway(error)).toBe(true);
  expect(error.message).not.toContain('secret');
});

test('a transaction that fails leaves nothing behind', async () => {
  const store = await open(await server.createDatabase());
  const failing = store.transaction(async (db) => {
    const row = { group_id: 'g', channel_id: 'C1', slack_user_id: 'U1', at: 1 };
    await db.insertInto('watch').values(row).execute();
    throw new Error('not this');
  });
  await expect(failing).rejects.toThrow('not this');
  expect(await channels(store)).toEqual([]);
});

test('a turn is waited for until the transaction that has it ends', async () => {
  const store = await open(await server.createDatabase());
  const order: string[] = [];
  let begun = () => {};
  const hasBegun = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const first = store.transaction(async (db) => {
    await store.takeTurn(db, 'g');
    begun();
    await store.transaction(async (other) => store.takeTurn(other, 'h'));
    order.push('first');
  });
  await hasBegun;
  const second = store.transaction(async (db) => {
    await store.takeTurn(db, 'g');
    order.push('second');
  });
  await Promise.all([first, second]);
  expect(order).toEqual(['first', 'second']);
});

test('time is the database’s, and `now` follows it', async () => {
  const store = await open(await server.createDatabase());
  vi.useFakeTimers({ toFake: ['Date'], now: 0 });
  try {
    const at = await store.time(store.db);
    expect(at).toBeGreaterThan(1_700_000_000_000);
    expect(store.now()).toBe(at);
  } finally {
    vi.useRealTimers();
  }
});

test('a server that is killed is told of by name; when it is back, the same store goes on', async () => {
  const away = vi.fn();
  const store = await open(await server.createDatabase(), away);
  await watch(store, 'C1');
  // Two connections: one is idle when the server dies, the other in a transaction.
  const cutOff = store.transaction(async (db) => {
    await Promise.all([store.check(), store.check()]);
    await server.kill();
    await db.deleteFrom('watch').execute();
  });
  await expect(cutOff).rejects.toSatisfy(isStoreAway);
  await expect(store.check()).rejects.toSatisfy(isStoreAway);
  await expect(watch(store, 'C2')).rejects.toSatisfy(isStoreAway);
  expect(away).toHaveBeenCalled();
  expect(isStoreAway(away.mock.calls[0]?.[0])).toBe(true);
  await server.start();
  await watch(store, 'C3');
  expect(await channels(store)).toEqual(['C1', 'C3']);
});
