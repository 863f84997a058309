import { fromKysely, type Job, PgBoss } from 'pg-boss';
import type { Store } from '../store/store.ts';
import type { Daily } from './daily.ts';
import type { OperationLog } from './log.ts';

/** A job says: look at this operation. What is to be done, and whether, stands in the ledger alone. */
export interface OperationJob {
  readonly operationId: string;
}

/** pg-boss, as far as it is used: a durable list of jobs in the database that all replicas share. */
export interface JobQueue {
  /** Adds a job, in the transaction of `db`. Every replica hears of it at the commit. */
  add(db: Store['db'], operationId: string): Promise<void>;
  /** Adds jobs for those that have none waiting. */
  addMissing(operationIds: readonly string[]): Promise<void>;
  /** Has the operation looked at now, or, unless a job waits already, after so many ms. */
  wake(operationId: string, afterMs: number): Promise<void>;
  /** Takes jobs that are due, the oldest first; they are this replica's as long as it keeps touching them. */
  take(most: number): Promise<readonly Job<OperationJob>[]>;
  touch(jobs: readonly Job<OperationJob>[]): Promise<void>;
  complete(job: Job<OperationJob>): Promise<void>;
  /** Gives a job back, to be taken at once. */
  giveBack(job: Job<OperationJob>): Promise<void>;
  /** Calls back whenever a job was added by anybody, and after a time in which it could not hear. */
  listen(onAdded: () => void): Promise<void>;
  /** Once a day one replica does it; tried again 3 times when it fails. A day on which none ran is made up for. */
  readonly daily: Daily;
  stop(): Promise<void>;
}

const schema = 'docspace_groups_jobs';
const channel = 'docspace_groups_jobs';
const queue = 'operations';
/** Jobs whose replica died again and again are kept there, to be looked at; the ledger goes on with the operation. */
const deadLetters = 'operations-dead';

const queueOptions = {
  // One job that waits for an operation is enough: a second one would see the same.
  policy: 'short',
  deadLetter: deadLetters,
  // A replica that is silent for so long is dead (10 is the least that pg-boss takes); looked at every 4 s.
  heartbeatSeconds: 10,
  expireInSeconds: 3_600,
  retryLimit: 50,
  deleteAfterSeconds: 3_600,
} as const;

/** At night in most offices; UTC. */
const nightly = '17 2 * * *';
const dailyOptions = { policy: 'short', retryLimit: 3, retryDelay: 600, deleteAfterSeconds: 86_400 } as const;

/** Connects and makes what is missing, in a schema of its own; replicas may do so at once. Throws what `pg` throws. */
export async function openJobQueue(options: {
  readonly databaseUrl: string;
  readonly store: Pick<Store, 'db' | 'transaction'>;
  readonly log: OperationLog;
  /** For tests: when daily work is done, and how often schedules are looked at. */
  readonly schedule?: { readonly cron: string; readonly everySeconds: number };
}): Promise<JobQueue> {
  const { store, log } = options;
  const { cron, everySeconds } = options.schedule ?? { cron: nightly, everySeconds: 45 };
  const boss = new PgBoss({
    connectionString: options.databaseUrl,
    application_name: 'docspace-groups-jobs',
    schema,
    max: 3,
    connectionTimeoutMillis: 2_000,
    cronMonitorIntervalSeconds: everySeconds,
    cronWorkerIntervalSeconds: everySeconds,
    superviseIntervalSeconds: 4,
    monitorIntervalSeconds: 4,
    maintenanceIntervalSeconds: 600,
    monitorVacuum: false,
    reindex: false,
  });
  boss.on('error', (error) => log.warn({ reason: error.message }, 'the job queue met a fault'));
  boss.on('warning', ({ message }) => log.info({ reason: message }, 'the job queue warns'));
  let listening: { close(): Promise<void> } | undefined;

  async function stop(): Promise<void> {
    await listening?.close();
    await boss.stop({ graceful: false, close: true });
  }

  try {
    await boss.start();
    await boss.createQueue(deadLetters);
    await boss.createQueue(queue, queueOptions);
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }

  // The store's connections, which have time limits, and whose faults have names.
  const db = fromKysely(store.db);
  const ring = (on: { executeSql(text: string, values: unknown[]): Promise<unknown> }) =>
    on.executeSql('select pg_notify($1, $2)', [channel, '']);
  const about = (operationId: string): OperationJob => ({ operationId });

  return {
    async add(trx, operationId) {
      const inTransaction = fromKysely(trx);
      await boss.send(queue, about(operationId), { singletonKey: operationId, db: inTransaction });
      await ring(inTransaction);
    },

    async addMissing(operationIds) {
      if (operationIds.length === 0) return;
      const jobs = operationIds.map((id) => ({ data: about(id), singletonKey: id }));
      await boss.insert(queue, jobs, { db });
      await ring(db);
    },

    async wake(operationId, afterMs) {
      if (afterMs > 0) {
        // Seconds from the database's now.
        const startAfter = afterMs / 1_000;
        await boss.send(queue, about(operationId), { singletonKey: operationId, startAfter, db });
        return;
      }
      await boss.upsert(queue, about(operationId), { singletonKey: operationId, startAfter: 0, db });
      await ring(db);
    },

    take: (most) => boss.fetch<OperationJob>(queue, { batchSize: most, db }),

    async touch(jobs) {
      if (jobs.length > 0) await boss.touch(queue, [...jobs], { db });
    },

    async complete(job) {
      await boss.complete(queue, job, null, { db });
    },

    async giveBack(job) {
      await boss.fail(queue, job, null, { db });
      await ring(db);
    },

    async listen(onAdded) {
      const listener = boss.getDb();
      listening = await listener.listen?.(channel, onAdded, onAdded);
    },

    async daily(name, work) {
      await boss.createQueue(name, dailyOptions);
      await boss.schedule(name, cron, null, { missed: 'once' });
      await boss.work(name, { pollingIntervalSeconds: everySeconds }, work);
      return { stop: () => void boss.offWork(name, { wait: false }).catch(() => undefined) };
    },

    stop,
  };
}
