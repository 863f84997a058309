import type { z } from 'zod';

/** Who asked: the Slack user and the DocSpace person behind him, as known when the operation was accepted. */
export interface Actor {
  readonly slackUserId: string;
  /** Missing when DocSpace did not answer in time at submit. */
  readonly personId?: string;
  readonly personName?: string;
}

/** Where the outcome is to be told. */
export interface Destination {
  /** The channel in which it was asked for; absent = a direct message to the actor. */
  readonly channelId?: string;
  /** The channel was picked in the form: where it was asked for there was none. */
  readonly chosen?: true;
  /** Sealed `response_url` (see slack/seal.ts); wiped when the operation ends. */
  readonly answer?: string;
  /** The modal that waits for the result, if any. */
  readonly viewId?: string;
}

/** What is written down when a change is accepted. */
export interface OperationRequest {
  /** The same delivery, submit or click has the same key: it runs once. */
  readonly dedupeKey: string;
  readonly kind: string;
  /** Operations with the same lock run one after another, in the order of acceptance. */
  readonly lock: string;
  /** A second one of the same kind: a rename holds the group and the new name. */
  readonly alsoLock?: string;
  readonly groupId?: string;
  readonly groupName?: string;
  readonly actor: Actor;
  readonly destination: Destination;
  readonly reason?: string;
  /** The kind's input, as JSON. */
  readonly input: unknown;
}

/**
 * accepted  waits for its turn (also between attempts)
 * running   a runner holds its lease
 * settled   the outcome is known and not yet told
 * told      over, and told
 * attention unclear for good and told; a human must look
 */
export type OperationState = 'accepted' | 'running' | 'settled' | 'told' | 'attention';

export interface Operation extends OperationRequest {
  readonly id: string;
  readonly state: OperationState;
  readonly attempts: number;
  /** The kind's outcome, as JSON, once the run ended. */
  readonly outcome?: unknown;
  /** What stopped it, as the fault port described it (JSON), when it failed or needs attention. */
  readonly fault?: unknown;
  /** Unix time in ms. */
  readonly acceptedAt: number;
  readonly runAt: number;
  /** Set by the first passing fault: since when it waits for another attempt. */
  readonly waitingSince?: number;
  readonly settledAt?: number;
  readonly toldAt?: number;
  /** It ended unclear: a human must look. Set with `fault`; the state turns to `attention` once that was told. */
  readonly needsAttention?: true;
  /** Set once the actor was told that it waits. */
  readonly waitToldAt?: number;
  /** When an operator had it tried again, after it needed attention. */
  readonly retriedAt?: number;
}

/**
 * What became of a wish: accepted now or before (`fresh`), or refused, as the person has asked for `most` changes
 * already and may go on only then (Unix ms).
 */
export type AcceptAnswer =
  | { readonly operation: Operation; readonly fresh: boolean }
  | { readonly goesOnAt: number; readonly most: number };

/**
 * One write of an operation. Its result is checkpointed: it is not done again after a crash. Once one is done the
 * operation can't be cancelled any more. The name `check` is for the one step that only reads.
 */
export interface Step<Result> {
  readonly result: z.ZodType<Result>;
  /** Does the write. */
  act(): Promise<Result>;
  /**
   * Called before `act` when an earlier attempt began this step and its end is unknown: looks what DocSpace
   * has, and says either that it is done or that it may be done again. Absent = the step may be repeated.
   */
  reconcile?(): Promise<{ readonly done: Result } | 'repeat'>;
}

export interface OperationRun<Input> {
  readonly operation: Operation;
  readonly input: Input;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** When the last operation with the same lock settled (Unix ms): what was checked before that is stale. */
  readonly lockSettledAt?: number;
  /** When the last operation with the same lock ended unclear (Unix ms): its request may still be at work. */
  readonly lockUnclearAt?: number;
  /** From then on (Unix ms) a passing fault ends the operation: a kind that has done a part must say so by then. */
  readonly giveUpAt: number;
  /** Aborted when the lease is lost or the program must stop now. */
  readonly signal: AbortSignal;
  step<Result>(name: string, step: Step<Result>): Promise<Result>;
  /** Tells, if it can be told, how far the run has come: `done` of `total` people. Not durable; never throws. */
  progress(done: number, total: number): void;
}

/** One kind of change: `create`, later `rename`, `head`, ... What it does is a series of checkpointed steps. */
export interface OperationKind<Input, Outcome> {
  readonly name: string;
  /** Parses the stored input again: an older version may have written it. */
  readonly input: z.ZodType<Input>;
  readonly outcome: z.ZodType<Outcome>;
  run(run: OperationRun<Input>): Promise<Outcome>;
  /** Which group the outcome is about, for the history: a create learns the id only by running. */
  about?(outcome: Outcome): { readonly groupId?: string; readonly groupName?: string };
}

/**
 * How a fault of a run is to be taken. `retryAfterMs` is a lower bound for the next attempt.
 * When a step's write failed: after a passing fault its end is unknown (the next attempt reconciles) unless
 * `undone` says that it surely did nothing, such as a 429, and `unanswered` that it may be at work still; a lasting one is a refusal that did nothing unless
 * it is `unclear`. An operation that ends with a step whose end is unknown needs attention.
 */
export type FaultVerdict =
  | {
      readonly kind: 'passing';
      readonly retryAfterMs?: number;
      readonly undone?: boolean;
      readonly unanswered?: boolean;
    }
  | { readonly kind: 'lasting'; readonly unclear?: boolean };

/** Port: what a fault means. Implemented where the faults come from are known (app.ts puts it in). */
export interface Faults {
  judge(error: unknown): FaultVerdict;
  /** JSON to be stored and worded later; never holds secrets. */
  describe(error: unknown): unknown;
}

/**
 * Port: tells people. Implemented by slack/. Each may throw; the runner tries again with back-off.
 * Each ends within seconds: `waiting` holds up the next attempt, both hold a place among the running operations.
 */
export interface Teller {
  /** Tells the outcome. `step` checkpoints what was posted, so that a repeat does not post again. */
  tell(operation: Operation, step: TellStep): Promise<void>;
  /** Tells the actor, once, that the operation waits and until when it is tried (Unix ms). */
  waiting(operation: Operation, fault: unknown, until: number): Promise<void>;
  /** Tells how far a running operation has come, where somebody may be looking on. Best effort. */
  progress?(operation: Operation, done: number, total: number): Promise<void>;
}

export type TellStep = <Result>(name: string, step: Step<Result>) => Promise<Result>;

/** Port: sees that accepted operations are run: in this process, or in any of several replicas. */
export interface Dispatcher {
  /**
   * Begins to hand operations to `run`, the ones left over from before included.
   * `signal` is aborted when the program must stop now: the run leaves, and the ledger keeps the operation.
   */
  start(run: (operationId: string, signal: AbortSignal) => Promise<void>): Promise<void>;
  /** An operation was accepted by this process. Never throws. */
  accepted(operationId: string): void;
  /** An operation is to be looked at now, or to be tried again at `runAt` (Unix ms). Never throws. */
  wake(operationId: string, runAt?: number): void;
  /** Takes no new work, waits for running work at most `graceMs`, then makes it leave, and returns. */
  stop(graceMs: number): Promise<void>;
}
