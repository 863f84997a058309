import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { SlackUsersError } from '../directory/slack-users.ts';
import { DocSpaceError } from '../docspace/errors.ts';
import type { Reply } from './calls.ts';
import type { Words } from './words/index.ts';

/** What the edge reports; app.ts connects it to logs and metrics. */
export interface EdgeLog {
  fault(event: {
    readonly id: string;
    readonly where: string;
    readonly slackUserId?: string;
    readonly error: unknown;
  }): void;
}

/** Port: what Slack has delivered of late, to this replica or another. Implemented by the store. */
export interface Deliveries {
  isFirst(deliveryKey: string): Promise<boolean>;
}

/** The one wrapper round every listener: counts what runs, drops what came before, turns faults into words. */
export interface Edge {
  /** Runs a listener's work; a fault is logged under an id and told to the caller. Never throws. */
  guard(
    work: { readonly where: string; readonly slackUserId?: string; readonly reply?: Reply },
    run: () => Promise<void>,
  ): Promise<void>;
  /**
   * False when this delivery (by its trigger) was seen before: Slack may send the same one twice. A store that does
   * not answer at once is not waited for: what only reads works without it, what changes something is refused later.
   */
  isFirst(deliveryKey: string): Promise<boolean>;
  /** The id under which a fault is logged, and the words that tell it. */
  noteFault(
    where: string,
    slackUserId: string | undefined,
    error: unknown,
  ): { readonly id: string; readonly reason: string };
  /** Counts work that has its own handling of faults. */
  track<Result>(work: Promise<Result>): Promise<Result>;
  /** Resolves when nothing runs any more, or after `withinMs`. */
  idle(withinMs: number): Promise<void>;
}

/** What the edge can't know by itself. */
export interface EdgeParts {
  readonly deliveries: Deliveries;
  readonly storeFault: (error: unknown) => string | undefined;
}

const seenForMs = 15 * 60_000;
/** A trigger lives 3 s, and the form is not open yet. */
const storeMayTakeMs = 1_000;

/** `storeFault` gives the key under which words/faults has a sentence for a fault of the store. */
export function createEdge(log: EdgeLog, words: Words, { deliveries, storeFault }: EdgeParts): Edge {
  const seen = new LRUCache<string, true>({ max: 20_000, ttl: seenForMs });
  const running = new Set<Promise<unknown>>();

  function noteFault(where: string, slackUserId: string | undefined, error: unknown) {
    const id = randomBytes(3).toString('hex');
    log.fault({ id, where, error, ...(slackUserId === undefined ? {} : { slackUserId }) });
    return { id, reason: storeFault(error) ?? reasonOf(error) };
  }

  async function attempt(
    work: { where: string; slackUserId?: string; reply?: Reply },
    run: () => Promise<void>,
  ): Promise<void> {
    try {
      await run();
    } catch (error) {
      const fault = noteFault(work.where, work.slackUserId, error);
      const text =
        fault.reason === 'unexpected'
          ? words.faults.unexpected(fault.id)
          : words.faults.reading(fault, fault.id);
      await work.reply?.({ text });
    }
  }

  function track<Result>(work: Promise<Result>): Promise<Result> {
    running.add(work);
    const forget = () => running.delete(work);
    work.then(forget, forget);
    return work;
  }

  return {
    noteFault,
    track,
    guard: (work, run) => track(attempt(work, run)),
    async isFirst(deliveryKey) {
      if (seen.has(deliveryKey)) return false;
      seen.set(deliveryKey, true);
      const late = delay(storeMayTakeMs, true, { ref: false });
      return track(Promise.race([deliveries.isFirst(deliveryKey).catch(() => true), late]));
    },
    async idle(withinMs) {
      const late = AbortSignal.timeout(withinMs);
      const over = new Promise<void>((resolve) => {
        late.addEventListener('abort', () => resolve(), { once: true });
      });
      while (running.size > 0 && !late.aborted) await Promise.race([Promise.allSettled(running), over]);
    },
  };
}

/** The key under which words/faults has a sentence. */
function reasonOf(error: unknown): string {
  if (error instanceof DocSpaceError) return error.reason;
  if (error instanceof SlackUsersError) return 'slack';
  return 'unexpected';
}
