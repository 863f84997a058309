import type { PortalRole, PortalStatus } from '../world.ts';
import { type Call, isAdmin } from './call.ts';
import { compareNames, fold, hasFourByteCharacter } from './collation.ts';
import type { StoredPerson } from './portal.ts';
import { displayName } from './present-person.ts';
import { enumValue, type Paging, queryBoolean, queryEnum, queryGuid, queryText } from './query.ts';
import { mixedCollations } from './refusals.ts';

const STATUSES = { Active: 1, Terminated: 2, Pending: 4, Default: 5, All: 7 };
const TYPES = { All: 0, RoomAdmin: 1, Guest: 2, DocSpaceAdmin: 3, User: 4 };
const AREAS = { All: 0, People: 1, Guests: 2 };

const ROLES: Readonly<Record<keyof typeof TYPES, readonly PortalRole[]>> = {
  All: ['owner', 'admin', 'roomAdmin', 'user', 'guest'],
  RoomAdmin: ['roomAdmin'],
  Guest: ['guest'],
  DocSpaceAdmin: ['owner', 'admin'],
  User: ['user'],
};

/** A condition on people. */
export type PersonTest = (person: StoredPerson) => boolean;

/** People of a status, by DocSpace's name or number for it; `Default` finds active people only. */
export function statusTest(written: string): PersonTest {
  return testOf(enumValue('status', written, STATUSES));
}

function testOf(status: keyof typeof STATUSES): PersonTest {
  const wanted: Readonly<Record<keyof typeof STATUSES, readonly PortalStatus[]>> = {
    Active: ['active'],
    Terminated: ['disabled'],
    Pending: ['pending'],
    Default: ['active'],
    All: ['active', 'pending', 'disabled'],
  };
  return (person) => wanted[status].includes(person.status);
}

/** The conditions of `GET /people/filter` that are in its query. */
export function filterTests(call: Call): readonly PersonTest[] {
  const tests: PersonTest[] = [textTest(call)];
  const status = queryEnum(call, 'employeeStatus', STATUSES);
  if (status !== undefined) tests.push(testOf(status));
  else if (!isAdmin(call.caller)) tests.push((person) => person.status !== 'disabled');
  const type = queryEnum(call, 'employeeType', TYPES);
  const several = [...call.query.getAll('employeeTypes'), ...call.query.getAll('employeeTypes[]')];
  const types = several.map((written) => enumValue('employeeTypes', written, TYPES));
  if (type !== undefined) types.push(type);
  if (types.length > 0) tests.push((person) => types.some((one) => ROLES[one].includes(person.role)));
  if (queryBoolean(call, 'isAdministrator') === true)
    tests.push((person) => ROLES.DocSpaceAdmin.includes(person.role));
  const area = queryEnum(call, 'area', AREAS) ?? 'All';
  if (area !== 'All') tests.push((person) => (person.role === 'guest') === (area === 'Guests'));
  const excludes = queryBoolean(call, 'excludeGroup') ?? false;
  const groupId = queryGuid(call, 'groupId');
  if (groupId !== undefined) tests.push(groupTest(call, groupId, excludes));
  if (queryBoolean(call, 'withoutGroup') === true) {
    tests.push((person) => call.portal.rawGroupsOf(person.id).size === 0);
  }
  return tests;
}

/** Members of a group, disabled ones too; of an unknown group nobody. */
function groupTest(call: Call, groupId: string, excludes: boolean): PersonTest {
  const group = call.portal.groups.get(groupId);
  const ids = new Set(group === undefined ? [] : call.portal.members(group).map((person) => person.id));
  return (person) => ids.has(person.id) !== excludes;
}

/**
 * `filterValue`: with a separator any of its terms, without one all of its words, must be part of the first name, the
 * last name or the e-mail.
 */
export function textTest(call: Call): PersonTest {
  const text = queryText(call, 'filterValue')?.trim() ?? '';
  if (hasFourByteCharacter(text)) throw mixedCollations();
  const separator = queryText(call, 'filterSeparator');
  const isAny = separator !== undefined && separator !== '';
  const terms = text
    .split(isAny ? separator : ' ')
    .map((term) => fold(term.trim()))
    .filter((term) => term !== '');
  if (terms.length === 0) return () => true;
  return (person) => {
    const places = [person.firstName, person.lastName, person.email].map(fold);
    const isFound = (term: string) => places.some((place) => place.includes(term));
    return isAny ? terms.some(isFound) : terms.every(isFound);
  };
}

/** The order of lists of people. By first name (the default) and last name active people come first, disabled last. */
export function sortPeople(
  call: Call,
  people: readonly StoredPerson[],
  paging: Paging,
): readonly StoredPerson[] {
  const by = queryText(call, 'sortBy')?.toLowerCase() ?? 'firstname';
  const rank: Readonly<Record<PortalStatus, number>> = { active: 0, pending: 1, disabled: 2 };
  const text = (person: StoredPerson): string => {
    if (by === 'lastname') return person.lastName;
    if (by === 'email') return person.email;
    if (by === 'displayname') return displayName(person);
    return person.firstName;
  };
  const ranked = !['email', 'displayname'].includes(by);
  const direction = paging.isDescending ? -1 : 1;
  return people.toSorted((one, other) => {
    const byRank = ranked ? rank[one.status] - rank[other.status] : 0;
    if (byRank !== 0) return byRank;
    return direction * compareNames(text(one), text(other)) || (one.id < other.id ? -1 : 1);
  });
}
