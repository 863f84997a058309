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
  /** Unix ms, by the one clock that all go by who have the store open; for use in a transaction. */
  time(db: Kysely<Schema>): Promise<number>;
  /** Unix ms, as `time` would give it, as near as it is known. */
  now(): number;
  /** Until the transaction ends, nobody else gets past this call with the same name. */
  takeTurn(db: Kysely<Schema>, name: string): Promise<void>;
  /** Throws `StoreError` where the database can't be reached or written. */
  check(): Promise<void>;
  /** Closes the database and frees the data folder. */
  close(): Promise<void>;
}

/** Where operations are kept: in PostgreSQL if there is an address of it, else in a file in the folder. */
export interface StoreOptions {
  readonly dataDir: string;
  readonly databaseUrl?: string | undefined;
  /** PostgreSQL: a connection was found lost, or could not be made. */
  readonly onAway?: (error: Error) => void;
}

/** Opens the store, creating what is missing. Throws `StoreError`; then nothing was overwritten. */
export async function openStore({ dataDir, databaseUrl, onAway }: StoreOptions): Promise<Store> {
  if (databaseUrl === undefined) return openSqlite(resolve(dataDir));
  // Loaded only where it is used: a bot with a file starts without it.
  const { openPostgres } = await import('./postgres.ts');
  return openPostgres({ databaseUrl, ...(onAway && { onAway }) });
}

/** `operations.db` in the data folder, which must be on a local disk. One process, whose clock is the clock. */
async function openSqlite(dataDir: string): Promise<Store> {
  prepareDataFolder(dataDir);
  const release = holdDataFolder(dataDir);
  let db: Kysely<Schema> | undefined;
  try {
    const path = join(dataDir, 'operations.db');
    db = new Kysely<Schema>({ dialect: sqliteDialect(openSqliteFile(path), path) });
    await migrate(db, path);
    return { ...storeOn(db, release), exclusive: true };
  } catch (error) {
    await db?.destroy();
    release();
    throw error;
  }
}

/** The store on an open SQLite file; `release` is called once it is closed. */
export function storeOn(db: Kysely<Schema>, release: () => void): Omit<Store, 'exclusive'> {
  const transaction = groupCommits(db);
  return {
    db,
    transaction,
    instance: randomUUID(),
    time: async () => Date.now(),
    now: () => Date.now(),
    // Transactions on a file come one after another anyway.
    takeTurn: async () => {},
    check: async () => {},
    close: closing(db, transaction, release),
  };
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
