import type { KnownBlock } from '@slack/types';
import type { Group, PersonRef } from '../../docspace/model.ts';
import { checkboxesField, context, userField } from '../blocks/fields.ts';
import { clip } from '../blocks/limits.ts';
import { literal } from '../blocks/text.ts';
import type { GroupForm, Prefill } from '../group-form/form.ts';
import { callbacks, fields } from '../ids.ts';
import { stateOf, type ViewState } from '../view-state.ts';
import type { Words } from '../words/index.ts';
import { note, noteBlocks } from './create-form.ts';

/** The group with what is to be known of the person who is picked as head, as mrkdwn; '' = nothing. */
export interface GroupForHead extends Group {
  readonly note?: string;
}

/** What can be ticked. The values are stable. */
const options = { leaves: 'leaves', none: 'none' } as const;

/** What stands in the form. */
export interface HeadFormValues {
  /** Slack user id. */
  readonly next?: string;
  readonly leaves: boolean;
  readonly none: boolean;
}

export function readHeadForm(state: ViewState): HeadFormValues {
  const next = state.user(fields.head);
  const ticked = state.options(fields.headOptions);
  return {
    leaves: ticked.includes(options.leaves),
    none: ticked.includes(options.none),
    ...(next === undefined ? {} : { next }),
  };
}

/** The form as it was filled, made again. */
export function headState({ next, leaves, none }: HeadFormValues, reason: string): ViewState {
  const ticked = [...(leaves ? [options.leaves] : []), ...(none ? [options.none] : [])];
  return stateOf({
    [fields.head]: { selected_user: next ?? null },
    [fields.headOptions]: { selected_options: ticked.map((value) => ({ value })) },
    [fields.reason]: { value: reason },
  });
}

/** Whoever is mentioned behind the group is the new head. */
export const prefillHead: Prefill = (typed) => {
  const [next] = typed.slackUserIds;
  return headState({ leaves: false, none: false, ...(next === undefined ? {} : { next }) }, '');
};

/** Title, fields and reading of the form. `seen` = what is known where the group is not read anew. */
export function headForm(
  words: Words,
  readGroup: (id: string) => Promise<GroupForHead>,
  seen: { readonly head?: Pick<PersonRef, 'name' | 'status'>; readonly note?: string } = {},
): GroupForm<GroupForHead> {
  const text = words.head;
  return {
    callbackId: callbacks.head,
    right: 'change',
    title: text.title,
    submit: text.submit,
    what: text.right,
    readGroup,
    fields(state, group) {
      const { next } = readHeadForm(state);
      const head = group === undefined ? seen.head : group.head;
      return [
        ...headNow(words, group !== undefined, head),
        userField({
          id: fields.head,
          label: text.newHead,
          hint: text.newHeadHint,
          placeholder: text.newHeadPlaceholder,
          optional: true,
          ...(next === undefined ? {} : { value: next }),
        }),
        ...note(noteBlocks.head, group?.note ?? seen.note),
        checkboxesField({
          id: fields.headOptions,
          label: text.options,
          optional: true,
          options: [
            { value: options.leaves, label: text.leaves },
            { value: options.none, label: text.none },
          ],
          ticked: state.options(fields.headOptions),
        }),
        ...(head !== undefined && head.status === 'disabled'
          ? [context(`:warning: ${text.cantComeBack(shown(head))}`)]
          : []),
      ];
    },
  };
}

/** Who heads the group now; nothing where that is not known. */
function headNow(
  words: Words,
  isRead: boolean,
  head: Pick<PersonRef, 'name' | 'status'> | undefined,
): KnownBlock[] {
  const text = words.head;
  if (head === undefined) return isRead ? [context(text.nowNone)] : [];
  return [context(head.status === 'disabled' ? text.nowDisabled(shown(head)) : text.now(shown(head)))];
}

function shown({ name }: Pick<PersonRef, 'name'>): string {
  return literal(clip(name, 120));
}
