import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { afterCreate, type Locks } from '../../src/groups/after-create.ts';
import { groupFaults } from '../../src/groups/faults.ts';
import type { Operation, OperationKind, OperationRun } from '../../src/operations/kind.ts';

/** A kind that tells with which times it was run: of an unclear end, or else of any end. */
const probe: OperationKind<unknown, number> = {
  name: 'head',
  input: z.unknown(),
  outcome: z.number(),
  run: async (run) => run.lockUnclearAt ?? run.lockSettledAt ?? 0,
};

const operation: Operation = {
  id: 'o1',
  dedupeKey: 'mine',
  kind: 'head',
  lock: 'group:g1',
  groupName: 'Sales',
  actor: { slackUserId: 'U1' },
  destination: {},
  input: {},
  state: 'running',
  attempts: 1,
  acceptedAt: 0,
  runAt: 0,
};

function run(
  locks: Partial<Locks>,
  more: { lock?: string; lockSettledAt?: number; lockUnclearAt?: number } = {},
) {
  const { lock = operation.lock, ...unclear } = more;
  const kind = afterCreate(
    {
      isBusyFirst: async () => false,
      lockSettledAt: async () => undefined,
      lockUnclearAt: async () => undefined,
      ...locks,
    },
    probe,
  );
  const given: OperationRun<unknown> = {
    operation: { ...operation, lock },
    input: {},
    attempt: 1,
    giveUpAt: 0,
    signal: new AbortController().signal,
    step: (_, step) => step.act(),
    progress: () => undefined,
    ...unclear,
  };
  return kind.run(given);
}

describe('a change of a group whose create may still be at it', () => {
  it('waits while a create of the name is open, and has done nothing', async () => {
    const asked: string[][] = [];
    const waits = run({
      isBusyFirst: async (...question) => {
        asked.push(question);
        return true;
      },
    });
    const error = await waits.catch((one: unknown) => one);
    expect(groupFaults.judge(error)).toEqual({ kind: 'passing', undone: true });
    expect(asked).toEqual([['name:sales', 'mine']]);
  });

  it('runs when none is', async () => {
    expect(await run({}, { lockUnclearAt: 5 })).toBe(5);
  });

  it('takes a create that ended unclear for an unclear request to the group', async () => {
    expect(await run({ lockUnclearAt: async () => 7 })).toBe(7);
    expect(await run({ lockUnclearAt: async () => 7 }, { lockUnclearAt: 9 })).toBe(9);
  });

  it('takes what was checked before the create ended for stale', async () => {
    expect(await run({ lockSettledAt: async () => 7 })).toBe(7);
    expect(await run({ lockSettledAt: async () => 7 }, { lockSettledAt: 9 })).toBe(9);
    expect(await run({}, { lockSettledAt: 9 })).toBe(9);
  });

  it('does not wait for itself where it holds the name', async () => {
    expect(await run({ isBusyFirst: async () => true }, { lock: 'name:sales' })).toBe(0);
  });
});
