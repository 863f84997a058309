import type { KnownBlock } from '@slack/types';
import type { GroupWithMembers } from '../../docspace/model.ts';
import { type Details, membersShown } from '../../groups/delete/shape.ts';
import type { Snapshot } from '../../groups/existing.ts';
import { cleanName, maxNameLength } from '../../groups/name.ts';
import { section, textField } from '../blocks/fields.ts';
import { clip } from '../blocks/limits.ts';
import { bold, literal } from '../blocks/text.ts';
import type { SlackDeps } from '../deps.ts';
import type { GroupForm } from '../group-form/form.ts';
import { callbacks, fields } from '../ids.ts';
import type { Words } from '../words/index.ts';

/** Once the group is known, the form shows what goes, and asks for its name. */
export function deleteForm({
  words,
  docspace,
}: Pick<SlackDeps, 'words' | 'docspace'>): GroupForm<GroupWithMembers> {
  const text = words.deletion;
  return {
    callbackId: callbacks.delete,
    right: 'change',
    title: text.title,
    submit: text.submit,
    what: text.right,
    readGroup: (id) => docspace.groups.getWithMembers(id),
    fields: (state, group) =>
      group === undefined
        ? []
        : [
            whatGoes(words, group),
            textField({
              id: fields.confirm,
              label: text.confirm,
              hint: text.confirmHint,
              value: state.text(fields.confirm),
              maxLength: maxNameLength * 2,
            }),
          ],
  };
}

function whatGoes(words: Words, group: GroupWithMembers): KnownBlock {
  const { change, deletion } = words;
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
  return section([deletion.goes(bold(group.name)), facts, ...members, deletion.shares].join('\n'));
}

function shown(name: string): string {
  return literal(clip(name, 120));
}

/** The group as a form showed it, made again from what was stored; nothing is asked of DocSpace. */
export function groupAsShown(seen: Snapshot, details: Details | undefined): GroupWithMembers {
  const { id, name, membersCount, headId } = seen;
  const members = (details?.members ?? []).map((member, index) => ({ id: `${index}`, name: member }));
  const head = headId === undefined ? {} : { head: { id: headId, name: details?.headName ?? '' } };
  return { id, name, membersCount, isLdap: false, isSystem: false, members, ...head };
}

/**
 * Whether this is the group's name, to the letter: composed characters and outer spaces apart, and what nobody can
 * type (line breaks, signs without width) or see. A name of blanks is typed as it is shown.
 */
export function isTheName(words: Words, typed: string, name: string): boolean {
  return typeable(words, typed) === typeable(words, name);
}

/** The name as a person types it. */
export function typeable(words: Words, name: string): string {
  const plain = cleanName(name.replace(/\p{Cf}/gu, '').replace(/\s+/g, ' '));
  return plain === '' ? words.show.noName : plain;
}
