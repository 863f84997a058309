import { setTimeout as delay } from 'node:timers/promises';
import type { Ledger } from './ledger.ts';
import type { Runner } from './runner.ts';

/** What came of a wish to cancel. */
export type Cancelled = 'cancelled' | 'too-late' | 'not-yours';

const withinMs = 15_000;
const everyMs = 200;

/**
 * Cancels for the person who asked for the operation, and only between its attempts: an attempt that is under way
 * (against a portal that does not answer it takes seconds) is waited for.
 */
export function createCancel(ledger: Pick<Ledger, 'get'>, runner: Pick<Runner, 'cancel'>, now: () => number) {
  return async (operationId: string, slackUserId: string): Promise<Cancelled> => {
    const deadline = now() + withinMs;
    for (;;) {
      const operation = await ledger.get(operationId);
      if (operation === undefined) return 'too-late';
      if (operation.actor.slackUserId !== slackUserId) return 'not-yours';
      if (await runner.cancel(operationId, operation.actor)) return 'cancelled';
      // An attempt may have begun between the look and the wish to cancel.
      const isAtWork = operation.state === 'running' || (await ledger.get(operationId))?.state === 'running';
      if (!isAtWork || now() > deadline) return 'too-late';
      await delay(everyMs);
    }
  };
}
