import { setTimeout as delay } from 'node:timers/promises';
import { Interrupted } from './interrupted.ts';
import type { Faults, FaultVerdict, Step, TellStep } from './kind.ts';
import type { Ledger } from './ledger.ts';

/** A stored step result that today's version does not understand. */
export class UnreadableResult extends Error {
  override readonly name = 'UnreadableResult';
}

/** What the steps of one attempt need. `prefix` sets the steps of telling apart from those of the run. */
export interface StepContext {
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly operationId: string;
  readonly owner: string;
  readonly signal: AbortSignal;
  /** Rejects if the operation may be somebody else's by now. */
  readonly confirm: () => Promise<void>;
  readonly prefix: 'run:' | 'tell:';
  /** The attempt before was cut off: what it began may come to pass for so long (ms, Unix ms). */
  readonly waitOut?: { readonly ms: number; readonly now: () => number };
}

/** The checkpointed steps of one attempt. */
export interface RunSteps {
  readonly step: TellStep;
  /** Throws if the attempt cannot go on, also where its caller swallowed that. */
  throwIfInterrupted(): void;
}

export function createRunSteps({
  ledger,
  faults,
  operationId,
  owner,
  signal,
  confirm,
  prefix,
  waitOut,
}: StepContext): RunSteps {
  let interruption: Interrupted | undefined;

  function interrupt(message: string, cause: unknown): Interrupted {
    interruption ??= new Interrupted(message, { cause });
    return interruption;
  }

  async function written<Value>(write: Promise<Value>): Promise<Value> {
    try {
      return await write;
    } catch (error) {
      throw interrupt('The ledger could not be written.', error);
    }
  }

  function throwIfInterrupted(): void {
    if (interruption !== undefined) throw interruption;
    if (signal.aborted) throw interrupt('The attempt was stopped.', signal.reason);
  }

  async function act<Result>(name: string, step: Step<Result>, before: Before): Promise<Result> {
    // Frozen between the note that it begins and the act, somebody else may have taken over.
    await written(confirm());
    throwIfInterrupted();
    try {
      return await step.act();
    } catch (error) {
      throwIfInterrupted();
      if (surelyNotDone(faults.judge(error), before)) {
        await written(ledger.undoBegin(operationId, name, owner));
      }
      throw error;
    }
  }

  /** What is found of an earlier attempt's write: looked for once more when nothing of it can come any longer. */
  async function lookFor<Result>(step: Step<Result>, begunAt: number) {
    const found = await step.reconcile?.();
    const left = waitOut === undefined ? 0 : begunAt + waitOut.ms - waitOut.now();
    if (found !== 'repeat' || left <= 0) return found;
    await delay(left, undefined, { signal });
    return step.reconcile?.();
  }

  async function repeat<Result>(name: string, step: Step<Result>, begunAt: number): Promise<Result> {
    const found = await lookFor(step, begunAt);
    if (found !== undefined && found !== 'repeat') return found.done;
    await written(ledger.repeatStep(operationId, name, owner));
    return act(name, step, found === undefined ? 'unknown' : 'looked for');
  }

  async function step<Result>(shortName: string, step: Step<Result>): Promise<Result> {
    const name = prefix + shortName;
    throwIfInterrupted();
    const known = await written(ledger.beginStep(operationId, name, owner));
    if (known.kind === 'ended') return stored(name, step, known.result);
    const result =
      known.kind === 'new' ? await act(name, step, 'nothing') : await repeat(name, step, known.at);
    await written(ledger.endStep(operationId, name, owner, result));
    return result;
  }

  return { step, throwIfInterrupted };
}

function stored<Result>(name: string, step: Step<Result>, result: unknown): Result {
  const read = step.result.safeParse(result);
  if (read.success) return read.data;
  throw new UnreadableResult(`The stored result of step ${name} does not have the expected form.`);
}

/** What earlier attempts did of the step: nothing, or nothing that reconciling could find, or who knows. */
type Before = 'nothing' | 'looked for' | 'unknown';

/** Whether, after a failed write, neither this attempt nor an earlier one can have done it. */
function surelyNotDone(verdict: FaultVerdict, before: Before): boolean {
  if (verdict.kind === 'lasting') return verdict.unclear !== true && before !== 'unknown';
  // What was only looked for may come late: the next attempt looks again.
  return verdict.undone === true && before === 'nothing';
}
