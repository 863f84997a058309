import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Kysely } from 'kysely';
import { checkMigrated } from './migrations.ts';
import type { Schema } from './schema.ts';
import { openSqliteFile, sqliteDialect } from './sqlite.ts';
import { openStore, type Store, type StoreOptions, storeOn } from './store.ts';
import { StoreError } from './store-error.ts';

/** Where the file is, in this folder. Throws a `StoreError` if there is none, instead of making one. */
export function storeFileIn(dataDir: string): string {
  const path = join(resolve(dataDir), 'operations.db');
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true)
    throw new StoreError('no such file', path);
  return path;
}

/**
 * Opens a store that is there already, for a command that runs beside the bot or while it is stopped. A file is not
 * held, and its tables must be those of this version. Throws `StoreError`.
 */
export async function openBeside({ dataDir, databaseUrl }: StoreOptions): Promise<Store> {
  if (databaseUrl !== undefined) return openStore({ dataDir, databaseUrl });
  const path = storeFileIn(dataDir);
  const db = new Kysely<Schema>({ dialect: sqliteDialect(openSqliteFile(path), path) });
  try {
    await checkMigrated(db, path);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return { ...storeOn(db, () => {}), exclusive: false };
}
