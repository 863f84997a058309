import { z } from 'zod';

/** What an operation changed, exactly: what undo takes back, and nothing else. Ids are DocSpace's. */
export const effectSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('created'),
    groupId: z.string(),
    name: z.string(),
    /** The state as created: undo deletes only what is still so. Missing = of an older version, can't be undone. */
    headId: z.string().exactOptional(),
    memberIds: z.array(z.string()).exactOptional(),
  }),
  z.object({ kind: z.literal('renamed'), groupId: z.string(), from: z.string(), to: z.string() }),
  z.object({
    kind: z.literal('head-changed'),
    groupId: z.string(),
    /** Missing = there was none, or there is none now. */
    from: z.string().exactOptional(),
    to: z.string().exactOptional(),
    /** The new head was no member before. */
    joined: z.boolean(),
    /** The former head was taken out of the group. */
    left: z.boolean(),
  }),
  z.object({ kind: z.literal('members-added'), groupId: z.string(), ids: z.array(z.string()) }),
  z.object({
    kind: z.literal('members-removed'),
    groupId: z.string(),
    ids: z.array(z.string()),
    /** Set when the head was among them: the role went with the membership. */
    headId: z.string().exactOptional(),
  }),
  z.object({
    kind: z.literal('deleted'),
    groupId: z.string(),
    name: z.string(),
    headId: z.string().exactOptional(),
    memberIds: z.array(z.string()),
  }),
]);
export type Effect = z.infer<typeof effectSchema>;

const withEffectSchema = z.object({ effect: effectSchema });

/** The effect of a stored outcome; undefined = it changed nothing, or is of an older version. */
export function effectOf(outcome: unknown): Effect | undefined {
  const parsed = withEffectSchema.safeParse(outcome);
  return parsed.success ? parsed.data.effect : undefined;
}
