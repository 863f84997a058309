import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

/** Does the work in a transaction: all of it is on disk when the promise resolves, nothing of it if it rejects. */
export type Transact = <Result>(work: (db: Kysely<Schema>) => Promise<Result>) => Promise<Result>;

/** Does one piece of work in the group's transaction; gives what is to be done once that is committed. */
type Job = (db: Kysely<Schema>, alone: boolean) => Promise<{ readonly after: () => void }>;

// Bounds how long the first of a group waits for the last.
const largestGroup = 100;

/**
 * Transactions that are asked for at the same time share one commit: a commit waits for the disk (0.5 ms and
 * more), and libsql stops the whole program for that. A piece of work that fails undoes only itself. The work may
 * use only the database that it is given, and waits for nothing else.
 */
export function groupCommits(db: Kysely<Schema>): Transact {
  const jobs: { readonly job: Job; readonly fail: (error: unknown) => void }[] = [];
  let busy = false;

  async function commitGroup(): Promise<void> {
    const group = jobs.splice(0, largestGroup);
    const ends: (() => void)[] = [];
    try {
      await db.transaction().execute(async (trx) => {
        for (const { job } of group) ends.push((await job(trx, group.length === 1)).after);
      });
      for (const end of ends) end();
    } catch (error) {
      for (const { fail } of group) fail(error);
    }
  }

  function next(): void {
    if (busy || jobs.length === 0) return;
    busy = true;
    // Not at once: what else came in with the same turn of the event loop goes with it.
    setImmediate(() => {
      void commitGroup().finally(() => {
        busy = false;
        next();
      });
    });
  }

  return (work) =>
    new Promise((resolve, reject) => {
      const job: Job = async (trx, alone) => {
        if (alone) {
          const result = await work(trx);
          return { after: () => resolve(result) };
        }
        await sql`savepoint work`.execute(trx);
        const end = await work(trx).then(
          (result) => ({ after: () => resolve(result) }),
          async (error: unknown) => {
            await undo(trx, error);
            return { after: () => reject(error) };
          },
        );
        await sql`release work`.execute(trx);
        return end;
      };
      jobs.push({ job, fail: reject });
      next();
    });
}

/** Throws the error itself if its work cannot be undone alone: after some, SQLite has undone the whole group. */
async function undo(trx: Kysely<Schema>, error: unknown): Promise<void> {
  try {
    await sql`rollback to work`.execute(trx);
  } catch {
    throw error;
  }
}
