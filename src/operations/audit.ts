import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Schema } from '../store/schema.ts';
import { type AuditHead, auditHeadSchema, chainHash, storedAuditSchema } from './audit-chain.ts';
import type { Actor } from './kind.ts';
import { actorSchema, fromJson, toJson } from './operation-row.ts';

/**
 * What is written down for good.
 * untold     telling was given up
 * retried    an operator has it tried again
 * discarded  an operator has closed it
 * pruned     rows before this one were deleted for their age; it is about no operation
 */
export type AuditEvent =
  | 'accepted'
  | 'settled'
  | 'attention'
  | 'cancelled'
  | 'told'
  | 'untold'
  | 'retried'
  | 'discarded'
  | 'pruned';

/** Whoever runs the bot, by the name of his account on the machine. */
export interface Operator {
  readonly operator: string;
}

/** The bot, where nobody asked for it. */
const theBot = { bot: true } as const;

/** One line of the audit. `data` is JSON and holds no secrets. */
export interface AuditEntry {
  readonly at: number;
  readonly operationId: string;
  readonly event: AuditEvent;
  /** Who asked for the operation, or, for `cancelled`, `retried` and `discarded`, who did that. */
  readonly actor: Actor | Operator | typeof theBot;
  readonly data: unknown;
}

export interface AuditRow extends AuditEntry {
  /** 1, 2, 3 … without a gap. */
  readonly sequence: number;
  /** Over this row and the hash of the one before it (see `chainHash`). */
  readonly hash: string;
}

/**
 * Adds a row to the chain; to be called in the transaction of the change that it tells about, as late as can be: the
 * row of the chain's head is locked from here to the commit, so that rows are added one after another.
 */
export async function appendAudit(db: Kysely<Schema>, entry: AuditEntry): Promise<void> {
  const head = await lockHead(db, 1);
  const row = {
    sequence: head.sequence,
    at: entry.at,
    operation_id: entry.operationId,
    event: entry.event,
    actor: toJson(entry.actor),
    data: toJson(entry.data),
  };
  const hash = chainHash(head.hash, row);
  await db
    .insertInto('audit')
    .values({ ...row, hash })
    .execute();
  await db.updateTable('audit_head').set({ hash }).execute();
}

/** Keeps others from adding rows until the end of the transaction: it writes, so that PostgreSQL locks the row. */
async function lockHead(db: Kysely<Schema>, more: 0 | 1): Promise<AuditHead> {
  const row = await db
    .updateTable('audit_head')
    .set(({ eb }) => ({ sequence: eb('sequence', '+', more) }))
    .returningAll()
    .executeTakeFirstOrThrow();
  return auditHeadSchema.parse(row);
}

/** How the chain ends now, and where it begins. */
export async function readAuditHead(db: Kysely<Schema>): Promise<AuditHead> {
  return auditHeadSchema.parse(await db.selectFrom('audit_head').selectAll().executeTakeFirstOrThrow());
}

/**
 * Deletes the oldest rows, at most `most`, that are older than `before` (Unix ms), and adds a row that says so; gives
 * how many. What is left of the chain begins at the anchor. Deletes nothing behind a row that is young.
 */
export async function pruneAudit(
  db: Kysely<Schema>,
  by: { readonly at: number; readonly before: number; readonly most: number },
): Promise<number> {
  const { anchor, sequence } = await lockHead(db, 0);
  const page = await auditPage(db, anchor.sequence, sequence, by.most);
  const oldest = page.map((row) => storedAuditSchema.parse(row));
  const young = oldest.findIndex((row) => row.at >= by.before);
  const last = oldest[(young < 0 ? oldest.length : young) - 1];
  if (last === undefined) return 0;
  const rows = last.sequence - anchor.sequence;
  await db
    .updateTable('audit_head')
    .set({
      pruned_through: last.sequence,
      pruned_hash: last.hash,
      pruned_rows: anchor.rows + rows,
      pruned_at: by.at,
    })
    .execute();
  await db.deleteFrom('audit').where('sequence', '<=', last.sequence).execute();
  const data = { through: last.sequence, hash: last.hash, rows };
  await appendAudit(db, { at: by.at, operationId: '', event: 'pruned', actor: theBot, data });
  return rows;
}

/** The rows behind this one and up to that one, oldest first, at most so many, as they are stored. */
export function auditPage(db: Kysely<Schema>, behind: number, through: number, most: number) {
  return db
    .selectFrom('audit')
    .selectAll()
    .where('sequence', '>', behind)
    .where('sequence', '<=', through)
    .orderBy('sequence')
    .limit(most)
    .execute();
}

const eventSchema = z.enum([
  'accepted',
  'settled',
  'attention',
  'cancelled',
  'told',
  'untold',
  'retried',
  'discarded',
  'pruned',
]) satisfies z.ZodType<AuditEvent>;

const whoSchema = z.union([
  z.object({ operator: z.string() }),
  z.object({ bot: z.literal(true) }),
  actorSchema,
]);

/** Throws a `ZodError` for a row that this program did not write. */
export function readAuditRow(raw: unknown): AuditRow {
  const row = storedAuditSchema.parse(raw);
  return {
    sequence: row.sequence,
    at: row.at,
    operationId: row.operation_id,
    event: eventSchema.parse(row.event),
    actor: whoSchema.parse(fromJson(row.actor)),
    data: fromJson(row.data),
    hash: row.hash,
  };
}

/** The rows of one operation, oldest first. */
export async function readAudit(db: Kysely<Schema>, operationId: string): Promise<readonly AuditRow[]> {
  const rows = await db
    .selectFrom('audit')
    .selectAll()
    .where('operation_id', '=', operationId)
    .orderBy('sequence')
    .execute();
  return rows.map(readAuditRow);
}
