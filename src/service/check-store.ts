import { isCommitUnclear, isStoreAway, StoreError } from '../store/store-error.ts';
import type { StartCheck } from './start-checks.ts';
import { checkOnce, untilReady, type Watched } from './watch.ts';

/** Whether the database can be used. Throws the `StoreError` that only a human can mend. */
export async function checkStore<Facts>(ask: () => Promise<Facts>): Promise<StartCheck<Facts>> {
  try {
    return { kind: 'ready', facts: await ask(), warnings: [] };
  } catch (error) {
    if (isStoreAway(error)) return { kind: 'not-ready', reason: `store: ${error.path} is out of reach` };
    throw error;
  }
}

/** Asks until there is an answer. Throws what `check` throws. */
export async function openNow<Facts>(watched: Watched<Facts>): Promise<Facts> {
  const found = await checkOnce(watched);
  if (found.kind === 'ready') return found.facts;
  if (found.kind === 'not-ready')
    watched.log.warn({ reason: found.reason }, `${watched.condition} is not ready`);
  return untilReady(watched);
}

/** The key under which words/faults has a sentence for a fault of the store; undefined = it is none. */
export function storeFault(error: unknown): string | undefined {
  if (!(error instanceof StoreError)) return undefined;
  if (isCommitUnclear(error)) return 'store-unclear';
  return isStoreAway(error) ? 'store-away' : 'store-broken';
}
