import { PostgresAdapter, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AuditRow, appendAudit, pruneAudit, readAuditHead } from '../../src/operations/audit.ts';
import { chainHash, storedAuditSchema } from '../../src/operations/audit-chain.ts';
import { auditRows } from '../../src/operations/audit-rows.ts';
import { verifyAudit } from '../../src/operations/audit-verify.ts';
import type { Store } from '../../src/store/store.ts';
import { ann, type TestDatabase } from './support.ts';

/** What every audit keeps, whatever its database. */
export function auditContract(name: string, createDatabase: () => TestDatabase): void {
  describe(`audit on ${name}`, () => {
    let database: TestDatabase;
    let store: Store;

    beforeEach(async () => {
      database = createDatabase();
      store = await database.open();
    });
    afterEach(async () => {
      await store.close();
      await database.remove();
    });

    /** Adds rows 1, 2, 3 … at these times. */
    async function write(...times: readonly number[]): Promise<void> {
      for (const at of times) await append(at);
    }

    const append = (at: number) =>
      store.transaction((db) =>
        appendAudit(db, {
          at,
          operationId: `o${at}`,
          event: 'accepted',
          actor: ann,
          data: { reason: 'why “not”?' },
        }),
      );

    const prune = (before: number, most = 100) =>
      store.transaction((db) => pruneAudit(db, { at: 1_000, before, most }));

    async function all(span = {}): Promise<readonly AuditRow[]> {
      const rows: AuditRow[] = [];
      for await (const row of auditRows(store.db, span)) rows.push(row);
      return rows;
    }

    /** Does by hand what the database refuses. */
    async function tamper(statement: string): Promise<void> {
      const isPostgres = store.db.getExecutor().adapter instanceof PostgresAdapter;
      const guards = isPostgres
        ? [`alter table audit disable trigger all`]
        : ['drop trigger if exists audit_unchanged', 'drop trigger if exists audit_kept'];
      for (const one of [...guards, statement]) await sql.raw(one).execute(store.db);
      if (isPostgres) await sql`alter table audit enable trigger all`.execute(store.db);
    }

    const verify = () => verifyAudit(store.db);

    test('is sound before the first row', async () => {
      const none = { sequence: 0, hash: '', rows: 0 };
      expect(await verify()).toEqual({ kind: 'sound', rows: 0, anchor: none });
    });

    test('rows that are added at once stand one behind the other, without a gap', async () => {
      await Promise.all(Array.from({ length: 40 }, (_, n) => append(n + 1)));
      expect((await all()).map(({ sequence }) => sequence)).toEqual(
        Array.from({ length: 40 }, (_, n) => n + 1),
      );
      expect(await verify()).toMatchObject({
        kind: 'sound',
        rows: 40,
        first: { sequence: 1 },
        last: { sequence: 40, hash: (await readAuditHead(store.db)).hash },
      });
    });

    test('work that fails leaves neither a row nor a gap', async () => {
      await write(1);
      const failing = store.transaction(async (db) => {
        await appendAudit(db, { at: 2, operationId: 'o', event: 'told', actor: ann, data: null });
        throw new Error('after all not');
      });
      await expect(failing).rejects.toThrow('after all not');
      await write(3);
      expect(await verify()).toMatchObject({ kind: 'sound', rows: 2, last: { sequence: 2 } });
    });

    test('can be verified by anybody who has the rows', async () => {
      await write(1, 2);
      const rows = await store.db.selectFrom('audit').selectAll().orderBy('sequence').execute();
      const [first, second] = rows.map((row) => storedAuditSchema.parse(row));
      expect(first?.hash).toBe(first && chainHash('', first));
      expect(second?.hash).toBe(second && chainHash(first?.hash ?? '', second));
      const [exported] = await all();
      expect(JSON.stringify(exported?.data)).toBe(first?.data);
      expect(JSON.stringify(exported?.actor)).toBe(first?.actor);
    });

    test('the database refuses to change a row, or to delete one that was not pruned', async () => {
      await write(1, 2, 3);
      await prune(2);
      const change = store.db.updateTable('audit').set({ data: '"other"' }).execute();
      await expect(change).rejects.toThrow('audit rows are never changed');
      const remove = store.db.deleteFrom('audit').where('sequence', '=', 3).execute();
      await expect(remove).rejects.toThrow('audit rows are never changed');
      expect(await verify()).toMatchObject({ kind: 'sound', rows: 3 });
    });

    test.each([
      ['a changed reason', `update audit set data = '{"reason":"other"}' where sequence = 3`, 3, 'changed'],
      ['a changed actor', `update audit set actor = '{"slackUserId":"U9"}' where sequence = 1`, 1, 'changed'],
      ['a changed time', 'update audit set at = at + 1 where sequence = 5', 5, 'changed'],
      ['a changed event', `update audit set event = 'told' where sequence = 2`, 2, 'changed'],
      ['a changed operation', `update audit set operation_id = 'o9' where sequence = 2`, 2, 'changed'],
      ['a changed hash', `update audit set hash = 'x' where sequence = 4`, 4, 'changed'],
      ['a missing row', 'delete from audit where sequence = 3', 3, 'missing'],
      ['a missing beginning', 'delete from audit where sequence <= 2', 1, 'missing'],
      ['a missing last row', 'delete from audit where sequence = 5', 5, 'cut off'],
      ['a missing tail', 'delete from audit where sequence >= 3', 3, 'cut off'],
      ['a missing audit', 'delete from audit', 1, 'cut off'],
      ['a row that was put in', `${anotherRow} 6`, 6, 'added'],
      ['a row that was put before', `${anotherRow} 0`, 0, 'added'],
      ['a head that was set back', 'update audit_head set sequence = 4', 4, 'head'],
      ['a head that was set on', 'update audit_head set sequence = 6', 6, 'cut off'],
      ['another head', `update audit_head set hash = 'x'`, 5, 'head'],
      [
        'an anchor without a prune',
        'update audit_head set pruned_through = 0, pruned_hash = hash',
        1,
        'changed',
      ],
    ])('finds %s', async (_, statement, sequence, how) => {
      await write(1, 2, 3, 4, 5);
      await tamper(statement);
      expect(await verify()).toEqual({ kind: 'broken', sequence, how });
    });

    test('finds a row with a value that the bot never writes', async () => {
      await write(1, 2, 3);
      const isPostgres = store.db.getExecutor().adapter instanceof PostgresAdapter;
      if (isPostgres) await tamper('alter table audit alter column at type double precision');
      await tamper('update audit set at = 1.5 where sequence = 2');
      expect(await verify()).toEqual({ kind: 'broken', sequence: 2, how: 'changed' });
    });

    test('finds rows that changed places', async () => {
      await write(1, 2, 3);
      await tamper('update audit set sequence = -2 where sequence = 2');
      await tamper('update audit set sequence = 2 where sequence = 3');
      await tamper('update audit set sequence = 3 where sequence = -2');
      expect(await verify()).toEqual({ kind: 'broken', sequence: 2, how: 'changed' });
    });

    test('finds a chain that was cut in front, with the anchor moved along', async () => {
      await write(1, 2, 3, 4);
      const [, second] = await all();
      await tamper('delete from audit where sequence <= 2');
      await tamper(`update audit_head set pruned_through = 2, pruned_hash = '${second?.hash}'`);
      expect(await verify()).toEqual({ kind: 'broken', sequence: 2, how: 'anchor' });
    });

    test('a chain that was written anew is told by a row that was noted before', async () => {
      await write(1, 2, 3);
      const { hash } = await readAuditHead(store.db);
      await write(4);
      expect(await verifyAudit(store.db, { sequence: 3, hash })).toMatchObject({ kind: 'sound' });
      const other = { sequence: 3, hash: hash.replace(/./g, '0') };
      expect(await verifyAudit(store.db, other)).toEqual({ kind: 'broken', sequence: 3, how: 'not known' });
      const later = { sequence: 9, hash };
      expect(await verifyAudit(store.db, later)).toEqual({ kind: 'broken', sequence: 9, how: 'cut off' });
      await prune(4);
      expect(await verifyAudit(store.db, { sequence: 3, hash })).toMatchObject({ kind: 'sound' });
      expect(await verifyAudit(store.db, { sequence: 2, hash })).toEqual({
        kind: 'broken',
        sequence: 2,
        how: 'known gone',
      });
    });

    test('pruned rows leave an anchor, and a row that says so', async () => {
      await write(1, 2, 3, 4, 5);
      const [, second] = await all();
      expect(await prune(3)).toBe(2);
      expect(await verify()).toMatchObject({
        kind: 'sound',
        rows: 4,
        first: { sequence: 3 },
        last: { sequence: 6 },
        anchor: { sequence: 2, hash: second?.hash, rows: 2, at: 1_000 },
      });
      expect((await all()).at(-1)).toMatchObject({
        event: 'pruned',
        operationId: '',
        actor: { bot: true },
        data: { through: 2, hash: second?.hash, rows: 2 },
      });
      expect(await prune(3)).toBe(0);
      expect(await prune(6, 2)).toBe(2);
      expect(await prune(6, 2)).toBe(1);
      expect(await verify()).toMatchObject({ kind: 'sound', rows: 3, anchor: { sequence: 5, rows: 5 } });
      await write(7);
      expect(await verify()).toMatchObject({ kind: 'sound', rows: 4, last: { sequence: 9 } });
    });

    test('all rows may be pruned, that of an earlier prune, too', async () => {
      await write(1, 2);
      await prune(2);
      expect(await prune(2_000)).toBe(2);
      expect(await verify()).toMatchObject({ kind: 'sound', rows: 1, anchor: { sequence: 3, rows: 3 } });
    });

    test('nothing behind a young row is pruned: clocks are set back, too', async () => {
      await write(1, 50, 2);
      expect(await prune(10)).toBe(1);
      expect((await all()).map(({ at }) => at)).toEqual([50, 2, 1_000]);
    });

    test('several prunes at once lose nothing of the chain', async () => {
      await write(...Array.from({ length: 30 }, (_, n) => n + 1));
      const pruned = await Promise.all(Array.from({ length: 5 }, () => prune(21, 7)));
      expect(pruned.reduce((sum, one) => sum + one, 0)).toBe(20);
      expect(await verify()).toMatchObject({ kind: 'sound', anchor: { sequence: 20, rows: 20 } });
    });

    test('an anchor that was moved on is found', async () => {
      await write(1, 2, 3, 4);
      await prune(2);
      const [, third] = await all();
      await tamper('delete from audit where sequence <= 3');
      await tamper(`update audit_head set pruned_through = 3, pruned_hash = '${third?.hash}'`);
      expect(await verify()).toEqual({ kind: 'broken', sequence: 3, how: 'anchor' });
    });

    test('gives the rows of a time, in pages', async () => {
      await store.transaction(async (db) => {
        for (let at = 1; at <= 612; at += 1) {
          await appendAudit(db, { at, operationId: 'o', event: 'told', actor: ann, data: null });
        }
      });
      expect(await all()).toHaveLength(612);
      expect((await all({ from: 100, to: 103 })).map(({ at }) => at)).toEqual([100, 101, 102]);
      expect(await all({ from: 2_000 })).toEqual([]);
      expect(await verify()).toMatchObject({ kind: 'sound', rows: 612 });
    });
  });
}

const anotherRow =
  "insert into audit (at, operation_id, event, actor, data, hash, sequence) select 9, 'o9', 'told', '{}', 'null', 'x',";
