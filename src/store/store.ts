import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { Kysely } from 'kysely';
import { holdDataFolder, prepareDataFolder } from './data-folder.ts';
import { groupCommits, type Transact } from './group-commit.ts';
import { migrate } from './migrations.ts';
import type { Schema } from './schema.ts';
import { openSqliteFile, sqliteDialect } from './sqlite.ts';

/** The open database. */
export interface Store {
  /** For reading; writes go through `transaction`. */
  readonly db: Kysely<Schema>;
  readonly transaction: Transact;
  /** Names this opening of the store: leases of other instances can be told from our own. */
  readonly instance: string;
  /** No other process has the same store open: a lease of another instance belongs to a dead process. */
  readonly exclusive: boolean;
  /** Closes the database and frees the data folder. */
  close(): Promise<void>;
}

/**
 * Opens `operations.db` in the data folder, creating folder, file and tables as needed. Must be a local disk.
 * Throws `StoreError`; then nothing was overwritten.
 */
export async function openStore(options: { readonly dataDir: string }): Promise<Store> {
  const dataDir = resolve(options.dataDir);
  prepareDataFolder(dataDir);
  const release = holdDataFolder(dataDir);
  let db: Kysely<Schema> | undefined;
  try {
    const path = join(dataDir, 'operations.db');
    db = new Kysely<Schema>({ dialect: sqliteDialect(openSqliteFile(path), path) });
    await migrate(db, path);
    const transaction = groupCommits(db);
    const close = closing(db, transaction, release);
    return { db, transaction, instance: randomUUID(), exclusive: true, close };
  } catch (error) {
    await db?.destroy();
    release();
    throw error;
  }
}

function closing(db: Kysely<Schema>, transaction: Transact, release: () => void): () => Promise<void> {
  let closed: Promise<void> | undefined;
  async function close(): Promise<void> {
    try {
      // The last in the queue: those before it are through then.
      await transaction(async () => undefined);
    } finally {
      await db.destroy().finally(release);
    }
  }
  return () => {
    closed ??= close();
    return closed;
  };
}
