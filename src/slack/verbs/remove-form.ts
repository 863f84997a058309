import type { KnownBlock } from '@slack/types';
import type { Matches } from '../../directory/directory.ts';
import type { GroupWithMembers, PersonRef } from '../../docspace/model.ts';
import type { Snapshot } from '../../groups/existing.ts';
import { massOut, mostOut } from '../../groups/mass-change.ts';
import { matchFor, type Named, type Who } from '../../groups/who.ts';
import { context, plain } from '../blocks/fields.ts';
import { limits } from '../blocks/limits.ts';
import { bold, literal } from '../blocks/text.ts';
import type { Option } from '../calls.ts';
import { confirmField } from '../confirm-name.ts';
import type { SlackDeps } from '../deps.ts';
import type { GroupForm } from '../group-form/form.ts';
import { callbacks, fields } from '../ids.ts';
import { type ChosenOption, stateOf, type ViewState } from '../view-state.ts';
import type { Words } from '../words/index.ts';
import { peopleNote } from './add-form.ts';
import { namesTold } from './members-said.ts';

/** Slack shows at most so many as picked when a form comes back. */
export const mostPicked = 100;

/** The group, and who of its members was typed with the command. */
export interface RemoveGroup extends GroupWithMembers {
  readonly asked: readonly PersonRef[];
  /** What is to be said of the others; mrkdwn. */
  readonly note: string;
}

/** Who was typed with the command. `number` = of all of them, where not all are looked up. */
interface TypedPeople {
  readonly people: readonly Who[];
  readonly number: number;
  lookUp(): Promise<Matches>;
}

export interface RemoveFormExtras {
  readonly typed?: TypedPeople;
  /** The group as it was seen, where it is not read anew. */
  readonly seen?: Snapshot;
  /** The remark that the form has already; mrkdwn. */
  readonly note?: string;
}

/** Title, fields and reading of the form; also used to show it again after a fault. */
export function removeForm(
  { words, docspace }: Pick<SlackDeps, 'words' | 'docspace'>,
  extras: RemoveFormExtras = {},
): GroupForm<RemoveGroup> {
  const text = words.remove;
  return {
    callbackId: callbacks.remove,
    right: 'members',
    title: text.title,
    submit: text.submit,
    what: text.right,
    keepsTyped: true,
    readGroup: async (id) => ({ ...(await docspace.groups.getWithMembers(id)), asked: [], note: '' }),
    async readMore(group) {
      const { typed } = extras;
      return typed === undefined
        ? group
        : { ...group, ...sortTyped(words, group, typed, await typed.lookUp()) };
    },
    fields(state, group) {
      const shown = group === undefined ? extras.seen : { id: group.id, headId: group.head?.id };
      if (shown === undefined) return [];
      if (group?.members.length === 0) return [context(text.noMembers(bold(group.name)))];
      const id = membersField(shown.id);
      const kept = state.chosen(id).map((one) => asOption(one));
      const asked = memberOptions(words, (group?.asked ?? []).slice(0, mostPicked));
      const picked = kept.length > 0 ? kept : asked;
      const headIsAmong = picked.some((one) => one.value === shown.headId);
      return [
        membersBlock(words, id, picked.slice(0, mostPicked)),
        ...peopleNote(group?.note ?? extras.note ?? ''),
        ...(headIsAmong && shown.headId !== undefined ? [headBlock(words, shown.headId, state)] : []),
        ...(massOut(picked.length) === undefined ? [] : [confirmBlock(words, state)]),
      ];
    },
  };
}

/** Another group has another field: Slack would keep the members of the first one picked. */
export function membersField(groupId: string): string {
  return `${fields.groupMembers}:${groupId}`;
}

/** Another head has another field: what was agreed to for one does not count for the next. */
export function headField(headId: string): string {
  return `${fields.headLeaves}:${headId}`;
}

/** Members as options: the id as value, the e-mail as description. */
export function memberOptions(words: Words, members: readonly PersonRef[]): readonly Option[] {
  return members.map(({ id, name, email }) => {
    const shown = name.replace(/\s+/g, ' ').trim() || email || words.show.noName;
    return asOption({
      value: id,
      text: shown,
      ...(email === undefined || email === shown ? {} : { description: email }),
    });
  });
}

/** The form as it was filled, from a stored operation; so many people were confirmed by the name. */
export function removeStateOf(
  { id: groupId, name }: Pick<Snapshot, 'id' | 'name'>,
  people: readonly Named[],
  reason: string,
  leavingHeadId: string | undefined,
): ViewState {
  const selected = people.map((one) => ({ value: one.personId, text: { text: one.name } }));
  return stateOf({
    [membersField(groupId)]: { selected_options: selected },
    [fields.reason]: { value: reason },
    [fields.confirm]: { value: name },
    ...(leavingHeadId === undefined
      ? {}
      : { [headField(leavingHeadId)]: { selected_options: [{ value: leavingHeadId }] } }),
  });
}

function asOption({ value, text, description }: ChosenOption): Option {
  return {
    value,
    text: plain(text, limits.option),
    ...(description === undefined ? {} : { description: plain(description, limits.optionDescription) }),
  };
}

function membersBlock(words: Words, id: string, picked: readonly Option[]): KnownBlock {
  return {
    type: 'input',
    block_id: id,
    label: plain(words.remove.members, limits.label),
    hint: plain(words.remove.membersHint, limits.label),
    dispatch_action: true,
    element: {
      type: 'multi_external_select',
      action_id: id,
      min_query_length: 0,
      max_selected_items: mostPicked,
      placeholder: plain(words.remove.membersPlaceholder, limits.placeholder),
      ...(picked.length === 0 ? {} : { initial_options: [...picked] }),
    },
  };
}

function headBlock(words: Words, headId: string, state: ViewState): KnownBlock {
  const id = headField(headId);
  const tick = { text: plain(words.remove.headLeavesTick, limits.option), value: headId };
  return {
    type: 'input',
    block_id: id,
    label: plain(words.remove.headLeaves, limits.label),
    // Slack's own "please complete this field" would not say why.
    optional: true,
    element: {
      type: 'checkboxes',
      action_id: id,
      options: [tick],
      ...(state.options(id).length === 0 ? {} : { initial_options: [tick] }),
    },
  };
}

/** With so many picked, the group's name must be typed. */
function confirmBlock(words: Words, state: ViewState): KnownBlock {
  return confirmField(words, {
    hint: words.guard.confirmOut(mostOut),
    value: state.text(fields.confirm),
  });
}

/** Who of the typed people are members; the others are named. */
function sortTyped(
  words: Words,
  group: GroupWithMembers,
  { people, number }: Pick<TypedPeople, 'people' | 'number'>,
  matches: Matches,
): Pick<RemoveGroup, 'asked' | 'note'> {
  const members = new Map(group.members.map((member) => [member.id, member]));
  const asked = new Map<string, PersonRef>();
  const strangers: string[] = [];
  const untold: string[] = [];
  for (const who of people) {
    const { person, label, refusal } = matchFor(matches, who);
    const member = person === undefined ? undefined : members.get(person.id);
    if (member !== undefined) asked.set(member.id, member);
    else if (person !== undefined || refusal === 'unknown-in-docspace') strangers.push(person?.name ?? label);
    else untold.push(label);
  }
  const text = words.remove;
  const told = (names: readonly string[]) => namesTold(words, names.map(literal));
  const lines = [
    ...(strangers.length === 0 ? [] : [text.notMembers(told(strangers), strangers.length)]),
    ...(untold.length === 0 ? [] : [text.untold(told(untold))]),
    ...(number > people.length ? [words.members.tooMany(people.length, number)] : []),
  ];
  return { asked: [...asked.values()], note: lines.join('\n') };
}
