// A replica that runs one operation, named in its arguments, with a short lease, and reports each moment as a line.
// Before each write outside it stands still for a while: made to be frozen there. Ends once the operation is over.
import { appendFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { OperationKind, Step } from '../../src/operations/kind.ts';
import { createLedger, type Ledger } from '../../src/operations/ledger.ts';
import { createRunner } from '../../src/operations/runner.ts';
import { openStore } from '../../src/store/store.ts';

const [, , databaseUrl = '', effects = '', operationId = '', pause = '0'] = process.argv;
const say = (line: string) => process.stdout.write(`${line}\n`);

function effect(line: string): Step<string> {
  return {
    result: z.string(),
    act: async () => {
      appendFileSync(effects, `${line}\n`);
      return line;
    },
  };
}

const kind: OperationKind<unknown, unknown> = {
  name: 'write',
  input: z.unknown(),
  outcome: z.unknown(),
  run: async ({ step }) => {
    await step('check', {
      result: z.null(),
      act: async () => {
        say('checking');
        await wait(Number(pause));
        return null;
      },
    });
    return step('write', effect('written'));
  },
};

const store = await openStore({ dataDir: '', databaseUrl });
const real = createLedger(store, { now: Date.now, newId: () => crypto.randomUUID() });
const ledger: Ledger = {
  ...real,
  beginStep: async (id, name, owner) => {
    const state = await real.beginStep(id, name, owner);
    say(`begun ${name}`);
    await wait(Number(pause));
    return state;
  },
};
const runner = createRunner({
  ledger,
  kinds: [kind],
  faults: { judge: () => ({ kind: 'passing' }), describe: () => ({}) },
  teller: { tell: async (_, step) => void (await step('post', effect('told'))), waiting: async () => {} },
  dispatcher: { start: async () => {}, wake: () => {}, accepted: () => {}, stop: async () => {} },
  now: Date.now,
  random: Math.random,
  newId: () => crypto.randomUUID(),
  leaseMs: 700,
  backOff: { firstMs: 1, maxMs: 4 },
  mayStillComeMs: 0,
  crashLoopMs: 0,
  giveUpAfterMs: 3_600_000,
  tellWaitingAfterMs: 3_600_000,
  log: { info: () => {}, warn: () => {}, error: () => {} },
});

for (;;) {
  await runner.run(operationId);
  const operation = await ledger.get(operationId);
  if (operation?.state === 'told') break;
  await wait(50);
}
say('over');
await store.close();
