import type { KnownBlock } from '@slack/types';
import { plain } from './blocks/fields.ts';
import { limits } from './blocks/limits.ts';
import type { SubmitCall } from './calls.ts';
import type { FormContext } from './form-context.ts';
import { fields } from './ids.ts';
import { readViewState, type ViewState } from './view-state.ts';
import type { Words } from './words/index.ts';

/** How the field Post to is filled: with a channel, else with the one the person looks at, else not. */
export type PostTo = { readonly channelId: string } | 'current' | 'empty';

/**
 * What a form's field Post to holds; nothing where the form was asked for in a channel, which needs no such field.
 * `again` = the form comes back after a fault: what was left empty then stays empty.
 */
export function postToOf(
  context: FormContext,
  state: ViewState,
  options: { readonly again?: boolean } = {},
): { readonly postTo?: PostTo } {
  if (context.channelId !== undefined) return {};
  const channelId = state.conversation(fields.postTo) ?? context.postTo;
  if (channelId !== undefined) return { postTo: { channelId } };
  return { postTo: options.again === true ? 'empty' : 'current' };
}

/** The field itself. Direct messages are not offered: they are where the outcome goes without a channel. */
export function postToField(words: Words, postTo: PostTo | undefined): KnownBlock[] {
  if (postTo === undefined) return [];
  const text = words.postTo;
  return [
    {
      type: 'input',
      block_id: fields.postTo,
      label: plain(text.label, limits.label),
      hint: plain(text.hint, limits.label),
      optional: true,
      element: {
        type: 'conversations_select',
        action_id: fields.postTo,
        placeholder: plain(text.placeholder, limits.placeholder),
        // Shared channels are left out: people of other companies would read the outcome.
        filter: { include: ['public', 'private'], exclude_external_shared_channels: true },
        // The submit brings a `response_url` for the channel: the way in where the bot is no member.
        response_url_enabled: true,
        ...(typeof postTo === 'object' ? { initial_conversation: postTo.channelId } : {}),
        ...(postTo === 'current' ? { default_to_current_conversation: true } : {}),
      },
    },
  ];
}

/** Where an outcome goes: to the channel in which it was asked for, else to the one picked in the form, else to none. */
export function placeFor(
  call: Pick<SubmitCall, 'view' | 'answers'>,
  context: FormContext,
): { readonly channelId?: string; readonly responseUrl?: string; readonly chosen?: true } {
  const { channelId, responseUrl } = context;
  if (channelId !== undefined) return { channelId, ...(responseUrl === undefined ? {} : { responseUrl }) };
  const picked = readViewState(call.view.values).conversation(fields.postTo);
  if (picked === undefined) return {};
  const answer = call.answers?.get(picked);
  return { channelId: picked, chosen: true, ...(answer === undefined ? {} : { responseUrl: answer }) };
}
