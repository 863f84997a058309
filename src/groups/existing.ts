import { z } from 'zod';
import type { Directory, Matches } from '../directory/directory.ts';
import type { DocSpace, Group, Person, PersonRef } from '../docspace/model.ts';
import { isDamaged, isGone } from './faults.ts';
import { type ActorAnswer, actorOf } from './gate.ts';
import { headMay, may, type Right, type RightsSettings } from './rights.ts';
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
  z.object({
    kind: z.literal('right'),
    role: z.string(),
    /** The head of the group might do it, too. */
    headMay: z.literal(true).exactOptional(),
    headName: z.string().exactOptional(),
  }),
  z.object({ kind: z.literal('gone') }),
  z.object({ kind: z.literal('ldap') }),
  z.object({ kind: z.literal('system') }),
  /** DocSpace can't show it: it, or another group of its people, has two heads. */
  z.object({ kind: z.literal('damaged') }),
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
    tryRead(readGroup),
  ]);
  const actor = actorOf(matches.bySlackId.get(wish.actorSlackId), wish.actorSlackId);
  const obstacle = obstacleFor(deps.settings, actor, wish.right, group);
  return {
    actor,
    matches,
    ...(typeof group === 'string' ? {} : { group }),
    ...(obstacle === undefined ? {} : { obstacle }),
  };
}

/** The group, or why it can't be seen. Throws for other faults. */
export async function tryRead<G extends Group>(readGroup: () => Promise<G>): Promise<G | 'gone' | 'damaged'> {
  try {
    return await readGroup();
  } catch (error) {
    if (isGone(error)) return 'gone';
    if (isDamaged(error)) return 'damaged';
    throw error;
  }
}

/** What speaks against this person changing this group; who may not change learns nothing of what is there. */
export function obstacleFor(
  settings: RightsSettings,
  actor: ActorAnswer,
  right: Right,
  read: Group | 'gone' | 'damaged' = 'gone',
): Obstacle | undefined {
  if ('refusal' in actor) return { kind: 'actor', refusal: actor.refusal };
  const group = typeof read === 'string' ? undefined : read;
  const head = group?.head;
  if (!may(actor.person, right, settings, head === undefined ? {} : { headId: head.id })) {
    return rightObstacle(settings, actor.person, right, head);
  }
  if (typeof read === 'string') return { kind: read };
  if (read.isSystem) return { kind: 'system' };
  return read.isLdap ? { kind: 'ldap' } : undefined;
}

/** The right does not reach. The head is named where he may what is asked for, and to those who may look at the group. */
export function rightObstacle(
  settings: RightsSettings,
  person: Person,
  right: Right,
  head?: Pick<PersonRef, 'id' | 'name'>,
): Obstacle {
  const { role } = person;
  if (!headMay(right, settings)) return { kind: 'right', role };
  const isShown = head !== undefined && may(person, 'read', settings, { headId: head.id });
  return { kind: 'right', role, headMay: true, ...(isShown ? { headName: head.name } : {}) };
}
