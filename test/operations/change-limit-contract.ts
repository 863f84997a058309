import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OperationRequest } from '../../src/operations/kind.ts';
import { createLedger, type Ledger } from '../../src/operations/ledger.ts';
import type { Store } from '../../src/store/store.ts';
import { aClock, ann, aRequest, bob, type Clock, type TestDatabase } from './support.ts';

const minute = 60_000;
const limit = { most: 3, withinMs: 10 * minute };

/** That nobody asks for too much, whatever the database. */
export function changeLimitContract(name: string, createDatabase: () => TestDatabase): void {
  describe(`the limit of changes on ${name}`, () => {
    let database: TestDatabase;
    let store: Store;
    let clock: Clock;
    let ledger: Ledger;

    beforeEach(async () => {
      database = createDatabase();
      clock = aClock();
      await reopen();
    });
    afterEach(async () => {
      await store.close();
      await database.remove();
    });

    async function reopen(): Promise<void> {
      store = await database.open();
      ledger = createLedger(store, { now: clock.now, newId: () => crypto.randomUUID() });
    }

    const ask = (change: Partial<OperationRequest> = {}) => ledger.acceptWithin(limit, aRequest(change));
    const total = async () => (await ledger.recent({ offset: 0, limit: 1 })).total;

    async function askOften(times: number): Promise<void> {
      for (let time = 0; time < times; time += 1) expect(await ask()).toMatchObject({ fresh: true });
    }

    test('takes as many as one person may, refuses the next, and says when it goes on', async () => {
      const first = clock.now();
      await askOften(1);
      clock.pass(minute);
      await askOften(2);
      expect(await ask()).toEqual({ goesOnAt: first + limit.withinMs, most: 3 });
      expect(await total()).toBe(3);
      expect(await store.db.selectFrom('audit').selectAll().execute()).toHaveLength(3);
    });

    test('counts each person alone', async () => {
      await askOften(3);
      expect(await ask({ actor: bob })).toMatchObject({ fresh: true });
      expect(await ask({ actor: ann })).toHaveProperty('goesOnAt');
    });

    test('goes on once the oldest is ten minutes old, one by one', async () => {
      await askOften(1);
      clock.pass(4 * minute);
      await askOften(2);
      clock.pass(6 * minute - 1);
      expect(await ask()).toEqual({ goesOnAt: clock.now() + 1, most: 3 });
      clock.pass(1);
      await askOften(1);
      expect(await ask()).toEqual({ goesOnAt: clock.now() + 4 * minute, most: 3 });
    });

    test('gives what is known for a repeated delivery, however much was asked for', async () => {
      await askOften(2);
      const { dedupeKey } = aRequest();
      expect(await ask({ dedupeKey })).toMatchObject({ fresh: true });
      expect(await ask({ dedupeKey })).toMatchObject({ fresh: false, operation: { dedupeKey } });
      expect(await ask()).toHaveProperty('goesOnAt');
      clock.pass(limit.withinMs);
      expect(await ask({ dedupeKey })).toMatchObject({ fresh: false });
      await askOften(3);
    });

    test('lets of those who ask for the last place at once only one have it', async () => {
      await askOften(2);
      // A database with connections has as many open as are needed for a real race.
      await Promise.all(Array.from({ length: 8 }, () => ask({ actor: bob })));
      const answers = await Promise.all(Array.from({ length: 8 }, () => ask()));
      expect(answers.filter((answer) => 'operation' in answer)).toHaveLength(1);
      expect((await ledger.byActor(ann.slackUserId, { offset: 0, limit: 1 })).total).toBe(3);
    });

    test('is remembered over a restart, and counts what failed or was cancelled', async () => {
      await askOften(2);
      const answer = await ask();
      if (!('operation' in answer)) throw new Error('not taken');
      await ledger.cancel(answer.operation.id, ann);
      await store.close();
      await reopen();
      expect(await ask()).toHaveProperty('goesOnAt');
    });

    test('is none at 0', async () => {
      for (let time = 0; time < 50; time += 1) {
        expect(await ledger.acceptWithin({ ...limit, most: 0 }, aRequest())).toMatchObject({ fresh: true });
      }
    });
  });
}
