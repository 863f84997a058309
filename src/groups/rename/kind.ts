import { z } from 'zod';
import type { DocSpace } from '../../docspace/model.ts';
import type { OperationKind, OperationRun } from '../../operations/kind.ts';
import type { Waits } from '../create/write.ts';
import { type ChangeDeps, checkChange } from '../existing.ts';
import { plannedCheck, plannedWrite } from '../planned-write.ts';
import { lookFor } from '../stand-still.ts';
import { readForRename } from './names.ts';
import {
  type RenameInput,
  type RenameOutcome,
  type RenameRefusal,
  renameInputSchema,
  renameKind,
  renameOutcomeSchema,
  renameRefusalSchema,
} from './shape.ts';

/** What a rename works with. */
interface RenameDeps extends ChangeDeps {
  readonly waits: Waits;
}

/** When (Unix ms) it was found that nothing speaks against it. */
const planSchema = z.object({ at: z.number() });
const plannedSchema = z.union([z.object({ refusal: renameRefusalSchema }), z.object({ plan: planSchema })]);
type Planned = z.infer<typeof plannedSchema>;

const renamedSchema = z.object({ name: z.string(), membersCount: z.number() });
type Renamed = z.infer<typeof renamedSchema>;

const writtenSchema = z.union([
  z.object({ refusal: renameRefusalSchema }),
  z.object({ plan: planSchema, done: renamedSchema }),
]);

/** Renames a group: check (unless the submit's is fresh), one PUT that may be repeated safely. */
export function renameGroupKind(deps: RenameDeps): OperationKind<RenameInput, RenameOutcome> {
  return {
    name: renameKind,
    input: renameInputSchema,
    outcome: renameOutcomeSchema,
    async run(run) {
      const { group, name, checkedAt } = run.input;
      const planned = await plannedCheck(run, {
        result: plannedSchema,
        checked: checkedAt === undefined ? undefined : { at: checkedAt },
        now: deps.now,
        check: () => check(deps, run),
      });
      if ('refusal' in planned) return { status: 'refused', refusal: planned.refusal };
      const written = await plannedWrite(run, {
        name: 'rename',
        result: writtenSchema,
        plan: planned.plan,
        now: deps.now,
        replan: () => check(deps, run),
        stillMay: async () => {
          const again = await check(deps, run);
          return 'refusal' in again ? again.refusal : undefined;
        },
        act: async (): Promise<Renamed> => {
          const echo = await deps.groups.update(group.id, { name }, { signal: run.signal });
          return { name: echo.name, membersCount: echo.membersCount };
        },
        reconcile: () => lookAfter(deps.groups, run, deps.waits),
      });
      if ('refusal' in written) return { status: 'refused', refusal: written.refusal };
      const { done: renamed } = written;
      return {
        status: 'done',
        group: { id: group.id, name: renamed.name },
        before: { name: group.name },
        membersCount: renamed.membersCount,
        effect: { kind: 'renamed', groupId: group.id, from: group.name, to: renamed.name },
      };
    },
  };
}

/** After a PUT whose end is unknown: DocSpace works on after its client is gone. */
function lookAfter(
  groups: Pick<DocSpace['groups'], 'get'>,
  { input, signal }: OperationRun<RenameInput>,
  { stillMs }: Waits,
): Promise<{ readonly done: Renamed } | 'repeat'> {
  return lookFor({ stillMs, signal }, async () => {
    const { name, membersCount } = await groups.get(input.group.id, { signal });
    return name === input.name ? { done: { name, membersCount } } : 'repeat';
  });
}

async function check(deps: ChangeDeps, run: OperationRun<RenameInput>): Promise<Planned> {
  const { group, name } = run.input;
  const at = deps.now();
  const names = readForRename(deps.groups, group, name, { signal: run.signal });
  const findings = await checkChange(
    deps,
    { actorSlackId: run.operation.actor.slackUserId, right: 'change', people: [] },
    async () => (await names).group,
    { signal: run.signal },
  );
  if (findings.obstacle !== undefined) {
    return { refusal: { kind: 'obstacle', obstacle: findings.obstacle } };
  }
  const { taken, group: now } = await names;
  if (taken !== undefined) return { refusal: { kind: 'name-taken', name: taken.name } };
  // It may have the new name already: that is what was asked for.
  const refusal: RenameRefusal | undefined =
    now.name !== group.name && now.name !== name ? { kind: 'changed', name: now.name } : undefined;
  return refusal === undefined ? { plan: { at } } : { refusal };
}
