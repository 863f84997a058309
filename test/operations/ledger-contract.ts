import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readAudit } from '../../src/operations/audit.ts';
import { LeaseLost } from '../../src/operations/lease-lost.ts';
import { createLedger, type Ledger } from '../../src/operations/ledger.ts';
import type { Store } from '../../src/store/store.ts';
import { aClock, ann, aRequest, bob, type Clock, countingIds, type TestDatabase } from './support.ts';

const leaseMs = 10_000;
const page = { offset: 0, limit: 10 };

/** What every ledger keeps, whatever its database. */
export function ledgerContract(name: string, createDatabase: () => TestDatabase): void {
  describe(`ledger on ${name}`, () => {
    let database: TestDatabase;
    let store: Store;
    let clock: Clock;
    let ledger: Ledger;

    beforeEach(async () => {
      database = createDatabase();
      clock = aClock();
      await reopen();
    });

    afterEach(async () => {
      await store.close();
      await database.remove();
    });

    async function reopen(): Promise<void> {
      store = await database.open();
      ledger = createLedger(store, { now: clock.now, newId: () => crypto.randomUUID() });
    }

    async function restart(): Promise<void> {
      await store.close();
      await reopen();
    }

    async function accepted(change: Parameters<typeof aRequest>[0] = {}): Promise<string> {
      return (await ledger.accept(aRequest(change))).operation.id;
    }

    async function taken(id: string, owner: string): Promise<void> {
      expect(await ledger.claim(id, owner, leaseMs)).toMatchObject({ kind: 'taken' });
    }

    const events = async (id: string) => (await readAudit(store.db, id)).map(({ event }) => event);

    test('gives an accepted operation back as it was asked for', async () => {
      const request = aRequest({ groupId: 'g1', groupName: 'Marketing', reason: 'new team' });
      const { operation, fresh } = await ledger.accept(request);
      expect(fresh).toBe(true);
      expect(operation).toEqual({
        ...request,
        id: operation.id,
        state: 'accepted',
        attempts: 0,
        acceptedAt: clock.now(),
        runAt: clock.now(),
      });
      await restart();
      expect(await ledger.get(operation.id)).toEqual(operation);
      expect(await ledger.get('other')).toBeUndefined();
    });

    test('takes a request that says only what must be said', async () => {
      const request = { ...aRequest(), actor: { slackUserId: 'U3' }, destination: {}, input: undefined };
      const { operation } = await ledger.accept(request);
      expect(operation).toMatchObject({ actor: { slackUserId: 'U3' }, destination: {}, input: null });
      expect(await readAudit(store.db, operation.id)).toMatchObject([{ actor: { slackUserId: 'U3' } }]);
    });

    test('writes the audit with the operation, without the sealed answer', async () => {
      const id = await accepted({ reason: 'why not' });
      const rows = await readAudit(store.db, id);
      expect(rows).toMatchObject([
        { operationId: id, event: 'accepted', at: clock.now(), actor: ann, data: { reason: 'why not' } },
      ]);
      expect(JSON.stringify(rows)).not.toContain('sealed-answer');
    });

    test('the same key runs once, also when it comes many times at once', async () => {
      const request = aRequest();
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, n) => ledger.accept({ ...request, input: n })),
      );
      expect(answers.filter(({ fresh }) => fresh)).toHaveLength(1);
      expect(new Set(answers.map(({ operation }) => operation.id)).size).toBe(1);
      expect(await ledger.open()).toHaveLength(1);
      expect(await events(answers[0]?.operation.id ?? '')).toEqual(['accepted']);
    });

    test('a claim takes the operation, once', async () => {
      const id = await accepted();
      expect(await ledger.claim(id, 'a', leaseMs)).toMatchObject({
        kind: 'taken',
        attempt: 1,
        quietSince: clock.now(),
        operation: { state: 'running', attempts: 1 },
      });
      expect(await ledger.claim(id, 'b', leaseMs)).toEqual({ kind: 'held', until: clock.now() + leaseMs });
      expect(await ledger.claim('other', 'b', leaseMs)).toEqual({ kind: 'unknown' });
    });

    test('of many claims at once one succeeds', async () => {
      const id = await accepted();
      const claims = await Promise.all(
        Array.from({ length: 10 }, (_, n) => ledger.claim(id, `owner-${n}`, leaseMs)),
      );
      expect(claims.filter(({ kind }) => kind === 'taken')).toHaveLength(1);
    });

    test('a lease that ran out can be taken; a renewed one cannot', async () => {
      const id = await accepted();
      await taken(id, 'a');
      clock.pass(leaseMs - 1);
      await ledger.renew(id, 'a', leaseMs);
      clock.pass(leaseMs - 1);
      expect(await ledger.claim(id, 'b', leaseMs)).toMatchObject({ kind: 'held' });
      clock.pass(1);
      expect(await ledger.claim(id, 'b', leaseMs)).toMatchObject({
        kind: 'taken',
        attempt: 2,
        // Renewed at a third of its time: whoever was not, was dead at the half.
        quietSince: clock.now() - leaseMs / 2,
      });
      await ledger.release(id, 'b');
      expect(await ledger.claim(id, 'c', leaseMs)).toMatchObject({
        kind: 'taken',
        quietSince: clock.now(),
      });
    });

    test('the lease of a dead process does not hold, where no other process can be alive', async () => {
      const id = await accepted();
      await taken(id, 'a');
      await restart();
      const claim = await ledger.claim(id, 'b', leaseMs);
      expect(claim.kind).toBe(store.exclusive ? 'taken' : 'held');
    });

    test('who lost the lease can write nothing', async () => {
      const id = await accepted();
      await taken(id, 'a');
      await ledger.beginStep(id, 'write', 'a');
      clock.pass(leaseMs);
      await taken(id, 'b');

      const writes = [
        () => ledger.renew(id, 'a', leaseMs),
        () => ledger.release(id, 'a'),
        () => ledger.postpone(id, 'a', clock.now(), {}),
        () => ledger.postponeTelling(id, 'a', clock.now()),
        () => ledger.beginStep(id, 'other', 'a'),
        () => ledger.repeatStep(id, 'write', 'a'),
        () => ledger.settleStep(id, 'write', 'a', 1),
        () => ledger.endStep(id, 'write', 'a', 1),
        () => ledger.undoBegin(id, 'write', 'a'),
        () => ledger.settle(id, 'a', { outcome: 1 }),
        () => ledger.needsAttention(id, 'a', {}),
        () => ledger.markTold(id, 'a'),
      ];
      for (const write of writes) await expect(write()).rejects.toBeInstanceOf(LeaseLost);

      expect(await ledger.get(id)).toMatchObject({ state: 'running', attempts: 2 });
      expect(await ledger.beginStep(id, 'write', 'b')).toMatchObject({ kind: 'begun' });
      expect(await ledger.beginStep(id, 'other', 'b')).toEqual({ kind: 'new' });
      expect(await events(id)).toEqual(['accepted']);
    });

    test('operations with the same lock are claimed in the order of acceptance', async () => {
      const [first, second, third] = [
        await accepted({ lock: 'g' }),
        await accepted({ lock: 'g' }),
        await accepted({ lock: 'g' }),
      ];
      const other = await accepted({ lock: 'h' });
      expect(await ledger.claim(third, 'c', leaseMs)).toMatchObject({ kind: 'behind', first: { id: first } });
      await taken(first, 'a');
      await taken(other, 'o');
      expect(await ledger.claim(second, 'b', leaseMs)).toMatchObject({
        kind: 'behind',
        first: { id: first },
      });
      await ledger.postpone(first, 'a', clock.now() + 5, { reason: 'down' });
      expect(await ledger.claim(second, 'b', leaseMs)).toMatchObject({
        kind: 'behind',
        first: { id: first },
      });
      expect(await ledger.nextBehind(first)).toEqual([second]);

      clock.pass(5);
      await taken(first, 'a2');
      await ledger.settle(first, 'a2', { outcome: 1 });
      expect(await ledger.nextBehind(first)).toEqual([second]);
      await taken(second, 'b');
      expect(await ledger.claim(third, 'c', leaseMs)).toMatchObject({
        kind: 'behind',
        first: { id: second },
      });
      expect(await ledger.nextBehind(third)).toEqual([]);
    });

    test('a postponed operation is due at its time, also after a restart', async () => {
      const id = await accepted();
      await taken(id, 'a');
      const runAt = clock.now() + 60_000;
      await ledger.postpone(id, 'a', runAt, { reason: 'down' });
      await restart();
      expect(await ledger.open()).toEqual([{ id, runAt }]);
      expect(await ledger.get(id)).toMatchObject({
        state: 'accepted',
        fault: { reason: 'down' },
        waitingSince: clock.now(),
      });
      expect(await ledger.claim(id, 'b', leaseMs)).toEqual({ kind: 'not due', runAt });
      clock.pass(60_000);
      expect(await ledger.claim(id, 'b', leaseMs)).toMatchObject({
        kind: 'taken',
        attempt: 2,
        quietSince: clock.now(),
      });
    });

    test('remembers since when it waits, from the first fault on', async () => {
      const id = await accepted();
      const since = clock.now();
      for (const owner of ['a', 'b']) {
        await taken(id, owner);
        await ledger.postpone(id, owner, clock.now() + 10, {});
        clock.pass(10);
      }
      expect(await ledger.get(id)).toMatchObject({ waitingSince: since });
    });

    test('a released operation can be taken at once', async () => {
      const id = await accepted();
      await taken(id, 'a');
      await ledger.release(id, 'a');
      expect(await ledger.get(id)).toMatchObject({ state: 'accepted' });
      await taken(id, 'b');
    });

    test('steps are remembered', async () => {
      const id = await accepted();
      await taken(id, 'a');
      expect(await ledger.beginStep(id, 'one', 'a')).toEqual({ kind: 'new' });
      expect(await ledger.hasUnclearStep(id)).toBe(true);
      await restart();
      clock.pass(leaseMs);
      await taken(id, 'b');
      expect(await ledger.beginStep(id, 'one', 'b')).toEqual({ kind: 'begun' });
      await ledger.settleStep(id, 'one', 'b', 7_000);
      expect(await ledger.beginStep(id, 'one', 'b')).toEqual({ kind: 'begun', settlesAt: 7_000 });
      await ledger.repeatStep(id, 'one', 'b');
      expect(await ledger.beginStep(id, 'one', 'b')).toEqual({ kind: 'begun' });
      await ledger.endStep(id, 'one', 'b', { id: 'g1' });
      expect(await ledger.hasUnclearStep(id)).toBe(false);
      expect(await ledger.beginStep(id, 'one', 'b')).toEqual({ kind: 'ended', result: { id: 'g1' } });
    });

    test.each([undefined, null, 0, '', { list: [] }])('a step may end with %j', async (result) => {
      const id = await accepted();
      await taken(id, 'a');
      await ledger.beginStep(id, 'one', 'a');
      await ledger.endStep(id, 'one', 'a', result);
      expect(await ledger.beginStep(id, 'one', 'a')).toEqual({ kind: 'ended', result });
    });

    test('gives what a step of telling gave, long after', async () => {
      const id = await accepted();
      await taken(id, 'a');
      expect(await ledger.toldResult(id, 'announce')).toBeUndefined();
      await ledger.beginStep(id, 'tell:announce', 'a');
      await ledger.beginStep(id, 'run:announce', 'a');
      await ledger.endStep(id, 'run:announce', 'a', 'of the run');
      expect(await ledger.toldResult(id, 'announce')).toBeUndefined();
      await ledger.endStep(id, 'tell:announce', 'a', { channel: 'C1', ts: '1.2' });
      await restart();
      expect(await ledger.toldResult(id, 'announce')).toEqual({ channel: 'C1', ts: '1.2' });
    });

    test('a step that did nothing begins anew; one that ended stays', async () => {
      const id = await accepted();
      await taken(id, 'a');
      await ledger.beginStep(id, 'one', 'a');
      await ledger.undoBegin(id, 'one', 'a');
      expect(await ledger.beginStep(id, 'one', 'a')).toEqual({ kind: 'new' });
      await ledger.endStep(id, 'one', 'a', 1);
      await ledger.undoBegin(id, 'one', 'a');
      expect(await ledger.beginStep(id, 'one', 'a')).toEqual({ kind: 'ended', result: 1 });
    });

    test('settled, told, over: the fault of earlier attempts and the sealed answer are gone', async () => {
      const id = await accepted();
      await taken(id, 'a');
      await ledger.postpone(id, 'a', clock.now(), { reason: 'down' });
      await taken(id, 'b');
      const outcome = { made: true };
      const settled = await ledger.settle(id, 'b', { outcome, groupId: 'g9', groupName: 'Sales' });
      expect(settled).toMatchObject({ state: 'settled', outcome, groupId: 'g9', groupName: 'Sales' });
      expect(settled).not.toHaveProperty('fault');
      expect(settled.destination.answer).toBe('sealed-answer');
      expect(await ledger.open()).toMatchObject([{ id }]);

      await ledger.markTold(id, 'b');
      expect(await ledger.get(id)).toMatchObject({ state: 'told', toldAt: clock.now(), outcome });
      expect((await ledger.get(id))?.destination).toEqual({ channelId: 'C1', viewId: 'V1' });
      expect(await ledger.open()).toEqual([]);
      expect(await ledger.claim(id, 'c', leaseMs)).toEqual({ kind: 'over' });
      expect(await events(id)).toEqual(['accepted', 'settled', 'told']);
      expect((await ledger.byGroup('g9', page)).items.map((operation) => operation.id)).toEqual([id]);
    });

    test('a settled operation is claimed to be told, and put off by itself', async () => {
      const id = await accepted();
      await taken(id, 'a');
      await ledger.settle(id, 'a', { fault: { reason: 'refused' } });
      expect(await ledger.claim(id, 'b', leaseMs)).toMatchObject({ kind: 'held' });
      await ledger.postponeTelling(id, 'a', clock.now() + 100);
      expect(await ledger.claim(id, 'b', leaseMs)).toEqual({ kind: 'not due', runAt: clock.now() + 100 });
      clock.pass(100);
      expect(await ledger.claim(id, 'b', leaseMs)).toMatchObject({
        kind: 'taken',
        attempt: 1,
        operation: { state: 'settled', attempts: 1, fault: { reason: 'refused' } },
      });
      await ledger.release(id, 'b');
      expect(await ledger.get(id)).toMatchObject({ state: 'settled' });
    });

    test('what needs attention is told first and then stays marked', async () => {
      const id = await accepted();
      await taken(id, 'a');
      const settled = await ledger.needsAttention(id, 'a', { reason: 'unclear' });
      expect(settled).toMatchObject({
        state: 'settled',
        needsAttention: true,
        fault: { reason: 'unclear' },
      });
      await ledger.markTold(id, 'a', 'given up');
      expect(await ledger.get(id)).toMatchObject({ state: 'attention' });
      expect(await ledger.claim(id, 'b', leaseMs)).toEqual({ kind: 'over' });
      expect(await events(id)).toEqual(['accepted', 'attention', 'untold']);
    });

    test('only an operation that waits can be cancelled', async () => {
      const [waits, runs, begun] = [await accepted(), await accepted(), await accepted()];
      await taken(runs, 'a');
      await taken(begun, 'b');
      await ledger.beginStep(begun, 'write', 'b');
      await ledger.postpone(begun, 'b', clock.now() + 1000, { reason: 'down' });

      expect(await ledger.cancel(runs, bob)).toBeUndefined();
      const cancelled = await ledger.cancel(waits, bob);
      expect(cancelled).toMatchObject({ state: 'settled', fault: { reason: 'cancelled' } });
      expect(cancelled).not.toHaveProperty('needsAttention');
      expect(await ledger.cancel(waits, bob)).toBeUndefined();
      expect(await ledger.cancel(begun, bob)).toMatchObject({ needsAttention: true, runAt: clock.now() });
      expect(await readAudit(store.db, waits)).toMatchObject([{}, { event: 'cancelled', actor: bob }]);
    });

    test('what has written something can’t be cancelled; a check writes nothing', async () => {
      const [checked, written] = [await accepted(), await accepted()];
      for (const [id, step] of [
        [checked, 'run:check'],
        [written, 'run:write'],
      ] as const) {
        await taken(id, 'a');
        await ledger.beginStep(id, step, 'a');
        await ledger.endStep(id, step, 'a', 1);
        await ledger.postpone(id, 'a', clock.now() + 1000, { reason: 'down' });
      }
      expect(await ledger.cancel(written, bob)).toBeUndefined();
      expect(await ledger.get(written)).toMatchObject({ state: 'accepted' });
      expect(await ledger.cancel(checked, bob)).toMatchObject({ state: 'settled' });
    });

    test('remembers that the actor was told that it waits', async () => {
      const id = await accepted();
      await ledger.markWaitTold(id);
      expect(await ledger.get(id)).toMatchObject({ waitToldAt: clock.now() });
    });

    test('lists the newest first, with the total', async () => {
      const ids: string[] = [];
      for (const [actor, groupId] of [
        [ann, 'g1'],
        [bob, 'g2'],
        [ann, 'g1'],
      ] as const) {
        ids.unshift(await accepted({ actor, groupId }));
      }
      const [third, second, first] = ids;
      const shown = async (list: ReturnType<Ledger['recent']>) => {
        const { items, total } = await list;
        return { ids: items.map(({ id }) => id), total };
      };
      expect(await shown(ledger.recent({ offset: 0, limit: 2 }))).toEqual({ ids: [third, second], total: 3 });
      expect(await shown(ledger.recent({ offset: 2, limit: 2 }))).toEqual({ ids: [first], total: 3 });
      expect(await shown(ledger.byActor('U1', page))).toEqual({ ids: [third, first], total: 2 });
      expect(await shown(ledger.byGroup('g2', page))).toEqual({ ids: [second], total: 1 });
      expect(await shown(ledger.byGroup('none', page))).toEqual({ ids: [], total: 0 });
    });

    test('gives what was accepted under given keys', async () => {
      const first = await accepted({ dedupeKey: 'undo:1' });
      await accepted({ dedupeKey: 'undo:2' });
      const keys = ['undo:1', ...Array.from({ length: 5_000 }, (_, n) => `other:${n}`)];
      expect((await ledger.byDedupeKeys(keys)).map((operation) => operation.id)).toEqual([first]);
      expect(await ledger.byDedupeKeys([])).toEqual([]);
    });

    test('knows under which names a group was changed, the last changed first', async () => {
      const first = clock.now();
      await accepted({ groupId: 'g1', groupName: 'Grüße' });
      clock.pass(1_000);
      await accepted({ groupId: 'g2', groupName: 'GRÜSSE' });
      await accepted({ groupId: 'g1', groupName: 'Hello' });
      clock.pass(1_000);
      await accepted({ groupId: 'g1', groupName: 'Grüße' });
      await accepted({ groupName: 'Grüße' });
      await accepted({ groupId: 'g3' });
      const called = (name: string) => ledger.groupsCalled((one) => one.toLowerCase() === name);
      expect(await called('grüße')).toEqual([{ groupId: 'g1', name: 'Grüße', lastAt: first + 2_000 }]);
      expect(await called('hello')).toEqual([{ groupId: 'g1', name: 'Hello', lastAt: first + 1_000 }]);
      expect(await called('')).toEqual([{ groupId: 'g3', name: '', lastAt: first + 2_000 }]);
      expect((await ledger.groupsCalled(() => true)).map((one) => one.lastAt - first)).toEqual([
        2_000, 2_000, 1_000, 1_000,
      ]);
      expect(await called('none')).toEqual([]);
    });

    test('knows whether a lock is busy, and when it was last settled', async () => {
      const request = aRequest({ lock: 'g' });
      expect(await ledger.isBusy('g', request.dedupeKey)).toBe(false);
      expect(await ledger.lockSettledAt('g')).toBeUndefined();
      const { operation } = await ledger.accept(request);
      expect(await ledger.isBusy('g', request.dedupeKey)).toBe(false);
      expect(await ledger.isBusy('g', 'another key')).toBe(true);
      await taken(operation.id, 'a');
      expect(await ledger.isBusy('g', 'another key')).toBe(true);
      clock.pass(500);
      await ledger.settle(operation.id, 'a', { outcome: 1 });
      expect(await ledger.isBusy('g', 'another key')).toBe(false);
      await accepted({ lock: 'g' });
      expect(await ledger.lockSettledAt('g')).toBe(clock.now());
      expect(await ledger.lockSettledAt('h')).toBeUndefined();
    });

    test('an operation may hold two locks, and waits for whoever holds one of them', async () => {
      const create = await accepted({ lock: 'name:a' });
      const rename = await accepted({ lock: 'group:1', alsoLock: 'name:a' });
      const head = await accepted({ lock: 'group:1' });
      const other = await accepted({ lock: 'name:a' });
      expect(await ledger.isBusy('name:a', 'another key')).toBe(true);
      expect(await ledger.claim(rename, 'r', 1_000)).toMatchObject({ kind: 'behind', first: { id: create } });
      expect(await ledger.nextBehind(create)).toEqual([rename]);
      await taken(create, 'c');
      await ledger.settle(create, 'c', { outcome: 1 });
      await taken(rename, 'r');
      for (const id of [head, other]) {
        expect(await ledger.claim(id, `${id}-1`, 1_000)).toMatchObject({
          kind: 'behind',
          first: { id: rename },
        });
      }
      expect(await ledger.nextBehind(rename)).toEqual([head, other]);
      clock.pass(500);
      await ledger.settle(rename, 'r', { outcome: 1 });
      expect(await ledger.lockSettledAt('name:a')).toBe(clock.now());
      expect(await ledger.isBusyFirst('group:1', 'another key')).toBe(true);
      await taken(head, 'h');
      await taken(other, 'o');
    });

    test('knows what is due and in nobody’s hands, but for what waits behind another under either lock', async () => {
      const create = await accepted({ lock: 'name:a' });
      const rename = await accepted({ lock: 'group:1', alsoLock: 'name:a' });
      const head = await accepted({ lock: 'group:1' });
      const apart = await accepted({ lock: 'group:2' });
      expect(await ledger.due(10)).toEqual([]);
      clock.pass(5_000);
      expect(await ledger.due(10)).toEqual([create, apart]);
      await taken(create, 'c');
      expect(await ledger.due(10)).toEqual([apart]);
      await ledger.settle(create, 'c', { outcome: 1 });
      expect(await ledger.due(10)).toEqual([rename, apart]);
      expect(await ledger.due(1)).toEqual([rename]);
      await taken(rename, 'r');
      await ledger.settle(rename, 'r', { outcome: 1 });
      expect(await ledger.due(10)).toEqual([head, apart]);
    });

    test('only the first lock tells what an operation is about', async () => {
      await accepted({ lock: 'group:1', alsoLock: 'name:a' });
      expect(await ledger.isBusyFirst('name:a', 'another key')).toBe(false);
      expect(await ledger.isBusy('name:a', 'another key')).toBe(true);
    });

    test('what comes behind an operation is not waited for by it', async () => {
      const rename = await accepted({ dedupeKey: 'rename', lock: 'group:1', alsoLock: 'name:a' });
      const create = await accepted({ lock: 'name:a' });
      expect(await ledger.claim(create, 'c', leaseMs)).toMatchObject({
        kind: 'behind',
        first: { id: rename },
      });
      expect(await ledger.isBusyFirst('name:a', 'rename')).toBe(false);
      expect(await ledger.isBusyFirst('name:a', 'another key')).toBe(true);
    });

    test('a step that only reads leaves nothing unclear', async () => {
      const id = await accepted();
      await taken(id, 'a');
      for (const name of ['run:check', 'run:plan']) await ledger.beginStep(id, name, 'a');
      expect(await ledger.hasUnclearStep(id)).toBe(false);
      await ledger.endStep(id, 'run:plan', 'a', {});
      await ledger.postpone(id, 'a', clock.now(), {});
      expect(await ledger.cancel(id, ann)).toMatchObject({ state: 'settled' });
      expect(await ledger.get(id)).not.toHaveProperty('needsAttention');
    });

    test('knows when an operation under a lock last ended unclear', async () => {
      const [clear, unclear] = [await accepted({ lock: 'g' }), await accepted({ lock: 'g' })];
      await taken(clear, 'a');
      await ledger.settle(clear, 'a', { outcome: 1 });
      expect(await ledger.lockUnclearAt('g')).toBeUndefined();
      await taken(unclear, 'b');
      clock.pass(500);
      await ledger.needsAttention(unclear, 'b', { reason: 'unclear' });
      const at = clock.now();
      clock.pass(500);
      const later = await accepted({ lock: 'g' });
      await taken(later, 'c');
      await ledger.settle(later, 'c', { outcome: 1 });
      expect(await ledger.lockUnclearAt('g')).toBe(at);
      expect(await ledger.lockUnclearAt('h')).toBeUndefined();
    });

    test('input that is no JSON any more does not stop the reading', async () => {
      const id = await accepted();
      await store.db.updateTable('operation').set({ input: '{"text":' }).where('id', '=', id).execute();
      expect(await ledger.get(id)).toMatchObject({ id, input: undefined });
    });

    test('ids come from outside', async () => {
      const named = createLedger(store, { now: clock.now, newId: countingIds('op-') });
      expect((await named.accept(aRequest())).operation.id).toBe('op-1');
    });
  });
}
