import { describe, expect, it } from 'vitest';
import type { GroupRow, Page } from '../../src/docspace/model.ts';
import { createGroupLookup } from '../../src/groups/group-lookup.ts';

/** DocSpace's search over these names (contains, without regard to case and accents), with a clock and a count. */
function portal(names: string[], unreadable: readonly string[] = []) {
  const asked: string[] = [];
  const state = { now: 1_000_000, away: false, gate: Promise.resolve() };
  const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const search = async ({ text = '', count }: { text?: string; count: number }): Promise<Page<GroupRow>> => {
    asked.push(text);
    await state.gate;
    if (state.away) throw new Error('away');
    const hits = names.filter((name) => fold(name).includes(fold(text))).slice(0, count);
    const rows = hits.filter((name) => !unreadable.includes(name));
    const places = hits.flatMap((name, at) => (unreadable.includes(name) ? [at] : []));
    return {
      items: rows.map((name) => ({ id: name, name, membersCount: 0, isLdap: false })),
      total: names.filter((name) => fold(name).includes(fold(text))).length,
      ...(places.length === 0 ? {} : { unreadable: places }),
    };
  };
  const lookup = createGroupLookup(search, () => state.now);
  const find = async (text: string) => (await lookup.find(text)).map(({ name }) => name);
  const known = (text: string) => lookup.known(text)?.map(({ name }) => name);
  return { asked, state, lookup, find, known, names };
}

describe('groups for type-ahead', () => {
  it('asks once for a text in 30 s, whatever its case', async () => {
    const { asked, state, find } = portal(['Sales', 'Marketing']);
    expect(await find('sal')).toEqual(['Sales']);
    expect(await find('SAL')).toEqual(['Sales']);
    expect(asked).toEqual(['sal']);
    state.now += 30_000;
    await find('sal');
    expect(asked).toHaveLength(2);
  });

  it('shares a request that is on its way', async () => {
    const { asked, find } = portal(['Sales']);
    await Promise.all([find('s'), find('s'), find('S')]);
    expect(asked).toHaveLength(1);
  });

  it('knows of a change at once, also where a request was on its way', async () => {
    const { names, state, asked, lookup, find } = portal(['Sales']);
    await find('');
    let open: () => void = () => undefined;
    state.gate = new Promise((resolve) => {
      open = resolve;
    });
    const overtaken = find('sa');
    names.push('Sales EMEA');
    lookup.changed();
    const after = find('sa');
    open();
    await overtaken;
    expect(await after).toEqual(['Sales', 'Sales EMEA']);
    expect(await find('sa')).toEqual(['Sales', 'Sales EMEA']);
    expect(await find('')).toEqual(['Sales', 'Sales EMEA']);
    expect(asked).toEqual(['', 'sa', 'sa', '']);
  });

  it.each([
    ['the same text', 'gro', 'GRO', ['Größe', 'gross']],
    ['a shorter beginning, filtered', 'g', 'größ', ['Größe']],
    ['all groups, filtered', '', 'ужда', ['Нужда']],
    ['a script with vowel signs, which are no accents', '', 'की', ['की']],
  ])('knows of %s without asking', async (_, before, typed, expected) => {
    const { state, find, known } = portal(['Größe', 'gross', 'Нужда', 'का', 'की', '营销']);
    await find(before);
    state.away = true;
    state.now += 60_000;
    await expect(find(typed)).rejects.toThrow('away');
    expect(known(typed)).toEqual(expected);
  });

  it('knows nothing of what was never asked for', () => {
    expect(portal(['Sales']).known('s')).toBeUndefined();
  });

  it('narrows a complete list with a damaged group down instead of asking around it again', async () => {
    const { asked, find } = portal(['Sales', 'Sales EMEA', 'Salsa'], ['Salsa']);
    await find('sal');
    expect(await find('sale')).toEqual(['Sales', 'Sales EMEA']);
    expect(asked).toEqual(['sal']);
  });

  it('asks for more letters where the list goes on', async () => {
    const many = Array.from({ length: 150 }, (_, at) => `Sales ${1000 + at}`);
    const { asked, find } = portal(many, ['Sales 1000']);
    expect(await find('sales')).toHaveLength(99);
    expect(await find('sales 1149')).toEqual(['Sales 1149']);
    expect(asked).toHaveLength(2);
  });
});
