import { type ColumnDefinitionBuilder, type Kysely, type Migration, Migrator, PostgresAdapter } from 'kysely';
import { addRetries, createAuditChain } from './audit-tables.ts';
import type { Schema } from './schema.ts';
import { StoreError } from './store-error.ts';

// A migration that was released is never changed: later ones are added below it, in alphabetical order.
const migrations: Readonly<Record<string, Migration>> = {
  '0001-operations': { up: createOperations },
  '0002-watches': { up: createWatches },
  '0003-audit-and-retries': { up: createAuditAndRetries },
  '0004-deliveries': { up: createDeliveries },
  '0005-second-locks': { up: addSecondLocks },
  '0006-unheard-steps': { up: addSettling },
};

async function createOperations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('operation')
    .addColumn('sequence', isPostgres(db) ? 'bigint' : 'integer', countingUp(db))
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('dedupe_key', 'text', (column) => column.notNull().unique())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('lock', 'text', (column) => column.notNull())
    .addColumn('group_id', 'text')
    .addColumn('group_name', 'text')
    .addColumn('actor_slack_user_id', 'text', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('destination', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('input', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('telling_attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('needs_attention', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('outcome', 'text')
    .addColumn('fault', 'text')
    .addColumn('accepted_at', 'bigint', (column) => column.notNull())
    .addColumn('run_at', 'bigint', (column) => column.notNull())
    .addColumn('waiting_since', 'bigint')
    .addColumn('wait_told_at', 'bigint')
    .addColumn('settled_at', 'bigint')
    .addColumn('told_at', 'bigint')
    .addColumn('lease_owner', 'text')
    .addColumn('lease_instance', 'text')
    .addColumn('lease_until', 'bigint')
    .execute();
  await db.schema
    .createTable('operation_step')
    .addColumn('operation_id', 'text', (column) => column.notNull().references('operation.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('begun_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('result', 'text')
    .addPrimaryKeyConstraint('operation_step_key', ['operation_id', 'name'])
    .execute();
  const indexes = [
    ['operation_by_state', 'operation', ['state', 'sequence']],
    ['operation_by_lock', 'operation', ['lock', 'state', 'sequence']],
    ['operation_by_lock_settled', 'operation', ['lock', 'settled_at']],
    ['operation_by_group', 'operation', ['group_id', 'sequence']],
    ['operation_by_actor', 'operation', ['actor_slack_user_id', 'sequence']],
  ] as const;
  for (const [name, table, columns] of indexes) {
    await db.schema
      .createIndex(name)
      .on(table)
      .columns([...columns])
      .execute();
  }
}

async function createWatches(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('watch')
    .addColumn('group_id', 'text', (column) => column.notNull())
    .addColumn('channel_id', 'text', (column) => column.notNull())
    .addColumn('slack_user_id', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('watch_key', ['group_id', 'channel_id'])
    .execute();
  await db.schema.createIndex('watch_by_channel').on('watch').columns(['channel_id', 'at']).execute();
  // Groups are looked up by the names that they had: without reading all of each operation.
  await db.schema
    .createIndex('operation_by_group_name')
    .on('operation')
    .columns(['group_name', 'group_id', 'accepted_at'])
    .execute();
}

async function createAuditAndRetries(db: Kysely<unknown>): Promise<void> {
  await createAuditChain(db);
  await addRetries(db);
}

async function createDeliveries(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('delivery')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('delivery_by_time').on('delivery').columns(['at']).execute();
}

async function addSecondLocks(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('operation').addColumn('also_lock', 'text').execute();
  await db.schema
    .createIndex('operation_by_also_lock')
    .on('operation')
    .columns(['also_lock', 'state', 'sequence'])
    .execute();
}

async function addSettling(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('operation_step').addColumn('settles_at', 'bigint').execute();
}

function isPostgres(db: Kysely<unknown>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

/** The number of a row: later ones are higher, and none comes twice. */
function countingUp(db: Kysely<unknown>) {
  return (column: ColumnDefinitionBuilder) =>
    isPostgres(db) ? column.generatedAlwaysAsIdentity().primaryKey() : column.primaryKey().autoIncrement();
}

/**
 * Brings the tables up to date. A database that knows migrations which this program does not know was written by
 * a newer version and is refused unchanged (`StoreError`). Several processes may do it at once: on PostgreSQL one
 * works, the others wait for it; an SQLite file is held by one process before it comes to this.
 */
export async function migrate(db: Kysely<Schema>, path: string): Promise<void> {
  await appliedTo(db, path);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

/** Refuses tables of another version than this program's, an older one, too (`StoreError`); changes nothing. */
export async function checkMigrated(db: Kysely<Schema>, path: string): Promise<void> {
  const applied = await appliedTo(db, path);
  if (Object.keys(migrations).some((name) => !applied.includes(name))) {
    throw new StoreError('written by an older version', path);
  }
}

async function appliedTo(db: Kysely<Schema>, path: string): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return [];
  const applied = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  if (applied.some(({ name }) => !(name in migrations))) {
    throw new StoreError('written by a newer version', path);
  }
  return applied.map(({ name }) => name);
}
