import { describe, expect, it } from 'vitest';
import { get, groupId, object, portal, send, somebody } from './portal-client.ts';

const EMEA = groupId('Sales EMEA');
const UNKNOWN = '11111111-2222-3333-4444-555555555555';
const withHeader = (name: string, value: string) => ({ headers: { [name]: value } });

describe('the key', () => {
  it('is taken only as `Bearer sk-…`, and refused without a word otherwise', async () => {
    const docspace = await portal();
    const { key } = docspace;
    for (const value of [key, `bearer ${key}`, `Bearer  ${key}`, `Bearer ${key}0`, `Basic ${btoa('a:b')}`]) {
      const answer = await get(docspace, '/group?fields=id', withHeader('Authorization', value));
      expect([value, answer.status, answer.body]).toEqual([value, 401, undefined]);
    }
    expect((await get(docspace, '/group?fields=id', withHeader('ApiKeyBearer', key))).status).toBe(401);
    expect((await get(docspace, '/group?fields=id')).status).toBe(200);
  });

  it('can be switched off, run out, or lose its creator while the portal runs', async () => {
    const docspace = await portal();
    const status = async () => (await get(docspace, '/keys/@self')).status;
    expect(await status()).toBe(200);
    docspace.setKey({ isActive: false });
    expect(await status()).toBe(401);
    docspace.setKey({ isActive: true, expiresAt: '2020-01-01T00:00:00Z' });
    expect(await status()).toBe(401);
    docspace.setKey({ expiresAt: null });
    docspace.changePerson(somebody('own@example.com').id, { status: 'disabled' });
    expect(await status()).toBe(401);
    docspace.changePerson(somebody('own@example.com').id, { status: 'active' });
    expect(await status()).toBe(200);
    docspace.removePerson(somebody('own@example.com').id);
    expect(await status()).toBe(401);
  });

  it('shows an unrestricted key without permissions', async () => {
    const docspace = await portal({ permissions: ['*'] });
    expect(object(await get(docspace, '/keys/@self'))).toMatchObject({ permissions: [], isActive: true });
  });

  it('names the end of a key that ends', async () => {
    const docspace = await portal({ timeZone: 'Europe/Berlin' });
    docspace.setKey({ expiresAt: '2099-12-01T12:00:00Z' });
    expect(object(await get(docspace, '/keys/@self'))).toMatchObject({
      expiresAt: '2099-12-01T13:00:00.0000000+01:00',
    });
  });
});

const scopes: readonly (readonly [permission: string, method: string, path: string, status: number])[] = [
  ['accounts:read', 'GET', '/group', 200],
  ['accounts:write', 'GET', '/group', 403],
  ['*:write', 'GET', '/group', 200],
  ['accounts:read', 'POST', '/group', 403],
  ['accounts:write', 'POST', '/group', 200],
  ['accounts:write', 'GET', '/people/filter', 200],
  ['accounts:read', 'GET', '/people/@self', 403],
  ['accounts.self:read', 'GET', '/people/@self', 200],
  ['files:read', 'GET', `/people/${somebody('ann@example.com').id}`, 200],
  ['files:read', 'GET', '/people/exists?email=ann@example.com', 200],
  ['files:read', 'GET', '/keys/@self', 200],
  ['accounts:read', 'GET', '/keys/permissions', 403],
  ['*:read', 'GET', '/keys/permissions', 200],
  ['*:read', 'GET', '/settings/version/build', 200],
];

describe('permissions', () => {
  it.each(scopes)('%s: %s %s is %i', async (permission, method, path, status) => {
    const docspace = await portal({ permissions: [permission] });
    const answer = await send(docspace, method, path, method === 'GET' ? undefined : { groupName: 'New' });
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.body).toBeUndefined();
  });

  it('are refused on an open endpoint with a bare problem, a wrong key too', async () => {
    const docspace = await portal();
    for (const key of [docspace.key, `sk-${'0'.repeat(64)}`]) {
      const answer = await get(
        docspace,
        '/settings/version/build',
        withHeader('Authorization', `Bearer ${key}`),
      );
      expect([answer.status, answer.body]).toMatchObject([403, { title: 'Forbidden', status: 403 }]);
    }
    expect((await get(docspace, '/settings/version/build', { headers: {} })).status).toBe(200);
  });
});

describe('roles', () => {
  it.each([
    ['own@example.com', 200, 404],
    ['ann@example.com', 200, 404],
    ['roo@example.com', 200, 403],
    ['cid@example.com', 403, 403],
    ['gus@example.com', 403, 403],
  ])('%s reads with %i, and writes to an unknown group with %i', async (email, read, write) => {
    const docspace = await portal({ creatorId: somebody(email).id });
    expect((await get(docspace, '/group?fields=id')).status).toBe(read);
    const answer = await send(docspace, 'PUT', `/group/${UNKNOWN}?fields=id`, { groupName: 'x' });
    expect(answer.status).toBe(write);
    if (write === 403)
      expect(answer.body).toMatchObject({ error: { message: 'Access denied' }, statusCode: 403 });
  });

  it('give the head of a group no right of its own', async () => {
    const docspace = await portal({ creatorId: somebody('bob.baker@example.com').id });
    expect((await send(docspace, 'PUT', `/group/${EMEA}?fields=id`, { groupName: 'x' })).status).toBe(403);
  });

  it('let a user look up only himself, and tell unknown from forbidden', async () => {
    const docspace = await portal({ creatorId: somebody('cid@example.com').id });
    const status = async (email: string) =>
      (await get(docspace, `/people/email?fields=id&email=${email}`)).status;
    expect(await status('cid@example.com')).toBe(200);
    expect(await status('ann@example.com')).toBe(403);
    expect(await status('nobody@example.com')).toBe(404);
  });
});

describe('the portal', () => {
  it.each([
    ['gone', 404],
    ['restoring', 403],
    ['unpaid', 402],
  ] as const)('that is %s answers %i without a body', async (state, status) => {
    const docspace = await portal();
    docspace.settings.portal = state;
    const answer = await get(docspace, '/group?fields=id');
    expect([answer.status, answer.body]).toEqual([status, undefined]);
  });

  it('that is not paid still looks people up', async () => {
    const docspace = await portal({ portal: 'unpaid' });
    expect((await get(docspace, '/people/filter?fields=id')).status).toBe(200);
  });

  it('refuses an address with a text in its language', async () => {
    const docspace = await portal({ ipRestricted: true, language: 'de' });
    const answer = await get(docspace, '/keys/@self');
    expect([answer.status, answer.body]).toEqual([403, 'Der Zugriff auf das Portal ist eingeschränkt']);
  });
});
