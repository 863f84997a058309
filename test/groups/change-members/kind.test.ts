import { describe, expect, it } from 'vitest';
import { addMembersKind, removeMembersKind } from '../../../src/groups/change-members/kind.ts';
import type { AddInput, MembersPlan, RemoveInput } from '../../../src/groups/change-members/shape.ts';
import { effectOf } from '../../../src/groups/effect.ts';
import { dropped, groupId, openWorkbench, people, personId, refused, type Workbench } from './workbench.ts';

const seen = { id: groupId, name: 'Band', membersCount: 0 };

function ids(count: number, from = 1): string[] {
  return people(count, from).map((one) => one.personId);
}

function plan(bench: Workbench, change: Partial<MembersPlan>): MembersPlan {
  return { at: bench.now, name: 'Band', membersCount: 0, people: [], already: [], skipped: [], ...change };
}

function toAdd(bench: Workbench, count: number, more: Partial<MembersPlan> = {}): AddInput {
  const asked = people(count);
  return {
    group: seen,
    people: asked.map((_, index) => ({ by: 'email', email: `${index + 1}@x.io` })),
    checked: plan(bench, { people: asked, ...more }),
  };
}

function toRemove(bench: Workbench, count: number, more: Partial<RemoveInput> = {}): RemoveInput {
  const asked = people(count);
  return { group: seen, people: asked, checked: plan(bench, { people: asked }), ...more };
}

describe('add', () => {
  it('writes 100 people at a time, and tells how far it is', async () => {
    const bench = openWorkbench();
    const outcome = await bench.attempt(addMembersKind(bench.deps), toAdd(bench, 250));
    expect(bench.writes.map((write) => write.addIds?.length)).toEqual([100, 100, 50]);
    expect(bench.progress).toEqual([
      [100, 250],
      [200, 250],
    ]);
    expect(outcome).toMatchObject({ status: 'done', membersCount: 250 });
    expect(effectOf(outcome)).toEqual({ kind: 'members-added', groupId, ids: ids(250) });
  });

  it('sends after an unclear end only who is missing, and takes those who came for its own', async () => {
    const bench = openWorkbench();
    const input = toAdd(bench, 120);
    const kind = addMembersKind(bench.deps);
    bench.faults.push({ after: 30, error: dropped() });
    await expect(bench.attempt(kind, input)).rejects.toThrow('unreachable');
    const outcome = await bench.attempt(kind, input);
    expect(bench.writes.map((write) => write.addIds?.length)).toEqual([100, 70, 20]);
    expect(effectOf(outcome)).toEqual({ kind: 'members-added', groupId, ids: ids(120) });
  });

  it('writes nothing again when the unclear write had done all', async () => {
    const bench = openWorkbench();
    const kind = addMembersKind(bench.deps);
    bench.faults.push({ after: 5, error: dropped() });
    await expect(bench.attempt(kind, toAdd(bench, 5))).rejects.toThrow();
    expect(await bench.attempt(kind, toAdd(bench, 5))).toMatchObject({ status: 'done', membersCount: 5 });
    expect(bench.writes).toHaveLength(1);
  });

  it('never calls its own who was in before', async () => {
    const bench = openWorkbench(ids(3));
    const { checked: _, ...input } = toAdd(bench, 5);
    const outcome = await bench.attempt(addMembersKind(bench.deps), input);
    expect(bench.writes).toEqual([{ addIds: ids(2, 4) }]);
    expect(effectOf(outcome)).toEqual({ kind: 'members-added', groupId, ids: ids(2, 4) });
    expect(outcome).toMatchObject({ already: people(3).map(({ personId: id }) => ({ personId: id })) });
  });

  it('tells who was left out, and has no effect when nobody came', async () => {
    const bench = openWorkbench();
    bench.leftOut.add(personId(2));
    const some = await bench.attempt(addMembersKind(bench.deps), toAdd(bench, 2));
    expect(some).toMatchObject({
      status: 'partly',
      skipped: [{ label: 'Person 2', reason: 'left-out' }],
      effect: { ids: [personId(1)] },
    });
    const other = openWorkbench();
    other.leftOut.add(personId(1));
    const none = await other.attempt(addMembersKind(other.deps), toAdd(other, 1));
    expect(none).toMatchObject({ status: 'nothing', skipped: [{ reason: 'left-out' }] });
    expect(effectOf(none)).toBeUndefined();
  });

  it('asks anew when the check is old, or the group was changed since', async () => {
    const bench = openWorkbench([personId(1)]);
    const old = toAdd(bench, 2);
    bench.now += 31_000;
    await bench.attempt(addMembersKind(bench.deps), old);
    expect(bench.writes).toEqual([{ addIds: [personId(2)] }]);
    const other = openWorkbench([personId(1)]);
    await other.attempt(addMembersKind(other.deps), toAdd(other, 2), { lockSettledAt: other.now });
    expect(other.writes).toEqual([{ addIds: [personId(2)] }]);
  });

  it('throws a refusal of the first write, and tells of one on the way who was not reached', async () => {
    const first = openWorkbench();
    first.faults.push({ after: 0, error: refused() });
    await expect(first.attempt(addMembersKind(first.deps), toAdd(first, 150))).rejects.toThrow(
      'role-refused',
    );
    const later = openWorkbench();
    later.faults.push({ after: 100, error: dropped() }, { after: 0, error: refused() });
    const kind = addMembersKind(later.deps);
    await expect(later.attempt(kind, toAdd(later, 150))).rejects.toThrow('unreachable');
    const outcome = await later.attempt(kind, toAdd(later, 150));
    expect(outcome).toMatchObject({ status: 'partly', stopped: { fault: 'role-refused' } });
    expect(outcome).toMatchObject({ stopped: { people: people(50, 101) }, effect: { ids: ids(100) } });
  });

  it('counts for done what a write did before it was refused the rest', async () => {
    const bench = openWorkbench();
    const kind = addMembersKind(bench.deps);
    bench.faults.push({ after: 2, error: dropped() }, { after: 0, error: refused() });
    await expect(bench.attempt(kind, toAdd(bench, 3))).rejects.toThrow('unreachable');
    const outcome = await bench.attempt(kind, toAdd(bench, 3));
    expect(outcome).toMatchObject({ status: 'partly', membersCount: 2, stopped: { people: people(1, 3) } });
    expect(effectOf(outcome)).toMatchObject({ ids: ids(2) });
  });

  it('does not call its own whom others added while it waited', async () => {
    const bench = openWorkbench();
    const kind = addMembersKind(bench.deps);
    bench.faults.push({ after: 100, error: dropped() });
    await expect(bench.attempt(kind, toAdd(bench, 103))).rejects.toThrow();
    bench.now += 3_600_000;
    bench.members.add(personId(102));
    const outcome = await bench.attempt(kind, toAdd(bench, 103));
    expect(bench.writes.at(-1)).toEqual({ addIds: [personId(101), personId(103)] });
    expect(outcome).toMatchObject({ status: 'done', already: people(1, 102) });
    expect(effectOf(outcome)).toMatchObject({ ids: [...ids(101), personId(103)] });
  });

  it('tells, when time is up, what was done and what is unclear', async () => {
    const bench = openWorkbench();
    const kind = addMembersKind(bench.deps);
    bench.faults.push({ after: 100, error: dropped() }, { after: 10, error: dropped() });
    await expect(bench.attempt(kind, toAdd(bench, 150))).rejects.toThrow('unreachable');
    const outcome = await bench.attempt(kind, toAdd(bench, 150), { giveUpAt: bench.now });
    expect(outcome).toMatchObject({
      status: 'partly',
      stopped: { people: people(50, 101), fault: 'unreachable', unclear: true },
      effect: { ids: ids(100) },
    });
    const first = openWorkbench();
    first.faults.push({ after: 10, error: dropped() });
    const alone = first.attempt(addMembersKind(first.deps), toAdd(first, 50), { giveUpAt: first.now });
    await expect(alone).rejects.toThrow('unreachable');
  });

  it('waits until the group stands still after an operation that ended unclear, and looks anew', async () => {
    const bench = openWorkbench();
    const read = bench.deps.groups.getWithMembers;
    let reads = 0;
    bench.deps.groups.getWithMembers = async (id) => {
      reads += 1;
      // Still at work for the operation before.
      if (reads === 2) bench.members.add(personId(1));
      return read(id);
    };
    await bench.attempt(addMembersKind(bench.deps), toAdd(bench, 2), { lockUnclearAt: bench.now - 5_000 });
    expect(bench.writes).toEqual([{ addIds: [personId(2)] }]);
    expect(reads).toBe(4);
  });

  it('stops when the right was lost while it waited', async () => {
    const bench = openWorkbench();
    const kind = addMembersKind(bench.deps);
    bench.faults.push({ after: 0, error: dropped() });
    await expect(bench.attempt(kind, toAdd(bench, 3))).rejects.toThrow();
    bench.now += 31_000;
    bench.role = 'user';
    const outcome = await bench.attempt(kind, toAdd(bench, 3));
    expect(outcome).toEqual({
      status: 'refused',
      refusal: { kind: 'obstacle', obstacle: { kind: 'right', role: 'user' } },
    });
    expect(bench.writes).toHaveLength(1);
  });

  it('tells of the part that was done before the right was lost', async () => {
    const bench = openWorkbench();
    const kind = addMembersKind(bench.deps);
    bench.faults.push({ after: 100, error: dropped() });
    await expect(bench.attempt(kind, toAdd(bench, 150))).rejects.toThrow();
    bench.now += 31_000;
    bench.role = 'user';
    const outcome = await bench.attempt(kind, toAdd(bench, 150));
    expect(outcome).toMatchObject({
      status: 'partly',
      stopped: { people: people(50, 101), refusal: { kind: 'obstacle', obstacle: { kind: 'right' } } },
      effect: { ids: ids(100) },
    });
  });

  it('is refused when the group is gone', async () => {
    const bench = openWorkbench();
    bench.gone = true;
    expect(await bench.attempt(addMembersKind(bench.deps), toAdd(bench, 1))).toEqual({
      status: 'refused',
      refusal: { kind: 'obstacle', obstacle: { kind: 'gone' } },
    });
  });
});

describe('remove', () => {
  it('removes, and says that the head went', async () => {
    const bench = openWorkbench(ids(4));
    bench.head = personId(1);
    const { checked: _, ...input } = toRemove(bench, 2, { leavingHeadId: personId(1) });
    const outcome = await bench.attempt(removeMembersKind(bench.deps), input);
    expect(outcome).toMatchObject({ status: 'done', formerHead: { personId: personId(1) }, membersCount: 2 });
    expect(effectOf(outcome)).toEqual({
      kind: 'members-removed',
      groupId,
      ids: ids(2),
      headId: personId(1),
    });
  });

  it('refuses to take a head out to which nobody agreed', async () => {
    const bench = openWorkbench(ids(4));
    bench.head = personId(2);
    const { checked: _, ...input } = toRemove(bench, 2, { leavingHeadId: personId(1) });
    const outcome = await bench.attempt(removeMembersKind(bench.deps), input);
    expect(outcome).toMatchObject({
      status: 'refused',
      refusal: { kind: 'head', headName: 'Person 2', group: { headId: personId(2) } },
    });
    expect(bench.writes).toEqual([]);
  });

  it('looks at the head again after it had to wait', async () => {
    const bench = openWorkbench(ids(4));
    const kind = removeMembersKind(bench.deps);
    bench.faults.push({ after: 0, error: dropped() });
    await expect(bench.attempt(kind, toRemove(bench, 2))).rejects.toThrow();
    bench.now += 31_000;
    bench.head = personId(2);
    expect(await bench.attempt(kind, toRemove(bench, 2))).toMatchObject({ refusal: { kind: 'head' } });
    expect(bench.head).toBe(personId(2));
  });

  it('sends only who is in, and tells who was not', async () => {
    const bench = openWorkbench(ids(1, 2));
    const { checked: _, ...input } = toRemove(bench, 2);
    const outcome = await bench.attempt(removeMembersKind(bench.deps), input);
    expect(bench.writes).toEqual([{ removeIds: [personId(2)] }]);
    expect(outcome).toMatchObject({ status: 'done', already: [{ personId: personId(1) }] });
    const again = openWorkbench();
    expect(await again.attempt(removeMembersKind(again.deps), input)).toMatchObject({ status: 'nothing' });
    expect(again.writes).toEqual([]);
  });
});
