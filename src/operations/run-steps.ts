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

  async function repeat<Result>(name: string, step: Step<Result>): Promise<Result> {
    if (step.reconcile === undefined) return act(name, step, 'unknown');
    const found = await step.reconcile();
    return found === 'repeat' ? act(name, step, 'looked for') : found.done;
  }

  async function step<Result>(shortName: string, step: Step<Result>): Promise<Result> {
    const name = prefix + shortName;
    throwIfInterrupted();
    const known = await written(ledger.beginStep(operationId, name, owner));
    if (known.kind === 'ended') return stored(name, step, known.result);
    const result = known.kind === 'new' ? await act(name, step, 'nothing') : await repeat(name, step);
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
