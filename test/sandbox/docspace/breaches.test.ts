import { describe, expect, it } from 'vitest';
import { breachKinds, get, groupId, portal, send, somebody } from './portal-client.ts';

const EMEA = groupId('Sales EMEA');
const STAFF = groupId('Directory staff');
const ADMINS = 'cd84e66b-b803-40fc-99f9-b2969a54a1de';
const F = 'fields=id';
const many = Array.from({ length: 101 }, () => somebody('ann@example.com').id);

const sins: readonly (readonly [kind: string, method: string, path: string, body?: unknown])[] = [
  ['noFields', 'GET', '/group'],
  ['noFields', 'GET', '/people/filter'],
  ['noFields', 'POST', '/group', { groupName: 'x' }],
  ['noFields', 'PUT', `/group/${EMEA}`, { groupName: 'x' }],
  ['systemGroup', 'PUT', `/group/${ADMINS}?${F}`, { membersToAdd: [] }],
  ['systemGroup', 'DELETE', `/group/${ADMINS}`],
  ['ldapGroup', 'PUT', `/group/${STAFF}?${F}`, { groupName: 'x' }],
  ['ldapGroup', 'DELETE', `/group/${STAFF}`],
  ['blankName', 'PUT', `/group/${EMEA}?${F}`, { groupName: ' ' }],
  ['emoji', 'PUT', `/group/${EMEA}?${F}`, { groupName: '🎉' }],
  ['emoji', 'GET', `/group?${F}&filterValue=${encodeURIComponent('🎉')}`],
  ['manyPeople', 'PUT', `/group/${EMEA}?${F}`, { membersToAdd: many }],
  ['untracedWrite', 'PUT', `/group/${EMEA}/members?${F}`, { members: [] }],
  ['longLookUp', 'GET', `/people/filter?${F}&filterSeparator=,&filterValue=${many.map(() => 'a').join(',')}`],
  ['longLookUp', 'GET', `/people/filter?${F}&filterValue=${'a'.repeat(6001)}`],
  ['keyOnVersion', 'GET', '/settings/version/build'],
  ['unknownRoute', 'GET', '/groups'],
  ['wrongMethod', 'PATCH', '/group', {}],
  ['invalidRequest', 'GET', `/group?${F}&count=101`],
];

describe('what a client must never do', () => {
  it.each(sins.map(([kind, method, path, body]) => ({ kind, method, path, body })))(
    '$kind: $method $path',
    async ({ kind, method, path, body }) => {
      const docspace = await portal();
      await send(docspace, method, path, body);
      expect(docspace.breaches[0]?.request).toMatchObject({ method, path: `/api/2.0${path}` });
      expect(breachKinds(docspace)).toEqual([kind]);
      expect(docspace.breaches).toEqual([]);
    },
  );

  it('a head that is null, and a move to itself', async () => {
    const docspace = await portal();
    await send(docspace, 'PUT', `/group/${EMEA}?${F}`, { groupManager: null });
    expect(breachKinds(docspace)).toEqual(['nullHead', 'invalidRequest']);
    await send(docspace, 'PUT', `/group/${EMEA}/members/${EMEA}?${F}`);
    expect(breachKinds(docspace)).toEqual(['untracedWrite', 'moveToItself']);
  });

  it('is none of what the bot does', async () => {
    const docspace = await portal();
    await get(docspace, '/settings/version/build', { headers: {} });
    await get(docspace, '/keys/@self');
    await get(docspace, `/group?filterValue=x&count=100&${F},manager.displayName`);
    await get(docspace, `/people/filter?filterSeparator=,&filterValue=a@x.io,b@x.io&count=100&${F}`);
    const create = { groupName: 'x', groupManager: somebody('ann@example.com').id, members: [] };
    await send(docspace, 'POST', `/group?${F}`, create);
    await send(docspace, 'PUT', `/group/${EMEA}?${F}`, { membersToRemove: many.slice(0, 100) });
    await send(docspace, 'DELETE', `/group/${EMEA}`);
    expect(docspace.breaches).toEqual([]);
  });
});
