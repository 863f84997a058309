import type { Person, PersonRole } from '../docspace/model.ts';

/** What somebody may want with a group. `members` = add and remove members, nothing else. */
export type Right = 'read' | 'change' | 'members';

export interface RightsSettings {
  /** Heads may add and remove members of the groups they head. */
  readonly headsManageMembers: boolean;
  /** DocSpace users (not only room admins) may look groups up. */
  readonly everyoneMayView: boolean;
}

/** What a right can rest on. The two of a head hold for the groups that he heads at this moment. */
type Ground = 'role' | 'everyone-may-view' | 'head' | 'head-who-manages';

const all: readonly Ground[] = ['role'];

/**
 * Who may: for each role and right the grounds that give it; one is enough, none means never. Reading by role and
 * changing are DocSpace's own rights (3.7); a head has none there, so what he may is the bot's own policy.
 */
const grounds: Readonly<Record<PersonRole, Readonly<Record<Right, readonly Ground[]>>>> = {
  owner: { read: all, change: all, members: all },
  admin: { read: all, change: all, members: all },
  roomAdmin: { read: all, change: [], members: ['head-who-manages'] },
  user: { read: ['everyone-may-view', 'head'], change: [], members: ['head-who-manages'] },
  guest: { read: [], change: [], members: [] },
};

function holds(ground: Ground, settings: RightsSettings, isHead: boolean): boolean {
  switch (ground) {
    case 'role':
      return true;
    case 'everyone-may-view':
      return settings.everyoneMayView;
    case 'head':
      return isHead;
    case 'head-who-manages':
      return isHead && settings.headsManageMembers;
  }
}

/** Whether this person may. Without a group: whether he may with every group. Only active people may anything. */
export function may(
  person: Person,
  right: Right,
  settings: RightsSettings,
  group?: { readonly headId?: string },
): boolean {
  if (person.status !== 'active') return false;
  const isHead = group?.headId === person.id;
  return grounds[person.role][right].some((ground) => holds(ground, settings, isHead));
}

/** Whether heading a group gives this right to somebody whose role does not. */
export function headMay(right: Right, settings: RightsSettings): boolean {
  return grounds.user[right].some(
    (ground) => holds(ground, settings, true) && !holds(ground, settings, false),
  );
}

/** Whether a stored text is a role's name. */
export function isRole(text: string): text is PersonRole {
  return Object.hasOwn(grounds, text);
}
