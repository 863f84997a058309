import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { appendAudit } from './audit.ts';
import { type ChangeLimit, goesOnAt } from './change-limit.ts';
import type { AcceptAnswer, Actor, Operation, OperationRequest } from './kind.ts';
import { type Claim, createClaims } from './ledger-claims.ts';
import { createEndings, type Ending } from './ledger-endings.ts';
import { createHistory, type LedgerGroup, type OperationPage, type PageRequest } from './ledger-history.ts';
import { createLockRecords, type LockRecords } from './ledger-locks.ts';
import { createStepRecords, type StepState } from './ledger-steps.ts';
import { locksOf, takeTurns } from './locks.ts';
import { readOperation, toJson } from './operation-row.ts';

/**
 * The durable list of operations. Each call is one transaction, on disk when it returns. Calls with an `owner`
 * throw `LeaseLost` once another attempt has claimed the operation; all throw `StoreError` when the disk is full
 * or the file is damaged.
 */
export interface Ledger extends LockRecords {
  /** Writes the operation and its audit row. A dedupe key that is known gives the operation of then. */
  accept(request: OperationRequest): Promise<{ readonly operation: Operation; readonly fresh: boolean }>;
  /** As `accept`, unless the actor has asked for too much: then nothing is written. Known keys are not refused. */
  acceptWithin(limit: ChangeLimit, request: OperationRequest): Promise<AcceptAnswer>;

  /**
   * Takes the operation for `owner`, a name never used before: to run it if it is accepted (or its runner is dead
   * or its lease over) and nothing earlier with the same lock is open, or to tell it if it is settled.
   */
  claim(id: string, owner: string, leaseMs: number): Promise<Claim>;
  renew(id: string, owner: string, leaseMs: number): Promise<void>;
  /** Gives the operation back as it is, to be claimed at once. */
  release(id: string, owner: string): Promise<void>;
  /** Gives it back, to be claimed at `runAt`. */
  postpone(id: string, owner: string, runAt: number, fault: unknown): Promise<void>;
  /** Gives a settled operation back, to be told at `runAt`. */
  postponeTelling(id: string, owner: string, runAt: number): Promise<void>;

  /** Says what is known of the step, and, if nothing, writes down that it begins now. */
  beginStep(id: string, name: string, owner: string): Promise<StepState>;
  /** A step that was begun before is about to be done again. */
  repeatStep(id: string, name: string, owner: string): Promise<void>;
  /** Nothing of a step that was begun, and whose end is unknown, can come to pass after that (Unix ms). */
  settleStep(id: string, name: string, owner: string, settlesAt: number): Promise<void>;
  endStep(id: string, name: string, owner: string, result: unknown): Promise<void>;
  /** The step was begun and surely did nothing: the next attempt begins it anew. */
  undoBegin(id: string, name: string, owner: string): Promise<void>;
  /** Whether a step was begun whose end is unknown. */
  hasUnclearStep(id: string): Promise<boolean>;
  /** What an ended step of telling gave, as JSON; undefined = there is no such step, or its end is unknown. */
  toldResult(id: string, name: string): Promise<unknown>;

  /** The run is over. The owner keeps the operation, to tell it. */
  settle(id: string, owner: string, ending: Ending): Promise<Operation>;
  /** As `settle`, for an end that is unclear for good. */
  needsAttention(id: string, owner: string, fault: unknown): Promise<Operation>;
  /**
   * Settles an operation that waits with the fault `{ reason: 'cancelled' }`; `undefined` if it does not wait, or has
   * written something already.
   */
  cancel(id: string, actor: Actor): Promise<Operation | undefined>;
  markWaitTold(id: string): Promise<void>;
  /** All is over. Wipes the sealed `response_url`. `given up` = nobody could be told. */
  markTold(id: string, owner: string, how?: 'told' | 'given up'): Promise<void>;

  get(id: string): Promise<Operation | undefined>;
  /** Those that were accepted under these keys (at most some thousand), in no order. */
  byDedupeKeys(keys: readonly string[]): Promise<readonly Operation[]>;
  /** All that is not over, oldest first. */
  open(): Promise<readonly { readonly id: string; readonly runAt: number }[]>;
  /** Those, at most so many, whose time came 5 s ago and whom nobody runs, if nothing before them under their lock is open. */
  due(most: number): Promise<readonly string[]>;
  /** How many there are in each state. */
  countByState(): Promise<Readonly<Record<string, number>>>;
  /** For each lock of this operation the next open one behind it. */
  nextBehind(id: string): Promise<readonly string[]>;
  byGroup(groupId: string, page: PageRequest): Promise<OperationPage>;
  byActor(slackUserId: string, page: PageRequest): Promise<OperationPage>;
  recent(page: PageRequest): Promise<OperationPage>;
  /** Groups that stand in the ledger under a name that matches, the last changed first; deleted ones, too. */
  groupsCalled(matches: (name: string) => boolean): Promise<readonly LedgerGroup[]>;
}

/** Unix ms; in the transaction that it is for, where the time is the database's. */
export type Now = (db: Kysely<Schema>) => number | Promise<number>;

export interface LedgerOptions {
  readonly now: Now;
  /** Gives ids that are unique for good. */
  readonly newId: () => string;
  /** Called in the transaction in which an operation is accepted: what it writes is there if the operation is. */
  readonly onAccept?: (db: Kysely<Schema>, operationId: string) => Promise<void>;
}

export function createLedger(store: Store, options: LedgerOptions): Ledger {
  return {
    accept: (request) => store.transaction((db) => accept(db, store, options, request)),
    acceptWithin: (limit, request) => acceptWithin(store, options, limit, request),
    ...createClaims(store, options.now),
    ...createStepRecords(store, options.now),
    ...createEndings(store, options.now),
    ...createHistory(store, options.now),
    ...createLockRecords(store),
  };
}

async function accept(
  db: Kysely<Schema>,
  store: Store,
  { now, newId, onAccept }: LedgerOptions,
  request: OperationRequest,
) {
  // One after another for each lock: else an operation with a lower number could come to light after a later one.
  await takeTurns(store, db, locksOf(request));
  const at = await now(db);
  const inserted = await db
    .insertInto('operation')
    .values({
      id: newId(),
      dedupe_key: request.dedupeKey,
      kind: request.kind,
      lock: request.lock,
      also_lock: request.alsoLock ?? null,
      group_id: request.groupId ?? null,
      group_name: request.groupName ?? null,
      actor_slack_user_id: request.actor.slackUserId,
      actor: toJson(request.actor),
      destination: toJson(request.destination),
      reason: request.reason ?? null,
      input: toJson(request.input),
      state: 'accepted',
      accepted_at: at,
      run_at: at,
    })
    .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (inserted === undefined) {
    const known = await db
      .selectFrom('operation')
      .selectAll()
      .where('dedupe_key', '=', request.dedupeKey)
      .executeTakeFirstOrThrow();
    return { operation: readOperation(known).operation, fresh: false };
  }
  const { operation } = readOperation(inserted);
  await onAccept?.(db, operation.id);
  const { kind, lock, alsoLock, groupId, groupName, reason, input } = operation;
  await appendAudit(db, {
    at,
    operationId: operation.id,
    event: 'accepted',
    actor: operation.actor,
    data: { kind, lock, alsoLock, groupId, groupName, reason, input },
  });
  return { operation, fresh: true };
}

function acceptWithin(store: Store, options: LedgerOptions, limit: ChangeLimit, request: OperationRequest) {
  return store.transaction(async (db): Promise<AcceptAnswer> => {
    const { slackUserId } = request.actor;
    await store.takeTurn(db, `actor:${slackUserId}`);
    const goesOn = await goesOnAt(db, slackUserId, limit, await options.now(db));
    if (goesOn === undefined || (await isKnown(db, request.dedupeKey)))
      return accept(db, store, options, request);
    return { goesOnAt: goesOn, most: limit.most };
  });
}

async function isKnown(db: Kysely<Schema>, dedupeKey: string): Promise<boolean> {
  const known = await db
    .selectFrom('operation')
    .select('id')
    .where('dedupe_key', '=', dedupeKey)
    .executeTakeFirst();
  return known !== undefined;
}
