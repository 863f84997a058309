import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DocSpaceStandIn, startDocSpace } from '../../../sandbox/docspace/docspace.ts';
import { smallWorld } from '../../../sandbox/world.ts';
import { createDocSpace } from '../../../src/docspace/client.ts';
import type { DocSpace } from '../../../src/docspace/model.ts';
import { readForRename } from '../../../src/groups/rename/names.ts';

describe('reading for a rename', () => {
  let portal: DocSpaceStandIn;
  let groups: DocSpace['groups'];

  beforeAll(async () => {
    portal = await startDocSpace({ world: smallWorld });
    groups = createDocSpace({ url: portal.url, key: portal.key, parallelWrites: 1 }).groups;
    portal.fillWithGroups(120);
  });
  afterAll(async () => {
    const { breaches } = portal;
    await portal.stop();
    expect(breaches).toEqual([]);
  });
  beforeEach(() => portal.clearRequests());

  const add = (name: string) => portal.addGroup({ name, memberIds: [] });

  it('asks once where the names share a part', async () => {
    const group = add('Marketing');
    add('MARKETING EMEA');
    expect(await readForRename(groups, group, 'Marketing Emea')).toMatchObject({
      group: { id: group.id, isSystem: false },
      taken: { name: 'MARKETING EMEA' },
    });
    expect(await readForRename(groups, group, 'Market')).not.toHaveProperty('taken');
    expect(portal.requests).toHaveLength(2);
  });

  it('asks for the name only, where the search found the group but had more than a page', async () => {
    const [first] = portal.groups().filter((group) => group.name.startsWith('Group 0'));
    if (first === undefined) throw new Error('there is no group');
    expect(await readForRename(groups, first, 'Group 00119')).toMatchObject({
      group: { id: first.id },
      taken: { name: 'Group 00119' },
    });
    expect(portal.requests).toHaveLength(2);
  });

  it('asks once in a small portal, whatever the names share', async () => {
    const small = await startDocSpace({ world: smallWorld });
    const few = createDocSpace({ url: small.url, key: small.key, parallelWrites: 1 }).groups;
    const group = small.addGroup({ name: 'Ops', memberIds: [] });
    expect(await readForRename(few, group, 'Design')).toMatchObject({
      group: { id: group.id },
      taken: { name: 'Design' },
    });
    expect(await readForRename(few, group, 'Mngmnt')).not.toHaveProperty('taken');
    expect(small.requests).toHaveLength(2);
    await small.stop();
  });

  it('asks for both where a search for what they share is too wide, and remembers that', async () => {
    const group = add('Zap');
    expect(await readForRename(groups, group, 'Design')).toMatchObject({ taken: { name: 'Design' } });
    portal.clearRequests();
    expect(await readForRename(groups, group, 'Design')).toMatchObject({ taken: { name: 'Design' } });
    expect(portal.requests).toHaveLength(2);
  });

  it('asks for both where the group is called something else by now', async () => {
    const group = add('Ops');
    portal.changeGroup(group.id, { name: 'Elsewhere' });
    expect(await readForRename(groups, { id: group.id, name: 'Ops team' }, 'Ops crew')).toMatchObject({
      group: { name: 'Elsewhere' },
    });
    expect(portal.requests).toHaveLength(2);
  });
});
