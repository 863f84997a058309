import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Watches } from '../../src/groups/watches.ts';
import type { Store } from '../../src/store/store.ts';
import { createWatches } from '../../src/store/watches.ts';
import { databasesOn, sqliteInTempFolder, type TestDatabase } from '../operations/support.ts';
import { usePostgres } from '../support/postgres.ts';

watchesContract('SQLite', sqliteInTempFolder);
watchesContract('PostgreSQL', databasesOn(usePostgres()));

/** What every list of watches keeps, whatever its database. */
function watchesContract(name: string, createDatabase: () => TestDatabase): void {
  describe(`watches on ${name}`, () => {
    let database: TestDatabase;
    let store: Store;
    let watches: Watches;

    beforeEach(async () => {
      database = createDatabase();
      store = await database.open();
      watches = createWatches(store);
    });
    afterEach(async () => {
      await store.close();
      await database.remove();
    });

    const watch = (groupId: string, channelId: string, at = 1) => ({
      groupId,
      channelId,
      slackUserId: 'U1',
      at,
    });

    it('keeps a watch over a restart, whatever the case of the id', async () => {
      expect(await watches.add(watch('AA-1', 'C1', 1_795_000_000_000))).toBe(true);
      await store.close();
      store = await database.open();
      watches = createWatches(store);
      const stored = watch('aa-1', 'C1', 1_795_000_000_000);
      expect(await watches.ofGroup('Aa-1')).toEqual([stored]);
      expect(await watches.ofChannel('C1')).toEqual([stored]);
    });

    it('has a watch once: the older one stays', async () => {
      await watches.add(watch('g1', 'C1', 1));
      expect(await watches.add({ ...watch('G1', 'C1', 2), slackUserId: 'U2' })).toBe(false);
      expect(await watches.ofChannel('C1')).toEqual([watch('g1', 'C1', 1)]);
    });

    it('has one of two that are asked for at once', async () => {
      const both = [watch('g2', 'C1', 3), watch('g2', 'C1', 4)];
      const answers = await Promise.all(both.map((one) => watches.add(one)));
      expect(answers.toSorted()).toEqual([false, true]);
      expect(await watches.ofChannel('C1')).toEqual([both[answers.indexOf(true)]]);
    });

    it('gives the oldest first, of one group or one channel only', async () => {
      await watches.add(watch('g1', 'C2', 5));
      await watches.add(watch('g1', 'C1', 9));
      await watches.add(watch('g2', 'C2', 4));
      expect((await watches.ofGroup('g1')).map((one) => one.channelId)).toEqual(['C2', 'C1']);
      expect((await watches.ofChannel('C2')).map((one) => one.groupId)).toEqual(['g2', 'g1']);
      expect(await watches.ofGroup('none')).toEqual([]);
      expect(await watches.ofChannel('none')).toEqual([]);
    });

    it('forgets one watch, or all of a group', async () => {
      await watches.add(watch('g1', 'C1'));
      await watches.add(watch('g1', 'C2'));
      await watches.add(watch('g2', 'C1'));
      expect(await watches.remove('G1', 'C1')).toBe(true);
      expect(await watches.remove('g1', 'C1')).toBe(false);
      expect((await watches.ofGroup('g1')).map((one) => one.channelId)).toEqual(['C2']);
      await watches.forgetGroup('G1');
      expect(await watches.ofGroup('g1')).toEqual([]);
      expect(await watches.ofChannel('C1')).toEqual([watch('g2', 'C1')]);
    });
  });
}
