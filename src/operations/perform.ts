import { StoreError } from '../store/store-error.ts';
import { type Attempt, giveUpAt, isCrashLoop, type RunnerOptions, wakeNext } from './attempt.ts';
import { backOffMs } from './back-off.ts';
import { untilAborted } from './interrupted.ts';
import type { Operation, OperationKind } from './kind.ts';
import type { Ending } from './ledger-endings.ts';
import { locksOf } from './locks.ts';
import { createProgress } from './progress.ts';
import { createRunSteps, UnreadableResult } from './run-steps.ts';
import { tellWaiting } from './telling.ts';

/**
 * Runs the operation's kind once. Gives the settled operation, or `undefined` if it is to be tried again later.
 * Throws only what says nothing about the operation (`Interrupted`, `LeaseLost`, `StoreError`).
 */
export async function perform(options: RunnerOptions, attempt: Attempt): Promise<Operation | undefined> {
  const { ledger } = options;
  const { operation, owner } = attempt;
  if (isCrashLoop(options, attempt)) {
    return ledger.needsAttention(operation.id, owner, { reason: 'crash loop', unclear: true });
  }
  const kind = options.kinds.find(({ name }) => name === operation.kind);
  if (kind === undefined) {
    return ledger.needsAttention(operation.id, owner, { reason: 'unknown kind', kind: operation.kind });
  }
  const input = kind.input.safeParse(operation.input);
  if (!input.success) {
    return ledger.needsAttention(operation.id, owner, { reason: 'unreadable input', kind: operation.kind });
  }
  const end = await runOnce(options, attempt, kind, input.data);
  if ('ending' in end) return ledger.settle(operation.id, owner, end.ending);
  if (end.error instanceof UnreadableResult) {
    return ledger.needsAttention(operation.id, owner, { reason: 'unreadable result', kind: operation.kind });
  }
  return afterFault(options, attempt, end.error);
}

async function runOnce(
  options: RunnerOptions,
  { operation, number, owner, signal, confirm, quietSince }: Attempt,
  kind: OperationKind<unknown, unknown>,
  input: unknown,
): Promise<{ readonly ending: Ending } | { readonly error: unknown }> {
  const { ledger, faults } = options;
  const progress = createProgress(options, operation);
  const steps = createRunSteps({
    ledger,
    faults,
    operationId: operation.id,
    owner,
    signal,
    confirm,
    prefix: 'run:',
    unheard: { quietSince, mayStillComeMs: options.mayStillComeMs, now: options.now },
  });
  const [lockSettledAt, lockUnclearAt] = await Promise.all([
    ledger.lockSettledAt(...locksOf(operation)),
    ledger.lockUnclearAt(...locksOf(operation)),
  ]);
  try {
    const run = kind.run({
      operation,
      input,
      attempt: number,
      ...(lockSettledAt !== undefined && { lockSettledAt }),
      ...(lockUnclearAt !== undefined && { lockUnclearAt }),
      giveUpAt: giveUpAt(options, operation),
      signal,
      step: steps.step,
      progress: progress.tell,
    });
    const outcome = await untilAborted(run, signal);
    // A kind that swallowed the interruption of a step does not know what it says.
    steps.throwIfInterrupted();
    return { ending: { outcome, ...kind.about?.(outcome) } };
  } catch (error) {
    steps.throwIfInterrupted();
    // A kind asks the ledger, too; that it is away says nothing of the operation.
    if (error instanceof StoreError) throw error;
    return { error };
  } finally {
    // What comes now, the end or that it waits, must be the last word.
    await progress.end(signal);
  }
}

async function afterFault(
  options: RunnerOptions,
  attempt: Attempt,
  error: unknown,
): Promise<Operation | undefined> {
  const { ledger, faults, now, log } = options;
  const { operation, owner } = attempt;
  const verdict = faults.judge(error);
  const fault = faults.describe(error);
  const at = now();
  const deadline = giveUpAt(options, operation);
  if (verdict.kind === 'lasting' || at >= deadline) {
    log.warn({ operationId: operation.id, fault, attempt: attempt.number }, 'operation failed');
    return (await ledger.hasUnclearStep(operation.id))
      ? ledger.needsAttention(operation.id, owner, fault)
      : ledger.settle(operation.id, owner, { fault });
  }
  const wait = backOffMs(options.backOff, attempt.number, options.random, verdict.retryAfterMs);
  const runAt = Math.min(at + wait, deadline);
  log.info({ operationId: operation.id, fault, attempt: attempt.number, runAt }, 'operation waits');
  const waited = runAt - (operation.waitingSince ?? at);
  const told = waited > options.tellWaitingAfterMs && (await tellWaiting(options, attempt, fault));
  await ledger.postpone(operation.id, owner, runAt, fault);
  options.dispatcher.wake(operation.id, runAt);
  // Those behind it wait, too, and nobody has told them.
  if (told) await wakeNext(options, operation.id);
  return undefined;
}
