import { z } from 'zod';
import { echoSchema } from '../create/write.ts';
import { deletedSchema } from '../delete/write.ts';
import { type Effect, effectSchema } from '../effect.ts';
import { obstacleSchema } from '../existing.ts';
import { namedSchema } from '../who.ts';

/** The name under which undos stand in the ledger. */
export const undoKind = 'undo';

export const undoInputSchema = z.object({
  /** The operation that is taken back. */
  operationId: z.string(),
  effect: effectSchema,
  /** Asked by the person who had asked for that operation. */
  own: z.boolean(),
  /** Everybody whom that operation's outcome named: names for the answer without asking again. */
  people: z.array(namedSchema),
  /** When the rights were asked at the click (Unix ms). */
  checkedAt: z.number().exactOptional(),
});
export type UndoInput = z.infer<typeof undoInputSchema>;

/**
 * Somebody who is not as before. `reason`: why DocSpace can't take them (see directory/refusal.ts), `left-out` = it
 * did not say, `out-again` / `in-again` = somebody did it meanwhile, `head-now` = must stay, `still-in` = DocSpace did
 * not take them out. '' as label = unknown.
 */
const notRestoredSchema = z.object({
  label: z.string(),
  slackUserId: z.string().exactOptional(),
  reason: z.string(),
});
export type NotRestored = z.infer<typeof notRestoredSchema>;

/** Why nothing was taken back. */
const undoRefusalSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('obstacle'), obstacle: obstacleSchema }),
  /** It was not the undoer's own change, and he is no admin. */
  z.object({ kind: z.literal('not-own') }),
  /** Somebody gave the group another name since. */
  z.object({ kind: z.literal('renamed-since'), name: z.string() }),
  /** The name that is to come back belongs to another group now. */
  z.object({ kind: z.literal('name-taken'), name: z.string() }),
  /** `head` missing = it has none now. */
  z.object({ kind: z.literal('head-since'), head: namedSchema.exactOptional() }),
  /** A created group has other members now; the lists name the first, the counts all. */
  z.object({
    kind: z.literal('members-since'),
    joined: z.array(namedSchema),
    joinedCount: z.number(),
    left: z.array(namedSchema),
    leftCount: z.number(),
  }),
  /** The former head can't be head any more. */
  z.object({ kind: z.literal('no-head'), who: notRestoredSchema }),
  /** Others have taken it back by hand. */
  z.object({ kind: z.literal('as-before') }),
]);
export type UndoRefusal = z.infer<typeof undoRefusalSchema>;

/** What is to be written; found out from the effect and the group's present state. */
const todoSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('delete') }),
  z.object({ kind: z.literal('rename'), name: z.string() }),
  z.object({
    kind: z.literal('head'),
    set: z.string().exactOptional(),
    /** Taken out of the group; with it the role goes. */
    leave: z.string().exactOptional(),
    /** Added again as a member after that. */
    back: z.string().exactOptional(),
  }),
  z.object({ kind: z.literal('remove'), ids: z.array(z.string()) }),
  z.object({ kind: z.literal('add'), ids: z.array(z.string()), headId: z.string().exactOptional() }),
  z.object({
    kind: z.literal('create'),
    name: z.string(),
    memberIds: z.array(z.string()),
    headId: z.string().exactOptional(),
  }),
]);
export type Todo = z.infer<typeof todoSchema>;

const undoPlanSchema = z.object({
  /** When the group was read (Unix ms). */
  at: z.number(),
  todo: todoSchema,
  /** The group's name as it was read; of a re-create, the name to come. */
  name: z.string(),
  /** Who was left out of the plan from the start. */
  left: z.array(z.object({ id: z.string(), reason: z.string() })),
  /** Somebody else is head now, so that the former one comes back as a member only. */
  otherHead: namedSchema.exactOptional(),
});
export type UndoPlan = z.infer<typeof undoPlanSchema>;

export const undoPlannedSchema = z.union([
  z.object({ refusal: undoRefusalSchema }),
  z.object({ plan: undoPlanSchema }),
]);
export type UndoPlanned = z.infer<typeof undoPlannedSchema>;

export const undoWrittenSchema = z.union([
  z.object({ refusal: undoRefusalSchema }),
  z.object({ plan: undoPlanSchema, done: z.union([echoSchema, deletedSchema]) }),
]);

const effectKinds = [
  'created',
  'renamed',
  'head-changed',
  'members-added',
  'members-removed',
  'deleted',
] as const satisfies readonly Effect['kind'][];

export const undoOutcomeSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.enum(['done', 'partly']),
    /** Which kind of change was taken back. */
    of: z.enum(effectKinds),
    /** As it is now; of a created group, as it was. */
    group: z.object({ id: z.string(), name: z.string() }),
    /** Of a rename: the name that it had in between. */
    formerName: z.string().exactOptional(),
    membersCount: z.number().exactOptional(),
    /** Who has the role of head back. */
    head: namedSchema.exactOptional(),
    /** Who is head instead, and stays it. */
    otherHead: namedSchema.exactOptional(),
    /** Who was taken out, or put back; the first, and how many in all. */
    people: z.array(namedSchema),
    peopleCount: z.number(),
    /** Who is not as before; the first, and how many in all. */
    notRestored: z.array(notRestoredSchema),
    notRestoredCount: z.number(),
    /** Of a create that was taken back: the group is deleted. There is no undo of an undo. */
    effect: effectSchema.exactOptional(),
  }),
  z.object({ status: z.literal('refused'), refusal: undoRefusalSchema }),
]);
export type UndoOutcome = z.infer<typeof undoOutcomeSchema>;
