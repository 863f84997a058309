import type { Message, ShownConfirm } from '../contract.ts';
import type { Core } from '../core.ts';
import type { Deliveries } from '../delivery/deliveries.ts';
import type { Element } from '../kit/blocks.ts';
import type { Choice } from '../kit/composition.ts';
import { readText } from '../kit/plain-text.ts';
import { namesOf } from '../wire.ts';
import type { Surface } from './payloads.ts';

/** What a person acts with. */
export interface Desk {
  readonly core: Core;
  readonly deliveries: Deliveries;
  readonly userId: string;
  readonly command: string;
  readonly shouldEscape: boolean;
  /** Options this person was shown in type-aheads, by surface, block and action. */
  readonly shown: Map<string, readonly Choice[]>;
}

/** A full URL for answers, good for 30 minutes. */
export function issueResponseUrl(
  desk: Desk,
  channelId: string,
  original?: Pick<Message, 'channel' | 'ts'>,
): string {
  const { core, userId } = desk;
  return core.site.url + core.responseUrls.issue({ userId, channelId, original });
}

/** A trigger from where the person is. */
export function issueTrigger(desk: Desk, surface: Surface | undefined, channelId?: string): string {
  const { core, userId } = desk;
  if (surface?.kind === 'view') {
    const isModal = surface.view.given.type === 'modal';
    return core.triggers.issue({
      userId,
      channelId: surface.view.here,
      viewId: isModal ? surface.view.id : undefined,
    });
  }
  return core.triggers.issue({ userId, channelId: surface?.message.channel ?? channelId, viewId: undefined });
}

/** The confirmation dialog of an element, as read. */
export function confirmOf(desk: Desk, element: Element): ShownConfirm | undefined {
  if (!('confirm' in element) || element.confirm === undefined) return undefined;
  const { title, text, confirm, deny, style } = element.confirm;
  const names = namesOf(desk.core);
  return { title: title.text, text: readText(text, names), confirm: confirm.text, deny: deny.text, style };
}
