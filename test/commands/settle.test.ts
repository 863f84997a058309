import { afterEach, beforeEach, expect, test } from 'vitest';
import { settle } from '../../src/commands/settle.ts';
import { createLedger } from '../../src/operations/ledger.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { ann, aRequest, aTempFolder } from '../operations/support.ts';
import { type, unclear } from './support.ts';

let folder: ReturnType<typeof aTempFolder>;
/** The bot's: the commands work while it has the folder. */
let store: Store;

beforeEach(async () => {
  folder = aTempFolder();
  store = await openStore({ dataDir: folder.folder });
});
afterEach(async () => {
  await store.close();
  folder.remove();
});

const run = (...args: string[]) => type(settle, args, { DATA_DIR: folder.folder });
const ledger = () => createLedger(store, { now: store.time, newId: () => crypto.randomUUID() });

test('lists what needs attention, with what is known and what to do', async () => {
  expect(await run('list')).toEqual({ code: 0, text: 'No operation needs attention.\n' });
  const change = { kind: 'create', groupName: 'Mar\u001b[31mketing', actor: ann, reason: 'new team' };
  const id = await unclear(store, change);
  const waits = (await ledger().accept(aRequest())).operation.id;
  const { code, text } = await run('list');
  expect(code).toBe(0);
  expect(text).toContain(`Need attention: 1.\n\n${id}  create "Mar[31mketing"\n`);
  expect(text).toMatch(
    /asked for by U1 \(Ann Arbor\) on \d{4}-\d\d-\d\d \d\d:\d\d UTC\n {2}reason: new team\n/,
  );
  expect(text).toContain('needs attention, for 0 minutes now\n');
  expect(text).toContain('DocSpace did not answer in time. (POST /group, status 504)');
  expect(text).toContain('npm run operations -- retry <id>');
  expect(text).not.toContain(waits);
  const all = await run('list', '--all');
  expect(all.text).toContain('Need attention: 1; under way: 1.');
  expect(all.text).toContain(waits);
});

test.each(['crash loop', 'unknown kind', 'unreadable input', 'unreadable result'])(
  'has words of its own for %s',
  async (reason) => {
    await unclear(store, {}, { reason });
    expect((await run('list')).text).not.toContain('Something went wrong in the bot.');
  },
);

test('retry and discard settle, once, for whoever runs them', async () => {
  const [first, second] = [await unclear(store), await unclear(store)];
  expect(await run('retry', first.slice(-6), '--reason', ' looked ')).toMatchObject({
    code: 0,
    text: expect.stringContaining(`Operation ${first} is tried again`),
  });
  expect(await run('discard', second)).toMatchObject({
    code: 0,
    text: expect.stringContaining(`Operation ${second} is closed. The person who asked for it (U1) is told.`),
  });
  expect(await ledger().get(first)).toMatchObject({ state: 'accepted' });
  expect(await ledger().get(second)).toMatchObject({ state: 'settled', fault: { reason: 'discarded' } });
  const again = await run('retry', first);
  expect(again).toEqual({
    code: 1,
    text: `Operation ${first}: it waits to be tried (again) by itself. There is nothing to settle.`,
  });
  expect((await run('discard', second)).text).toContain('its end is being told');
  const [row] = await store.db
    .selectFrom('audit')
    .select(['actor', 'data'])
    .where('event', '=', 'retried')
    .execute();
  expect(JSON.parse(row?.actor ?? '')).toEqual({ operator: 'root' });
  expect(JSON.parse(row?.data ?? '')).toMatchObject({ reason: 'looked' });
});

test('says what is wrong with what was typed, and changes nothing', async () => {
  const id = await unclear(store);
  for (const args of [[], ['frob'], ['retry'], ['retry', id, 'more'], ['list', id], ['list', '--frob']]) {
    const { code, text } = await run(...args);
    expect(code).toBe(1);
    expect(text).toContain('Usage: npm run operations -- list');
    expect(text).not.toContain('    at ');
  }
  expect(await run('retry', 'nope')).toMatchObject({
    code: 1,
    text: expect.stringContaining('No operation has the id nope.'),
  });
  expect((await run('--help')).code).toBe(0);
  expect(await ledger().get(id)).toMatchObject({ state: 'attention' });
});

test('works while the bot is stopped, and leaves the folder to it', async () => {
  const id = await unclear(store);
  await store.close();
  expect((await run('retry', id)).code).toBe(0);
  store = await openStore({ dataDir: folder.folder });
  expect(await ledger().get(id)).toMatchObject({ state: 'accepted' });
});
