import type { PortalRole } from '../world.ts';

/** The category of DocSpace's built-in groups; ordinary groups have the zero GUID. */
export const SYSTEM_CATEGORY = '7717039d-fbe9-45ad-81c1-68a1aa10ce1f';

interface SystemGroup {
  readonly id: string;
  readonly name: string;
  /** Whose members follow from their roles; absent = everyone. */
  readonly roles?: readonly PortalRole[];
}

/** DocSpace's built-in groups: in no list, readable by id, and not protected: becoming a member changes the role. */
export const systemGroups: readonly SystemGroup[] = [
  { id: 'c5cc67d1-c3e8-43c0-a3ad-3928ae3e5b5e', name: 'Everyone' },
  { id: 'aced04fa-dd96-4b35-af3e-346bf1eb972d', name: 'Guest', roles: ['guest'] },
  { id: 'abef62db-11a8-4673-9d32-ef1d8af19dc0', name: 'RoomAdmin', roles: ['roomAdmin'] },
  { id: 'cd84e66b-b803-40fc-99f9-b2969a54a1de', name: 'DocSpaceAdmin', roles: ['admin', 'owner'] },
  { id: '88f11e7c-7407-4bea-b4cb-070010cdbb6b', name: 'User', roles: ['user'] },
];

const byId = new Map(systemGroups.map((group) => [group.id, group]));

/** True for the ids of DocSpace's built-in groups. */
export function isSystemGroup(id: string): boolean {
  return byId.has(id);
}

/** The roles that make a person a member; undefined = everyone, or no system group. */
export function rolesOfSystemGroup(id: string): readonly PortalRole[] | undefined {
  return byId.get(id)?.roles;
}
