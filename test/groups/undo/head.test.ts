import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../src/groups/effect.ts';
import { refused, undoStage, who } from './support.ts';

const { bob, cid, jm, gus } = who;
const stage = undoStage();

describe('undo of a change of head', () => {
  const changed = (
    id: string,
    more: { from?: string; to?: string; joined?: boolean; left?: boolean },
  ): Effect => ({ kind: 'head-changed', groupId: id, joined: false, left: false, ...more });

  it('puts the former head back and leaves the memberships', async () => {
    const { id } = stage.add([bob, cid], cid);
    const outcome = await stage.undo(changed(id, { from: bob, to: cid }));
    expect(outcome).toMatchObject({ status: 'done', head: { personId: bob, name: 'Bob Baker' } });
    expect(stage.now(id)).toMatchObject({ head: bob, members: new Set([bob, cid]) });
    expect(stage.writes()).toHaveLength(1);
  });

  it('takes out who had joined, and takes in who had left', async () => {
    const { id } = stage.add([cid, jm], cid);
    await stage.undo(changed(id, { from: bob, to: cid, joined: true, left: true }));
    expect(stage.now(id)).toMatchObject({ head: bob, members: new Set([bob, jm]) });
  });

  it('leaves the group without a head where there was none', async () => {
    const stays = stage.add([cid, jm], cid);
    expect(await stage.undo(changed(stays.id, { to: cid }))).not.toHaveProperty('head');
    expect(stage.now(stays.id)).toMatchObject({ head: undefined, members: new Set([cid, jm]) });
    const leaves = stage.add([cid, jm], cid);
    await stage.undo(changed(leaves.id, { to: cid, joined: true }));
    expect(stage.now(leaves.id)).toMatchObject({ head: undefined, members: new Set([jm]) });
  });

  it('puts a head back that was cleared', async () => {
    const { id } = stage.add([jm]);
    await stage.undo(changed(id, { from: bob, left: true }));
    expect(stage.now(id)).toMatchObject({ head: bob, members: new Set([bob, jm]) });
  });

  it('changes nothing when there is another head now, or it is as before', async () => {
    const { id } = stage.add([bob, cid, jm], jm);
    const effect = changed(id, { from: bob, to: cid });
    expect(await stage.undo(effect)).toMatchObject(refused({ kind: 'head-since', head: { personId: jm } }));
    stage.docspace.changeGroup(id, { headId: null });
    expect(await stage.undo(effect)).toEqual(refused({ kind: 'head-since' }));
    stage.docspace.changeGroup(id, { headId: bob });
    expect(await stage.undo(effect)).toEqual(refused({ kind: 'as-before' }));
    expect(stage.writes()).toEqual([]);
  });

  it('removes nobody when the former head can’t be head again', async () => {
    const { id } = stage.add([cid], cid);
    const outcome = await stage.undo(changed(id, { from: gus, to: cid, joined: true }));
    expect(outcome).toMatchObject(
      refused({ kind: 'no-head', who: { label: 'Gus Guest', reason: 'guest-in-docspace' } }),
    );
    expect(stage.now(id)).toMatchObject({ head: cid, members: new Set([cid]) });
  });

  it.each([
    ['PUT', 1],
    ['PUT', 2],
  ])('gets over a dropped %s, number %i', async (method, number) => {
    const { id } = stage.add([cid], cid);
    for (const kind of ['dropBefore', 'dropAfter'] as const) {
      stage.docspace.changeGroup(id, { addIds: [cid], headId: cid });
      if (number === 2) stage.docspace.faults.add({ method, delayMs: 1 });
      stage.docspace.faults.add({ method, fault: { kind } });
      await stage.undo(changed(id, { to: cid }));
      expect(stage.now(id)).toMatchObject({ head: undefined, members: new Set([cid]) });
      stage.docspace.faults.clear();
    }
  });
});
