import type { RunnerOptions } from './attempt.ts';
import { untilAborted } from './interrupted.ts';
import type { Operation } from './kind.ts';

/** At most one update in this time: Slack takes about one a second. */
const pauseMs = 1_000;
/** An update that is under way must not come after the end; one that hangs must not hold it up for long. */
const lastUpdateMs = 3_000;

/** Tells how far a run has come, as well as that goes: nothing waits for it, and nothing fails by it. */
export interface Progress {
  tell(done: number, total: number): void;
  /** Nothing is told from here on. Resolves when no update is under way any more, hangs too long, or nobody waits. */
  end(signal: AbortSignal): Promise<void>;
}

export function createProgress(
  { teller, faults, now, log }: Pick<RunnerOptions, 'teller' | 'faults' | 'now' | 'log'>,
  operation: Operation,
): Progress {
  let lastAt: number | undefined;
  let underWay: Promise<void> | undefined;
  let ended = false;

  async function update(done: number, total: number): Promise<void> {
    try {
      await teller.progress?.(operation, done, total);
    } catch (error) {
      log.info({ operationId: operation.id, fault: faults.describe(error) }, 'progress could not be told');
    }
    underWay = undefined;
  }

  return {
    tell(done, total) {
      const at = now();
      if (ended || underWay !== undefined || (lastAt !== undefined && at - lastAt < pauseMs)) return;
      lastAt = at;
      underWay = update(done, total);
    },
    async end(signal) {
      ended = true;
      if (underWay === undefined) return;
      const late = AbortSignal.any([signal, AbortSignal.timeout(lastUpdateMs)]);
      await untilAborted(underWay, late).catch(() => undefined);
    },
  };
}
