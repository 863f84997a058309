import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { Interrupted } from '../../src/operations/interrupted.ts';
import { keepLease, type Lease } from '../../src/operations/lease.ts';
import { LeaseLost } from '../../src/operations/lease-lost.ts';
import { createLedger } from '../../src/operations/ledger.ts';
import { createRunSteps } from '../../src/operations/run-steps.ts';
import { aClock, aRequest, sqliteInTempFolder } from './support.ts';

const leases: Lease[] = [];

afterEach(() => {
  for (const lease of leases.splice(0)) lease.end();
});

function aLease(leaseMs: number, renew: () => Promise<void>, now: () => number = Date.now) {
  const onLost = vi.fn();
  const lease = keepLease({ leaseMs, now, renew, onLost });
  leases.push(lease);
  return { lease, onLost };
}

/** Nothing of this process runs meanwhile, as when it is frozen. */
function freeze(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

test('a lease that was just taken needs no question', async () => {
  const renew = vi.fn(async () => {});
  const { lease } = aLease(60_000, renew);
  await lease.confirm();
  expect(renew).not.toHaveBeenCalled();
});

test('when its time is over by the clock, the ledger is asked before anything is done', async () => {
  const clock = aClock();
  const renew = vi.fn(async () => {});
  const { lease } = aLease(60_000, renew, clock.now);
  clock.pass(60_000);
  await lease.confirm();
  await lease.confirm();
  expect(renew).toHaveBeenCalledTimes(1);
  clock.pass(60_000);
  renew.mockRejectedValueOnce(new LeaseLost('o1'));
  await expect(lease.confirm()).rejects.toBeInstanceOf(LeaseLost);
});

test('a clock that was set back does not make it longer', async () => {
  const clock = aClock();
  const renew = vi.fn(() => new Promise<void>(() => {}));
  const { lease, onLost } = aLease(40, renew, clock.now);
  clock.pass(-3_600_000);
  await vi.waitFor(() => expect(onLost).toHaveBeenCalledTimes(1));
  expect(lease).toBeDefined();
});

test('who was frozen knows it before the next thing arrives from outside', async () => {
  const { onLost } = aLease(50, () => delay(1));
  const told = await new Promise<number>((resolve) => {
    freeze(150);
    // Timers that are due come first; what has arrived on sockets comes after them, and then this.
    setTimeout(() => setImmediate(() => resolve(onLost.mock.calls.length)), 0);
  });
  expect(told).toBe(1);
});

test('once it is ended, nothing is lost any more', async () => {
  const { lease, onLost } = aLease(10, () => Promise.reject(new LeaseLost('o1')));
  lease.end();
  await delay(40);
  expect(onLost).not.toHaveBeenCalled();
});

test('a step that was noted is not done by somebody whose lease may be over', async () => {
  const database = sqliteInTempFolder();
  const store = await database.open();
  const ledger = createLedger(store, { now: Date.now, newId: () => crypto.randomUUID() });
  const { id } = (await ledger.accept(aRequest())).operation;
  await ledger.claim(id, 'a', 60_000);
  const act = vi.fn(async () => 1);
  const steps = createRunSteps({
    ledger,
    faults: { judge: () => ({ kind: 'lasting' }), describe: () => ({}) },
    operationId: id,
    owner: 'a',
    signal: new AbortController().signal,
    confirm: () => Promise.reject(new LeaseLost(id)),
    prefix: 'run:',
  });
  await expect(steps.step('write', { result: z.number(), act })).rejects.toBeInstanceOf(Interrupted);
  expect(act).not.toHaveBeenCalled();
  await store.close();
  await database.remove();
});
