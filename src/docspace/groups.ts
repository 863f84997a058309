import { type Call, refusal, type Send } from './call.ts';
import { FIELDS } from './fields.ts';
import { isSystemGroupId } from './ids.ts';
import { distinctIds, MAX_PEOPLE, type Window, windowOf } from './limits.ts';
import type { CallOptions, DocSpace, GroupChange, GroupRow, NewGroup, Page } from './model.ts';
import type { ReadAround } from './read-around.ts';
import { isStorable, LONGEST_GROUP_NAME } from './text.ts';
import { ANSWER } from './wire.ts';

type Route = Pick<Call<unknown>, 'method' | 'route'>;
type ListQuery = NonNullable<Call<unknown>['query']>;

const LIST = { method: 'GET', route: '/group' } as const;
const CREATE = { method: 'POST', route: '/group' } as const;
const UPDATE = { method: 'PUT', route: '/group/{id}' } as const;
const DELETE = { method: 'DELETE', route: '/group/{id}' } as const;

function checkName(call: Route, name: string): void {
  // DocSpace 3.7 takes a blank name on PUT, and answers 500 to emoji.
  if (name.trim() === '') throw refusal(call, 'the name is blank');
  if (name.length > LONGEST_GROUP_NAME) throw refusal(call, 'the name is too long');
  if (!isStorable(name)) throw refusal(call, 'the name has a character of four bytes');
}

function checkTarget(call: Route, id: string): void {
  if (isSystemGroupId(id)) throw refusal(call, 'the group stands for a role');
}

function headOf(call: Route, headId: string | undefined): string | undefined {
  return headId === undefined ? undefined : distinctIds(call, [headId])[0];
}

function creation({ name, headId, memberIds }: NewGroup) {
  checkName(CREATE, name);
  const groupManager = headOf(CREATE, headId);
  const members = distinctIds(CREATE, memberIds);
  if (members.length > MAX_PEOPLE) throw new RangeError(`more than ${MAX_PEOPLE} people in one call`);
  // An absent head is left out: DocSpace 3.7 answers 400 to null.
  return { people: members.length + 1, body: { groupName: name, groupManager, members } };
}

function alteration({ name, headId, addIds, removeIds }: GroupChange) {
  if (name !== undefined) checkName(UPDATE, name);
  const groupManager = headOf(UPDATE, headId);
  const membersToAdd = distinctIds(UPDATE, addIds);
  const membersToRemove = distinctIds(UPDATE, removeIds);
  const people = membersToAdd.length + membersToRemove.length;
  if (people > MAX_PEOPLE) throw new RangeError(`more than ${MAX_PEOPLE} people in one call`);
  // DocSpace 3.7 removes whoever is in both lists.
  if (membersToRemove.some((id) => membersToAdd.includes(id))) {
    throw new RangeError('a person is to be added and removed in one call');
  }
  // DocSpace 3.7 logs and announces a change, even for an empty body.
  if (name === undefined && groupManager === undefined && people === 0) throw refusal(UPDATE, 'no change');
  return {
    people: people + 1,
    body: {
      groupName: name,
      groupManager,
      ...(membersToAdd.length > 0 ? { membersToAdd } : {}),
      ...(membersToRemove.length > 0 ? { membersToRemove } : {}),
    },
  };
}

/** The groups of DocSpace. Writes are checked here for what DocSpace 3.7 would take and should not. */
export function groupCalls(send: Send, readAround: ReadAround): DocSpace['groups'] {
  function list(which: ListQuery, window: Window, options?: CallOptions): Promise<Page<GroupRow>> {
    return readAround(
      {
        key: JSON.stringify(which),
        ...windowOf(window),
        read: (part, partOptions) =>
          send(
            { ...LIST, query: { ...which, ...part, fields: FIELDS.groupRow }, answer: ANSWER.groups },
            partOptions,
          ),
      },
      options,
    );
  }

  return {
    async search({ text = '', ...window }, options) {
      const filterValue = text.trim();
      windowOf(window);
      // No name is longer or holds such characters, and DocSpace 3.7 answers 500 to them.
      if (filterValue.length > LONGEST_GROUP_NAME || !isStorable(filterValue)) return { items: [], total: 0 };
      return list({ filterValue: filterValue || undefined }, window, options);
    },

    async ofPerson({ personId, headed, ...window }, options) {
      const [userId] = distinctIds(LIST, [personId]);
      return list({ userId, manager: headed || undefined }, window, options);
    },

    get(id, options) {
      const query = { includeMembers: false, fields: FIELDS.group };
      return send({ method: 'GET', route: '/group/{id}', ids: { id }, query, answer: ANSWER.group }, options);
    },

    getWithMembers(id, options) {
      const query = { fields: FIELDS.groupWithMembers };
      const answer = ANSWER.groupWithMembers;
      return send({ method: 'GET', route: '/group/{id}', ids: { id }, query, answer }, options);
    },

    async create(group, options) {
      const query = { fields: FIELDS.groupEcho };
      return send({ ...CREATE, query, ...creation(group), answer: ANSWER.groupEcho }, options);
    },

    async update(id, change, options) {
      checkTarget(UPDATE, id);
      const query = { fields: FIELDS.groupEcho };
      return send(
        { ...UPDATE, ids: { id }, query, ...alteration(change), answer: ANSWER.groupEcho },
        options,
      );
    },

    async delete(id, options) {
      checkTarget(DELETE, id);
      await send({ ...DELETE, ids: { id }, answer: ANSWER.nothing }, options);
    },
  };
}
