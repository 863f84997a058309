import { afterEach, expect, test, vi } from 'vitest';
import { mostUnfinished } from '../../src/operations/attempt.ts';
import { createDesk } from '../../src/operations/attention.ts';
import { readAudit } from '../../src/operations/audit.ts';
import { aClock } from './support.ts';
import { aKind, done, down, openWorkshop, type Workshop } from './workshop.ts';

const open: Workshop[] = [];

afterEach(async () => {
  for (const shop of open.splice(0)) {
    await shop.close();
    await shop.database.remove();
  }
});

async function workshop(...args: Parameters<typeof openWorkshop>): Promise<Workshop> {
  const shop = await openWorkshop(...args);
  open.push(shop);
  return shop;
}

/** Claims as attempts do whose process dies: nothing more is heard of them. */
async function die(shop: Workshop, id: string, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    expect(await shop.ledger.claim(id, crypto.randomUUID(), 0)).toMatchObject({ kind: 'taken' });
  }
}

test('an operation that ends the process each time is not run for ever: it needs attention', async () => {
  const run = vi.fn(async () => 'made');
  const shop = await workshop(aKind(run));
  const id = await shop.ask();
  await die(shop, id, mostUnfinished);
  await shop.start();
  expect(await shop.over(id)).toMatchObject({ state: 'attention', fault: { reason: 'crash loop' } });
  expect(run).not.toHaveBeenCalled();
  expect(shop.tell).toHaveBeenCalledOnce();
  expect((await readAudit(shop.store.db, id)).map(({ event }) => event)).toEqual([
    'accepted',
    'attention',
    'told',
  ]);
});

test('one attempt less, and it is run', async () => {
  const shop = await workshop(aKind(async () => 'made'));
  const id = await shop.ask();
  await die(shop, id, mostUnfinished - 1);
  await shop.start();
  expect(await shop.over(id)).toMatchObject({ state: 'told', outcome: 'made' });
});

test('attempts that are put off, or get a step further, are no crash loop', async () => {
  const shop = await workshop(
    aKind(async ({ step, attempt }) => {
      if (attempt === mostUnfinished) throw down();
      return step('write', { result: done, act: async () => ({ done: 'made' }) });
    }),
  );
  const id = await shop.ask();
  await die(shop, id, mostUnfinished - 1);
  await shop.runner.run(id);
  expect(await shop.ledger.get(id)).toMatchObject({ state: 'accepted', attempts: mostUnfinished });
  await vi.waitFor(() => die(shop, id, 1));
  await die(shop, id, mostUnfinished - 2);
  const owner = crypto.randomUUID();
  await shop.ledger.claim(id, owner, 0);
  await shop.ledger.beginStep(id, 'run:check', owner);
  await shop.ledger.endStep(id, 'run:check', owner, 1);
  await die(shop, id, mostUnfinished - 1);
  await shop.start();
  expect(await shop.over(id)).toMatchObject({ state: 'told', outcome: { done: 'made' } });
});

test('telling that ends the process each time is given up', async () => {
  const shop = await workshop(aKind(async () => 'made'));
  const id = await shop.ask();
  await shop.ledger.claim(id, 'runner', 0);
  await shop.ledger.settle(id, 'runner', { outcome: 'made' });
  await die(shop, id, mostUnfinished);
  await shop.start();
  expect(await shop.over(id)).toMatchObject({ state: 'told', outcome: 'made' });
  expect(shop.tell).not.toHaveBeenCalled();
  expect(shop.log.error).toHaveBeenCalledOnce();
  expect((await readAudit(shop.store.db, id)).at(-1)).toMatchObject({ event: 'untold' });
});

test('after a retry it is tried as long as a new one, and reconciles first', async () => {
  const clock = aClock();
  const reconcile = vi.fn(async () => 'repeat' as const);
  const giveUpAts: number[] = [];
  let isDown = true;
  const shop = await workshop(
    aKind(({ step, giveUpAt }) => {
      giveUpAts.push(giveUpAt);
      const act = async () => {
        if (isDown) throw down();
        return { done: 'at last' };
      };
      return step('write', { result: done, act, reconcile });
    }),
    { now: clock.now, giveUpAfterMs: 60_000 },
  );
  await shop.start();
  const id = await shop.ask();
  await vi.waitFor(async () => expect(await shop.ledger.get(id)).toMatchObject({ fault: expect.anything() }));
  clock.pass(60_000);
  shop.dispatcher.wake(id);
  expect(await shop.over(id)).toMatchObject({ state: 'attention' });
  const looked = reconcile.mock.calls.length;

  clock.pass(1_000_000);
  const now = async () => clock.now();
  await createDesk(shop.store, now).retry(id, { by: { operator: 'root' } });
  shop.dispatcher.wake(id);
  await vi.waitFor(async () => expect(await shop.ledger.get(id)).toMatchObject({ fault: expect.anything() }));
  expect(await shop.ledger.get(id)).toMatchObject({ state: 'accepted' });
  expect(reconcile.mock.calls.length).toBeGreaterThan(looked);
  expect(giveUpAts.at(-1)).toBe(clock.now() + 60_000);
  isDown = false;
  clock.pass(1_000);
  shop.dispatcher.wake(id);
  expect(await shop.over(id)).toMatchObject({ state: 'told', outcome: { done: 'at last' } });
  expect(shop.tell).toHaveBeenCalledTimes(2);
});

test('kills that come quicker than a crash loop end nothing', async () => {
  const run = vi.fn(async () => 'made');
  const shop = await workshop(aKind(run), { crashLoopMs: 3_600_000 });
  const id = await shop.ask();
  await die(shop, id, 3 * mostUnfinished);
  await shop.start();
  expect(await shop.over(id)).toMatchObject({ state: 'told', outcome: 'made' });
});
