import type { Message } from '../contract.ts';
import type { Core } from '../core.ts';
import { guardMessage } from '../guard.ts';
import { checkMessage } from '../kit/message.ts';
import { merged } from '../message-store.ts';
import { wireMessage } from '../wire.ts';
import { postable } from './conversations.ts';
import { type Args, type Method, refuse, textArg, tiers } from './method.ts';

const scopes = ['chat:write'];

interface Body {
  readonly text: string | undefined;
  readonly blocks: readonly unknown[] | undefined;
  readonly attachments: readonly unknown[] | undefined;
}

function isBlank(content: Body): boolean {
  return !content.text && !content.blocks?.length && !content.attachments?.length;
}

/** A message everybody in the conversation sees. */
export const chatPostMessage: Method = {
  token: 'bot',
  scopes,
  perMinute: tiers.special,
  run: (core, args) => {
    const conversation = postable(core, textArg(args, 'channel'));
    if ('error' in conversation) return refuse(conversation.error);
    const checked = checkMessage(args);
    if ('error' in checked) return refuse(checked.error, checked.messages);
    if (isBlank(checked.value)) return refuse('no_text');
    guardMessage(core, checked.value, 'chat.postMessage');
    const posting = { channel: conversation.id, thread_ts: textArg(args, 'thread_ts') };
    const message = core.messages.post(posting, checked.value);
    return { ok: true, channel: message.channel, ts: message.ts, message: wireMessage(core, message) };
  },
};

/** A message one person sees until he reloads. */
export const chatPostEphemeral: Method = {
  token: 'bot',
  scopes,
  perMinute: tiers.four,
  run: (core, args) => {
    const conversation = postable(core, textArg(args, 'channel'));
    if ('error' in conversation) return refuse(conversation.error);
    const user = core.workspace.user(textArg(args, 'user') ?? '');
    if (user === undefined || !conversation.memberIds.includes(user.id)) return refuse('user_not_in_channel');
    const checked = checkMessage(args);
    if ('error' in checked) return refuse(checked.error, checked.messages);
    if (isBlank(checked.value)) return refuse('no_text');
    guardMessage(core, checked.value, 'chat.postEphemeral');
    const posting = {
      channel: conversation.id,
      ephemeralFor: user.id,
      thread_ts: textArg(args, 'thread_ts'),
    };
    const message = core.messages.post(posting, checked.value);
    return { ok: true, message_ts: message.ts };
  },
};

/** The message that can be changed; ephemeral ones cannot be, and other people's neither. */
function changeable(core: Core, args: Args, ifForeign: string): Message | { readonly error: string } {
  const found = core.messages.find(textArg(args, 'channel') ?? '', textArg(args, 'ts') ?? '');
  if (found === undefined || found.ephemeralFor !== undefined) return { error: 'message_not_found' };
  return found.user === core.workspace.botUserId ? found : { error: ifForeign };
}

/** Changes a message. What is not sent stays, so `blocks: []` is needed to drop the blocks. */
export const chatUpdate: Method = {
  token: 'bot',
  scopes,
  perMinute: tiers.three,
  run: (core, args) => {
    const channel = textArg(args, 'channel') ?? '';
    if (core.workspace.conversation(channel) === undefined) return refuse('channel_not_found');
    const message = changeable(core, args, 'cant_update_message');
    if ('error' in message) return refuse(message.error);
    const checked = checkMessage(args);
    if ('error' in checked) return refuse(checked.error, checked.messages);
    const { text, blocks, attachments } = checked.value;
    const nothingSent = text === undefined && blocks === undefined && attachments === undefined;
    if (nothingSent || isBlank(merged(message, checked.value))) return refuse('no_text');
    guardMessage(core, checked.value, 'chat.update');
    const edited = core.messages.edit(message, checked.value);
    return {
      ok: true,
      channel: edited.channel,
      ts: edited.ts,
      text: edited.text,
      message: wireMessage(core, edited),
    };
  },
};

/** Takes a message away. */
export const chatDelete: Method = {
  token: 'bot',
  scopes,
  perMinute: tiers.three,
  run: (core, args) => {
    const message = changeable(core, args, 'cant_delete_message');
    if ('error' in message) return refuse(message.error);
    core.messages.remove(message);
    return { ok: true, channel: message.channel, ts: message.ts };
  },
};
