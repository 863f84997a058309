import { describe, expect, it } from 'vitest';
import { guardTraffic, nock } from './replay.ts';
import { faultOf, KEY, PORTAL, testClient, ULF } from './support.ts';

const API = `${PORTAL}/api/2.0`;
const docspace = testClient();

guardTraffic();

describe('keys.self', () => {
  it.each([
    [undefined, true, true],
    [null, true, true],
    [[], true, true],
    [['*'], true, true],
    [['*:read'], true, false],
    [['*:write'], true, true],
    [['accounts:read'], true, false],
    [['accounts:write'], false, true],
    [['accounts:read', 'accounts:write'], true, true],
    [['accounts.self:read', 'files:*'], false, false],
  ])('%j: may read %s, may write %s', async (permissions, mayReadGroups, mayWriteGroups) => {
    const response = { name: 'bot', createBy: { id: ULF }, isActive: true, permissions };
    nock(API)
      .get('/keys/@self')
      .matchHeader('authorization', `Bearer ${KEY}`)
      .reply(200, { response: { ...response, expiresAt: '2027-01-01T00:00:00.0000000Z' } });
    expect(await docspace.keys.self()).toEqual({
      name: 'bot',
      creatorId: ULF,
      isActive: true,
      expiresAt: '2027-01-01T00:00:00.0000000Z',
      mayReadGroups,
      mayWriteGroups,
    });
  });
});

describe('version', () => {
  it('is asked without the key', async () => {
    let headers = {};
    nock(API)
      .get('/settings/version/build')
      .reply(200, function () {
        headers = this.req.headers;
        return { response: { docSpace: '3.7.2' } };
      });
    await expect(docspace.version()).resolves.toBe('3.7.2');
    expect(headers).not.toHaveProperty('authorization');
  });

  it.each([
    [200, { response: {} }],
    [401, ''],
    [403, JSON.stringify({ title: 'Forbidden', status: 403 })],
    [403, '"restricted"'],
  ])('%i %j: is there, does not say', async (status, body) => {
    nock(API).get(/.*/).reply(status, body);
    await expect(docspace.version()).resolves.toBeUndefined();
  });

  it.each([
    [200, '<html>', 'not-understood'],
    [200, '{"version":"1"}', 'not-understood'],
    [200, '"3.7.2"', 'not-understood'],
    [404, '', 'no-such-route'],
    [404, '<html>', 'no-such-route'],
    [301, '', 'no-such-route'],
  ])('%i %j: is no DocSpace', async (status, body, reason) => {
    nock(API).get(/.*/).reply(status, body);
    expect(await faultOf(docspace.version())).toMatchObject({ reason });
  });
});
