// A bot with a fake DocSpace and a fake Slack that are files in the given folder. It accepts some operations,
// runs what is open, reports each event as a line, and exits once nothing is open. Made to be killed.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { createInProcessDispatcher } from '../../src/operations/dispatch-in-process.ts';
import type { OperationKind, Step } from '../../src/operations/kind.ts';
import { createLedger } from '../../src/operations/ledger.ts';
import { createRunner } from '../../src/operations/runner.ts';
import { openStore } from '../../src/store/store.ts';

const [, , folder = '', first = '0', count = '0'] = process.argv;
const effects = join(folder, 'effects.txt');
const say = (line: string) => process.stdout.write(`${line}\n`);

/** An effect outside: one line in the file, which a kill cannot halve. */
function effect(line: string): Step<string> {
  const isThere = () => existsSync(effects) && readFileSync(effects, 'utf8').split('\n').includes(line);
  return {
    result: z.string(),
    act: async () => {
      say(`begin ${line}`);
      await wait(Math.random() * 3);
      if (Math.random() < 0.1) throw new Error('did nothing');
      appendFileSync(effects, `${line}\n`);
      await wait(Math.random() * 3);
      if (Math.random() < 0.1) throw new Error('did it, but said it did not');
      return line;
    },
    reconcile: async () => (isThere() ? { done: line } : 'repeat'),
  };
}

const kind: OperationKind<unknown, unknown> = {
  name: 'write',
  input: z.unknown(),
  outcome: z.unknown(),
  run: async ({ operation, step }) => {
    for (const name of ['one', 'two', 'three']) await step(name, effect(`${operation.dedupeKey} ${name}`));
  },
};

const store = await openStore({ dataDir: folder });
const ledger = createLedger(store, { now: Date.now, newId: () => crypto.randomUUID() });
const dispatcher = createInProcessDispatcher({ ledger, now: Date.now });
const runner = createRunner({
  ledger,
  kinds: [kind],
  faults: { judge: () => ({ kind: 'passing' }), describe: () => ({}) },
  teller: {
    tell: async ({ dedupeKey }, step) => void (await step('post', effect(`${dedupeKey} told`))),
    waiting: async () => {},
  },
  dispatcher,
  now: Date.now,
  random: Math.random,
  newId: () => crypto.randomUUID(),
  leaseMs: 10_000,
  backOff: { firstMs: 1, maxMs: 4 },
  mayStillComeMs: 0,
  crashLoopMs: 0,
  giveUpAfterMs: 3_600_000,
  tellWaitingAfterMs: 3_600_000,
  log: { info: () => {}, warn: () => {}, error: () => {} },
});

await dispatcher.start(runner.run);
for (let n = Number(first); n < Number(first) + Number(count); n += 1) {
  const { operation } = await ledger.accept({
    dedupeKey: `op-${n}`,
    kind: 'write',
    lock: `lock-${n % 3}`,
    actor: { slackUserId: 'U1', personId: 'p1', personName: 'Ann' },
    destination: {},
    input: null,
  });
  say(`accepted op-${n}`);
  dispatcher.wake(operation.id);
}
while ((await ledger.open()).length > 0) await wait(5);
await dispatcher.stop(1000);
await store.close();
