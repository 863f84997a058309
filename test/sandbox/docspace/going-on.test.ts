import { describe, expect, it } from 'vitest';
import type { DocSpaceStandIn } from '../../../sandbox/docspace/docspace.ts';
import { smallWorld } from '../../../sandbox/world.ts';
import { eventually, groupId, portal, send } from './portal-client.ts';

const APAC = groupId('Sales APAC');
const cost = { keyMs: 1, listedMs: 0, addedMs: 4, removedMs: 4, cores: 2 };
const people = smallWorld.people.filter((person) => person.role !== 'guest' && person.status !== 'disabled');
const ids = people.map((person) => person.id);

/** Sends a request and goes away as soon as something holds. */
async function abandon(
  docspace: DocSpaceStandIn,
  method: string,
  path: string,
  body: object,
  when: () => boolean,
): Promise<void> {
  const given = new AbortController();
  const sent = send(docspace, method, path, body, {
    headers: { Authorization: `Bearer ${docspace.key}`, 'Content-Type': 'application/json' },
    signal: given.signal,
  });
  await eventually(when);
  given.abort();
  await expect(sent).rejects.toThrow();
}

describe('work whose client has gone', () => {
  it('goes on to its end, person by person', async () => {
    const docspace = await portal({ cost });
    const size = () => docspace.group(APAC)?.members.length ?? 0;
    await abandon(docspace, 'PUT', `/group/${APAC}?fields=id`, { membersToAdd: ids }, () => size() > 3);
    expect(size()).toBeLessThan(ids.length);
    expect(docspace.writesAtOnce.now).toBe(1);
    await eventually(() => size() === ids.length);
    await eventually(() => docspace.requests[0]?.ms !== undefined);
    expect(docspace.requests).toMatchObject([{ method: 'PUT', finished: false }]);
    expect(docspace.requests[0]?.status).toBeUndefined();
  });

  it('fills a group that can be seen meanwhile', async () => {
    const docspace = await portal({ cost });
    const size = () => docspace.groups().find((group) => group.name === 'New')?.members.length;
    await abandon(
      docspace,
      'POST',
      '/group?fields=id',
      { groupName: 'New', members: ids },
      () => size() !== undefined,
    );
    expect(size()).toBeLessThan(ids.length);
    await eventually(() => size() === ids.length);
  });

  it('still counts as a head change under way', async () => {
    const docspace = await portal({ cost });
    const size = () => docspace.group(APAC)?.members.length ?? 0;
    const [first, second] = ids;
    const body = { groupManager: first, membersToAdd: ids };
    await abandon(docspace, 'PUT', `/group/${APAC}?fields=id`, body, () => size() > 3);
    await send(docspace, 'PUT', `/group/${APAC}?fields=id`, { groupManager: second });
    expect(docspace.takeBreaches().map((breach) => breach.kind)).toEqual([
      'groupWritesAtOnce',
      'headChangesAtOnce',
    ]);
  });

  it('ends where it stands when the server goes down', async () => {
    const docspace = await portal({ cost });
    const size = () => docspace.group(APAC)?.members.length ?? 0;
    const sent = send(docspace, 'PUT', `/group/${APAC}?fields=id`, { membersToAdd: ids });
    const refused = expect(sent).rejects.toThrow();
    await eventually(() => size() > 3);
    await docspace.goDown();
    await refused;
    await eventually(() => docspace.writesAtOnce.now === 0);
    expect(size()).toBeLessThan(ids.length);
  });

  it('has nothing to change in a group that was deleted meanwhile', async () => {
    const docspace = await portal({ cost });
    const size = () => docspace.group(APAC)?.members.length ?? 0;
    const body = { groupName: 'Later', membersToAdd: ids };
    const sent = send(docspace, 'PUT', `/group/${APAC}?fields=id`, body);
    await eventually(() => size() > 3);
    expect((await send(docspace, 'DELETE', `/group/${APAC}`)).status).toBe(204);
    await sent;
    const groups = await send(docspace, 'GET', `/group?fields=name&userId=${ids[0]}`);
    expect(groups.body).toMatchObject({ response: [], total: 0 });
    expect(docspace.groups()).toHaveLength(8);
  });
});
