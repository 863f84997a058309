import { z } from 'zod';
import type { OperationKind, OperationRun } from '../../operations/kind.ts';
import type { Waits } from '../create/write.ts';
import type { Judged } from '../damaged.ts';
import { type ChangeDeps, checkChange, snapshotOf } from '../existing.ts';
import { whoActs } from '../gate.ts';
import { plannedCheck, plannedWrite } from '../planned-write.ts';
import { may } from '../rights.ts';
import { readToDelete } from './read.ts';
import {
  type DeleteInput,
  type DeleteOutcome,
  type DeleteRefusal,
  type Doomed,
  deleteInputSchema,
  deleteKind,
  deleteOutcomeSchema,
  deleteRefusalSchema,
  detailsOf,
  doomedOf,
  doomedSchema,
  isAsSeen,
} from './shape.ts';
import { deletedSchema, deleteGroup, lookAfterDelete } from './write.ts';

/** What a delete works with. */
interface DeleteDeps extends ChangeDeps {
  readonly people: Judged['people'];
  readonly waits: Waits;
}

const plannedSchema = z.union([z.object({ refusal: deleteRefusalSchema }), z.object({ plan: doomedSchema })]);
type Planned = z.infer<typeof plannedSchema>;

const writtenSchema = z.union([
  z.object({ refusal: deleteRefusalSchema }),
  z.object({ plan: doomedSchema, done: deletedSchema }),
]);

/**
 * Deletes a group, with the shares that it gave, for good: check (unless the submit's is fresh), one DELETE.
 * Head and members are checkpointed before it, so that a repeat still knows what there was.
 */
export function deleteGroupKind(deps: DeleteDeps): OperationKind<DeleteInput, DeleteOutcome> {
  return {
    name: deleteKind,
    input: deleteInputSchema,
    outcome: deleteOutcomeSchema,
    async run(run) {
      const { group, checked } = run.input;
      const planned = await plannedCheck(run, {
        result: plannedSchema,
        checked,
        now: deps.now,
        check: () => check(deps, run),
      });
      if ('refusal' in planned) return { status: 'refused', refusal: planned.refusal };
      const written = await plannedWrite(run, {
        name: 'delete',
        result: writtenSchema,
        plan: planned.plan,
        now: deps.now,
        replan: () => check(deps, run),
        stillMay: () => stillMay(deps, run),
        act: (_, begun) => deleteGroup(deps.groups, group.id, { begun, signal: run.signal }),
        reconcile: () =>
          lookAfterDelete(deps.groups, group.id, { signal: run.signal, stillMs: deps.waits.stillMs }),
      });
      if ('refusal' in written) return { status: 'refused', refusal: written.refusal };
      if (written.done === 'gone') return { status: 'refused', refusal: gone };
      if (run.input.damaged === true) {
        return { status: 'done', group: { id: group.id, name: group.name }, membersCount: 0, damaged: true };
      }
      return conclude(deps, group.id, written.plan);
    },
  };
}

const gone: DeleteRefusal = { kind: 'obstacle', obstacle: { kind: 'gone' } };

async function check(deps: DeleteDeps, run: OperationRun<DeleteInput>): Promise<Planned> {
  const { group: seen } = run.input;
  const at = deps.now();
  const { obstacle, group } = await checkChange(
    deps,
    { actorSlackId: run.operation.actor.slackUserId, right: 'change', people: [] },
    () => readToDelete(deps, seen, { signal: run.signal }),
    { signal: run.signal },
  );
  if (obstacle !== undefined) return { refusal: { kind: 'obstacle', obstacle } };
  if (group === undefined) return { refusal: gone };
  const now = snapshotOf(group);
  // What was whole when it was confirmed is not deleted as a damaged one, nor the other way round.
  const isSame = isAsSeen(seen, now) && group.damaged === run.input.damaged;
  if (!isSame) return { refusal: { kind: 'changed', now, details: detailsOf(group) } };
  return { plan: doomedOf(group, at) };
}

/** The delete was begun long ago and the group is still there: only the rights are asked again. */
async function stillMay(
  deps: ChangeDeps,
  run: OperationRun<DeleteInput>,
): Promise<DeleteRefusal | undefined> {
  const { slackUserId } = run.operation.actor;
  const actor = await whoActs(deps.directory, slackUserId, { maxAgeMs: 0, signal: run.signal });
  if ('refusal' in actor) {
    return { kind: 'obstacle', obstacle: { kind: 'actor', refusal: actor.refusal } };
  }
  const { role } = actor.person;
  return may(actor.person, 'change', deps.settings)
    ? undefined
    : { kind: 'obstacle', obstacle: { kind: 'right', role } };
}

async function conclude(deps: ChangeDeps, groupId: string, was: Doomed): Promise<DeleteOutcome> {
  const { name, head, membersCount, memberIds } = was;
  const slackUserId = head === undefined ? undefined : await deps.directory.slackIdOf(head);
  return {
    status: 'done',
    group: { id: groupId, name },
    membersCount,
    ...(head === undefined
      ? {}
      : {
          head: {
            personId: head.id,
            name: head.name,
            ...(slackUserId === undefined ? {} : { slackUserId }),
          },
        }),
    effect: {
      kind: 'deleted',
      groupId,
      name,
      memberIds,
      ...(head === undefined ? {} : { headId: head.id }),
    },
  };
}
