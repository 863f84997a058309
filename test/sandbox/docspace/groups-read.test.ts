import { describe, expect, it } from 'vitest';
import { get, groupId, items, object, portal, somebody } from './portal-client.ts';

const names = async (docspace: Awaited<ReturnType<typeof portal>>, query: string) =>
  items(await get(docspace, `/group?fields=name&${query}`)).map((row) => row.name);

describe('the list of groups', () => {
  it.each([
    ['grusse', []],
    ['grüß', ['Grüße & <b>Co</b>']],
    ['GRUß', ['Grüße & <b>Co</b>']],
    ['бухгалт', ['Бухгалтерия']],
    ['%25', []],
    ['_', []],
    ['%20%20apac%20', ['Sales APAC']],
    ['%26amp;', ['Q&amp;A']],
    ['sales', ['Sales APAC', 'Sales EMEA', 'Sales EMEA']],
  ])('with filterValue %s', async (text, expected) => {
    expect(await names(await portal(), `filterValue=${text}`)).toEqual(expected);
  });

  it('cannot look for an emoji', async () => {
    expect(
      (await get(await portal(), `/group?fields=id&filterValue=${encodeURIComponent('🎉')}`)).status,
    ).toBe(500);
  });

  it('knows members and heads apart, and ignores `manager` without a person', async () => {
    const docspace = await portal();
    const petra = somebody('petra@example.com').id;
    expect(await names(docspace, `userId=${petra}`)).toEqual(['Q&amp;A', 'Sales EMEA', 'Бухгалтерия']);
    expect(await names(docspace, `userId=${petra}&manager=true`)).toEqual(['Бухгалтерия']);
    expect(await names(docspace, 'manager=true')).toHaveLength(9);
    expect(await names(docspace, 'userId=11111111-2222-3333-4444-555555555555')).toEqual([]);
  });

  it('is paged, with the true total even beyond the end', async () => {
    const docspace = await portal();
    const page = async (query: string) => (await get(docspace, `/group?fields=id&${query}`)).body;
    expect(await page('count=4&startIndex=6')).toMatchObject({ response: [{}, {}, {}], count: 3, total: 9 });
    expect(await page('startIndex=100')).toMatchObject({ response: [], count: 0, total: 9 });
    expect(await page('startIndex=-1')).toMatchObject({ count: 10, total: 9 });
    expect(items(await get(docspace, '/group?fields=id&startIndex=-1'))).toHaveLength(9);
  });

  it.each([
    ['count=0', 'count', 'The field Count must be between 1 and 100.'],
    ['count=x', 'count', "The value 'x' is not valid for Count."],
    ['sortOrder=up', 'sortOrder', "The value 'up' is not valid for SortOrder."],
    ['userId=abc', 'userId', "The value 'abc' is not valid for UserId."],
    ['manager=perhaps', 'manager', "The value 'perhaps' is not valid for Manager."],
  ])('refuses %s', async (query, key, text) => {
    const answer = await get(await portal(), `/group?${query}`);
    expect([answer.status, object(answer)]).toMatchObject([400, { errors: { [key]: [text] } }]);
  });

  it('is sorted as asked, and by name for what it does not know', async () => {
    const docspace = await portal();
    const byName = await names(docspace, '');
    expect(await names(docspace, 'sortBy=displayName')).toEqual(byName);
    expect(await names(docspace, 'sortOrder=1')).toEqual(byName.toReversed());
    expect((await names(docspace, 'sortBy=MEMBERSCOUNT&sortOrder=descending'))[0]).toBe('Directory staff');
    expect((await names(docspace, 'sortBy=manager')).at(-1)).toBe('Бухгалтерия');
  });

  it('swaps equal names from page to page when told to', async () => {
    const docspace = await portal({ swapTies: true });
    const ids = async (start: number) =>
      items(await get(docspace, `/group?fields=id&filterValue=EMEA&count=1&startIndex=${start}`));
    expect(await ids(1)).toEqual(await ids(0));
  });

  it('hides built-in groups, which can be read by id', async () => {
    const docspace = await portal();
    expect(await names(docspace, 'filterValue=everyone')).toEqual([]);
    const fields = 'fields=name,isSystem,membersCount';
    const everyone = await get(docspace, `/group/c5cc67d1-c3e8-43c0-a3ad-3928ae3e5b5e?${fields}`);
    expect(object(everyone)).toEqual({ name: 'Everyone', isSystem: true, membersCount: 18 });
  });

  it('hurts without `fields`', async () => {
    const docspace = await portal();
    docspace.fillWithGroups(2000);
    const size = async (query: string) => JSON.stringify((await get(docspace, `/group${query}`)).body).length;
    expect(await size('')).toBeGreaterThan(1_000_000);
    expect(await size('?fields=id,name,membersCount,manager.id,manager.displayName')).toBeLessThan(30_000);
  });
});

describe('a group', () => {
  it('counts and shows neither disabled people nor their rows, but a disabled head', async () => {
    const docspace = await portal();
    const design = `/group/${groupId('Design')}?fields=membersCount,manager.status,members.id`;
    const cid = { id: somebody('cid@example.com').id };
    expect(object(await get(docspace, design))).toEqual({
      manager: { status: 2 },
      members: [cid],
      membersCount: 1,
    });
    docspace.changePerson(somebody('dina@example.com').id, { status: 'active' });
    expect(object(await get(docspace, design))).toMatchObject({ membersCount: 2, manager: { status: 1 } });
  });

  it('loses guests and removed people', async () => {
    const docspace = await portal();
    docspace.changePerson(somebody('cid@example.com').id, { role: 'guest' });
    docspace.removePerson(somebody('bob.baker@example.com').id);
    const group = docspace.group(groupId('Directory staff'));
    expect(group?.members.map((person) => person.name)).toEqual(['Jürgen Müller-Lüdenscheidt', 'Kim Lee']);
    const answer = await get(docspace, `/group/${groupId('Sales EMEA')}?fields=manager.id,membersCount`);
    expect(object(answer)).toEqual({ membersCount: 1 });
  });

  it('has no summary for somebody unknown', async () => {
    const answer = await get(await portal(), '/group/user/11111111-2222-3333-4444-555555555555?fields=id');
    expect(answer.body).toMatchObject({ response: [], count: 0 });
    expect(answer.body).not.toHaveProperty('total');
  });

  it('is not found in rooms, folders and files', async () => {
    const answer = await get(await portal(), '/group/room/5?fields=id');
    expect([answer.status, answer.body]).toMatchObject([404, { error: { message: 'Item not found' } }]);
  });
});
