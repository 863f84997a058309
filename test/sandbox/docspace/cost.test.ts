import { describe, expect, it } from 'vitest';
import { Processors } from '../../../sandbox/docspace/work.ts';
import { get, groupId, portal, send, somebody } from './portal-client.ts';

const free = { keyMs: 0, listedMs: 0, addedMs: 0, removedMs: 0, cores: 2 };

describe('simulated time', () => {
  it('is spent on so many processors at once, in the order of arrival', async () => {
    const processors = new Processors();
    const order: number[] = [];
    const spend = async (ms: number) => {
      await processors.spend(ms, 2);
      order.push(ms);
    };
    await Promise.all([spend(80), spend(30), spend(1)]);
    expect(order).toEqual([30, 1, 80]);
  });

  it('is spent on the key of each request, a wrong one too, and on nothing for none', async () => {
    let hashed = 0;
    const docspace = await portal({
      cost: {
        ...free,
        get keyMs() {
          hashed += 1;
          return 0;
        },
      },
    });
    await get(docspace, '/group?fields=id');
    await get(docspace, '/group?fields=id', { headers: { Authorization: `Bearer sk-${'0'.repeat(64)}` } });
    expect(hashed).toBe(2);
    await get(docspace, '/settings/version/build', { headers: {} });
    expect(hashed).toBe(2);
  });

  it('is spent on each person added, in already or not, and removed', async () => {
    const spent = { added: 0, removed: 0 };
    const docspace = await portal({
      cost: {
        ...free,
        get addedMs() {
          spent.added += 1;
          return 0;
        },
        get removedMs() {
          spent.removed += 1;
          return 0;
        },
      },
    });
    const ids = ['cid@example.com', 'ann@example.com', 'gus@example.com'].map((email) => somebody(email).id);
    await send(docspace, 'PUT', `/group/${groupId('Sales APAC')}?fields=id`, { membersToAdd: ids });
    expect(spent).toEqual({ added: 2, removed: 0 });
    await send(docspace, 'PUT', `/group/${groupId('Sales APAC')}?fields=id`, { membersToRemove: ids });
    expect(spent).toEqual({ added: 2, removed: 2 });
  });
});
