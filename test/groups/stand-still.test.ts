import { describe, expect, it } from 'vitest';
import type { GroupWithMembers } from '../../src/docspace/model.ts';
import { StillFilling } from '../../src/groups/faults.ts';
import { lookFor, standStill } from '../../src/groups/stand-still.ts';

const group = (membersCount: number, headId?: string): GroupWithMembers => ({
  id: 'g1',
  name: 'Band',
  membersCount,
  members: [],
  isLdap: false,
  isSystem: false,
  ...(headId === undefined ? {} : { head: { id: headId, name: headId } }),
});

/** Shows one state after the other, then the last one for good. */
function showing(...states: readonly GroupWithMembers[]) {
  let reads = 0;
  return {
    reads: () => reads,
    getWithMembers: async () => {
      const state = states[Math.min(reads, states.length - 1)];
      reads += 1;
      return state ?? group(0);
    },
  };
}

const options = { stillMs: 1, signal: new AbortController().signal };

describe('standStill', () => {
  it('waits until two reads are the same, the head included', async () => {
    const growing = showing(group(1), group(2), group(2, 'bob'));
    expect(await standStill(growing, 'g1', options)).toEqual(group(2, 'bob'));
    expect(growing.reads()).toBe(4);
  });

  it('waits no longer when the group is as it was to be', async () => {
    const growing = showing(group(1), group(2), group(3));
    await standStill(growing, 'g1', { ...options, isThere: ({ membersCount }) => membersCount === 2 });
    expect(growing.reads()).toBe(2);
  });

  it('gives up, to be tried again, when the group does not come to rest', async () => {
    let count = 0;
    const restless = { getWithMembers: async () => group(count++) };
    await expect(standStill(restless, 'g1', options)).rejects.toBeInstanceOf(StillFilling);
  });

  it('ends with the signal', async () => {
    const stopping = new AbortController();
    stopping.abort(new Error('stop'));
    const waiting = standStill(showing(group(1)), 'g1', { stillMs: 60_000, signal: stopping.signal });
    await expect(waiting).rejects.toThrow();
  });
});

describe('looking for what a write may have done', () => {
  const signal = new AbortController().signal;

  it('takes it as soon as it is there', async () => {
    let looks = 0;
    const look = async () => (++looks < 2 ? 'repeat' : { done: 'there' });
    expect(await lookFor({ stillMs: 1, signal }, look)).toEqual({ done: 'there' });
    expect(looks).toBe(2);
  });

  it('looks three times before the write may be repeated', async () => {
    let looks = 0;
    const look = async () => {
      looks += 1;
      return 'repeat' as const;
    };
    expect(await lookFor({ stillMs: 1, signal }, look)).toBe('repeat');
    expect(looks).toBe(3);
  });
});
