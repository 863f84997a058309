import type { Call } from './call.ts';
import { wants } from './fields.ts';
import { ZERO } from './guid.ts';
import type { StoredGroup, StoredPerson } from './portal.ts';
import { fullPerson, headOf, requirePresentable } from './present-person.ts';
import { SYSTEM_CATEGORY } from './system-groups.ts';

/** `GroupDto`; lists leave `members` out. Throws for a group with two heads and for members of such a one. */
export function fullGroup(call: Call, group: StoredGroup, withMembers: boolean): object {
  const head = headOf(call, group);
  const members = call.portal.visibleMembers(group);
  return {
    name: group.name,
    parent: ZERO,
    category: group.isSystem ? SYSTEM_CATEGORY : ZERO,
    id: group.id,
    isLDAP: group.isLdap,
    ...(group.isSystem && { isSystem: true }),
    ...(head !== undefined && { manager: shown(call, head, 'manager') }),
    ...(withMembers && { members: members.map((person) => shown(call, person, 'members')) }),
    membersCount: members.length,
  };
}

/** A person nobody asked for is not made, but looked at all the same: that is where DocSpace fails. */
function shown(call: Call, person: StoredPerson, place: string): object {
  if (wants(call.fields, place)) return fullPerson(call, person, `${place}.`);
  requirePresentable(call, person);
  return {};
}
