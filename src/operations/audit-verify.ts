import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Schema } from '../store/schema.ts';
import { auditPage, readAuditHead } from './audit.ts';
import { type AuditHead, chainHash, type StoredAudit, storedAuditSchema } from './audit-chain.ts';
import { fromJson } from './operation-row.ts';

/** A row of the chain as somebody noted it before: what `verify` printed then. */
export interface KnownRow {
  readonly sequence: number;
  readonly hash: string;
}

/** What came of a walk over the whole audit; times in Unix ms. */
export type AuditFinding =
  | {
      readonly kind: 'sound';
      readonly rows: number;
      /** Missing where there are no rows at all. */
      readonly first?: { readonly sequence: number; readonly at: number };
      readonly last?: { readonly sequence: number; readonly at: number; readonly hash: string };
      /** What was pruned before the first row. */
      readonly anchor: AuditHead['anchor'];
    }
  /** The first row where the chain breaks, and how. */
  | { readonly kind: 'broken'; readonly sequence: number; readonly how: AuditBreak };

/**
 * changed     the row is not as it was written, or stands where another one was
 * missing     there is no row of this number
 * cut off     this row and all behind it are missing
 * added       a row that the bot did not write: before the anchor, or behind the end
 * head        the note of the chain's end does not fit the last row
 * anchor      what was pruned is not what the audit says was pruned
 * not known   the row is not the one that was noted before
 * known gone  the row that was noted before was pruned, so it can't be compared
 */
export type AuditBreak =
  | 'changed'
  | 'missing'
  | 'cut off'
  | 'added'
  | 'head'
  | 'anchor'
  | 'not known'
  | 'known gone';

const pageSize = 1_000;

/**
 * Walks the chain in pages, while the bot may run, and names the first row where it breaks. Who can write the whole
 * database can also write a new chain, which `known`, noted elsewhere, tells, or feign a prune, which only rows that were
 * kept elsewhere tell.
 */
export async function verifyAudit(db: Kysely<Schema>, known?: KnownRow): Promise<AuditFinding> {
  for (;;) {
    // Rows and head are written together: a head that is read later is never behind these.
    const ends = { oldest: await end(db, 'asc'), newest: await end(db, 'desc') };
    const head = await readAuditHead(db);
    const finding = await look(db, head, ends, known);
    if (finding.kind === 'sound') return finding;
    const { anchor } = await readAuditHead(db);
    // If rows were pruned under the walk, it says nothing.
    if (anchor.sequence === head.anchor.sequence) return finding;
  }
}

async function end(db: Kysely<Schema>, order: 'asc' | 'desc'): Promise<number | undefined> {
  const row = await db
    .selectFrom('audit')
    .select('sequence')
    .orderBy('sequence', order)
    .limit(1)
    .executeTakeFirst();
  return row && z.coerce.number().parse(row.sequence);
}

async function look(
  db: Kysely<Schema>,
  head: AuditHead,
  { oldest, newest }: { readonly oldest: number | undefined; readonly newest: number | undefined },
  known: KnownRow | undefined,
): Promise<AuditFinding> {
  if (oldest !== undefined && oldest <= head.anchor.sequence) return broken(oldest, 'added');
  if (known !== undefined && known.sequence < head.anchor.sequence) {
    return broken(known.sequence, 'known gone');
  }
  const walked = await walk(db, head, known);
  if (walked.kind === 'broken') return walked;
  if (newest !== undefined && newest > head.sequence) return broken(newest, 'added');
  if (known !== undefined && known.sequence > head.sequence) return broken(known.sequence, 'cut off');
  return walked;
}

function broken(sequence: number, how: AuditBreak): AuditFinding {
  return { kind: 'broken', sequence, how };
}

async function walk(db: Kysely<Schema>, head: AuditHead, known?: KnownRow): Promise<AuditFinding> {
  let previous: KnownRow = head.anchor;
  let first: StoredAudit | undefined;
  let last: StoredAudit | undefined;
  let pruned: StoredAudit | undefined;
  if (isOther(known, previous)) return broken(previous.sequence, 'not known');
  while (previous.sequence < head.sequence) {
    const page = await auditPage(db, previous.sequence, head.sequence, pageSize);
    if (page.length === 0) return broken(previous.sequence + 1, 'cut off');
    for (const raw of page) {
      const expected = previous.sequence + 1;
      const read = storedAuditSchema.safeParse(raw);
      // The bot writes whole numbers and texts only.
      if (!read.success) return broken(expected, 'changed');
      const row = read.data;
      if (row.sequence !== expected) return broken(expected, 'missing');
      if (chainHash(previous.hash, row) !== row.hash) return broken(expected, 'changed');
      if (isOther(known, row)) return broken(expected, 'not known');
      if (row.event === 'pruned') pruned = row;
      first ??= row;
      last = row;
      previous = row;
    }
  }
  if (previous.hash !== head.hash) return broken(head.sequence, 'head');
  if (!isWritten(head.anchor, pruned)) return broken(head.anchor.sequence, 'anchor');
  return {
    kind: 'sound',
    rows: head.sequence - head.anchor.sequence,
    anchor: head.anchor,
    ...(first !== undefined && { first: { sequence: first.sequence, at: first.at } }),
    ...(last !== undefined && { last: { sequence: last.sequence, at: last.at, hash: last.hash } }),
  };
}

function isOther(known: KnownRow | undefined, row: KnownRow): boolean {
  return known?.sequence === row.sequence && known.hash !== row.hash;
}

const prunedSchema = z.object({ through: z.number(), hash: z.string() });

/** Each prune is a row of the chain itself: an anchor that was moved alone does not fit the last of them. */
function isWritten(anchor: AuditHead['anchor'], pruned: StoredAudit | undefined): boolean {
  if (pruned === undefined) return anchor.sequence === 0;
  const written = prunedSchema.safeParse(fromJson(pruned.data));
  return written.success && written.data.through === anchor.sequence && written.data.hash === anchor.hash;
}
