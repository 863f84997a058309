import type { Mock } from 'vitest';
import { vi } from 'vitest';
import { z } from 'zod';
import { createInProcessDispatcher } from '../../src/operations/dispatch-in-process.ts';
import type {
  Dispatcher,
  Faults,
  FaultVerdict,
  Operation,
  OperationKind,
  OperationRequest,
  OperationRun,
  Teller,
} from '../../src/operations/kind.ts';
import { createLedger, type Ledger } from '../../src/operations/ledger.ts';
import type { OperationLog } from '../../src/operations/log.ts';
import { createRunner, type Runner, type RunnerOptions } from '../../src/operations/runner.ts';
import type { Store } from '../../src/store/store.ts';
import { aRequest, countingIds, sqliteInTempFolder, type TestDatabase } from './support.ts';

/** A fault of the fake world, with the verdict that is to be passed on it. */
export class FakeFault extends Error {
  readonly verdict: FaultVerdict;

  constructor(message: string, verdict: FaultVerdict) {
    super(message);
    this.verdict = verdict;
  }
}

export const down = (message = 'down') => new FakeFault(message, { kind: 'passing' });
export const refused = (message = 'refused') => new FakeFault(message, { kind: 'lasting' });

const fakeFaults: Faults = {
  judge: (error) => (error instanceof FakeFault ? error.verdict : { kind: 'lasting' }),
  describe: (error) => ({ message: error instanceof Error ? error.message : 'unknown' }),
};

const noteInput = z.object({ text: z.string() });
export type NoteRun = OperationRun<z.infer<typeof noteInput>>;
export const done = z.object({ done: z.string() });

/** A kind named `note` that does what the test says. */
export function aKind(run: (run: NoteRun) => Promise<unknown>): OperationKind<unknown, unknown> {
  const kind: OperationKind<z.infer<typeof noteInput>, unknown> = {
    name: 'note',
    input: noteInput,
    outcome: z.unknown(),
    run,
  };
  return kind;
}

/** A wait that the test ends. */
export function aGate(): { readonly opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Ledger, runner and dispatcher on a database in a temp folder, with a fake world around them. */
export interface Workshop {
  readonly ledger: Ledger;
  readonly runner: Runner;
  readonly dispatcher: Dispatcher;
  readonly store: Store;
  readonly database: TestDatabase;
  readonly tell: Mock<Teller['tell']>;
  readonly waiting: Mock<Teller['waiting']>;
  readonly log: { readonly [Level in keyof OperationLog]: Mock<OperationLog[Level]> };
  start(): Promise<void>;
  /** Accepts an operation and has it run. */
  ask(change?: Partial<OperationRequest>): Promise<string>;
  /** Waits until the operation is over. */
  over(id: string): Promise<Operation>;
  /** Stops and closes all; the database stays. */
  close(graceMs?: number): Promise<void>;
}

export async function openWorkshop(
  kind: OperationKind<unknown, unknown>,
  change: Partial<RunnerOptions> & { readonly database?: TestDatabase; readonly parallel?: number } = {},
): Promise<Workshop> {
  const database = change.database ?? sqliteInTempFolder();
  const store = await database.open();
  const now = change.now ?? Date.now;
  const ledger = createLedger(store, { now, newId: () => crypto.randomUUID() });
  const dispatcher = createInProcessDispatcher({
    ledger,
    now,
    ...(change.parallel !== undefined && { parallel: change.parallel }),
  });
  const tell = vi.fn<Teller['tell']>(async () => {});
  const waiting = vi.fn<Teller['waiting']>(async () => {});
  const log = {
    info: vi.fn<OperationLog['info']>(),
    warn: vi.fn<OperationLog['warn']>(),
    error: vi.fn<OperationLog['error']>(),
  };
  const runner = createRunner({
    ledger,
    kinds: [kind],
    faults: fakeFaults,
    teller: { tell, waiting },
    dispatcher,
    now,
    random: () => 0.5,
    newId: countingIds(`${store.instance}-`),
    leaseMs: 60_000,
    backOff: { firstMs: 1, maxMs: 5 },
    mayStillComeMs: 0,
    crashLoopMs: 0,
    giveUpAfterMs: 3_600_000,
    tellWaitingAfterMs: 5_000,
    log,
    ...change,
  });
  const over = (id: string) =>
    vi.waitFor(
      async () => {
        const operation = await ledger.get(id);
        if (operation?.state === 'told' || operation?.state === 'attention') return operation;
        throw new Error(`Operation ${id} is not over, but ${operation?.state}.`);
      },
      { timeout: 10_000, interval: 5 },
    );
  return {
    ledger,
    runner,
    dispatcher,
    store,
    database,
    tell,
    waiting,
    log,
    over,
    start: () => dispatcher.start(runner.run),
    ask: async (request) => {
      const { operation } = await ledger.accept(aRequest(request));
      dispatcher.wake(operation.id);
      return operation.id;
    },
    close: async (graceMs = 5_000) => {
      await dispatcher.stop(graceMs);
      await store.close();
    },
  };
}
