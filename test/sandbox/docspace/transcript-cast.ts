import { type PortalGroup, type PortalPerson, smallWorld, type World } from '../../../sandbox/world.ts';

type Change = Partial<PortalPerson>;

function cast(
  id: string,
  name: string,
  firstName: string,
  lastName: string,
  change: Change = {},
): PortalPerson {
  const email = `${name}@example.com`;
  return { id, userName: name, firstName, lastName, email, role: 'user', status: 'active', ...change };
}

/** The people of the recorded portal, by the names its transcripts give them. */
export const people = {
  owner: cast('66faa6e4-f133-11ea-b126-00ffeec8b4ef', 'owner', 'Administrator', '', { role: 'owner' }),
  ulf: cast('5b7b453f-0544-473f-96b2-adc26df18772', 'user', 'Ulf', 'User'),
  uma: cast('66d20774-f670-4ef0-98d3-d032c34a1fe4', 'user2', 'Uma', 'Second'),
  umlaut: cast('271c3ca2-b5eb-414b-9787-9582eb316b4a', 'umlaut', 'Jürgen', 'Müller-Lüdenscheidt'),
  badname: cast('6b07950a-f5a2-428e-b389-03abfde1ee01', 'badname', '<b>Bo&"b', "O'Neil"),
  upper: cast('9896a958-58c6-4621-9e7f-423f23859411', 'Upper.Case', 'Upper', 'Case', {
    email: 'Upper.Case@Example.com',
  }),
  pending: cast('722cb6b0-3d33-4a31-83fc-67a777b3a6db', 'pending', '', '', { status: 'pending' }),
  guest: cast('4a7e61a0-1a5c-4ea0-ad9b-1b263180eda7', 'guest', 'Gus', 'Guest', { role: 'guest' }),
  disabled: cast('6c1e9f0f-c909-4fce-9d3a-a2b2dc21e9ac', 'disabled', 'Dis', 'Abled', { status: 'disabled' }),
  roomAdmin: cast('a0000000-0000-4000-8000-000000000001', 'roomadmin', 'Roo', 'Admin', { role: 'roomAdmin' }),
  admin: cast('a0000000-0000-4000-8000-000000000002', 'admin', 'Ad', 'Min', { role: 'admin' }),
  plain: cast('a0000000-0000-4000-8000-000000000003', 'plain', 'Pla', 'In'),
} as const;

function group(
  id: string,
  name: string,
  head?: PortalPerson,
  members: readonly PortalPerson[] = [],
): PortalGroup {
  return { id, name, ...(head && { headId: head.id }), memberIds: members.map((person) => person.id) };
}

const { ulf, uma, umlaut, badname, upper, pending } = people;

/** The groups that the recorded list shows; most transcripts were taken with these. */
export const listed: readonly PortalGroup[] = [
  group('90a382b7-bdd8-4d95-b045-07313cd0b365', '  spaces  '),
  group('287b77d0-429b-4062-b4ef-0abb3389885a', '<b>R&D</b> "quoted" \'x\' <script>'),
  group('b96e08ff-8f59-43cf-96d7-a0824d6e3a89', 'a\nb\tc'),
  group('a0fe9392-5432-44e3-b9fc-60ad8404df56', 'Case'),
  group('ccc37f0d-c565-4bca-9829-56fdbff1abcb', 'Development Team', ulf, [ulf, uma, umlaut]),
  group('516f47a3-f7fd-4017-8eaf-c9200587975b', 'Dups', undefined, [ulf, uma]),
  group('87c21c23-3cf3-49f4-a70a-358bfd1d619d', 'Größe Группа 개발 プロ'),
  group('ca4eea54-02cb-4a16-9f33-cd3f67b1fc70', 'Manager only', ulf, [ulf]),
  group('2ce3c427-fc94-4038-bdbb-2658df0e2a41', 'Marketing'),
  group('8f4c21be-3acf-49be-9cdf-b3c59ff2d0d2', 'Marketing'),
  group('3ed7f1ae-8534-4366-8dea-9f2c1345724c', 'Pending', undefined, [pending]),
  group('cb0b8f5b-c184-4b5e-a134-db81a7681160', 'Pending mgr', pending, [pending]),
  group('3d175d44-a40c-457c-a9f3-eaf39328afca', 'y'.repeat(128)),
  group('1c017c8a-b4b3-4c34-836c-e5798a0d3f22', 'ZeroMgr'),
];

const RENAMED = '89843676-6c30-4507-99b6-d48bfad40796';
const MEMBERS = '80659703-f970-4572-a0de-dab4ef60e630';
const TO = '0b06e1de-38ce-4175-9383-508527869fc6';
const MGR = 'd23e673e-a22a-473a-8b97-8dc5573ec443';

/** Groups that came and went while the transcripts were taken, in the states that those show. */
export const passing = {
  beforeRename: group(RENAMED, 'To be renamed', ulf, [ulf, uma]),
  renamed: group(RENAMED, 'Renamed', ulf, [ulf, uma]),
  renamedWithFour: group(RENAMED, 'Renamed', umlaut, [umlaut, ulf, badname, upper]),
  renamedWithoutHead: group(RENAMED, 'Renamed', undefined, [upper, badname]),
  members: group(MEMBERS, 'Members', ulf, [ulf, uma]),
  membersWithoutHead: group(MEMBERS, 'Members', undefined, [umlaut, uma]),
  from: group('6740d368-39ab-418e-b718-7e4f41a86da3', 'From', umlaut, [umlaut, ulf, uma]),
  to: group(TO, 'To', upper, [upper]),
  toFilled: group(TO, 'To', upper, [upper, umlaut, ulf, uma]),
  replaced: group('616b53e5-8574-4543-b864-ec5ab5f45147', 'Replaced', ulf, [ulf]),
  mgr: group(MGR, 'Mgr', ulf, [ulf, umlaut]),
  mgrOfUmlaut: group(MGR, 'Mgr', umlaut, [umlaut]),
  mgr2: group('339d0c32-537a-49a2-ad39-46a7fbc5f43d', 'Mgr2', uma, [ulf, uma]),
  dis: group('822d4ff5-9447-4bba-8d9f-788714e02751', 'Dis', undefined, [ulf]),
  deleted: group('e4694b7f-aa16-405a-9494-8346be558e4c', 'To be deleted', ulf, [ulf]),
  twoHeads: group('301d1471-0ef8-4d39-91b7-0174aa573fc6', 'Two heads', ulf, [ulf, uma]),
  ldap: { ...group('849f64af-321b-44f8-a2d8-d825acf36153', 'Ldap group', undefined, [uma]), isLdap: true },
} as const;

/** The recorded portal with these groups. */
export function recordedWorld(groups: readonly PortalGroup[]): World {
  return { ...smallWorld, people: Object.values(people), groups };
}
