import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { OperationTable } from '../store/schema.ts';
import type { Actor, Destination, Operation } from './kind.ts';

/** An operation with what only the ledger and the runner need. */
export interface StoredOperation {
  readonly operation: Operation;
  readonly sequence: number;
  readonly tellingAttempts: number;
  readonly unfinishedAttempts: number;
  readonly leaseOwner: string | null;
  readonly leaseInstance: string | null;
  readonly leaseUntil: number;
}

// PostgreSQL gives big integers as strings.
const integer = z.coerce.number().int();
const time = integer.nullable();
const text = z.string().nullable();

const rowSchema = z.object({
  sequence: integer,
  id: z.string(),
  dedupe_key: z.string(),
  kind: z.string(),
  lock: z.string(),
  also_lock: text,
  group_id: text,
  group_name: text,
  actor: z.string(),
  destination: z.string(),
  reason: text,
  input: z.string(),
  state: z.enum(['accepted', 'running', 'settled', 'told', 'attention']),
  attempts: integer,
  telling_attempts: integer,
  needs_attention: integer,
  outcome: text,
  fault: text,
  accepted_at: integer,
  run_at: integer,
  waiting_since: time,
  wait_told_at: time,
  settled_at: time,
  told_at: time,
  lease_owner: text,
  lease_instance: text,
  lease_until: time,
  retried_at: time,
  unfinished_attempts: integer,
});

/** As stored in `operation.actor` and `audit.actor`. */
export const actorSchema: z.ZodType<Actor> = z.object({
  slackUserId: z.string(),
  personId: z.string().exactOptional(),
  personName: z.string().exactOptional(),
});

const destinationSchema: z.ZodType<Destination> = z.object({
  channelId: z.string().exactOptional(),
  chosen: z.literal(true).exactOptional(),
  answer: z.string().exactOptional(),
  viewId: z.string().exactOptional(),
});

/** Reads a row. Input, outcome and fault stay unknown: only the kind can tell whether it understands them. */
export function readOperation(row: Selectable<OperationTable>): StoredOperation {
  const read = rowSchema.parse(row);
  return {
    operation: {
      id: read.id,
      dedupeKey: read.dedupe_key,
      kind: read.kind,
      lock: read.lock,
      actor: actorSchema.parse(fromJson(read.actor)),
      destination: destinationSchema.parse(fromJson(read.destination)),
      input: fromJson(read.input),
      state: read.state,
      attempts: read.attempts,
      acceptedAt: read.accepted_at,
      runAt: read.run_at,
      ...(read.also_lock !== null && { alsoLock: read.also_lock }),
      ...(read.group_id !== null && { groupId: read.group_id }),
      ...(read.group_name !== null && { groupName: read.group_name }),
      ...(read.reason !== null && { reason: read.reason }),
      ...(read.outcome !== null && { outcome: fromJson(read.outcome) }),
      ...(read.fault !== null && { fault: fromJson(read.fault) }),
      ...(read.waiting_since !== null && { waitingSince: read.waiting_since }),
      ...(read.wait_told_at !== null && { waitToldAt: read.wait_told_at }),
      ...(read.retried_at !== null && { retriedAt: read.retried_at }),
      ...(read.settled_at !== null && { settledAt: read.settled_at }),
      ...(read.told_at !== null && { toldAt: read.told_at }),
      ...(read.needs_attention > 0 && { needsAttention: true as const }),
    },
    sequence: read.sequence,
    tellingAttempts: read.telling_attempts,
    unfinishedAttempts: read.unfinished_attempts,
    leaseOwner: read.lease_owner,
    leaseInstance: read.lease_instance,
    leaseUntil: read.lease_until ?? 0,
  };
}

/** JSON text of any value; `undefined` becomes `null`. */
export function toJson(value: unknown): string {
  return JSON.stringify(value ?? null);
}

/** The value of JSON text; text that is no JSON gives `undefined`, which no schema of a kind takes. */
export function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
