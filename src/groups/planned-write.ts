import type { z } from 'zod';
import type { OperationRun } from '../operations/kind.ts';
import { checkGoodForMs } from './existing.ts';

/** What is to be written, and when (Unix ms) that was found out. */
interface Dated {
  readonly at: number;
}

/** What became of a planned write: refused before it began, or done as the plan said. */
export type Written<Plan, Refusal, Done> =
  | { readonly refusal: Refusal }
  | { readonly plan: Plan; readonly done: Done };

/** Whether a run may rely on what was checked at this time: at most 30 s ago, and nothing with its lock ended since. */
export function isFresh(
  at: number | undefined,
  run: Pick<OperationRun<unknown>, 'lockSettledAt'>,
  now: number,
): at is number {
  return at !== undefined && now - at <= checkGoodForMs && (run.lockSettledAt ?? 0) < at;
}

/** The step "check": the submit's own where it is fresh, else the questions are asked again. Checkpointed. */
export function plannedCheck<Plan extends Dated, Refusal>(
  run: Pick<OperationRun<unknown>, 'step' | 'lockSettledAt'>,
  first: {
    readonly result: z.ZodType<{ readonly refusal: Refusal } | { readonly plan: Plan }>;
    readonly checked: Plan | undefined;
    /** Unix ms. */
    readonly now: () => number;
    check(): Promise<{ readonly refusal: Refusal } | { readonly plan: Plan }>;
  },
): Promise<{ readonly refusal: Refusal } | { readonly plan: Plan }> {
  const { result, checked, now } = first;
  return run.step('check', {
    result,
    act: async () =>
      checked !== undefined && isFresh(checked.at, run, now()) ? { plan: checked } : first.check(),
  });
}

/**
 * The first write of an operation whose plan was checked and checkpointed before. An operation that had to wait
 * makes its plan anew; once the write was begun the plan stands (what looks changed may be its own work), and
 * only the rights are asked again.
 */
export function plannedWrite<Plan extends Dated, Refusal, Done>(
  run: Pick<OperationRun<unknown>, 'step' | 'lockSettledAt'>,
  write: {
    readonly name: string;
    readonly result: z.ZodType<Written<Plan, Refusal, Done>>;
    readonly plan: Plan;
    /** Unix ms. */
    readonly now: () => number;
    replan(): Promise<{ readonly refusal: Refusal } | { readonly plan: Plan }>;
    stillMay(): Promise<Refusal | undefined>;
    /** `begun` = an earlier attempt came as far as this write, and nothing of it was found. */
    act(plan: Plan, begun: boolean): Promise<Done>;
    reconcile(plan: Plan): Promise<{ readonly done: Done } | 'repeat'>;
  },
): Promise<Written<Plan, Refusal, Done>> {
  let begun = false;

  async function planNow(): Promise<{ readonly refusal: Refusal } | { readonly plan: Plan }> {
    if (isFresh(write.plan.at, run, write.now())) return { plan: write.plan };
    if (!begun) return write.replan();
    const refusal = await write.stillMay();
    return refusal === undefined ? { plan: write.plan } : { refusal };
  }

  return run.step(write.name, {
    result: write.result,
    act: async () => {
      const planned = await planNow();
      if ('refusal' in planned) return planned;
      return { plan: planned.plan, done: await write.act(planned.plan, begun) };
    },
    reconcile: async () => {
      begun = true;
      const found = await write.reconcile(write.plan);
      return found === 'repeat' ? 'repeat' : { done: { plan: write.plan, done: found.done } };
    },
  });
}
