import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Schema } from '../../src/store/schema.ts';
import { openStore, type Store } from '../../src/store/store.ts';

let folder: string;
let store: Store;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
  store = await openStore({ dataDir: folder });
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

let rows = 0;

async function add(db: Kysely<Schema>, data: string): Promise<string> {
  rows += 1;
  const row = { sequence: rows, at: 1, operation_id: 'o', event: 'accepted', actor: '{}', data, hash: '' };
  await db.insertInto('audit').values(row).execute();
  return data;
}

const kept = async () =>
  (await store.db.selectFrom('audit').select('data').orderBy('sequence').execute()).map(({ data }) => data);

test('what is asked for at once is done in order, with few commits', async () => {
  const commits = vi.spyOn(store.db, 'transaction');
  const names = Array.from({ length: 250 }, (_, n) => `${n}`);
  expect(await Promise.all(names.map((name) => store.transaction((db) => add(db, name))))).toEqual(names);
  expect(await kept()).toEqual(names);
  expect(commits.mock.calls.length).toBeLessThanOrEqual(3);
});

test('work that fails undoes only itself', async () => {
  const answers = await Promise.allSettled(
    ['a', 'b', 'c'].map((name) =>
      store.transaction(async (db) => {
        await add(db, name);
        if (name === 'b') throw new Error('not b');
        return name;
      }),
    ),
  );
  expect(answers).toEqual([
    { status: 'fulfilled', value: 'a' },
    { status: 'rejected', reason: new Error('not b') },
    { status: 'fulfilled', value: 'c' },
  ]);
  expect(await kept()).toEqual(['a', 'c']);
});

test('work that fails alone undoes itself', async () => {
  const work = store.transaction(async (db) => {
    await add(db, 'a');
    throw new Error('not a');
  });
  await expect(work).rejects.toThrow('not a');
  expect(await kept()).toEqual([]);
});

test.each([1, 3])(
  'with a full disk %i at once are refused by name, and later ones are taken again',
  async (count) => {
    await sql`pragma max_page_count = 1`.execute(store.db);
    const large = 'x'.repeat(100_000);
    const answers = await Promise.allSettled(
      Array.from({ length: count }, () => store.transaction((db) => add(db, large))),
    );
    for (const answer of answers) {
      expect(answer).toMatchObject({
        status: 'rejected',
        reason: { name: 'StoreError', reason: 'disk full' },
      });
    }
    await sql`pragma max_page_count = 100000`.execute(store.db);
    await store.transaction((db) => add(db, 'after'));
    expect(await kept()).toEqual(['after']);
  },
);

test('closing waits for what was asked for before', async () => {
  const added = store.transaction((db) => add(db, 'a'));
  await store.close();
  expect(await added).toBe('a');
  await expect(store.transaction((db) => add(db, 'b'))).rejects.toThrow();
  store = await openStore({ dataDir: folder });
  expect(await kept()).toEqual(['a']);
});
