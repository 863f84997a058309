import { createHash } from 'node:crypto';
import { z } from 'zod';

/** A row of the audit as it is stored: `actor` and `data` are JSON text, `at` is Unix ms. */
export const storedAuditSchema = z.object({
  sequence: z.coerce.number().int(),
  at: z.coerce.number().int(),
  operation_id: z.string(),
  event: z.string(),
  actor: z.string(),
  data: z.string(),
  hash: z.string(),
});
export type StoredAudit = Readonly<z.infer<typeof storedAuditSchema>>;

/** The end of the chain, and its anchor: the last row that was pruned. Before any, both are 0 and ''. */
export const auditHeadSchema = z
  .object({
    sequence: z.coerce.number().int(),
    hash: z.string(),
    pruned_through: z.coerce.number().int(),
    pruned_hash: z.string(),
    pruned_rows: z.coerce.number().int(),
    pruned_at: z.coerce.number().int().nullable(),
  })
  .transform((head) => ({
    sequence: head.sequence,
    hash: head.hash,
    anchor: {
      sequence: head.pruned_through,
      hash: head.pruned_hash,
      rows: head.pruned_rows,
      ...(head.pruned_at !== null && { at: head.pruned_at }),
    },
  }));
export type AuditHead = Readonly<z.infer<typeof auditHeadSchema>>;

/**
 * SHA-256, in hex, over the hash of the row before and all columns of the row, as a JSON array of them in this order:
 * the same row gives the same text on every database.
 */
export function chainHash(previous: string, row: Omit<StoredAudit, 'hash'>): string {
  const { sequence, at, operation_id, event, actor, data } = row;
  return createHash('sha256')
    .update(JSON.stringify([previous, sequence, at, operation_id, event, actor, data]))
    .digest('hex');
}
