import type { ActiveFault, FaultRule } from '../../../sandbox/docspace/faults.ts';
import type { LoggedRequest } from '../../../sandbox/docspace/request-log.ts';
import type { Message, Person } from '../../../sandbox/slack/contract.ts';
import { closeAll } from '../support/create.ts';
import type { Stage } from '../support/stage.ts';
import type { Crew } from './crew.ts';

/** What a request of DocSpace is for. */
export type RequestRole = 'people' | 'group' | 'names' | 'write' | 'second write';

/** One change or question, with people, groups, channel and faults that no other has. */
export interface Cell {
  readonly stage: Stage;
  readonly crew: Crew;
  readonly person: Person;
  readonly channel: string;
  /** In the name of each of its groups, and in no other. */
  readonly token: string;
  /** `Team K0042`. */
  named(word: string): string;
  /** Adds `Team <token>` with head a, members a and c, or what is given. */
  add(word?: string, more?: { readonly head?: 'a' | null; readonly members?: string }): string;
  /** All its groups as `word|head|members`, by the letters of its people. */
  state(): readonly string[];
  /** A fault that only this cell's requests meet. */
  strike(rule: FaultRule, role?: RequestRole): ActiveFault;
  /** Its requests since `mark`. */
  requests(mark: number): readonly LoggedRequest[];
  /** What the person can read that names one of its groups or was said to him since it began: oldest first. */
  announced(channel?: string): readonly string[];
  /** Only to the person: beside the channel, by direct message. */
  told(): readonly string[];
  modal(): string;
}

const letters = ['a', 'b', 'c'] as const;

/** What a request is for, by its shape. */
export function roleOf(request: Pick<LoggedRequest, 'method' | 'path'>): RequestRole {
  if (request.method !== 'GET') return 'write';
  if (request.path.startsWith('/api/2.0/people')) return 'people';
  return /\/group\?/.test(request.path) ? 'names' : 'group';
}

const paths = {
  people: /\/people\//,
  group: /\/group\/[0-9a-f-]{36}/,
  names: /\/group\?/,
} as const;

function ruleFor(role: RequestRole): Partial<FaultRule> {
  if (role === 'write') return { method: ['POST', 'PUT', 'DELETE'] };
  if (role === 'second write') return { method: ['POST', 'PUT', 'DELETE'], skip: 1 };
  return { method: 'GET', path: paths[role] };
}

/** A cell in which nothing has happened yet. */
export function openCell(stage: Stage, crew: Crew, channel = crew.channel): Cell {
  const { slack, docspace } = stage;
  const token = crew.mark.toUpperCase();
  const person = slack.as(crew.actor);
  const begin = {
    told: new Set([...person.messages(channel), ...person.directMessages()].map(keyOf)),
  };
  const ids = () =>
    docspace
      .groups()
      .filter((group) => group.name.includes(token))
      .map((group) => group.id);
  const known = new Set<string>();
  /** Its groups are named by token or id, its people by id; who asks is in every look-up. */
  const about = (): RegExp => {
    for (const id of ids()) known.add(id);
    return new RegExp([token, `${crew.mark}admin`, crew.people.a.slice(0, 8), ...known].join('|'), 'i');
  };
  const letterOf = (id: string | undefined): string =>
    letters.find((letter) => crew.people[letter] === id) ?? (id === undefined ? '' : '?');
  const since = (messages: readonly Message[]) => messages.filter((one) => !begin.told.has(keyOf(one)));
  const read = (message: Message) => slack.plainText(message);

  return {
    stage,
    crew,
    person,
    channel,
    token,
    named: (word) => `${word} ${token}`,
    add(word = 'Team', { head = 'a', members = 'ac' } = {}) {
      const memberIds = letters.filter((letter) => members.includes(letter)).map((one) => crew.people[one]);
      const headId = head === null ? {} : { headId: crew.people[head] };
      const { id } = docspace.addGroup({ name: `${word} ${token}`, memberIds, ...headId });
      known.add(id);
      return id;
    },
    state: () =>
      docspace
        .groups()
        .filter((group) => group.name.includes(token))
        .map(({ name, head, members }) => {
          const who = members.map((one) => letterOf(one.id)).sort();
          return `${name.replace(` ${token}`, '')}|${letterOf(head?.id)}|${who.join('')}`;
        })
        .sort(),
    strike: (rule, role) =>
      docspace.faults.add({ ...(role === undefined ? {} : ruleFor(role)), ...rule, about: about() }),
    requests(mark) {
      const mine = about();
      return docspace
        .requestsSince(mark)
        .filter((one) => mine.test(one.path) || mine.test(JSON.stringify(one.body ?? '')));
    },
    announced: (where = channel) =>
      since(person.messages(where))
        .filter((one) => one.ephemeralFor === undefined)
        .map(read)
        .filter((text) => text.includes(token)),
    told: () =>
      since([
        ...person.messages(channel).filter((one) => one.ephemeralFor === person.id),
        ...person.directMessages(),
      ]).map(read),
    modal() {
      const view = person.modal();
      return view === undefined ? '' : slack.plainText(view);
    },
  };
}

/** Leaves nothing open that the next one could stumble over. */
export async function closeCell(cell: Cell): Promise<void> {
  const { docspace } = cell.stage;
  await closeAll(cell.person);
  for (const group of docspace.groups()) if (group.name.includes(cell.token)) docspace.deleteGroup(group.id);
}

function keyOf(message: Pick<Message, 'channel' | 'ts'>): string {
  return `${message.channel}:${message.ts}`;
}
