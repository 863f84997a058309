import { type Attempt, type RunnerOptions, wakeNext } from './attempt.ts';
import { isTakenOver } from './interrupted.ts';
import type { Actor } from './kind.ts';
import { keepLease } from './lease.ts';
import { perform } from './perform.ts';
import { tell, tellBehind } from './telling.ts';

export type { RunnerOptions } from './attempt.ts';

/** Carries accepted operations through to their end. */
export interface Runner {
  /**
   * One attempt: runs the operation as far as it goes now, tells its end, and has it woken again where more is to
   * be done. Leaves it to the ledger when `signal` is aborted. Never throws.
   */
  run(operationId: string, signal?: AbortSignal): Promise<void>;
  /** Cancels an operation that waits; false if it does not (any more). Throws `StoreError`. */
  cancel(operationId: string, actor: Actor): Promise<boolean>;
}

/** The runner of this process; `dispatcher.start` is to be given its `run`. */
export function createRunner(options: RunnerOptions): Runner {
  const { ledger, dispatcher, now, log } = options;

  async function run(operationId: string, signal = new AbortController().signal): Promise<void> {
    const owner = options.newId();
    let hadIt = false;
    try {
      const claim = await ledger.claim(operationId, owner, options.leaseMs);
      switch (claim.kind) {
        case 'taken':
          hadIt = true;
          await underLease({
            operation: claim.operation,
            number: claim.attempt,
            unfinished: claim.unfinished,
            quietSince: claim.quietSince,
            owner,
            signal,
          });
          break;
        case 'held':
          dispatcher.wake(operationId, claim.until);
          break;
        case 'not due':
          dispatcher.wake(operationId, claim.runAt);
          break;
        case 'behind':
          await tellBehind(options, claim.operation, claim.first, signal);
          break;
        case 'unknown':
        case 'over':
          break;
      }
    } catch (error) {
      await leave(operationId, owner, hadIt, error);
    }
  }

  async function underLease(attempt: Omit<Attempt, 'confirm'>): Promise<void> {
    const { operation, owner, signal: outer } = attempt;
    const stopping = new AbortController();
    const stop = () => stopping.abort(outer.reason);
    outer.addEventListener('abort', stop, { once: true });
    if (outer.aborted) stop();
    const lease = keepLease({
      leaseMs: options.leaseMs,
      now,
      renew: () => ledger.renew(operation.id, owner, options.leaseMs),
      onLost: (reason) => stopping.abort(reason),
    });
    try {
      await carryOn({ ...attempt, signal: stopping.signal, confirm: lease.confirm });
    } finally {
      lease.end();
      outer.removeEventListener('abort', stop);
    }
  }

  async function carryOn(attempt: Attempt): Promise<void> {
    const { operation, number } = attempt;
    if (operation.state === 'settled') {
      // Repeated here, because the process may have died before it came to that.
      await wakeNext(options, operation.id);
      // The attempt that settled it was the first to tell it.
      return tell(options, { ...attempt, number: number + 1 });
    }
    const settled = await perform(options, attempt);
    if (settled === undefined) return;
    log.info({ operationId: settled.id, operation: settled.kind, attempt: number }, 'operation settled');
    await wakeNext(options, settled.id);
    await tell(options, { ...attempt, operation: settled, number: 1, unfinished: 1 });
  }

  async function leave(operationId: string, owner: string, hadIt: boolean, error: unknown): Promise<void> {
    const details = { operationId, reason: reasonOf(error) };
    if (isTakenOver(error) || (hadIt && (await giveBack(operationId, owner)) === 'taken over'))
      return log.warn(details, 'another attempt has taken the operation over');
    log.warn(details, 'an attempt was interrupted; the operation is tried again');
    dispatcher.wake(operationId, now() + options.leaseMs);
  }

  async function giveBack(
    operationId: string,
    owner: string,
  ): Promise<'given back' | 'taken over' | 'unknown'> {
    try {
      await ledger.release(operationId, owner);
      return 'given back';
    } catch (error) {
      // Not writable: its lease runs out.
      return isTakenOver(error) ? 'taken over' : 'unknown';
    }
  }

  async function cancel(operationId: string, actor: Actor): Promise<boolean> {
    const cancelled = await ledger.cancel(operationId, actor);
    if (cancelled === undefined) return false;
    dispatcher.wake(operationId);
    await wakeNext(options, operationId);
    return true;
  }

  return { run, cancel };
}

/** Errors that come here are the ledger's or our own: their messages hold no secrets. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} ${error.cause.message}` : error.message;
}
