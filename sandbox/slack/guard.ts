import type { Core } from './core.ts';
import { pingsIn, pingsInBlocks, unescapedIn, unescapedInBlocks } from './kit/markup.ts';
import type { MessageContent } from './kit/message.ts';
import { doubledValues } from './kit/rules.ts';
import type { View } from './kit/view.ts';

/** Records what a message does that Slack lets pass and a well-made bot must not do. */
export function guardMessage(core: Core, content: Partial<MessageContent>, where: string): void {
  const { blocks = [], attachments = [], text = '' } = content;
  if (text === '' && blocks.length > 0) {
    core.records.breach(
      'text_missing',
      where,
      'blocks without `text`: nothing for notifications and screen readers',
    );
  }
  const attached = attachments.flatMap((one) => [
    ...pingsIn([one.text, one.pretext, one.fallback].join(' ')),
    ...pingsInBlocks(one.blocks ?? []),
  ]);
  const pings = [...pingsIn(text), ...pingsInBlocks(blocks), ...attached];
  if (pings.length > 0) core.records.breach('ping', where, pings.join(' '));
  const strays = [unescapedIn(text), ...unescapedInBlocks(blocks)].filter((place) => place !== undefined);
  guardEscapes(core, strays, where);
  guardOptions(core, doubledValues(blocks), where);
}

/** The same for a view. */
export function guardView(core: Core, view: View, where: string): void {
  const pings = pingsInBlocks(view.blocks);
  if (pings.length > 0) core.records.breach('ping', where, pings.join(' '));
  guardEscapes(core, unescapedInBlocks(view.blocks), where);
  guardOptions(core, doubledValues(view.blocks), where);
}

function guardEscapes(core: Core, places: readonly string[], where: string): void {
  if (places.length > 0) core.records.breach('unescaped', where, places.join(' | '));
}

function guardOptions(core: Core, doubled: readonly string[], where: string): void {
  if (doubled.length > 0) core.records.breach('option_twice', where, doubled.join(', '));
}
