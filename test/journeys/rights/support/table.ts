import type { PortalRole, PortalStatus, WorkspaceUser } from '../../../../sandbox/world.ts';

/** The two settings of the rights, in all their combinations. */
export const settings = {
  plain: {},
  'everyone may view': { EVERYONE_MAY_VIEW: 'true' },
  'heads manage members': { HEADS_MANAGE_MEMBERS: 'true' },
  both: { EVERYONE_MAY_VIEW: 'true', HEADS_MANAGE_MEMBERS: 'true' },
} as const;
export type Setting = keyof typeof settings;

/** What somebody is when his rights are asked. */
export interface Cast {
  readonly role: PortalRole;
  readonly status?: PortalStatus;
  /** He is head of the group that the cell is about. */
  readonly heads?: true;
  /** He is in Slack only. */
  readonly gone?: true;
  readonly slack?: Partial<WorkspaceUser>;
}

export const cast = {
  owner: { role: 'owner' },
  admin: { role: 'admin' },
  'room admin': { role: 'roomAdmin' },
  user: { role: 'user' },
  guest: { role: 'guest' },
  'disabled admin': { role: 'admin', status: 'disabled' },
  'pending admin': { role: 'admin', status: 'pending' },
  unknown: { role: 'admin', gone: true },
  'head, owner': { role: 'owner', heads: true },
  'head, admin': { role: 'admin', heads: true },
  'head, room admin': { role: 'roomAdmin', heads: true },
  'head, user': { role: 'user', heads: true },
  'head, disabled user': { role: 'user', status: 'disabled', heads: true },
  'head, pending user': { role: 'user', status: 'pending', heads: true },
  'admin, guest in Slack': { role: 'admin', slack: { isRestricted: true } },
  'admin, single-channel guest': { role: 'admin', slack: { isRestricted: true, isUltraRestricted: true } },
  'admin, external': { role: 'admin', slack: { isStranger: true, teamId: 'T0PARTNER' } },
  'admin, unconfirmed': { role: 'admin', slack: { emailConfirmed: false } },
  'admin, deactivated in Slack': { role: 'admin', slack: { deleted: true } },
  'admin, bot': { role: 'admin', slack: { isBot: true } },
} as const satisfies Readonly<Record<string, Cast>>;
export type Role = keyof typeof cast;

const whereSettingsCount: readonly Role[] = ['admin', 'room admin', 'user', 'head, room admin', 'head, user'];

/** Settings open nothing to the others: they are asked where both are on. */
export function rolesFor(setting: Setting): readonly Role[] {
  return setting === 'both' ? (Object.keys(cast) as readonly Role[]) : whereSettingsCount;
}

/**
 * Section 5 of the design, written out: A = read all groups, r = read the group in question, c = change it,
 * m = change its members, f = fill in a form for members of a group that is still to be picked.
 */
export const expected: Readonly<Record<Setting, Partial<Record<Role, string>>>> = {
  plain: {
    owner: 'Arcmf',
    admin: 'Arcmf',
    'head, owner': 'Arcmf',
    'head, admin': 'Arcmf',
    'room admin': 'Ar',
    'head, room admin': 'Ar',
    user: '',
    'head, user': 'r',
  },
  'everyone may view': {
    owner: 'Arcmf',
    admin: 'Arcmf',
    'head, owner': 'Arcmf',
    'head, admin': 'Arcmf',
    'room admin': 'Ar',
    'head, room admin': 'Ar',
    user: 'Ar',
    'head, user': 'Ar',
  },
  'heads manage members': {
    owner: 'Arcmf',
    admin: 'Arcmf',
    'head, owner': 'Arcmf',
    'head, admin': 'Arcmf',
    'room admin': 'Arf',
    'head, room admin': 'Armf',
    user: 'f',
    'head, user': 'rmf',
  },
  both: {
    owner: 'Arcmf',
    admin: 'Arcmf',
    'head, owner': 'Arcmf',
    'head, admin': 'Arcmf',
    'room admin': 'Arf',
    'head, room admin': 'Armf',
    user: 'Arf',
    'head, user': 'Armf',
  },
};
