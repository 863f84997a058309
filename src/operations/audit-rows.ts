import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { type AuditRow, readAuditRow } from './audit.ts';

/** Which rows are wanted: those of `from` and later, and of before `to` (Unix ms). */
export interface AuditSpan {
  readonly from?: number;
  readonly to?: number;
}

const pageSize = 500;

/** All rows of the time, oldest first, read in pages: the bot may run, and there may be many. */
export async function* auditRows(db: Kysely<Schema>, span: AuditSpan): AsyncGenerator<AuditRow> {
  let behind = 0;
  for (;;) {
    const page = await db
      .selectFrom('audit')
      .selectAll()
      .where('sequence', '>', behind)
      .where('at', '>=', span.from ?? 0)
      .where('at', '<', span.to ?? Number.MAX_SAFE_INTEGER)
      .orderBy('sequence')
      .limit(pageSize)
      .execute();
    for (const raw of page) {
      const row = readAuditRow(raw);
      behind = row.sequence;
      yield row;
    }
    if (page.length < pageSize) return;
  }
}
