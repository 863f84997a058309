import type { Effect } from '../groups/effect.ts';
import { namedIn } from '../groups/undo/people.ts';
import { checkUndoRight, undoLockOf } from '../groups/undo/rights.ts';
import { type UndoInput, type UndoRefusal, undoKind, undoOutcomeSchema } from '../groups/undo/shape.ts';
import type { Actor, Operation, OperationRequest } from '../operations/kind.ts';
import { bold, mention, moment } from './blocks/text.ts';
import type { ActionCall } from './calls.ts';
import type { SlackDeps } from './deps.ts';
import { tellObstacle } from './group-form/obstacle.ts';
import { mostTries, undoKey } from './outcomes/undo-keys.ts';
import { undoableEffect, undoUntil } from './outcomes/undo-offer.ts';

/**
 * Undo or Re-create under an announcement. The button carries the operation's id, all else comes from the ledger, so
 * it works after a restart and for old messages. Rights are asked anew; whoever can't be served is told privately.
 */
export async function pressUndo(deps: SlackDeps, call: ActionCall): Promise<void> {
  const { undo } = deps.words;
  const operation = await deps.operations.get(call.value);
  const effect = operation === undefined ? undefined : undoableEffect(operation);
  if (operation === undefined || effect === undefined) return call.reply({ text: undo.unknown });
  if (deps.undoMinutes === 0) return call.reply({ text: undo.switchedOff });
  const until = undoUntil(operation, deps.undoMinutes);
  if (deps.now() > until) return call.reply({ text: undo.over(moment(until, 'date')) });

  const own = call.slackUserId === operation.actor.slackUserId;
  const checkedAt = deps.now();
  const rightDeps = { directory: deps.directory, groups: deps.docspace.groups, settings: deps.settings };
  const { actor, refusal } = await checkUndoRight(rightDeps, { slackUserId: call.slackUserId, own, effect });
  if (refusal !== undefined) return call.reply({ text: await refusalText(deps, operation, refusal) });

  const person = 'person' in actor ? { personId: actor.person.id, personName: actor.person.name } : {};
  const request = requestFor(deps, call, { operation, effect, own, checkedAt }, person);
  const earlier = await acceptOnce(deps, operation.id, request);
  if (earlier !== undefined) await call.reply({ text: earlierText(deps, call, earlier) });
}

interface Wish {
  readonly operation: Operation;
  readonly effect: Effect;
  readonly own: boolean;
  readonly checkedAt: number;
}

function requestFor(
  deps: SlackDeps,
  call: ActionCall,
  { operation, effect, own, checkedAt }: Wish,
  person: Omit<Actor, 'slackUserId'>,
): Omit<OperationRequest, 'dedupeKey'> {
  const input: UndoInput = {
    operationId: operation.id,
    effect,
    own,
    people: [...namedIn(operation.outcome)],
    checkedAt,
  };
  return {
    kind: undoKind,
    lock: undoLockOf(effect),
    groupId: effect.groupId,
    groupName: nameNow(effect) ?? operation.groupName ?? '',
    actor: { slackUserId: call.slackUserId, ...person },
    destination: destinationOf(deps, call, operation),
    input,
  };
}

/** Where the change was told, there its end is told. A direct message is no channel: the undoer gets one anyway. */
function destinationOf(deps: SlackDeps, call: ActionCall, operation: Operation) {
  const here = call.channelId?.startsWith('D') === true ? undefined : call.channelId;
  const channelId = operation.destination.channelId ?? here;
  if (channelId === undefined) return {};
  const answer =
    call.responseUrl !== undefined && call.channelId === channelId
      ? { answer: deps.seal.close(call.responseUrl) }
      : {};
  return { channelId, ...answer };
}

function nameNow(effect: Effect): string | undefined {
  if (effect.kind === 'renamed') return effect.to;
  return 'name' in effect ? effect.name : undefined;
}

/**
 * One undo for an operation, whoever clicks and how often: gives the earlier one, if it stands in the way. One that
 * was refused or failed without doing anything does not.
 */
async function acceptOnce(
  deps: SlackDeps,
  operationId: string,
  request: Omit<OperationRequest, 'dedupeKey'>,
): Promise<Operation | undefined> {
  let earlier: Operation | undefined;
  for (let number = 1; number <= mostTries; number += 1) {
    const dedupeKey = undoKey(operationId, number);
    const { operation, fresh } = await deps.operations.accept({ ...request, dedupeKey });
    if (fresh) {
      deps.operations.wake(operation.id);
      return undefined;
    }
    earlier = operation;
    if (standingOf(operation) !== 'nothing done') return earlier;
  }
  return earlier;
}

function standingOf(undo: Operation): 'running' | 'done' | 'unclear' | 'nothing done' {
  if (undo.state === 'accepted' || undo.state === 'running') return 'running';
  if (undo.needsAttention === true) return 'unclear';
  const outcome = undoOutcomeSchema.safeParse(undo.outcome);
  return outcome.success && outcome.data.status !== 'refused' ? 'done' : 'nothing done';
}

function earlierText(deps: SlackDeps, call: ActionCall, earlier: Operation): string {
  const { undo } = deps.words;
  const isOwn = earlier.actor.slackUserId === call.slackUserId;
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

async function refusalText(deps: SlackDeps, operation: Operation, refusal: UndoRefusal): Promise<string> {
  const { undo } = deps.words;
  if (refusal.kind !== 'obstacle') return undo.notOwn(mention(operation.actor.slackUserId));
  return tellObstacle(deps, refusal.obstacle, undo.right, bold(operation.groupName ?? ''));
}
