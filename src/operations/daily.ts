/**
 * Port: has work done once a day, by this process or by one of several replicas, and again when it fails. Implemented
 * here for a process alone, and by job-queue.ts. After `stop` it is not begun any more.
 */
export type Daily = (name: string, work: () => Promise<void>) => Promise<{ stop(): void }>;

const everyMs = 24 * 3_600_000;

/** One day after the other, from now on; what fails is tried again the next day. */
export const dailyInProcess: Daily = async (_name, work) => {
  const timer = setInterval(() => void work().catch(() => undefined), everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
};
