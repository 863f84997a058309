import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DocSpaceError, type DocSpaceReason } from '../../src/docspace/errors.ts';
import { createReadAround } from '../../src/docspace/read-around.ts';

type Entry = { readonly id: string };

const fault = (reason: DocSpaceReason) =>
  new DocSpaceError({ reason, method: 'GET', route: '/group', status: 403, mayHaveHappened: false });

/** A list as DocSpace gives it: any page with one of `broken` in it fails. Entries and breaks may be changed. */
function listOf(length: number, broken: readonly number[], readAround = createReadAround(10_000)) {
  const state = {
    entries: Array.from({ length }, (_, index) => `e${index}`),
    broken: new Set(broken.map((at) => `e${at}`)),
  };
  const asked: { startIndex: number; count: number }[] = [];
  const page = async (startIndex: number, count: number) => {
    const result = await readAround<Entry>(
      {
        key: 'list',
        startIndex,
        count,
        async read(window) {
          asked.push(window);
          const ids = state.entries.slice(window.startIndex, window.startIndex + window.count);
          if (ids.some((id) => state.broken.has(id))) throw fault('broken-data');
          return { items: ids.map((id) => ({ id })), total: state.entries.length };
        },
      },
      {},
    );
    return { ...result, ids: result.items.map(({ id }) => id) };
  };
  return { state, asked, page };
}

const allBut = (length: number, ...left: readonly number[]) =>
  Array.from({ length }, (_, index) => index)
    .filter((index) => !left.includes(index))
    .map((index) => `e${index}`);

describe('reading around what DocSpace can’t show', () => {
  it('asks once where nothing is broken', async () => {
    const { asked, page } = listOf(30, []);
    expect(await page(0, 100)).toEqual({ ids: allBut(30), items: expect.any(Array), total: 30 });
    expect(asked).toHaveLength(1);
  });

  it.each([0, 1, 37, 50, 98, 99])('gives all others of a page of 100 with place %i broken', async (at) => {
    const { asked, page } = listOf(250, [at]);
    expect(await page(0, 100)).toMatchObject({
      ids: allBut(100, at),
      unreadable: [at],
      total: 250,
    });
    expect(asked.length).toBeLessThanOrEqual(15);
  });

  it('tells places within the whole list', async () => {
    const { page } = listOf(250, [203]);
    expect((await page(200, 10)).unreadable).toEqual([203]);
  });

  it('knows the total where nothing on the page can be shown', async () => {
    expect(await listOf(7, [3]).page(3, 1)).toMatchObject({ ids: [], unreadable: [3], total: 7 });
    expect(await listOf(1, [0]).page(0, 100)).toMatchObject({ ids: [], unreadable: [0], total: 1 });
  });

  it('does not look for it again: the same page costs a request a part', async () => {
    const { asked, page } = listOf(250, [37]);
    const first = await page(0, 100);
    asked.length = 0;
    expect(await page(0, 100)).toEqual(first);
    expect(asked).toHaveLength(2);
    // Another page of the same list has its use of it, too.
    asked.length = 0;
    expect((await page(30, 10)).ids).toEqual(allBut(40, 37).slice(30));
    expect(asked).toHaveLength(2);
  });

  it.each<readonly [string, (state: { entries: string[]; broken: Set<string> }) => void, readonly number[]]>([
    ['it was mended', (state) => state.entries.splice(37, 1), []],
    ['something came before it', (state) => state.entries.unshift('new'), [38]],
    [
      'one came before it and one behind it went',
      (state) => {
        state.entries.unshift('new');
        state.entries.pop();
      },
      [38],
    ],
    ['a second one broke', (state) => state.broken.add('e70'), [37, 70]],
  ])('finds all again when %s', async (_, change, unreadable) => {
    const { state, page } = listOf(80, [37]);
    await page(0, 100);
    change(state);
    const now = await page(0, 100);
    expect(now.ids).toEqual(state.entries.filter((id) => !state.broken.has(id)));
    expect(now.unreadable ?? []).toEqual(unreadable);
  });

  it('sees that a list has grown of which nothing could be shown', async () => {
    const { state, page } = listOf(1, [0]);
    await page(0, 100);
    state.entries.push('e1', 'e2');
    state.broken.add('e2');
    expect(await page(0, 100)).toMatchObject({ ids: ['e1'], unreadable: [0, 2], total: 3 });
    await page(0, 1);
    state.entries.shift();
    expect(await page(0, 1)).toMatchObject({ ids: ['e1'], total: 2 });
  });

  it('passes other faults on', async () => {
    const readAround = createReadAround(10_000);
    for (const reason of ['role-refused', 'scope-missing', 'timed-out'] as const) {
      const read = async () => Promise.reject(fault(reason));
      await expect(readAround({ key: '', startIndex: 0, count: 100, read })).rejects.toMatchObject({
        reason,
      });
    }
  });

  it('splits nothing once the caller’s time is short, and says what it did not read', async () => {
    const { page } = listOf(250, [37], createReadAround(0));
    expect(await page(0, 100)).toMatchObject({ ids: [], total: 250, unreadable: { length: 100 } });
  });

  it('whatever is broken: loses nothing silently, invents nothing, asks at most 22 times', async () => {
    const cases = fc.record({
      length: fc.integer({ min: 0, max: 240 }),
      broken: fc.uniqueArray(fc.integer({ min: 0, max: 239 }), { maxLength: 12 }),
      startIndex: fc.integer({ min: 0, max: 240 }),
      count: fc.integer({ min: 1, max: 100 }),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ length, broken, startIndex, count }) => {
        const { asked, page } = listOf(length, broken);
        const wanted = allBut(length).slice(startIndex, startIndex + count);
        const spoilt = broken.map((at) => `e${at}`).filter((id) => wanted.includes(id));
        // The second time it goes on from what the first one found.
        for (const _ of ['first', 'second']) {
          asked.length = 0;
          const { ids, total, unreadable = [] } = await page(startIndex, count);
          const untold = unreadable.map((at) => `e${at}`);
          expect(total).toBe(length);
          expect(ids.length + untold.length).toBe(wanted.length);
          expect(new Set([...ids, ...untold])).toEqual(new Set(wanted));
          expect(untold).toEqual(expect.arrayContaining(spoilt));
          if (count <= 10) expect(new Set(untold)).toEqual(new Set(spoilt));
          expect(asked.length).toBeLessThanOrEqual(22 + broken.length);
        }
      }),
      { numRuns: 300 },
    );
  });
});
