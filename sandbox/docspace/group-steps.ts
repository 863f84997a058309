import type { Call } from './call.ts';
import { hasFourByteCharacter } from './collation.ts';
import type { StoredGroup } from './portal.ts';
import { headOf } from './present-person.ts';
import { twoHeads, unsavable } from './refusals.ts';

/** Throws 500 for a name that the database cannot store. */
export function requireStorable(name: string): void {
  if (hasFourByteCharacter(name)) throw unsavable();
}

/** Adds people one by one; who is in already costs the same. Invalid ids are skipped silently. */
export async function addPeople(call: Call, group: StoredGroup, ids: readonly string[]): Promise<void> {
  for (const id of new Set(ids)) {
    if (call.portal.validMember(id) === undefined) continue;
    call.work.step();
    await call.work.spend('added');
    if (call.portal.validMember(id) !== undefined) call.portal.addMember(group, id);
  }
}

/** Removes people one by one, disabled ones too; strangers are skipped silently. Fails for a group with two heads. */
export async function removePeople(call: Call, group: StoredGroup, ids: readonly string[]): Promise<void> {
  const members = new Set(call.portal.members(group).map((person) => person.id));
  for (const id of new Set(ids)) {
    if (group.headIds.length > 1) throw twoHeads();
    if (!members.has(id) && !group.headIds.includes(id)) continue;
    call.work.step();
    await call.work.spend('removed');
    call.portal.removeMember(group, id);
  }
}

/**
 * Makes a person head. DocSpace reads the old head, then stores the new one: two changes at once with different people
 * leave two heads, and the group is broken for good.
 */
export async function setHead(call: Call, group: StoredGroup, id: string): Promise<void> {
  call.work.step();
  const before = headOf(call, group)?.id;
  await call.work.moment();
  const others = group.headIds.filter((head) => head !== before && head !== id);
  call.portal.setHeads(group, [...others, id]);
}
