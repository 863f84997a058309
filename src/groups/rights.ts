import type { Person, PersonRole } from '../docspace/model.ts';

/** What somebody may want with a group. `members` = add and remove members, nothing else. */
export type Right = 'read' | 'change' | 'members';

export interface RightsSettings {
  /** Heads may add and remove members of the groups they head. */
  readonly headsManageMembers: boolean;
  /** DocSpace users (not only room admins) may look groups up. */
  readonly everyoneMayView: boolean;
}

const always: Readonly<Record<PersonRole, readonly Right[]>> = {
  owner: ['read', 'change', 'members'],
  admin: ['read', 'change', 'members'],
  roomAdmin: ['read'],
  user: [],
  guest: [],
};

/** DocSpace's own rights, by role; the head's are the bot's policy (DocSpace gives a head none). Source: DocSpace 3.7. */
export function may(
  person: Person,
  right: Right,
  settings: RightsSettings,
  group?: { readonly headId?: string },
): boolean {
  if (person.status !== 'active') return false;
  if (always[person.role].includes(right)) return true;
  if (right === 'read' && settings.everyoneMayView && person.role === 'user') return true;
  const headsIt = group?.headId === person.id && person.role !== 'guest';
  if (!headsIt) return false;
  return right === 'read' || (right === 'members' && settings.headsManageMembers);
}

/** Whether a stored text is a role's name. */
export function isRole(text: string): text is PersonRole {
  return Object.hasOwn(always, text);
}
