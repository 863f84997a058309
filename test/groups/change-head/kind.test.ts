import { describe, expect, it } from 'vitest';
import type { FaultRule } from '../../../sandbox/docspace/faults.ts';
import { lockOf } from '../../../src/groups/existing.ts';
import { headStage, openHeadStage, who } from './support.ts';

const { ann, bob, cid, jm, petra } = who;
const stageOf = headStage();

describe('change of a head', () => {
  it('tells exactly what it changed', async () => {
    const stage = stageOf();
    const id = stage.add([bob, jm], bob);
    expect(await stage.change(id, { next: 'U0CID', leaves: true })).toMatchObject({
      status: 'done',
      head: { personId: cid, name: 'Cid Carter', slackUserId: 'U0CID' },
      joined: true,
      former: { personId: bob, name: 'Bob Baker', slackUserId: 'U0BOB' },
      formerIsMember: false,
      membersCount: 2,
      effect: { kind: 'head-changed', groupId: id, from: bob, to: cid, joined: true, left: true },
    });
    expect(stage.now(id)).toEqual({ head: cid, members: new Set([cid, jm]) });
    expect(await stage.change(id, { next: 'U0JM' })).toMatchObject({
      joined: false,
      formerIsMember: true,
      effect: { from: cid, to: jm, joined: false, left: false },
    });
    const cleared = await stage.change(id, {});
    expect(cleared).toMatchObject({ status: 'done', effect: { from: jm, joined: false, left: false } });
    expect(cleared).not.toHaveProperty('effect.to');
    expect(stage.now(id)).toEqual({ head: undefined, members: new Set([cid, jm]) });
    const set = await stage.change(id, { next: 'U0JM' });
    expect(set).not.toHaveProperty('effect.from');
    expect(await stage.change(id, { leaves: true })).toMatchObject({ effect: { from: jm, left: true } });
  });

  it('tells what was done by halves when the rest is refused', async () => {
    const stage = stageOf();
    const id = stage.add([bob, jm], bob);
    stage.docspace.faults.add({ method: 'PUT', fault: { kind: 'midway', afterSteps: 1 } });
    stage.docspace.faults.add({ method: 'PUT', fault: { kind: 'accessDenied' } });
    expect(await stage.change(id, { next: 'U0CID', leaves: true })).toMatchObject({
      status: 'partly',
      head: { personId: cid },
      formerIsMember: true,
      effect: { from: bob, to: cid, left: false },
    });
    expect(stage.now(id)).toMatchObject({ head: cid });
  });

  it('does not make a member of a head who is none', async () => {
    const stage = stageOf();
    const id = stage.add([cid], bob);
    stage.docspace.changeGroup(id, { removeIds: [bob], headId: bob });
    expect(await stage.change(id, {})).toMatchObject({
      status: 'done',
      formerIsMember: false,
      effect: { from: bob, left: false },
    });
    expect(stage.now(id)).toEqual({ head: undefined, members: new Set([cid]) });
    expect(stage.writes()).toHaveLength(1);
  });

  it('names a head who is in DocSpace only', async () => {
    const stage = stageOf();
    const id = stage.add([petra], petra);
    const outcome = await stage.change(id, { next: 'U0BOB' });
    expect(outcome).toMatchObject({ former: { personId: petra, name: 'Petra Post' } });
    expect(outcome).not.toHaveProperty('former.slackUserId');
  });

  it('has nothing to do where all is as wished, and tells who else was made head', async () => {
    const stage = stageOf();
    const id = stage.add([bob, cid, jm], cid);
    expect(await stage.change(id, { next: 'U0CID', seen: bob })).toMatchObject({
      status: 'nothing',
      head: { personId: cid },
    });
    expect(await stage.change(id, { next: 'U0CID', leaves: true, seen: bob })).toMatchObject({
      refusal: { kind: 'changed', head: { personId: cid } },
    });
    expect(await stage.change(id, { next: 'U0JM', seen: bob })).toMatchObject({
      refusal: { kind: 'changed', head: { personId: cid } },
    });
    expect(await stage.change(id, { next: 'U0GUS' })).toMatchObject({
      refusal: { kind: 'unfit', who: { label: 'Gus Guest', reason: 'guest-in-docspace' } },
    });
    stage.docspace.changeGroup(id, { headId: null });
    expect(await stage.change(id, {})).toMatchObject({ status: 'nothing' });
    expect(stage.writes()).toEqual([]);
  });

  it('waits until the group stands still when the operation before it ended unclear', async () => {
    const stage = stageOf();
    const { ledger } = stage.workshop;
    const id = stage.add([bob], bob);
    const reads = () => stage.docspace.requests.filter(({ path }) => path.includes(`/group/${id}`)).length;
    await stage.change(id, { next: 'U0CID' });
    expect(reads()).toBe(2);
    const earlier = await ledger.accept({
      dedupeKey: 'earlier',
      kind: 'rename',
      lock: lockOf(id),
      actor: { slackUserId: 'U0ANN' },
      destination: {},
      input: {},
    });
    await ledger.claim(earlier.operation.id, 'somebody', 60_000);
    await ledger.needsAttention(earlier.operation.id, 'somebody', { reason: 'timed-out' });
    stage.docspace.clearRequests();
    await stage.change(id, { next: 'U0BOB' });
    expect(reads()).toBe(4);
    stage.passed = 11 * 60_000;
    stage.docspace.clearRequests();
    await stage.change(id, { next: 'U0CID' });
    expect(reads()).toBe(2);
  });

  it('asks the rights again when it had to wait behind a begun write', async () => {
    const stage = stageOf();
    const id = stage.add([bob], bob);
    stage.docspace.faults.add({ method: 'PUT', delayMs: 200, fault: { kind: 'dropBefore' } });
    const changing = stage.change(id, { next: 'U0CID' });
    await expect.poll(() => stage.writes().length).toBe(1);
    stage.passed = 60_000;
    stage.docspace.changePerson(ann, { role: 'user' });
    expect(await changing).toMatchObject({
      refusal: { kind: 'obstacle', obstacle: { kind: 'right', role: 'user' } },
    });
    stage.docspace.changePerson(ann, { role: 'admin' });
    expect(stage.now(id).head).toBe(bob);
    expect(stage.writes()).toHaveLength(1);
  });

  it('does not overwrite a head that somebody else set while it waited', async () => {
    const stage = stageOf();
    const id = stage.add([bob, jm], bob);
    stage.docspace.faults.add({ method: 'PUT', delayMs: 200, fault: { kind: 'dropBefore' } });
    const changing = stage.change(id, { next: 'U0CID' });
    await expect.poll(() => stage.writes().length).toBe(1);
    stage.passed = 60_000;
    stage.docspace.changeGroup(id, { headId: jm });
    expect(await changing).toMatchObject({ refusal: { kind: 'changed', head: { personId: jm } } });
    expect(stage.now(id).head).toBe(jm);
  });

  it('finishes what is half done, however long it waited', async () => {
    const stage = stageOf();
    const id = stage.add([bob, jm], bob);
    stage.docspace.faults.add({ method: 'PUT', delayMs: 200, fault: { kind: 'midway', afterSteps: 1 } });
    const changing = stage.change(id, { next: 'U0CID', leaves: true });
    await expect.poll(() => stage.writes().length).toBe(1);
    stage.passed = 60_000;
    expect(await changing).toMatchObject({
      status: 'done',
      effect: { from: bob, to: cid, joined: true, left: true },
    });
    expect(stage.now(id)).toEqual({ head: cid, members: new Set([cid, jm]) });
  });

  it('says why DocSpace did not take somebody back', async () => {
    const stage = stageOf();
    const id = stage.add([bob, jm], jm);
    stage.docspace.faults.add({ method: 'PUT' });
    stage.docspace.faults.add({ method: 'PUT', delayMs: 200 });
    const changing = stage.change(id, {});
    await expect.poll(() => stage.writes().length).toBe(2);
    stage.docspace.changePerson(jm, { role: 'guest' });
    expect(await changing).toMatchObject({
      status: 'partly',
      formerIsMember: false,
      missed: [{ kind: 'not-added-back', reason: 'guest-in-docspace', unclear: false }],
      effect: { from: jm, left: true },
    });
    stage.docspace.changePerson(jm, { role: 'user' });
  });
});

describe('change of a head that is given up', () => {
  const passing: readonly [string, FaultRule, boolean, string][] = [
    ['has too many requests', { fault: { kind: 'status', status: 429 } }, false, 'rate-limited'],
    ['answers with faults', { fault: { kind: 'status', status: 502 } }, true, 'server-fault'],
    ['goes down at it', { delayMs: 200, fault: { kind: 'dropBefore' } }, true, 'unreachable'],
  ];
  it.each(passing)('says who is out of the group when DocSpace %s', async (what, rule, unclear, reason) => {
    const stage = await openHeadStage({ giveUpAfterMs: 1_500 });
    const id = stage.add([bob, jm], bob);
    stage.docspace.faults.add({ method: 'PUT' });
    stage.docspace.faults.add({ method: 'PUT', times: 10_000, ...rule });
    const changing = stage.change(id, {});
    await expect.poll(() => stage.writes().length).toBeGreaterThan(1);
    if (what.startsWith('goes down')) await stage.docspace.goDown();
    expect(await changing).toMatchObject({
      status: 'partly',
      missed: [{ kind: 'not-added-back', reason, unclear }],
      effect: { kind: 'head-changed', from: bob, joined: false, left: true },
    });
    expect(stage.now(id)).toEqual({ head: undefined, members: new Set([jm]) });
    await stage.close();
  });
});
