import type { Config } from './config.ts';
import { type OpenOperations, openOperations } from './operations/open-operations.ts';
import { checkStore, openNow } from './service/check-store.ts';
import type { Logger } from './service/log.ts';
import type { Readiness } from './service/readiness.ts';
import { createRecheck } from './service/watch.ts';
import { StoreError } from './store/store-error.ts';

/**
 * Opens the ledger and what runs it, and goes on watching the database. Waits as long as it is merely out of reach;
 * throws a `StoreError` where only a human can help.
 */
export async function openWatchedOperations(
  store: Config['store'],
  watching: { readonly readiness: Readiness; readonly log: Logger; readonly signal: AbortSignal },
): Promise<OpenOperations> {
  let recheck: (() => void) | undefined;
  const open = () => openOperations({ ...store, log: watching.log, onAway: () => recheck?.() });
  const opened = await openNow({ condition: 'store', check: () => checkStore(open), ...watching });
  const check = () => checkStore(() => opened.store.check());
  recheck = createRecheck({ condition: 'store', check, ...watching }, Date.now);
  return opened;
}

/**
 * What the store answers by then (Unix ms): a database that hangs says nothing for seconds, and Slack waits for three.
 * Throws a `StoreError` for `late` where it does not; `lateAnswer` hears of one that comes behind that.
 */
export async function answeredBy<Answer>(
  work: Promise<Answer>,
  {
    until,
    now,
    late,
    lateAnswer,
  }: {
    readonly until: number;
    readonly now: () => number;
    readonly late: 'out of reach' | 'lost at the commit';
    readonly lateAnswer?: (answer: Answer) => void;
  },
): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => {
        work.then(lateAnswer, () => undefined);
        reject(new StoreError(late, 'the store'));
      },
      Math.max(0, until - now()),
    );
  });
  return Promise.race([work, tooLate]).finally(() => clearTimeout(timer));
}
