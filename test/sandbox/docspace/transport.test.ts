import { describe, expect, it } from 'vitest';
import { breachKinds, get, groupId, items, object, portal, send } from './portal-client.ts';

const EMEA = groupId('Sales EMEA');

describe('routes', () => {
  it.each([
    ['GET', '/groups', 404],
    ['GET', '/group/abc', 404],
    ['PATCH', `/group/${EMEA}`, 405],
    ['DELETE', '/group', 405],
  ])('%s %s is %i without a body', async (method, path, status) => {
    const answer = await send(await portal(), method, path, method === 'GET' ? undefined : {});
    expect([answer.status, answer.body]).toEqual([status, undefined]);
  });

  it.each([
    `/Group/${EMEA}/`,
    `/group/${EMEA.replaceAll('-', '')}`,
    `/group/{${EMEA.toUpperCase()}}`,
    `/group/%7B${EMEA}%7D`,
  ])('%s leads to the group', async (path) => {
    expect(object(await get(await portal(), `${path}?fields=id`))).toEqual({ id: EMEA });
  });

  it('end with 414 above 8,000 bytes of request line', async () => {
    const docspace = await portal();
    const fits = `/group?fields=id&filterValue=${'x'.repeat(7900)}`;
    expect((await get(docspace, fits)).status).toBe(200);
    const answer = await get(docspace, `${fits}${'x'.repeat(100)}`);
    expect([answer.status, answer.body]).toEqual([414, undefined]);
    expect(breachKinds(docspace)).toEqual(['longRequestLine']);
  });
});

describe('headers', () => {
  it('name the version on successes and errors, and forbid caching of errors', async () => {
    const docspace = await portal();
    expect((await get(docspace, '/group?fields=id')).headers.get('api-supported-versions')).toBe('2.0');
    const { headers } = await get(docspace, '/group/11111111-2222-3333-4444-555555555555?fields=id');
    expect(headers.get('cache-control')).toBe('no-cache,no-store');
    expect(headers.get('expires')).toBe('-1');
    docspace.setKey({ isActive: false });
    const refused = await get(docspace, '/group?fields=id');
    expect(refused.headers.get('api-supported-versions')).toBeNull();
    expect(refused.headers.get('content-length')).toBe('0');
  });
});

describe('`fields`', () => {
  it('keeps leaves and whole scalars, and leaves empty objects for unknown names', async () => {
    const docspace = await portal();
    const row = async (fields: string) => items(await get(docspace, `/group?filterValue=APAC&${fields}`))[0];
    expect(await row('fields=id,name')).toEqual({ id: groupId('Sales APAC'), name: 'Sales APAC' });
    expect(await row('fields=id, name')).toEqual({ id: groupId('Sales APAC') });
    expect(await row('fields=name&fields[]=membersCount')).toEqual({ name: 'Sales APAC', membersCount: 2 });
    expect(await row('fields=Name,nothing')).toEqual({});
    expect(await row('fields=')).toEqual({});
  });

  it('reaches into heads and members, and keeps summaries whole', async () => {
    const docspace = await portal();
    const fields = 'manager.email,members.groups,members.id';
    const group = object(await get(docspace, `/group/${groupId('Бухгалтерия')}?fields=${fields}`));
    const petra = { email: 'petra@example.com' };
    expect(group).toMatchObject({ manager: petra, members: [{ groups: [{}, {}, { manager: 'petra' }] }] });
    expect(group).not.toHaveProperty('name');
  });

  it('takes the head of a summary for the leaf it is there', async () => {
    const docspace = await portal();
    const bob = await get(docspace, '/people/bob.baker?fields=groups.manager');
    expect(object(bob)).toMatchObject({ groups: [{}, { manager: 'jm' }, { manager: 'bob.baker' }] });
    expect(docspace.isUp()).toBe(true);
  });

  it('trims validation bodies, too', async () => {
    const answer = await get(await portal(), '/group?count=0&fields=id,name');
    expect([answer.status, answer.body]).toMatchObject([400, { response: {}, status: 1, statusCode: 400 }]);
    expect(object(answer)).toEqual({});
  });

  it.each(['manager', 'members', 'createdBy', 'id,members.createdBy', 'default'])(
    '%s ends the server until it is started again',
    async (fields) => {
      const docspace = await portal();
      await expect(get(docspace, `/group/${EMEA}?fields=${fields}`)).rejects.toThrow();
      await expect(get(docspace, '/group?fields=id')).rejects.toThrow();
      expect(breachKinds(docspace)).toEqual(['deadlyFields']);
      await docspace.comeUp();
      expect((await get(docspace, '/group?fields=id')).status).toBe(200);
    },
  );
});

describe('going down', () => {
  it('refuses connections, and comes up on the same port with what was stored', async () => {
    const docspace = await portal();
    await send(docspace, 'POST', '/group?fields=id', { groupName: 'Kept' });
    await docspace.goDown();
    expect(docspace.isUp()).toBe(false);
    await expect(get(docspace, '/group?fields=id')).rejects.toThrow();
    await docspace.comeUp();
    expect(items(await get(docspace, '/group?fields=name&filterValue=kept'))).toEqual([{ name: 'Kept' }]);
  });
});
