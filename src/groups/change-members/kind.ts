import type { GroupWithMembers } from '../../docspace/model.ts';
import type { OperationKind, OperationRun } from '../../operations/kind.ts';
import { type ChangeDeps, checkChange, checkGoodForMs } from '../existing.ts';
import { isGone } from '../faults.ts';
import { isFresh } from '../planned-write.ts';
import { isAfterUnclear, standStill } from '../stand-still.ts';
import { asRefusal, checkAdd, checkRemove, headRefusal, type MembersFindings } from './check.ts';
import { conclude } from './conclude.ts';
import {
  type AddInput,
  addInputSchema,
  addKind,
  type Direction,
  type MembersOutcome,
  type MembersPlan,
  type MembersRefusal,
  membersOutcomeSchema,
  membersPlannedSchema,
  type RemoveInput,
  removeInputSchema,
  removeKind,
} from './shape.ts';
import { writeMembers } from './write.ts';

export interface MembersDeps extends ChangeDeps {
  /** Between two reads of a group that may still be changing, in ms; tests make it short. */
  readonly waits: { readonly stillMs: number };
}

/** Adds people to a group: check (unless the submit's is fresh), then one PUT for each 100 of them. */
export function addMembersKind(deps: MembersDeps): OperationKind<AddInput, MembersOutcome> {
  return {
    name: addKind,
    input: addInputSchema,
    outcome: membersOutcomeSchema,
    run: (run) =>
      change(deps, run, {
        direction: 'add',
        check: () => checkAdd(deps, wishOf(run), { signal: run.signal }),
        headRefusal: () => undefined,
      }),
  };
}

/** Removes people from a group, in the same way. The head goes only if that was agreed to. */
export function removeMembersKind(deps: MembersDeps): OperationKind<RemoveInput, MembersOutcome> {
  return {
    name: removeKind,
    input: removeInputSchema,
    outcome: membersOutcomeSchema,
    run: (run) =>
      change(deps, run, {
        direction: 'remove',
        check: () => checkRemove(deps, wishOf(run), { signal: run.signal }),
        headRefusal: (group) => headRefusal(group, run.input),
      }),
  };
}

type Input = AddInput | RemoveInput;

interface Change {
  readonly direction: Direction;
  check(): Promise<MembersFindings>;
  headRefusal(group: Parameters<typeof headRefusal>[0]): MembersRefusal | undefined;
}

async function change<I extends Input>(
  deps: MembersDeps,
  run: OperationRun<I>,
  { direction, check, headRefusal: refuseHead }: Change,
): Promise<MembersOutcome> {
  const { group, checked } = run.input;
  try {
    // Checkpointed before the first write: a repeat still knows who was in before.
    const planned = await run.step('check', {
      result: membersPlannedSchema,
      act: async () => {
        const isUnsettled = isAfterUnclear(run, deps.now());
        if (!isUnsettled && checked !== undefined && isFresh(checked.at, run, deps.now())) {
          return { plan: checked };
        }
        if (isUnsettled) {
          await standStill(deps.groups, group.id, { stillMs: deps.waits.stillMs, signal: run.signal });
        }
        const { refusal, plan } = await check();
        return plan === undefined ? { refusal: refusal ?? asRefusal({ kind: 'gone' }) } : { plan };
      },
    });
    if ('refusal' in planned) return { status: 'refused', refusal: planned.refusal };
    const { plan } = planned;
    let lookedAt = plan.at;
    const written = await writeMembers({
      groups: deps.groups,
      now: deps.now,
      stillMs: deps.waits.stillMs,
      run,
      groupId: group.id,
      direction,
      ids: plan.people.map((one) => one.personId),
      before: beforeOf(plan),
      lookAgain: async () => {
        if (deps.now() - lookedAt <= checkGoodForMs) return undefined;
        lookedAt = deps.now();
        return asItIsNow(deps, run, refuseHead);
      },
    });
    const { last, stopped } = written;
    if (last === undefined && stopped?.refusal !== undefined) {
      return { status: 'refused', refusal: stopped.refusal };
    }
    return await conclude(deps.directory, { groupId: group.id, direction, plan }, written);
  } catch (error) {
    if (!isGone(error)) throw error;
    return { status: 'refused', refusal: asRefusal({ kind: 'gone' }) };
  }
}

function wishOf<I extends Input>(run: OperationRun<I>) {
  return { actorSlackId: run.operation.actor.slackUserId, input: run.input };
}

function beforeOf({ name, membersCount, head }: MembersPlan) {
  return { name, membersCount, ...(head === undefined ? {} : { headId: head.personId }) };
}

/** The operation had to wait since the check: rights may be lost, others may have joined or left, or be head. */
async function asItIsNow(
  deps: MembersDeps,
  run: OperationRun<Input>,
  refuseHead: Change['headRefusal'],
): Promise<{ readonly refusal: MembersRefusal } | { readonly group: GroupWithMembers }> {
  const { signal } = run;
  const { obstacle, group } = await checkChange(
    deps,
    { actorSlackId: run.operation.actor.slackUserId, right: 'members', people: [] },
    () => deps.groups.getWithMembers(run.input.group.id, { signal }),
    { signal },
  );
  const refusal = obstacle === undefined ? refuseHead(group) : asRefusal(obstacle);
  if (refusal !== undefined) return { refusal };
  return group === undefined ? { refusal: asRefusal({ kind: 'gone' }) } : { group };
}
