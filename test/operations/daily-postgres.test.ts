import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type JobQueue, openJobQueue } from '../../src/operations/job-queue.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { usePostgres } from '../support/postgres.ts';

const server = usePostgres();
const silent = { info: () => {}, warn: () => {}, error: () => {} };

let stores: Store[];
let queues: JobQueue[];
let databaseUrl: string;
beforeEach(async () => {
  databaseUrl = await server.createDatabase();
  [stores, queues] = [[], []];
});
afterEach(async () => {
  await Promise.all(queues.map((queue) => queue.stop()));
  await Promise.all(stores.map((store) => store.close()));
});

/** A replica for which a day is a few seconds. */
async function replica(cron: string): Promise<JobQueue> {
  const store = await openStore({ dataDir: '', databaseUrl });
  stores.push(store);
  const queue = await openJobQueue({
    databaseUrl,
    store,
    log: silent,
    schedule: { cron, everySeconds: 1 },
  });
  queues.push(queue);
  return queue;
}

const jobs = () =>
  server.sql(
    `select state, retry_limit from docspace_groups_jobs.job where name = 'tidy' order by created_on`,
    databaseUrl.split('/').at(-1),
  );

test('daily work is done by one of the replicas, each time it is due', { timeout: 60_000 }, async () => {
  const ran: number[] = [];
  const replicas = [await replica('* * * * *'), await replica('* * * * *')];
  for (const [number, queue] of replicas.entries())
    await queue.daily('tidy', async () => void ran.push(number));
  // pg-boss files what comes due within a minute as one job, whoever saw it.
  await vi.waitFor(() => expect(ran.length).toBeGreaterThan(0), { timeout: 50_000, interval: 100 });
  expect(await jobs()).toHaveLength(ran.length);
});

test('what fails is tried again by pg-boss, and not begun after a stop', { timeout: 60_000 }, async () => {
  const queue = await replica('* * * * *');
  let tries = 0;
  const day = await queue.daily('tidy', async () => {
    tries += 1;
    throw new Error('away');
  });
  await vi.waitFor(() => expect(tries).toBe(1), { timeout: 50_000, interval: 100 });
  await vi.waitFor(async () => expect(await jobs()).toMatchObject([{ state: 'retry', retry_limit: 3 }]), {
    timeout: 10_000,
  });
  day.stop();
});
