import { z } from 'zod';
import {
  choice,
  confirm,
  conversationFilter,
  dispatchActionConfig,
  identifier,
  limited,
  linkOption,
  listOf,
  option,
  optionGroup,
  plain,
} from './composition.ts';
import { limits } from './limits.ts';
import { richText } from './rich-text.ts';

const actionId = { action_id: identifier.optional() };
const focus = { focus_on_load: z.boolean().optional() };
const ask = { confirm: confirm.optional() };
const hint = { placeholder: plain(limits.placeholder).optional() };
const many = { max_selected_items: z.int().min(1).optional() };
const select = { ...actionId, ...ask, ...focus, ...hint };
const typed = { ...actionId, ...focus, ...hint, dispatch_action_config: dispatchActionConfig.optional() };
const choices = {
  options: listOf(option, limits.options).optional(),
  option_groups: listOf(optionGroup, limits.optionGroups).optional(),
};
const query = { min_query_length: z.int().min(0).optional() };
const someone = z.string().min(1);
const textInput = limited(limits.plainTextInput);
const asUrl = { response_url_enabled: z.boolean().optional() };
const here = {
  default_to_current_conversation: z.boolean().optional(),
  filter: conversationFilter.optional(),
};

export const button = z.strictObject({
  type: z.literal('button'),
  ...actionId,
  ...ask,
  text: plain(limits.buttonText),
  value: limited(limits.buttonValue).optional(),
  url: limited(limits.buttonUrl, 1).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label: limited(limits.buttonAccessibilityLabel).optional(),
});

export const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...actionId,
  ...ask,
  options: listOf(linkOption, limits.overflowOptions),
});

export const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  ...actionId,
  ...ask,
  ...focus,
  options: listOf(choice, limits.choices),
  initial_options: listOf(choice, limits.choices).optional(),
});

export const radioButtons = z.strictObject({
  type: z.literal('radio_buttons'),
  ...actionId,
  ...ask,
  ...focus,
  options: listOf(choice, limits.choices),
  initial_option: choice.optional(),
});

/** The ten selects. */
export const selects = [
  z.strictObject({
    type: z.literal('static_select'),
    ...select,
    ...choices,
    initial_option: option.optional(),
  }),
  z.strictObject({
    type: z.literal('multi_static_select'),
    ...select,
    ...choices,
    ...many,
    initial_options: listOf(option, limits.options).optional(),
  }),
  z.strictObject({
    type: z.literal('external_select'),
    ...select,
    ...query,
    initial_option: option.optional(),
  }),
  z.strictObject({
    type: z.literal('multi_external_select'),
    ...select,
    ...query,
    ...many,
    initial_options: listOf(option, limits.options).optional(),
  }),
  z.strictObject({ type: z.literal('users_select'), ...select, initial_user: someone.optional() }),
  z.strictObject({
    type: z.literal('multi_users_select'),
    ...select,
    ...many,
    initial_users: listOf(someone, limits.options).optional(),
  }),
  z.strictObject({
    type: z.literal('conversations_select'),
    ...select,
    ...asUrl,
    ...here,
    initial_conversation: someone.optional(),
  }),
  z.strictObject({
    type: z.literal('multi_conversations_select'),
    ...select,
    ...many,
    ...here,
    initial_conversations: listOf(someone, limits.options).optional(),
  }),
  z.strictObject({
    type: z.literal('channels_select'),
    ...select,
    ...asUrl,
    initial_channel: someone.optional(),
  }),
  z.strictObject({
    type: z.literal('multi_channels_select'),
    ...select,
    ...many,
    initial_channels: listOf(someone, limits.options).optional(),
  }),
] as const;

const datePattern = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

export const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  ...select,
  initial_date: datePattern.optional(),
});

export const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  ...select,
  initial_time: z
    .string()
    .regex(/^\d{2}:\d{2}$/)
    .optional(),
  timezone: z.string().min(1).optional(),
});

export const datetimepicker = z.strictObject({
  type: z.literal('datetimepicker'),
  ...actionId,
  ...ask,
  ...focus,
  initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
});

/** Fields of text and files: only in input blocks. */
export const fields = [
  z.strictObject({
    type: z.literal('plain_text_input'),
    ...typed,
    initial_value: textInput.optional(),
    multiline: z.boolean().optional(),
    min_length: z.int().min(0).max(limits.plainTextInput).optional(),
    max_length: z.int().min(1).max(limits.plainTextInput).optional(),
  }),
  z.strictObject({ type: z.literal('email_text_input'), ...typed, initial_value: textInput.optional() }),
  z.strictObject({ type: z.literal('url_text_input'), ...typed, initial_value: textInput.optional() }),
  z.strictObject({
    type: z.literal('number_input'),
    ...typed,
    is_decimal_allowed: z.boolean(),
    initial_value: z.string().optional(),
    min_value: z.string().optional(),
    max_value: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('rich_text_input'),
    ...typed,
    initial_value: richText.optional(),
    min_lines: z.int().min(1).optional(),
    max_lines: z.int().min(1).optional(),
  }),
  z.strictObject({
    type: z.literal('file_input'),
    ...actionId,
    filetypes: z.array(z.string()).optional(),
    max_files: z.int().min(1).max(limits.filesInInput).optional(),
  }),
] as const;

/** A picture inside a section or context block. */
export const image = z
  .strictObject({
    type: z.literal('image'),
    alt_text: limited(limits.imageAlt, 1),
    image_url: limited(limits.imageUrl, 1).optional(),
    slack_file: z.union([z.strictObject({ id: z.string() }), z.strictObject({ url: z.string() })]).optional(),
  })
  .refine((one) => (one.image_url === undefined) !== (one.slack_file === undefined), {
    error: 'must define either image_url or slack_file',
  });
