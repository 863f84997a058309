import { z } from 'zod';
import { effectSchema } from '../effect.ts';
import { obstacleSchema, snapshotSchema } from '../existing.ts';

/** The name under which renames stand in the ledger. */
export const renameKind = 'rename';

export const renameInputSchema = z.object({
  /** The group as the person saw it. */
  group: snapshotSchema,
  name: z.string(),
  /** When people, rights and names were checked (Unix ms); missing = DocSpace did not answer in time at submit. */
  checkedAt: z.number().exactOptional(),
});
export type RenameInput = z.infer<typeof renameInputSchema>;

/** Why nothing was renamed. */
export const renameRefusalSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('obstacle'), obstacle: obstacleSchema }),
  z.object({ kind: z.literal('name-taken'), name: z.string() }),
  /** Somebody else gave it another name in between. */
  z.object({ kind: z.literal('changed'), name: z.string() }),
]);
export type RenameRefusal = z.infer<typeof renameRefusalSchema>;

export const renameOutcomeSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('done'),
    group: z.object({ id: z.string(), name: z.string() }),
    before: z.object({ name: z.string() }),
    membersCount: z.number(),
    effect: effectSchema.exactOptional(),
  }),
  z.object({ status: z.literal('nothing'), group: z.object({ id: z.string(), name: z.string() }) }),
  z.object({
    status: z.literal('refused'),
    refusal: renameRefusalSchema,
  }),
]);
export type RenameOutcome = z.infer<typeof renameOutcomeSchema>;
