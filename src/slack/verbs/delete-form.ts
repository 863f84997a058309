import type { InputBlock, KnownBlock } from '@slack/types';
import { lastNameOf } from '../../groups/damaged.ts';
import { type GroupToDelete, readToDelete } from '../../groups/delete/read.ts';
import { type Details, membersShown } from '../../groups/delete/shape.ts';
import type { Snapshot } from '../../groups/existing.ts';
import { massDelete } from '../../groups/mass-change.ts';
import { section } from '../blocks/fields.ts';
import { clip } from '../blocks/limits.ts';
import { bold, literal } from '../blocks/text.ts';
import { confirmField } from '../confirm-name.ts';
import type { SlackDeps } from '../deps.ts';
import type { GroupForm } from '../group-form/form.ts';
import { callbacks, fields } from '../ids.ts';
import type { ViewState } from '../view-state.ts';
import type { Words } from '../words/index.ts';
import { hasBlock } from './remove-submit.ts';

/** Once the group is known, the form shows what goes, and asks for its name. */
export function deleteForm({
  words,
  docspace,
  past,
}: Pick<SlackDeps, 'words' | 'docspace'> & Partial<Pick<SlackDeps, 'past'>>): GroupForm<GroupToDelete> {
  const text = words.deletion;
  return {
    callbackId: callbacks.delete,
    right: 'change',
    title: text.title,
    submit: text.submit,
    what: text.right,
    readGroup: async (id) => readToDelete(docspace, { id, name: past && (await lastNameOf(past, id)) }),
    fields: (state, group) =>
      group === undefined ? [] : [whatGoes(words, group), confirmBlock(words, state, confirmIdFor(group))],
  };
}

/** The field that confirms a mass delete. */
const massConfirm = `${fields.confirm}:mass`;

/** A mass delete has a field of its own: a name that was typed before it was one does not confirm it. */
export function confirmIdFor(group: Pick<GroupToDelete, 'membersCount' | 'damaged'>): string {
  // How many are in a damaged group is not known.
  const isMass = group.damaged === true || massDelete(group.membersCount) !== undefined;
  return isMass ? massConfirm : fields.confirm;
}

/** The one that an open form has. */
export function confirmIdIn(blocks: readonly unknown[]): string {
  return hasBlock(blocks, massConfirm) ? massConfirm : fields.confirm;
}

function confirmBlock(words: Words, state: ViewState, id: string): InputBlock {
  const field = confirmField(words, { hint: words.deletion.confirmHint, value: state.text(id) });
  return { ...field, block_id: id, element: { ...field.element, action_id: id } };
}

function whatGoes(words: Words, group: GroupToDelete): KnownBlock {
  const { change, damaged, deletion } = words;
  if (group.damaged) {
    return section([damaged.goes(bold(group.name)), deletion.shares, deletion.manyMayGo].join('\n'));
  }
  const head = group.head === undefined ? change.noHead : change.head(shown(group.head.name));
  const names = group.members.slice(0, membersShown).map((member) => shown(member.name));
  const hidden = group.membersCount - names.length;
  const facts =
    // Without a name there is nothing to say about the head: DocSpace did not tell it in time.
    group.head?.name === ''
      ? change.members(group.membersCount)
      : change.facts(head, change.members(group.membersCount));
  const members =
    group.membersCount === 0
      ? [deletion.nobody]
      : names.length === 0
        ? []
        : [deletion.someOf(names.join(', '), Math.max(0, hidden))];
  const mass = massDelete(group.membersCount);
  const warning = mass === undefined ? [] : [words.guard.manyGo(mass.count)];
  return section(
    [deletion.goes(bold(group.name)), facts, ...members, deletion.shares, ...warning].join('\n'),
  );
}

function shown(name: string): string {
  return literal(clip(name, 120));
}

/** The group as a form showed it, made again from what was stored; nothing is asked of DocSpace. */
export function groupAsShown(seen: Snapshot, details: Details | undefined, damaged?: true): GroupToDelete {
  const { id, name, membersCount, headId } = seen;
  const members = (details?.members ?? []).map((member, index) => ({ id: `${index}`, name: member }));
  const head = headId === undefined ? {} : { head: { id: headId, name: details?.headName ?? '' } };
  return {
    id,
    name,
    membersCount,
    isLdap: false,
    isSystem: false,
    members,
    ...head,
    ...(damaged && { damaged }),
  };
}
