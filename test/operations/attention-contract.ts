import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDesk, type Desk } from '../../src/operations/attention.ts';
import { readAudit } from '../../src/operations/audit.ts';
import { verifyAudit } from '../../src/operations/audit-verify.ts';
import { createLedger, type Ledger } from '../../src/operations/ledger.ts';
import type { Store } from '../../src/store/store.ts';
import { aClock, aRequest, type Clock, type TestDatabase } from './support.ts';

const leaseMs = 10_000;
const by = { operator: 'root' };

/** What operators can settle, whatever the database. */
export function attentionContract(name: string, createDatabase: () => TestDatabase): void {
  describe(`operators' desk on ${name}`, () => {
    let database: TestDatabase;
    let store: Store;
    let clock: Clock;
    let ledger: Ledger;
    let desk: Desk;

    beforeEach(async () => {
      database = createDatabase();
      store = await database.open();
      clock = aClock();
      const now = async () => clock.now();
      ledger = createLedger(store, { now, newId: () => crypto.randomUUID() });
      desk = createDesk(store, now);
    });
    afterEach(async () => {
      await store.close();
      await database.remove();
    });

    async function accepted(change: Parameters<typeof aRequest>[0] = {}): Promise<string> {
      return (await ledger.accept(aRequest(change))).operation.id;
    }

    /** Begun, unclear, and told so. */
    async function inAttention(change: Parameters<typeof aRequest>[0] = {}): Promise<string> {
      const id = await accepted(change);
      const owner = `owner of ${id}`;
      await ledger.claim(id, owner, leaseMs);
      await ledger.beginStep(id, 'run:write', owner);
      await ledger.needsAttention(id, owner, { reason: 'timed-out', unclear: true });
      await ledger.beginStep(id, 'tell:announce', owner);
      await ledger.endStep(id, 'tell:announce', owner, { way: 'direct' });
      await ledger.markTold(id, owner);
      return id;
    }

    const claim = (id: string) => ledger.claim(id, crypto.randomUUID(), leaseMs);
    const events = async (id: string) => (await readAudit(store.db, id)).map(({ event }) => event);

    test('lists what needs attention, oldest first, and all that is open if asked', async () => {
      const waits = await accepted();
      const [first, second] = [await inAttention(), await inAttention()];
      const over = await accepted();
      await ledger.claim(over, 'o', leaseMs);
      await ledger.settle(over, 'o', { outcome: 1 });
      await ledger.markTold(over, 'o');
      expect((await desk.list(false)).map(({ id }) => id)).toEqual([first, second]);
      expect((await desk.list(true)).map(({ id }) => id)).toEqual([waits, first, second]);
    });

    test('a retry: tried again for as long as a new one, from what was begun, and told anew', async () => {
      const id = await inAttention({ reason: 'new team' });
      clock.pass(1_000_000);
      const decided = await desk.retry(id, { by, reason: 'looked' });
      expect(decided).toMatchObject({
        kind: 'done',
        operation: { state: 'accepted', retriedAt: clock.now() },
      });
      const operation = await ledger.get(id);
      for (const gone of ['fault', 'needsAttention', 'settledAt', 'toldAt', 'waitingSince', 'waitToldAt']) {
        expect(operation).not.toHaveProperty(gone);
      }
      expect(operation).toMatchObject({ reason: 'new team', acceptedAt: clock.now() - 1_000_000 });
      expect(await ledger.open()).toMatchObject([{ id }]);
      expect(await ledger.claim(id, 'again', leaseMs)).toMatchObject({
        kind: 'taken',
        attempt: 2,
        unfinished: 1,
      });
      expect(await ledger.beginStep(id, 'run:write', 'again')).toMatchObject({ kind: 'begun' });
      expect(await ledger.beginStep(id, 'tell:announce', 'again')).toEqual({ kind: 'new' });
      expect(await desk.list(false)).toEqual([]);
      expect((await readAudit(store.db, id)).at(-1)).toMatchObject({
        event: 'retried',
        actor: by,
        data: { fault: { reason: 'timed-out' }, reason: 'looked' },
      });
      expect(await verifyAudit(store.db)).toMatchObject({ kind: 'sound' });
    });

    test('the sealed answer address is gone with every end', async () => {
      const ids = [await inAttention(), await inAttention(), await accepted()];
      const [retried = '', discarded = '', cancelled = ''] = ids;
      await desk.retry(retried, { by });
      await desk.discard(discarded, { by });
      await ledger.cancel(cancelled, { slackUserId: 'U1' });
      await ledger.claim(cancelled, 'c', leaseMs);
      await ledger.markTold(cancelled, 'c', 'given up');
      for (const id of ids) expect((await ledger.get(id))?.destination).not.toHaveProperty('answer');
      const rows = await store.db.selectFrom('audit').select('data').execute();
      expect(JSON.stringify(rows)).not.toContain('sealed-answer');
    });

    test('a retried operation stands behind those that wait for the same lock', async () => {
      const id = await inAttention({ lock: 'g' });
      const [first, second] = [await accepted({ lock: 'g' }), await accepted({ lock: 'g' })];
      await ledger.claim(first, 'f', leaseMs);
      await desk.retry(id, { by });
      expect(await claim(id)).toMatchObject({ kind: 'behind', first: { id: first } });
      await ledger.settle(first, 'f', { outcome: 1 });
      expect(await claim(id)).toMatchObject({ kind: 'behind', first: { id: second } });
      const later = await accepted({ lock: 'g' });
      await ledger.claim(second, 's', leaseMs);
      await ledger.settle(second, 's', { outcome: 1 });
      expect(await claim(later)).toMatchObject({ kind: 'behind', first: { id } });
      expect(await claim(id)).toMatchObject({ kind: 'taken' });
    });

    test('a discard: closed, no longer unclear to others, and told', async () => {
      const id = await inAttention({ lock: 'g' });
      expect(await ledger.lockUnclearAt('g')).toBe(clock.now());
      clock.pass(1_000);
      expect(await desk.discard(id, { by, reason: 'it was there' })).toMatchObject({ kind: 'done' });
      expect(await ledger.lockUnclearAt('g')).toBeUndefined();
      const claimed = await ledger.claim(id, 'teller', leaseMs);
      const fault = { reason: 'discarded', unclear: true, note: 'it was there' };
      expect(claimed).toMatchObject({ kind: 'taken', operation: { state: 'settled', fault } });
      expect(await ledger.beginStep(id, 'tell:announce', 'teller')).toEqual({ kind: 'new' });
      await ledger.markTold(id, 'teller');
      expect(await ledger.get(id)).toMatchObject({ state: 'told', fault });
      expect(await events(id)).toEqual(['accepted', 'attention', 'told', 'discarded', 'told']);
      expect(await claim(id)).toEqual({ kind: 'over' });
    });

    test.each(['retry', 'discard'] as const)('%s wants an operation that needs attention', async (verb) => {
      const waits = await accepted();
      expect(await desk[verb](waits, { by })).toMatchObject({ kind: 'not now', operation: { id: waits } });
      expect(await desk[verb]('other', { by })).toEqual({ kind: 'unknown' });
      expect(await desk[verb]('%', { by })).toEqual({ kind: 'unknown' });
      const id = await inAttention();
      const decided = await Promise.all([desk[verb](id, { by }), desk[verb](id, { by })]);
      expect(decided.map(({ kind }) => kind).sort()).toEqual(['done', 'not now']);
      expect((await events(id)).slice(3)).toHaveLength(1);
      expect(await events(waits)).toEqual(['accepted']);
    });

    test('takes the end of an id, as people are given it to quote', async () => {
      const id = await inAttention();
      expect(await desk.retry(id.slice(-5), { by })).toEqual({ kind: 'unknown' });
      expect(await desk.retry(id.slice(-6).toUpperCase(), { by })).toMatchObject({
        kind: 'done',
        operation: { id },
      });
    });

    test('asks which, where several ids end so', async () => {
      const ids = ['1-abcdef', '2-abcdef'];
      for (const id of ids) {
        const made = createLedger(store, { now: async () => clock.now(), newId: () => id });
        await made.accept(aRequest());
      }
      const decided = await desk.discard('abcdef', { by });
      expect(decided).toMatchObject({ kind: 'several' });
      expect(new Set(decided.kind === 'several' ? decided.ids : [])).toEqual(new Set(ids));
      expect(await desk.discard('1-abcdef', { by })).toMatchObject({ kind: 'not now' });
    });
  });
}
