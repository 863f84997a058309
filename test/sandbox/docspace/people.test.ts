import { describe, expect, it } from 'vitest';
import { get, groupId, items, object, portal, send, somebody } from './portal-client.ts';

const emails = async (docspace: Awaited<ReturnType<typeof portal>>, path: string) =>
  items(await get(docspace, path)).map((person) => person.email);

describe('a person', () => {
  it('has encoded display name and departments, and raw names', async () => {
    const docspace = await portal();
    const fields = 'fields=firstName,displayName,department,groups.name';
    const jm = object(await get(docspace, `/people/${somebody('jm@example.com').id}?${fields}`));
    expect(jm).toMatchObject({
      firstName: 'Jürgen',
      displayName: 'J&#252;rgen M&#252;ller-L&#252;denscheidt',
    });
    expect(jm.department).toContain('Gr&#252;&#223;e &amp; &lt;b&gt;Co&lt;/b&gt;');
    expect(jm.groups).toContainEqual({ name: 'Grüße & <b>Co</b>' });
    const petra = object(await get(docspace, `/people/petra?${fields}`));
    expect(petra.department).toBe('Q&amp;amp;A, Sales EMEA, Бухгалтерия');
  });

  it('has flags instead of a type, and is nobody`s admin as owner', async () => {
    const docspace = await portal();
    const flags = async (email: string) => {
      const fields = 'isOwner,isAdmin,isRoomAdmin,isCollaborator,isVisitor,type';
      const person = object(await get(docspace, `/people/email?email=${email}&fields=${fields}`));
      return Object.keys(person).filter((name) => person[name] === true);
    };
    expect(await flags('own@example.com')).toEqual(['isOwner']);
    expect(await flags('ann@example.com')).toEqual(['isAdmin']);
    expect(await flags('roo@example.com')).toEqual(['isRoomAdmin']);
    expect(await flags('gus@example.com')).toEqual(['isVisitor']);
    expect(await flags('cid@example.com')).toEqual(['isCollaborator']);
  });

  it('is found by e-mail in any case, whatever the status; a raw plus is a blank', async () => {
    const docspace = await portal();
    const find = async (written: string) =>
      get(docspace, `/people/email?fields=email,status&email=${written}`);
    expect(object(await find('bob.baker@example.com'))).toEqual({
      email: 'Bob.Baker@Example.com',
      status: 1,
    });
    expect(object(await find('DINA@example.com'))).toEqual({ email: 'dina@example.com', status: 2 });
    docspace.changePerson(somebody('cid@example.com').id, { email: 'cid+x@example.com' });
    expect((await find('cid+x@example.com')).status).toBe(404);
    expect((await find('cid%2Bx@example.com')).status).toBe(200);
    expect((await find(encodeURIComponent('🎉@example.com'))).status).toBe(500);
  });

  it('who is disabled carries the date', async () => {
    const docspace = await portal({
      timeZone: 'Asia/Kolkata',
      now: () => Date.parse('2026-11-21T20:00:00.500Z'),
    });
    const answer = await get(
      docspace,
      '/people/email?email=dina@example.com&fields=terminated,registrationDate',
    );
    const date = '2026-11-22T01:30:00.0000000+05:30';
    expect(object(answer)).toEqual({ terminated: date, registrationDate: date });
  });

  it('is told apart in German where that is asked for', async () => {
    const answer = await get(await portal(), '/people/email?email=nobody@example.com&culture=de');
    expect(answer.body).toMatchObject({ error: { message: 'Der Benutzer konnte nicht gefunden werden' } });
  });
});

describe('GET /people/filter', () => {
  it('finds any of several e-mails as parts, with guests, pending and disabled people', async () => {
    const docspace = await portal();
    const path =
      '/people/filter?fields=email&filterSeparator=,&filterValue=ann@example.com,gus@,eve@,dina@,nobody@';
    expect(await emails(docspace, path)).toEqual([
      'ann@example.com',
      'gus@example.com',
      'joann@example.com',
      'eve@example.com',
      'dina@example.com',
    ]);
  });

  it('wants all words without a separator', async () => {
    const docspace = await portal();
    expect(await emails(docspace, '/people/filter?fields=email&filterValue=archer jo')).toEqual([
      'joann@example.com',
    ]);
  });

  it('lists members of a group, disabled ones last and counted', async () => {
    const docspace = await portal();
    const path = `/people/filter?groupId=${groupId('Design')}&fields=email`;
    expect(await emails(docspace, path)).toEqual(['cid@example.com', 'dina@example.com']);
    expect((await get(docspace, path)).body).toMatchObject({ total: 2 });
    expect(await emails(docspace, `${path}&employeeStatus=5`)).toEqual(['cid@example.com']);
    expect(await emails(docspace, `${path}&excludeGroup=true`)).toHaveLength(17);
    const unknown = '/people/filter?groupId=11111111-2222-3333-4444-555555555555&fields=email';
    expect(await emails(docspace, unknown)).toEqual([]);
  });

  it('knows administrators, types and areas', async () => {
    const docspace = await portal();
    const count = async (query: string) =>
      (await emails(docspace, `/people/filter?fields=email&${query}`)).length;
    expect(await count('isAdministrator=true&employeeStatus=Active')).toBe(7);
    expect(await count('employeeType=RoomAdmin')).toBe(1);
    expect(await count('employeeTypes=1&employeeTypes=guest')).toBe(2);
    expect(await count('area=Guests')).toBe(1);
    expect(await count('withoutGroup=true&employeeType=4')).toBe(4);
    expect((await get(docspace, '/people/filter?employeeStatus=nope')).status).toBe(400);
  });

  it('hides disabled people from room admins, and everybody from users', async () => {
    const docspace = await portal({ creatorId: somebody('roo@example.com').id });
    expect(await emails(docspace, '/people/filter?fields=email&filterValue=dina')).toEqual([]);
    docspace.setKey({ creatorId: somebody('cid@example.com').id });
    expect((await get(docspace, '/people/filter?fields=email')).status).toBe(403);
  });

  it('has a simple form without e-mails', async () => {
    const [first] = items(await get(await portal(), '/people/simple/filter?filterValue=ann@example.com'));
    expect(first).toMatchObject({ displayName: 'Ann Archer', isAnonim: false });
    expect(first).not.toHaveProperty('email');
  });
});

describe('other lists of people', () => {
  it('show active people, or those of a status', async () => {
    const docspace = await portal();
    expect(await emails(docspace, '/people?fields=email')).toHaveLength(17);
    expect(await emails(docspace, '/people/status/Pending?fields=email')).toEqual(['eve@example.com']);
    expect(await emails(docspace, '/people/status/7?fields=email')).toHaveLength(19);
    expect((await get(docspace, '/people/status/9')).status).toBe(400);
  });

  it('of a search are streamed, for admins only', async () => {
    const docspace = await portal();
    const nothing = await get(docspace, '/people/search?fields=email');
    expect(nothing.body).toMatchObject({ response: [], count: 1 });
    const kims = await get(docspace, '/people/@search/kim%20lee?fields=email');
    expect(kims.body).toMatchObject({ response: [{}, {}], count: 1 });
    expect((await get(docspace, '/people/status/1/search?fields=email')).status).toBe(400);
    docspace.setKey({ creatorId: somebody('roo@example.com').id });
    expect((await get(docspace, '/people/search?query=kim&fields=email')).status).toBe(403);
  });

  it('are asked whether somebody exists', async () => {
    const docspace = await portal();
    expect(object(await get(docspace, '/people/exists?email=nobody@example.com'))).toEqual({ exists: false });
    expect(object(await get(docspace, '/people/exists?email=eve@example.com'))).toEqual({
      exists: true,
      status: 4,
    });
    expect((await send(docspace, 'POST', '/people/exists', {})).status).toBe(405);
  });
});
