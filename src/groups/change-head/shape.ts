import { z } from 'zod';
import { effectSchema } from '../effect.ts';
import { obstacleSchema, snapshotSchema } from '../existing.ts';
import { namedSchema, whoSchema } from '../who.ts';

/** The name under which changes of a head stand in the ledger. */
export const headKind = 'head';

/** What becomes of the present head: stays a member, or is taken out of the group. */
const formerGoesSchema = z.enum(['stays', 'leaves']);

/** The head before the change. */
const formerSchema = z.object({
  ...namedSchema.shape,
  email: z.string().exactOptional(),
  /** DocSpace hides whether a disabled person is a member, and never adds one. */
  disabled: z.boolean(),
  /** A head need not be a member (DocSpace 3.7). Of somebody disabled: unknown, false. */
  member: z.boolean(),
});
export type Former = z.infer<typeof formerSchema>;

/** The head to come; `joins` = no member before. */
const nextSchema = z.object({ ...namedSchema.shape, joins: z.boolean() });

/** What a check found, and when (Unix ms); checkpointed before the first write. */
export const headPlanSchema = z.object({
  at: z.number(),
  name: z.string(),
  former: formerSchema.exactOptional(),
  /** Missing = the group is to have no head. */
  next: nextSchema.exactOptional(),
});
export type HeadPlan = z.infer<typeof headPlanSchema>;

/** What was asked for. */
export const headInputSchema = z.object({
  /** The group as the person saw it. */
  group: snapshotSchema,
  /** Missing = the group is to have no head. */
  next: whoSchema.exactOptional(),
  former: formerGoesSchema,
  /** Missing when DocSpace did not answer in time at submit. */
  checked: headPlanSchema.exactOptional(),
});
export type HeadInput = z.infer<typeof headInputSchema>;

/** Somebody who can't be head, with the reason (see directory/refusal.ts); `left-out` = DocSpace gave none. */
const unfitSchema = z.object({
  label: z.string(),
  slackUserId: z.string().exactOptional(),
  reason: z.string(),
});
export type Unfit = z.infer<typeof unfitSchema>;

const obstacleStop = z.object({ kind: z.literal('obstacle'), obstacle: obstacleSchema });
const unfitStop = z.object({ kind: z.literal('unfit'), who: unfitSchema });
/** The group has another head than the person saw; `head` missing = none. */
const changedStop = z.object({ kind: z.literal('changed'), head: namedSchema.exactOptional() });

/** What a check can come to instead of a plan. */
export const headStopSchema = z.discriminatedUnion('kind', [
  /** All is as wished already; `head` missing = the group has none. */
  z.object({ kind: z.literal('nothing'), head: namedSchema.exactOptional() }),
  obstacleStop,
  unfitStop,
  changedStop,
]);
export type HeadStop = z.infer<typeof headStopSchema>;

/** Why nothing was changed. */
const headRefusalSchema = z.discriminatedUnion('kind', [
  obstacleStop,
  unfitStop,
  changedStop,
  /** DocSpace answered, and everything is as it was. */
  z.object({ kind: z.literal('unmoved'), former: namedSchema }),
  /** The former head was taken out, could not be added again, and is head again. `reason`: DocSpace's fault. */
  z.object({ kind: z.literal('put-back'), former: namedSchema, reason: z.string() }),
]);
export type HeadRefusal = z.infer<typeof headRefusalSchema>;

/** What was asked for and is not so. */
const missedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('not-head'), who: unfitSchema }),
  /** The former head should have left and is still a member. */
  z.object({ kind: z.literal('still-member') }),
  /**
   * The former head should have stayed a member. `reason`: why DocSpace can't take them, `left-out`, or its fault;
   * `unclear` = nobody could say whether it was done.
   */
  z.object({ kind: z.literal('not-added-back'), reason: z.string(), unclear: z.boolean() }),
  /** Somebody made yet another person head in the same moment. */
  z.object({ kind: z.literal('other-head') }),
]);
export type Missed = z.infer<typeof missedSchema>;

export const headOutcomeSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.enum(['done', 'partly']),
    group: z.object({ id: z.string(), name: z.string() }),
    /** As DocSpace counted after the last write. */
    membersCount: z.number(),
    /** The new head; missing = none. */
    head: namedSchema.exactOptional(),
    /** The new head was no member before. */
    joined: z.boolean(),
    former: namedSchema.exactOptional(),
    /** Whether the former head is a member now; missing = there was none, or DocSpace hides it (disabled). */
    formerIsMember: z.boolean().exactOptional(),
    missed: z.array(missedSchema),
    effect: effectSchema.exactOptional(),
  }),
  /** All was as wished before anything was written. */
  z.object({
    status: z.literal('nothing'),
    group: z.object({ id: z.string(), name: z.string() }),
    head: namedSchema.exactOptional(),
  }),
  z.object({ status: z.literal('refused'), refusal: headRefusalSchema }),
]);
export type HeadOutcome = z.infer<typeof headOutcomeSchema>;
export type HeadChanged = Extract<HeadOutcome, { status: 'done' | 'partly' }>;
