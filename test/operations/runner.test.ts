import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { readAudit } from '../../src/operations/audit.ts';
import type { OperationKind } from '../../src/operations/kind.ts';
import { aClock, bob } from './support.ts';
import { aGate, aKind, done, down, FakeFault, openWorkshop, refused, type Workshop } from './workshop.ts';

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
  await shop.start();
  return shop;
}

test('runs, settles, tells, in this order, and writes each down', async () => {
  const kind = aKind(async (run) =>
    run.step('write', { result: done, act: async () => ({ done: run.input.text }) }),
  );
  const shop = await workshop(kind);
  const id = await shop.ask();
  const operation = await shop.over(id);
  expect(operation).toMatchObject({ state: 'told', outcome: { done: 'hello' }, attempts: 1 });
  expect(operation.destination.answer).toBeUndefined();
  expect(shop.tell).toHaveBeenCalledOnce();
  expect(shop.tell.mock.calls[0]?.[0]).toMatchObject({
    state: 'settled',
    outcome: { done: 'hello' },
    destination: { answer: 'sealed-answer' },
  });
  expect((await readAudit(shop.store.db, id)).map(({ event }) => event)).toEqual([
    'accepted',
    'settled',
    'told',
  ]);
});

test('the kind may name the group that it made', async () => {
  const kind: OperationKind<unknown, unknown> = {
    ...aKind(async () => ({ id: 'g7' })),
    about: (outcome) => ({ groupId: z.object({ id: z.string() }).parse(outcome).id, groupName: 'Sales' }),
  };
  const shop = await workshop(kind);
  expect(await shop.over(await shop.ask())).toMatchObject({ groupId: 'g7', groupName: 'Sales' });
});

test('a step that was done is not done again; an unclear one is reconciled', async () => {
  const acts: string[] = [];
  const step = (name: string, fails: boolean, found: { done: { done: string } } | 'repeat') => ({
    result: done,
    act: async () => {
      acts.push(name);
      if (fails) throw down();
      return { done: `${name} acted` };
    },
    reconcile: async () => {
      acts.push(`reconcile ${name}`);
      return found;
    },
  });
  const kind = aKind(async ({ step: take, attempt }) => [
    await take('one', step('one', false, 'repeat')),
    await take('two', step('two', attempt === 1, { done: { done: 'two found' } })),
    await take('three', step('three', attempt === 2, 'repeat')),
  ]);
  const shop = await workshop(kind);
  const { outcome } = await shop.over(await shop.ask());
  expect(outcome).toEqual([{ done: 'one acted' }, { done: 'two found' }, { done: 'three acted' }]);
  expect(acts).toEqual(['one', 'two', 'reconcile two', 'three', 'reconcile three', 'three']);
});

test('a fault that surely did nothing needs no reconciling', async () => {
  const reconcile = vi.fn(async () => 'repeat' as const);
  const kind = aKind(({ step, attempt }) =>
    step('write', {
      result: done,
      reconcile,
      act: async () => {
        if (attempt < 3) throw new FakeFault('busy', { kind: 'passing', undone: true });
        return { done: 'at last' };
      },
    }),
  );
  const shop = await workshop(kind);
  expect(await shop.over(await shop.ask())).toMatchObject({ outcome: { done: 'at last' }, attempts: 3 });
  expect(reconcile).not.toHaveBeenCalled();
});

test.each([
  ['a refusal after reconciling found nothing is clear', refused('no'), true, 'told'],
  ['a refusal of a repeat that cannot be reconciled is unclear', refused('no'), false, 'attention'],
])('%s', async (_, fault, reconciles, state) => {
  const shop = await workshop(
    aKind(({ step, attempt }) =>
      step('write', {
        result: done,
        act: () => Promise.reject(attempt === 1 ? down() : fault),
        ...(reconciles && { reconcile: async () => 'repeat' as const }),
      }),
    ),
  );
  expect(await shop.over(await shop.ask())).toMatchObject({ state, fault: { message: 'no' } });
});

test('a run knows when the one before it with the same lock settled', async () => {
  const seen: (number | undefined)[] = [];
  const shop = await workshop(aKind(async ({ lockSettledAt }) => void seen.push(lockSettledAt)));
  const first = await shop.ask({ lock: 'g' });
  await shop.over(first);
  await shop.over(await shop.ask({ lock: 'g' }));
  expect(seen).toEqual([undefined, (await shop.ledger.get(first))?.settledAt]);
});

test('a run knows when it is given up, and when one with the same lock ended unclear', async () => {
  const seen: (number | undefined)[] = [];
  const kind = aKind(async ({ lockUnclearAt, giveUpAt, input }) => {
    seen.push(lockUnclearAt, giveUpAt);
    if (input.text === 'unclear') throw new FakeFault('who knows', { kind: 'lasting', unclear: true });
  });
  const shop = await workshop(
    aKind(async (run) => run.step('write', { result: z.unknown(), act: () => kind.run(run) })),
    { giveUpAfterMs: 1_000 },
  );
  const first = await shop.over(await shop.ask({ lock: 'g', input: { text: 'unclear' } }));
  const second = await shop.over(await shop.ask({ lock: 'g' }));
  expect(first.state).toBe('attention');
  expect(seen).toEqual([undefined, first.acceptedAt + 1_000, first.settledAt, second.acceptedAt + 1_000]);
});

test('a lasting fault ends it at once and is told', async () => {
  const shop = await workshop(
    aKind(({ step }) => step('write', { result: done, act: () => Promise.reject(refused('no right')) })),
  );
  const operation = await shop.over(await shop.ask());
  expect(operation).toMatchObject({ state: 'told', attempts: 1, fault: { message: 'no right' } });
  expect(operation).not.toHaveProperty('outcome');
  expect(shop.tell.mock.calls[0]?.[0]).toMatchObject({ fault: { message: 'no right' } });
});

test.each([
  ['an unclear refusal', new FakeFault('odd', { kind: 'lasting', unclear: true })],
  ['giving up on an unclear step', down('silent')],
])('%s needs attention', async (_, fault) => {
  const shop = await workshop(
    aKind(({ step }) => step('write', { result: done, act: () => Promise.reject(fault) })),
    { giveUpAfterMs: 0 },
  );
  expect(await shop.over(await shop.ask())).toMatchObject({
    state: 'attention',
    fault: { message: fault.message },
  });
  expect(shop.tell.mock.calls[0]?.[0]).toMatchObject({ needsAttention: true });
});

test('passing faults are waited out, with longer and longer waits, and told once', async () => {
  const clock = aClock();
  let isDown = true;
  const shop = await workshop(
    aKind(async () => {
      if (isDown) throw down();
      return 'up';
    }),
    { now: clock.now, backOff: { firstMs: 1000, maxMs: 300_000 }, tellWaitingAfterMs: 5_000 },
  );
  const id = await shop.ask();
  const accepted = clock.now();
  for (const [attempt, wait, told] of [
    [1, 1000, 0],
    [2, 2000, 0],
    [3, 4000, 1],
    [4, 8000, 1],
  ] as const) {
    const runAt = clock.now() + wait;
    await vi.waitFor(async () =>
      expect(await shop.ledger.get(id)).toMatchObject({ state: 'accepted', attempts: attempt, runAt }),
    );
    expect(shop.waiting).toHaveBeenCalledTimes(told);
    clock.pass(wait);
    if (attempt === 4) isDown = false;
    shop.dispatcher.wake(id);
  }
  expect(shop.waiting).toHaveBeenCalledWith(
    expect.objectContaining({ id }),
    { message: 'down' },
    accepted + 3_600_000,
  );
  expect(await shop.over(id)).toMatchObject({ outcome: 'up', attempts: 5 });
});

test('a long Retry-After is kept, and told at once, also to those behind', async () => {
  const clock = aClock();
  const shop = await workshop(
    aKind(() => Promise.reject(new FakeFault('busy', { kind: 'passing', retryAfterMs: 900_000 }))),
    { now: clock.now },
  );
  const first = await shop.ask({ lock: 'g' });
  const second = await shop.ask({ lock: 'g' });
  await vi.waitFor(() => expect(shop.waiting).toHaveBeenCalledTimes(2));
  expect(shop.waiting.mock.calls.map(([operation]) => operation.id)).toEqual([first, second]);
  expect(shop.waiting.mock.calls[1]?.[1]).toEqual({ message: 'busy' });
  await vi.waitFor(async () => expect((await shop.ledger.get(second))?.waitToldAt).toBeDefined());
  const { runAt = 0 } = (await shop.ledger.get(first)) ?? {};
  expect(runAt - clock.now()).toBeGreaterThanOrEqual(900_000);

  const third = await shop.ask({ lock: 'g' });
  await vi.waitFor(() => expect(shop.waiting).toHaveBeenCalledTimes(3));
  expect(shop.waiting.mock.calls[2]?.[0].id).toBe(third);
});

test('that nobody could be told of the wait stops nothing', async () => {
  const shop = await workshop(
    aKind(async ({ attempt }) => {
      if (attempt < 3) throw down();
      return 'up';
    }),
    { tellWaitingAfterMs: 0 },
  );
  shop.waiting.mockRejectedValue(refused('no such channel'));
  const operation = await shop.over(await shop.ask());
  expect(operation).toMatchObject({ outcome: 'up' });
  expect(operation.waitToldAt).toBeUndefined();
  expect(shop.waiting).toHaveBeenCalledTimes(2);
});

test('after its time it is given up, with the last fault, not before a last attempt', async () => {
  const clock = aClock();
  const shop = await workshop(
    aKind(({ attempt }) => Promise.reject(down(`down ${attempt}`))),
    {
      now: clock.now,
      giveUpAfterMs: 60_000,
      backOff: { firstMs: 600_000, maxMs: 600_000 },
    },
  );
  const id = await shop.ask();
  const deadline = clock.now() + 60_000;
  await vi.waitFor(async () => expect(await shop.ledger.get(id)).toMatchObject({ runAt: deadline }));
  clock.pass(60_000);
  shop.dispatcher.wake(id);
  expect(await shop.over(id)).toMatchObject({ state: 'told', fault: { message: 'down 2' }, attempts: 2 });
});

test('telling is repeated by itself, and posts once', async () => {
  const runs = vi.fn(async () => 'made');
  const posts = vi.fn(async () => ({ done: '17.5' }));
  const shop = await workshop(aKind(runs));
  let told = 0;
  shop.tell.mockImplementation(async (_, step) => {
    await step('post', { result: done, act: posts });
    told += 1;
    if (told < 4) throw down('slack is down');
  });
  const operation = await shop.over(await shop.ask());
  expect(operation).toMatchObject({ state: 'told', attempts: 1 });
  expect(told).toBe(4);
  expect(runs).toHaveBeenCalledOnce();
  expect(posts).toHaveBeenCalledOnce();
});

test('telling is given up after its time, which is logged and written down', async () => {
  const shop = await workshop(
    aKind(async () => 'made'),
    { giveUpAfterMs: 0 },
  );
  shop.tell.mockRejectedValue(down('slack is down'));
  const id = await shop.ask();
  expect(await shop.over(id)).toMatchObject({ state: 'told', outcome: 'made' });
  expect(shop.log.error).toHaveBeenCalledOnce();
  expect((await readAudit(shop.store.db, id)).at(-1)).toMatchObject({ event: 'untold' });
});

test('same lock: one after another in order; other locks: at the same time', async () => {
  const gate = aGate();
  const active = new Set<string>();
  const begun: string[] = [];
  const shop = await workshop(
    aKind(async ({ operation, input }) => {
      expect(active).not.toContain(operation.lock);
      active.add(operation.lock);
      begun.push(input.text);
      if (input.text.endsWith('1')) await gate.opened;
      active.delete(operation.lock);
    }),
  );
  const ids: string[] = [];
  for (const text of ['a1', 'a2', 'a3', 'b1', 'b2']) {
    ids.push(await shop.ask({ lock: text.slice(0, 1), input: { text } }));
  }
  await vi.waitFor(() => expect(active).toEqual(new Set(['a', 'b'])));
  expect(begun).toEqual(['a1', 'b1']);
  gate.open();
  for (const id of ids) await shop.over(id);
  expect(begun.filter((text) => text.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
  expect(begun.filter((text) => text.startsWith('b'))).toEqual(['b1', 'b2']);
});

test('the next one with the same lock does not wait for the telling', async () => {
  const gate = aGate();
  const shop = await workshop(aKind(async () => 'made'));
  shop.tell.mockImplementationOnce(() => gate.opened);
  const first = await shop.ask({ lock: 'g' });
  const second = await shop.ask({ lock: 'g' });
  await shop.over(second);
  expect(await shop.ledger.get(first)).toMatchObject({ state: 'settled' });
  gate.open();
  await shop.over(first);
});

test.each([
  ['an unknown kind', { kind: 'foreign' }, { reason: 'unknown kind', kind: 'foreign' }],
  ['unreadable input', { input: { text: 7 } }, { reason: 'unreadable input', kind: 'note' }],
])('%s needs attention, which is told', async (_, change, fault) => {
  const run = vi.fn(async () => 'made');
  const shop = await workshop(aKind(run));
  const operation = await shop.over(await shop.ask(change));
  expect(operation).toMatchObject({ state: 'attention', fault });
  expect(shop.tell).toHaveBeenCalledOnce();
  expect(run).not.toHaveBeenCalled();
});

test('a stored result that is not understood needs attention, and nothing is written', async () => {
  const later = vi.fn(async () => ({ done: 'no' }));
  const shop = await workshop(
    aKind(async ({ step, attempt }) => {
      const result = attempt === 1 ? z.object({ old: z.string() }) : done;
      await step<unknown>('write', { result, act: async () => ({ old: 'form' }) });
      if (attempt === 1) throw down();
      await step('more', { result: done, act: later });
    }),
  );
  expect(await shop.over(await shop.ask())).toMatchObject({
    state: 'attention',
    fault: { reason: 'unreadable result' },
  });
  expect(later).not.toHaveBeenCalled();
});

test('a waiting operation can be cancelled; the one behind it goes on', async () => {
  const shop = await workshop(
    aKind(async ({ input }) => {
      if (input.text === 'down') throw down();
      return 'made';
    }),
    { backOff: { firstMs: 3_600_000, maxMs: 3_600_000 }, tellWaitingAfterMs: 0 },
  );
  const first = await shop.ask({ lock: 'g', input: { text: 'down' } });
  const second = await shop.ask({ lock: 'g' });
  await vi.waitFor(async () => expect(await shop.runner.cancel(first, bob)).toBe(true));
  expect(await shop.over(first)).toMatchObject({ state: 'told', fault: { reason: 'cancelled' } });
  expect(await shop.over(second)).toMatchObject({ outcome: 'made' });
  expect(await shop.runner.cancel(first, bob)).toBe(false);
  expect(await shop.runner.cancel('other', bob)).toBe(false);
});

test('an operation runs once, however often it is woken', async () => {
  const run = vi.fn(async () => 'made');
  const shop = await workshop(aKind(run));
  const id = await shop.ask();
  for (let n = 0; n < 20; n += 1) shop.dispatcher.wake(id);
  await shop.over(id);
  shop.dispatcher.wake(id);
  await shop.close();
  expect(run).toHaveBeenCalledOnce();
  expect(shop.tell).toHaveBeenCalledOnce();
});

test('500 at once are all run, never more than the limit at the same time', async () => {
  let active = 0;
  let most = 0;
  const shop = await workshop(
    aKind(async ({ step, input }) =>
      step('write', {
        result: done,
        act: async () => {
          active += 1;
          most = Math.max(most, active);
          await new Promise(setImmediate);
          active -= 1;
          return { done: input.text };
        },
      }),
    ),
    { parallel: 25 },
  );
  const ids = await Promise.all(
    Array.from({ length: 500 }, (_, n) => shop.ask({ lock: `g${n % 100}`, input: { text: `${n}` } })),
  );
  await vi.waitFor(async () => expect(await shop.ledger.open()).toEqual([]), {
    timeout: 25_000,
    interval: 50,
  });
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(25);
  expect(shop.tell).toHaveBeenCalledTimes(500);
  expect(await shop.ledger.get(ids[499] ?? '')).toMatchObject({ state: 'told', outcome: { done: '499' } });
});
