import { describe, expect, it } from 'vitest';
import { DocSpaceError } from '../../src/docspace/errors.ts';
import type { DocSpace, GroupRow } from '../../src/docspace/model.ts';
import { findPast } from '../../src/groups/history.ts';

const never = async (): Promise<never> => {
  throw new Error('not asked for here');
};

/** DocSpace with these groups, id by name. */
function portal(live: Readonly<Record<string, string>>) {
  const rows: GroupRow[] = Object.entries(live).map(([id, name]) => ({
    id,
    name,
    membersCount: 0,
    isLdap: false,
  }));
  const read: string[] = [];
  const groups: DocSpace['groups'] = {
    ofPerson: never,
    getWithMembers: never,
    create: never,
    update: never,
    delete: never,
    search: async ({ text = '' }) => {
      const items = rows.filter((row) => row.name.toLowerCase().includes(text.toLowerCase()));
      return { items, total: items.length };
    },
    get: async (id) => {
      read.push(id);
      const row = rows.find((one) => one.id === id);
      if (row !== undefined) return { ...row, isSystem: false };
      throw new DocSpaceError({
        reason: 'not-found',
        method: 'GET',
        route: '/group/{id}',
        mayHaveHappened: false,
      });
    },
  };
  return { groups, read };
}

/** A ledger that knows groups under these names, the last changed first. */
const ledger = (known: readonly (readonly [id: string, name: string])[]) => ({
  groupsCalled: async (matches: (name: string) => boolean) =>
    known
      .map(([groupId, name], index) => ({ groupId, name, lastAt: 1_000 - index }))
      .filter((one) => matches(one.name)),
});

async function find(
  live: Readonly<Record<string, string>>,
  known: readonly (readonly [string, string])[],
  typed: string,
) {
  const found = await findPast(portal(live).groups, ledger(known), { by: 'name', name: typed });
  if (found.kind === 'one') return [found.id, found.group?.name];
  if (found.kind === 'none') return { near: found.near.map((group) => group.name) };
  return found.groups.map((one) => ('group' in one ? [one.id, one.group.name] : [one.id, `(${one.name})`]));
}

describe('finding a group whose history is asked for', () => {
  it.each([
    ['one that is there', { g1: 'Sales' }, [['g1', 'Sales']], 'sales', ['g1', 'Sales']],
    ['one that was never changed', { g1: 'Sales' }, [], 'sal', ['g1', 'Sales']],
    ['one that is deleted', {}, [['g1', 'Sales']], 'SALES', ['g1', undefined]],
    ['one that has another name now', { g1: 'Growth' }, [['g1', 'Sales']], 'sales', ['g1', 'Growth']],
    [
      'one that is there and one that was: asked about',
      { g1: 'Sales' },
      [
        ['g1', 'Sales'],
        ['g0', 'Sales'],
      ],
      'sales',
      [
        ['g1', 'Sales'],
        ['g0', '(Sales)'],
      ],
    ],
    [
      'two that are deleted, the last changed first, each once',
      {},
      [
        ['g2', 'sales'],
        ['g1', 'Sales'],
        ['g2', 'Sales'],
      ],
      'sales',
      [
        ['g2', '(sales)'],
        ['g1', '(Sales)'],
      ],
    ],
    ['none at all', { g1: 'Design' }, [['g1', 'Design']], 'Zyzzyva', { near: [] }],
    ['a slip', { g1: 'Design' }, [], 'Desing', { near: ['Design'] }],
  ] as const)('%s', async (_, live, known, typed, expected) => {
    expect(await find(live, known, typed)).toEqual(expected);
  });

  it('by id: the group, there or not, without a look at names', async () => {
    const world = portal({ g1: 'Sales' });
    const past = { groupsCalled: never };
    expect(await findPast(world.groups, past, { by: 'id', id: 'g1' })).toMatchObject({
      kind: 'one',
      id: 'g1',
      group: { name: 'Sales' },
    });
    expect(await findPast(world.groups, past, { by: 'id', id: 'g9' })).toEqual({ kind: 'one', id: 'g9' });
  });

  it('looks up no more than ten that are not there any more', async () => {
    const world = portal({});
    const known = Array.from({ length: 30 }, (_, n) => [`g${n}`, 'Sales'] as const);
    const found = await findPast(world.groups, ledger(known), { by: 'name', name: 'Sales' });
    expect(found.kind === 'several' && found.groups.length).toBe(10);
    expect(world.read).toHaveLength(10);
  });

  it('passes on what is no "not there"', async () => {
    const world = portal({});
    const down = { ...world.groups, get: never };
    await expect(findPast(down, ledger([['g1', 'Sales']]), { by: 'name', name: 'Sales' })).rejects.toThrow();
  });
});
