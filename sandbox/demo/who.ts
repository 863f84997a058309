import type { DocSpaceStandIn } from '../docspace/docspace.ts';
import type { WorkspaceUser, World } from '../world.ts';

type PersonView = ReturnType<DocSpaceStandIn['people']>[number];

/** Somebody of the workspace, as the page shows him. */
export interface ShownPerson {
  readonly id: string;
  /** The name behind the `@`. */
  readonly name: string;
  readonly realName: string;
  readonly isBot: boolean;
  readonly isDeactivated: boolean;
  /** Who he is in DocSpace, or why the bot won't know him: "DocSpace admin", "guest in Slack". */
  readonly label: string;
  /** His time zone, for dates in messages. */
  readonly tz: string;
}

const roles: Readonly<Record<PersonView['role'], string>> = {
  owner: 'DocSpace owner',
  admin: 'DocSpace admin',
  roomAdmin: 'room admin',
  user: 'user',
  guest: 'guest in DocSpace',
};

const statuses: Readonly<Record<PersonView['status'], string>> = {
  active: '',
  pending: ', invited',
  disabled: ', disabled',
};

/** Everybody of the workspace, in the world's order. */
export function shownPeople(world: World, portal: readonly PersonView[]): readonly ShownPerson[] {
  const byEmail = new Map(portal.map((one) => [one.email.toLowerCase(), one]));
  return world.users.map((user) => ({
    id: user.id,
    name: user.name,
    realName: user.realName,
    isBot: isMachine(user),
    isDeactivated: user.deleted === true,
    label: labelOf(user, byEmail.get(user.email?.toLowerCase() ?? '')),
    tz: user.tz ?? 'UTC',
  }));
}

/** Whether one can act as this user on the page. */
export function canAct(user: WorkspaceUser | undefined): boolean {
  return user !== undefined && !isMachine(user) && user.deleted !== true;
}

function isMachine(user: WorkspaceUser): boolean {
  return user.isBot === true || user.id === 'USLACKBOT';
}

function labelOf(user: WorkspaceUser, person: PersonView | undefined): string {
  if (isMachine(user)) return 'bot';
  const inDocSpace =
    person === undefined ? 'not in DocSpace' : `${roles[person.role]}${statuses[person.status]}`;
  return [inDocSpace, ...slackFlags(user)].join(', ');
}

function slackFlags(user: WorkspaceUser): readonly string[] {
  return [
    ...(user.deleted === true ? ['deactivated in Slack'] : []),
    ...(user.isRestricted === true || user.isUltraRestricted === true ? ['guest in Slack'] : []),
    ...(user.isStranger === true ? ['from another company'] : []),
    ...(user.emailConfirmed === false ? ['e-mail not confirmed'] : []),
  ];
}
