import { describe, expect, it } from 'vitest';
import { realCost, realLimits } from '../../../sandbox/docspace/settings.ts';
import { eventually, get, portal, send, somebody } from './portal-client.ts';

const list = '/group?fields=id&count=1';

describe('rate limits', () => {
  it('let so many requests into the window, and refuse without saying until when', async () => {
    const clock = { now: Date.parse('2026-11-21T09:00:00Z') };
    const docspace = await portal({ limits: { requests: 2, windowMs: 1000 }, now: () => clock.now });
    await get(docspace, list);
    clock.now += 600;
    await get(docspace, list);
    const refused = await get(docspace, list);
    expect([refused.status, refused.body, refused.headers.get('retry-after')]).toEqual([
      429,
      undefined,
      null,
    ]);
    expect(refused.headers.get('x-ratelimit-limit')).toBe('2');
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
    clock.now += 500;
    expect((await get(docspace, list)).status).toBe(200);
    expect((await get(docspace, list)).status).toBe(429);
  });

  it('are those of the key`s creator', async () => {
    const docspace = await portal({ limits: { requests: 1 } });
    await get(docspace, list);
    expect((await get(docspace, list)).status).toBe(429);
    docspace.setKey({ creatorId: somebody('ann@example.com').id });
    expect((await get(docspace, list)).status).toBe(200);
  });

  it('hold for writes at once, and what they refuse still uses up the window', async () => {
    const docspace = await portal({ limits: { writesAtOnce: 2, requests: 4 } });
    docspace.faults.add({ method: 'PUT', times: Infinity, delayMs: 1 });
    const cost = { keyMs: 1, listedMs: 0, addedMs: 40, removedMs: 0, cores: 8 };
    docspace.settings.cost = cost;
    const create = () =>
      send(docspace, 'POST', '/group?fields=id', {
        groupName: 'x',
        members: [somebody('ann@example.com').id],
      });
    const answers = await Promise.all([create(), create(), create()]);
    expect(answers.map((answer) => answer.status).toSorted((one, other) => one - other)).toEqual([
      200, 200, 429,
    ]);
    expect(answers.find((answer) => answer.status === 429)?.headers.get('x-ratelimit-limit')).toBe('2');
    expect((await get(docspace, list)).status).toBe(200);
    expect((await get(docspace, list)).status).toBe(429);
  });

  it('of a day count POST and PUT only, and say how long a day is', async () => {
    const clock = { now: Date.parse('2026-11-21T09:00:00Z') };
    const docspace = await portal({ limits: { writesPerDay: 1 }, now: () => clock.now });
    const create = () => send(docspace, 'POST', '/group?fields=id', { groupName: 'x' });
    expect((await create()).status).toBe(200);
    clock.now += 2500;
    const refused = await create();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '86397']);
    expect(refused.headers.get('x-ratelimit-reset')).toBe(String(Date.parse('2026-11-22T09:00:00Z') / 1000));
    expect((await get(docspace, list)).status).toBe(200);
    const [made] = docspace.groups().filter((group) => group.name === 'x');
    expect((await send(docspace, 'DELETE', `/group/${made?.id}`)).status).toBe(204);
    clock.now += 86_400_000;
    expect((await create()).status).toBe(200);
  });

  it('count writes at once', async () => {
    const docspace = await portal();
    docspace.faults.add({ times: Infinity, delayMs: 30 });
    const sent = Array.from({ length: 16 }, (_, index) =>
      send(docspace, 'POST', '/group?fields=id', { groupName: `New ${index}` }),
    );
    await eventually(() => docspace.writesAtOnce.now === 16);
    await Promise.all(sent);
    expect(docspace.writesAtOnce).toEqual({ now: 0, most: 16 });
    expect(docspace.takeBreaches().map((breach) => breach.kind)).toEqual(['writesAtOnce']);
    docspace.clearRequests();
    expect(docspace.writesAtOnce.most).toBe(0);
  });

  it('and costs of a real portal leave room for a client that keeps to them', async () => {
    const docspace = await portal({ cost: realCost, limits: realLimits });
    const create = (name: string) => send(docspace, 'POST', '/group?fields=id', { groupName: name });
    const answers = await Promise.all(Array.from({ length: 15 }, (_, index) => create(`New ${index}`)));
    expect(answers.every((answer) => answer.status === 200)).toBe(true);
    expect(docspace.breaches).toEqual([]);
  });
});
