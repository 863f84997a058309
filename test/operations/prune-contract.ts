import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { verifyAudit } from '../../src/operations/audit-verify.ts';
import { type Daily, dailyInProcess } from '../../src/operations/daily.ts';
import { createLedger, type Ledger } from '../../src/operations/ledger.ts';
import { keepPruned, prune } from '../../src/operations/prune.ts';
import type { Store } from '../../src/store/store.ts';
import { aClock, aRequest, type Clock, type TestDatabase } from './support.ts';

const leaseMs = 10_000;
const dayMs = 24 * 3_600_000;

/** What pruning leaves and takes, whatever the database. */
export function pruneContract(name: string, createDatabase: () => TestDatabase): void {
  describe(`pruning on ${name}`, () => {
    let database: TestDatabase;
    let store: Store;
    let clock: Clock;
    let ledger: Ledger;

    beforeEach(async () => {
      database = createDatabase();
      store = await database.open();
      clock = aClock(1_000 * dayMs);
      ledger = createLedger(store, { now: async () => clock.now(), newId: () => crypto.randomUUID() });
    });
    afterEach(async () => {
      await store.close();
      await database.remove();
    });

    async function inState(
      state: 'accepted' | 'running' | 'settled' | 'told' | 'attention',
    ): Promise<string> {
      const { operation } = await ledger.accept(aRequest());
      const { id } = operation;
      if (state === 'accepted') return id;
      await ledger.claim(id, id, leaseMs);
      await ledger.beginStep(id, 'run:write', id);
      if (state === 'running') return id;
      if (state === 'attention') await ledger.needsAttention(id, id, { reason: 'timed-out' });
      else {
        await ledger.endStep(id, 'run:write', id, 1);
        await ledger.settle(id, id, { outcome: 1 });
      }
      if (state !== 'settled') await ledger.markTold(id, id);
      return id;
    }

    const options = () => ({ store, now: clock.now, keepMs: 400 * dayMs, pauseMs: 0 });
    const count = async (table: 'operation' | 'operation_step' | 'audit') =>
      (await store.db.selectFrom(table).selectAll().execute()).length;

    test('takes what was told long ago, with steps and audit; what is open stays, however old', async () => {
      const states = ['accepted', 'running', 'settled', 'attention'] as const;
      const kept: string[] = [];
      for (const state of states) kept.push(await inState(state));
      const old = [await inState('told'), await inState('told')];
      clock.pass(400 * dayMs);
      kept.push(await inState('told'));
      expect(await prune(options())).toEqual({ operations: 0, auditRows: 0 });

      clock.pass(1);
      expect(await prune(options())).toEqual({ operations: 2, auditRows: 13 });
      for (const id of old) expect(await ledger.get(id)).toBeUndefined();
      for (const id of kept) expect(await ledger.get(id)).toBeDefined();
      expect(await count('operation_step')).toBe(4);
      expect(await verifyAudit(store.db)).toMatchObject({
        kind: 'sound',
        rows: 4,
        anchor: { rows: 13, at: clock.now() },
      });
      expect(await prune(options())).toEqual({ operations: 0, auditRows: 0 });
    });

    test('goes on in batches until all is done', async () => {
      for (let n = 0; n < 7; n += 1) await inState('told');
      clock.pass(401 * dayMs);
      let batches = 0;
      const transaction: Store['transaction'] = (work) => {
        batches += 1;
        return store.transaction(work);
      };
      const pruned = await prune({ ...options(), store: { transaction }, batch: 3 });
      expect(pruned).toEqual({ operations: 7, auditRows: 21 });
      // 3 + 3 + 1 operations, 7 × 3 rows and one look that finds no more.
      expect(batches).toBe(3 + 8);
      expect(await count('operation')).toBe(0);
      expect(await verifyAudit(store.db)).toMatchObject({ kind: 'sound', rows: 7 });
    });

    test('ends between two batches when it is to stop', async () => {
      for (let n = 0; n < 4; n += 1) await inState('told');
      clock.pass(401 * dayMs);
      const stopping = new AbortController();
      const transaction: Store['transaction'] = (work) => {
        stopping.abort();
        return store.transaction(work);
      };
      const pruned = await prune({ ...options(), store: { transaction }, batch: 2, signal: stopping.signal });
      expect(pruned).toEqual({ operations: 2, auditRows: 0 });
      expect(await count('operation')).toBe(2);
    });

    test('several at once take each operation once', async () => {
      for (let n = 0; n < 9; n += 1) await inState('told');
      clock.pass(401 * dayMs);
      const runs = await Promise.all([1, 2, 3].map(() => prune({ ...options(), batch: 2 })));
      expect(runs.reduce((sum, { auditRows }) => sum + auditRows, 0)).toBe(27);
      expect(await count('operation')).toBe(0);
      expect(await verifyAudit(store.db)).toMatchObject({ kind: 'sound' });
    });

    test('is done at once, and a fault of it is only logged', async () => {
      await inState('told');
      clock.pass(401 * dayMs);
      const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
      const away = { transaction: () => Promise.reject(new Error('away')) };
      const failing = keepPruned({ ...options(), store: away, daily: dailyInProcess, log });
      await vi.waitFor(() => expect(log.warn).toHaveBeenCalledOnce());
      await failing.stop();
      const pruning = keepPruned({ ...options(), daily: dailyInProcess, log });
      await vi.waitFor(() =>
        expect(log.info).toHaveBeenCalledWith({ operations: 1, auditRows: 3 }, expect.any(String)),
      );
      await pruning.stop();
    });

    test('is done again when its day has come, unless it was stopped', async () => {
      const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
      const days: (() => Promise<void>)[] = [];
      const stop = vi.fn();
      const daily: Daily = async (_name, work) => {
        days.push(work);
        return { stop };
      };
      const pruning = keepPruned({ ...options(), daily, log });
      await inState('told');
      clock.pass(401 * dayMs);
      await days[0]?.();
      expect(log.info).toHaveBeenCalledWith({ operations: 1, auditRows: 3 }, expect.any(String));
      await pruning.stop();
      expect(stop).toHaveBeenCalledOnce();
    });
  });
}
