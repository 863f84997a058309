import { z } from 'zod';
import type { OperationKind, OperationRun } from '../../operations/kind.ts';
import { type ChangeDeps, checkChange, checkGoodForMs } from '../existing.ts';
import { readForRename } from './names.ts';
import {
  type RenameInput,
  type RenameOutcome,
  renameInputSchema,
  renameKind,
  renameOutcomeSchema,
} from './shape.ts';

const renamedSchema = z.object({ name: z.string(), membersCount: z.number() });

/** Renames a group: check (unless the submit's is fresh), one PUT that may be repeated safely. */
export function renameGroupKind(deps: ChangeDeps): OperationKind<RenameInput, RenameOutcome> {
  return {
    name: renameKind,
    input: renameInputSchema,
    outcome: renameOutcomeSchema,
    async run(run) {
      const { group, name } = run.input;
      const refusal = await refusalFor(deps, run);
      if (refusal !== undefined) return refusal;
      const renamed = await run.step('rename', {
        result: renamedSchema,
        act: async () => {
          const echo = await deps.groups.update(group.id, { name });
          return { name: echo.name, membersCount: echo.membersCount };
        },
        reconcile: async () => {
          const now = await deps.groups.get(group.id);
          return now.name === name ? { done: { name, membersCount: now.membersCount } } : 'repeat';
        },
      });
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

/** undefined = nothing speaks against it. A repeat after a begun PUT finds the new name there: that is ours. */
async function refusalFor(
  deps: ChangeDeps,
  run: OperationRun<RenameInput>,
): Promise<RenameOutcome | undefined> {
  const { group, name, checkedAt } = run.input;
  const lastChange = run.lockSettledAt ?? 0;
  const fresh = checkedAt !== undefined && deps.now() - checkedAt <= checkGoodForMs && lastChange < checkedAt;
  if (fresh) return undefined;
  const names = readForRename(deps.groups, group, name, { signal: run.signal });
  const findings = await checkChange(
    deps,
    { actorSlackId: run.operation.actor.slackUserId, right: 'change', people: [] },
    async () => (await names).group,
    { signal: run.signal },
  );
  if (findings.obstacle !== undefined) {
    return { status: 'refused', refusal: { kind: 'obstacle', obstacle: findings.obstacle } };
  }
  const { taken, group: now } = await names;
  if (taken !== undefined) return { status: 'refused', refusal: { kind: 'name-taken', name: taken.name } };
  if (now.name !== group.name && now.name !== name) {
    return { status: 'refused', refusal: { kind: 'changed', name: now.name } };
  }
  return undefined;
}
