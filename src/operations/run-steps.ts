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
  /** For writes that nobody heard the end of: they may come to pass for so long (ms) after their attempt (Unix ms). */
  readonly unheard?: {
    readonly quietSince: number;
    readonly mayStillComeMs: number;
    readonly now: () => number;
  };
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
  unheard,
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
      const verdict = faults.judge(error);
      if (surelyNotDone(verdict, before)) {
        await written(ledger.undoBegin(operationId, name, owner));
      } else if (unheard !== undefined && !isUnanswered(verdict)) {
        await written(ledger.settleStep(operationId, name, owner, unheard.now()));
      }
      throw error;
    }
  }

  /** What is found of an earlier attempt's write: looked for once more when nothing of it can come any longer. */
  async function lookFor<Result>(name: string, step: Step<Result>, settlesAt: number | undefined) {
    if (step.reconcile === undefined) return undefined;
    const left = unheard === undefined ? () => 0 : await untilSettled(name, unheard, settlesAt);
    const found = await step.reconcile();
    if (found !== 'repeat' || left() <= 0) return found;
    await delay(left(), undefined, { signal });
    return step.reconcile();
  }

  /** How long (ms) something of it may still come. Noted once, so that kills don't begin the wait anew. */
  async function untilSettled(
    name: string,
    { quietSince, mayStillComeMs, now }: NonNullable<StepContext['unheard']>,
    known: number | undefined,
  ): Promise<() => number> {
    const settlesAt = known ?? quietSince + mayStillComeMs;
    if (known === undefined) await written(ledger.settleStep(operationId, name, owner, settlesAt));
    // A clock may have been set back.
    return () => Math.min(settlesAt - now(), mayStillComeMs);
  }

  async function repeat<Result>(
    name: string,
    step: Step<Result>,
    settlesAt: number | undefined,
  ): Promise<Result> {
    const found = await lookFor(name, step, settlesAt);
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
      known.kind === 'new' ? await act(name, step, 'nothing') : await repeat(name, step, known.settlesAt);
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

/** Whether the fault says nothing of the request itself, which may be at work still. */
function isUnanswered(verdict: FaultVerdict): boolean {
  return verdict.kind === 'passing' && verdict.unanswered === true;
}

/** Whether, after a failed write, neither this attempt nor an earlier one can have done it. */
function surelyNotDone(verdict: FaultVerdict, before: Before): boolean {
  if (verdict.kind === 'lasting') return verdict.unclear !== true && before !== 'unknown';
  // What was only looked for may come late: the next attempt looks again.
  return verdict.undone === true && before === 'nothing';
}
