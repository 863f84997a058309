import type { Button, InputBlock, KnownBlock } from '@slack/types';
import { clip, limits } from './limits.ts';

/** Plain text of a label, a placeholder or a button, cut to Slack's limit. */
export function plain(text: string, max: number = limits.button) {
  return { type: 'plain_text' as const, text: clip(text, max), emoji: false as const };
}

/**
 * mrkdwn, cut to Slack's limit; the caller has escaped what is foreign. Verbatim: Slack makes no links or mentions of
 * its own out of addresses, `#channels` and `@names` that stand in somebody's name or reason.
 */
function mrkdwn(text: string) {
  return { type: 'mrkdwn' as const, text: clip(text, limits.section), verbatim: true };
}

/** A paragraph of mrkdwn; the caller has escaped what is foreign. */
export function section(text: string): KnownBlock {
  return { type: 'section', text: mrkdwn(text) };
}

/** A paragraph of mrkdwn with a button at its side. */
export function sectionWith(text: string, accessory: Button, blockId: string): KnownBlock {
  return {
    type: 'section',
    block_id: blockId,
    text: mrkdwn(text),
    accessory,
  };
}

/** Small print of mrkdwn. */
export function context(...lines: readonly string[]): KnownBlock {
  return {
    type: 'context',
    elements: lines.slice(0, limits.contextElements).map(mrkdwn),
  };
}

interface Field {
  /** block_id and action_id: what errors are told at, and what keeps the typed value over an update. */
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly placeholder?: string;
  readonly optional?: boolean;
}

/** What fields of every kind have. */
function inputOf(field: Field) {
  return {
    type: 'input' as const,
    block_id: field.id,
    label: plain(field.label, limits.label),
    optional: field.optional === true,
    ...(field.hint === undefined ? {} : { hint: plain(field.hint, limits.label) }),
  };
}

function placeholderOf({ placeholder }: Field) {
  return placeholder === undefined ? {} : { placeholder: plain(placeholder, limits.placeholder) };
}

/** One line, or several, of typed text. */
export function textField(
  field: Field & { readonly value?: string; readonly multiline?: boolean; readonly maxLength?: number },
): InputBlock {
  return {
    ...inputOf(field),
    element: {
      type: 'plain_text_input',
      action_id: field.id,
      multiline: field.multiline === true,
      max_length: field.maxLength ?? limits.plainTextInput,
      ...(field.value === undefined || field.value === ''
        ? {}
        : { initial_value: clip(field.value, field.maxLength ?? limits.plainTextInput) }),
      ...placeholderOf(field),
    },
  };
}

/** One Slack user; `dispatch_action` tells the bot at once who was picked. */
export function userField(field: Field & { readonly value?: string }): InputBlock {
  return {
    ...inputOf(field),
    dispatch_action: true,
    element: {
      type: 'users_select',
      action_id: field.id,
      ...(field.value === undefined ? {} : { initial_user: field.value }),
      ...placeholderOf(field),
    },
  };
}

/** Several Slack users, checked while they are picked. */
export function usersField(field: Field & { readonly value?: readonly string[] }): InputBlock {
  return {
    ...inputOf(field),
    dispatch_action: true,
    element: {
      type: 'multi_users_select',
      action_id: field.id,
      ...(field.value === undefined || field.value.length === 0 ? {} : { initial_users: [...field.value] }),
      ...placeholderOf(field),
    },
  };
}

/** Things that can be ticked, told apart by their values. */
export function checkboxesField(
  field: Field & {
    readonly options: readonly { readonly value: string; readonly label: string }[];
    readonly ticked: readonly string[];
  },
): InputBlock {
  const options = field.options.map(({ value, label }) => ({ text: plain(label), value }));
  const ticked = options.filter(({ value }) => field.ticked.includes(value));
  return {
    ...inputOf(field),
    element: {
      type: 'checkboxes',
      action_id: field.id,
      options,
      ...(ticked.length === 0 ? {} : { initial_options: ticked }),
    },
  };
}

/** A type-ahead over the server's groups. */
export function groupField(field: Field): InputBlock {
  return {
    ...inputOf(field),
    element: {
      type: 'external_select',
      action_id: field.id,
      min_query_length: 0,
      ...placeholderOf(field),
    },
  };
}
