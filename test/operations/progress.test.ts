import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Teller } from '../../src/operations/kind.ts';
import { aGate, aKind, openWorkshop, type Workshop } from './workshop.ts';

describe('progress of a run', () => {
  let shop: Workshop | undefined;
  afterEach(() => shop?.close());

  const teller = (progress: NonNullable<Teller['progress']>) => ({
    tell: vi.fn<Teller['tell']>(async () => {}),
    waiting: vi.fn<Teller['waiting']>(async () => {}),
    progress: vi.fn(progress),
  });

  it('is told once a second at most', async () => {
    let now = 1_000;
    const told = teller(async () => {});
    const kind = aKind(async (run) => {
      for (let done = 1; done <= 5; done += 1) {
        run.progress(done, 5);
        await Promise.resolve();
        now += 400;
      }
      return { status: 'done' };
    });
    shop = await openWorkshop(kind, { teller: told, now: () => now });
    await shop.start();
    await shop.over(await shop.ask());
    expect(told.progress.mock.calls.map(([, done, total]) => [done, total])).toEqual([
      [1, 5],
      [4, 5],
    ]);
  });

  it('is over before the end is told', async () => {
    const gate = aGate();
    const order: string[] = [];
    const told = teller(async () => {
      await gate.opened;
      order.push('progress');
    });
    told.tell.mockImplementation(async () => {
      order.push('end');
    });
    const kind = aKind(async (run) => {
      run.progress(1, 2);
      setImmediate(() => gate.open());
      return { status: 'done' };
    });
    shop = await openWorkshop(kind, { teller: told });
    await shop.start();
    await shop.over(await shop.ask());
    expect(order).toEqual(['progress', 'end']);
  });

  it('never fails a run', async () => {
    const told = teller(() => {
      throw new Error('Slack is away');
    });
    const kind = aKind(async (run) => {
      run.progress(1, 2);
      return { status: 'done' };
    });
    shop = await openWorkshop(kind, { teller: told });
    await shop.start();
    expect(await shop.over(await shop.ask())).toMatchObject({ state: 'told', outcome: { status: 'done' } });
    expect(shop.log.info).toHaveBeenCalledWith(expect.anything(), 'progress could not be told');
  });

  it('is nothing where nobody can tell it', async () => {
    const kind = aKind(async (run) => {
      run.progress(1, 2);
      return { status: 'done' };
    });
    shop = await openWorkshop(kind);
    await shop.start();
    expect(await shop.over(await shop.ask())).toMatchObject({ state: 'told' });
  });
});
