import type { BackOff } from './back-off.ts';
import type { Dispatcher, Faults, Operation, OperationKind, Teller } from './kind.ts';
import type { Ledger } from './ledger.ts';
import type { OperationLog } from './log.ts';

/** What the runner works with. */
export interface RunnerOptions {
  readonly ledger: Ledger;
  readonly kinds: readonly OperationKind<unknown, unknown>[];
  readonly faults: Faults;
  readonly teller: Teller;
  readonly dispatcher: Dispatcher;
  /** Unix ms. */
  readonly now: () => number;
  /** 0 to 1. */
  readonly random: () => number;
  /** Ids that are unique for good. */
  readonly newId: () => string;
  /** Well above the longest request of a step. */
  readonly leaseMs: number;
  readonly backOff: BackOff;
  /** How long a write that nobody heard the end of may still come to pass, in ms. */
  readonly mayStillComeMs: number;
  /** So long (ms) an operation is tried at least before attempts that come to nothing end it. */
  readonly crashLoopMs: number;
  /** How long after its acceptance (or an operator's retry) it is still tried, and after its end still told. */
  readonly giveUpAfterMs: number;
  /** The actor is told that the operation waits once it has to wait longer than this. */
  readonly tellWaitingAfterMs: number;
  readonly log: OperationLog;
}

/** One attempt to run, or to tell, an operation; its owner holds the lease until `signal` is aborted. */
export interface Attempt {
  readonly operation: Operation;
  /** 1 for the first. */
  readonly number: number;
  /** How many in a row, this one included, neither ended, nor ended a step, nor were put off. */
  readonly unfinished: number;
  /** Until when (Unix ms, at the latest) an attempt before this one can have sent anything. */
  readonly quietSince: number;
  readonly owner: string;
  readonly signal: AbortSignal;
  /** Rejects if the operation may be somebody else's by now; see `Lease`. */
  readonly confirm: () => Promise<void>;
}

/** How many attempts may come to nothing in a row. */
export const mostUnfinished = 20;

/**
 * After so many attempts in a row that came to no end, and so long a time, something about the operation ends the
 * process each time. Kills from outside come quicker, or not as often.
 */
export function isCrashLoop(
  { now, crashLoopMs }: Pick<RunnerOptions, 'now' | 'crashLoopMs'>,
  { unfinished, operation }: Pick<Attempt, 'unfinished' | 'operation'>,
): boolean {
  const since = operation.settledAt ?? operation.retriedAt ?? operation.acceptedAt;
  return unfinished > mostUnfinished && now() - since >= crashLoopMs;
}

/** From then on (Unix ms) a passing fault ends the operation. */
export function giveUpAt(options: Pick<RunnerOptions, 'giveUpAfterMs'>, operation: Operation): number {
  return (operation.retriedAt ?? operation.acceptedAt) + options.giveUpAfterMs;
}

/** Wakes the next operation under each of its locks. */
export async function wakeNext(options: RunnerOptions, operationId: string): Promise<void> {
  for (const next of await options.ledger.nextBehind(operationId)) options.dispatcher.wake(next);
}
