import { afterEach, describe, expect, test, vi } from 'vitest';
import { LeaseLost } from '../../src/operations/lease-lost.ts';
import { createLedger } from '../../src/operations/ledger.ts';
import type { OpenOperations } from '../../src/operations/open-operations.ts';
import { usePostgres } from '../support/postgres.ts';
import { changeLimitContract } from './change-limit-contract.ts';
import { dispatchContract, openReplica } from './dispatch-contract.ts';
import { ledgerContract } from './ledger-contract.ts';
import { aRequest, databasesOn, nameOf, type TestDatabase } from './support.ts';

const server = usePostgres();
const createDatabase = databasesOn(server);

ledgerContract('PostgreSQL', createDatabase);
dispatchContract('PostgreSQL', createDatabase);
changeLimitContract('PostgreSQL', createDatabase);

describe('several replicas on one database', () => {
  const open: OpenOperations[] = [];
  let database: TestDatabase;

  async function replicas(count: number): Promise<OpenOperations[]> {
    database = createDatabase();
    await database.url?.();
    open.push(...(await Promise.all(Array.from({ length: count }, () => openReplica(database)))));
    return [...open];
  }
  afterEach(async () => {
    for (const { dispatcher, store } of open.splice(0)) {
      await dispatcher.stop(0);
      await store.close();
    }
    await database.remove();
  });

  async function pair(): Promise<readonly [OpenOperations, OpenOperations]> {
    const [one, other] = await replicas(2);
    if (one === undefined || other === undefined) throw new Error('two were opened');
    return [one, other];
  }

  test('four that start at once on an empty database all start', async () => {
    const four = await replicas(4);
    for (const { ledger } of four) await ledger.accept(aRequest());
    expect(await four[0]?.ledger.open()).toHaveLength(4);
  });

  test('the same key runs once, whoever is asked; of many claims one succeeds', async () => {
    const both = await pair();
    const request = aRequest();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => both[n % 2 === 0 ? 0 : 1].ledger.accept(request)),
    );
    expect(answers.filter(({ fresh }) => fresh)).toHaveLength(1);
    const id = answers[0]?.operation.id ?? '';
    const claims = await Promise.all(
      Array.from({ length: 20 }, (_, n) => both[n % 2 === 0 ? 0 : 1].ledger.claim(id, `owner-${n}`, 60_000)),
    );
    expect(claims.filter(({ kind }) => kind === 'taken')).toHaveLength(1);
  });

  test('under one lock nothing comes to light before what was committed earlier', async () => {
    const [one, other] = await pair();
    let reached = () => {};
    const reachedTheLock = new Promise<void>((resolve) => {
      reached = resolve;
    });
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    // Slow between its number and its commit: whoever has the same lock waits for it, others do not.
    const slow = createLedger(one.store, {
      now: one.store.time,
      newId: () => crypto.randomUUID(),
      onAccept: async () => {
        reached();
        await released;
      },
    });
    const first = slow.accept(aRequest({ lock: 'g' }));
    await reachedTheLock;
    const second = other.ledger.accept(aRequest({ lock: 'g' }));
    await other.ledger.accept(aRequest({ lock: 'h' }));
    expect(await other.ledger.open()).toHaveLength(1);
    release();
    const ids = [(await first).operation.id, (await second).operation.id];
    expect(await other.ledger.claim(ids[1] ?? '', 'a', 60_000)).toMatchObject({
      kind: 'behind',
      first: { id: ids[0] },
    });
  });

  test('of two under one lock, claimed at once, one is taken', async () => {
    const [one, other] = await pair();
    for (let round = 0; round < 10; round += 1) {
      const request = aRequest({ lock: `round ${round}` });
      const early = (await one.ledger.accept(request)).operation.id;
      const late = (await one.ledger.accept(aRequest({ lock: request.lock }))).operation.id;
      // As if an operator had opened the early one again while the late one was about to run.
      await one.ledger.claim(early, `e${round}`, 60_000);
      await one.ledger.settle(early, `e${round}`, { outcome: 1 });
      await one.store.db
        .updateTable('operation')
        .set({ state: 'accepted', lease_owner: null, lease_until: null })
        .where('id', '=', early)
        .execute();
      const kinds = await Promise.all([
        one.ledger.claim(early, `a${round}`, 60_000),
        other.ledger.claim(late, `b${round}`, 60_000),
      ]);
      expect(kinds.filter(({ kind }) => kind === 'taken')).toHaveLength(1);
    }
  });

  test('leases go by the database’s clock, whatever the replicas take for the time', async () => {
    const [one, other] = await pair();
    const { id } = (await one.ledger.accept(aRequest())).operation;
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
    try {
      expect(await one.ledger.claim(id, 'a', 60_000)).toMatchObject({ kind: 'taken' });
      // By now `a` would have lost its lease long ago.
      vi.setSystemTime(Date.now() + 86_400_000);
      const held = await other.ledger.claim(id, 'b', 60_000);
      expect(held).toMatchObject({ kind: 'held' });
      vi.useRealTimers();
      expect(held.kind === 'held' && Math.abs(held.until - 60_000 - Date.now())).toBeLessThan(10_000);
      expect(Math.abs(other.store.now() - Date.now())).toBeLessThan(90_000_000);
    } finally {
      vi.useRealTimers();
    }
  });

  test('who lost the lease can write nothing, also when it is taken while he writes', async () => {
    const [one, other] = await pair();
    const { id } = (await one.ledger.accept(aRequest())).operation;
    await one.ledger.claim(id, 'a', 0);
    const [step, claim] = await Promise.all([
      one.ledger.beginStep(id, 'write', 'a').catch((error: unknown) => error),
      other.ledger.claim(id, 'b', 60_000),
    ]);
    expect(claim.kind).toBe('taken');
    // Either it was written before the claim, which then knows of it, or it was not.
    const known = await other.ledger.beginStep(id, 'write', 'b');
    expect(known.kind).toBe(step instanceof LeaseLost ? 'new' : 'begun');
    await expect(one.ledger.endStep(id, 'write', 'a', 1)).rejects.toBeInstanceOf(LeaseLost);
  });

  test('each operation is run by one of them', async () => {
    const both = await pair();
    const ran: string[] = [];
    for (const { ledger, dispatcher } of both) {
      await dispatcher.start(async (id) => {
        const owner = crypto.randomUUID();
        if ((await ledger.claim(id, owner, 60_000)).kind !== 'taken') return;
        ran.push(id);
        await ledger.settle(id, owner, { outcome: 1 });
        await ledger.markTold(id, owner);
      });
    }
    await Promise.all(
      Array.from({ length: 40 }, (_, n) => both[n % 2 === 0 ? 0 : 1].ledger.accept(aRequest())),
    );
    await vi.waitFor(async () => expect(await both[0].ledger.open()).toEqual([]), { timeout: 15_000 });
    expect(new Set(ran).size).toBe(40);
    expect(ran).toHaveLength(40);
  });

  test('an operation, its audit and its job are there together or not at all', async () => {
    const [one] = await pair();
    const jobs = async () =>
      server.sql('select data from docspace_groups_jobs.job', nameOf((await database.url?.()) ?? ''));
    const refused = createLedger(one.store, {
      now: one.store.time,
      newId: () => crypto.randomUUID(),
      onAccept: async () => {
        throw new Error('no job');
      },
    });
    await expect(refused.accept(aRequest())).rejects.toThrow('no job');
    expect(await one.ledger.open()).toEqual([]);
    expect(await jobs()).toEqual([]);
    const { operation } = await one.ledger.accept(aRequest());
    expect(await jobs()).toEqual([{ data: { operationId: operation.id } }]);
  });
});
