import type { Effect } from '../groups/effect.ts';
import type { ActorAnswer } from '../groups/gate.ts';
import { namedIn } from '../groups/undo/people.ts';
import { checkUndoRight, undoAlsoLockOf, undoLockOf } from '../groups/undo/rights.ts';
import { type UndoInput, type UndoRefusal, undoKind, undoOutcomeSchema } from '../groups/undo/shape.ts';
import type { Destination, Operation, OperationRequest } from '../operations/kind.ts';
import { bold, mention, moment } from './blocks/text.ts';
import type { SlackDeps } from './deps.ts';
import { tellObstacle } from './group-form/obstacle.ts';
import { mostTries, undoKey } from './outcomes/undo-keys.ts';
import { undoableEffect, undoUntil } from './outcomes/undo-offer.ts';
import type { Pause } from './pause.ts';

/** A change that somebody wants to take back, while there is time for it. */
export interface UndoWish {
  readonly slackUserId: string;
  readonly operation: Operation;
  readonly effect: Effect;
  /** The group's name as the change left it. */
  readonly name: string;
  /** Asked by the person who had asked for the change. */
  readonly own: boolean;
}

/** What a button or form asks to take back, all but the id read from the ledger; or why that can't be. */
export async function readUndoWish(
  deps: SlackDeps,
  operationId: string,
  slackUserId: string,
): Promise<UndoWish | { readonly why: string }> {
  const { undo } = deps.words;
  const operation = await deps.operations.get(operationId);
  const effect = operation === undefined ? undefined : undoableEffect(operation);
  if (operation === undefined || effect === undefined) return { why: undo.unknown };
  if (deps.undoMinutes === 0) return { why: undo.switchedOff };
  const until = undoUntil(operation, deps.undoMinutes);
  if (deps.now() > until) return { why: undo.over(moment(until, 'date')) };
  const own = slackUserId === operation.actor.slackUserId;
  return { slackUserId, operation, effect, own, name: nameNow(effect) ?? operation.groupName ?? '' };
}

function nameNow(effect: Effect): string | undefined {
  if (effect.kind === 'renamed') return effect.to;
  return 'name' in effect ? effect.name : undefined;
}

/** Who asks, and the refusal in words if he may not; asked anew. Throws when Slack or DocSpace do not answer. */
export async function askUndoRight(
  deps: SlackDeps,
  wish: UndoWish,
  signal?: AbortSignal,
): Promise<{ readonly actor: ActorAnswer; readonly why?: string }> {
  const rightDeps = { directory: deps.directory, groups: deps.docspace.groups, settings: deps.settings };
  const { actor, refusal } = await checkUndoRight(rightDeps, wish, signal);
  return refusal === undefined ? { actor } : { actor, why: await refusalText(deps, wish, refusal) };
}

async function refusalText(deps: SlackDeps, wish: UndoWish, refusal: UndoRefusal): Promise<string> {
  const { undo } = deps.words;
  if (refusal.kind !== 'obstacle') return undo.notOwn(mention(wish.operation.actor.slackUserId));
  return tellObstacle(deps, refusal.obstacle, undo.right, bold(wish.operation.groupName ?? ''));
}

/** What became of it: accepted, or an earlier undo of the same change stands in the way, or it is too much at once. */
type UndoAnswer = { readonly accepted: Operation } | { readonly earlier: Operation } | Pause;

/**
 * One undo for an operation, whoever asks and how often: an earlier one stands in the way, unless it was refused or
 * failed without doing anything. `checkedAt` (Unix ms) missing = nobody could say in time whether he may: the run asks.
 */
export async function acceptUndo(
  deps: SlackDeps,
  wish: UndoWish,
  by: {
    readonly actor: ActorAnswer | undefined;
    readonly checkedAt?: number;
    readonly destination: Destination;
    /** When (Unix ms) the answer is needed. */
    readonly until: number;
  },
): Promise<UndoAnswer> {
  const request = requestFor(wish, by);
  let earlier: Operation | undefined;
  for (let number = 1; number <= mostTries; number += 1) {
    const dedupeKey = undoKey(wish.operation.id, number);
    const answer = await deps.operations.accept({ ...request, dedupeKey }, by.until);
    if ('goesOnAt' in answer) return answer;
    if (answer.fresh) return { accepted: answer.operation };
    earlier = answer.operation;
    if (standingOf(earlier) !== 'nothing done') break;
  }
  if (earlier === undefined) throw new Error('no undo was tried');
  return { earlier };
}

function requestFor(
  { operation, effect, name, own, slackUserId }: UndoWish,
  { actor, checkedAt, destination }: Parameters<typeof acceptUndo>[2],
): Omit<OperationRequest, 'dedupeKey'> {
  const input: UndoInput = {
    operationId: operation.id,
    effect,
    own,
    people: [...namedIn(operation.outcome)],
    ...(checkedAt === undefined ? {} : { checkedAt }),
  };
  const alsoLock = undoAlsoLockOf(effect);
  const person =
    actor !== undefined && 'person' in actor
      ? { personId: actor.person.id, personName: actor.person.name }
      : {};
  return {
    kind: undoKind,
    lock: undoLockOf(effect),
    ...(alsoLock === undefined ? {} : { alsoLock }),
    groupId: effect.groupId,
    groupName: name,
    actor: { slackUserId, ...person },
    destination,
    input,
  };
}

/** Where the change was told, there its end is told. A direct message is no channel: the undoer gets one anyway. */
export function undoDestination(
  deps: SlackDeps,
  asked: { readonly channelId?: string; readonly responseUrl?: string },
  { operation }: UndoWish,
): Destination {
  const here = asked.channelId?.startsWith('D') === true ? undefined : asked.channelId;
  const channelId = operation.destination.channelId ?? here;
  if (channelId === undefined) return {};
  const answer =
    asked.responseUrl !== undefined && asked.channelId === channelId
      ? { answer: deps.seal.close(asked.responseUrl) }
      : {};
  return { channelId, ...answer };
}

/** The undo of this change that runs, is done or unclear, if there is one. */
export async function standingUndo(deps: SlackDeps, operationId: string): Promise<Operation | undefined> {
  const keys = Array.from({ length: mostTries }, (_, index) => undoKey(operationId, index + 1));
  return (await deps.past.byDedupeKeys(keys)).find((one) => standingOf(one) !== 'nothing done');
}

function standingOf(undo: Operation): 'running' | 'done' | 'unclear' | 'nothing done' {
  if (undo.state === 'accepted' || undo.state === 'running') return 'running';
  if (undo.needsAttention === true) return 'unclear';
  const outcome = undoOutcomeSchema.safeParse(undo.outcome);
  return outcome.success && outcome.data.status !== 'refused' ? 'done' : 'nothing done';
}

/** Tells somebody who comes second about the undo before; mrkdwn. */
export function earlierText({ words }: SlackDeps, slackUserId: string, earlier: Operation): string {
  const { undo } = words;
  const isOwn = earlier.actor.slackUserId === slackUserId;
  const actor = mention(earlier.actor.slackUserId);
  const when = moment(earlier.settledAt ?? earlier.acceptedAt, 'date');
  switch (standingOf(earlier)) {
    case 'running':
      return isOwn ? undo.runningYou : undo.running(actor);
    case 'done':
      return isOwn ? undo.alreadyYou(when) : undo.already(actor, when);
    case 'unclear':
    case 'nothing done':
      return undo.unclear(actor);
  }
}
