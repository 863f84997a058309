import { z } from 'zod';
import { codePoints, limits } from './limits.ts';

/** A string of `min` to `max` code points, refused in Slack's words. */
export function limited(max: number, min = 0) {
  return z
    .string()
    .refine((text) => codePoints(text) >= min, { error: `must be more than ${min - 1} characters` })
    .refine((text) => codePoints(text) <= max, { error: `must be less than ${max + 1} characters` });
}

/** A list of `min` to `max` items, refused in Slack's words. */
export function listOf<T extends z.ZodType>(item: T, max: number, min = 1) {
  return z
    .array(item)
    .min(min, { error: `must provide at least ${min} items` })
    .max(max, { error: `no more than ${max} items allowed` });
}

/** `block_id`, `action_id` and their like. */
export const identifier = limited(limits.identifier, 1);

const emoji = z.boolean().optional();

/** A plain_text object. */
export const plain = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: limited(max, 1), emoji });

const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: limited(max, 1), verbatim: z.boolean().optional() });

/** A text object of either kind. */
export const text = (max: number) => z.discriminatedUnion('type', [plain(max), mrkdwn(max)]);
export type Text = z.infer<ReturnType<typeof text>>;

const optionRest = {
  value: limited(limits.optionValue, 1),
  description: plain(limits.optionDescription).optional(),
};

/** An option of a select: plain text only. */
export const option = z.strictObject({ text: plain(limits.optionText), ...optionRest });

/** An option of an overflow menu: may carry a link. */
export const linkOption = z.strictObject({
  text: plain(limits.optionText),
  ...optionRest,
  url: limited(limits.optionUrl, 1).optional(),
});

/** An option of radio buttons or checkboxes: mrkdwn is allowed. */
export const choice = z.strictObject({
  text: text(limits.optionText),
  ...optionRest,
  description: text(limits.optionDescription).optional(),
});
export type Choice = z.infer<typeof choice>;

/** A named group of options. */
export const optionGroup = z.strictObject({
  label: plain(limits.groupLabel),
  options: listOf(option, limits.options),
});

/** A confirmation dialog. */
export const confirm = z.strictObject({
  title: plain(limits.confirmTitle),
  text: text(limits.confirmText),
  confirm: plain(limits.confirmButton),
  deny: plain(limits.confirmButton),
  style: z.enum(['primary', 'danger']).optional(),
});

/** When typing sends a `block_actions`. */
export const dispatchActionConfig = z.strictObject({
  trigger_actions_on: listOf(z.enum(['on_enter_pressed', 'on_character_entered']), 2).optional(),
});

/** Which conversations a conversations select offers; an empty filter is refused. */
export const conversationFilter = z
  .strictObject({
    include: listOf(z.enum(['im', 'mpim', 'private', 'public']), 4).optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .refine((filter) => Object.values(filter).some((value) => value !== undefined), {
    error: 'must have at least one field',
  });
