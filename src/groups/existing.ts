import { z } from 'zod';
import type { Directory, Matches } from '../directory/directory.ts';
import type { DocSpace, Group, PersonRole } from '../docspace/model.ts';
import { isGone } from './faults.ts';
import { type ActorAnswer, actorOf } from './gate.ts';
import { may, type Right, type RightsSettings } from './rights.ts';
import { lookUpAll, type Who } from './who.ts';

export interface ChangeDeps {
  readonly directory: Directory;
  readonly groups: DocSpace['groups'];
  readonly settings: RightsSettings;
  /** Unix ms. */
  readonly now: () => number;
}

/** How long a run relies on what was checked at submit. */
export const checkGoodForMs = 30_000;

/** Why a group can't be changed by this person, as data. */
export const obstacleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('actor'), refusal: z.string() }),
  z.object({ kind: z.literal('right'), role: z.string(), headName: z.string().exactOptional() }),
  z.object({ kind: z.literal('gone') }),
  z.object({ kind: z.literal('ldap') }),
  z.object({ kind: z.literal('system') }),
]);
export type Obstacle = z.infer<typeof obstacleSchema>;

/** A group as somebody saw it in a form: what is changed meanwhile is told, not overwritten. */
export const snapshotSchema = z.object({
  id: z.string(),
  name: z.string(),
  headId: z.string().exactOptional(),
  membersCount: z.number(),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

export function snapshotOf(group: Group): Snapshot {
  const { id, name, membersCount, head } = group;
  return { id, name, membersCount, ...(head === undefined ? {} : { headId: head.id }) };
}

/** Operations on one group run one after another. */
export function lockOf(groupId: string): string {
  return `group:${groupId.toLowerCase()}`;
}

/** What DocSpace and Slack say about a wish to change a group. */
export interface ChangeFindings<G extends Group = Group> {
  readonly actor: ActorAnswer;
  readonly group?: G;
  readonly obstacle?: Obstacle;
  readonly matches: Matches;
}

/**
 * Two reads side by side: one batch of people (the actor among them, asked anew), one of the group.
 * LDAP and system groups are not protected by DocSpace 3.7: the bot refuses them.
 */
export async function checkChange<G extends Group>(
  deps: Pick<ChangeDeps, 'directory' | 'settings'>,
  wish: { readonly actorSlackId: string; readonly right: Right; readonly people: readonly Who[] },
  readGroup: () => Promise<G>,
  options: { readonly signal?: AbortSignal; readonly maxAgeMs?: number } = {},
): Promise<ChangeFindings<G>> {
  const [matches, group] = await Promise.all([
    lookUpAll(deps.directory, wish.people, {
      actorSlackId: wish.actorSlackId,
      maxAgeMs: options.maxAgeMs ?? 0,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    }),
    readGroup().catch((error: unknown) => {
      if (isGone(error)) return undefined;
      throw error;
    }),
  ]);
  const actor = actorOf(matches.bySlackId.get(wish.actorSlackId), wish.actorSlackId);
  const obstacle = obstacleFor(deps.settings, actor, wish.right, group);
  return {
    actor,
    matches,
    ...(group === undefined ? {} : { group }),
    ...(obstacle === undefined ? {} : { obstacle }),
  };
}

/** What speaks against this person changing this group; who may not change learns nothing of what is there. */
export function obstacleFor(
  settings: RightsSettings,
  actor: ActorAnswer,
  right: Right,
  group: Group | undefined,
): Obstacle | undefined {
  if ('refusal' in actor) return { kind: 'actor', refusal: actor.refusal };
  const head = group?.head;
  if (!may(actor.person, right, settings, head === undefined ? {} : { headId: head.id })) {
    return rightObstacle(actor.person.role, group);
  }
  if (group === undefined) return { kind: 'gone' };
  if (group.isSystem) return { kind: 'system' };
  return group.isLdap ? { kind: 'ldap' } : undefined;
}

function rightObstacle(role: PersonRole, group: Group | undefined): Obstacle {
  return { kind: 'right', role, ...(group?.head === undefined ? {} : { headName: group.head.name }) };
}
