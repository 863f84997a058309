import { z } from 'zod';
import { effectSchema } from '../effect.ts';
import { namedSchema, whoSchema } from '../who.ts';

/** The name under which create operations stand in the ledger. */
export const createKind = 'create';

/** What a check of people, rights and name found, and when: a run relies on it for at most 30 s. */
export const checkedSchema = z.object({
  /** Unix ms. */
  at: z.number(),
  head: namedSchema.exactOptional(),
  members: z.array(namedSchema),
});

/** What was asked for. `checked` is missing when DocSpace did not answer in time at submit. */
export const createInputSchema = z.object({
  name: z.string(),
  head: whoSchema.exactOptional(),
  members: z.array(whoSchema),
  checked: checkedSchema.exactOptional(),
});
export type CreateInput = z.infer<typeof createInputSchema>;

/**
 * Somebody who was asked for and is not in the group; `left-out` = DocSpace skipped him without a word, else why he
 * can't join, or why it was cut short (see further-writes.ts).
 */
export const skippedSchema = z.object({
  label: z.string(),
  slackUserId: z.string().exactOptional(),
  reason: z.string(),
});
export type Skipped = z.infer<typeof skippedSchema>;

/** Why nothing was created. */
export const createRefusalSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('actor'), refusal: z.string() }),
  z.object({ kind: z.literal('right'), role: z.string() }),
  z.object({ kind: z.literal('name-taken'), groupId: z.string(), name: z.string() }),
  z.object({ kind: z.literal('head'), who: skippedSchema }),
]);
export type CreateRefusal = z.infer<typeof createRefusalSchema>;

export const createOutcomeSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.enum(['done', 'partly']),
    group: z.object({ id: z.string(), name: z.string() }),
    head: namedSchema.exactOptional(),
    /** As DocSpace counted after the last write. */
    membersCount: z.number(),
    skipped: z.array(skippedSchema),
    effect: effectSchema.exactOptional(),
  }),
  z.object({ status: z.literal('refused'), refusal: createRefusalSchema }),
]);
export type CreateOutcome = z.infer<typeof createOutcomeSchema>;

/** What a run is about to write, or why it won't. */
export const planSchema = z.union([
  z.object({ refusal: createRefusalSchema }),
  z.object({ checked: checkedSchema, skipped: z.array(skippedSchema) }),
]);
export type Plan = z.infer<typeof planSchema>;
