import { describe, expect, it } from 'vitest';
import { breachKinds, get, groupId, items, portal, send, somebody } from './portal-client.ts';

const EMEA = groupId('Sales EMEA');
const id = (email: string) => somebody(email).id;
const broken = {
  error: { message: 'Sequence contains more than one element.', type: 'System.InvalidOperationException' },
};

describe('two head changes at once', () => {
  it('with different people break the group for good', async () => {
    const docspace = await portal();
    const put = (head: string) => send(docspace, 'PUT', `/group/${EMEA}?fields=id`, { groupManager: head });
    await Promise.all([put(id('ann@example.com')), put(id('ada@example.com'))]);
    expect(docspace.group(EMEA)?.isBroken).toBe(true);
    expect(breachKinds(docspace)).toEqual(['groupWritesAtOnce', 'headChangesAtOnce']);
    expect((await get(docspace, `/group/${EMEA}?fields=id`)).body).toMatchObject(broken);
  });

  it('with the same person do no damage', async () => {
    const docspace = await portal();
    const put = () =>
      send(docspace, 'PUT', `/group/${EMEA}?fields=id`, { groupManager: id('ann@example.com') });
    await Promise.all([put(), put()]);
    expect(docspace.group(EMEA)).toMatchObject({ isBroken: false, head: { id: id('ann@example.com') } });
  });

  it('one after the other are fine', async () => {
    const docspace = await portal();
    for (const head of [id('ann@example.com'), id('ada@example.com')]) {
      expect((await send(docspace, 'PUT', `/group/${EMEA}?fields=id`, { groupManager: head })).status).toBe(
        200,
      );
    }
    expect(docspace.group(EMEA)?.isBroken).toBe(false);
    expect(docspace.breaches).toEqual([]);
  });
});

describe('a group with two heads', () => {
  it.each([
    `/group/${EMEA}?includeMembers=false&fields=id`,
    '/group?fields=id',
    `/group/user/${id('cid@example.com')}?fields=id`,
    '/people/email?email=cid@example.com&fields=id',
    `/people/filter?groupId=${EMEA}&fields=id`,
    `/people/${id('cid@example.com')}?fields=id`,
    `/group/${groupId('Sales APAC')}?fields=id`,
  ])('spoils GET %s', async (path) => {
    const docspace = await portal();
    docspace.breakGroup(EMEA);
    const answer = await get(docspace, path);
    expect([answer.status, answer.body]).toMatchObject([403, broken]);
  });

  it('leaves pages that do not hold it alone', async () => {
    const docspace = await portal();
    docspace.breakGroup(EMEA);
    const rows = items(await get(docspace, '/group?fields=name&count=1&startIndex=7'));
    expect(rows).toEqual([{ name: 'Sales EMEA' }]);
    expect((await get(docspace, '/people/simple/filter?fields=id')).status).toBe(200);
  });

  it('spoils the answer to a create that names one of its members, which is done all the same', async () => {
    const docspace = await portal();
    docspace.breakGroup(EMEA);
    const body = { groupName: 'New', members: [id('cid@example.com')] };
    expect((await send(docspace, 'POST', '/group?fields=id', body)).body).toMatchObject(broken);
    expect(docspace.groups().find((group) => group.name === 'New')).toMatchObject({ members: [{}] });
  });

  it('is not mended by removing members, only by deleting it', async () => {
    const docspace = await portal();
    docspace.breakGroup(EMEA);
    const body = { membersToRemove: [id('bob.baker@example.com')] };
    expect((await send(docspace, 'PUT', `/group/${EMEA}?fields=id`, body)).body).toMatchObject(broken);
    expect(docspace.group(EMEA)?.members).toHaveLength(3);
    expect((await send(docspace, 'DELETE', `/group/${EMEA}`)).status).toBe(204);
    expect((await get(docspace, '/group?fields=id')).status).toBe(200);
  });
});
