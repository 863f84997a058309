import { z } from 'zod';
import type { GroupWithMembers } from '../../docspace/model.ts';
import { effectSchema } from '../effect.ts';
import { obstacleSchema, type Snapshot, snapshotSchema } from '../existing.ts';
import { namedSchema } from '../who.ts';

/** The name under which deletes stand in the ledger. */
export const deleteKind = 'delete';

/** How many members a form names before it counts the rest. */
export const membersShown = 10;

/** What a form shows of a group beside its snapshot: enough to show it again without asking. */
const detailsSchema = z.object({
  headName: z.string().exactOptional(),
  /** Names of the first members. */
  members: z.array(z.string()),
});
export type Details = z.infer<typeof detailsSchema>;

/** The group just before it is deleted: what a re-create needs, and when it was read (Unix ms). */
export const doomedSchema = z.object({
  at: z.number(),
  name: z.string(),
  head: z.object({ id: z.string(), name: z.string(), email: z.string().exactOptional() }).exactOptional(),
  membersCount: z.number(),
  memberIds: z.array(z.string()),
});
export type Doomed = z.infer<typeof doomedSchema>;

export const deleteInputSchema = z.object({
  /** The group as the person saw it and typed its name. */
  group: snapshotSchema,
  /** Missing when DocSpace did not answer in time at submit. */
  details: detailsSchema.exactOptional(),
  /** What the submit's check found; missing as above. */
  checked: doomedSchema.exactOptional(),
  /** It has two heads: DocSpace can't show it, only delete it. */
  damaged: z.literal(true).exactOptional(),
});
export type DeleteInput = z.infer<typeof deleteInputSchema>;

export const deleteRefusalSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('obstacle'), obstacle: obstacleSchema }),
  /** It is not what the person saw any more. */
  z.object({ kind: z.literal('changed'), now: snapshotSchema, details: detailsSchema }),
]);
export type DeleteRefusal = z.infer<typeof deleteRefusalSchema>;

export const deleteOutcomeSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('done'),
    /** As it was. */
    group: z.object({ id: z.string(), name: z.string() }),
    head: namedSchema.exactOptional(),
    membersCount: z.number(),
    effect: effectSchema.exactOptional(),
    /** Head and members were not known: it can't be made again. */
    damaged: z.literal(true).exactOptional(),
  }),
  z.object({ status: z.literal('refused'), refusal: deleteRefusalSchema }),
]);
export type DeleteOutcome = z.infer<typeof deleteOutcomeSchema>;

export function detailsOf(group: GroupWithMembers): Details {
  const members = group.members.slice(0, membersShown).map((member) => member.name);
  return group.head === undefined ? { members } : { members, headName: group.head.name };
}

/** Everything a re-create will need. `at` is when the reading began. */
export function doomedOf(group: GroupWithMembers, at: number): Doomed {
  const { name, membersCount, head } = group;
  const memberIds = group.members.map((member) => member.id);
  if (head === undefined) return { at, name, membersCount, memberIds };
  const email = head.email === undefined ? {} : { email: head.email };
  return { at, name, membersCount, memberIds, head: { id: head.id, name: head.name, ...email } };
}

/** Whether name, head and size are what the person saw when the name was typed. */
export function isAsSeen(seen: Snapshot, now: Snapshot): boolean {
  return seen.name === now.name && seen.headId === now.headId && seen.membersCount === now.membersCount;
}
