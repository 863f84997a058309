import type { PortalGroup, PortalPerson, PortalRole, PortalStatus, World } from '../world.ts';
import { compareNames, fold } from './collation.ts';
import { isSystemGroup, rolesOfSystemGroup, systemGroups } from './system-groups.ts';

/** A person as stored. */
export interface StoredPerson {
  readonly id: string;
  readonly userName: string;
  readonly registeredAt: number;
  firstName: string;
  lastName: string;
  email: string;
  role: PortalRole;
  status: PortalStatus;
  terminatedAt?: number;
}

/** A group as stored. More than one head = broken for good. */
export interface StoredGroup {
  readonly id: string;
  readonly isLdap: boolean;
  readonly isSystem: boolean;
  /** Rows of membership, disabled people included. A system group has none: it follows from the roles. */
  readonly memberIds: Set<string>;
  name: string;
  folded: string;
  /** Changed by `Portal.setHeads` only. */
  headIds: readonly string[];
}

/** What is stored in the portal. All ids are lower-case GUIDs. */
export class Portal {
  readonly people = new Map<string, StoredPerson>();
  readonly groups = new Map<string, StoredGroup>();
  /** Ordinary groups by name, then id. */
  readonly sorted: StoredGroup[] = [];
  /** Groups with two heads. */
  readonly broken = new Set<StoredGroup>();
  private readonly groupsOfPerson = new Map<string, Set<StoredGroup>>();
  private readonly now: () => number;

  constructor(world: World, now: () => number) {
    this.now = now;
    for (const person of world.people) this.addPerson(person);
    for (const group of systemGroups) {
      this.groups.set(group.id, { ...newGroup(group.id, group.name, false), isSystem: true });
    }
    for (const group of world.groups) this.addGroup(group);
  }

  addPerson(person: PortalPerson): void {
    this.people.set(person.id.toLowerCase(), {
      ...person,
      id: person.id.toLowerCase(),
      registeredAt: this.now(),
      ...(person.status === 'disabled' && { terminatedAt: this.now() }),
    });
  }

  /** Removes a person with all memberships and heads. */
  removePerson(id: string): void {
    this.dropFromAllGroups(id);
    this.people.delete(id);
  }

  /** A person who turns into a guest leaves all groups. */
  changePerson(id: string, change: Partial<Omit<PortalPerson, 'id' | 'userName'>>): void {
    const person = this.people.get(id);
    if (person === undefined) throw new Error(`the portal has no person ${id}`);
    Object.assign(person, change);
    if (person.status === 'disabled') person.terminatedAt ??= this.now();
    else delete person.terminatedAt;
    if (person.role === 'guest') this.dropFromAllGroups(id);
  }

  addGroup(group: PortalGroup): StoredGroup {
    const stored = newGroup(group.id.toLowerCase(), group.name, group.isLdap ?? false);
    this.groups.set(stored.id, stored);
    this.sorted.splice(this.placeOf(stored), 0, stored);
    if (group.headId !== undefined) this.setHeads(stored, [group.headId.toLowerCase()]);
    for (const id of group.memberIds) this.addMember(stored, id.toLowerCase());
    return stored;
  }

  /** Stores the heads of a group; two of them break it. */
  setHeads(group: StoredGroup, ids: readonly string[]): void {
    if (!this.holds(group)) return;
    group.headIds = ids;
    if (ids.length > 1) this.broken.add(group);
    else this.broken.delete(group);
  }

  deleteGroup(group: StoredGroup): void {
    if (!this.holds(group)) return;
    this.broken.delete(group);
    for (const id of group.memberIds) this.groupsOfPerson.get(id)?.delete(group);
    this.sorted.splice(this.placeOf(group), 1);
    this.groups.delete(group.id);
  }

  /** System groups keep their names. */
  rename(group: StoredGroup, name: string): void {
    if (group.isSystem || !this.holds(group)) return;
    this.sorted.splice(this.placeOf(group), 1);
    group.name = name;
    group.folded = fold(name);
    this.sorted.splice(this.placeOf(group), 0, group);
  }

  /** Membership of a system group is a role: nothing protects it. */
  addMember(group: StoredGroup, id: string): void {
    const role = rolesOfSystemGroup(group.id)?.[0];
    if (group.isSystem) {
      if (role !== undefined) this.changePerson(id, { role });
      return;
    }
    if (!this.holds(group)) return;
    group.memberIds.add(id);
    const groups = this.groupsOfPerson.get(id) ?? new Set();
    this.groupsOfPerson.set(id, groups.add(group));
  }

  /** The head who leaves is head no longer. */
  removeMember(group: StoredGroup, id: string): void {
    this.dropHead(group, id);
    if (group.isSystem) {
      const person = this.people.get(id);
      const leaves =
        person?.role !== 'owner' && rolesOfSystemGroup(group.id)?.includes(person?.role ?? 'owner');
      if (person !== undefined && leaves) person.role = 'user';
      return;
    }
    group.memberIds.delete(id);
    this.groupsOfPerson.get(id)?.delete(group);
  }

  /** Members with their rows, disabled ones too, in the order of their ids. */
  members(group: StoredGroup): readonly StoredPerson[] {
    const roles = rolesOfSystemGroup(group.id);
    const found = group.isSystem
      ? [...this.people.values()].filter((person) => roles === undefined || roles.includes(person.role))
      : [...group.memberIds].flatMap((id) => this.people.get(id) ?? []);
    return found.sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  /** Members as DocSpace shows and counts them: active and pending. */
  visibleMembers(group: StoredGroup): readonly StoredPerson[] {
    return this.members(group).filter((person) => person.status !== 'disabled');
  }

  /** A person's ordinary groups by name. */
  groupsOf(id: string): readonly StoredGroup[] {
    return [...(this.groupsOfPerson.get(id) ?? [])].sort(byName);
  }

  /** Cheap look at a person's ordinary groups, in no order. */
  rawGroupsOf(id: string): ReadonlySet<StoredGroup> {
    return this.groupsOfPerson.get(id) ?? new Set();
  }

  personByEmail(email: string): StoredPerson | undefined {
    const wanted = email.trim().toLowerCase();
    return [...this.people.values()].find((person) => person.email.toLowerCase() === wanted);
  }

  /** Valid as member and head: exists, not disabled, not a guest. Pending people are. */
  validMember(id: string): StoredPerson | undefined {
    const person = this.people.get(id);
    return person === undefined || person.status === 'disabled' || person.role === 'guest'
      ? undefined
      : person;
  }

  /** False once the group was deleted: work that still goes on then has nothing to change. */
  private holds(group: StoredGroup): boolean {
    return this.groups.get(group.id) === group;
  }

  private dropFromAllGroups(id: string): void {
    for (const group of this.groupsOf(id)) this.removeMember(group, id);
    for (const group of this.groups.values()) this.dropHead(group, id);
  }

  private dropHead(group: StoredGroup, id: string): void {
    if (group.headIds.includes(id))
      this.setHeads(
        group,
        group.headIds.filter((head) => head !== id),
      );
  }

  private placeOf(group: StoredGroup): number {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const there = this.sorted[middle];
      if (there !== undefined && byName(there, group) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function newGroup(id: string, name: string, isLdap: boolean): StoredGroup {
  return {
    id,
    isLdap,
    isSystem: isSystemGroup(id),
    memberIds: new Set(),
    name,
    folded: fold(name),
    headIds: [],
  };
}

/** Order of groups by name; equal names by id. */
function byName(one: StoredGroup, other: StoredGroup): number {
  return compareNames(one.name, other.name) || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
}
