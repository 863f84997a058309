import { describe, expect, it } from 'vitest';
import type { GroupView } from '../../../sandbox/docspace/views.ts';
import type { Effect } from '../../../src/groups/effect.ts';
import { refused, undoStage, who } from './support.ts';

const { bob, cid, jm } = who;
const stage = undoStage();

describe('undo of a create', () => {
  const created = (group: GroupView, memberIds: readonly string[], headId?: string): Effect => ({
    kind: 'created',
    groupId: group.id,
    name: group.name,
    memberIds: [...memberIds],
    ...(headId === undefined ? {} : { headId }),
  });

  it('deletes the group that is still as created', async () => {
    const group = stage.add([bob, cid], bob);
    const outcome = await stage.undo(created(group, [cid, bob], bob), { checkedAt: Date.now() + 1_000 });
    expect(outcome).toMatchObject({ status: 'done', of: 'created', effect: { kind: 'deleted' } });
    expect(stage.now(group.id)).toBeUndefined();
    expect(stage.docspace.requests).toHaveLength(2);
  });

  it('deletes nothing when the name, the head or the members are others', async () => {
    const group = stage.add([bob, cid], bob);
    const { id, name } = group;
    const effect = created(group, [cid, bob], bob);
    stage.docspace.changeGroup(id, { name: 'Renamed' });
    expect(await stage.undo(effect)).toEqual(refused({ kind: 'renamed-since', name: 'Renamed' }));
    stage.docspace.changeGroup(id, { name, addIds: [jm], removeIds: [cid] });
    expect(await stage.undo(effect)).toMatchObject(
      refused({
        kind: 'members-since',
        joined: [{ personId: jm, name: 'Jürgen Müller-Lüdenscheidt' }],
        joinedCount: 1,
        left: [{ personId: cid, name: 'Cid Carter' }],
        leftCount: 1,
      }),
    );
    stage.docspace.changeGroup(id, { addIds: [cid] });
    expect(await stage.undo(effect)).toMatchObject(
      refused({ kind: 'members-since', joinedCount: 1, left: [], leftCount: 0 }),
    );
    stage.docspace.changeGroup(id, { removeIds: [jm], headId: cid });
    expect(await stage.undo(effect)).toMatchObject(
      refused({ kind: 'head-since', head: { personId: cid, name: 'Cid Carter' } }),
    );
    expect(stage.writes()).toEqual([]);
    expect(stage.now(id)?.members).toEqual(new Set([bob, cid]));
  });

  it('says that the group is gone, before and at the delete', async () => {
    const group = stage.add([]);
    const effect = created(group, []);
    stage.docspace.faults.add({ method: 'DELETE', delayMs: 100 });
    const racing = stage.undo(effect);
    await expect.poll(() => stage.writes().length).toBe(1);
    stage.docspace.deleteGroup(group.id);
    const gone = refused({ kind: 'obstacle', obstacle: { kind: 'gone' } });
    expect(await racing).toEqual(gone);
    expect(await stage.undo(effect)).toEqual(gone);
  });

  it.each(['dropBefore', 'dropAfter'] as const)('gets over %s', async (kind) => {
    const group = stage.add([bob]);
    stage.docspace.faults.add({ method: 'DELETE', fault: { kind } });
    expect(await stage.undo(created(group, [bob]))).toMatchObject({ status: 'done' });
    expect(stage.now(group.id)).toBeUndefined();
  });

  it('leaves a group alone that came under a directory', async () => {
    const group = stage.add([], undefined, { isLdap: true });
    expect(await stage.undo(created(group, []))).toEqual(
      refused({ kind: 'obstacle', obstacle: { kind: 'ldap' } }),
    );
  });
});

describe('undo of a rename', () => {
  it('gives the former name back', async () => {
    const { id } = stage.add([bob]);
    stage.docspace.changeGroup(id, { name: 'Later name' });
    const effect: Effect = { kind: 'renamed', groupId: id, from: 'Former name', to: 'Later name' };
    const outcome = await stage.undo(effect);
    expect(outcome).toMatchObject({
      status: 'done',
      group: { name: 'Former name' },
      formerName: 'Later name',
      membersCount: 1,
    });
    expect(stage.now(id)?.name).toBe('Former name');
    expect(await stage.undo(effect)).toEqual(refused({ kind: 'as-before' }));
  });

  it('changes nothing when it was renamed again, or the name belongs to another group', async () => {
    const { id } = stage.add([]);
    const effect: Effect = { kind: 'renamed', groupId: id, from: 'DESIGN', to: 'Not design' };
    stage.docspace.changeGroup(id, { name: 'Third' });
    expect(await stage.undo(effect)).toEqual(refused({ kind: 'renamed-since', name: 'Third' }));
    stage.docspace.changeGroup(id, { name: 'Not design' });
    expect(await stage.undo(effect)).toEqual(refused({ kind: 'name-taken', name: 'Design' }));
    expect(stage.writes()).toEqual([]);
  });

  it.each(['dropBefore', 'dropAfter', 'garbage'] as const)('gets over %s', async (kind) => {
    const { id, name } = stage.add([]);
    stage.docspace.faults.add({ method: 'PUT', fault: { kind } });
    await stage.undo({ kind: 'renamed', groupId: id, from: `Was ${kind}`, to: name });
    expect(stage.now(id)?.name).toBe(`Was ${kind}`);
  });

  it('ends with the fault when DocSpace refuses', async () => {
    const { id, name } = stage.add([]);
    stage.docspace.faults.add({ method: 'PUT', fault: { kind: 'accessDenied' } });
    const { outcome, fault, state } = await stage.operation({
      kind: 'renamed',
      groupId: id,
      from: 'Was',
      to: name,
    });
    expect({ outcome, state }).toEqual({ outcome: undefined, state: 'told' });
    expect(fault).toMatchObject({ reason: 'role-refused', unclear: false });
  });
});
