import type { Directory } from '../../directory/directory.ts';
import type { DocSpace } from '../../docspace/model.ts';
import type { Effect } from '../effect.ts';
import { lockOf, rightObstacle } from '../existing.ts';
import { isGone } from '../faults.ts';
import { type ActorAnswer, whoActs } from '../gate.ts';
import { nameLockOf } from '../name.ts';
import { may, type Right, type RightsSettings } from '../rights.ts';
import type { UndoRefusal } from './shape.ts';

export interface UndoRightDeps {
  readonly directory: Directory;
  readonly groups: Pick<DocSpace['groups'], 'get'>;
  readonly settings: RightsSettings;
}

/** Whether there is an undo for it at all. */
export function isUndoable(effect: Effect): boolean {
  return effect.kind !== 'created' || effect.memberIds !== undefined;
}

/** The same lock as the group's other changes; a re-create holds the name, as creates do. */
export function undoLockOf(effect: Effect): string {
  return effect.kind === 'deleted' ? nameLockOf(effect.name) : lockOf(effect.groupId);
}

/** Taking a rename back gives a name, as a rename does: it holds that, too. */
export function undoAlsoLockOf(effect: Effect): string | undefined {
  return effect.kind === 'renamed' ? nameLockOf(effect.from) : undefined;
}

function rightFor(effect: Effect): Right {
  return effect.kind === 'members-added' || effect.kind === 'members-removed' ? 'members' : 'change';
}

/**
 * Asked anew, at the click and at the run: admins may take anything back, others only their own change, and only
 * while they still might make it. Throws when Slack or DocSpace do not answer.
 */
export async function checkUndoRight(
  deps: UndoRightDeps,
  wish: { readonly slackUserId: string; readonly own: boolean; readonly effect: Effect },
  signal?: AbortSignal,
): Promise<{ readonly actor: ActorAnswer; readonly refusal?: UndoRefusal }> {
  const { effect, own, slackUserId } = wish;
  const options = signal === undefined ? {} : { signal };
  const actor = await whoActs(deps.directory, slackUserId, { maxAgeMs: 0, ...options });
  if ('refusal' in actor) {
    return { actor, refusal: { kind: 'obstacle', obstacle: { kind: 'actor', refusal: actor.refusal } } };
  }
  const { person } = actor;
  if (may(person, 'change', deps.settings)) return { actor };
  if (!own) return { actor, refusal: { kind: 'not-own' } };
  const right = rightFor(effect);
  const head = right === 'members' ? await headOf(deps, effect.groupId, signal) : undefined;
  if (may(person, right, deps.settings, head === undefined ? {} : { headId: head.id })) return { actor };
  const obstacle = rightObstacle(deps.settings, person, right, head);
  return { actor, refusal: { kind: 'obstacle', obstacle } };
}

async function headOf(deps: UndoRightDeps, groupId: string, signal?: AbortSignal) {
  try {
    return (await deps.groups.get(groupId, signal === undefined ? {} : { signal })).head;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}
