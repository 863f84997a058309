const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Ids of the groups that stand for roles. DocSpace 3.7 does not protect them: whoever is added to the group of
 * the admins becomes an admin. They can be read, but not be changed through this layer.
 */
const SYSTEM_GROUPS: ReadonlySet<string> = new Set([
  'c5cc67d1-c3e8-43c0-a3ad-3928ae3e5b5e', // everyone
  'aced04fa-dd96-4b35-af3e-346bf1eb972d', // guests
  'abef62db-11a8-4673-9d32-ef1d8af19dc0', // room admins
  'cd84e66b-b803-40fc-99f9-b2969a54a1de', // DocSpace admins
  '88f11e7c-7407-4bea-b4cb-070010cdbb6b', // users
]);

/**
 * Whether this can be the id of a group or person: a GUID in its form of 36 characters. The zero GUID is none:
 * as a head it means "none" on a create and "keep" on a change.
 */
export function isId(text: string): boolean {
  return GUID.test(text) && text !== NOBODY;
}

/** Whether this is the id of a group that stands for a role. */
export function isSystemGroupId(id: string): boolean {
  return SYSTEM_GROUPS.has(id.toLowerCase());
}
