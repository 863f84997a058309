import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../src/groups/effect.ts';
import { refused, undoStage, who } from './support.ts';

const { bob, cid, gus, dina } = who;
const stage = undoStage();

describe('re-creating after a delete', () => {
  const deleted = (name: string, memberIds: readonly string[], headId?: string): Effect => ({
    kind: 'deleted',
    groupId: '91000000-0000-4000-8000-00000000dead',
    name,
    memberIds: [...memberIds],
    ...(headId === undefined ? {} : { headId }),
  });
  const called = (name: string) => stage.docspace.groups().filter((group) => group.name === name);

  it('makes the group anew with head and members', async () => {
    const outcome = await stage.undo(deleted('Anew', [bob, cid], bob));
    const [group, second] = called('Anew');
    expect(second).toBeUndefined();
    expect(stage.now(group?.id ?? '')).toEqual({ name: 'Anew', head: bob, members: new Set([bob, cid]) });
    expect(outcome).toMatchObject({
      status: 'done',
      group: { id: group?.id },
      head: { personId: bob },
      membersCount: 2,
    });
    expect(stage.writes()).toHaveLength(2);
  });

  it('makes an empty one with one write, and none when the name is taken', async () => {
    await stage.undo(deleted('Empty again', []));
    expect(stage.writes()).toHaveLength(1);
    expect(await stage.undo(deleted('empty AGAIN', []))).toEqual(
      refused({ kind: 'name-taken', name: 'Empty again' }),
    );
    expect(called('Empty again')).toHaveLength(1);
  });

  it('leaves out who can’t join any more, the head among them', async () => {
    const outcome = await stage.undo(deleted('Some of them', [cid, gus, dina], gus));
    expect(outcome).toMatchObject({
      status: 'partly',
      peopleCount: 1,
      notRestored: [{ label: 'Gus Guest' }, { label: 'Dina Dormant', reason: 'disabled-in-docspace' }],
    });
    expect(outcome).not.toHaveProperty('head');
    expect(stage.now(called('Some of them')[0]?.id ?? '')).toMatchObject({
      head: undefined,
      members: new Set([cid]),
    });
  });

  it.each([
    ['POST', 'dropBefore'],
    ['POST', 'dropAfter'],
    ['POST', 'garbage'],
    ['PUT', 'dropBefore'],
    ['PUT', 'dropAfter'],
  ] as const)('makes one group whatever happens: %s %s', async (method, kind) => {
    const name = `Once ${method} ${kind}`;
    stage.docspace.faults.add({ method, fault: { kind } });
    expect(await stage.undo(deleted(name, [bob, cid], cid))).toMatchObject({ status: 'done' });
    expect(called(name)).toHaveLength(1);
    expect(stage.now(called(name)[0]?.id ?? '')).toMatchObject({ head: cid, members: new Set([bob, cid]) });
  });

  it('finds what an earlier attempt made, when it could not look then', async () => {
    stage.docspace.faults.add({ method: 'POST', delayMs: 150, fault: { kind: 'dropAfter' } });
    const outcome = stage.undo(deleted('Found later', [bob]));
    await expect.poll(() => stage.writes().length).toBe(1);
    stage.docspace.faults.add({ method: 'GET', fault: { kind: 'restoring' } });
    expect(await outcome).toMatchObject({ status: 'done', membersCount: 1 });
    expect(called('Found later')).toHaveLength(1);
    expect(stage.writes().filter((request) => request.method === 'POST')).toHaveLength(1);
  });

  it('puts nobody back once who asked for it has lost the right', async () => {
    const ann = stage.docspace.people().find(({ email }) => email === 'ann@example.com')?.id ?? '';
    stage.docspace.faults.add({ method: 'POST', delayMs: 150 });
    const outcome = stage.undo(deleted('Half of it', [bob, cid], bob));
    await expect.poll(() => stage.writes().length).toBe(1);
    stage.docspace.changePerson(ann, { status: 'disabled' });
    stage.pass(31_000);
    try {
      expect(await outcome).toMatchObject({
        status: 'partly',
        membersCount: 0,
        notRestored: [{ reason: 'right-lost' }, { reason: 'right-lost' }],
      });
    } finally {
      stage.docspace.changePerson(ann, { status: 'active' });
    }
    expect(stage.now(called('Half of it')[0]?.id ?? '')).toMatchObject({
      head: undefined,
      members: new Set(),
    });
    expect(stage.writes()).toHaveLength(1);
  });

  it('tells who is in when the rest is refused', async () => {
    stage.docspace.faults.add({ method: 'PUT', fault: { kind: 'midway', afterSteps: 1 } });
    stage.docspace.faults.add({ method: 'PUT', fault: { kind: 'accessDenied' } });
    expect(await stage.undo(deleted('Nearly', [bob, cid]))).toMatchObject({
      status: 'partly',
      membersCount: 1,
      notRestored: [{ label: 'Cid Carter', reason: 'refused-by-docspace' }],
    });
  });

  it('says clearly that nothing was made when DocSpace refuses', async () => {
    stage.docspace.faults.add({ method: 'POST', fault: { kind: 'accessDenied' } });
    const operation = await stage.operation(deleted('Refused', [bob]));
    expect(operation).toMatchObject({ state: 'told', fault: { reason: 'role-refused', unclear: false } });
  });
});
