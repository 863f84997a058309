import { expect, it } from 'vitest';
import type { Match } from '../../src/directory/directory.ts';
import { DocSpaceError, type DocSpaceReason } from '../../src/docspace/errors.ts';
import type { Person } from '../../src/docspace/model.ts';
import { createMayWatch } from '../../src/groups/watches.ts';

const watch = { groupId: 'g1', channelId: 'C1', slackUserId: 'U1', at: 0 };
const bob: Person = { id: 'bob', email: 'bob@x.io', name: 'Bob', role: 'user', status: 'active' };

/** Who set the watch, and what DocSpace says of the group. */
function world(
  match: Partial<Match>,
  group: { readonly headId?: string; readonly fault?: DocSpaceReason } = {},
) {
  const asked = { people: 0, groups: 0 };
  const mayWatch = createMayWatch({
    directory: {
      lookUp: async () => {
        asked.people += 1;
        return { bySlackId: new Map([['U1', { label: 'bob', ...match }]]), byEmail: new Map() };
      },
      slackIdOf: async () => undefined,
      knownSlackIdOf: () => undefined,
      knownEmailOf: () => undefined,
    },
    groups: {
      get: async (id) => {
        asked.groups += 1;
        const { headId, fault } = group;
        if (fault !== undefined) {
          throw new DocSpaceError({ reason: fault, method: 'GET', route: '/group', mayHaveHappened: false });
        }
        const head = headId === undefined ? {} : { head: { id: headId, name: headId } };
        return { id, name: 'Sales', membersCount: 0, isLdap: false, isSystem: false, ...head };
      },
    },
    settings: { headsManageMembers: false, everyoneMayView: false },
  });
  return { mayWatch, asked };
}

it.each<[string, Partial<Match>, Parameters<typeof world>[1], boolean]>([
  ['an admin', { person: { ...bob, role: 'admin' } }, { fault: 'unreachable' }, true],
  ['the head', { person: bob }, { headId: 'bob' }, true],
  ['a former head', { person: bob }, { headId: 'cid' }, false],
  ['a former head of a group without one', { person: bob }, {}, false],
  ['a user, of a group that is gone', { person: bob }, { fault: 'not-found' }, true],
  ['a guest', { person: { ...bob, role: 'guest' }, refusal: 'guest-in-docspace' }, { headId: 'bob' }, false],
  ['somebody who left', { refusal: 'deactivated-in-slack' }, { fault: 'unreachable' }, false],
])('says whether the right is still there: %s', async (_, match, group, isThere) => {
  expect(await world(match, group).mayWatch(watch, { isDeleted: false })).toBe(isThere);
});

it.each<DocSpaceReason>(['unreachable', 'broken-data'])(
  'does not tell when the group is %s',
  async (fault) => {
    await expect(world({ person: bob }, { fault }).mayWatch(watch, { isDeleted: false })).rejects.toThrow();
  },
);

it('does not look at a group that was deleted', async () => {
  const { mayWatch, asked } = world({ person: bob });
  expect(await mayWatch(watch, { isDeleted: true })).toBe(true);
  expect(asked.groups).toBe(0);
});

it('asks about a person once a minute, and about the group each time', async () => {
  const { mayWatch, asked } = world({ person: bob }, { headId: 'bob' });
  for (const groupId of ['g1', 'g1', 'g2']) await mayWatch({ ...watch, groupId }, { isDeleted: false });
  expect(asked).toEqual({ people: 1, groups: 3 });
});
