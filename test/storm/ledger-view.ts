import { join } from 'node:path';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { z } from 'zod';
import { readOperation, type StoredOperation } from '../../src/operations/operation-row.ts';
import type { Schema } from '../../src/store/schema.ts';
import { openSqliteFile, sqliteDialect } from '../../src/store/sqlite.ts';

/** An operation that an attempt has a lease on. */
export interface Leased {
  readonly id: string;
  /** One a process. */
  readonly instance: string;
}

/** Looks into the bots' database while they run; never writes. */
export interface LedgerView {
  /** How many operations are not over. */
  openCount(): Promise<number>;
  leased(): Promise<readonly Leased[]>;
  /** All, in the order of acceptance. */
  operations(): Promise<readonly StoredOperation[]>;
  /** All steps, in the order in which they began; rows as they are. */
  steps(): Promise<readonly unknown[]>;
  close(): Promise<void>;
}

const countSchema = z.object({ total: z.coerce.number() });
const leasedSchema = z.object({ id: z.string(), lease_instance: z.string() });

/** The view of the SQLite file in this folder, or of this PostgreSQL database. */
export function viewLedger(at: { readonly dataDir: string } | { readonly databaseUrl: string }): LedgerView {
  const db = 'dataDir' in at ? openFile(join(at.dataDir, 'operations.db')) : openDatabase(at.databaseUrl);
  return {
    async openCount() {
      const row = await db
        .selectFrom('operation')
        .select(({ fn }) => fn.countAll().as('total'))
        .where('state', 'in', ['accepted', 'running', 'settled'])
        .executeTakeFirstOrThrow();
      return countSchema.parse(row).total;
    },
    async leased() {
      const rows = await db
        .selectFrom('operation')
        .select(['id', 'lease_instance'])
        .where('lease_instance', 'is not', null)
        .execute();
      return rows
        .map((row) => leasedSchema.parse(row))
        .map((row) => ({ id: row.id, instance: row.lease_instance }));
    },
    async operations() {
      const rows = await db.selectFrom('operation').selectAll().orderBy(sql`sequence`).execute();
      return rows.map((row) => readOperation(row));
    },
    steps: () => db.selectFrom('operation_step').selectAll().orderBy('begun_at').execute(),
    close: () => db.destroy(),
  };
}

function openFile(path: string): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: sqliteDialect(openSqliteFile(path), path) });
}

function openDatabase(databaseUrl: string): Kysely<Schema> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  // A lost connection is met at the next query, whether it was in use or not.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}
