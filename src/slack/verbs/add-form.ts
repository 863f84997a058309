import type { KnownBlock } from '@slack/types';
import type { Who } from '../../groups/who.ts';
import { context, usersField } from '../blocks/fields.ts';
import { clip } from '../blocks/limits.ts';
import type { SlackDeps } from '../deps.ts';
import type { GroupForm, Prefill } from '../group-form/form.ts';
import { callbacks, fields } from '../ids.ts';
import { stateOf, type ViewState } from '../view-state.ts';
import { noteBlocks } from './create-form.ts';
import { emailBlocks, emailsAsState } from './members-emails.ts';

/** What an open form shows beside what is typed. */
export interface AddFormExtras {
  /** How many fields for e-mails there are at least. */
  readonly emailFields?: number;
  /** What is wrong with the people picked so far; mrkdwn. */
  readonly peopleNote?: string;
}

/** Title, fields and reading of the form; also used to show it again after a fault. */
export function addForm(
  { words, docspace }: Pick<SlackDeps, 'words' | 'docspace'>,
  extras: AddFormExtras = {},
): GroupForm {
  const text = words.add;
  return {
    callbackId: callbacks.add,
    right: 'members',
    title: text.title,
    submit: text.submit,
    what: text.right,
    readGroup: (id) => docspace.groups.get(id),
    fields: (state) => [
      usersField({
        id: fields.people,
        label: text.people,
        placeholder: text.peoplePlaceholder,
        optional: true,
        value: state.users(fields.people),
      }),
      ...peopleNote(extras.peopleNote ?? ''),
      ...emailBlocks(words, state, extras.emailFields ?? 1),
    ],
  };
}

/** A remark on the people above it, which the next pick finds again by its block. */
export function peopleNote(text: string): KnownBlock[] {
  if (text === '') return [];
  const mark = text.startsWith(':warning:') ? text : `:warning: ${text}`;
  return [{ ...context(clip(mark, 2_500)), block_id: noteBlocks.members }];
}

/** What stands behind the group are people. */
export const addPrefill: Prefill = (typed) =>
  stateOf({
    [fields.people]: { selected_users: typed.slackUserIds },
    ...emailsAsState(typed.emails),
  });

/** The form as it was filled, from a stored operation. */
export function addStateOf(people: readonly Who[], reason: string): ViewState {
  return stateOf({
    [fields.people]: { selected_users: people.flatMap((who) => (who.by === 'slack' ? [who.id] : [])) },
    [fields.reason]: { value: reason },
    ...emailsAsState(people.flatMap((who) => (who.by === 'email' ? [who.email] : []))),
  });
}
