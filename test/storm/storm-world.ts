import { type PortalPerson, smallWorld, type World } from '../../sandbox/world.ts';

/** The one channel where all is asked for and announced. */
export const stormChannel = 'C0STORM';

/** Somebody on both sides. */
export interface Known {
  readonly slackId: string;
  /** As it is typed: `@s07`. */
  readonly handle: string;
  readonly personId: string;
}

/** A world of many people, some of whom may change groups, and of groups to be changed. */
export interface StormWorld {
  readonly world: World;
  /** DocSpace admins: they act. */
  readonly actors: readonly Known[];
  /** They go in and out of groups. */
  readonly crowd: readonly Known[];
}

const crowdSize = 30;
const groupCount = 16;

function personAt(counter: number, role: PortalPerson['role']): PortalPerson & Known {
  const handle = `s${String(counter).padStart(2, '0')}`;
  const id = `a2000000-0000-4000-8000-${String(counter).padStart(12, '0')}`;
  return {
    id,
    firstName: 'Storm',
    lastName: `Person${counter}`,
    userName: handle,
    email: `${handle}@example.com`,
    role,
    status: 'active',
    slackId: `U0${handle.toUpperCase()}`,
    handle,
    personId: id,
  };
}

export function stormWorld(actorCount: number): StormWorld {
  const actors = Array.from({ length: actorCount }, (_, index) => personAt(index + 1, 'admin'));
  const crowd = Array.from({ length: crowdSize }, (_, index) => personAt(51 + index, 'user'));
  const all = [...actors, ...crowd];
  const users = all.map(({ slackId, handle, email, lastName }) => ({
    id: slackId,
    name: handle,
    realName: `Storm ${lastName}`,
    email,
    emailConfirmed: true,
    tz: 'Europe/Berlin',
  }));
  const groups = Array.from({ length: groupCount }, (_, index) => {
    const members = [0, 1, 2, 3].map((step) => crowd[(index * 3 + step) % crowd.length]?.id ?? '');
    const [head = ''] = members;
    const id = `92000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`;
    return {
      id,
      name: `Team ${String(index + 1).padStart(2, '0')}`,
      memberIds: members,
      ...(index % 3 === 0 ? {} : { headId: head }),
    };
  });
  const storm = {
    id: stormChannel,
    name: 'storm',
    isPrivate: false,
    botIsMember: true,
    memberIds: all.map((one) => one.slackId),
  };
  const world: World = {
    ...smallWorld,
    users: [...smallWorld.users, ...users],
    channels: [...smallWorld.channels, storm],
    people: [...smallWorld.people, ...all],
    groups,
  };
  return { world, actors, crowd };
}
