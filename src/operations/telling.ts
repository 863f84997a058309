import { type Attempt, giveUpAt, isCrashLoop, type RunnerOptions, wakeNext } from './attempt.ts';
import { backOffMs } from './back-off.ts';
import { untilAborted } from './interrupted.ts';
import type { Operation } from './kind.ts';
import { createRunSteps } from './run-steps.ts';

/** Tells the end of a settled operation; a fault only puts the telling off. Throws as `perform` does. */
export async function tell(options: RunnerOptions, attempt: Attempt): Promise<void> {
  const { ledger, faults, teller, now, log } = options;
  const { operation, owner, signal, confirm } = attempt;
  if (isCrashLoop(options, attempt)) {
    log.error(
      { operationId: operation.id },
      'telling the end of an operation was cut off each time; given up',
    );
    return ledger.markTold(operation.id, owner, 'given up');
  }
  const steps = createRunSteps({
    ledger,
    faults,
    operationId: operation.id,
    owner,
    signal,
    confirm,
    prefix: 'tell:',
  });
  try {
    await untilAborted(teller.tell(operation, steps.step), signal);
  } catch (error) {
    steps.throwIfInterrupted();
    const details = { operationId: operation.id, fault: faults.describe(error), attempt: attempt.number };
    const deadline = (operation.settledAt ?? operation.acceptedAt) + options.giveUpAfterMs;
    if (now() >= deadline) {
      log.error(details, 'the end of an operation could not be told; given up');
      return ledger.markTold(operation.id, owner, 'given up');
    }
    const verdict = faults.judge(error);
    const retryAfterMs = verdict.kind === 'passing' ? verdict.retryAfterMs : undefined;
    const wait = backOffMs(options.backOff, attempt.number, options.random, retryAfterMs);
    const runAt = Math.min(now() + wait, deadline);
    log.warn({ ...details, runAt }, 'the end of an operation could not be told; it is tried again');
    await ledger.postponeTelling(operation.id, owner, runAt);
    return options.dispatcher.wake(operation.id, runAt);
  }
  steps.throwIfInterrupted();
  await ledger.markTold(operation.id, owner);
}

/** Tells, once, that the operation waits; false if that could not be told (nothing else fails by it). */
export async function tellWaiting(
  options: RunnerOptions,
  { operation, signal }: Pick<Attempt, 'operation' | 'signal'>,
  fault: unknown,
): Promise<boolean> {
  if (operation.waitToldAt !== undefined) return true;
  const until = giveUpAt(options, operation);
  try {
    await untilAborted(options.teller.waiting(operation, fault, until), signal);
  } catch (error) {
    if (signal.aborted) throw error;
    options.log.warn(
      { operationId: operation.id, fault: options.faults.describe(error) },
      'the actor could not be told that the operation waits',
    );
    return false;
  }
  await options.ledger.markWaitTold(operation.id);
  return true;
}

/** An operation behind one that waits, waits as well: tells its actor, and sees to those behind it in turn. */
export async function tellBehind(
  options: RunnerOptions,
  operation: Operation,
  first: Operation,
  signal: AbortSignal,
): Promise<void> {
  // Without a fault it runs just now; if it has to wait again, it wakes those behind it.
  if (first.waitToldAt === undefined || first.fault === undefined) return;
  await tellWaiting(options, { operation, signal }, first.fault);
  await wakeNext(options, operation.id);
}
