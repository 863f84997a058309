import { type Kysely, PostgresAdapter, sql } from 'kysely';

/**
 * The audit as a chain: `hash` covers the row and the hash before it. `audit_head` is one row: the last row of the
 * chain, so that a tail that was cut off is missed, and up to where it was pruned.
 */
export async function createAuditChain(db: Kysely<unknown>): Promise<void> {
  // Versions before the first release had it without a chain.
  await db.schema.dropTable('audit').ifExists().execute();
  await db.schema
    .createTable('audit')
    .addColumn('sequence', 'integer', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('operation_id', 'text', (column) => column.notNull())
    .addColumn('event', 'text', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('data', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('audit_by_operation')
    .on('audit')
    .columns(['operation_id', 'sequence'])
    .execute();
  await db.schema
    .createTable('audit_head')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('sequence', 'integer', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('pruned_through', 'integer', (column) => column.notNull())
    .addColumn('pruned_hash', 'text', (column) => column.notNull())
    .addColumn('pruned_rows', 'integer', (column) => column.notNull())
    .addColumn('pruned_at', 'bigint')
    .execute();
  await sql`insert into audit_head (id, sequence, hash, pruned_through, pruned_hash, pruned_rows)
    values (1, 0, '', 0, '', 0)`.execute(db);
  await guardAudit(db);
}

/** The database refuses to change a row, and to delete one that the anchor of a prune does not cover. */
async function guardAudit(db: Kysely<unknown>): Promise<void> {
  if (db.getExecutor().adapter instanceof PostgresAdapter) {
    await sql`create function audit_is_kept() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and old.sequence <= (select pruned_through from audit_head) then
          return old;
        end if;
        raise exception 'audit rows are never changed';
      end $$`.execute(db);
    await sql`create trigger audit_kept before update or delete on audit
      for each row execute function audit_is_kept()`.execute(db);
    return;
  }
  await sql`create trigger audit_unchanged before update on audit
    begin select raise(abort, 'audit rows are never changed'); end`.execute(db);
  await sql`create trigger audit_kept before delete on audit
    when old.sequence > (select pruned_through from audit_head)
    begin select raise(abort, 'audit rows are never changed'); end`.execute(db);
}

/** What operators' commands, and an end to crash loops, need to know of an operation. */
export async function addRetries(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('operation').addColumn('retried_at', 'bigint').execute();
  await db.schema
    .alterTable('operation')
    .addColumn('unfinished_attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  // For pruning: what was told before a day, without a look at all of it.
  await db.schema.createIndex('operation_by_told').on('operation').columns(['state', 'told_at']).execute();
}
