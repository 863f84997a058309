import {
  type DialectAdapter,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteStatement,
} from 'kysely';
import Database from 'libsql';
import { StoreError, toStoreError } from './store-error.ts';

/** Opens or creates the SQLite file, durable to the last commit. A damaged file is refused (`StoreError`). */
export function openSqliteFile(path: string): Database.Database {
  return naming(path, () => {
    const database = new Database(path);
    try {
      database.pragma('busy_timeout = 5000');
      database.pragma('journal_mode = WAL');
      database.pragma('synchronous = FULL');
      database.pragma('foreign_keys = ON');
      // 0.1 s for 100 MB; a page that is found damaged only later would stop work half way.
      if (!isSound(database.pragma('quick_check(1)'))) throw new StoreError('file is damaged', path);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

/** What SQLite answers to `quick_check` on a file without faults. */
export function isSound(answer: unknown): boolean {
  return JSON.stringify(answer) === '[{"quick_check":"ok"}]';
}

/**
 * Kysely's dialect on libsql: faults such as a full disk get their name at the query where they happen, and a
 * migration that was cut off leaves nothing behind (SQLite's DDL is transactional, Kysely does not use that).
 */
export function sqliteDialect(database: Database.Database, path: string): SqliteDialect {
  return new TransactionalDdlDialect({ database: withNamedFaults(database, path) });
}

class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class TransactionalDdlDialect extends SqliteDialect {
  override createAdapter(): DialectAdapter {
    return new TransactionalDdlAdapter();
  }
}

const nothing: SqliteStatement = {
  reader: true,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [][Symbol.iterator](),
};

function withNamedFaults(database: Database.Database, path: string): SqliteDatabase {
  return {
    close: () => void database.close(),
    prepare: (sql) => {
      // After some faults, such as a full disk, SQLite has rolled back by itself. Kysely does it again, and the
      // complaint about that would hide the fault.
      if (sql === 'rollback' && !database.inTransaction) return nothing;
      // All our transactions write. One that began as a reader could not go on once an operator's command has written.
      const text = sql === 'begin' ? 'begin immediate' : sql;
      const statement = naming(path, () => database.prepare(text));
      return {
        reader: statement.reader,
        all: (parameters) => naming(path, () => statement.all([...parameters])),
        run: (parameters) => naming(path, () => statement.run([...parameters])),
        iterate: (parameters) => naming(path, () => statement.iterate([...parameters])),
      };
    },
  };
}

function naming<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw toStoreError(error, path);
  }
}
