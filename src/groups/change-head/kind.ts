import { z } from 'zod';
import type { GroupChange } from '../../docspace/model.ts';
import type { OperationKind, OperationRun } from '../../operations/kind.ts';
import { echoOf, echoSchema, type StoredEcho } from '../create/write.ts';
import { doneBefore } from '../further-writes.ts';
import { plannedCheck, plannedWrite } from '../planned-write.ts';
import { afterUnclear } from '../stand-still.ts';
import type { Named } from '../who.ts';
import { asNamed, checkHead } from './check.ts';
import { conclude } from './conclude.ts';
import {
  type Former,
  type HeadInput,
  type HeadOutcome,
  type HeadPlan,
  type HeadStop,
  headInputSchema,
  headKind,
  headOutcomeSchema,
  headPlanSchema,
  headStopSchema,
} from './shape.ts';
import { addBack, type HeadDeps, lookAfter, send } from './write.ts';

type Run = OperationRun<HeadInput>;

const plannedSchema = z.union([z.object({ refusal: headStopSchema }), z.object({ plan: headPlanSchema })]);
type Planned = z.infer<typeof plannedSchema>;

const writtenSchema = z.union([
  z.object({ refusal: headStopSchema }),
  z.object({ plan: headPlanSchema, done: echoSchema }),
]);

/**
 * Changes or clears the head: check (unless the submit's is fresh), then one PUT; to clear the head and keep the
 * person takes a second one. The head and the membership before are checkpointed first, so that undo can be exact.
 */
export function changeHeadKind(deps: HeadDeps): OperationKind<HeadInput, HeadOutcome> {
  return {
    name: headKind,
    input: headInputSchema,
    outcome: headOutcomeSchema,
    async run(run) {
      const { group, checked, former: goes } = run.input;
      const planned = await plannedCheck(run, {
        result: plannedSchema,
        checked,
        now: deps.now,
        check: () => check(deps, run),
      });
      if ('refusal' in planned) return stopped(run, planned.refusal);
      const former = nameFormer(deps, planned.plan.former);
      const written = await plannedWrite(run, {
        name: 'head',
        result: writtenSchema,
        plan: planned.plan,
        now: deps.now,
        replan: () => check(deps, run),
        stillMay: () => stillMay(deps, run, planned.plan),
        act: async (plan, begun) => {
          await afterUnclear(deps, run, group.id);
          const change = changeOf(run.input, plan);
          return send(deps, run, group.id, change).catch((refusal: unknown) =>
            doneBefore(refusal, {
              begun,
              look: async () => echoOf(await deps.groups.getWithMembers(group.id, { signal: run.signal })),
              isTouched: (now) => isTouchedBy(now, plan, change),
            }),
          );
        },
        reconcile: (plan) => lookAfter(deps, run, group.id, changeOf(run.input, plan)),
      });
      if ('refusal' in written) return stopped(run, written.refusal);
      const { plan, done: echo } = written;
      const stays = goes === 'stays' && plan.next === undefined && echo.headId === undefined;
      const back =
        stays && plan.former !== undefined ? await addBack(deps, run, group.id, plan.former) : undefined;
      return conclude({ asked: run.input, plan, echo, back, former: await former });
    },
  };
}

/** The head goes only with the membership; a head that is replaced can leave in the same request. */
function changeOf({ former: goes }: HeadInput, { former, next }: HeadPlan): GroupChange {
  const leaves = former !== undefined && (goes === 'leaves' || next === undefined);
  return {
    ...(next === undefined ? {} : { headId: next.personId }),
    ...(leaves ? { removeIds: [former.personId] } : {}),
  };
}

/** Whether any part of the change is there: the new head, or the former one out. */
function isTouchedBy(
  now: StoredEcho,
  { former }: HeadPlan,
  { headId, removeIds = [] }: GroupChange,
): boolean {
  const isIn = (id: string) => now.memberIds.includes(id);
  const isHeadNow = headId !== undefined && headId !== former?.personId && now.headId === headId;
  return isHeadNow || (removeIds.length > 0 && now.headId !== former?.personId && !removeIds.some(isIn));
}

async function check(deps: HeadDeps, run: Run): Promise<Planned> {
  const found = await checkHead(deps, run.input, run.operation.actor.slackUserId, { signal: run.signal });
  return 'stop' in found ? { refusal: found.stop } : { plan: found.plan };
}

/** The write was begun and nothing of it was found, long ago: is it still allowed, and is the group as it was? */
async function stillMay(deps: HeadDeps, run: Run, plan: HeadPlan): Promise<HeadStop | undefined> {
  const found = await checkHead(deps, run.input, run.operation.actor.slackUserId, { signal: run.signal });
  if (!('stop' in found)) return undefined;
  // It may have been done by halves: the new head is ours, and the rest is still to come.
  const isOurs = found.findings.group?.head?.id === plan.next?.personId;
  return isOurs && found.stop.kind !== 'obstacle' ? undefined : found.stop;
}

/** Asked for beside the write: nothing waits for a mention. */
async function nameFormer(deps: HeadDeps, former: Former | undefined): Promise<Named | undefined> {
  if (former === undefined) return undefined;
  const { personId: id, email } = former;
  const slackUserId = await deps.directory.slackIdOf({ id, ...(email === undefined ? {} : { email }) });
  return asNamed({ ...former, ...(slackUserId === undefined ? {} : { slackUserId }) });
}

function stopped({ input }: Run, stop: HeadStop): HeadOutcome {
  if (stop.kind !== 'nothing') return { status: 'refused', refusal: stop };
  const { id, name } = input.group;
  return {
    status: 'nothing',
    group: { id, name },
    ...(stop.head === undefined ? {} : { head: stop.head }),
  };
}
