import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Schema } from '../store/schema.ts';
import type { Actor } from './kind.ts';
import { actorSchema, fromJson, toJson } from './operation-row.ts';

/** What is written down for good: `untold` = telling was given up. */
type AuditEvent = 'accepted' | 'settled' | 'attention' | 'cancelled' | 'told' | 'untold';

/** One line of the audit. `data` is JSON and holds no secrets. */
export interface AuditEntry {
  readonly at: number;
  readonly operationId: string;
  readonly event: AuditEvent;
  /** Who asked for the operation, or, for `cancelled`, who cancelled it. */
  readonly actor: Actor;
  readonly data: unknown;
}

export interface AuditRow extends AuditEntry {
  readonly sequence: number;
}

/** Adds a row; to be called in the transaction of the change that it tells about. */
export async function appendAudit(db: Kysely<Schema>, entry: AuditEntry): Promise<void> {
  await db
    .insertInto('audit')
    .values({
      at: entry.at,
      operation_id: entry.operationId,
      event: entry.event,
      actor: toJson(entry.actor),
      data: toJson(entry.data),
    })
    .execute();
}

const rowSchema = z.object({
  sequence: z.coerce.number().int(),
  at: z.coerce.number().int(),
  operation_id: z.string(),
  event: z.enum(['accepted', 'settled', 'attention', 'cancelled', 'told', 'untold']),
  actor: z.string(),
  data: z.string(),
});

/** The rows of one operation, oldest first. */
export async function readAudit(db: Kysely<Schema>, operationId: string): Promise<readonly AuditRow[]> {
  const rows = await db
    .selectFrom('audit')
    .selectAll()
    .where('operation_id', '=', operationId)
    .orderBy('sequence')
    .execute();
  return rows.map((raw) => {
    const row = rowSchema.parse(raw);
    return {
      sequence: row.sequence,
      at: row.at,
      operationId: row.operation_id,
      event: row.event,
      actor: actorSchema.parse(fromJson(row.actor)),
      data: fromJson(row.data),
    };
  });
}
