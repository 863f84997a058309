import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createLedger } from '../../src/operations/ledger.ts';
import { openStore } from '../../src/store/store.ts';
import { usePostgres } from '../support/postgres.ts';
import { aRequest, aTempFolder } from './support.ts';

const program = fileURLToPath(new URL('bot-to-freeze.ts', import.meta.url));
const server = usePostgres();

/** A replica, and what it has said so far. */
function startReplica(...args: readonly string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const says = (line: string) =>
    vi.waitFor(() => expect(lines).toContain(line), { timeout: 60_000, interval: 2 });
  return { child, lines, says };
}

// A second process can't open a SQLite file: what a lost lease means there is in interruption.test.ts.
test.each(['checking', 'begun run:write', 'begun tell:post'])(
  'frozen at "%s" for longer than its lease, a replica wakes up after the take-over and writes nothing',
  { timeout: 120_000 },
  async (moment) => {
    const { folder, remove } = aTempFolder();
    const effects = join(folder, 'effects.txt');
    writeFileSync(effects, '');
    const databaseUrl = await server.createDatabase();
    const store = await openStore({ dataDir: '', databaseUrl });
    const ledger = createLedger(store, { now: Date.now, newId: () => crypto.randomUUID() });
    const { operation } = await ledger.accept(aRequest({ kind: 'write' }));

    const frozen = startReplica(databaseUrl, effects, operation.id, '400');
    await frozen.says(moment);
    frozen.child.kill('SIGSTOP');
    const other = startReplica(databaseUrl, effects, operation.id);
    await other.says('over');
    frozen.child.kill('SIGCONT');
    await frozen.says('over');

    expect(readFileSync(effects, 'utf8')).toBe('written\ntold\n');
    expect(await ledger.get(operation.id)).toMatchObject({ state: 'told', outcome: 'written' });
    await store.close();
    remove();
  },
);
