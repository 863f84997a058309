import type { PortalStatus } from '../world.ts';
import type { Call } from './call.ts';
import { isAdmin } from './call.ts';
import { portalDate } from './dates.ts';
import { wants } from './fields.ts';
import { htmlEncode } from './html-encode.ts';
import type { StoredGroup, StoredPerson } from './portal.ts';
import { twoHeads } from './refusals.ts';

/** DocSpace's numbers for a person's status. */
export const STATUS: Readonly<Record<PortalStatus, number>> = { active: 1, disabled: 2, pending: 4 };

/** The name shown: first and last name, or the e-mail where there is none; HTML-encoded. */
export function displayName(person: StoredPerson): string {
  return htmlEncode(`${person.firstName} ${person.lastName}`.trim() || person.email);
}

/** `EmployeeDto`: what `createBy` and the simple lists hold. */
export function simplePerson(call: Call, person: StoredPerson): object {
  const picture = (size: string) => `/static/images/default_user_photo_size_${size}.png?hash=1477917105`;
  const list = person.role === 'guest' ? 'guests' : 'people';
  const search = encodeURIComponent(person.email.toLowerCase());
  return {
    id: person.id,
    displayName: displayName(person),
    avatar: picture('82-82'),
    avatarOriginal: picture('200-200'),
    avatarMax: picture('200-200'),
    avatarMedium: picture('48-48'),
    avatarSmall: picture('32-32'),
    profileUrl: `${call.origin}/accounts/${list}/filter?search=${search}`,
    hasAvatar: false,
    isAnonim: false,
  };
}

/**
 * `EmployeeFullDto`, with all groups of the person: this is what makes answers without `fields` so large.
 * `place` is where the person stands in the answer (`manager.`, `members.` or nothing): what `fields` drops there
 * anyway is not made. Throws when one of the person's groups has two heads, whatever `fields` says.
 */
export function fullPerson(call: Call, person: StoredPerson, place = ''): object {
  const { portal, settings, fields } = call;
  requirePresentable(call, person);
  const needsGroups = wants(fields, `${place}groups`) || wants(fields, `${place}department`);
  const groups = needsGroups ? portal.groupsOf(person.id) : [];
  const showsCreator = isAdmin(call.caller) && wants(fields, `${place}createdBy`);
  const owner = showsCreator
    ? [...portal.people.values()].find((other) => other.role === 'owner')
    : undefined;
  return {
    firstName: person.firstName,
    lastName: person.lastName,
    userName: person.userName,
    email: person.email,
    status: STATUS[person.status],
    activationStatus: 2,
    ...(person.terminatedAt !== undefined && {
      terminated: portalDate(person.terminatedAt, settings.timeZone),
    }),
    department: groups.map((group) => htmlEncode(group.name)).join(', '),
    ...(groups.length > 0 &&
      call.caller.role !== 'user' && { groups: groups.map((group) => groupSummary(call, group)) }),
    isAdmin: person.role === 'admin',
    isRoomAdmin: person.role === 'roomAdmin',
    isLDAP: false,
    isOwner: person.role === 'owner',
    isVisitor: person.role === 'guest',
    isCollaborator: person.role === 'user',
    ...(person.status === 'pending' && { cultureName: 'en-US' }),
    mobilePhoneActivationStatus: 0,
    isSSO: false,
    usedSpace: 0,
    ...(owner !== undefined && owner !== person && { createdBy: simplePerson(call, owner) }),
    registrationDate: portalDate(person.registeredAt, settings.timeZone),
    ...simplePerson(call, person),
  };
}

/** Throws when one of the person's groups has two heads: DocSpace then cannot show the person at all. */
export function requirePresentable(call: Call, person: StoredPerson): void {
  for (const group of call.portal.broken) if (group.memberIds.has(person.id)) throw twoHeads();
}

/** `GroupSummaryDto`: the head is a user name here. */
export function groupSummary(call: Call, group: StoredGroup): object {
  const head = headOf(call, group);
  return {
    id: group.id,
    name: group.name,
    ...(head !== undefined && { manager: head.userName }),
    ...(group.isSystem && { isSystem: true }),
  };
}

/** The head, if there is one and he was not removed. Throws for a group with two. */
export function headOf(call: Call, group: StoredGroup): StoredPerson | undefined {
  requireOneHead(group);
  const [id] = group.headIds;
  return id === undefined ? undefined : call.portal.people.get(id);
}

function requireOneHead(group: StoredGroup): void {
  if (group.headIds.length > 1) throw twoHeads();
}
