import type { PortalRole, PortalStatus } from '../world.ts';
import type { Portal, StoredGroup, StoredPerson } from './portal.ts';

/** A person as tests and the demo's page see it. */
export interface PersonView {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: PortalRole;
  readonly status: PortalStatus;
}

/** A group as it is stored. */
export interface GroupView {
  readonly id: string;
  readonly name: string;
  readonly head?: PersonView;
  /** All rows of membership, disabled people too, by id. */
  readonly members: readonly PersonView[];
  readonly isLdap: boolean;
  /** Two heads are stored: DocSpace can no longer show it. */
  readonly isBroken: boolean;
}

/** Shows a person as stored. */
export function personView(person: StoredPerson): PersonView {
  const { id, email, role, status } = person;
  return { id, email, role, status, name: `${person.firstName} ${person.lastName}`.trim() || email };
}

/** Shows a group as stored. */
export function groupView(portal: Portal, group: StoredGroup): GroupView {
  const head = portal.people.get(group.headIds[0] ?? '');
  return {
    id: group.id,
    name: group.name,
    ...(head !== undefined && { head: personView(head) }),
    members: portal.members(group).map(personView),
    isLdap: group.isLdap,
    isBroken: group.headIds.length > 1,
  };
}
