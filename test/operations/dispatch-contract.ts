import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { OperationRequest } from '../../src/operations/kind.ts';
import { type OpenOperations, openOperations } from '../../src/operations/open-operations.ts';
import { aRequest, type TestDatabase } from './support.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };

/** A replica on the test's database. */
export async function openReplica({ folder = '', url }: TestDatabase): Promise<OpenOperations> {
  return openOperations({ dataDir: folder, databaseUrl: await url?.(), log: silent });
}

/** What every dispatcher does, whatever its database. */
export function dispatchContract(name: string, createDatabase: () => TestDatabase): void {
  describe(`dispatcher on ${name}`, () => {
    let database: TestDatabase;
    let replica: OpenOperations;
    let ran: string[];

    beforeEach(async () => {
      database = createDatabase();
      replica = await openReplica(database);
      ran = [];
    });
    afterEach(async () => {
      await replica.dispatcher.stop(0);
      await replica.store.close();
      await database.remove();
    });

    /** Begins to run: as the runner does it, each operation is claimed and settled. */
    async function start(work: (id: string, signal: AbortSignal) => Promise<void> = async () => {}) {
      await replica.dispatcher.start(async (id, signal) => {
        const owner = crypto.randomUUID();
        const claim = await replica.ledger.claim(id, owner, 60_000);
        if (claim.kind === 'not due') replica.dispatcher.wake(id, claim.runAt);
        if (claim.kind !== 'taken') return;
        ran.push(id);
        await work(id, signal);
        if (signal.aborted) return;
        await replica.ledger.settle(id, owner, { outcome: 1 });
        await replica.ledger.markTold(id, owner);
      });
    }

    async function ask(change: Partial<OperationRequest> = {}): Promise<string> {
      const { operation } = await replica.ledger.accept(aRequest(change));
      replica.dispatcher.accepted(operation.id);
      return operation.id;
    }

    const isOver = (id: string) =>
      vi.waitFor(async () => expect(await replica.ledger.get(id)).toMatchObject({ state: 'told' }), {
        timeout: 15_000,
        interval: 5,
      });

    test('what is accepted is run, once', async () => {
      await start();
      const ids = [await ask(), await ask(), await ask()];
      for (const id of ids) await isOver(id);
      expect(ran).toHaveLength(3);
      expect(new Set(ran)).toEqual(new Set(ids));
    });

    test('what was accepted before the start is run', async () => {
      const id = await ask();
      await start();
      await isOver(id);
    });

    test('what is to be tried later is run then, and not before', async () => {
      const { id } = (await replica.ledger.accept(aRequest())).operation;
      await replica.ledger.claim(id, 'somebody', 60_000);
      const runAt = replica.store.now() + 400;
      await replica.ledger.postpone(id, 'somebody', runAt, {});
      await start();
      await isOver(id);
      const { settledAt } = (await replica.ledger.get(id)) ?? {};
      expect(settledAt).toBeGreaterThanOrEqual(runAt);
    });

    test('no more are at work at once than may be, and all are done', async () => {
      let now = 0;
      let most = 0;
      await start(async () => {
        now += 1;
        most = Math.max(most, now);
        await new Promise((resolve) => setImmediate(resolve));
        now -= 1;
      });
      const ids = await Promise.all(Array.from({ length: 120 }, () => ask()));
      for (const id of ids) await isOver(id);
      expect(ran).toHaveLength(120);
      expect(most).toBeLessThanOrEqual(50);
    });

    test('what is due in the ledger is found, though nobody was told of it', async () => {
      await start();
      const id = await ask();
      await isOver(id);
      await replica.store.db
        .updateTable('operation')
        .set({ state: 'accepted', run_at: 0, told_at: null, settled_at: null })
        .where('id', '=', id)
        .execute();
      await vi.waitFor(() => expect(ran).toEqual([id, id]), { timeout: 15_000, interval: 20 });
      await isOver(id);
    });

    test('a stop lets work end, makes the rest leave, and begins nothing more', async () => {
      let signal: AbortSignal | undefined;
      await start(async (_id, itsSignal) => {
        signal = itsSignal;
        await new Promise((resolve) => itsSignal.addEventListener('abort', resolve, { once: true }));
      });
      const id = await ask();
      await vi.waitFor(() => expect(ran).toEqual([id]));
      await replica.dispatcher.stop(0);
      expect(signal?.aborted).toBe(true);
      const later = await ask();
      expect(await replica.ledger.get(later)).toMatchObject({ state: 'accepted' });
      expect(ran).toEqual([id]);
    });
  });
}
