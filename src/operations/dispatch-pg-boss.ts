import { setTimeout as delay } from 'node:timers/promises';
import type { Job } from 'pg-boss';
import type { JobQueue, OperationJob } from './job-queue.ts';
import type { Dispatcher } from './kind.ts';
import type { Ledger } from './ledger.ts';
import type { OperationLog } from './log.ts';

export interface PgBossDispatchOptions {
  readonly queue: JobQueue;
  readonly ledger: Pick<Ledger, 'due'>;
  /** Unix ms. */
  readonly now: () => number;
  readonly log: OperationLog;
  /** How many operations are at work at once in this replica. */
  readonly parallel?: number;
}

/** For what no notification tells of: jobs whose time has come, and those that another replica lost. */
const lookEveryMs = 1_000;
const touchEveryMs = 3_000;
/** The ledger is the truth: what is due there and has no job gets one. */
const sweepEveryMs = 3_000;
const sweptAtOnce = 200;
const longestTimerMs = 60_000;
/** How long a run that was told to leave may take for that. */
const leaveMs = 1_000;

/**
 * Hands operations to the runner of whichever replica takes their jobs first. A job is done when its run is, so that
 * one whose replica died goes to another. The database may go away and come back meanwhile.
 */
export function createPgBossDispatcher(options: PgBossDispatchOptions): Dispatcher {
  const { queue, ledger, now, log, parallel = 50 } = options;
  const running = new Map<
    Job<OperationJob>,
    { readonly stopping: AbortController; readonly end: Promise<void> }
  >();
  const timers = new Set<NodeJS.Timeout>();
  let run: ((operationId: string, signal: AbortSignal) => Promise<void>) | undefined;
  let taking: Promise<void> | undefined;
  let moreToTake = false;

  /** Whatever fails here is tried again with the next look: nothing is lost by it. */
  async function attempt(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.warn({ reason: error instanceof Error ? error.message : String(error) }, what);
    }
  }

  function takeJobs(): void {
    moreToTake = true;
    taking ??= attempt('jobs could not be taken', async () => {
      while (moreToTake && run !== undefined && running.size < parallel) {
        moreToTake = false;
        const wanted = parallel - running.size;
        const jobs = await queue.take(wanted);
        for (const job of jobs) begin(job);
        moreToTake ||= jobs.length === wanted;
      }
    }).finally(() => {
      taking = undefined;
    });
  }

  function begin(job: Job<OperationJob>): void {
    const stopping = new AbortController();
    const end = work(job, stopping.signal).finally(() => {
      running.delete(job);
      if (moreToTake) takeJobs();
    });
    running.set(job, { stopping, end });
  }

  async function work(job: Job<OperationJob>, signal: AbortSignal): Promise<void> {
    const taken = run;
    await taken?.(job.data.operationId, signal).catch(() => undefined);
    await attempt('the end of a job could not be written', () =>
      signal.aborted || taken === undefined ? queue.giveBack(job) : queue.complete(job),
    );
  }

  function after(ms: number, task: () => void): void {
    if (run === undefined) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      task();
    }, ms);
    timers.add(timer);
  }

  function every(ms: number, what: string, task: () => Promise<void>): void {
    after(ms, () => void attempt(what, task).then(() => every(ms, what, task)));
  }

  async function sweep(): Promise<void> {
    await queue.addMissing(await ledger.due(sweptAtOnce));
  }

  return {
    // Its job was written with it.
    accepted: () => {},

    wake(operationId, runAt = 0) {
      const afterMs = Math.max(0, runAt - now());
      void attempt('a job could not be written; the sweep will do it', async () => {
        await queue.wake(operationId, afterMs);
        if (afterMs > 0 && afterMs <= longestTimerMs) after(afterMs + 5, takeJobs);
      });
    },

    async start(runner) {
      run = runner;
      await attempt('new jobs are not heard of, only looked for', () => queue.listen(takeJobs));
      every(lookEveryMs, 'jobs could not be taken', async () => takeJobs());
      every(touchEveryMs, 'jobs could not be kept', () => queue.touch([...running.keys()]));
      every(sweepEveryMs, 'the ledger could not be looked through', sweep);
      takeJobs();
      // What a dead replica left behind does not wait for a replica that lives long enough.
      void attempt('the ledger could not be looked through', sweep);
    },

    async stop(graceMs) {
      run = undefined;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      await taking;
      const ends = () => Promise.allSettled([...running.values()].map(({ end }) => end));
      await Promise.race([ends(), delay(graceMs)]);
      for (const { stopping } of running.values()) stopping.abort(new Error('The program stops.'));
      await Promise.race([ends(), delay(leaveMs)]);
      await Promise.race([attempt('the job queue did not close', () => queue.stop()), delay(leaveMs)]);
    },
  };
}
