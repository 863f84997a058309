import type { KnownBlock, ModalView } from '@slack/types';
import { maxNameLength } from '../../groups/name.ts';
import type { Who } from '../../groups/who.ts';
import { context, plain, section, textField, userField, usersField } from '../blocks/fields.ts';
import { clip, limits } from '../blocks/limits.ts';
import { callbacks, fields } from '../ids.ts';
import { type PostTo, postToField } from '../post-to.ts';
import { readViewState } from '../view-state.ts';
import type { Words } from '../words/index.ts';

/** What stands in the form, as typed. */
export interface CreateFormValues {
  readonly name: string;
  readonly head?: string;
  readonly members: readonly string[];
  readonly emails: string;
  readonly reason: string;
}

export interface CreateFormExtras {
  readonly privateMetadata: string;
  /** What is wrong with the people picked so far, told before submit. */
  readonly headNote?: string;
  readonly membersNote?: string;
  /** What went wrong, on top of the form, when a run failed. */
  readonly fault?: string;
  /** Where there is no channel: the field that asks for one. See `postToOf`. */
  readonly postTo?: PostTo;
}

/** Ids of the notes under the pickers; the pick check reads back from them what is shown already. */
export const noteBlocks = { head: 'head-note', members: 'members-note' } as const;

export function buildCreateForm(words: Words, values: CreateFormValues, extras: CreateFormExtras): ModalView {
  const text = words.create.fields;
  const blocks: KnownBlock[] = [
    ...(extras.fault === undefined ? [] : [section(`:warning: ${extras.fault}`)]),
    // Slack's own limit is a little above DocSpace's, so that a name that is too long is explained, not just stopped.
    textField({
      id: fields.name,
      label: text.name,
      placeholder: text.namePlaceholder,
      value: values.name,
      maxLength: maxNameLength * 2,
    }),
    userField({
      id: fields.head,
      label: text.head,
      hint: text.headHint,
      placeholder: text.headPlaceholder,
      optional: true,
      ...(values.head === undefined ? {} : { value: values.head }),
    }),
    ...note(noteBlocks.head, extras.headNote),
    usersField({
      id: fields.members,
      label: text.members,
      placeholder: text.membersPlaceholder,
      optional: true,
      value: values.members,
    }),
    ...note(noteBlocks.members, extras.membersNote),
    textField({
      id: fields.emails,
      label: text.emails,
      hint: text.emailsHint,
      optional: true,
      multiline: true,
      value: values.emails,
    }),
    textField({
      id: fields.reason,
      label: text.reason,
      hint: text.reasonHint,
      optional: true,
      value: values.reason,
      maxLength: 500,
    }),
    ...postToField(words, extras.postTo),
  ];
  return {
    type: 'modal',
    callback_id: callbacks.create,
    title: plain(words.create.title, limits.title),
    submit: plain(words.create.submit, limits.title),
    close: plain(words.create.close, limits.title),
    private_metadata: extras.privateMetadata,
    blocks,
  };
}

/** The form's state as it was sent along with a submit or a pick. */
export function readCreateForm(values: unknown): CreateFormValues {
  const state = readViewState(values);
  const head = state.user(fields.head);
  return {
    name: state.text(fields.name),
    members: state.users(fields.members),
    emails: state.text(fields.emails),
    reason: state.text(fields.reason).trim(),
    ...(head === undefined ? {} : { head }),
  };
}

/** The form as it was filled, made again from a stored operation, so that a failed one loses nothing. */
export function valuesOf(
  input: { readonly name: string; readonly head?: Who; readonly members: readonly Who[] },
  reason: string,
): CreateFormValues {
  return {
    name: input.name,
    members: input.members.flatMap((who) => (who.by === 'slack' ? [who.id] : [])),
    emails: input.members.flatMap((who) => (who.by === 'email' ? [who.email] : [])).join('\n'),
    reason,
    ...(input.head?.by === 'slack' ? { head: input.head.id } : {}),
  };
}

/** What is wrong with people who are picked, under their field; nothing where nothing is. */
export function note(blockId: string, text: string | undefined): KnownBlock[] {
  return text === undefined || text === ''
    ? []
    : [{ ...context(`:warning: ${clip(text, 2_500)}`), block_id: blockId }];
}
