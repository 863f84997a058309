import { describe, expect, it } from 'vitest';
import { get, groupId, object, portal, send, somebody } from './portal-client.ts';

const EMEA = groupId('Sales EMEA');
const APAC = groupId('Sales APAC');
const ZERO = '00000000-0000-0000-0000-000000000000';
const UNKNOWN = '11111111-2222-3333-4444-555555555555';
const ECHO = 'fields=id,name,membersCount,manager.id,members.id';
const id = (email: string) => somebody(email).id;
const ids = (...emails: readonly string[]) => emails.map((email) => ({ id: id(email) }));

describe('POST /group', () => {
  it('makes the head a member, orders members by id, and takes people twice for once', async () => {
    const docspace = await portal();
    const answer = await send(docspace, 'POST', `/group?${ECHO}`, {
      groupName: ' As typed \n',
      groupManager: id('eve@example.com'),
      members: [id('petra@example.com'), id('ann@example.com'), id('ann@example.com')],
    });
    expect(answer.status).toBe(200);
    expect(object(answer)).toMatchObject({
      name: ' As typed \n',
      manager: { id: id('eve@example.com') },
      members: ids('ann@example.com', 'eve@example.com', 'petra@example.com'),
      membersCount: 3,
    });
  });

  it.each([id('gus@example.com'), id('dina@example.com'), UNKNOWN, ZERO, EMEA])(
    'with the member %s makes nothing',
    async (member) => {
      const docspace = await portal();
      const before = docspace.groups().length;
      for (const body of [{ members: [id('ann@example.com'), member] }, { groupManager: member }]) {
        if (member === ZERO && 'groupManager' in body) continue;
        const answer = await send(docspace, 'POST', `/group?${ECHO}`, { groupName: 'New', ...body });
        expect([answer.status, answer.body]).toMatchObject([
          400,
          { error: { message: 'The user could not be found' } },
        ]);
      }
      expect(docspace.groups()).toHaveLength(before);
    },
  );

  it('skips invalid people silently before 3.7.1, and words refusals as it did then', async () => {
    const docspace = await portal({ version: '3.6.1' });
    const answer = await send(docspace, 'POST', `/group?${ECHO}`, {
      groupName: 'Old ways',
      groupManager: id('gus@example.com'),
      members: [UNKNOWN, id('ann@example.com')],
    });
    expect(object(answer)).toMatchObject({ members: ids('ann@example.com') });
    expect(object(answer)).not.toHaveProperty('manager');
    const refused = await send(docspace, 'POST', '/group', { groupName: '' });
    expect([refused.status, refused.body]).toMatchObject([400, { status: 0, statusCode: 200 }]);
  });

  it('takes the zero GUID for no head, and equal names for two groups', async () => {
    const docspace = await portal();
    const answer = await send(docspace, 'POST', `/group?${ECHO}`, {
      groupName: 'Sales APAC',
      groupManager: ZERO,
    });
    expect(object(answer)).not.toHaveProperty('manager');
    expect(docspace.groups().filter((group) => group.name === 'Sales APAC')).toHaveLength(2);
  });

  it.each([
    ['x'.repeat(128), 200],
    ['x'.repeat(129), 400],
    [null, 400],
    ['\t ', 400],
    ['🎉', 500],
  ])('with the name %j is %i', async (name, status) => {
    const docspace = await portal();
    expect((await send(docspace, 'POST', `/group?${ECHO}`, { groupName: name })).status).toBe(status);
    expect(docspace.groups()).toHaveLength(status === 200 ? 10 : 9);
  });
});

describe('PUT /group/{id}', () => {
  it('skips guests, disabled and unknown people silently, and keeps the head for an invalid one', async () => {
    const docspace = await portal();
    const strangers = [id('gus@example.com'), id('dina@example.com'), UNKNOWN, ZERO];
    for (const groupManager of strangers) {
      const body = {
        groupManager,
        membersToAdd: strangers,
        membersToRemove: [...strangers, id('ann@example.com')],
      };
      expect(object(await send(docspace, 'PUT', `/group/${EMEA}?${ECHO}`, body))).toMatchObject({
        manager: { id: id('bob.baker@example.com') },
        membersCount: 3,
      });
    }
  });

  it('keeps the old head as a member, and drops the role with the membership', async () => {
    const docspace = await portal();
    const put = async (body: object) => object(await send(docspace, 'PUT', `/group/${EMEA}?${ECHO}`, body));
    const ann = id('ann@example.com');
    expect(await put({ groupManager: ann })).toMatchObject({ manager: { id: ann }, membersCount: 4 });
    expect(await put({ membersToAdd: [ann], membersToRemove: [ann] })).not.toHaveProperty('manager');
    expect(await put({})).toMatchObject({ membersCount: 3 });
  });

  it('lets blank names and nulls pass, but not a head that is null', async () => {
    const docspace = await portal();
    const put = (body: object) => send(docspace, 'PUT', `/group/${APAC}?${ECHO}`, body);
    expect(object(await put({ groupName: '' }))).toMatchObject({ name: '' });
    expect(object(await put({ groupName: ' ' }))).toMatchObject({ name: ' ' });
    const nulls = { groupName: null, membersToAdd: null, membersToRemove: null };
    expect(object(await put(nulls))).toMatchObject({ name: ' ', membersCount: 2 });
    expect((await put({ groupManager: null })).status).toBe(400);
  });

  it('keeps the old name when the new one cannot be stored', async () => {
    const docspace = await portal();
    expect((await send(docspace, 'PUT', `/group/${APAC}?${ECHO}`, { groupName: '🎉' })).status).toBe(500);
    expect(docspace.group(APAC)?.name).toBe('Sales APAC');
  });

  it('removes disabled members by id', async () => {
    const docspace = await portal();
    const body = { membersToRemove: [id('dina@example.com')] };
    expect(
      object(await send(docspace, 'PUT', `/group/${groupId('Design')}?${ECHO}`, body)),
    ).not.toHaveProperty('manager');
    expect(docspace.group(groupId('Design'))?.members.map((person) => person.id)).toEqual([
      id('cid@example.com'),
    ]);
  });

  it('renames a directory group, and makes admins through a built-in one', async () => {
    const docspace = await portal();
    const staff = `/group/${groupId('Directory staff')}?fields=name,isLDAP`;
    expect(object(await send(docspace, 'PUT', staff, { groupName: 'X' }))).toEqual({
      name: 'X',
      isLDAP: true,
    });
    const admins = '/group/cd84e66b-b803-40fc-99f9-b2969a54a1de';
    const body = { groupName: 'X', membersToAdd: [id('cid@example.com')] };
    expect(object(await send(docspace, 'PUT', `${admins}?fields=name`, body))).toEqual({
      name: 'DocSpaceAdmin',
    });
    expect(docspace.person(id('cid@example.com'))?.role).toBe('admin');
    await send(docspace, 'DELETE', `${admins}/members`, { members: [id('cid@example.com')] });
    expect(docspace.person(id('cid@example.com'))?.role).toBe('user');
    expect((await send(docspace, 'DELETE', admins)).status).toBe(204);
    expect((await get(docspace, `${admins}?fields=id`)).status).toBe(200);
  });
});

describe('DELETE /group/{id}', () => {
  it('answers one of several at once with 204, the others with 404', async () => {
    const docspace = await portal();
    const answers = await Promise.all([1, 2, 3].map(() => send(docspace, 'DELETE', `/group/${EMEA}`)));
    expect(answers.map((answer) => answer.status).toSorted((one, other) => one - other)).toEqual([
      204, 404, 404,
    ]);
    expect(docspace.group(EMEA)).toBeUndefined();
  });
});

describe('the endpoints without a trace', () => {
  it('replace loses the head even when he is listed, and keeps disabled members', async () => {
    const docspace = await portal();
    docspace.changePerson(id('petra@example.com'), { status: 'disabled' });
    const body = { members: [id('bob.baker@example.com'), UNKNOWN] };
    const answer = object(await send(docspace, 'POST', `/group/${EMEA}/members?${ECHO}`, body));
    expect(answer).toEqual({
      id: EMEA,
      name: 'Sales EMEA',
      membersCount: 1,
      members: ids('bob.baker@example.com'),
    });
    expect(docspace.group(EMEA)?.members).toHaveLength(2);
  });

  it('replace with nobody valid is refused before rights and group', async () => {
    const docspace = await portal({ creatorId: id('cid@example.com') });
    const answer = await send(docspace, 'POST', `/group/${UNKNOWN}/members`, {
      members: [id('gus@example.com')],
    });
    expect([answer.status, answer.body]).toMatchObject([400, { error: { message: 'Members' } }]);
    const nothing = await send(docspace, 'POST', `/group/${UNKNOWN}/members`, { members: null });
    expect(nothing.body).toMatchObject({ error: { message: "Value cannot be null. (Parameter 'source')" } });
  });

  it('add and remove skip silently; removing nobody changes nothing', async () => {
    const docspace = await portal();
    const path = `/group/${APAC}/members?${ECHO}`;
    const body = { members: [id('ann@example.com'), id('ann@example.com'), id('gus@example.com')] };
    expect(object(await send(docspace, 'PUT', path, body))).toMatchObject({ membersCount: 3 });
    expect(object(await send(docspace, 'DELETE', path, body))).toMatchObject({ membersCount: 2 });
    expect(object(await send(docspace, 'DELETE', path, { members: null }))).toMatchObject({
      membersCount: 2,
    });
    expect((await send(docspace, 'DELETE', path, '')).status).toBe(400);
  });

  it('move leaves disabled members behind', async () => {
    const docspace = await portal();
    await send(docspace, 'PUT', `/group/${groupId('Design')}/members/${APAC}?${ECHO}`);
    expect(docspace.group(groupId('Design'))).toMatchObject({ members: [{ name: 'Dina Dormant' }] });
    expect(docspace.group(groupId('Design'))?.head).toBeUndefined();
    expect((await send(docspace, 'PUT', `/group/${UNKNOWN}/members/${APAC}`)).status).toBe(404);
    expect((await send(docspace, 'PUT', `/group/${APAC}/members/${UNKNOWN}`)).status).toBe(404);
  });

  it('set-manager answers 200 for a guest and changes nothing', async () => {
    const docspace = await portal();
    const answer = await send(docspace, 'PUT', `/group/${EMEA}/manager?${ECHO}`, {
      userId: id('gus@example.com'),
    });
    expect(object(answer)).toMatchObject({ manager: { id: id('bob.baker@example.com') } });
  });

  it('set-manager lets a plain user make a head who is no member, and then refuses', async () => {
    const docspace = await portal({ creatorId: id('cid@example.com') });
    const body = { userId: id('ann@example.com') };
    expect((await send(docspace, 'PUT', `/group/${APAC}/manager`, body)).status).toBe(403);
    expect(docspace.group(APAC)).toMatchObject({ head: { id: id('ann@example.com') }, members: [{}, {}] });
  });
});
