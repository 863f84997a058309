import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backUpStore } from '../../src/commands/back-up-store.ts';
import { readAudit } from '../../src/commands/read-audit.ts';
import { createLedger } from '../../src/operations/ledger.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { aRequest, aTempFolder } from '../operations/support.ts';
import { type, unclear } from './support.ts';

let folder: ReturnType<typeof aTempFolder>;
let dataDir: string;
let store: Store;

beforeEach(async () => {
  folder = aTempFolder();
  dataDir = join(folder.folder, 'data');
  store = await openStore({ dataDir });
});
afterEach(async () => {
  await store.close();
  folder.remove();
});

const run = (...args: string[]) => type(backUpStore, args, { DATA_DIR: dataDir });
const ledgerOn = (one: Store) => createLedger(one, { now: one.time, newId: () => crypto.randomUUID() });

test('copies a file that is being written to, whole and sound; the copy can be put back', async () => {
  const id = await unclear(store);
  const target = join(folder.folder, 'copy.db');
  const writing = Promise.all(Array.from({ length: 300 }, () => ledgerOn(store).accept(aRequest())));
  const { code, text } = await run(target);
  await writing;
  expect(code).toBe(0);
  const { size, mode } = statSync(target);
  expect(text).toBe(`Backed up to ${target} (${size.toLocaleString('en')} bytes); the copy was checked.\n`);
  expect(mode & 0o777).toBe(0o600);
  expect(readdirSync(folder.folder).sort()).toEqual(['copy.db', 'data']);

  const restored = join(folder.folder, 'restored');
  mkdirSync(restored);
  writeFileSync(join(restored, 'operations.db'), readFileSync(target));
  const verified = await type(readAudit, ['verify'], { DATA_DIR: restored });
  expect(verified).toMatchObject({ code: 0 });
  const again = await openStore({ dataDir: restored });
  expect(await ledgerOn(again).get(id)).toMatchObject({ state: 'attention' });
  await again.close();
});

test('overwrites nothing', async () => {
  const target = join(folder.folder, 'mine');
  writeFileSync(target, 'mine');
  expect(await run(target)).toMatchObject({
    code: 1,
    text: expect.stringContaining(`${target}: is there already`),
  });
  expect(readFileSync(target, 'utf8')).toBe('mine');
});

test('leaves no half copy where it can’t be written', async () => {
  const nowhere = join(folder.folder, 'no', 'copy.db');
  expect(await run(nowhere)).toMatchObject({ code: 1, text: expect.stringContaining('file not writable') });
  expect(existsSync(join(folder.folder, 'no'))).toBe(false);
});

test('a damaged file is not copied', async () => {
  await unclear(store, { input: { text: 'x'.repeat(100_000) } });
  await sql`pragma wal_checkpoint(truncate)`.execute(store.db);
  await store.close();
  const path = join(dataDir, 'operations.db');
  const bytes = readFileSync(path);
  bytes.fill(0xff, 4096, 40_960);
  writeFileSync(path, bytes);
  const target = join(folder.folder, 'copy.db');
  expect(await run(target)).toMatchObject({ code: 1, text: expect.stringContaining('file is damaged') });
  expect(readdirSync(folder.folder)).toEqual(['data']);
  expect(readFileSync(path).equals(bytes)).toBe(true);
});

test('makes no data where there is none', async () => {
  await store.close();
  rmSync(dataDir, { recursive: true });
  const { code, text } = await run(join(folder.folder, 'copy.db'));
  expect(code).toBe(1);
  expect(text).toContain(`${join(dataDir, 'operations.db')}: no such file. Check DATA_DIR`);
  expect(existsSync(dataDir)).toBe(false);
});

test('refuses a file of another version by name, and leaves it as it is', async () => {
  await sql`delete from kysely_migration where name > '0003'`.execute(store.db);
  await store.close();
  const older = await type(readAudit, ['verify'], { DATA_DIR: dataDir });
  expect(older).toMatchObject({ code: 1, text: expect.stringContaining('written by an older version') });
});

test('with PostgreSQL it names the tool for that, and no password', async () => {
  const env = { DATABASE_URL: 'postgres://bot:hush@localhost/bot', DATA_DIR: dataDir };
  const { code, text } = await type(backUpStore, ['x.db'], env);
  expect(code).toBe(1);
  expect(text).toContain('pg_dump');
  expect(text).not.toContain('hush');
});

test('a setting at fault is named, with the exit code for that', async () => {
  const { code, text } = await type(backUpStore, ['x.db'], {
    DATABASE_URL: 'mysql://bot:hush@localhost/bot',
  });
  expect(code).toBe(78);
  expect(text).toMatch(/^DATABASE_URL: is no address of a PostgreSQL database\n {2}-> /);
  expect(text).not.toContain('hush');
  expect(await run()).toMatchObject({ code: 1, text: expect.stringContaining('Usage: npm run backup') });
});
