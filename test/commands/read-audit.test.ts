import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAudit } from '../../src/commands/read-audit.ts';
import { appendAudit, pruneAudit } from '../../src/operations/audit.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { ann, aTempFolder } from '../operations/support.ts';
import { type, unclear } from './support.ts';

let folder: ReturnType<typeof aTempFolder>;
let store: Store;

beforeEach(async () => {
  folder = aTempFolder();
  store = await openStore({ dataDir: folder.folder });
});
afterEach(async () => {
  await store.close();
  folder.remove();
});

const run = (...args: string[]) => type(readAudit, args, { DATA_DIR: folder.folder });

test('verifies while the bot has the file open; a row that was noted is known again', async () => {
  expect(await run('verify')).toEqual({ code: 0, text: 'The audit is sound: it has no rows yet.\n' });
  await unclear(store);
  const { code, text } = await run('verify');
  expect(code).toBe(0);
  expect(text).toMatch(
    /^The audit is sound: 3 rows, 1 to 3, from .+ UTC to .+ UTC\.\n.+\n {2}--known 3:[0-9a-f]{64}\n$/,
  );
  const known = /--known (\S+)/.exec(text)?.[1] ?? '';
  await unclear(store);
  expect((await run('verify', '--known', known)).code).toBe(0);
  const other = known.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
  expect(await run('verify', '--known', other)).toMatchObject({
    code: 1,
    text: expect.stringContaining('row 3 is not the one that you know'),
  });
  expect((await run('verify', '--known', '3')).text).toContain('--known: write it as verify printed it');
});

test('names the first row that was changed', async () => {
  await unclear(store);
  await sql`drop trigger audit_unchanged`.execute(store.db);
  await sql`update audit set actor = '{"slackUserId":"U9"}' where sequence = 2`.execute(store.db);
  expect(await run('verify')).toEqual({
    code: 1,
    text: 'The audit is NOT sound: row 2 is not the one that was written there.\nThe rows before are as they were written.\n',
  });
});

test('says what was pruned', async () => {
  await unclear(store);
  await store.transaction((db) => pruneAudit(db, { at: 0, before: Date.now() + 1, most: 2 }));
  expect((await run('verify')).text).toContain(
    'Rows 1 to 2 were pruned for their age, last on 1970-01-01 00:00 UTC.',
  );
});

const day = (text: string) => Date.parse(text);

async function writeDays(): Promise<void> {
  const days = ['2026-01-30T23:59:59.999Z', '2026-01-31', '2026-01-31T23:59:59.999Z', '2026-02-01'];
  for (const at of days) {
    await store.transaction((db) =>
      appendAudit(db, {
        at: day(at),
        operationId: 'o1',
        event: 'accepted',
        actor: { ...ann, personName: '=cmd()' },
        data: { reason: 'a, "b"' },
      }),
    );
  }
}

test('exports as JSON Lines: a day is of UTC, and wholly in', async () => {
  await writeDays();
  const lines = async (...args: string[]) => {
    const { code, text } = await run('export', ...args);
    expect(code).toBe(0);
    const rows: unknown[] = text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
    return rows;
  };
  expect(await lines()).toHaveLength(4);
  expect(await lines('--from', '2026-01-31', '--to', '2026-01-31')).toMatchObject([
    { sequence: 2, time: '2026-01-31T00:00:00.000Z', event: 'accepted', operationId: 'o1' },
    { sequence: 3, actor: { slackUserId: 'U1' }, data: { reason: 'a, "b"' } },
  ]);
  expect(await lines('--to', '2026-01-31T00:00Z')).toMatchObject([{ sequence: 1 }]);
  expect(await lines('--from', '2027-01-01', '--format', 'jsonl')).toEqual([]);
});

test('exports as CSV that no spreadsheet runs, to a new file for its owner alone', async () => {
  await writeDays();
  const file = join(folder.folder, 'audit.csv');
  const { code, text } = await run('export', '--format', 'csv', '--to', '2026-01-30', file);
  expect({ code, text }).toEqual({ code: 0, text: `1 row in ${file}\n` });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const [head, row] = readFileSync(file, 'utf8').split('\r\n');
  expect(head).toBe('\uFEFFsequence,time,event,operation,who,name,data,hash');
  expect(row).toMatch(
    /^1,2026-01-30T23:59:59.999Z,accepted,o1,U1,'=cmd\(\),"\{""reason"":""a, \\""b\\""""\}",[0-9a-f]{64}$/,
  );
});

test('overwrites nothing, and leaves nothing behind where it fails', async () => {
  await writeDays();
  const file = join(folder.folder, 'mine.txt');
  writeFileSync(file, 'mine');
  expect(await run('export', file)).toMatchObject({
    code: 1,
    text: expect.stringContaining('is there already'),
  });
  expect(readFileSync(file, 'utf8')).toBe('mine');
  const nowhere = await run('export', join(folder.folder, 'no', 'file'));
  expect(nowhere).toMatchObject({ code: 1, text: expect.stringContaining('file not writable') });
});

test('says what is wrong with what was typed', async () => {
  for (const args of [[], ['frob'], ['verify', 'x'], ['export', 'a', 'b'], ['verify', '--format', 'csv']]) {
    expect(await run(...args)).toMatchObject({
      code: 1,
      text: expect.stringContaining('Usage: npm run audit'),
    });
  }
  expect((await run('export', '--format', 'xml')).text).toBe('--format xml: there are jsonl and csv.');
  expect((await run('export', '--from', '31.1.2026')).text).toContain('this is no date');
  expect((await run('export', '--from', '2026-02-31')).text).toContain('this is no date');
});
