import { z } from 'zod';
import { postResponse } from '../api/response-url.ts';
import { acceptView } from '../api/views.ts';
import type { ShownOption, Submitted } from '../contract.ts';
import type { Core } from '../core.ts';
import { guardMessage } from '../guard.ts';
import { type Choice, listOf, option, optionGroup } from '../kit/composition.ts';
import { limits } from '../kit/limits.ts';
import { checkMessage } from '../kit/message.ts';
import { inSlackWords } from '../kit/verdict.ts';
import type { OpenView } from '../view-store.ts';
import type { Accepted } from './deliveries.ts';

/** Clicks, shortcuts, events and closed views are acknowledged with nothing. */
export function acceptNothing(body: unknown): Accepted<undefined> {
  return body === undefined ? { result: undefined } : { wrong: 'the acknowledgement must be empty' };
}

const commandAck = z.looseObject({ response_type: z.enum(['ephemeral', 'in_channel']).optional() });
const commandKeys = new Set([
  'text',
  'blocks',
  'attachments',
  'response_type',
  'mrkdwn',
  'unfurl_links',
  'unfurl_media',
  'thread_ts',
]);

/** A command is acknowledged with nothing, a text, or a message; ephemeral unless it says `in_channel`. */
export function acceptCommand(
  core: Core,
  target: { readonly userId: string; readonly channelId: string },
  body: unknown,
  effective: boolean,
): Accepted<undefined> {
  if (body === undefined) return { result: undefined };
  const parsed = commandAck.safeParse(typeof body === 'string' ? { text: body } : body);
  if (!parsed.success) return { wrong: inSlackWords(parsed.error, '').join('; ') };
  const unknown = Object.keys(parsed.data).filter((name) => !commandKeys.has(name));
  if (unknown.length > 0) return { wrong: `unknown fields: ${unknown.join(', ')}` };
  const checked = checkMessage(parsed.data);
  if ('error' in checked) return { wrong: `${checked.error} ${checked.messages.join('; ')}` };
  const { text, blocks, attachments } = checked.value;
  if (!text && !blocks?.length && !attachments?.length) return { wrong: 'a message without text and blocks' };
  guardMessage(core, checked.value, 'command');
  if (effective) postResponse(core, target, checked.value, parsed.data);
  return { result: undefined };
}

const submissionAck = z.discriminatedUnion('response_action', [
  z.strictObject({
    response_action: z.literal('errors'),
    errors: z.record(z.string(), z.string().min(1)).refine((errors) => Object.keys(errors).length > 0),
  }),
  z.strictObject({ response_action: z.literal('update'), view: z.unknown() }),
  z.strictObject({ response_action: z.literal('push'), view: z.unknown() }),
  z.strictObject({ response_action: z.literal('clear') }),
]);

/** What a submission's answer does to the modal. */
export type SubmissionResult = Pick<Submitted, 'kind' | 'errors'>;

/** A submission is acknowledged with nothing (close), errors at input blocks, update, push or clear. */
export function acceptSubmission(
  core: Core,
  view: OpenView,
  body: unknown,
  effective: boolean,
): Accepted<SubmissionResult> {
  if (body === undefined) {
    if (effective) core.views.close(view);
    return { result: { kind: 'closed' } };
  }
  const parsed = submissionAck.safeParse(body);
  if (!parsed.success) return { wrong: inSlackWords(parsed.error, '').join('; ') };
  const answer = parsed.data;
  switch (answer.response_action) {
    case 'clear':
      if (effective) core.views.clear(view.userId);
      return { result: { kind: 'cleared' } };
    case 'errors':
      return acceptErrors(core, view, answer.errors, effective);
    case 'update':
    case 'push':
      return acceptNextView(core, view, answer, effective);
  }
}

function acceptErrors(
  core: Core,
  view: OpenView,
  errors: Readonly<Record<string, string>>,
  effective: boolean,
): Accepted<SubmissionResult> {
  const inputs = new Set(
    view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id),
  );
  const strangers = Object.keys(errors).filter((blockId) => !inputs.has(blockId));
  if (strangers.length > 0)
    return { wrong: `errors at blocks that are no inputs of this view: ${strangers.join(', ')}` };
  if (effective) core.views.showErrors(view, errors);
  return { result: { kind: 'errors', errors } };
}

function acceptNextView(
  core: Core,
  view: OpenView,
  answer: { readonly response_action: 'update' | 'push'; readonly view: unknown },
  effective: boolean,
): Accepted<SubmissionResult> {
  const replaced = answer.response_action === 'update' ? view : undefined;
  const checked = acceptView(core, answer.view, 'modal', 'view_submission', replaced);
  if ('error' in checked) return { wrong: `${checked.error} ${checked.messages.join('; ')}` };
  if (answer.response_action === 'update') {
    if (effective && core.views.find(view.id) !== undefined) core.views.replace(view, checked.value);
    return { result: { kind: 'updated' } };
  }
  if (effective && core.views.push(view.userId, checked.value, view.here) === undefined) {
    return { wrong: 'push_limit_reached' };
  }
  return { result: { kind: 'pushed' } };
}

const optionsAck = z.union([
  z.strictObject({ options: listOf(option, limits.options, 0) }),
  z.strictObject({ option_groups: listOf(optionGroup, limits.optionGroups, 0) }),
]);

/** Options for a type-ahead, as shown and as they are kept when picked. */
export interface Suggested {
  readonly shown: readonly ShownOption[];
  readonly choices: readonly Choice[];
}

/** A type-ahead is acknowledged with `options` or `option_groups`, at most 100. */
export function acceptOptions(core: Core, body: unknown): Accepted<Suggested> {
  const parsed = optionsAck.safeParse(body);
  if (!parsed.success) return { wrong: inSlackWords(parsed.error, '').join('; ') };
  const groups =
    'options' in parsed.data
      ? [{ label: undefined, options: parsed.data.options }]
      : parsed.data.option_groups.map((group) => ({ label: group.label.text, options: group.options }));
  const shown = groups.flatMap((group) =>
    group.options.map((one) => ({
      text: one.text.text,
      value: one.value,
      description: one.description?.text,
      group: group.label,
    })),
  );
  const twice = shown.map((one) => one.value).filter((value, index, all) => all.indexOf(value) !== index);
  if (twice.length > 0) core.records.breach('option_twice', 'block_suggestion', twice.join(', '));
  return { result: { shown, choices: groups.flatMap((group) => group.options) } };
}
