import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isFresh, plannedWrite } from '../../src/groups/planned-write.ts';
import type { OperationRun, Step } from '../../src/operations/kind.ts';

const now = 1_000_000;
const planSchema = z.object({ at: z.number(), what: z.string() });
const result = z.union([z.object({ refusal: z.string() }), z.object({ plan: planSchema, done: z.string() })]);
type Run = Pick<OperationRun<unknown>, 'step' | 'lockSettledAt'>;

/** A run whose step is new, or was begun by an earlier attempt. */
function aRun(begun: boolean): Run {
  return {
    step: async <Result>(_: string, step: Step<Result>) => {
      const found = begun ? await step.reconcile?.() : undefined;
      return found === undefined || found === 'repeat' ? step.act() : found.done;
    },
  };
}

/** What came of a write, and what was asked on the way. */
async function write(
  run: Run,
  at: number,
  answers: { readonly again?: string; readonly may?: string; readonly found?: string } = {},
) {
  const asked: string[] = [];
  const written = await plannedWrite(run, {
    name: 'write',
    result,
    plan: { at, what: 'first' },
    now: () => now,
    async replan() {
      asked.push('replan');
      return answers.again === undefined
        ? { refusal: 'changed' }
        : { plan: { at: now, what: answers.again } };
    },
    async stillMay() {
      asked.push('stillMay');
      return answers.may;
    },
    async act({ what }, begun) {
      asked.push(begun ? 'act again' : 'act');
      return what;
    },
    async reconcile() {
      asked.push('reconcile');
      return answers.found === undefined ? 'repeat' : { done: answers.found };
    },
  });
  return { written, asked };
}

describe('a planned write', () => {
  it('is done as planned while the plan is fresh', async () => {
    expect(await write(aRun(false), now)).toEqual({
      written: { plan: { at: now, what: 'first' }, done: 'first' },
      asked: ['act'],
    });
  });

  it('is planned anew when the plan is old and nothing was begun', async () => {
    expect(await write(aRun(false), now - 30_001, { again: 'second' })).toEqual({
      written: { plan: { at: now, what: 'second' }, done: 'second' },
      asked: ['replan', 'act'],
    });
    expect(await write(aRun(false), now - 30_001)).toEqual({
      written: { refusal: 'changed' },
      asked: ['replan'],
    });
  });

  it('keeps its plan once it was begun, and asks only the rights again', async () => {
    expect(await write(aRun(true), now - 30_001)).toMatchObject({
      written: { done: 'first' },
      asked: ['reconcile', 'stillMay', 'act again'],
    });
    expect(await write(aRun(true), now - 30_001, { may: 'not any more' })).toEqual({
      written: { refusal: 'not any more' },
      asked: ['reconcile', 'stillMay'],
    });
    expect(await write(aRun(true), now)).toMatchObject({ asked: ['reconcile', 'act again'] });
  });

  it('is not repeated when it is found done', async () => {
    expect(await write(aRun(true), now - 30_001, { found: 'before' })).toEqual({
      written: { plan: { at: now - 30_001, what: 'first' }, done: 'before' },
      asked: ['reconcile'],
    });
  });
});

describe('freshness', () => {
  it.each([
    [undefined, undefined, false],
    [now - 30_000, undefined, true],
    [now - 30_001, undefined, false],
    [now, now - 1, true],
    [now - 10, now - 10, false],
    [now - 10, now - 5, false],
  ])('of a check at %s, with the lock settled at %s, is %s', (at, lockSettledAt, expected) => {
    expect(isFresh(at, lockSettledAt === undefined ? {} : { lockSettledAt }, now)).toBe(expected);
  });
});
