import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from './log.ts';
import type { Condition, Readiness } from './readiness.ts';
import type { StartCheck } from './start-checks.ts';

/** Something the bot needs, which may be out of reach for a while. */
export interface Watched<Facts> {
  readonly condition: Condition;
  readonly check: () => Promise<StartCheck<Facts>>;
  readonly readiness: Readiness;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

const firstWaitMs = 500;
const longestWaitMs = 30_000;

/** One check; readiness and log say what came of it. */
export async function checkOnce<Facts>(watched: Watched<Facts>): Promise<StartCheck<Facts>> {
  const { condition, readiness, log } = watched;
  const found = await watched.check();
  switch (found.kind) {
    case 'ready':
      readiness.ready(condition);
      for (const warning of found.warnings) log.warn(warning);
      break;
    case 'not-ready':
      readiness.notReady(condition, found.reason);
      break;
    case 'fatal':
      readiness.notReady(
        condition,
        found.faults.map(({ variable, what }) => `${variable}: ${what}`).join('; '),
      );
      break;
  }
  return found;
}

/** How often, and how far apart, a fault of the settings must be seen before the program ends for it. */
const confirmations = 3;
const confirmAfterMs = 700;

/**
 * As `checkOnce`, but what looks like a wrong setting is looked at again: a proxy's page in a bad moment looks so, too,
 * and must not keep a bot from coming back that has operations to finish.
 */
export async function checkFirmly<Facts>(watched: Watched<Facts>): Promise<StartCheck<Facts>> {
  let found = await checkOnce(watched);
  for (let seen = 1; found.kind === 'fatal' && seen < confirmations; seen += 1) {
    await delay(confirmAfterMs, undefined, { signal: watched.signal });
    found = await checkOnce(watched);
  }
  return found;
}

/** Checks again, with longer and longer waits, until it is ready. Rejects only when the signal ends the wait. */
export async function untilReady<Facts>(watched: Watched<Facts>): Promise<Facts> {
  const { condition, log, signal } = watched;
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
    await delay(waitMs, undefined, { signal });
    const found = await checkOnce(watched);
    if (found.kind === 'ready') {
      log.info(`${condition} is there again`);
      return found.facts;
    }
    const reason = found.kind === 'fatal' ? found.faults : found.reason;
    log.warn({ reason, waitMs }, `${condition} is not ready`);
  }
}

const recheckEveryMs = 5_000;

/**
 * Gives a function to call whenever something looks wrong: it checks (seldom, one at a time), and where the check
 * fails, too, goes on checking until all is well again.
 */
export function createRecheck<Facts>(watched: Watched<Facts>, now: () => number): () => void {
  let checking = false;
  let last = Number.NEGATIVE_INFINITY;
  async function check(): Promise<void> {
    const found = await checkOnce(watched);
    if (found.kind === 'ready') return;
    watched.log.warn(
      { reason: found.kind === 'fatal' ? found.faults : found.reason },
      `${watched.condition} is not ready`,
    );
    await untilReady(watched);
  }
  return () => {
    if (checking || watched.signal.aborted || now() - last < recheckEveryMs) return;
    checking = true;
    last = now();
    check()
      .catch((error: unknown) => {
        if (!watched.signal.aborted) watched.log.error({ err: error }, 'a check met a fault of its own');
      })
      .finally(() => {
        checking = false;
      });
  };
}
