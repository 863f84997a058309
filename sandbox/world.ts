/**
 * The small world of the demo and the tests: one Slack workspace and one DocSpace portal that share most of their people.
 * Both stand-ins are filled from here, so that an e-mail means the same person on both sides.
 */

export type PortalRole = 'owner' | 'admin' | 'roomAdmin' | 'user' | 'guest';
export type PortalStatus = 'active' | 'pending' | 'disabled';

/** A DocSpace account. */
export interface PortalPerson {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly userName: string;
  readonly email: string;
  readonly role: PortalRole;
  readonly status: PortalStatus;
}

/** A DocSpace group; heads and members by person id. */
export interface PortalGroup {
  readonly id: string;
  readonly name: string;
  readonly headId?: string;
  readonly memberIds: readonly string[];
  readonly isLdap?: boolean;
}

/** A Slack account with the flags of `users.info`. */
export interface WorkspaceUser {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly email?: string;
  readonly emailConfirmed?: boolean;
  readonly deleted?: boolean;
  readonly isBot?: boolean;
  readonly isRestricted?: boolean;
  readonly isUltraRestricted?: boolean;
  readonly isStranger?: boolean;
  readonly teamId?: string;
  readonly tz?: string;
}

export interface WorkspaceChannel {
  readonly id: string;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly botIsMember: boolean;
  readonly memberIds: readonly string[];
}

export interface World {
  readonly teamId: string;
  readonly botUserId: string;
  readonly botId: string;
  readonly users: readonly WorkspaceUser[];
  readonly channels: readonly WorkspaceChannel[];
  readonly people: readonly PortalPerson[];
  readonly groups: readonly PortalGroup[];
}

/** A GUID that can be recognised in a log: `guid('a1', 7)` ends in `...a1` and a counter. */
function guid(kind: string, counter: number): string {
  return `${kind.padEnd(8, '0')}-0000-4000-8000-${counter.toString().padStart(12, '0')}`;
}

function person(
  counter: number,
  name: readonly [first: string, last: string],
  email: string,
  role: PortalRole,
  status: PortalStatus = 'active',
): PortalPerson {
  const userName = email.slice(0, email.indexOf('@')).toLowerCase();
  return { id: guid('a1', counter), firstName: name[0], lastName: name[1], userName, email, role, status };
}

const people: readonly PortalPerson[] = [
  person(1, ['Olive', 'Owner'], 'own@example.com', 'owner'),
  person(2, ['Ann', 'Archer'], 'ann@example.com', 'admin'),
  person(3, ['Ada', 'Adams'], 'ada@example.com', 'admin'),
  person(4, ['Roo', 'Rogers'], 'roo@example.com', 'roomAdmin'),
  person(5, ['Bob', 'Baker'], 'Bob.Baker@Example.com', 'user'),
  person(6, ['Cid', 'Carter'], 'cid@example.com', 'user'),
  person(7, ['Jürgen', 'Müller-Lüdenscheidt'], 'jm@example.com', 'user'),
  person(8, ['', ''], 'eve@example.com', 'user', 'pending'),
  person(9, ['Gus', 'Guest'], 'gus@example.com', 'guest'),
  person(10, ['Dina', 'Dormant'], 'dina@example.com', 'user', 'disabled'),
  person(11, ['Kim', 'Lee'], 'kim.lee@example.com', 'user'),
  person(12, ['Kim', 'Lee'], 'kim.lee2@example.com', 'user'),
  person(13, ['<b>Bo&"b', "O'Neil"], 'bo@example.com', 'user'),
  person(14, ['Petra', 'Post'], 'petra@example.com', 'user'),
  person(15, ['Joann', 'Archer'], 'joann@example.com', 'user'),
  person(16, ['Unka', 'Unconfirmed'], 'unka@example.com', 'admin'),
  person(17, ['Old', 'Timer'], 'old@example.com', 'admin'),
  person(18, ['Sally', 'Single'], 'sally@example.com', 'admin'),
  person(19, ['Xavier', 'External'], 'xavier@partner.example', 'admin'),
];

function user(
  id: string,
  name: string,
  realName: string,
  email: string,
  more: Partial<WorkspaceUser> = {},
): WorkspaceUser {
  return { id, name, realName, email, emailConfirmed: true, tz: 'Europe/Berlin', ...more };
}

const users: readonly WorkspaceUser[] = [
  user('U0OWN', 'own', 'Olive Owner', 'own@example.com'),
  user('U0ANN', 'ann', 'Ann Archer', 'ann@example.com'),
  user('U0ADA', 'ada', 'Ada Adams', 'Ada@Example.com'),
  user('U0ROO', 'roo', 'Roo Rogers', 'roo@example.com'),
  user('U0BOB', 'bob', 'Bob Baker', 'bob.baker@example.com'),
  user('U0CID', 'cid', 'Cid Carter', 'cid@example.com', { tz: 'America/New_York' }),
  user('U0JM', 'jm', 'Jürgen Müller', 'jm@example.com'),
  user('U0EVE', 'eve', 'Eve Invited', 'eve@example.com'),
  user('U0GUS', 'gus', 'Gus Guest', 'gus@example.com'),
  user('U0DINA', 'dina', 'Dina Dormant', 'dina@example.com'),
  user('U0KIM', 'kim', 'Kim Lee', 'kim.lee@example.com'),
  user('U0KIM2', 'kim2', 'Kim Lee', 'kim.lee2@example.com'),
  user('U0BO', 'bo', "Bo O'Neil", 'bo@example.com'),
  user('U0NIL', 'nil', 'Nils Nobody', 'nils@example.com'),
  user('U0JOAN', 'joann', 'Joann Archer', 'joann@example.com'),
  user('U0UNKA', 'unka', 'Unka Unconfirmed', 'unka@example.com', { emailConfirmed: false }),
  user('U0OLD', 'old', 'Old Timer', 'old@example.com', { deleted: true }),
  user('U0SALLY', 'sally', 'Sally Single', 'sally@example.com', {
    isRestricted: true,
    isUltraRestricted: true,
  }),
  user('U0XAV', 'xavier', 'Xavier External', 'xavier@partner.example', {
    isStranger: true,
    teamId: 'T0PARTNER',
  }),
  { id: 'U0BOT', name: 'docspace_groups', realName: 'DocSpace Groups', isBot: true },
  { id: 'USLACKBOT', name: 'slackbot', realName: 'Slackbot' },
];

const everyone = users.filter((one) => !one.deleted).map((one) => one.id);

const channels: readonly WorkspaceChannel[] = [
  { id: 'C0GENERAL', name: 'general', isPrivate: false, botIsMember: true, memberIds: everyone },
  { id: 'C0MARKET', name: 'marketing', isPrivate: false, botIsMember: true, memberIds: everyone },
  { id: 'C0RANDOM', name: 'random', isPrivate: false, botIsMember: false, memberIds: everyone },
  {
    id: 'G0LEADS',
    name: 'leads',
    isPrivate: true,
    botIsMember: true,
    memberIds: ['U0OWN', 'U0ANN', 'U0BOB'],
  },
  { id: 'G0SECRET', name: 'secret', isPrivate: true, botIsMember: false, memberIds: ['U0OWN', 'U0ANN'] },
];

const idOf = (email: string): string => {
  const found = people.find((one) => one.email.toLowerCase() === email);
  if (found === undefined) throw new Error(`the world has no ${email}`);
  return found.id;
};

const bob = idOf('bob.baker@example.com');
const cid = idOf('cid@example.com');
const jm = idOf('jm@example.com');
const dina = idOf('dina@example.com');
const petra = idOf('petra@example.com');
const kim = idOf('kim.lee@example.com');

const groups: readonly PortalGroup[] = [
  { id: guid('91', 1), name: 'Sales EMEA', headId: bob, memberIds: [bob, cid, petra] },
  { id: guid('91', 2), name: 'Sales EMEA', headId: kim, memberIds: [kim] },
  { id: guid('91', 3), name: 'Sales APAC', memberIds: [cid, jm] },
  { id: guid('91', 4), name: 'Grüße & <b>Co</b>', headId: jm, memberIds: [jm, bob] },
  { id: guid('91', 5), name: 'Q&amp;A', memberIds: [petra] },
  { id: guid('91', 6), name: 'Design', headId: dina, memberIds: [dina, cid] },
  { id: guid('91', 7), name: 'Directory staff', memberIds: [bob, cid, jm, kim], isLdap: true },
  { id: guid('91', 8), name: '<!channel> *x* &lt;', memberIds: [] },
  { id: guid('91', 9), name: 'Бухгалтерия', headId: petra, memberIds: [petra] },
];

/** The world every demo and test starts from. Tests that need another one spread this and change what they need. */
export const smallWorld: World = {
  teamId: 'T0HOME',
  botUserId: 'U0BOT',
  botId: 'B0BOT',
  users,
  channels,
  people,
  groups,
};
