import type { Delivery, Target, Where } from '../contract.ts';
import { acceptNothing } from '../delivery/acks.ts';
import type { Choice } from '../kit/composition.ts';
import { type ElementState, stateOf } from '../kit/form-state.ts';
import { confirmOf, type Desk, issueResponseUrl, issueTrigger } from './desk.ts';
import { actionOf, blockActions, type Surface } from './payloads.ts';
import { findOption, listedOptions, pick } from './pick.ts';
import { type Found, lookFor } from './sight.ts';
import { optionsFor } from './suggesting.ts';

type Value = string | readonly string[] | null;

function listed(value: Value): readonly string[] {
  if (value === null) return [];
  return typeof value === 'string' ? [value] : value;
}

/** Puts a value into a field; the delivery when the field tells the bot of it. */
export async function fill(
  desk: Desk,
  field: Target,
  value: Value,
  where?: Where,
): Promise<Delivery | undefined> {
  return enter(desk, lookFor(desk.core, desk.userId, field, where), listed(value));
}

/** Presses a button, or picks in a menu. */
export async function press(
  desk: Desk,
  target: Target,
  where?: Where,
  choice?: string | readonly string[],
): Promise<Delivery> {
  const found = lookFor(desk.core, desk.userId, target, where);
  const { element } = found.placed;
  if (element.type === 'button') return tell(desk, found, undefined, undefined);
  if (choice === undefined) throw new Error(`a ${element.type} needs a choice`);
  if (element.type === 'overflow') {
    const option = findOption(listedOptions(element), listed(choice)[0] ?? '');
    return tell(desk, found, undefined, option);
  }
  const delivery = await enter(desk, found, listed(choice));
  if (delivery === undefined) throw new Error(`the bot is not told of changes in this ${element.type}`);
  return delivery;
}

async function enter(desk: Desk, found: Found, values: readonly string[]): Promise<Delivery | undefined> {
  const { block, element } = found.placed;
  const offered = await optionsFor(desk, found, values);
  const state = stateOf(element, pick(desk.core, element, values, offered));
  if (state === undefined) throw new Error(`a ${element.type} is pressed, not filled`);
  store(desk, found, state);
  if (block.type === 'input' && block.dispatch_action !== true) return undefined;
  return tell(desk, refreshed(desk, found), state, undefined);
}

function store(desk: Desk, { surface, placed }: Found, state: ElementState): void {
  const { block_id: blockId = '' } = placed.block;
  const { action_id: actionId = '' } = placed.element;
  if (surface.kind === 'view') desk.core.views.fill(surface.view, blockId, actionId, state);
  else desk.core.messages.fill(surface.message, blockId, actionId, state);
}

/** The same place with what has just been filled in. */
function refreshed({ core }: Desk, { surface, placed }: Found): Found {
  if (surface.kind === 'view') {
    return { placed, surface: { kind: 'view', view: core.views.find(surface.view.id) ?? surface.view } };
  }
  const { message } = surface;
  return {
    placed,
    surface: { kind: 'message', message: core.messages.find(message.channel, message.ts) ?? message },
  };
}

async function tell(
  desk: Desk,
  found: Found,
  state: ElementState | undefined,
  option: Choice | undefined,
): Promise<Delivery> {
  const { core, userId } = desk;
  const { surface, placed } = found;
  const triggerId = issueTrigger(desk, surface);
  const responseUrl = urlFor(desk, surface);
  const action = actionOf(placed, state, option);
  const { delivery } = await desk.deliveries.send({
    kind: 'block_actions',
    userId,
    payload: blockActions(core, userId, surface, action, triggerId, responseUrl),
    triggerId,
    responseUrl,
    confirmed: confirmOf(desk, placed.element),
    accept: acceptNothing,
  });
  return delivery;
}

function urlFor(desk: Desk, surface: Surface): string | undefined {
  if (surface.kind === 'view') return undefined;
  return issueResponseUrl(desk, surface.message.channel, surface.message);
}
