import { describe, expect, it } from 'vitest';
import { guardTraffic, nock, replay } from './replay.ts';
import { faultOf, GROUP, JURGEN, NOBODY, PORTAL, testClient, ULF, UMA } from './support.ts';

guardTraffic();

const docspace = testClient();
const { groups, people, keys } = docspace;
const create = () => groups.create({ name: 'Marketing', memberIds: [ULF] });
const rename = () => groups.update(GROUP, { name: 'Renamed' });

describe('recorded faults', () => {
  it.each([
    ['keys-self-inactive', 401, 'key-refused'],
    ['scope-group-list-w', 403, 'scope-missing'],
    ['version-scoped-key', 403, 'scope-missing'],
    ['scope-group-list-user', 403, 'role-refused'],
    ['group-get-two-managers', 403, 'broken-data'],
    ['ip-restricted', 403, 'address-refused'],
    ['group-get-unknown', 404, 'not-found'],
    ['group-get-unknown-german-portal', 404, 'not-found'],
    ['group-get-bad-guid', 404, 'no-such-route'],
    ['group-method-not-allowed', 405, 'no-such-route'],
    ['people-email-missing', 400, 'invalid-input'],
    ['people-email-malformed', 400, 'invalid-input'],
  ] as const)('GET: %s is %i %s', async (name, status, reason) => {
    replay('GET', name);
    expect(await faultOf(groups.get(GROUP))).toMatchObject({ status, reason, mayHaveHappened: false });
  });

  it.each([
    ['keys-self-invalid', 401, 'key-refused', false],
    ['scope-group-list-w', 403, 'scope-missing', false],
    ['group-create-missing-name', 400, 'invalid-input', false],
    ['group-create-unknown-member', 400, 'invalid-input', false],
    ['group-create-no-content-type', 415, 'invalid-input', false],
    ['rate-limited-daily-writes', 429, 'rate-limited', false],
    ['scope-group-create-roomadmin', 403, 'role-refused', true],
    ['group-get-two-managers', 403, 'broken-data', true],
    ['group-create-emoji', 500, 'server-fault', true],
  ] as const)('POST: %s is %i %s, may have happened: %s', async (name, status, reason, mayHaveHappened) => {
    replay('POST', name);
    expect(await faultOf(create())).toMatchObject({ status, reason, mayHaveHappened });
  });

  it.each([
    ['group-update-name-129', 400, 'invalid-input', false],
    ['group-get-unknown', 404, 'not-found', false],
    ['manager-set-role-roomadmin', 403, 'role-refused', false],
    ['group-get-two-managers', 403, 'broken-data', true],
    ['members-add-null', 500, 'server-fault', true],
  ] as const)('PUT: %s is %i %s, may have happened: %s', async (name, status, reason, mayHaveHappened) => {
    replay('PUT', name);
    expect(await faultOf(rename())).toMatchObject({ status, reason, mayHaveHappened });
  });

  it('tells which fields are invalid, as DocSpace names them', async () => {
    replay('PUT', 'group-update-name-129');
    const fault = await faultOf(rename());
    expect(Object.keys(fault.fieldFaults ?? {})).toEqual(['Update.GroupName']);
  });

  it('tells a validation fault from a refused person also when `fields` kept its details away', async () => {
    nock(PORTAL).put(/.*/).reply(400, { response: {}, status: 1, statusCode: 400 });
    expect((await faultOf(rename())).fieldFaults).toEqual({});
    replay('POST', 'group-create-guest-member');
    expect((await faultOf(create())).fieldFaults).toBeUndefined();
  });

  it('passes on that the daily limit wants a day', async () => {
    replay('POST', 'rate-limited-daily-writes');
    expect((await faultOf(create())).retryAfterMs).toBe(86_398_000);
  });

  it('a second delete is not-found', async () => {
    replay('DELETE', 'group-delete');
    await expect(groups.delete(GROUP)).resolves.toBeUndefined();
    replay('DELETE', 'group-delete-again');
    expect(await faultOf(groups.delete(GROUP))).toMatchObject({
      reason: 'not-found',
      mayHaveHappened: false,
    });
  });
});

describe('recorded answers', () => {
  it('reads a list of groups: names raw, twins apart, heads optional', async () => {
    replay('GET', 'group-list-fields');
    const { items, total } = await groups.search({});
    expect(total).toBe(14);
    expect(items.map(({ name }) => name)).toContain('<b>R&D</b> "quoted" \'x\' <script>');
    expect(items.filter(({ name }) => name === 'Marketing')).toHaveLength(2);
    expect(items.find(({ name }) => name === 'Pending mgr')?.head?.name).toBe('pending@example.com');
    expect(items.find(({ name }) => name === 'ZeroMgr')).not.toHaveProperty('head');
  });

  it('reads an empty list', async () => {
    replay('GET', 'group-list-filter-none');
    await expect(groups.search({ text: 'zzz' })).resolves.toEqual({ items: [], total: 0 });
  });

  it('reads one group of full profiles', async () => {
    replay('GET', 'group-get');
    const group = await groups.getWithMembers(GROUP);
    expect(group).toMatchObject({ name: 'Development Team', isLdap: false, isSystem: false });
    expect(group.head).toEqual({ id: ULF, name: 'Ulf User', email: 'user@example.com', status: 'active' });
    expect(group.members.map(({ name }) => name)).toContain('Jürgen Müller-Lüdenscheidt');
  });

  it('reads trimmed answers: a display name is decoded', async () => {
    replay('GET', 'group-get-fields');
    const { members, membersCount } = await groups.getWithMembers(GROUP);
    expect(membersCount).toBe(3);
    expect(members[0]).toEqual({ id: JURGEN, name: 'umlaut@example.com', email: 'umlaut@example.com' });
  });

  it('reads the marks of LDAP and system groups', async () => {
    replay('GET', 'group-get-ldap');
    expect(await groups.get(GROUP)).toMatchObject({ isLdap: true, isSystem: false });
    replay('GET', 'sysgroup-get-everyone');
    expect(await groups.get(GROUP)).toMatchObject({ isLdap: false, isSystem: true });
  });

  it('echoes a create with the head among the members', async () => {
    replay('POST', 'group-create-manager-members');
    const echo = await groups.create({ name: 'Development Team', headId: ULF, memberIds: [UMA, JURGEN] });
    expect(echo).toMatchObject({ id: GROUP, name: 'Development Team', headId: ULF, membersCount: 3 });
    expect(new Set(echo.memberIds)).toEqual(new Set([JURGEN, ULF, UMA]));
  });

  it('echoes a change that skipped people silently', async () => {
    replay('PUT', 'group-update-add-skips');
    const echo = await groups.update(GROUP, { addIds: [NOBODY, UMA] });
    expect(echo.memberIds).not.toContain(NOBODY);
  });

  it('reads people: raw names, roles, case of e-mails', async () => {
    replay('GET', 'people-email-html-name');
    expect(await people.byId(ULF)).toMatchObject({
      name: '<b>Bo&"b O\'Neil',
      role: 'user',
      status: 'active',
    });
    replay('GET', 'people-email-guest');
    expect(await people.byId(ULF)).toMatchObject({ name: 'Gus Guest', role: 'guest' });
  });

  it('reads what the key may do', async () => {
    replay('GET', 'keys-self-unrestricted');
    expect(await keys.self()).toMatchObject({ isActive: true, mayReadGroups: true, mayWriteGroups: true });
    replay('GET', 'keys-self-rw');
    const key = await keys.self();
    expect(key).toMatchObject({ name: 'acc rw', creatorId: '66faa6e4-f133-11ea-b126-00ffeec8b4ef' });
    expect(key).not.toHaveProperty('expiresAt');
  });

  it('reads the version, and does without', async () => {
    replay('GET', 'version-anonymous');
    await expect(docspace.version()).resolves.toBe('3.7.2');
    replay('GET', 'version-scoped-key');
    await expect(docspace.version()).resolves.toBeUndefined();
  });
});
