import { LeaseLost } from './lease-lost.ts';

/**
 * An attempt cannot go on here: lease lost, program stops, or ledger not writable (`cause`). It says nothing
 * about the operation, which is left to the ledger.
 */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** Whether the attempt ended because another one has the operation now. */
export function isTakenOver(error: unknown): boolean {
  return error instanceof LeaseLost || (error instanceof Interrupted && error.cause instanceof LeaseLost);
}

/** Waits for the work, but not beyond the signal: then rejects with `Interrupted`, and the work's end is ignored. */
export function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(new Interrupted('The attempt was stopped.', { cause: signal.reason }));
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
