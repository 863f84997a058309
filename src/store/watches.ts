import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Schema } from './schema.ts';
import type { Store } from './store.ts';

const rowSchema = z.object({
  group_id: z.string(),
  channel_id: z.string(),
  slack_user_id: z.string(),
  at: z.coerce.number().int(),
});

/** A row of the watch table; times in Unix ms. */
export interface StoredWatch {
  readonly groupId: string;
  readonly channelId: string;
  readonly slackUserId: string;
  readonly at: number;
}

/**
 * The watches of channels, on disk when a call returns. Group ids are kept in lower case, as DocSpace takes them
 * in any. Throws `StoreError` when the disk is full or the file is damaged.
 */
export function createWatches({ db, transaction }: Pick<Store, 'db' | 'transaction'>) {
  return {
    async add(watch: StoredWatch): Promise<boolean> {
      const inserted = await transaction((trx) =>
        trx
          .insertInto('watch')
          .values({
            group_id: watch.groupId.toLowerCase(),
            channel_id: watch.channelId,
            slack_user_id: watch.slackUserId,
            at: watch.at,
          })
          .onConflict((conflict) => conflict.columns(['group_id', 'channel_id']).doNothing())
          .returning('group_id')
          .executeTakeFirst(),
      );
      return inserted !== undefined;
    },

    async remove(groupId: string, channelId: string): Promise<boolean> {
      const removed = await transaction((trx) =>
        trx
          .deleteFrom('watch')
          .where('group_id', '=', groupId.toLowerCase())
          .where('channel_id', '=', channelId)
          .returning('group_id')
          .executeTakeFirst(),
      );
      return removed !== undefined;
    },

    async ofGroup(groupId: string): Promise<readonly StoredWatch[]> {
      const rows = await db
        .selectFrom('watch')
        .selectAll()
        .where('group_id', '=', groupId.toLowerCase())
        .orderBy('at')
        .orderBy('channel_id')
        .execute();
      return rows.map(readWatch);
    },

    async ofChannel(channelId: string): Promise<readonly StoredWatch[]> {
      const rows = await db
        .selectFrom('watch')
        .selectAll()
        .where('channel_id', '=', channelId)
        .orderBy('at')
        .orderBy('group_id')
        .execute();
      return rows.map(readWatch);
    },

    async forgetGroup(groupId: string): Promise<void> {
      await transaction((trx) =>
        trx.deleteFrom('watch').where('group_id', '=', groupId.toLowerCase()).execute(),
      );
    },
  };
}

function readWatch(row: Selectable<Schema['watch']>): StoredWatch {
  const { group_id, channel_id, slack_user_id, at } = rowSchema.parse(row);
  return { groupId: group_id, channelId: channel_id, slackUserId: slack_user_id, at };
}
