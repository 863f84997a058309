import type { CallOptions, DocSpace, GroupWithMembers } from '../../docspace/model.ts';
import { type Judged, stateOf } from '../damaged.ts';
import { isDamaged } from '../faults.ts';

/** A group as a delete sees it. */
export interface GroupToDelete extends GroupWithMembers {
  /** It has two heads, so DocSpace can't show it: head and members are not known, the name is what was known before. */
  readonly damaged?: true;
}

/**
 * Reads a group that is to be deleted. DocSpace 3.7 deletes a group with two heads, and nothing else mends it; one that
 * merely stands beside such a group must not be taken for it, and is the fault that it is. `name` = what to call a
 * damaged one; without it its id.
 */
export async function readToDelete(
  docspace: Judged & { readonly groups: Pick<DocSpace['groups'], 'getWithMembers'> },
  { id, name }: { readonly id: string; readonly name?: string | undefined },
  options?: CallOptions,
): Promise<GroupToDelete> {
  try {
    return await docspace.groups.getWithMembers(id, options);
  } catch (error) {
    if (!isDamaged(error) || (await stateOf(docspace, id, { prove: true })) !== 'damaged') throw error;
    const unknown = { membersCount: 0, members: [], isLdap: false, isSystem: false };
    return { id, name: name ?? id, ...unknown, damaged: true };
  }
}
