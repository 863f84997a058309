import { describe, expect, it } from 'vitest';
import { DocSpaceError } from '../../src/docspace/errors.ts';
import type { DocSpace, GroupRow } from '../../src/docspace/model.ts';
import { findGroup, groupsNamed } from '../../src/groups/find.ts';

/** DocSpace's search over plain data: contains, case-insensitive, paged; counts its requests. */
function portal(names: readonly string[]) {
  const rows: GroupRow[] = names.map((name, index) => ({
    id: `g${index}`,
    name,
    membersCount: 0,
    isLdap: false,
  }));
  const asked: string[] = [];
  const groups: Pick<DocSpace['groups'], 'search' | 'get'> = {
    async search({ text = '', startIndex = 0, count = 100 }) {
      asked.push(text);
      const hits = rows.filter((row) => row.name.toLowerCase().includes(text.toLowerCase()));
      return { items: hits.slice(startIndex, startIndex + count), total: hits.length };
    },
    async get(id) {
      const row = rows.find((one) => one.id === id);
      if (row === undefined)
        throw new DocSpaceError({
          reason: 'not-found',
          method: 'GET',
          route: '/group/{id}',
          mayHaveHappened: false,
        });
      return { ...row, isSystem: false };
    },
  };
  return { asked, groups: { ...unused, ...groups } };
}

const never = async (): Promise<never> => {
  throw new Error('not asked for here');
};
const unused: DocSpace['groups'] = {
  search: never,
  ofPerson: never,
  get: never,
  getWithMembers: never,
  create: never,
  update: never,
  delete: never,
};

const byName = (name: string) => ({ by: 'name', name }) as const;

async function found(names: readonly string[], typed: string) {
  const result = await findGroup(portal(names).groups, byName(typed));
  if (result.kind === 'one') return result.group.name;
  return result.kind === 'several'
    ? result.groups.map((group) => group.name)
    : { near: result.near.map((group) => group.name) };
}

describe('finding a group by what was typed', () => {
  it.each([
    ['the exact name wins over longer ones', ['Sales EMEA', 'Sales', 'Pre-Sales'], 'sales', 'Sales'],
    ['the exact case wins over another case', ['sales', 'Sales'], 'Sales', 'Sales'],
    ['a unique beginning is enough', ['Marketing', 'Sales'], 'mark', 'Marketing'],
    ['twins are asked about', ['Sales', 'Sales'], 'sales', ['Sales', 'Sales']],
    [
      'several beginnings are asked about',
      ['Sales EMEA', 'Sales APAC'],
      'sales',
      ['Sales EMEA', 'Sales APAC'],
    ],
    [
      'a slip finds near names',
      ['Marketing', 'Marketing EMEA', 'Sales'],
      'Marketng',
      { near: ['Marketing', 'Marketing EMEA'] },
    ],
    ['nothing near stays nothing', ['Sales'], 'Бухгалтерия', { near: [] }],
    ['an emoji is never looked up', ['Sales'], '🎉', { near: [] }],
  ])('%s', async (_, names, typed, expected) => {
    expect(await found(names, typed)).toEqual(expected);
  });

  it('asks at most four times for a name that is not there', async () => {
    const world = portal(Array.from({ length: 300 }, (_, index) => `Group number ${index}`));
    await findGroup(world.groups, byName('Quarterly'));
    expect(world.asked.length).toBeLessThanOrEqual(4);
  });

  it('reads a group that is gone as none', async () => {
    expect(await findGroup(portal([]).groups, { by: 'id', id: 'g7' })).toEqual({ kind: 'none', near: [] });
  });

  it('sees a name that is taken on a later page', async () => {
    const names = [...Array.from({ length: 250 }, (_, index) => `a${index}`), 'A'];
    expect((await groupsNamed(portal(names).groups, 'a')).map((group) => group.name)).toEqual(['A']);
  });
});
