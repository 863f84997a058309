import type { Person } from '../../docspace/model.ts';
import { readUnshown, type UnshownGroup } from '../../groups/damaged.ts';
import { isDamaged } from '../../groups/faults.ts';
import { type Found, findGroup } from '../../groups/find.ts';
import type { GroupRef } from '../../groups/group-ref.ts';
import { may } from '../../groups/rights.ts';
import { bold } from '../blocks/text.ts';
import type { Message } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import { unshownLine } from '../unshown.ts';

/** What came of looking a group up, or that DocSpace can't show the one of this id. */
export type FoundOrUnshown = Found | { readonly kind: 'unshown'; readonly group: UnshownGroup };

/** A group that is asked for by its id may be a damaged one: lists leave it out, its own read fails. */
export async function findOrUnshown(deps: SlackDeps, ref: GroupRef): Promise<FoundOrUnshown> {
  try {
    return await findGroup(deps.docspace.groups, ref);
  } catch (error) {
    const group =
      ref.by === 'id' && isDamaged(error) ? await readUnshown(deps, ref.id, { prove: true }) : undefined;
    if (group === undefined) throw error;
    return { kind: 'unshown', group };
  }
}

/** With the remedy for who may delete groups; undefined = this person may not look at it. */
export function unshownMessage(
  { words, settings }: SlackDeps,
  person: Person,
  group: UnshownGroup,
): Message | undefined {
  if (!may(person, 'read', settings)) return undefined;
  const { damaged } = words;
  const name = group.name === undefined ? damaged.thisGroup : bold(group.name);
  if (group.state === 'unclear') return { text: damaged.stillUnclear(name, group.id) };
  const mayHelp = may(person, 'change', settings) || group.state === 'beside';
  return { text: mayHelp ? unshownLine(words, group) : damaged.shown(name) };
}
