import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Kysely, Migrator, sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqliteFile, sqliteDialect } from '../../src/store/sqlite.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { StoreError } from '../../src/store/store-error.ts';

let folder: string;
const opened: Store[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
});

afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(dataDir = folder): Promise<Store> {
  const store = await openStore({ dataDir });
  opened.push(store);
  return store;
}

async function refusal(dataDir = folder): Promise<StoreError> {
  const error = await open(dataDir).catch((caught: unknown) => caught);
  if (error instanceof StoreError) return error;
  throw new Error(`Expected a StoreError, got ${String(error)}`);
}

let rows = 0;

async function addAudit(store: Store, data: string): Promise<void> {
  rows += 1;
  const row = {
    sequence: rows,
    at: Date.now(),
    operation_id: 'o1',
    event: 'accepted',
    actor: '{}',
    data,
    hash: '',
  };
  await store.db.insertInto('audit').values(row).execute();
}

test('what was written is there after closing and opening again', async () => {
  const first = await open(join(folder, 'new', 'data'));
  await addAudit(first, '"kept"');
  await first.close();
  await first.close();

  const second = await open(join(folder, 'new', 'data'));
  const rows = await second.db.selectFrom('audit').select(['data']).execute();
  expect(rows).toEqual([{ data: '"kept"' }]);
  expect(second.instance).not.toBe(first.instance);
});

test('commits reach the disk, and references are checked', async () => {
  const { db } = await open();
  const pragma = async (name: string) => (await sql.raw(`pragma ${name}`).execute(db)).rows;
  expect(await pragma('journal_mode')).toEqual([{ journal_mode: 'wal' }]);
  expect(await pragma('synchronous')).toEqual([{ synchronous: 2 }]);
  expect(await pragma('foreign_keys')).toEqual([{ foreign_keys: 1 }]);
  expect(await pragma('busy_timeout')).toEqual([{ timeout: 5000 }]);
});

test('a second store on the folder is refused by name; the first goes on', async () => {
  const first = await open();
  const error = await refusal();
  expect(error.reason).toBe('in use by another process');
  expect(error.message).toContain(folder);
  expect(error.message).toContain('DATA_DIR');
  await addAudit(first, '1');
});

test('a second process is refused until the first one is killed', async () => {
  const holder = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('hold-store.ts', import.meta.url)), folder],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    await once(holder.stdout, 'data');
    expect((await refusal()).reason).toBe('in use by another process');
  } finally {
    holder.kill('SIGKILL');
    await once(holder, 'exit');
  }
  const store = await open();
  expect(await store.db.selectFrom('audit').select('data').execute()).toEqual([{ data: '"held"' }]);
});

test('tools can read the file while it is in use', async () => {
  const store = await open();
  await addAudit(store, '1');
  const tool = openSqliteFile(join(folder, 'operations.db'));
  expect(tool.prepare('select count(*) as n from audit').all()).toEqual([{ n: 1 }]);
  tool.close();
});

test('a folder that cannot be written is refused by name', async () => {
  const mayBecomeNobody = process.getuid?.() === 0;
  mkdirSync(join(folder, 'locked'), { mode: 0o500 });
  if (mayBecomeNobody) process.seteuid?.(65534);
  try {
    const error = await refusal(join(folder, 'locked'));
    expect(error.reason).toBe('folder not writable');
    expect(error.message).toContain(join(folder, 'locked'));
  } finally {
    if (mayBecomeNobody) process.seteuid?.(0);
  }
  expect(readdirSync(join(folder, 'locked'))).toEqual([]);
});

test.each(['file/data', 'link', 'link/data'])(
  '%s cannot be a folder and is refused by name',
  async (path) => {
    writeFileSync(join(folder, 'file'), '');
    symlinkSync(join(folder, 'nowhere'), join(folder, 'link'));
    expect((await refusal(join(folder, path))).reason).toBe('folder not writable');
  },
);

test('a file that is no database is refused, and left as it is', async () => {
  const content = 'these are my notes '.repeat(500);
  writeFileSync(join(folder, 'operations.db'), content);
  const error = await refusal();
  expect(error.reason).toBe('file is damaged');
  expect(error.message).toContain(join(folder, 'operations.db'));
  expect(readFileSync(join(folder, 'operations.db'), 'utf8')).toBe(content);
});

test('a database with a damaged page is refused, and left as it is', async () => {
  const store = await open();
  await addAudit(store, JSON.stringify('x'.repeat(100_000)));
  await sql`pragma wal_checkpoint(truncate)`.execute(store.db);
  await store.close();
  const path = join(folder, 'operations.db');
  const bytes = readFileSync(path);
  bytes.fill(0xff, 4096, 12_288);
  writeFileSync(path, bytes);
  expect((await refusal()).reason).toBe('file is damaged');
  expect(readFileSync(path).equals(bytes)).toBe(true);
});

test('after a refusal the folder is free again', async () => {
  writeFileSync(join(folder, 'operations.db'), 'no database '.repeat(500));
  await refusal();
  rmSync(join(folder, 'operations.db'));
  await addAudit(await open(), '1');
});

test('a database of a newer version is refused, and left as it is', async () => {
  const store = await open();
  await sql`insert into kysely_migration (name, timestamp) values ('9999-later', 'x')`.execute(store.db);
  await store.close();
  const error = await refusal();
  expect(error.reason).toBe('written by a newer version');
  expect(error.message).toContain(join(folder, 'operations.db'));
});

test('a full disk is named at the write that met it; what was there stays', async () => {
  const store = await open();
  await addAudit(store, '1');
  await sql`pragma max_page_count = 1`.execute(store.db);
  const tooMuch = addAudit(store, JSON.stringify('x'.repeat(100_000)));
  await expect(tooMuch).rejects.toMatchObject({ name: 'StoreError', reason: 'disk full' });
  expect(await store.db.selectFrom('audit').select('data').execute()).toEqual([{ data: '1' }]);
});

test('a migration that was cut off leaves nothing behind', async () => {
  const path = join(folder, 'other.db');
  const db = new Kysely<unknown>({ dialect: sqliteDialect(openSqliteFile(path), path) });
  const cutOff = {
    up: async (trx: Kysely<unknown>) => {
      await trx.schema.createTable('half').addColumn('id', 'text').execute();
      throw new Error('power cut');
    },
  };
  const provider = { getMigrations: async () => ({ cutOff }) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  expect(error).toMatchObject({ message: 'power cut' });
  expect((await db.introspection.getTables()).map(({ name }) => name)).toEqual([]);
  await db.destroy();
});
