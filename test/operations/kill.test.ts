import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLedger } from '../../src/operations/ledger.ts';
import { openStore } from '../../src/store/store.ts';
import { seeded } from '../support/random.ts';
import { aTempFolder } from './support.ts';

const kills = 8;
const accepts = 6;

const script = fileURLToPath(new URL('bot-to-kill.ts', import.meta.url));
const root = fileURLToPath(new URL('../../', import.meta.url));
// Compiled once, as a start of plain JavaScript takes a third of the time; here, so that it finds its libraries.
const compiled = join(root, 'node_modules', '.cache', `kill-test-${process.pid}`);

beforeAll(() => {
  const options =
    '--ignoreConfig --noCheck --module nodenext --target es2023 --rewriteRelativeImportExtensions';
  const files = ['--types', 'node', '--rootDir', '.', '--outDir', compiled, script];
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status, stdout } = spawnSync(process.execPath, [compiler, ...options.split(' '), ...files], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stdout);
});

afterAll(() => rmSync(compiled, { recursive: true, force: true }));

test(`killed ${kills} times, it loses nothing and does nothing twice`, { timeout: 180_000 }, async () => {
  const { folder, remove } = aTempFolder();
  const random = seeded(20_251_121);
  const acknowledged: string[] = [];
  let killed = 0;
  for (let round = 0; round < kills; round += 1) {
    const killAfter = 1 + Math.floor(random() * 25);
    const end = await runBot(folder, round * accepts, accepts, acknowledged, killAfter);
    if (end === 'SIGKILL') killed += 1;
  }
  expect(await runBot(folder, 0, 0, acknowledged)).toBe('done');

  // Nothing says that an accept whose acknowledgement was cut off did not happen: those are checked as well.
  const store = await openStore({ dataDir: folder });
  const ledger = createLedger(store, { now: Date.now, newId: () => crypto.randomUUID() });
  const { items, total } = await ledger.recent({ offset: 0, limit: kills * accepts });
  await store.close();
  const keys = items.map(({ dedupeKey }) => dedupeKey).reverse();
  expect(items).toHaveLength(total);
  expect(items.filter(({ state }) => state !== 'told')).toEqual([]);
  expect(acknowledged.filter((key) => !keys.includes(key))).toEqual([]);

  const effects = readFileSync(join(folder, 'effects.txt'), 'utf8').trim().split('\n');
  const expected = keys.flatMap((key) => ['one', 'two', 'three', 'told'].map((name) => `${key} ${name}`));
  expect(effects.filter((line, at) => effects.indexOf(line) !== at)).toEqual([]);
  expect(new Set(effects)).toEqual(new Set(expected));

  for (const lock of [0, 1, 2]) {
    const ofLock = (line: string) => Number(line.split(/[- ]/)[1]) % 3 === lock && !line.endsWith('told');
    const inOrder = keys.flatMap((key) => ['one', 'two', 'three'].map((name) => `${key} ${name}`));
    expect(effects.filter(ofLock)).toEqual(inOrder.filter(ofLock));
  }
  // The kills must have met work: else this test shows nothing.
  expect(killed).toBeGreaterThanOrEqual(kills / 2);
  expect(acknowledged.length).toBeGreaterThanOrEqual(kills);
  remove();
});

/** Runs the bot until it ends, or until it has said so many lines: then it is killed. */
async function runBot(
  folder: string,
  first: number,
  count: number,
  acknowledged: string[],
  killAfter = Number.POSITIVE_INFINITY,
): Promise<string> {
  const program = join(compiled, 'test', 'operations', 'bot-to-kill.js');
  const bot = spawn(process.execPath, [program, folder, `${first}`, `${count}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(bot, 'exit');
  let lines = 0;
  for await (const line of createInterface({ input: bot.stdout })) {
    lines += 1;
    if (line.startsWith('accepted ')) acknowledged.push(line.slice('accepted '.length));
    if (lines === killAfter) bot.kill('SIGKILL');
  }
  const [code, signal] = await ended;
  return code === 0 ? 'done' : String(signal ?? code);
}
