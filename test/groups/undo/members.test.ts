import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../src/groups/effect.ts';
import { refused, undoStage, who } from './support.ts';

const { bob, cid, jm, kim, petra, gus, dina } = who;
const stage = undoStage();

describe('an undo that is refused after it was done by halves', () => {
  it('tells what was done', async () => {
    const { id } = stage.add([jm]);
    stage.docspace.faults.add({ method: 'PUT', fault: { kind: 'midway', afterSteps: 1 } });
    stage.docspace.faults.add({ method: 'PUT', fault: { kind: 'accessDenied' } });
    const effect: Effect = { kind: 'members-removed', groupId: id, ids: [bob, cid] };
    expect(await stage.undo(effect)).toMatchObject({
      status: 'partly',
      people: [{ personId: bob }],
      notRestored: [{ label: 'Cid Carter' }],
      membersCount: 2,
    });
    expect(stage.now(id)?.members).toEqual(new Set([jm, bob]));
  });

  it('fails where nothing was done', async () => {
    const { id } = stage.add([jm]);
    stage.docspace.faults.add({ method: 'PUT', fault: { kind: 'midway', afterSteps: 0 } });
    stage.docspace.faults.add({ method: 'PUT', fault: { kind: 'accessDenied' } });
    const operation = await stage.operation({ kind: 'members-removed', groupId: id, ids: [bob, cid] });
    expect(operation).toMatchObject({ state: 'told', fault: { reason: 'role-refused', unclear: false } });
  });
});

describe('undo of adding', () => {
  const added = (id: string, ids: readonly string[]): Effect => ({
    kind: 'members-added',
    groupId: id,
    ids: [...ids],
  });

  it('takes out exactly those who were added and are still in', async () => {
    const { id } = stage.add([bob, cid, jm]);
    const outcome = await stage.undo(added(id, [cid, kim]));
    expect(outcome).toMatchObject({
      status: 'partly',
      people: [{ personId: cid, name: 'Cid Carter' }],
      peopleCount: 1,
      notRestored: [{ label: 'Kim Lee', reason: 'out-again' }],
      membersCount: 2,
    });
    expect(stage.now(id)?.members).toEqual(new Set([bob, jm]));
  });

  it('keeps who is head now', async () => {
    const { id } = stage.add([cid, jm], cid);
    expect(await stage.undo(added(id, [cid, jm]))).toMatchObject({
      status: 'partly',
      notRestored: [{ label: 'Cid Carter', reason: 'head-now' }],
    });
    expect(stage.now(id)).toMatchObject({ head: cid, members: new Set([cid]) });
    expect(await stage.undo(added(id, [cid]))).toMatchObject(refused({ kind: 'head-since' }));
  });

  it('takes out who was disabled since, although nobody sees him', async () => {
    const { id } = stage.add([cid, jm]);
    stage.docspace.changeGroup(id, { addIds: [dina] });
    await stage.undo(added(id, [cid, dina]));
    expect(stage.now(id)?.members).toEqual(new Set([jm]));
  });

  it('has nothing to do when all are out again', async () => {
    const { id } = stage.add([bob]);
    expect(await stage.undo(added(id, [cid]))).toEqual(refused({ kind: 'as-before' }));
    expect(stage.writes()).toEqual([]);
  });

  it('sends 100 people a request, and finds its way after a drop in the middle', async () => {
    const ids = Array.from({ length: 150 }, (_, index) => {
      const id = `b1000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
      const userName = `many${index}`;
      const person = {
        id,
        firstName: 'Many',
        lastName: `${index}`,
        userName,
        email: `${userName}@example.com`,
      };
      stage.docspace.addPerson({ ...person, role: 'user', status: 'active' });
      return id;
    });
    const { id } = stage.add([bob, ...ids]);
    stage.docspace.faults.add({ method: 'PUT', fault: { kind: 'dropAfter' } });
    const outcome = await stage.undo(added(id, ids));
    expect(outcome).toMatchObject({ status: 'done', peopleCount: 150 });
    expect(outcome.status === 'done' && outcome.people).toHaveLength(10);
    expect(stage.now(id)?.members).toEqual(new Set([bob]));
    expect(stage.writes()).toHaveLength(2);
  });
});

describe('undo of removing', () => {
  const removed = (id: string, ids: readonly string[], headId?: string): Effect => ({
    kind: 'members-removed',
    groupId: id,
    ids: [...ids],
    ...(headId === undefined ? {} : { headId }),
  });

  it('puts back exactly those who are not in again, and the head role', async () => {
    const { id } = stage.add([kim, petra]);
    const outcome = await stage.undo(removed(id, [bob, cid, kim], bob));
    expect(outcome).toMatchObject({
      status: 'partly',
      head: { personId: bob },
      peopleCount: 2,
      notRestored: [{ label: 'Kim Lee', reason: 'in-again' }],
    });
    expect(stage.now(id)).toMatchObject({ head: bob, members: new Set([bob, cid, kim, petra]) });
    expect(stage.writes()).toHaveLength(1);
  });

  it('leaves another head, and says so', async () => {
    const { id } = stage.add([jm], jm);
    expect(await stage.undo(removed(id, [bob], bob))).toMatchObject({
      status: 'done',
      otherHead: { personId: jm },
    });
    expect(stage.now(id)).toMatchObject({ head: jm, members: new Set([bob, jm]) });
  });

  it('tells who can’t come back, and why', async () => {
    const { id } = stage.add([]);
    const gone = 'c1000000-0000-4000-8000-000000000001';
    const outcome = await stage.undo(removed(id, [bob, gus, dina, gone]), {
      people: [{ personId: gone, name: 'Former Colleague' }],
    });
    expect(outcome).toMatchObject({
      status: 'partly',
      people: [{ personId: bob }],
      notRestored: [
        { label: 'Gus Guest', reason: 'guest-in-docspace' },
        { label: 'Dina Dormant', reason: 'disabled-in-docspace' },
        { label: 'Former Colleague', reason: 'unknown-in-docspace' },
      ],
    });
    expect(stage.now(id)?.members).toEqual(new Set([bob]));
  });

  it('gives the role back to a head who is in again', async () => {
    const { id } = stage.add([bob]);
    expect(await stage.undo(removed(id, [bob], bob))).toMatchObject({ head: { personId: bob } });
    expect(stage.now(id)).toMatchObject({ head: bob, members: new Set([bob]) });
    expect(await stage.undo(removed(id, [bob], bob))).toEqual(refused({ kind: 'as-before' }));
  });
});
