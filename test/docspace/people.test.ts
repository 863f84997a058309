import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { emailPortions } from '../../src/docspace/emails.ts';
import { FIELDS } from '../../src/docspace/fields.ts';
import { guardTraffic, nock } from './replay.ts';
import { faultOf, GROUP, manyIds, PORTAL, testClient, ULF, UMA } from './support.ts';

const API = `${PORTAL}/api/2.0`;
const { people } = testClient();
const person = (id: string, email: string, more: object = {}) => ({
  id,
  email,
  displayName: email,
  status: 1,
  isCollaborator: true,
  ...more,
});
const addresses = (count: number) => Array.from({ length: count }, (_, index) => `p${index}@x.io`);
const pageOf = (items: readonly object[], total = items.length) => ({ response: items, count: 1, total });

guardTraffic();

describe('byEmails', () => {
  it('asks once for each address, lower-cased', async () => {
    nock(API)
      .get('/people/filter')
      .query({
        filterSeparator: ',',
        filterValue: 'ulf+x@example.com,uma@example.com',
        count: 100,
        startIndex: 0,
        fields: FIELDS.person,
      })
      .reply(200, pageOf([]));
    await people.byEmails(['Ulf+X@Example.com', 'uma@example.com', ' ulf+x@example.com ']);
  });

  it('sends a plus as %2B', async () => {
    let path = '';
    nock(API)
      .get(/.*/)
      .reply(200, (uri) => {
        path = uri;
        return pageOf([]);
      });
    await people.byEmails(['ulf+x@example.com']);
    expect(path).toContain('filterValue=ulf%2Bx%40example.com&');
  });

  it('keeps exact matches only, whatever their case, and all who share an address', async () => {
    const [joann = ''] = manyIds(1);
    const found = [
      person(joann, 'joann@x.io'),
      person(ULF, 'ANN@x.io'),
      person(UMA, 'ann@x.io'),
      person(ULF, 'ANN@x.io'),
    ];
    nock(API).get(/.*/).reply(200, pageOf(found));
    const matches = await people.byEmails(['Ann@X.io', 'gone@x.io']);
    expect([...matches.keys()]).toEqual(['ann@x.io']);
    expect(matches.get('ann@x.io')?.map(({ id }) => id)).toEqual([ULF, UMA]);
  });

  it.each(['', 'a', '@', 'a,b@x.io', '🎉@x.io', 'a b@x.io', `${'x'.repeat(255)}@x.io`])(
    'never sends "%s"',
    async (email) => {
      expect((await people.byEmails([email])).size).toBe(0);
    },
  );

  it('turns the pages', async () => {
    const all = manyIds(150).map((id, index) => person(id, index === 120 ? 'ann@x.io' : `${index}ann@x.io`));
    const page = (startIndex: number) =>
      nock(API)
        .get('/people/filter')
        .query((query) => query.startIndex === String(startIndex))
        .reply(200, pageOf(all.slice(startIndex, startIndex + 100), 150));
    page(0);
    page(100);
    expect((await people.byEmails(['ann@x.io'])).get('ann@x.io')).toHaveLength(1);
  });

  it('asks for at most 50 in a request, and with at most four requests at once', async () => {
    const sizes: number[] = [];
    let underWay = 0;
    let most = 0;
    nock(API)
      .get('/people/filter')
      .query(true)
      .times(7)
      .reply(200, async (uri) => {
        sizes.push(new URL(uri, API).searchParams.get('filterValue')?.split(',').length ?? 0);
        underWay += 1;
        most = Math.max(most, underWay);
        await nextTurn();
        underWay -= 1;
        return pageOf([]);
      });
    await people.byEmails(addresses(320));
    expect(new Set(sizes)).toEqual(new Set([50, 20]));
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(4);
  });

  it('fails with the first failure, and asks no further', async () => {
    const statuses: (number | undefined)[] = [];
    const client = testClient({ onRequest: ({ status }) => statuses.push(status) });
    nock(API).get('/people/filter').query(true).times(20).reply(401);
    expect(await faultOf(client.people.byEmails(addresses(1_000)))).toMatchObject({ reason: 'key-refused' });
    // Time in which the rest would be asked for.
    nock(API).get(`/people/${ULF}`).query(true).times(5).reply(404);
    for (let turn = 0; turn < 5; turn += 1) await faultOf(client.people.byId(ULF));
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(8);
    nock.cleanAll();
  });

  it('gives up with the caller', async () => {
    const signal = AbortSignal.abort();
    expect(await faultOf(people.byEmails(['a@x.io'], { signal }))).toMatchObject({ reason: 'cancelled' });
  });
});

describe('emailPortions', () => {
  it('stays below 6,000 bytes as sent', () => {
    const emails = Array.from({ length: 50 }, (_, index) => `${'ü'.repeat(60)}${index}@x.io`);
    const portions = emailPortions(emails);
    expect(portions.flat()).toEqual(emails);
    expect(portions.length).toBeGreaterThan(1);
    for (const portion of portions) {
      expect(encodeURIComponent(portion.join(',')).length).toBeLessThanOrEqual(6_000 + 2 * portion.length);
    }
  });

  it('has none for nothing', () => {
    expect(emailPortions([])).toEqual([]);
  });
});

describe('byId', () => {
  it.each([
    ['owner', { isOwner: true, isAdmin: true }],
    ['admin', { isAdmin: true, isRoomAdmin: true }],
    ['roomAdmin', { isRoomAdmin: true, isCollaborator: false }],
    ['guest', { isVisitor: true }],
    ['user', {}],
    ['guest', { isCollaborator: false }],
  ])('%s', async (role, flags) => {
    nock(API)
      .get(`/people/${ULF}`)
      .query({ fields: FIELDS.person })
      .reply(200, {
        response: person(ULF, 'u@x.io', flags),
      });
    expect((await people.byId(ULF)).role).toBe(role);
  });

  it.each([
    [1, 'active'],
    [2, 'disabled'],
    [4, 'pending'],
    [9, 'disabled'],
  ])('status %i is %s', async (status, expected) => {
    nock(API)
      .get(/.*/)
      .reply(200, { response: person(ULF, 'u@x.io', { status }) });
    expect((await people.byId(ULF)).status).toBe(expected);
  });

  it.each([
    [{ firstName: 'M&#252;', lastName: 'O&amp;' }, 'M&#252; O&amp;'],
    [{ firstName: '', lastName: 'Cher', displayName: 'x' }, 'Cher'],
    [
      { firstName: '', lastName: '', displayName: 'M&#252;ller &lt;b&gt; O&#39;N &amp;amp; &AMPx' },
      "Müller <b> O'N &amp; &AMPx",
    ],
    [{ firstName: null, displayName: '' }, 'u@x.io'],
  ])('name of %o', async (names, expected) => {
    nock(API)
      .get(/.*/)
      .reply(200, { response: person(ULF, 'u@x.io', names) });
    expect((await people.byId(ULF)).name).toBe(expected);
  });

  it('refuses an id that is a user name', async () => {
    expect(await faultOf(people.byId('user'))).toMatchObject({ reason: 'invalid-input' });
  });
});

describe('ofGroup', () => {
  it('gives a window with the disabled among them', async () => {
    nock(API)
      .get('/people/filter')
      .query({ groupId: GROUP, startIndex: 100, count: 50, fields: FIELDS.person })
      .reply(200, pageOf([person(ULF, 'a@x.io'), person(UMA, 'b@x.io', { status: 2 })], 102));
    const { items, total } = await people.ofGroup({ groupId: GROUP, startIndex: 100, count: 50 });
    expect(items.map(({ status }) => status)).toEqual(['active', 'disabled']);
    expect(total).toBe(102);
  });
});

describe('admins', () => {
  it('gives the owner and the admins, nobody else', async () => {
    const [owner = '', admin = '', roomAdmin = '', disabled = ''] = manyIds(4);
    nock(API)
      .get('/people/filter')
      .query({ isAdministrator: true, employeeStatus: 1, count: 100, fields: FIELDS.person })
      .twice()
      .reply(
        200,
        pageOf([
          person(roomAdmin, 'r@x.io', { isRoomAdmin: true }),
          person(owner, 'o@x.io', { isOwner: true }),
          person(disabled, 'd@x.io', { isAdmin: true, status: 2 }),
          person(admin, 'a@x.io', { isAdmin: true }),
        ]),
      );
    expect((await people.admins()).map(({ id }) => id)).toEqual([owner, admin]);
    expect(await people.admins({ count: 1 })).toHaveLength(1);
  });
});
