import type { KnownBlock, ModalView } from '@slack/types';
import type { Group } from '../../docspace/model.ts';
import type { Right } from '../../groups/rights.ts';
import { context, plain, section, textField } from '../blocks/fields.ts';
import { groupOptions } from '../blocks/group-options.ts';
import { limits } from '../blocks/limits.ts';
import type { Typed } from '../form-context.ts';
import { fields } from '../ids.ts';
import { type PostTo, postToField } from '../post-to.ts';
import type { ViewState } from '../view-state.ts';
import type { Words } from '../words/index.ts';

/** For the people who are typed or picked while a form is filled; whoever fills it is asked anew at each click. */
export const formAgeMs = 60_000;

/** What was typed becomes what stands in the form: the verb says where the words behind the group belong. */
export type Prefill = (typed: Typed) => ViewState;

/** A form of a verb that changes a group which exists. Each such verb has one of these. */
export interface GroupForm<G extends Group = Group> {
  readonly callbackId: string;
  readonly right: Right;
  readonly title: string;
  readonly submit: string;
  /** What somebody may not do, for refusals: "rename groups". */
  readonly what: string;
  /** Reads as much of the group as the form shows. */
  readGroup(id: string): Promise<G>;
  /** What takes more than the group; asked only once it is known that the person has the right. */
  readMore?(group: G): Promise<G>;
  /** What was typed is kept until a group is picked, as no field holds it before. */
  readonly keepsTyped?: true;
  /** The fields below the group's; `group` is missing while it is still to be picked. */
  fields(state: ViewState, group: G | undefined): readonly KnownBlock[];
}

export interface GroupFormExtras {
  readonly privateMetadata: string;
  /** Something to know about the picked group, under its field. */
  readonly note?: string;
  /** What went wrong, on top. */
  readonly fault?: string;
  /** The group as it was seen before, when it is not read anew. */
  readonly picked?: Pick<Group, 'id' | 'name' | 'membersCount'>;
  /** Where there is no channel: the field that asks for one. See `postToOf`. */
  readonly postTo?: PostTo;
}

/** The whole modal: fault, group, the verb's own fields, reason. */
export function buildGroupForm<G extends Group>(
  words: Words,
  form: GroupForm<G>,
  state: ViewState,
  group: G | undefined,
  extras: GroupFormExtras,
): ModalView {
  const picked = group ?? extras.picked;
  const [initial] = picked === undefined ? [] : groupOptions(words, [picked]);
  return {
    type: 'modal',
    callback_id: form.callbackId,
    title: plain(form.title, limits.title),
    submit: plain(form.submit, limits.title),
    close: plain(words.change.close, limits.title),
    private_metadata: extras.privateMetadata,
    blocks: [
      ...(extras.fault === undefined ? [] : [section(`:warning: ${extras.fault}`)]),
      {
        type: 'input',
        block_id: fields.group,
        label: plain(words.change.group, limits.label),
        dispatch_action: true,
        element: {
          type: 'external_select',
          action_id: fields.group,
          min_query_length: 0,
          placeholder: plain(words.change.groupPlaceholder, limits.placeholder),
          ...(initial === undefined ? {} : { initial_option: initial }),
        },
      },
      ...(extras.note === undefined ? [] : [context(extras.note)]),
      ...form.fields(state, group),
      textField({
        id: fields.reason,
        label: words.change.reason,
        hint: words.change.reasonHint,
        optional: true,
        value: state.text(fields.reason),
        maxLength: 500,
      }),
      ...postToField(words, extras.postTo),
    ],
  };
}
