import { smallWorld, type World } from '../../../sandbox/world.ts';

/**
 * People and channels of one cell alone: many changes go on side by side, none meets another's faults, and nothing
 * that the bot remembers of people comes from another one.
 */
export interface Crew {
  /** Slack id of the DocSpace admin who asks. */
  readonly actor: string;
  /** Who asks, and three others, as DocSpace knows them. */
  readonly people: { readonly admin: string; readonly a: string; readonly b: string; readonly c: string };
  /** What begins the e-mails of all of them and of nobody else. */
  readonly mark: string;
  /** Slack ids of the three others. */
  readonly slack: { readonly a: string; readonly b: string; readonly c: string };
  /** A channel that the bot is in, and one that it is not in. */
  readonly channel: string;
  readonly elsewhere: string;
}

const roles = ['admin', 'a', 'b', 'c'] as const;

function crewOf(index: number): Crew {
  const mark = `k${String(index + 1000)}`;
  const id = (role: (typeof roles)[number]) =>
    `b2${String(index + 1000)}00-0000-4000-8000-00000000000${roles.indexOf(role)}`;
  const slack = (role: (typeof roles)[number]) => `U0${mark}${role}`.toUpperCase();
  return {
    actor: slack('admin'),
    people: { admin: id('admin'), a: id('a'), b: id('b'), c: id('c') },
    mark,
    slack: { a: slack('a'), b: slack('b'), c: slack('c') },
    channel: `C0${mark}IN`.toUpperCase(),
    elsewhere: `C0${mark}OUT`.toUpperCase(),
  };
}

/** So many crews. */
export function crews(count: number): readonly Crew[] {
  return Array.from({ length: count }, (_, index) => crewOf(index));
}

/** The small world, and these crews in it. */
export function worldOf(all: readonly Crew[]): World {
  const members = all.flatMap((crew) =>
    roles.map((role) => ({
      crew,
      role,
      name: `${crew.mark}${role}`,
      email: `${crew.mark}${role}@example.com`,
    })),
  );
  return {
    ...smallWorld,
    users: [
      ...smallWorld.users,
      ...members.map(({ crew, role, name, email }) => ({
        id: role === 'admin' ? crew.actor : crew.slack[role],
        name,
        realName: name,
        email,
        emailConfirmed: true,
        tz: 'Europe/Berlin',
      })),
    ],
    people: [
      ...smallWorld.people,
      ...members.map(({ crew, role, name, email }) => ({
        id: crew.people[role],
        firstName: 'Kit',
        lastName: role.toUpperCase(),
        userName: name,
        email,
        role: role === 'admin' ? ('admin' as const) : ('user' as const),
        status: 'active' as const,
      })),
    ],
    channels: [
      ...smallWorld.channels,
      ...all.flatMap((crew) => {
        const memberIds = [crew.actor, crew.slack.a, crew.slack.b, crew.slack.c];
        const base = { isPrivate: true, memberIds };
        return [
          { ...base, id: crew.channel, name: `${crew.mark}-in`, botIsMember: true },
          { ...base, id: crew.elsewhere, name: `${crew.mark}-out`, botIsMember: false },
        ];
      }),
    ],
  };
}
