import type { Generated } from 'kysely';

/**
 * The tables as they are now. Times are Unix ms; `actor`, `destination`, `input`, `outcome`, `fault`,
 * `result` and `data` are JSON text; rows are parsed when read.
 */
export interface Schema {
  readonly operation: OperationTable;
  readonly operation_step: OperationStepTable;
  readonly audit: AuditTable;
  readonly audit_head: AuditHeadTable;
  readonly watch: WatchTable;
  readonly delivery: DeliveryTable;
}

export interface OperationTable {
  /** Order of acceptance. */
  readonly sequence: Generated<number>;
  readonly id: string;
  readonly dedupe_key: string;
  readonly kind: string;
  readonly lock: string;
  /** A second lock; null = it has one only. */
  readonly also_lock: Generated<string | null>;
  readonly group_id: string | null;
  readonly group_name: string | null;
  readonly actor_slack_user_id: string;
  readonly actor: string;
  readonly destination: string;
  readonly reason: string | null;
  readonly input: string;
  readonly state: string;
  readonly attempts: Generated<number>;
  readonly telling_attempts: Generated<number>;
  readonly needs_attention: Generated<number>;
  readonly outcome: string | null;
  readonly fault: string | null;
  readonly accepted_at: number;
  readonly run_at: number;
  readonly waiting_since: number | null;
  readonly wait_told_at: number | null;
  readonly settled_at: number | null;
  readonly told_at: number | null;
  /** Who runs it; null = nobody. New for each attempt, so it fences the writes of an attempt that lost its lease. */
  readonly lease_owner: string | null;
  /** The store instance (one a process) of the owner. */
  readonly lease_instance: string | null;
  readonly lease_until: number | null;
  /** When an operator had it tried again: from then on it is tried as long as a new one. */
  readonly retried_at: number | null;
  /** Attempts in a row, the present one included, that neither ended, nor ended a step, nor were put off. */
  readonly unfinished_attempts: Generated<number>;
}

interface OperationStepTable {
  readonly operation_id: string;
  readonly name: string;
  readonly begun_at: number;
  readonly ended_at: number | null;
  /** Nothing of it can come to pass after that; null = not known, or its end is. */
  readonly settles_at: Generated<number | null>;
  readonly result: string | null;
}

/** A chain of rows without gaps: they are only ever added, and pruned from the beginning. */
export interface AuditTable {
  readonly sequence: number;
  readonly at: number;
  readonly operation_id: string;
  readonly event: string;
  readonly actor: string;
  readonly data: string;
  /** SHA-256 in hex, over the row and the hash of the row before it. */
  readonly hash: string;
}

/** One row: the end of the chain, and its anchor, which is the last row that was pruned. */
interface AuditHeadTable {
  readonly id: number;
  readonly sequence: number;
  readonly hash: string;
  readonly pruned_through: number;
  readonly pruned_hash: string;
  /** How many were pruned in all. */
  readonly pruned_rows: number;
  readonly pruned_at: number | null;
}

/** Which channels get the announcements about which group. */
interface WatchTable {
  readonly group_id: string;
  readonly channel_id: string;
  /** Who asked for it. */
  readonly slack_user_id: string;
  readonly at: number;
}

/** What Slack has delivered of late, so that it is taken once. */
interface DeliveryTable {
  readonly key: string;
  readonly at: number;
}
