import type { Message, Target, Where } from '../contract.ts';
import type { Core } from '../core.ts';
import type { Placed } from '../kit/blocks.ts';
import { findElement, listElements } from './find.ts';
import type { Surface } from './payloads.ts';

/** The messages of a conversation that a person sees, oldest first. */
export function visibleMessages(core: Core, userId: string, channelId?: string): readonly Message[] {
  return core.messages
    .all()
    .filter((message) => channelId === undefined || message.channel === channelId)
    .filter((message) => core.workspace.conversation(message.channel)?.memberIds.includes(userId) === true)
    .filter((message) => message.ephemeralFor === undefined || message.ephemeralFor === userId);
}

/** A found element and where it stands. */
export interface Found {
  readonly surface: Surface;
  readonly placed: Placed;
}

/** The element a person means, looked for in the given place, else modal, messages (newest first), home. */
export function lookFor(core: Core, userId: string, target: Target, where: Where | undefined): Found {
  const places = surfaces(core, userId, where);
  for (const surface of places) {
    const placed = findElement(blocksOf(surface), target);
    if (placed !== undefined) return { surface, placed };
  }
  const name = typeof target === 'string' ? target : `${target.block_id}/${target.action_id}`;
  const there = places.slice(0, 3).map((surface) => listElements(blocksOf(surface)));
  throw new Error(`${userId} sees no "${name}". There is: ${there.join('; ') || 'nothing'}`);
}

function blocksOf(surface: Surface) {
  return surface.kind === 'view' ? surface.view.blocks : surface.message.blocks;
}

function surfaces(core: Core, userId: string, where: Where | undefined): readonly Surface[] {
  const modal = core.views.stack(userId).at(-1);
  const home = core.views.home(userId);
  const inModal: readonly Surface[] = modal === undefined ? [] : [{ kind: 'view', view: modal }];
  const onHome: readonly Surface[] = home === undefined ? [] : [{ kind: 'view', view: home }];
  if (where === 'modal') return inModal;
  if (where === 'home') return onHome;
  if (where !== undefined) {
    const message = core.messages.find(where.channel, where.ts);
    const isSeen = message !== undefined && visibleMessages(core, userId, where.channel).includes(message);
    return isSeen ? [{ kind: 'message', message }] : [];
  }
  const newest = visibleMessages(core, userId).toReversed();
  return [...inModal, ...newest.map((message): Surface => ({ kind: 'message', message })), ...onHome];
}
