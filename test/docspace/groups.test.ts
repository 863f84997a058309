import { describe, expect, it } from 'vitest';
import { FIELDS } from '../../src/docspace/fields.ts';
import { guardTraffic, nock } from './replay.ts';
import { faultOf, GROUP, groupBody, manyIds, PORTAL, testClient, ULF, UMA } from './support.ts';

const API = `${PORTAL}/api/2.0`;
const ADMINS = 'cd84e66b-b803-40fc-99f9-b2969a54a1de';
const ZERO = '00000000-0000-0000-0000-000000000000';
const EMPTY = { response: [], count: 0, total: 0 };
const { groups } = testClient();

guardTraffic();

describe('search', () => {
  it('asks for a window of a filtered list', async () => {
    nock(API)
      .get('/group')
      .query({ filterValue: 'R&D+1%_', startIndex: 20, count: 10, fields: FIELDS.groupRow })
      .reply(200, EMPTY);
    await groups.search({ text: ' R&D+1%_ ', startIndex: 20, count: 10 });
  });

  it('asks for a page of everything when there is nothing to look for', async () => {
    nock(API).get('/group').query({ startIndex: 0, count: 100, fields: FIELDS.groupRow }).reply(200, EMPTY);
    await groups.search({ text: '  ' });
  });

  it('encodes what a query would take for something else', async () => {
    let path = '';
    nock(API)
      .get(/.*/)
      .reply(200, (uri) => {
        path = uri;
        return EMPTY;
      });
    await groups.search({ text: "a+b&fields=manager#x '%" });
    expect(path).toContain('filterValue=a%2Bb%26fields%3Dmanager%23x%20');
    expect(path.match(/fields=/g)).toHaveLength(1);
  });

  it.each([
    ['an emoji', 'Party 🎉'],
    ['half an emoji', '\uD83C'],
    ['more than a name can be', 'x'.repeat(129)],
  ])('finds nothing for %s, without asking', async (_, text) => {
    await expect(groups.search({ text })).resolves.toEqual({ items: [], total: 0 });
  });

  it('gives a group once that a page has twice', async () => {
    const row = { id: GROUP, name: 'Q&amp;A', membersCount: 0 };
    nock(API)
      .get(/.*/)
      .reply(200, { response: [row, row], count: 9, total: 2 });
    const { items, total } = await groups.search({});
    expect(items).toEqual([{ id: GROUP, name: 'Q&amp;A', membersCount: 0, isLdap: false }]);
    expect(total).toBe(2);
  });

  it.each([{ count: 0 }, { count: 101 }, { count: 1.5 }, { startIndex: -1 }])(
    'refuses %o',
    async (window) => {
      await expect(groups.search(window)).rejects.toThrow(RangeError);
    },
  );
});

describe('ofPerson', () => {
  it.each([
    [false, {}],
    [true, { manager: true }],
  ])('headed: %s', async (headed, more) => {
    nock(API)
      .get('/group')
      .query({ userId: ULF, ...more, startIndex: 0, count: 100, fields: FIELDS.groupRow })
      .reply(200, EMPTY);
    await groups.ofPerson({ personId: ULF, headed });
  });
});

describe('get', () => {
  it('leaves the members out, or brings them', async () => {
    const path = `/group/${GROUP}`;
    nock(API).get(path).query({ includeMembers: false, fields: FIELDS.group }).reply(200, groupBody());
    nock(API)
      .get(path)
      .query({ fields: FIELDS.groupWithMembers })
      .reply(200, groupBody([ULF]));
    expect(await groups.get(GROUP)).not.toHaveProperty('members');
    expect((await groups.getWithMembers(GROUP)).members).toHaveLength(1);
  });

  it('does not take members that are not shown for members that are not there', async () => {
    const response = { id: GROUP, name: 'a', membersCount: 2 };
    nock(API).get(/.*/).reply(200, { response });
    expect(await faultOf(groups.getWithMembers(GROUP))).toMatchObject({ reason: 'not-understood' });
    nock(API).put(/.*/).reply(200, { response });
    expect(await faultOf(groups.update(GROUP, { removeIds: [ULF] }))).toMatchObject({
      reason: 'not-understood',
      mayHaveHappened: true,
    });
  });

  it.each(['', 'abc', '../people/@self', ZERO, `${GROUP}/members`, GROUP.replaceAll('-', ''), `{${GROUP}}`])(
    'refuses the id "%s" before anything is sent',
    async (id) => {
      const calls = [
        groups.get(id),
        groups.getWithMembers(id),
        groups.delete(id),
        groups.update(id, { name: 'a' }),
        groups.update(GROUP, { headId: id }),
        groups.update(GROUP, { addIds: [id] }),
        groups.create({ name: 'a', memberIds: [id] }),
        groups.ofPerson({ personId: id, headed: false }),
      ];
      for (const fault of await Promise.all(calls.map(faultOf))) {
        expect(fault).toMatchObject({ reason: 'invalid-input', mayHaveHappened: false });
        expect(fault.status).toBeUndefined();
        if (id !== '') expect(fault.message).not.toContain(id);
      }
    },
  );
});

describe('create', () => {
  it('sends head and members, each once', async () => {
    const body = { groupName: ' Q&A ', groupManager: ULF, members: [UMA] };
    nock(API)
      .post('/group', body)
      .query({ fields: FIELDS.groupEcho })
      .matchHeader('content-type', 'application/json')
      .reply(200, groupBody([ULF, UMA], ULF));
    const echo = await groups.create({ name: ' Q&A ', headId: ULF, memberIds: [UMA, UMA.toUpperCase()] });
    expect(echo).toEqual({
      id: GROUP,
      name: 'Marketing',
      membersCount: 2,
      headId: ULF,
      memberIds: [ULF, UMA],
    });
  });

  it('leaves out the head that is not wanted, never null', async () => {
    nock(API).post('/group', { groupName: 'a', members: [] }).query(true).reply(200, groupBody());
    expect(await groups.create({ name: 'a', memberIds: [] })).not.toHaveProperty('headId');
  });

  it('takes 100 people', async () => {
    nock(API).post('/group').query(true).reply(200, groupBody());
    await groups.create({ name: 'a', memberIds: manyIds(100) });
    await expect(groups.create({ name: 'a', memberIds: manyIds(101) })).rejects.toThrow(RangeError);
  });
});

describe('update', () => {
  it('sends only what changes', async () => {
    const put = (body: object) =>
      nock(API)
        .put(`/group/${GROUP}`, (sent) => JSON.stringify(sent) === JSON.stringify(body))
        .query({ fields: FIELDS.groupEcho })
        .reply(200, groupBody());
    put({ groupName: 'b' });
    await groups.update(GROUP, { name: 'b' });
    put({ groupManager: ULF });
    await groups.update(GROUP, { headId: ULF });
    put({ membersToAdd: [ULF], membersToRemove: [UMA] });
    await groups.update(GROUP, { addIds: [ULF], removeIds: [UMA] });
  });

  it.each([{}, { addIds: [] }, { addIds: [], removeIds: [] }])('refuses %o: no change', async (change) => {
    expect(await faultOf(groups.update(GROUP, change))).toMatchObject({ reason: 'invalid-input' });
  });

  it('refuses to add and remove a person at once, in any case', async () => {
    const change = { addIds: [ULF], removeIds: [ULF.toUpperCase()] };
    await expect(groups.update(GROUP, change)).rejects.toThrow(RangeError);
  });

  it('refuses more than 100 people', async () => {
    const [first = '', ...rest] = manyIds(101);
    await expect(groups.update(GROUP, { addIds: [first], removeIds: rest })).rejects.toThrow(RangeError);
  });
});

describe('names that DocSpace would take and should not, or cannot take', () => {
  it.each(['', '   ', '\n\t', 'x'.repeat(129), 'Party 🎉'])('%j', async (name) => {
    const calls = [groups.create({ name, memberIds: [] }), groups.update(GROUP, { name })];
    for (const fault of await Promise.all(calls.map(faultOf))) {
      expect(fault).toMatchObject({ reason: 'invalid-input', mayHaveHappened: false });
    }
  });
});

describe('groups that stand for roles', () => {
  it.each([ADMINS, ADMINS.toUpperCase()])('%s can be read, not changed', async (id) => {
    nock(API).get(`/group/${id}`).query(true).reply(200, groupBody());
    await groups.get(id);
    expect(await faultOf(groups.update(id, { addIds: [ULF] }))).toMatchObject({ reason: 'invalid-input' });
    expect(await faultOf(groups.delete(id))).toMatchObject({ reason: 'invalid-input' });
  });
});

describe('delete', () => {
  it('is done with 204 alone', async () => {
    nock(API).delete(`/group/${GROUP}`).reply(204);
    await expect(groups.delete(GROUP)).resolves.toBeUndefined();
    nock(API).delete(`/group/${GROUP}`).reply(200, { response: {} });
    expect(await faultOf(groups.delete(GROUP))).toMatchObject({
      reason: 'not-understood',
      mayHaveHappened: true,
    });
  });
});
