import { z } from 'zod';
import { effectSchema } from '../effect.ts';
import { obstacleSchema, snapshotSchema } from '../existing.ts';
import { namedSchema, whoSchema } from '../who.ts';

/** The names under which these changes stand in the ledger. */
export const addKind = 'add';
export const removeKind = 'remove';

/** Which way people go. */
export type Direction = 'add' | 'remove';

/** The most people in one operation: with more, Slack's forms can't hold what was typed. */
export const mostPeople = 500;

/** Somebody who was asked for and can't join, with the reason (see directory/refusal.ts). */
const skippedSchema = z.object({
  label: z.string(),
  slackUserId: z.string().exactOptional(),
  reason: z.string(),
});
export type Skipped = z.infer<typeof skippedSchema>;

/** Somebody with the e-mail by which Slack may know him. */
const reachableSchema = namedSchema.extend({ email: z.string().exactOptional() });
export type Reachable = z.infer<typeof reachableSchema>;

/** What a check found out, and what is to be written: only real differences. */
const membersPlanSchema = z.object({
  /** When it was asked (Unix ms). */
  at: z.number(),
  name: z.string(),
  membersCount: z.number(),
  head: reachableSchema.exactOptional(),
  /** Who is to be added or removed. */
  people: z.array(reachableSchema),
  /** Who is in, or out, already. */
  already: z.array(namedSchema),
  skipped: z.array(skippedSchema),
});
export type MembersPlan = z.infer<typeof membersPlanSchema>;

export const addInputSchema = z.object({
  group: snapshotSchema,
  people: z.array(whoSchema),
  /** Missing when DocSpace did not answer in time at submit. */
  checked: membersPlanSchema.exactOptional(),
});
export type AddInput = z.infer<typeof addInputSchema>;

export const removeInputSchema = z.object({
  group: snapshotSchema,
  /** As the type-ahead offered them. */
  people: z.array(namedSchema),
  /** The head whose leaving was agreed to; missing = no head may go. */
  leavingHeadId: z.string().exactOptional(),
  checked: membersPlanSchema.exactOptional(),
});
export type RemoveInput = z.infer<typeof removeInputSchema>;

/** Why nothing was changed. */
export const membersRefusalSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('obstacle'), obstacle: obstacleSchema }),
  /** One of those to be removed is the head now, and nobody agreed to that. */
  z.object({ kind: z.literal('head'), group: snapshotSchema, headName: z.string() }),
]);
export type MembersRefusal = z.infer<typeof membersRefusalSchema>;

/** Why the rest was not reached: a refusal, or DocSpace's fault (its reason). */
const stoppedSchema = z.object({
  people: z.array(namedSchema),
  refusal: membersRefusalSchema.exactOptional(),
  fault: z.string().exactOptional(),
  /** The last request for some of them may have been done all the same. */
  unclear: z.literal(true).exactOptional(),
});
export type Stopped = z.infer<typeof stoppedSchema>;

const groupSchema = z.object({ id: z.string(), name: z.string() });

export const membersOutcomeSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.enum(['done', 'partly']),
    group: groupSchema,
    /** As DocSpace counted after the last write. */
    membersCount: z.number(),
    /** Missing = none, or another one than before. */
    head: namedSchema.exactOptional(),
    otherHead: z.literal(true).exactOptional(),
    /** The head who was among the removed. */
    formerHead: namedSchema.exactOptional(),
    changed: z.array(namedSchema),
    already: z.array(namedSchema),
    /** Who can't join; `left-out` = DocSpace skipped him without a word. */
    skipped: z.array(skippedSchema),
    stopped: stoppedSchema.exactOptional(),
    effect: effectSchema.exactOptional(),
  }),
  /** All were in, or out, already, or could not be changed. */
  z.object({
    status: z.literal('nothing'),
    group: groupSchema,
    already: z.array(namedSchema),
    skipped: z.array(skippedSchema),
  }),
  z.object({ status: z.literal('refused'), refusal: membersRefusalSchema }),
]);
export type MembersOutcome = z.infer<typeof membersOutcomeSchema>;

/** What a run is about to write, or why it won't. */
export const membersPlannedSchema = z.union([
  z.object({ refusal: membersRefusalSchema }),
  z.object({ plan: membersPlanSchema }),
]);
